//! What speaks for a phrase as the name of what a value measures: small facts, each with a weight that was learned.

use super::candidates::{Candidate, Cut};
use super::phrase::HEADS;
use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::Cue;

/// A group of facts of which a candidate has one, or several.
#[derive(Clone, Copy)]
#[repr(usize)]
enum Block {
    /// How far before the value, in items; behind it.
    Before,
    Behind,
    /// Other values between; other runs of words between.
    Values,
    Runs,
    /// First of the sentence, first of its clause.
    Start,
    /// What stands right before; right behind.
    Left,
    Right,
    /// How it was cut.
    Cut,
    /// How many words.
    Words,
    /// What its first and its last word are.
    First,
    Last,
    /// Brackets: the value in one that opens behind the phrase, the phrase deeper than the value.
    Brackets,
    /// How often its last word stands in the article.
    Often,
    /// Taken over from the sentence before, or the value before.
    Carried,
    /// Whether a clause ends between.
    Clause,
    /// The first run of words before the value, or the last.
    Order,
}

/// Name and size of each block, in order.
pub(super) const BLOCKS: [(&str, usize); 16] = [
    ("before", 8),
    ("behind", 8),
    ("values_between", 8),
    ("runs_between", 10),
    ("start", 4),
    ("left", 16),
    ("right", 12),
    ("cut", 5),
    ("words", 7),
    ("first_word", 8),
    ("last_word", 10),
    ("brackets", 6),
    ("often", 5),
    ("carried", 4),
    ("clause", 3),
    ("order", 6),
];

/// Facts of one candidate, before they are crossed with the kind of result.
pub(crate) const FACTS: usize = {
    let mut sum = 0;
    let mut i = 0;
    while i < BLOCKS.len() {
        sum += BLOCKS[i].1;
        i += 1;
    }
    sum
};

/// Kinds of result that are told apart.
pub const KINDS: [&str; 5] = ["estimate", "proportion", "quantity", "p_value", "relative_change"];

fn offset(block: Block) -> usize {
    BLOCKS[..block as usize].iter().map(|(_, size)| size).sum()
}

/// The number of a result's kind.
pub(super) fn kind(result: &Reported) -> usize {
    match result {
        Reported::Estimate(_) => 0,
        Reported::Proportion(_) => 1,
        Reported::Quantity(_) => 2,
        Reported::PValue(_) => 3,
        _ => 4,
    }
}

/// A value whose outcome is looked for: its items, and what stands in the sentence around it.
pub(super) struct Value<'a> {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Items of the sentence's other values: first and last.
    pub(super) others: &'a [(usize, usize)],
}

fn bucket(n: usize, bounds: &[usize]) -> usize {
    bounds.iter().position(|bound| n <= *bound).unwrap_or(bounds.len())
}

