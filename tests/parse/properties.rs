//! What holds for any bytes.

use std::io::{BufReader, Read};

use litx::parse::{Format, Item, Piece, pieces, pubmed};
use proptest::prelude::*;

use super::{read, set, xml};

const FORMATS: [Format; 4] = [Format::PubmedXml, Format::Nbib, Format::JsonLines, Format::Plain];

/// Gives one byte less than it could, or a few at a time.
struct Drip<'b>(&'b [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(self.0.len()).min(out.len());
        out[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

fn cut(
    format: Format,
    bytes: &[u8],
    chunk: usize,
) -> (Vec<Piece>, Option<std::mem::Discriminant<litx::parse::ParseError>>) {
    let mut out = Vec::new();
    for piece in pieces(format, BufReader::with_capacity(chunk, Drip(bytes, chunk))) {
        match piece {
            Ok(piece) => out.push(piece),
            Err(error) => return (out, Some(std::mem::discriminant(&error))),
        }
    }
    (out, None)
}

/// Bits of markup in any order: most of it broken.
fn markup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "<PubmedArticleSet>",
        "</PubmedArticleSet>",
        "<PubmedArticle>",
        "</PubmedArticle>",
        "<PubmedArticle/>",
        "<MedlineCitation>",
        "</MedlineCitation>",
        "<PMID Version=\"1\">",
        "12",
        "</PMID>",
        "<Article>",
        "</Article>",
        "<ArticleTitle>",
        "</ArticleTitle>",
        "<Abstract>",
        "</Abstract>",
        "<AbstractText Label=\"R\">",
        "</AbstractText>",
        "<sup>",
        "</sup>",
        "<mml:math>",
        "</mml:math>",
        "\n  ",
        "&lt;",
        "&#8211;",
        "&nbsp;",
        "&",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<!DOCTYPE x [",
        "]>",
        "\"",
        "'",
        "<",
        ">",
        "/>",
        "<DeleteCitation>",
        "</DeleteCitation>",
        "<PubmedBookArticle>",
        "</PubmedBookArticle>",
        "<BookDocument>",
        "</BookDocument>",
        "·",
        "<PubDate>",
        "<Year>",
        "2019",
        "</Year>",
        "</PubDate>",
        "<AuthorList>",
        "<Author>",
        "NCT00000001",
        "\u{feff}",
        "PMID- 1\n",
        "AB  - ",
        "BACKGROUND: ",
        "RESULTS\n: ",
        "      ",
        "{\"id\":",
        "[",
        "}",
        "=== Abstract ===\n",
        "doi: 10.1/",
        ". 2024 ",
        "TI  - ",
        "AU  - A B\n",
    ]);
    prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in FORMATS {
            let _ = read(format, &bytes);
        }
        let _ = pubmed::record(&bytes);
    }

    /// What makes the reader go event by event changes nothing of a record that can be read so. In what is stepped over,
    /// tags that do not match are not noticed.
    #[test]
    fn a_record_is_the_same_at_a_glance_and_event_by_event(citation in markup(), article in markup()) {
        // A comment within one would end it.
        let quick = xml(&citation, &article, &citation).replace("<!", "").replace("<?", "");
        let slow = pubmed::record(quick.replace("</", "<!-- --></").as_bytes());
        if let Ok(slow) = slow {
            prop_assert_eq!(Ok(slow), pubmed::record(quick.as_bytes()));
        }
    }

    #[test]
    fn any_markup_is_read_or_refused(text in markup()) {
        for format in FORMATS {
            for item in read(format, text.as_bytes()).0 {
                if let Item::Record(parsed) = item {
                    let whole = &parsed.record.text;
                    for section in whole.sections() {
                        prop_assert!(whole.as_str().get(section.span().range()).is_some());
                    }
                    for (span, _) in whole.marks() {
                        prop_assert!(whole.as_str().get(span.range()).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn pieces_do_not_depend_on_how_bytes_arrive(text in markup(), chunk in 1_usize..40) {
        for format in FORMATS {
            let whole = cut(format, text.as_bytes(), 1 << 16);
            prop_assert_eq!(cut(format, text.as_bytes(), chunk), whole);
        }
    }

    #[test]
    fn pieces_lie_in_order_and_hold_the_bytes_of_their_place(text in markup()) {
        let (found, _) = cut(Format::PubmedXml, text.as_bytes(), 7);
        let mut last = 0;
        for piece in found {
            let at = usize::try_from(piece.offset).unwrap();
            prop_assert!(at >= last);
            prop_assert_eq!(&text.as_bytes()[at..at + piece.raw.len()], piece.raw.as_slice());
            last = at;
        }
    }

    /// Whatever characters an abstract holds, they come out as they went in.
    #[test]
    fn texts_come_out_as_they_went_in(text in "[ -~\u{a0}-\u{24f}\u{2000}-\u{22ff}\u{1f600}]{0,80}", numbered in any::<bool>()) {
        let escaped: String = text
            .chars()
            .map(|c| match c {
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '&' => "&amp;".to_owned(),
                c if numbered && !c.is_ascii() => format!("&#x{:x};", u32::from(c)),
                c => c.to_string(),
            })
            .collect();
        let article = format!("<ArticleTitle>{escaped}</ArticleTitle><Abstract><AbstractText>{escaped}</AbstractText></Abstract>");
        let stream = set(&[&xml("", &article, "")]);
        let parsed = super::parsed(Format::PubmedXml, stream.as_bytes()).remove(0);
        prop_assert_eq!(parsed.record.title(), text.as_str());
        prop_assert_eq!(super::sections(&parsed.record), vec![(None, text.as_str())]);
    }
}
