//! Text to tokens: a shadow of the text that is read in its place; the characters themselves are never changed.
//!
//! One pass, one token a word, number or sign, each with its span and, where a phrase of the lexicon starts, its cue.

mod cue;
mod lexicon;
mod number;

pub use cue::Cue;
pub(crate) use lexicon::key;
pub use lexicon::phrases;

use crate::finding::Decimal;
use crate::record::{Abstract, Style};
use crate::text::Span;

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
}

/// The tokens of an article, title first.
pub fn lex(article: &Abstract) -> Vec<Token> {
    let mut tokens = scan(article.as_str());
    raise(&mut tokens, article);
    lexicon::mark(&mut tokens, article.as_str());
    tokens
}

/// The tokens of any text, with cues.
pub fn lex_str(text: &str) -> Vec<Token> {
    let mut tokens = scan(text);
    lexicon::mark(&mut tokens, text);
    tokens
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

fn scan(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    let mut spaced = true;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        // Nearly every character is ASCII and needs no decoding.
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
        if c.is_whitespace() {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let start = at;
        let mut push = |kind, end: usize, spelled| {
            tokens.push(Token {
                kind,
                span: Span::new(start, end),
                spaced,
                raised: false,
                spelled,
                cue: Cue::None,
                cue_len: 0,
                key: 0,
            });
        };
        if c.is_alphabetic() {
            let (kind, end, spelled) = number::word(text, at);
            push(kind, end, spelled);
            at = end;
        } else if number::starts(text, at) {
            let (kind, end) = number::read(text, at);
            push(kind, end, false);
            at = end;
        } else if c.is_ascii_digit() {
            // Digits without end: no number of a trial.
            at = text.len() - text[at..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
            push(Kind::Word, at, false);
        } else {
            at += c.len_utf8();
            push(Kind::Mark(one_form(c)), at, false);
        }
        spaced = false;
    }
    tokens
}

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
