//! JSON written as it is made, into one text: of the results of many articles no tree is built first.

use crate::finding::Decimal;

/// What has a form in JSON.
pub(super) trait Written {
    /// Appends that form.
    fn write(self, out: &mut String);
}

/// The fields of an object, one after the other.
pub(super) struct Object<'o> {
    out: &'o mut String,
}

impl<'o> Object<'o> {
    /// Opens an object.
    pub(super) fn of(out: &'o mut String) -> Self {
        out.push('{');
        Self { out }
    }

    /// Writes a field. Its name holds nothing that JSON escapes.
    ///
    /// Inlined, so that names are constants: most of what is written is names.
    #[inline(always)]
    pub(super) fn field(&mut self, name: &'static str, value: impl Written) {
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        value.write(self.out);
        self.out.push(',');
    }

    /// Writes a field only where there is a value.
    #[inline(always)]
    pub(super) fn told(&mut self, name: &'static str, value: Option<impl Written>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Closes the object.
    pub(super) fn end(self) {
        close(self.out, '}');
    }
}

/// A list of what an iterator gives.
pub(super) struct List<I>(pub(super) I);

impl<I: Iterator<Item: Written>> Written for List<I> {
    fn write(self, out: &mut String) {
        out.push('[');
        for one in self.0 {
            one.write(out);
            out.push(',');
        }
        close(out, ']');
    }
}

/// Puts the closing bracket in the place of the last comma.
fn close(out: &mut String, bracket: char) {
    if out.ends_with(',') {
        out.pop();
    }
    out.push(bracket);
}

impl<T: Written> Written for Option<T> {
    fn write(self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl Written for bool {
    fn write(self, out: &mut String) {
        out.push_str(if self { "true" } else { "false" });
    }
}

impl Written for usize {
    fn write(self, out: &mut String) {
        Decimal::whole(self as u64).print(out);
    }
}

impl Written for u8 {
    fn write(self, out: &mut String) {
        usize::from(self).write(out);
    }
}

impl Written for i32 {
    fn write(self, out: &mut String) {
        Decimal::new(self < 0, u64::from(self.unsigned_abs()), 0).print(out);
    }
}

/// A name of ours, which holds nothing that JSON escapes.
pub(super) struct Name(pub(super) &'static str);

impl Written for Name {
    fn write(self, out: &mut String) {
        out.push('"');
        out.push_str(self.0);
        out.push('"');
    }
}

/// A number with its printed digits: 0.50 is not 0.5.
impl Written for Decimal {
    fn write(self, out: &mut String) {
        self.print(out);
    }
}

impl Written for &str {
    fn write(self, out: &mut String) {
        out.push('"');
        // Nearly no text holds what is escaped; all bytes are asked, so that many are asked together.
        if self.bytes().fold(false, |found, byte| found | escaped(byte)) {
            for c in self.chars() {
                escape(c, out);
            }
        } else {
            out.push_str(self);
        }
        out.push('"');
    }
}

/// Whether a byte stands for itself in no text of JSON.
fn escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

fn escape(c: char, out: &mut String) {
    let short = match c {
        '"' => '"',
        '\\' => '\\',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\0'..' ' => {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
            return;
        }
        _ => {
            out.push(c);
            return;
        }
    };
    out.push('\\');
    out.push(short);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_others_escape_them() {
        let all: String = (0..0x250).filter_map(char::from_u32).chain("–😀".chars()).collect();
        for text in ["", "plain", "a \"b\" \\ c", &all] {
            let mut out = String::new();
            text.write(&mut out);
            assert_eq!(out, serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn objects_and_lists_may_be_empty() {
        let mut out = String::new();
        let mut object = Object::of(&mut out);
        object.field("none", List([0_usize; 0].into_iter()));
        object.field("some", List([1_usize, 20].into_iter()));
        object.told("left out", None::<bool>);
        object.field("unknown", None::<bool>);
        object.end();
        assert_eq!(out, r#"{"none":[],"some":[1,20],"unknown":null}"#);
        out.clear();
        Object::of(&mut out).end();
        assert_eq!(out, "{}");
    }
}
