//! Text to tokens: a shadow of the text that is read in its place; the characters themselves are never changed.
//!
//! One pass, one token a word, number or sign, each with its span and, where a phrase of the lexicon starts, its cue.

mod classes;
mod cue;
mod lexicon;
mod number;
mod sorts;
mod word;

pub(crate) use classes::Classes;
pub use cue::{Cue, Variant};
pub use lexicon::phrases;
pub(crate) use sorts::{Sort, Sorts, plural, singular};
pub(crate) use word::{key, same};

use crate::finding::Decimal;
use crate::record::{Abstract, Style};
use crate::text::Span;
use lexicon::{Entry, Lexicon};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Letters; with digits in it, a name (`CD38`).
    Word,
    /// Digits or number words, without sign.
    Number(Decimal),
    /// Any other character, its variants made one: every dash is `-`, every "less or equal" is `≤`.
    Mark(char),
}

/// A word, number or sign of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// White space stands before it.
    pub spaced: bool,
    /// It is typeset raised or lowered: an exponent, an index.
    pub raised: bool,
    /// A number in words.
    pub spelled: bool,
    /// What the phrase that starts here means.
    pub cue: Cue,
    /// How many tokens that phrase has.
    pub cue_len: u8,
    /// A number that all spellings of a word share; 0 for what is no word.
    pub key: u64,
    /// The classes of the word, that of its own meaning with them.
    pub(crate) classes: Classes,
    /// The sorts of the word; of a phrase, the lists of all its words.
    pub(crate) sorts: Sorts,
}

/// The classes of a phrase that is no single token.
pub(crate) fn classes(phrase: &str) -> Classes {
    Lexicon::built_in().classes_of_words(key(phrase))
}

/// The lists in which the word with this key stands.
pub(crate) fn lists(key: u64) -> Sorts {
    Lexicon::built_in().find(key).1.sorts.of_lists()
}

/// Words of more bytes than this are in no phrase and have no key.
const LONGEST_WORD: usize = 24;

/// The tokens of an article, title first.
pub fn lex(article: &Abstract) -> Vec<Token> {
    lexed(article, Vec::new()).0
}

/// The same, put into an empty list, and which of them are numbers in digits.
pub(crate) fn lexed(article: &Abstract, tokens: Vec<Token>) -> (Vec<Token>, Vec<usize>) {
    let (mut tokens, digits) = scanned(article.as_str(), tokens);
    raise(&mut tokens, article);
    (tokens, digits)
}

/// The tokens of any text, with cues.
pub fn lex_str(text: &str) -> Vec<Token> {
    scanned(text, Vec::new()).0
}

fn scanned(text: &str, tokens: Vec<Token>) -> (Vec<Token>, Vec<usize>) {
    let mut scan = Scan::of(text, tokens);
    scan.run();
    let Scan { mut tokens, digits, starts, sides, lexicon, .. } = scan;
    lexicon.mark(&mut tokens, &starts, text);
    for i in sides {
        if let Some(name) = drug_of_a_letter(&tokens, i, text) {
            (tokens[name].cue, tokens[name].cue_len) = (Cue::None, 0);
            tokens[name].classes = Classes::NONE;
            tokens[name].sorts = Sorts::one(Sort::Naming);
        }
        if let Some((cue, len)) = lexicon::sided(&tokens, i, text) {
            (tokens[i].cue, tokens[i].cue_len) = (cue, len);
            tokens[i].sorts = Sorts::of(cue, Sorts::default());
        }
    }
    (tokens, digits)
}

/// The S of "S-1", a drug and no second, where number `i` is its 1.
fn drug_of_a_letter(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    let name = i.checked_sub(2)?;
    let dash = &tokens[name + 1];
    let glued = dash.kind == Kind::Mark('-') && !dash.spaced && !tokens[i].spaced;
    let measured = |t: &Token| {
        matches!(t.kind, Kind::Number(_) | Kind::Mark('.' | '/' | '-'))
            || matches!(t.cue, Cue::Unit | Cue::Dose)
    };
    let unit = name.checked_sub(1).is_some_and(|b| measured(&tokens[b]));
    (glued && !unit && tokens[name].span.of(text) == "S").then_some(name)
}

