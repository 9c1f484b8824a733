//! Places in a text: byte spans, the code-point spans of the outside world, and sentences.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// A half-open range of **bytes** of one text; both ends lie on character boundaries.
///
/// `&text[span.range()]` is the quotation. Inside litx every place is a `Span`; [`CharSpan`] is made at the edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end` (bytes, half-open).
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a range, to slice a text with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The quotation: what stands at this place of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A half-open range of Unicode **code points**: what JSON reports, since most languages count so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CharSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl CharSpan {
    /// The same place counted in code points of `text`.
    pub fn of(span: Span, text: &str) -> Self {
        let start = text[..span.start].chars().count();
        Self { start, end: start + span.of(text).chars().count() }
    }
}

/// Counts code points before any byte of a text, without walking the text anew each time.
pub struct CharIndex<'a> {
    text: &'a str,
    /// Code points before each block, and in the whole text.
    blocks: Vec<usize>,
}

/// Bytes between two remembered counts; fewer than a byte counts.
const BLOCK: usize = 128;

impl<'a> CharIndex<'a> {
    /// Walks the text once.
    pub fn new(text: &'a str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 2);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count += points(block);
        }
        blocks.push(count);
        Self { text, blocks }
    }

    /// Code points before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let from = block * BLOCK;
        match self.blocks.get(block..) {
            // Nothing but ASCII: nearly every block.
            Some([known, next, ..]) if next - known == BLOCK => known + (byte - from),
            Some([known, ..]) => known + points(self.text.as_bytes().get(from..byte).unwrap_or_default()),
            _ => self.blocks.last().copied().unwrap_or_default(),
        }
    }
}

/// How many code points start in a block of bytes: every byte but a continuation byte starts one. A byte holds the count,
/// so that many bytes are looked at together.
fn points(block: &[u8]) -> usize {
    usize::from(block.iter().fold(0u8, |count, byte| count + u8::from(byte & 0xc0 != 0x80)))
}

/// The byte of every code point of a text, and its end: what [`CharIndex`] tells, the other way round.
pub fn places(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// The sentences of one section of text, in order, as spans that `offset` moves into the whole text.
///
/// Abstracts are full of points that end nothing (`95% CI. 0.3`, `P = .03`, `vs.`, `e.g.`, `No. 12`): a sentence
/// ends at `.`, `!` or `?` (with closing brackets or quotes behind it) only where white space and then a capital,
/// a digit after a word, or an opening bracket follow, and the word before is no known abbreviation or initial.
pub fn sentences(section: &str, offset: usize) -> Vec<Span> {
    let bytes = section.as_bytes();
    let mut out = Vec::with_capacity(section.len() / USUAL + 1);
    let mut start = 0;
    let mut from = 0;
    while let Some(stop) = memchr::memchr3(b'.', b'!', b'?', &bytes[from..]).map(|at| from + at) {
        from = stop + 1;
        let mut end = stop + 1;
        while end < bytes.len() && matches!(bytes[end], b')' | b']' | b'"' | b'\'') {
            end += 1;
        }
        if let Some(next) = next_sentence(section, end)
            && ends_here(section, start, stop, next)
        {
            push(&mut out, section, start, end, offset);
            start = next;
            from = next;
        }
    }
    push(&mut out, section, start, section.len(), offset);
    out
}

/// Bytes of a sentence, where room is made for as many as there may be.
const USUAL: usize = 100;

fn push(out: &mut Vec<Span>, section: &str, start: usize, end: usize, offset: usize) {
    // Nearly every sentence starts and ends with a letter or sign of ASCII.
    if let [first, .., last] = &section.as_bytes()[start..end]
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        out.push(Span::new(offset + start, offset + end));
        return;
    }
    let piece = section[start..end].trim_start();
    let start = end - piece.len();
    let piece = piece.trim_end();
    if !piece.is_empty() {
        out.push(Span::new(offset + start, offset + start + piece.len()));
    }
}

/// The first character behind white space, or nothing where no white space follows.
fn next_sentence(section: &str, end: usize) -> Option<usize> {
    // The point of a decimal number ends nothing.
    if section.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = &section[end..];
    let trimmed = rest.trim_start();
    (trimmed.len() < rest.len() && !trimmed.is_empty()).then(|| section.len() - trimmed.len())
}

fn ends_here(section: &str, start: usize, stop: usize, next: usize) -> bool {
    let follows = section[next..].chars().next().unwrap_or(' ');
    let opens = follows.is_uppercase() || matches!(follows, '(' | '[' | '"' | '\u{201c}' | '\u{2018}');
    if !opens && !follows.is_ascii_digit() {
        return false;
    }
    // "(mean difference -3.1 days. 95% CI -5.2 to -1.0)"
    if ["95% CI", "95% confidence", "CI:"].iter().any(|label| section[next..].starts_with(label)) {
        return false;
    }
    let before = &section[start..stop];
    let word = &before[last_word(before)..];
    // "450 mg b.i.d. (n = 54) or …": what stands in a bracket behind a schedule goes on with it.
    if matches!(follows, '(' | '[') && (schedule(word) || sized(&section[next + 1..])) {
        return false;
    }
    if follows.is_ascii_digit() {
        // "… in 12 centres. 34 patients died" ends; "P = 0. 097" and "No. 12" do not.
        let plain = word.chars().all(char::is_alphabetic) && word.chars().count() > 3 && !abbreviation(word);
        return plain || (closed(word) || year(word)) && counts(&section[next..]);
    }
    // "vs." and initials go on; a figure or a closing bracket before the point ends.
    opens && !abbreviation(word) && !(initial(word) && of_a_name(&before[..before.len() - word.len()]))
}

