//! The few tags that matter inside of a record, found without a look at all the others: by what their names have in common.

use memchr::memmem::Finder;
use memchr::{memchr, memchr2_iter, memrchr};

/// What the names of records and sets have in common.
const HEARTS: [&str; 3] = ["eCitation", "dArticle", "kArticle"];

/// What may stand before it, in the longest of names.
const BEFORE: usize = "</PubmedBoo".len();

/// What must be seen of a tag to know whether it matters.
pub(super) const LOOK_AHEAD: usize = "</PubmedBookArticle".len();

/// Where such tags stand in a stream.
#[derive(Debug)]
pub(super) struct Tags([Heart; 3]);

impl Tags {
    pub(super) fn new() -> Self {
        Self(HEARTS.map(|heart| Heart { finder: Finder::new(heart), place: 0, found: false }))
    }

    /// The first `<` of `rest`, which begins at this place in the stream, that has to be looked at inside of a record, or of
    /// which too little can be seen.
    pub(super) fn first(&mut self, rest: &[u8], place: u64) -> Option<usize> {
        let seen = (rest.len() + 1).saturating_sub(LOOK_AHEAD);
        let mut from = 0;
        let found = loop {
            let ahead = &rest[from..];
            let hearts = self.0.iter_mut().filter_map(|heart| heart.next(ahead, place + from as u64));
            let near = hearts.min();
            let within = &ahead[..near.unwrap_or(ahead.len())];
            let marked = |at: &usize| *at > 0 && within[at - 1] == b'<';
            if let Some(at) = memchr2_iter(b'!', b'?', within).find(marked) {
                break Some(from + at - 1);
            }
            let Some(near) = near else { break None };
            let before = near.saturating_sub(BEFORE);
            let tag = memrchr(b'<', &within[before..]).map(|at| from + before + at);
            if let Some(at) = tag.filter(|at| may_matter(&rest[*at..])) {
                break Some(at);
            }
            from += near + 1;
        };
        found.filter(|at| *at < seen).or_else(|| memchr(b'<', &rest[seen..]).map(|at| seen + at))
    }
}

/// One of them.
#[derive(Debug)]
struct Heart {
    finder: Finder<'static>,
    /// Where it was found, in the stream, or up to where it was not: no byte is looked at twice.
    place: u64,
    found: bool,
}

impl Heart {
    /// Where it stands next in `rest`, which begins at this place in the stream.
    fn next(&mut self, rest: &[u8], place: u64) -> Option<usize> {
        let within = |of: u64| usize::try_from(of.saturating_sub(place)).unwrap_or(usize::MAX);
        if !self.found || self.place < place {
            let from = within(self.place).min(rest.len());
            let found = self.finder.find(&rest[from..]).map(|at| from + at);
            let looked_at = (rest.len() + 1).saturating_sub(self.finder.needle().len()).max(from);
            self.found = found.is_some();
            self.place = place + found.unwrap_or(looked_at) as u64;
        }
        self.found.then(|| within(self.place))
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
            let (mut tags, mut at, mut end, mut found) = (Tags::new(), 0, 0, Vec::new());
            while end < bytes.len() {
                end = bytes.len().min(end + step);
                while let Some(next) = tags.first(&bytes[at..end], at as u64) {
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