fn raise(tokens: &mut [Token], article: &Abstract) {
    for (span, style) in article.marks() {
        if style == Style::Formula {
            continue;
        }
        let from = tokens.partition_point(|t| t.span.end <= span.start);
        for token in tokens[from..].iter_mut().take_while(|t| t.span.start < span.end) {
            token.raised = true;
        }
    }
}

impl Token {
    /// A token of which nothing else is known.
    fn new(kind: Kind, span: Span, spaced: bool) -> Self {
        Self {
            kind,
            span,
            spaced,
            raised: false,
            spelled: false,
            cue: Cue::None,
            cue_len: 0,
            key: 0,
            classes: Classes::NONE,
            sorts: Sorts::one(Sort::Naming),
        }
    }
}

/// One pass over a text.
struct Scan<'t> {
    text: &'t str,
    lexicon: &'static Lexicon,
    tokens: Vec<Token>,
    /// Tokens that are numbers in digits.
    digits: Vec<usize>,
    /// Tokens at which a phrase may start, each with the number of its entry in the lexicon.
    starts: Vec<(usize, u16)>,
    /// Tokens that are 1 or 2, which may start "one-sided".
    sides: Vec<usize>,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str, mut tokens: Vec<Token>) -> Self {
        let most = text.len() / 4;
        tokens.reserve(most);
        Self {
            text,
            lexicon: Lexicon::built_in(),
            tokens,
            digits: Vec::with_capacity(most / 8),
            starts: Vec::with_capacity(most / 4),
            sides: Vec::new(),
        }
    }

    fn run(&mut self) {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut at = 0;
        let mut spaced = true;
        while let Some(&byte) = bytes.get(at) {
            // Nearly every character is ASCII and needs no decoding.
            at = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => self.word(at, spaced),
                b' ' => {
                    at += 1;
                    spaced = true;
                    continue;
                }
                b'0'..=b'9' => self.number(at, spaced),
                b'.' if number::starts(text, at) => self.number(at, spaced),
                b'!'..=b'~' => self.sign(char::from(byte), Span::new(at, at + 1), spaced),
                _ => {
                    let c = text[at..].chars().next().unwrap_or(' ');
                    if c.is_whitespace() {
                        at += c.len_utf8();
                        spaced = true;
                        continue;
                    } else if c.is_alphabetic() {
                        self.mixed_word(at, spaced)
                    } else if number::starts(text, at) {
                        self.number(at, spaced)
                    } else {
                        self.sign(one_form(c), Span::new(at, at + c.len_utf8()), spaced)
                    }
                }
            };
            spaced = bytes.get(at) == Some(&b' ');
            at += usize::from(spaced);
        }
    }

    /// A word; nearly all are of ASCII letters alone.
    #[inline]
    fn word(&mut self, at: usize, spaced: bool) -> usize {
        let bytes = self.text.as_bytes();
        let (end, key) = word::letters(bytes, at);
        if bytes.get(end).is_some_and(|b| GOES_ON[usize::from(*b)]) {
            return self.mixed_word(at, spaced);
        }
        let span = Span::new(at, end);
        if span.len() > LONGEST_WORD {
            self.tokens.push(Token::new(Kind::Word, span, spaced));
            return end;
        }
        self.known(key, span, spaced)
    }

    /// A word whose key is known, with what the lexicon has of it.
    #[inline(always)]
    fn known(&mut self, key: u64, span: Span, spaced: bool) -> usize {
        let (n, entry) = self.lexicon.find(key);
        if entry.number
            && let Some(end) = self.number_in_words(span.start, spaced)
        {
            return end;
        }
        if entry.longer {
            self.starts.push((self.tokens.len(), n));
        }
        let Entry { classes, sorts, cue, .. } = *entry;
        let cue_len = u8::from(cue != Cue::None);
        let token = Token::new(Kind::Word, span, spaced);
        self.tokens.push(Token { key, classes, sorts, cue, cue_len, ..token });
        span.end
    }

    #[cold]
    fn number_in_words(&mut self, at: usize, spaced: bool) -> Option<usize> {
        let (value, end) = number::spelled(self.text, at)?;
        Some(self.number_or_name(Kind::Number(Decimal::whole(value)), Span::new(at, end), spaced, true))
    }

    fn number(&mut self, at: usize, spaced: bool) -> usize {
        let (kind, end) = number::read(self.text, at);
        self.number_or_name(kind, Span::new(at, end), spaced, false)
    }

    /// A word with digits, apostrophes or letters of other alphabets in it, or behind it.
    fn mixed_word(&mut self, at: usize, spaced: bool) -> usize {
        let (kind, end, spelled) = number::word(self.text, at);
        self.number_or_name(kind, Span::new(at, end), spaced, spelled)
    }

    fn number_or_name(&mut self, kind: Kind, span: Span, spaced: bool, spelled: bool) -> usize {
        if !spelled && matches!(kind, Kind::Number(_)) {
            self.digits.push(self.tokens.len());
        }
        match kind {
            Kind::Number(d) if d == Decimal::whole(1) || d == Decimal::whole(2) => {
                self.sides.push(self.tokens.len());
            }
            Kind::Word if span.len() <= LONGEST_WORD => {
                return self.known(key(span.of(self.text)), span, spaced);
            }
            _ => {}
        }
        self.tokens.push(Token { spelled, ..Token::new(kind, span, spaced) });
        span.end
    }

    fn sign(&mut self, sign: char, span: Span, spaced: bool) -> usize {
        // Signs that are words.
        let (cue, cue_len) = match sign {
            '&' => (Cue::And, 1),
            '∞' => (Cue::NotReached, 1),
            _ => (Cue::None, 0),
        };
        self.tokens.push(Token { cue, cue_len, ..Token::new(Kind::Mark(sign), span, spaced) });
        span.end
    }
}

