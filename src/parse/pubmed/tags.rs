//! The few tags that matter inside of a record, found without a look at all the others: by what their names have in common.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::{memchr, memrchr};

/// What the names of records and sets have in common, and what begins a comment or the like; all looked for in one go.
const HEARTS: [&str; 5] = ["eCitation", "dArticle", "kArticle", "<!", "<?"];

/// What may stand before it, in the longest of names.
const BEFORE: usize = "</PubmedBoo".len();

/// What must be seen of a tag to know whether it matters.
pub(super) const LOOK_AHEAD: usize = "</PubmedBookArticle".len();

/// Finds such tags.
#[derive(Debug)]
pub(super) struct Tags(AhoCorasick);

impl Tags {
    pub(super) fn new() -> Self {
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(HEARTS);
        Self(finder.expect("few short words"))
    }

    /// The first `<` of `rest` that has to be looked at inside of a record, or of which too little can be seen.
    pub(super) fn first(&self, rest: &[u8]) -> Option<usize> {
        let seen = (rest.len() + 1).saturating_sub(LOOK_AHEAD);
        let mut from = 0;
        let found = loop {
            let Some(heart) = self.0.find(&rest[from..]) else { break None };
            let at = from + heart.start();
            if rest[at] == b'<' {
                break Some(at);
            }
            let before = at.saturating_sub(BEFORE).max(from);
            let tag = memrchr(b'<', &rest[before..at]).map(|tag| before + tag);
            if let Some(tag) = tag.filter(|tag| may_matter(&rest[*tag..])) {
                break Some(tag);
            }
            from = at + 1;
        };
        found.filter(|at| *at < seen).or_else(|| memchr(b'<', &rest[seen..]).map(|at| seen + at))
    }
}

/// Whether the tag at the head of `rest` may begin or end a record or a set; inside of a record few do.
pub(super) fn may_matter(rest: &[u8]) -> bool {
    let name = if rest.get(1) == Some(&b'/') { rest.get(2..) } else { rest.get(1..) };
    let Some(name) = name else { return false };
    // Every tag of a file comes by here: four letters at once rule out nearly all.
    match name.first_chunk() {
        Some(b"Pubm") => name.starts_with(b"Pubmed"),
        Some(b"PubM") => name.starts_with(b"PubMedA"),
        Some(b"Dele") => name.starts_with(b"DeleteCitation"),
        Some(b"Medl") => name.starts_with(b"MedlineCitation"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOK_AHEAD, Tags, may_matter};

    #[test]
    fn every_tag_that_matters_is_found_however_little_is_seen_at_once() {
        let text = "<PMID>1</PMID><!-- dArticle --><MedlineCitation A=\"!\"><Article>eCitation? a !</Article></MedlineCitation>\
                    <PubmedData><ArticleId>dArticle</ArticleId><b>unrelatedArticle</b><X a=\"kArticle\"/><?x?><![CDATA[y]]>\
                    </PubmedData></PubmedArticle> <PubmedBookArticle></PubmedBookArticle><DeleteCitation/></PubMedArticleSet>\
                    <PubmedArticle";
        let bytes = text.as_bytes();
        // What begins like a record and is none has no heart: it is passed over.
        let data = |rest: &[u8]| rest.starts_with(b"<PubmedData") || rest.starts_with(b"</PubmedData");
        let plain = |at: &usize| {
            let rest = &bytes[*at..];
            let little = rest.len() < LOOK_AHEAD;
            rest[0] == b'<' && (little || matches!(rest[1], b'!' | b'?') || may_matter(rest) && !data(rest))
        };
        let all: Vec<usize> = (0..bytes.len()).filter(plain).collect();
        for step in [1, 2, 3, 7, 20, 1000] {
            let (tags, mut at, mut end, mut found) = (Tags::new(), 0, 0, Vec::new());
            while end < bytes.len() {
                end = bytes.len().min(end + step);
                while let Some(next) = tags.first(&bytes[at..end]) {
                    at += next;
                    // Too little is seen: it waits.
                    if end < bytes.len() && end - at < LOOK_AHEAD {
                        break;
                    }
                    found.push(at);
                    at += 1;
                }
            }
            assert_eq!(found, all, "{step}");
        }
    }
}
