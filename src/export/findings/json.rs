//! JSON as it is written: one text that grows, sign by sign, with no document between. Every result of an article goes
//! through here; serializers of any document take twice as long.

use crate::finding::{ArmId, Decimal};

/// JSON on its way.
pub(super) struct Json(String);

/// What can be written as JSON.
pub(super) trait Write {
    fn write(self, out: &mut Json);
}

impl Json {
    /// The text of one value, with room for so many bytes.
    pub(super) fn of(value: impl Write, room: usize) -> String {
        let mut out = Self(String::with_capacity(room));
        value.write(&mut out);
        out.0
    }

    /// An object, whose fields are then added.
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.0.push('{');
        fields(self);
        self.0.push('}');
    }

    /// A field of an object. Its name has no sign that needs escaping.
    pub(super) fn field(&mut self, name: &'static str, value: impl Write) {
        self.part(b'{');
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        value.write(self);
    }

    /// A field that is written only where the text says it.
    pub(super) fn told(&mut self, name: &'static str, value: Option<impl Write>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// A comma, unless the object or list has just been opened.
    fn part(&mut self, opened: u8) {
        if self.0.as_bytes().last() != Some(&opened) {
            self.0.push(',');
        }
    }
}

/// What an iterator gives, one after the other.
pub(super) struct List<I>(pub(super) I);

impl<I: Iterator<Item: Write>> Write for List<I> {
    fn write(self, out: &mut Json) {
        out.0.push('[');
        for value in self.0 {
            out.part(b'[');
            value.write(out);
        }
        out.0.push(']');
    }
}

impl<T: Write> Write for Option<T> {
    fn write(self, out: &mut Json) {
        match self {
            Some(value) => value.write(out),
            None => out.0.push_str("null"),
        }
    }
}

impl Write for &str {
    fn write(self, out: &mut Json) {
        // All of it at once: that is many bytes a step, and next to no text has a sign that needs escaping.
        let needs = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
        if self.bytes().fold(false, |any, byte| any | needs(byte)) {
            out.0.push_str(&serde_json::Value::from(self).to_string());
        } else {
            out.0.push('"');
            out.0.push_str(self);
            out.0.push('"');
        }
    }
}

/// With the digits as printed (`0.50`).
impl Write for Decimal {
    fn write(self, out: &mut Json) {
        self.printed(|text| out.0.push_str(text));
    }
}

impl Write for usize {
    fn write(self, out: &mut Json) {
        Decimal::whole(self as u64).write(out);
    }
}

impl Write for i32 {
    fn write(self, out: &mut Json) {
        Decimal::new(self < 0, u64::from(self.unsigned_abs()), 0).write(out);
    }
}

impl Write for bool {
    fn write(self, out: &mut Json) {
        out.0.push_str(if self { "true" } else { "false" });
    }
}

impl Write for ArmId {
    fn write(self, out: &mut Json) {
        out.0.push_str("\"a");
        (usize::from(self.0) + 1).write(out);
        out.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_others_escape_it() {
        let every: String = (0..0x250).filter_map(char::from_u32).collect();
        for text in ["", "plain", "a \"quoted\" word", "back\\slash", "±0.5 µg\n\u{1f}", &every] {
            assert_eq!(Json::of(text, 0), serde_json::to_string(text).unwrap(), "{text:?}");
        }
    }

    #[test]
    fn values_stand_behind_each_other() {
        struct Pair(i32, usize);
        impl Write for Pair {
            fn write(self, out: &mut Json) {
                out.object(|out| {
                    out.field("one", self.0);
                    out.told("none", None::<bool>);
                    out.field("other", Some(self.1));
                    out.field("open", "{[");
                    out.field("list", List([true, false].into_iter()));
                    out.field("empty", List([0usize; 0].into_iter()));
                    out.field("arm", ArmId(1));
                    out.field("unknown", None::<Decimal>);
                });
            }
        }
        let pairs = List([Pair(-1, 0), Pair(12, 345)].into_iter());
        let want = concat!(
            r#"[{"one":-1,"other":0,"open":"{[","list":[true,false],"empty":[],"arm":"a2","unknown":null},"#,
            r#"{"one":12,"other":345,"open":"{[","list":[true,false],"empty":[],"arm":"a2","unknown":null}]"#
        );
        assert_eq!(Json::of(pairs, 0), want);
    }
}
