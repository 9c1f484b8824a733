//! Plain tags, and elements that hold text alone, read at a glance. Most of a record is made of them: `<Year>2024</Year>`.

use std::ops::Range;

use memchr::memchr3;

use super::eights;
use super::step::{StartTag, start_tag};

/// What stands next in an element.
#[derive(Debug, PartialEq)]
pub(super) enum Markup {
    /// A child that holds text alone.
    Leaf { tag: Tag, text: Range<usize>, end: usize },
    /// The start tag of another child.
    Start { tag: Tag, end: usize },
    /// The end tag of the element itself.
    End { end: usize },
}

/// What stands between `<` and `>` of a start tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag {
    /// Name and attributes.
    pub(super) content: Range<usize>,
    /// Length of the name.
    pub(super) name: usize,
}

/// A start tag: what stands between `<` and `>`, and the length of its name. Small, for one is handed on for every element.
#[derive(Clone, Copy)]
pub(super) struct Start<'x> {
    pub(super) content: &'x str,
    pub(super) name: usize,
}

impl<'x> Start<'x> {
    pub(super) fn name(&self) -> &'x str {
        &self.content[..self.name]
    }
}

/// What stands at the head of `rest`, behind white space, in the element that is called `open`; each ends where what is behind it
/// goes on.
///
/// Nothing where it is not as simple as that (text, a comment, an end tag that is not its own, …): it is then to be read event by
/// event, which also says what is wrong with it. So is what stands in a child beside text (references, line ends to be mended, …).
#[inline(always)]
pub(super) fn markup(rest: &[u8], open: &[u8]) -> Option<Markup> {
    let space = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    let indented = eights::indentation(rest);
    let begin = indented + rest[indented..].iter().position(|b| !space(b))? + 1;
    if rest[begin - 1] != b'<' {
        return None;
    }
    let tail = &rest[begin..];
    if let Some(name) = tail.strip_prefix(b"/") {
        let behind = name.strip_prefix(open)?.strip_prefix(b">")?;
        return Some(Markup::End { end: rest.len() - behind.len() });
    }
    let StartTag { length, name } = start_tag(tail)?;
    let content = &tail[..length];
    if name == 0 || matches!(content.first()?, b'!' | b'?') || content.last() == Some(&b'/') {
        return None;
    }
    let behind = &tail[length + 1..];
    let tag = Tag { content: begin..begin + length, name };
    let text = begin + length + 1;
    let any = |eight| eights::these(eight, b'<') | eights::these(eight, b'&') | eights::these(eight, b'\r');
    let end = eights::near(behind, any, |rest| memchr3(b'<', b'&', b'\r', rest))?;
    let own = |rest: &[u8]| {
        Some(rest.strip_prefix(b"</")?.strip_prefix(&content[..name])?.strip_prefix(b">")?.len())
    };
    Some(match own(&behind[end..]) {
        Some(further) => Markup::Leaf { tag, text: text..text + end, end: rest.len() - further },
        None => Markup::Start { tag, end: text },
    })
}

#[cfg(test)]
mod tests {
    use super::{Markup, markup};

    #[test]
    fn an_element_of_text_alone_is_read_at_a_glance() {
        for (rest, content, name, inside) in [
            ("<Year>2024</Year><Month>", "Year", "Year", "2024"),
            ("\n  <A x=\"1/2\" y=\"\">a > b</A>", "A x=\"1/2\" y=\"\"", "A", "a > b"),
            ("<A></A>", "A", "A", ""),
            ("<A\n>é\n</A>", "A\n", "A", "é\n"),
        ] {
            let Some(Markup::Leaf { tag, text, end }) = markup(rest.as_bytes(), b"B") else {
                panic!("{rest}")
            };
            assert_eq!((&rest[tag.content.clone()], &rest[text]), (content, inside));
            assert_eq!(&rest[tag.content][..tag.name], name);
            assert!(rest[..end].ends_with("</A>") || rest[..end].ends_with("</Year>"));
        }
    }

    #[test]
    fn of_others_the_start_tag_is() {
        for rest in [
            "<A>x</A >",
            " <A>x</B>",
            "<A>x</AA>",
            "<A>x<B/></A>",
            "<A>x &amp; y</A>",
            "<A>x\r\ny</A>",
            "<A><![CDATA[x]]></A>",
            "<A>\n<B>",
        ] {
            let Some(Markup::Start { tag, end }) = markup(rest.as_bytes(), b"B") else { panic!("{rest}") };
            assert_eq!((&rest[tag.content], tag.name), ("A", 1), "{rest}");
            assert!(rest[..end].ends_with("<A>"), "{rest}");
        }
    }

    #[test]
    fn and_the_end_of_the_open_one() {
        assert_eq!(markup(b"\n </B>\n", b"B"), Some(Markup::End { end: 6 }));
        for rest in ["</A>", "</BB>", "</B >", "</B", "</", "<//B>"] {
            assert_eq!(markup(rest.as_bytes(), b"B"), None, "{rest}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for rest in [
            "",
            "<",
            "text<A>x</A>",
            "<A/>",
            "<A>x",
            "<A",
            "< A>x</A>",
            "<>x</>",
            "<A x='1'>y</A>",
            "<A x=\">\">y</A>",
            "<!-- --><A>x</A>",
            "<?x?><A>x</A>",
        ] {
            assert_eq!(markup(rest.as_bytes(), b"B"), None, "{rest}");
        }
    }
}
