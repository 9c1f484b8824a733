//! Indented XML, as NLM writes it.

use super::prose::number;

/// A record that is being written.
pub struct Tags<'a> {
    out: &'a mut String,
    depth: usize,
}

const SPACES: &str = "                    ";

/// Stands for `<` and `>` of markup in a text that is still to be escaped.
pub const OPEN: char = '\u{1}';
pub const CLOSE: char = '\u{2}';

impl<'a> Tags<'a> {
    /// Elements that stand so deep.
    pub fn new(out: &'a mut String, depth: usize) -> Self {
        Self { out, depth }
    }

    fn indent(&mut self) {
        self.out.push_str(&SPACES[..2 * self.depth]);
    }

    /// Opens an element (with its attributes) that holds others.
    pub fn open(&mut self, tag: &str) {
        self.indent();
        self.out.extend(["<", tag, ">\n"]);
        self.depth += 1;
    }

    /// Closes it.
    pub fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.indent();
        self.out.extend(["</", name, ">\n"]);
    }

    /// An element that holds text.
    pub fn text(&mut self, tag: &str, text: &str) {
        self.with(tag, |out| escape(text, out));
    }

    /// An element that holds a number.
    pub fn number(&mut self, tag: &str, value: usize) {
        self.with(tag, |out| number(value, out));
    }

    /// An element that holds what is written into it, which needs no escaping.
    pub fn with(&mut self, tag: &str, write: impl FnOnce(&mut String)) {
        self.indent();
        self.out.extend(["<", tag, ">"]);
        write(self.out);
        let name = tag.split(' ').next().unwrap_or(tag);
        self.out.extend(["</", name, ">\n"]);
    }

    /// A date in elements.
    pub fn date(&mut self, [year, month, day]: [usize; 3], padded: bool) {
        self.number("Year", year);
        for (name, value) in [("Month", month), ("Day", day)] {
            self.with(name, |out| {
                if padded {
                    super::journals::padded(value, 2, out);
                } else {
                    number(value, out);
                }
            });
        }
    }
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(|c| matches!(c, '<' | '>' | '&' | OPEN | CLOSE)) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            1 => "<",
            _ => ">",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
