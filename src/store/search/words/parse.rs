//! Words as a user types them, read.

use std::fmt;

use super::{Expr, FIELDS, Field, Term};

/// Brackets within brackets, at most.
const DEEPEST: usize = 40;
/// Words of one search, at most.
const MOST: usize = 400;
/// Letters before a star, at least: shorter ones stand for half of all words.
const STEM: usize = 2;

/// What is wrong with words, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsError {
    /// What.
    pub message: String,
    /// The character it begins at, from 1.
    pub at: usize,
    /// What to write in its stead.
    pub help: String,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (character {})", self.message, self.at)
    }
}

impl std::error::Error for WordsError {}

/// One piece of what was typed.
#[derive(Debug, PartialEq)]
enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `title:` before a bracket or a quotation.
    In(Field),
    Term(Term),
    /// What holds no letter or digit cannot be looked for.
    Sign,
}

pub(super) fn read(text: &str, fields: bool) -> Result<Expr, WordsError> {
    let pieces = Pieces { text, fields, at: 0 }.all()?;
    let mut reader = Reader { text, pieces: &pieces, next: 0, depth: 0 };
    let expr = reader.any(None)?;
    if reader.next < pieces.len() {
        let help = "leave it out, or put it in quotes";
        return Err(reader.wrong(reader.next, "a bracket closes that was never opened", help));
    }
    expr.ok_or_else(|| wrong(text, 0, "there is no word to look for", "give a word with letters or digits"))
}

fn wrong(text: &str, at: usize, message: &str, help: &str) -> WordsError {
    let at = text.get(..at).map_or(1, |before| before.chars().count() + 1);
    WordsError { message: message.to_owned(), at, help: help.to_owned() }
}

/// Zero bytes end a text to SQLite: they part words.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\0'
}

/// The typographer's quotation marks are as good as the typewriter's.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}')
}

struct Pieces<'a> {
    text: &'a str,
    fields: bool,
    at: usize,
}

impl Pieces<'_> {
    /// Every piece, and the byte it begins at.
    fn all(mut self) -> Result<Vec<(usize, Piece)>, WordsError> {
        let mut out = Vec::new();
        while let Some(c) = self.text[self.at..].chars().next() {
            let from = self.at;
            if is_blank(c) {
                self.at += c.len_utf8();
                continue;
            }
            let piece = match c {
                '(' | ')' => {
                    self.at += 1;
                    if c == '(' { Piece::Open } else { Piece::Close }
                }
                c if is_quote(c) => self.quoted(c)?,
                _ => self.word()?,
            };
            out.push((from, piece));
            if out.len() > MOST {
                return Err(wrong(
                    self.text,
                    from,
                    &format!("these are more than {MOST} words"),
                    "ask for fewer",
                ));
            }
        }
        Ok(out)
    }

    fn quoted(&mut self, mark: char) -> Result<Piece, WordsError> {
        let from = self.at;
        let inside = from + mark.len_utf8();
        let Some((length, close)) = self.text[inside..].char_indices().find(|(_, c)| is_quote(*c)) else {
            return Err(wrong(self.text, from, "a quotation is never closed", "close it with \""));
        };
        let words = &self.text[inside..inside + length];
        self.at = inside + length + close.len_utf8();
        let open = self.text[self.at..].starts_with('*');
        self.at += usize::from(open);
        self.term(from, words, open)
    }

    fn word(&mut self) -> Result<Piece, WordsError> {
        let from = self.at;
        let rest = &self.text[from..];
        let ends = |c: char| is_blank(c) || matches!(c, '(' | ')') || is_quote(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        if let Some((name, behind)) = word.split_once(':').filter(|_| self.fields) {
            if let Some(field) = Field::named(name) {
                return self.in_field(from, field, name, behind, &rest[word.len()..]);
            }
            if let Some(near) = near(name) {
                let help = format!("did you mean `{near}:`? In quotes it is a word like any other");
                return Err(wrong(self.text, from, &format!("there is no field `{name}:`"), &help));
            }
        }
        self.at += word.len();
        match word {
            "AND" => Ok(Piece::And),
            "OR" => Ok(Piece::Or),
            "NOT" => Ok(Piece::Not),
            word => self.plain(from, word),
        }
    }

    fn in_field(
        &mut self,
        from: usize,
        field: Field,
        name: &str,
        word: &str,
        next: &str,
    ) -> Result<Piece, WordsError> {
        self.at += name.len() + 1 + word.len();
        if word.is_empty() {
            if next.starts_with(|c| c == '(' || is_quote(c)) {
                return Ok(Piece::In(field));
            }
            let help = format!("write it right before the word: `{name}:word`, `{name}:\"two words\"`");
            return Err(wrong(self.text, from, &format!("`{name}:` has no words"), &help));
        }
        Ok(match self.plain(from, word)? {
            Piece::Term(term) => Piece::Term(Term { field: Some(field), ..term }),
            other => other,
        })
    }

    fn plain(&self, from: usize, word: &str) -> Result<Piece, WordsError> {
        let stem = word.trim_end_matches('*');
        let words = |part: &str| part.contains(char::is_alphanumeric);
        if let Some((before, behind)) = stem.split_once('*')
            && words(before)
            && words(behind)
        {
            let help = format!("a star stands at the end of a word: `{before}*`");
            return Err(wrong(self.text, from, "a star within a word", &help));
        }
        self.term(from, stem, stem.len() < word.len())
    }

    fn term(&self, from: usize, words: &str, open: bool) -> Result<Piece, WordsError> {
        if !words.contains(char::is_alphanumeric) {
            return Ok(Piece::Sign);
        }
        let last = words.rsplit(|c: char| !c.is_alphanumeric()).next().map_or(0, |last| last.chars().count());
        if open && last < STEM {
            let help = format!("write {STEM} letters or more before the star");
            return Err(wrong(self.text, from, "a star stands for too many words", &help));
        }
        Ok(Piece::Term(Term { field: None, text: words.replace('\0', " "), open }))
    }
}

