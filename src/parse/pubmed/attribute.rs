//! Attributes of start tags.

use std::borrow::Cow;

use memchr::memchr;
use quick_xml::events::attributes::Attributes;

use super::leaf::Start;
use super::xml::{Fault, allowed};

/// An attribute's value; nothing where it is absent.
pub(super) fn attribute<'x>(start: &Start<'x>, name: &str) -> Result<Option<Cow<'x, str>>, Fault> {
    if let Some(value) = plain(&start.content[start.name..], name) {
        return Ok(value.map(Cow::Borrowed));
    }
    let broken = |error: &dyn std::fmt::Display| {
        Fault(format!("an attribute of `{}` is broken: {error}", start.name().escape_debug()))
    };
    let mut all = Attributes::new(start.content, start.name);
    let found = all.with_checks(false).find(|one| one.as_ref().map_or(true, |one| one.key.as_ref() == name));
    let Some(found) = found.transpose().map_err(|e| broken(&e))? else { return Ok(None) };
    if !found.value.contains(['&', '\t', '\n', '\r']) {
        return Ok(Some(found.value));
    }
    // A line break in a value is a space.
    let value = found.value.replace(['\t', '\n', '\r'], " ");
    let value = quick_xml::escape::unescape(&value).map_err(|e| broken(&e))?;
    if let Some(c) = value.chars().find(|c| !allowed(*c)) {
        return Err(broken(&format_args!("it holds U+{:04X}", u32::from(c))));
    }
    Ok(Some(Cow::Owned(value.into_owned())))
}

/// The same, to keep.
pub(super) fn kept_attribute(start: &Start<'_>, name: &str) -> Result<Option<String>, Fault> {
    Ok(attribute(start, name)?.map(Cow::into_owned))
}

/// Whether an attribute has this very value.
pub(super) fn attribute_is(start: &Start<'_>, name: &str, value: &str) -> Result<bool, Fault> {
    Ok(attribute(start, name)?.is_some_and(|found| found == value))
}

/// The value of an attribute, if there is one of this name. Nothing where attributes are not written as nearly all are (`UI="D000368"
/// MajorTopicYN="N"`), or the value is not to be taken as it stands.
fn plain<'s>(attributes: &'s str, name: &str) -> Option<Option<&'s str>> {
    let mut rest = attributes;
    loop {
        if rest.is_empty() {
            return Some(None);
        }
        let inside = rest.strip_prefix(' ')?;
        let key = inside.bytes().position(|b| !b.is_ascii_alphanumeric())?;
        let value = inside[key..].strip_prefix("=\"")?;
        let length = memchr(b'"', value.as_bytes())?;
        if &inside[..key] == name {
            let value = &value[..length];
            let plain = value.bytes().all(|b| !matches!(b, b'&' | b'<' | b'\t' | b'\n' | b'\r'));
            return plain.then_some(Some(value));
        }
        rest = &value[length + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn attributes_are_read_as_they_are_mostly_written() {
        let all = " UI=\"D000368\" MajorTopicYN=\"N\"";
        assert_eq!(plain(all, "UI"), Some(Some("D000368")));
        assert_eq!(plain(all, "MajorTopicYN"), Some(Some("N")));
        assert_eq!(plain(all, "I"), Some(None));
        assert_eq!(plain("", "UI"), Some(None));
        for other in [
            " UI='x'",
            " UI = \"x\"",
            "  UI=\"x\"",
            " UI=\"x",
            " UI=\"x&amp;\"",
            " a:b=\"\" UI=\"x\"",
            " UI",
            " ",
        ] {
            assert_eq!(plain(other, "UI"), None, "{other}");
        }
    }
}
