//! YAML 1.2 with places. One document; anchors are followed, within a bound, so that no small file grows without end.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marked, StrInput};

use super::{DEEPEST, Key, Node, Value};
use crate::catalogue::fault::Fault;
use crate::text::Span;

/// Values that repeated anchors may stand for, in all.
const MOST: usize = 1_000_000;

pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        text,
        bytes: (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect()),
        anchors: HashMap::new(),
        copied: 0,
    };
    let mut root = Node { value: Value::Null, at: Span::new(0, 0) };
    let mut documents = 0;
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => return Ok(root),
            (Event::DocumentStart(_), mark) => {
                documents += 1;
                if documents > 1 {
                    let at = reader.span(mark);
                    return Err(Fault::helped(at, "a second document", "one file holds one catalogue"));
                }
                let event = reader.next()?;
                root = reader.node(event, 0)?;
            }
            _ => {}
        }
    }
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    text: &'t str,
    /// Where each character starts, where that is not its number.
    bytes: Option<Vec<usize>>,
    /// What anchors stand for, with the number of values in it.
    anchors: HashMap<usize, (Node, usize)>,
    copied: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Marked), Fault> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.fault(&error)),
            None => Ok((Event::StreamEnd, Marked::default())),
        }
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let at = self.byte(error.marker().index());
        let help = "mend it here, or right before: indentation and quotation marks first";
        Fault::helped(Span::new(at, at), format!("no valid YAML: {}", error.info()), help)
    }

    fn byte(&self, index: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.get(index).copied().unwrap_or(self.text.len()),
            None => index.min(self.text.len()),
        }
    }

    fn span(&self, mark: Marked) -> Span {
        let (start, end) = (self.byte(mark.start.index()), self.byte(mark.end.index()));
        Span::new(start, end.max(start))
    }

    fn node(&mut self, (event, mark): (Event<'t>, Marked), depth: usize) -> Result<Node, Fault> {
        let at = self.span(mark);
        if depth > DEEPEST {
            return Err(Fault::helped(at, "nested too deep", "a catalogue is a list of small tables"));
        }
        let before = self.copied;
        let (value, anchor, at) = match event {
            Event::Scalar(text, style, anchor, _) => (scalar(&text, style), anchor, at),
            Event::SequenceStart(anchor, _) => {
                let mut nodes = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, mark) => break self.span(mark).end,
                        event => nodes.push(self.node(event, depth + 1)?),
                    }
                };
                (Value::List(nodes), anchor, self.trimmed(at.start, end))
            }
            Event::MappingStart(anchor, _) => {
                let mut entries: Vec<(Key, Node)> = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::MappingEnd, mark) => break self.span(mark).end,
                        event => {
                            let key = self.node(event, depth + 1)?;
                            let Some(name) = key.text().map(str::to_owned) else {
                                return Err(Fault::new(key.at, "a name must be text"));
                            };
                            let value = self.next()?;
                            let value = self.node(value, depth + 1)?;
                            entries.push((Key { name, at: key.at }, value));
                        }
                    }
                };
                let start = entries.first().map_or(at.start, |(key, _)| at.start.min(key.at.start));
                (Value::Table(entries), anchor, self.trimmed(start, end))
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(Fault::new(at, "an alias of nothing"));
                };
                self.copied += size + 1;
                if self.copied > MOST {
                    return Err(Fault::helped(
                        at,
                        "aliases stand for too much",
                        "write the values out where they are few, or leave them out",
                    ));
                }
                return Ok(Node { value: node.value.clone(), at });
            }
            _ => (Value::Null, 0, at),
        };
        let node = Node { value, at };
        if anchor > 0 {
            let size = size(&node) + self.copied - before;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        Ok(node)
    }

    /// A block's end lies behind the lines that follow it: brought back to its last character.
    fn trimmed(&self, start: usize, end: usize) -> Span {
        let end = end.max(start);
        Span::new(start, start + self.text[start..end].trim_end().len())
    }
}

/// How many values a value holds, itself included.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(nodes) => nodes.iter().map(size).sum(),
        Value::Table(entries) => entries.iter().map(|(_, node)| size(node)).sum(),
        _ => 0,
    }
}

/// A plain scalar is what YAML's core schema takes it for; a quoted one is text.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if number(text) => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

fn number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
}
