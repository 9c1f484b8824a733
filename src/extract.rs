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
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+14");

/// Tokens in one sentence, at most.
const LONGEST_SENTENCE: usize = 600;

/// Articles that take a step together, at most, and the bytes of their texts.
const TOGETHER: usize = 32;
const BYTES_TOGETHER: usize = 96 << 10;

/// Reads the results of one article. Total and linear: any text gives findings or none, never an error.
pub fn extract(article: &Abstract) -> Extraction {
    extract_all(&[article]).pop().unwrap_or_default()
}

/// Reads the results of several articles, of each what [`extract`] does, a tenth sooner or more: some take every step together,
/// and the code of a step, which is more than a processor keeps at hand, comes in once for all of them.
pub fn extract_all(articles: &[&Abstract]) -> Vec<Extraction> {
    let mut out = Vec::with_capacity(articles.len());
    let mut rest = articles;
    while !rest.is_empty() {
        let (some, further) = rest.split_at(together(rest));
        run(some, &mut out, None);
        rest = further;
    }
    out
}

/// How many of the next articles go together; one at least.
fn together(articles: &[&Abstract]) -> usize {
    let upto = articles.iter().take(TOGETHER).scan(0, |bytes, article| {
        *bytes += article.as_str().len();
        Some(*bytes)
    });
    upto.take_while(|bytes| *bytes <= BYTES_TOGETHER).count().max(1)
}

fn run(articles: &[&Abstract], out: &mut Vec<Extraction>, mut choices: Option<&mut Vec<bind::Choice>>) {
    let mut room = ROOM.take();
    let mut cuts = Vec::with_capacity(articles.len());
    let mut numbers: Vec<Vec<Span>> = Vec::with_capacity(articles.len());
    for article in articles {
        let (tokens, digits) = lexed(article, room.tokens());
        cuts.push(cut(article, &tokens, room.items()));
        numbers.push(digits.iter().map(|at| tokens[*at].span).collect());
        room.keep_tokens(tokens);
    }
    let mut sentences: Vec<_> = cuts.iter_mut().map(Cut::sentences).collect();
    let readings: Vec<_> = sentences.iter_mut().map(|own| read::all(own)).collect();
    let arms: Vec<_> =
        sentences.iter().zip(&readings).map(|(own, readings)| bind::arms(own, readings)).collect();
    for (((own, readings), arms), numbers) in sentences.iter_mut().zip(readings).zip(arms).zip(&numbers) {
        let mut extraction = bind::bind(own, readings, arms, choices.as_deref_mut());
        extraction.unread = unread::unread(numbers, own, &extraction);
        out.push(extraction);
    }
    drop(sentences);
    cuts.into_iter().for_each(|cut| room.keep_items(cut.into_items()));
    ROOM.set(room);
}

/// Where tokens and items are put, those of one article after those of another: so much room is slow to ask for.
#[derive(Default)]
struct Room {
    tokens: Vec<Token>,
    items: Vec<Items>,
}

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// Tokens, or items, of an article for which room is kept, at most.
const MOST_KEPT: usize = 4096;

impl Room {
    fn tokens(&mut self) -> Vec<Token> {
        std::mem::take(&mut self.tokens)
    }

    fn keep_tokens(&mut self, mut tokens: Vec<Token>) {
        if tokens.capacity() <= MOST_KEPT {
            tokens.clear();
            self.tokens = tokens;
        }
    }

    fn items(&mut self) -> Items {
        self.items.pop().unwrap_or_default()
    }

    fn keep_items(&mut self, mut items: Items) {
        if items.capacity() <= MOST_KEPT {
            items.clear();
            self.items.push(items);
        }
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
        super::run(&[article], &mut Vec::new(), Some(&mut choices));
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
