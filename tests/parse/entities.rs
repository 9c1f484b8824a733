//! References, and what is refused with a reason.

use super::{abstract_of, sections, xml};
use litx::parse::pubmed;

/// The text of an abstract that is nothing but `inner`.
fn text(inner: &str) -> String {
    let record = abstract_of(inner);
    sections(&record)[0].1.to_owned()
}

/// Cases 36 and 38: nothing is lost at a reference or at inline markup, and no `<` is taken for a tag once decoded.
#[test]
fn references_are_put_back_where_they_stood() {
    let cases = [
        ("(P&lt;0.001; 95% CI, 0.36&#8211;0.67)", "(P<0.001; 95% CI, 0.36–0.67)"),
        ("a &amp; b &gt; c &quot;d&quot; &apos;e&apos;", "a & b > c \"d\" 'e'"),
        ("0&#xb7;49 0&#xB7;36 &#x2009;mm", "0·49 0·36 \u{2009}mm"),
        ("P&lt;.001 <i>vs</i> 3 m<sup>2</sup>", "P<.001 vs 3 m2"),
        ("<i>P &lt; 0.05</i> and <sup>x&gt;1</sup>", "P < 0.05 and x>1"),
        ("P<![CDATA[<0.001 & so]]> on", "P<0.001 & so on"),
        ("before<!-- P<0.5 -->after", "beforeafter"),
        ("one<?page 3?>two", "onetwo"),
        ("a < b".replace('<', "&lt;").as_str(), "a < b"),
        // Case 39: decoded once, and only once.
        ("&amp;lt;0.001 &amp;amp; &amp;#8211;", "&lt;0.001 &amp; &#8211;"),
        // Case 50: characters beyond the first plane, private use, ligatures.
        ("&#x1F600;😀&#xE009;\u{e009}ﬁ", "😀😀\u{e009}\u{e009}ﬁ"),
        ("a\r\nb", "a\nb"),
    ]
    .map(|(inner, want)| (inner.to_owned(), want));
    for (inner, want) in cases {
        assert_eq!(text(&inner), want, "{inner}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason() {
    let cases = [
        ("0.36&ndash;0.67", "the entity `&ndash;`"),
        ("1&nbsp;000", "the entity `&nbsp;`"),
        ("P &lt 0.05", "not well-formed"),
        ("P < 0.05", "not well-formed"),
        ("P & Q", "not well-formed"),
        ("&#0;", "no character"),
        ("&#x1;", "no character"),
        ("&#xD800;", "no character"),
        ("&#xFFFE;", "no character"),
        ("&#99999999999;", "no character"),
        ("&#+12;", "no character"),
        ("&#;", "no character"),
        ("<i>one</b>", "not well-formed"),
        ("</AbstractText><AbstractText", "not well-formed"),
        ("a\u{1}b", "control character 0x01"),
    ];
    for (inner, want) in cases {
        let whole = xml("", &format!("<Abstract><AbstractText>{inner}</AbstractText></Abstract>"), "");
        let error = pubmed::record(whole.as_bytes()).expect_err(inner);
        assert!(error.contains(want), "{inner}: {error}");
    }
}

#[test]
fn attributes_are_decoded_too() {
    let label = |value: &str| {
        let article = format!("<Abstract><AbstractText Label=\"{value}\">x</AbstractText></Abstract>");
        pubmed::record(xml("", &article, "").as_bytes())
            .map(|(record, _)| record.text.sections()[0].label.clone())
    };
    for (value, want) in [
        ("A &amp; B", "A & B"),
        ("A\nB\tC", "A B C"),
        ("&#x394; &lt;5&quot;", "Δ <5\""),
        ("'", "'"),
        ("&amp;lt;", "&lt;"),
    ] {
        assert_eq!(label(value).unwrap().as_deref(), Some(want), "{value}");
    }
    for value in ["&nbsp;", "&#1;", "&", "&#xD800;"] {
        let error = label(value).expect_err(value);
        assert!(error.contains("an attribute of `AbstractText` is broken"), "{value}: {error}");
    }
}

/// Unknown entities are damage wherever they stand, also where nothing is kept.
#[test]
fn unknown_entities_in_skipped_elements_are_damage_too() {
    for part in ["<CoiStatement>&eacute;</CoiStatement>", "<NewThing>&eacute;</NewThing>", "&eacute;"] {
        let error = pubmed::record(xml(part, "", "").as_bytes()).expect_err(part);
        assert!(error.contains("`&eacute;`"), "{part}: {error}");
    }
}

/// Case 49: what a document type declares is never expanded, and never fetched.
#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let record = xml("", "<ArticleTitle>&bomb;</ArticleTitle>", "");
    let sound = xml("", "<ArticleTitle>Sound.</ArticleTitle>", "");
    let stream = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet SYSTEM \"http://example.invalid/x.dtd\" [\n\
         <!-- it's ]> \" --><!ENTITY a \"<PubmedArticle>\"><?pi ]>' ?>\n\
         <!ENTITY bomb \"&a;&a;&a;&a;\">]>\n<PubmedArticleSet>{record}{sound}</PubmedArticleSet>"
    );
    let (items, end) = super::read(litx::parse::Format::PubmedXml, stream.as_bytes());
    assert!(end.is_none(), "{end:?}");
    assert_eq!(items.len(), 2);
    assert!(super::damages(&items)[0].reason.contains("`&bomb;`"));
}

#[test]
fn depth_has_a_bound() {
    let deep = format!("{}x{}", "<b>".repeat(100_000), "</b>".repeat(100_000));
    let whole = xml("", &format!("<ArticleTitle>{deep}</ArticleTitle>"), "");
    assert!(pubmed::record(whole.as_bytes()).unwrap_err().contains("more than 256 deep"));
    let within = format!("{}x{}", "<b>".repeat(200), "</b>".repeat(200));
    let whole = xml("", &format!("<ArticleTitle>{within}</ArticleTitle>"), "");
    assert_eq!(pubmed::record(whole.as_bytes()).unwrap().0.title(), "x");
}

#[test]
fn bytes_that_are_not_utf_8_are_damage_with_the_pmid() {
    let mut bytes = xml("", "<ArticleTitle>x</ArticleTitle>", "").into_bytes();
    let at = bytes.iter().position(|b| *b == b'x').unwrap();
    bytes[at] = 0xb1;
    let sound = xml("", "<ArticleTitle>y</ArticleTitle>", "");
    let stream =
        [b"<PubmedArticleSet>".as_slice(), &bytes, sound.as_bytes(), b"</PubmedArticleSet>"].concat();
    let (items, end) = super::read(litx::parse::Format::PubmedXml, &stream);
    assert!(end.is_none());
    assert_eq!(items.len(), 2);
    let damage = super::damages(&items)[0];
    assert_eq!(damage.pmid.map(|p| p.get()), Some(39_652_675));
    assert_eq!((damage.position, damage.offset), (1, 18));
    assert!(damage.reason.contains("not UTF-8"), "{damage}");
}