/// Whether a word can only be the last of a sentence: "(P = 0.02).", "9%.".
fn closed(word: &str) -> bool {
    word.ends_with([')', ']', '%'])
}

/// "in 2011."
fn year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text begins with a number of people or events: "34 (9%) fell", "34 of 90 fell", "9% of them fell", "34 adults fell".
fn counts(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{b7}' | '%'));
    let Some(rest) = rest.strip_prefix([' ', '\u{a0}', '\u{2009}']) else { return false };
    let letters = rest.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
    let shares =
        rest.strip_prefix(['(', '[']).is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_digit()));
    letters > 2 || rest.starts_with("of ") || shares
}

/// Whether a capital behind this text is of a person's name: "J. Brown", "by F. Smith"; "in group B." names no one.
fn of_a_name(before: &str) -> bool {
    let before = before.trim_ascii_end();
    let word = &before[last_word(before)..];
    let plain = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let group = ["group", "groups", "arm", "regimen"].iter().any(|one| word.eq_ignore_ascii_case(one));
    !group && (!plain || word == "by")
}

/// Where the last word starts: behind white space or an opening bracket.
fn last_word(text: &str) -> usize {
    // Nearly every word is of ASCII letters.
    let bounds = |b: u8| matches!(b, b'\t'..=b'\r' | b' ' | b'(' | b'[') || !b.is_ascii();
    match text.bytes().rposition(bounds) {
        None => 0,
        Some(at) if text.as_bytes()[at].is_ascii() => at + 1,
        Some(_) => text
            .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '['))
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8)),
    }
}

fn initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase()) && word != "I"
}

/// Single letters with points between: "b.i.d", "i.v", "q.d.s".
fn schedule(word: &str) -> bool {
    word.len() > 2
        && word.len() <= 7
        && word.bytes().enumerate().all(|(n, b)| if n % 2 == 0 { b.is_ascii_alphabetic() } else { b == b'.' })
}

/// Whether a bracket opens on a size: "n = 57".
fn sized(inside: &str) -> bool {
    inside.strip_prefix(['n', 'N']).is_some_and(|rest| rest.trim_start().starts_with('='))
}

fn abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 27] = [
        "vs", "v", "e.g", "i.e", "eg", "ie", "cf", "al", "no", "nos", "fig", "approx", "ca", "dr", "prof",
        "st", "mr", "mrs", "ms", "viz", "incl", "resp", "vol", "ed", "subsp", "spp", "c.i",
    ];
    word.len() <= 6 && KNOWN.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A small letter of Western and Central European names without its accent; any other character as it is.
pub fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let cases: &[(&str, &[&str])] = &[
            ("One died. Two lived.", &["One died.", "Two lived."]),
            (
                "HR 0.5 (95% CI. 0.3-0.7; P = .03). No one else.",
                &["HR 0.5 (95% CI. 0.3-0.7; P = .03).", "No one else."],
            ),
            ("drug vs. Placebo was p = 0. 097 here.", &["drug vs. Placebo was p = 0. 097 here."]),
            ("(MD -3 days. 95% CI -5 to -1) was found.", &["(MD -3 days. 95% CI -5 to -1) was found."]),
            ("It ended in June. 12 of 40 died.", &["It ended in June.", "12 of 40 died."]),
            ("One fell (P = 0.02). 12 of 40 died.", &["One fell (P = 0.02).", "12 of 40 died."]),
            ("One fell [9%]. 12 (4%) died.", &["One fell [9%].", "12 (4%) died."]),
            ("It was 9%. 34 adults died.", &["It was 9%.", "34 adults died."]),
            ("It ended in 2011. 34 adults died.", &["It ended in 2011.", "34 adults died."]),
            ("It was low (P < 0.05). 2. No one died.", &["It was low (P < 0.05). 2.", "No one died."]),
            ("It was 3. 4% and 0. 25 mg higher.", &["It was 3. 4% and 0. 25 mg higher."]),
            ("Smith J. Brown and others.", &["Smith J. Brown and others."]),
            ("Made by F. Meyer and Co.", &["Made by F. Meyer and Co."]),
            ("Ten died in group B. The rest lived.", &["Ten died in group B.", "The rest lived."]),
            ("It fell in Arm A. No one died.", &["It fell in Arm A.", "No one died."]),
            (
                "It was tolvarin 5 mg b.d. (n = 31) or 5 mg. (n = 30) alone.",
                &["It was tolvarin 5 mg b.d. (n = 31) or 5 mg. (n = 30) alone."],
            ),
            ("It was given b.i.d. No one died.", &["It was given b.i.d.", "No one died."]),
            ("Risk fell (P<0.001).  (Funded by N.)", &["Risk fell (P<0.001).", "(Funded by N.)"]),
            ("", &[]),
            ("  \n ", &[]),
        ];
        for (text, want) in cases {
            let got: Vec<&str> = sentences(text, 0).into_iter().map(|s| s.of(text)).collect();
            assert_eq!(&got, want, "{text}");
        }
    }

    #[test]
    fn code_points_and_bytes_agree_on_the_quotation() {
        let text = "HR 0·49 (0·36–0·67)";
        let span = Span::new(3, 8);
        assert_eq!(span.of(text), "0·49");
        assert_eq!(CharSpan::of(span, text), CharSpan { start: 3, end: 7 });
        let long = text.repeat(200);
        let index = CharIndex::new(&long);
        for (n, (at, _)) in long.char_indices().enumerate() {
            assert_eq!(index.before(at), n);
        }
        assert_eq!(CharIndex::new("").before(0), 0);
    }
}
