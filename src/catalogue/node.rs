//! A file's values with their places, whatever its language: YAML, TOML or JSON.

mod json;
mod toml;
mod yaml;

use super::fault::Fault;
use crate::text::Span;

/// Values below values, at most.
const DEEPEST: usize = 64;

/// The language of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `.yaml`, `.yml`
    Yaml,
    /// `.toml`
    Toml,
    /// `.json`
    Json,
}

impl Language {
    /// By a file name's ending.
    pub fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Language::Yaml),
            "toml" => Some(Language::Toml),
            "json" => Some(Language::Json),
            _ => None,
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    /// Its place in the file, quotation marks included.
    pub(super) at: Span,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// No value: `null`, `~`, nothing behind a colon.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, in the file's own characters: 0.50 is not 0.5.
    Number(String),
    /// Text, without its quotation marks.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Named values in order.
    Table(Vec<(Key, Node)>),
}

/// The name of a value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) at: Span,
}

impl Node {
    /// The value of a name, in a table.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Its characters, where it is text or a number.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads a file's text.
///
/// # Errors
/// The first place where it is not of its language; every name that a table holds twice.
pub(super) fn parse(text: &str, language: Language) -> Result<Node, Vec<Fault>> {
    let node = match language {
        Language::Yaml => yaml::parse(text),
        Language::Toml => toml::parse(text),
        Language::Json => json::parse(text),
    }
    .map_err(|fault| vec![fault])?;
    let mut twice = Vec::new();
    names_once(&node, &mut twice);
    if twice.is_empty() { Ok(node) } else { Err(twice) }
}

/// Complains of every name that a table holds twice: the second value would be passed over in silence.
fn names_once(node: &Node, faults: &mut Vec<Fault>) {
    match &node.value {
        Value::List(nodes) => nodes.iter().for_each(|node| names_once(node, faults)),
        Value::Table(entries) => {
            let mut seen = std::collections::HashSet::new();
            for (key, node) in entries {
                if !seen.insert(key.name.as_str()) {
                    faults.push(Fault::helped(
                        key.at,
                        format!("`{}` stands here a second time", key.name),
                        "a name stands once in a table: leave one of them out",
                    ));
                }
                names_once(node, faults);
            }
        }
        _ => {}
    }
}
