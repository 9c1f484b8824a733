//! Text to findings, in two passes.
//!
//! The text is lexed once and cut into sentences. Pass 1 (`extract/read`) reads values where they stand, one rule a file.
//! Pass 2 (`extract/bind`) says what belongs to what: arms, outcomes, time points. A frame never guesses: a value that no
//! frame binds stays a finding with no arm.

mod bind;
mod item;
mod keyed;
mod parts;
mod read;
mod sentence;
mod unread;

pub use read::rule_names;

use std::cell::Cell;

use crate::finding::Extraction;
use crate::lex::{Token, lexed};
use crate::record::Abstract;
use crate::text::{Span, sentences};
use item::Items;
use sentence::Cut;

/// Raised whenever the same text may give other findings: stored text is then read again.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+7");

/// Tokens in one sentence, at most.
const LONGEST_SENTENCE: usize = 600;

/// Reads the results of one article. Total and linear: any text gives findings or none, never an error.
pub fn extract(article: &Abstract) -> Extraction {
    run(article, None)
}

fn run(article: &Abstract, choices: Option<&mut Vec<bind::Choice>>) -> Extraction {
    let Room { tokens, items } = ROOM.take();
    let (tokens, digits) = lexed(article, tokens);
    let mut cut = cut(article, &tokens, items);
    let mut sentences = cut.sentences();
    let mut known = read::Known::default();
    let readings: Vec<_> = sentences.iter_mut().map(|sentence| read::read(sentence, &mut known)).collect();
    let mut extraction = bind::bind(&mut sentences, readings, choices);
    extraction.unread = unread::unread(digits.iter().map(|at| &tokens[*at]), &sentences, &extraction);
    drop(sentences);
    ROOM.set(Room::emptied(tokens, cut.into_items()));
    extraction
}

/// Where tokens and items are put, those of one article after those of another: so much room is slow to ask for.
#[derive(Default)]
struct Room {
    tokens: Vec<Token>,
    items: Items,
}

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// Tokens for which room is kept, at most.
const MOST_KEPT: usize = 4096;

impl Room {
    fn emptied(mut tokens: Vec<Token>, mut items: Items) -> Self {
        if tokens.capacity() > MOST_KEPT {
            return Self::default();
        }
        tokens.clear();
        items.clear();
        Self { tokens, items }
    }
}

/// The article's sentences, title first.
fn cut<'t>(article: &'t Abstract, tokens: &[Token], items: Items) -> Cut<'t> {
    let mut cut = Cut::of(article.as_str(), tokens.len(), items);
    let mut rest = tokens;
    let mut push = |span: Span, title: bool| {
        let before = rest.iter().take_while(|t| t.span.start < span.start).count();
        let (own, further) =
            rest[before..].split_at(rest[before..].partition_point(|t| t.span.start < span.end));
        rest = further;
        // No sentence of an abstract has so many tokens; a bound keeps every rule and frame linear on any text.
        for piece in own.chunks(LONGEST_SENTENCE) {
            cut.push(piece, title);
        }
    };
    push(article.title_span(), true);
    for section in article.sections() {
        for span in sentences(article.section_text(section), section.span().start) {
            push(span, false);
        }
    }
    cut
}

/// The choices of outcomes that an article asks for: what `examples/train_outcomes.rs` learns from. No stable interface.
#[doc(hidden)]
pub mod training {
    use super::bind;
    use crate::record::Abstract;
    use crate::text::Span;

    /// Facts of a candidate, before they are crossed with kinds.
    pub const FACTS: usize = bind::FACTS;

    /// The kinds of result that are told apart, and the name of every weight.
    pub use super::bind::{KINDS, weight_name};

    /// One choice: where the value stands, its kind, and every candidate.
    pub struct Choice {
        /// Where the first value stands.
        pub value: Span,
        /// The kind of result, as a number.
        pub kind: usize,
        /// The phrases that could name the outcome, each with its facts.
        pub options: Vec<(Span, Vec<u16>)>,
    }

    /// Every choice of an article, in text order.
    pub fn choices(article: &Abstract) -> Vec<Choice> {
        let mut choices = Vec::new();
        super::run(article, Some(&mut choices));
        let option = |o: bind::Choosable| (o.span, o.facts.unwrap_or_default());
        choices
            .into_iter()
            .map(|c| Choice {
                value: c.value,
                kind: c.kind,
                options: c.options.into_iter().map(option).collect(),
            })
            .collect()
    }
}
