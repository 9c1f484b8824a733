//! A claim's table, asked part by part; what is wrong is gathered.

use crate::catalogue::claim::{Figure, Limits, P, Stated};
use crate::catalogue::fault::Fault;
use crate::catalogue::figures;
use crate::catalogue::node::{Node, Value};
use crate::text::Span;

/// A claim's table while it is read; what is wrong is gathered, so that all of it is told at once.
pub(super) struct Form<'n, 'f> {
    pub(super) node: &'n Node,
    pub(super) faults: &'f mut Vec<Fault>,
}

impl Form<'_, '_> {
    pub(super) fn wrong<T>(&mut self, at: Span, message: &str, help: &str) -> Option<T> {
        self.faults.push(Fault::helped(at, message, help));
        None
    }

    pub(super) fn words(&mut self, name: &str) -> Option<Stated<String>> {
        let node = self.node.get(name)?;
        match node.text() {
            Some(text) if !text.trim().is_empty() => {
                Some(Stated { value: text.trim().to_owned(), at: node.at })
            }
            _ => self.wrong(node.at, &format!("`{name}` is text"), "write the words the source uses"),
        }
    }

    pub(super) fn named<T: Copy>(
        &mut self,
        name: &str,
        all: &[T],
        called: fn(T) -> &'static str,
    ) -> Option<Stated<T>> {
        let node = self.node.get(name)?;
        let text = node
            .text()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase()
            .replace(' ', "_")
            .replace("randomised", "randomized")
            .replace("analysed", "analyzed");
        match all.iter().find(|one| called(**one) == text) {
            Some(value) => Some(Stated { value: *value, at: node.at }),
            None => {
                let known: Vec<&str> = all.iter().map(|one| called(*one)).collect();
                self.faults.push(Fault::unknown(node.at, name, &text, &known));
                None
            }
        }
    }

    pub(super) fn rounded(&self) -> bool {
        matches!(self.node.get("rounded"), Some(Node { value: Value::Bool(true), .. }))
    }

    pub(super) fn figure(&mut self, node: &Node, name: &str) -> Option<Figure> {
        let rounded = self.rounded();
        match figures::figure(node, rounded) {
            Some(figure) => Some(figure),
            None => self.wrong(node.at, &format!("`{name}` is a number"), "write it as the source prints it"),
        }
    }

    pub(super) fn of(&mut self, table: &Node, name: &str) -> Option<Figure> {
        table.get(name).and_then(|node| self.figure(node, name))
    }

    pub(super) fn table(&mut self, name: &str, fields: &[&str]) -> Option<Node> {
        let node = self.node.get(name)?.clone();
        match &node.value {
            Value::Table(entries) => {
                for (key, _) in entries.iter().filter(|(key, _)| !fields.contains(&key.name.as_str())) {
                    self.faults.push(Fault::unknown(key.at, &format!("part of `{name}`"), &key.name, fields));
                }
                Some(node)
            }
            _ => {
                let help = format!("write `{name}: {{{}: …}}`", fields[0]);
                self.wrong(node.at, &format!("`{name}` is a table"), &help)
            }
        }
    }

    pub(super) fn limits(&mut self, table: &Node) -> Option<Limits> {
        let node = table.get("ci")?;
        let level = table.get("level").and_then(|node| self.figure(node, "level"));
        let rounded = self.rounded();
        match figures::pair(node, rounded) {
            Some((low, high)) => Some(Limits { low, high, level, at: node.at }),
            None => self.wrong(
                node.at,
                "an interval is two numbers",
                "write `[0.36, 0.67]` or `\"0.36 to 0.67\"`",
            ),
        }
    }

    pub(super) fn p(&mut self) -> Option<Stated<P>> {
        let node = self.node.get("p")?;
        let bound = |name: &str| node.get(name).and_then(|n| figures::figure(n, false)).map(|f| f.decimal);
        let value = match &node.value {
            Value::Table(entries) => match (&entries[..], bound("below"), bound("above")) {
                ([_], Some(below), None) => Some(P::Below(below)),
                ([_], None, Some(above)) => Some(P::Above(above)),
                _ => None,
            },
            _ => figures::p(node),
        };
        match value {
            Some(value) => Some(Stated { value, at: node.at }),
            None => self.wrong(
                node.at,
                "this is no P value",
                "write `0.03`, `\"<0.001\"`, `NS`, `{below: 0.05}` or `{above: 0.05}`",
            ),
        }
    }
}
