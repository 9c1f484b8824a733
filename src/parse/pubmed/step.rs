//! How far an element reaches that is not read: its tags are counted, what they hold is not looked at.

use memchr::{memchr, memchr2};

use super::eights;
use super::xml::{DEEPEST, character};

/// Where the end tag begins that closes the open element, of which `rest` is what follows its start tag; `each` is told
/// the names of elements on the way.
///
/// Nothing where counting cannot be relied on (comments, an unknown entity, too deep, …): what stands there must be
/// read event by event, which also says what is wrong with it.
pub(super) fn end_of(rest: &[u8], mut each: impl FnMut(&[u8])) -> Option<usize> {
    let mut at = 0;
    let mut open = 0_usize;
    loop {
        let either = |eight| eights::these(eight, b'<') | eights::these(eight, b'&');
        at += eights::near(&rest[at..], either, |rest| memchr2(b'<', b'&', rest))?;
        if rest[at] == b'&' {
            at += 1 + reference(&rest[at + 1..])?;
            continue;
        }
        let inside = &rest[at + 1..];
        let length = match inside.first()? {
            b'!' | b'?' => return None,
            b'/' if open == 0 => return Some(at),
            b'/' => {
                open -= 1;
                eights::near(inside, |eight| eights::these(eight, b'>'), |rest| memchr(b'>', rest))?
            }
            _ => {
                let StartTag { length, name } = start_tag(inside)?;
                let empty = length > 0 && inside[length - 1] == b'/';
                if open == DEEPEST {
                    return None;
                }
                each(inside[..name].strip_suffix(b"/").unwrap_or(&inside[..name]));
                open += usize::from(!empty);
                length
            }
        };
        at += 1 + length + 1;
    }
}

/// A start tag that is as simple as nearly all are.
pub(super) struct StartTag {
    /// Length up to its `>`.
    pub(super) length: usize,
    /// Length of its name.
    pub(super) name: usize,
}

/// The start tag of which `inside` is what follows its `<`; nothing where a `>` might be one of a quoted value.
#[inline]
pub(super) fn start_tag(inside: &[u8]) -> Option<StartTag> {
    let mut name = None;
    let mut quoted = false;
    let mut at = 0;
    loop {
        let rest = &inside[at..];
        at += match name {
            None => eights::first(rest, |eight| eights::below(eight, b'(') | eights::angles(eight))?,
            Some(_) => eights::first(rest, |eight| eights::quotes(eight) | eights::angles(eight))?,
        };
        match inside[at] {
            b'>' if quoted => return None,
            b'>' => return Some(StartTag { length: at, name: name.unwrap_or(at) }),
            b'"' => quoted = !quoted,
            b'\'' | b'<' => return None,
            b' ' | b'\t' | b'\n' | b'\r' if name.is_none() => name = Some(at),
            // What is marked beside these.
            _ => {}
        }
        at += 1;
    }
}

/// The length of a reference that can be read, from behind its `&` to behind its `;`.
fn reference(rest: &[u8]) -> Option<usize> {
    let name = &rest[..memchr(b';', &rest[..rest.len().min(LONGEST_REFERENCE)])?];
    character(std::str::from_utf8(name).ok()?).ok()?;
    Some(name.len() + 1)
}

/// `#x10ffff;`, with some zeros before it.
const LONGEST_REFERENCE: usize = 16;

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn the_end_tag_of_the_open_element_is_found_behind_all_within() {
        for (inside, names) in [
            ("", vec![]),
            ("text &amp; &#xb7; > text", vec![]),
            ("<Year>2024</Year>\n<Month/>", vec!["Year", "Month"]),
            ("<A x=\"/\" y = \"2\" ><A><B z=\"1\"/></A></A>", vec!["A", "A", "B"]),
        ] {
            let rest = format!("{inside}</A></History>");
            let mut found = Vec::new();
            let end = end_of(rest.as_bytes(), |name| found.push(String::from_utf8_lossy(name).into_owned()));
            assert_eq!(
                (end, found),
                (Some(inside.len()), names.into_iter().map(str::to_owned).collect()),
                "{inside}"
            );
        }
    }

    #[test]
    fn what_must_be_read_is_not_stepped_over() {
        for inside in [
            "<!-- </A> -->",
            "<![CDATA[</A>]]>",
            "<?x </A>?>",
            "&eacute;",
            "&amp",
            "& b;",
            "&#1;",
            "<B x=\"/>\"></B>",
            "<B x='\"/>'></B>",
            "<B x=\"'/>\"></B>",
            &"<B>".repeat(300),
        ] {
            let rest = format!("{inside}</A>{}", "</B>".repeat(300));
            assert_eq!(end_of(rest.as_bytes(), |_| ()), None, "{inside}");
        }
        for cut in ["", "text", "<B>", "<B></B", "<", "&", "<B x=\"1"] {
            assert_eq!(end_of(cut.as_bytes(), |_| ()), None, "{cut}");
        }
    }
}