/// The facts of a candidate of the value's own sentence.
pub(super) fn facts(
    s: &Sentence<'_>,
    all: &[Candidate],
    c: &Candidate,
    value: &Value<'_>,
    often: usize,
) -> Vec<u16> {
    let mut out = Vec::with_capacity(24);
    let mut fact = |block: Block, n: usize| {
        let size = BLOCKS[block as usize].1;
        out.push((offset(block) + n.min(size - 1)) as u16);
    };
    const FAR: [usize; 7] = [1, 2, 4, 7, 12, 20, 35];
    let before = c.last < value.first;
    let (from, to) =
        if before { (c.last + 1, value.first) } else { (value.last + 1, c.first.max(value.last + 1)) };
    if before {
        fact(Block::Before, bucket(value.first - c.last, &FAR));
    } else {
        fact(Block::Behind, bucket(c.first.saturating_sub(value.last), &FAR));
    }
    let values = value.others.iter().filter(|(a, b)| *a >= from && *b < to).count();
    fact(Block::Values, values.min(3) + 4 * usize::from(!before));
    let runs = if before {
        all.iter()
            .filter(|o| o.run > c.run && o.last < value.first)
            .map(|o| o.run)
            .max()
            .map_or(0, |last| last - c.run)
    } else {
        all.iter()
            .filter(|o| o.run < c.run && o.first > value.last)
            .map(|o| o.run)
            .min()
            .map_or(0, |first| c.run - first)
    };
    fact(Block::Runs, runs.min(4) + 5 * usize::from(!before));
    let order = (usize::from(c.run == 0) + usize::from(runs == 0)).min(2).max(2 * usize::from(runs == 0))
        + 3 * usize::from(!before);
    fact(Block::Order, order);
    let clause = s.clause_start(value.first);
    fact(Block::Start, usize::from(c.first <= 1) + 2 * usize::from(c.first <= clause + 2));
    let ended = (from..to).any(|i| s.mark(i) == Some(';') && s.items[i].depth == 0);
    let turned = (from..to)
        .any(|i| s.is_word(i, &["whereas", "while", "but", "and", "which"]) || s.mark(i) == Some(','));
    fact(Block::Clause, if ended { 2 } else { usize::from(turned) });
    let (left, right) = (left(s, c), right(s, c));
    let cut = match c.cut {
        Cut::Whole => 0,
        Cut::Head => 1,
        Cut::Tail => 2,
        Cut::Part => 3,
        Cut::People => 4,
    };
    fact(Block::Left, left);
    fact(Block::Right, right);
    fact(Block::Cut, cut);
    fact(Block::Words, c.last - c.first);
    fact(Block::First, word(s, c.first));
    fact(Block::Last, word(s, c.last));
    let (own, its) = (s.items[c.last].depth, s.items[value.first].depth);
    let opens = before && s.opens(c.last + 1) && its > own;
    let brackets = if opens { 5 } else { usize::from(own > 0) + 2 * usize::from(its > own) };
    fact(Block::Brackets, brackets);
    fact(Block::Often, often);
    out
}

/// The fact of a candidate that is taken over: from the value before (0), from the sentence before (1).
pub(super) fn carried(from: usize, others: usize) -> Vec<u16> {
    vec![(offset(Block::Carried) + (from * 2 + others.min(1)).min(3)) as u16]
}

fn left(s: &Sentence<'_>, c: &Candidate) -> usize {
    let Some(i) = c.first.checked_sub(1) else { return 0 };
    let i = if s.cue(i) == Cue::Article && i > 0 { i - 1 } else { i };
    match s.cue(i) {
        Cue::Of if i > 0 && s.is_word(i - 1, HEADS) => 1,
        Cue::Of => 2,
        Cue::Statistic(_) => 3,
        Cue::Measure { .. } => 4,
        Cue::Difference => 5,
        Cue::Preposition if s.is_word(i, &["in"]) => 6,
        Cue::Preposition if s.is_word(i, &["for"]) => 7,
        Cue::Preposition if s.is_word(i, &["with"]) => 8,
        Cue::Preposition => 9,
        Cue::Was => 10,
        Cue::Lower | Cue::Higher => 11,
        Cue::And | Cue::Or => 12,
        _ if s.mark(i).is_some() => 13,
        _ if s.items[i].numeric() => 14,
        _ => 15,
    }
}

fn right(s: &Sentence<'_>, c: &Candidate) -> usize {
    let i = c.last + 1;
    match s.cue(i) {
        Cue::Was => 0,
        Cue::Preposition => 1,
        Cue::Of => 2,
        Cue::Lower | Cue::Higher => 3,
        Cue::Versus => 4,
        Cue::And | Cue::Or => 5,
        Cue::People => 6,
        _ if s.opens(i) => 7,
        _ if s.closes(i) => 8,
        _ if s.mark(i).is_some() => 9,
        _ if s.items.get(i).is_none_or(|item| item.numeric()) => 10,
        _ => 11,
    }
}

fn word(s: &Sentence<'_>, i: usize) -> usize {
    match s.cue(i) {
        Cue::Happened => 1,
        Cue::Things => 2,
        Cue::Unit | Cue::Dose => 3,
        Cue::Criterion | Cue::Grade => 4,
        Cue::Measure { .. } => 5,
        Cue::Purpose(_) => 6,
        _ if !matches!(s.items[i].shape, Shape::Word) => 7,
        _ => {
            let text = s.words(i);
            let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
            if capitals >= 2 {
                8
            } else if text.ends_with("ed") {
                9
            } else {
                0
            }
        }
    }
}