/// Bytes with which a word goes on behind its ASCII letters, or may: digits, apostrophes, other alphabets.
const GOES_ON: [bool; 256] = {
    let mut goes_on = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        goes_on[byte] = byte >= 0x80 || byte == b'\'' as usize || (byte as u8).is_ascii_digit();
        byte += 1;
    }
    goes_on
};

/// One form for the variants of a sign.
fn one_form(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2264}' | '\u{2a7d}' | '\u{2266}' => '≤',
        '\u{2265}' | '\u{2a7e}' | '\u{2267}' => '≥',
        '\u{ff1c}' => '<',
        '\u{ff1e}' => '>',
        '\u{223c}' | '\u{2248}' => '~',
        '\u{ff05}' => '%',
        '\u{b7}' | '\u{2219}' | '\u{22c5}' | '\u{2027}' => '·',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let mut out = Vec::new();
        for t in lex_str(text) {
            out.push(match t.kind {
                Kind::Number(d) => format!("#{d}"),
                Kind::Mark(c) => c.to_string(),
                Kind::Word => t.span.of(text).to_owned(),
            });
        }
        out.join(" ")
    }

    #[test]
    fn numbers_are_read_as_printed() {
        let cases = [
            ("0·49", "#0.49"),
            ("P = .03", "P = #0.03"),
            ("12,705", "#12705"),
            ("20\u{2009}960", "#20960"),
            ("445/2,111", "#445 / #2111"),
            ("0,96 to 1,28", "#0.96 to #1 , #28"),
            ("95%CI", "#95 % CI"),
            ("CI95%", "CI #95 %"),
            ("to1.54", "to #1.54"),
            ("6.9-9.0s", "#6.9 - #9.0 s"),
            ("CD38 and HbA1c", "CD38 and HbA1c"),
            ("5-year", "#5 - year"),
            ("0.5–0.7", "#0.5 - #0.7"),
            ("Forty-two women", "#42 women"),
            ("one hundred and twenty-three", "#123"),
            ("One thousand five hundred seventy-nine", "#1579"),
            ("n=30", "n = #30"),
            ("1.2.3", "1.2.3"),
            ("99999999999999999999999", "99999999999999999999999"),
            ("the 3rd", "the 3rd"),
            ("10mg", "#10 mg"),
        ];
        for (text, want) in cases {
            assert_eq!(shape(text), want, "{text}");
        }
    }
}
