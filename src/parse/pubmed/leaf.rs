//! Elements that hold text alone, read at a glance. Most of a record is made of them: `<Year>2024</Year>`.

use std::ops::Range;

use memchr::memchr3;

use super::step::{StartTag, start_tag};

/// Where the parts of such an element lie.
#[derive(Debug, PartialEq)]
pub(super) struct Leaf {
    /// Name and attributes.
    pub(super) tag: Range<usize>,
    /// Length of the name.
    pub(super) name: usize,
    pub(super) text: Range<usize>,
    /// Behind its end tag.
    pub(super) end: usize,
}

/// The element at the head of `rest`, behind white space.
///
/// Nothing where it is not as simple as that (elements within, references, line ends to be mended, an end tag that is not
/// its own, …): it is then to be read event by event, which also says what is wrong with it.
pub(super) fn leaf(rest: &[u8]) -> Option<Leaf> {
    let space = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    let open = rest.iter().position(|b| !space(b)).filter(|at| rest[*at] == b'<')? + 1;
    let StartTag { length, name } = start_tag(&rest[open..])?;
    let close = open + length;
    let tag = &rest[open..close];
    if matches!(tag.first()?, b'/' | b'!' | b'?') || tag.last() == Some(&b'/') {
        return None;
    }
    let text = close + 1;
    let end = text + memchr3(b'<', b'&', b'\r', &rest[text..])?;
    let behind = rest[end..].strip_prefix(b"</")?.strip_prefix(&tag[..name])?.strip_prefix(b">")?;
    Some(Leaf { tag: open..close, name, text: text..end, end: rest.len() - behind.len() })
}

#[cfg(test)]
mod tests {
    use super::leaf;

    #[test]
    fn an_element_of_text_alone_is_read_at_a_glance() {
        for (rest, tag, name, text) in [
            ("<Year>2024</Year><Month>", "Year", "Year", "2024"),
            ("\n  <A x=\"1/2\" y=\"\">a > b</A>", "A x=\"1/2\" y=\"\"", "A", "a > b"),
            ("<A></A>", "A", "A", ""),
            ("<A\n>é\n</A>", "A\n", "A", "é\n"),
        ] {
            let found = leaf(rest.as_bytes()).expect(rest);
            assert_eq!((&rest[found.tag.clone()], &rest[found.text]), (tag, text));
            assert_eq!(&rest[found.tag][..found.name], name);
            assert!(rest[..found.end].ends_with("</A>") || rest[..found.end].ends_with("</Year>"));
        }
    }

    #[test]
    fn what_is_more_than_text_is_not() {
        for rest in [
            "",
            "<",
            "text<A>x</A>",
            "</A>",
            "<A/>",
            "<A>x",
            "<A>x</A",
            "<A>x</A >",
            "<A>x</B>",
            "<A>x</AA>",
            "<AA>x</A>",
            "<A>x<B/></A>",
            "<A>x &amp; y</A>",
            "<A>x\r\ny</A>",
            "<A x='1'>y</A>",
            "<A x=\">\">y</A>",
            "<!-- --><A>x</A>",
            "<?x?><A>x</A>",
            "<A><![CDATA[x]]></A>",
        ] {
            assert_eq!(leaf(rest.as_bytes()), None, "{rest}");
        }
    }
}