/// The field whose name looks most like this one.
fn near(name: &str) -> Option<&'static str> {
    if name.len() < 4 || !name.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = name.to_lowercase();
    let long = FIELDS.iter().map(|(known, _)| *known).filter(|known| known.len() >= 4);
    long.map(|known| (strsim::damerau_levenshtein(&name, known), known))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, known)| known)
}

struct Reader<'a> {
    text: &'a str,
    pieces: &'a [(usize, Piece)],
    next: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.next).map(|(_, piece)| piece)
    }

    fn wrong(&self, piece: usize, message: &str, help: &str) -> WordsError {
        let at = self.pieces.get(piece).map_or(self.text.len(), |(at, _)| *at);
        wrong(self.text, at, message, help)
    }

    /// `… OR …`
    fn any(&mut self, field: Option<Field>) -> Result<Option<Expr>, WordsError> {
        let mut parts = Vec::new();
        parts.extend(self.all(field)?);
        while self.peek() == Some(&Piece::Or) {
            let (or, first) = (self.next, parts.is_empty());
            self.next += 1;
            let more = self.all(field)?;
            if first || more.is_none() {
                return Err(self.wrong(or, "OR needs words on both sides", LONELY));
            }
            parts.extend(more);
        }
        Ok(Expr::any(parts))
    }

    /// Words side by side, AND between them or not, those behind a NOT taken off.
    fn all(&mut self, field: Option<Field>) -> Result<Option<Expr>, WordsError> {
        let (mut with, mut without, mut not) = (Vec::new(), Vec::new(), None);
        loop {
            let here = self.next;
            match self.peek() {
                None | Some(Piece::Close | Piece::Or) => break,
                Some(Piece::Sign) => self.next += 1,
                Some(Piece::And) => {
                    self.next += 1;
                    let first = with.is_empty() && without.is_empty();
                    if first || matches!(self.peek(), None | Some(Piece::Close | Piece::Or | Piece::And)) {
                        return Err(self.wrong(here, "AND needs words on both sides", LONELY));
                    }
                }
                Some(Piece::Not) => {
                    self.next += 1;
                    if matches!(self.peek(), None | Some(Piece::Close | Piece::Or | Piece::And | Piece::Not))
                    {
                        return Err(self.wrong(here, "NOT needs words behind it", LONELY));
                    }
                    not = Some(here);
                }
                Some(_) => {
                    let unit = self.unit(field)?;
                    if not.take().is_some() { &mut without } else { &mut with }.extend(unit);
                }
            }
        }
        match (Expr::all(with), Expr::any(without)) {
            (Some(with), Some(without)) => Ok(Some(Expr::Without(Box::new(with), Box::new(without)))),
            (None, Some(_)) => {
                let help = "say what it is taken from: `heart NOT mice`";
                Err(self.wrong(self.next.saturating_sub(1), "there is only what must not be there", help))
            }
            (with, None) => Ok(with),
        }
    }

    fn unit(&mut self, field: Option<Field>) -> Result<Option<Expr>, WordsError> {
        let here = self.next;
        self.next += 1;
        match self.pieces.get(here).map(|(_, piece)| piece) {
            Some(Piece::Term(term)) => {
                Ok(Some(Expr::Term(Term { field: term.field.or(field), ..term.clone() })))
            }
            Some(Piece::In(field)) => self.unit(Some(*field)),
            Some(Piece::Open) if self.depth == DEEPEST => {
                Err(self.wrong(here, "too many brackets within brackets", "write it with fewer"))
            }
            Some(Piece::Open) => {
                self.depth += 1;
                let within = self.any(field)?;
                self.depth -= 1;
                if self.peek() != Some(&Piece::Close) {
                    return Err(self.wrong(here, "a bracket is never closed", "close it with )"));
                }
                self.next += 1;
                Ok(within)
            }
            _ => Ok(None),
        }
    }
}

const LONELY: &str = "in small letters, or in quotes, it is a word like any other";
