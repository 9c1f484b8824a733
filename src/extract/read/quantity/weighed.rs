//! Changes of both sides of a comparison, where the sentence weighs them against each other.

use crate::extract::read::relative_change::way;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Statistic};
use crate::lex::{Classes, Cue};

use super::change::{noun, singular, verb};
use super::place::before;
use super::told::level;
use super::value::Value;

/// Items from the bracket back to the change, at most.
const REACH: usize = 40;

/// Words between a change's noun and what is said of it, at most.
const NOUN: usize = 16;

/// Items from the verb of a change to "more", over what it changed.
const VERB: usize = 10;

/// What is said of a change that is set against another.
pub(in crate::extract::read) const WEIGHED: &[&str] = &[
    "greater",
    "larger",
    "smaller",
    "similar",
    "comparable",
    "equal",
    "equivalent",
    "different",
    "identical",
    "same",
    "differ",
    "differed",
    "less",
    "lower",
    "higher",
    "pronounced",
    "bigger",
    "greater than",
    "larger than",
    "smaller than",
    "higher than",
    "lower than",
    "less than",
    "more than",
];

/// Whether a word weighs a change against another: "greater", "fell more with A".
fn says(s: &Sentence<'_>, k: usize) -> bool {
    s.is_word(k, WEIGHED) || more(s, k)
}

/// `the reduction in pressure was greater with A (6.7 mm Hg) than with B (2.5 mm Hg)`, `fell more on A than on B (8.2 vs 2.3 mg/dL)`,
/// `by a greater amount than B (13.3 vs 9.8 mm Hg)`: which way the values went whose change is weighed; each stands in a bracket.
pub(super) fn weighed(s: &Sentence<'_>, value: &Value) -> Option<Direction> {
    let told = Classes::MOVED | Classes::STATISTIC;
    if !s.has(told) || level(s, value) {
        return None;
    }
    let at = before(s, value.at)?;
    // "was less with A: 0.9 kg versus 2.7 kg"
    let colon = s.mark(at) == Some(':');
    if s.items[value.at].depth == 0 && !colon {
        return None;
    }
    // "(from 8.1 to 7.2)", "(baseline 8.1)": levels.
    if s.is_word(at, &["from", "baseline"]) || s.cue(at) == Cue::To || s.cue(value.last + 1) == Cue::To {
        return None;
    }
    let opens = |k: &usize| s.opens(*k) && s.items[*k].depth == 0;
    let open = if s.items[value.at].depth == 0 {
        at
    } else {
        (value.at.saturating_sub(REACH)..value.at).rev().find(opens)?
    };
    let start = s.clause_start(open).max(open.saturating_sub(REACH));
    let outside = |k: &usize| s.items[*k].depth == 0 && !s.opens(*k);
    // The first of such brackets has the comparison before it.
    let Some(word) = (start..open).rev().filter(outside).find(|k| says(s, *k)) else {
        return said_behind(s, start, open);
    };
    // "a similar fall in cholesterol (6.3 vs 5.9 mmol/L)" may give the levels.
    let sided = s.is_word(word, &["greater", "larger", "smaller"])
        || !s.any(open..s.items.len().min(value.last + 6), Classes::VERSUS);
    let own = attributive(s, word).filter(|_| sided);
    let of = if own.is_some() {
        own
    } else if more(s, word) || amount(s, word) {
        let reach = if more(s, word) { VERB } else { NOUN };
        (word.saturating_sub(reach).max(start)..word)
            .rev()
            .find(|k| verb(s.words(*k)) && s.direction(*k).is_some())
    } else {
        of_noun(s, start, word)
    }?;
    // "was greater with A, and the level lower (6.8 vs 7.4)": another thing is told.
    let counted = |k: usize| matches!(s.cue(k + 1), Cue::Dose | Cue::Group | Cue::People);
    let other = |k: usize| {
        s.items[k].depth == 0
            && (s.is(k, Classes::MOVED | Classes::STATISTIC) && k != word && k != of
                || s.items[k].numeric() && !s.items[k].named && !timed(s, k) && !counted(k))
    };
    // Behind the change of it, "in pain scores" is what changed; "and the score lower" is another.
    let anew = own.unwrap_or(word).max(of);
    let level = |k: usize| s.items[k].depth == 0 && s.is(k, Classes::LEVELS);
    let other_level = || {
        let turns = (anew + 1..open).find(|k| s.cue(*k) == Cue::And || matches!(s.mark(*k), Some(',' | ';')));
        turns.is_some_and(|turn| (turn..open).any(level))
    };
    if (word + 1..open).any(other) || other_level() {
        return None;
    }
    s.direction(of).or_else(|| way(s.words(of)))
}

/// `a greater decrease in pressure`, `similar increases in mean flow were seen`: the noun of the change that the word itself
/// stands with.
fn attributive(s: &Sentence<'_>, word: usize) -> Option<usize> {
    (word + 1..word + 4)
        .take_while(|k| s.is(*k, Classes::WORD))
        .find(|k| noun(singular(s.words(*k))) && s.direction(*k).is_some())
        .filter(|k| s.is_word(k + 1, &["in", "of", "from"]) && !blood(s, *k) && s.number(k + 2).is_none())
}

/// `more` behind a verb and before those whom it sets apart.
fn more(s: &Sentence<'_>, k: usize) -> bool {
    let than = s.is_word(k, &["more than", "less than"]) && s.number(k + 1).is_none();
    (than
        || s.is_word(k, &["more", "less"])
            && (matches!(s.cue(k + 1), Cue::Preposition | Cue::Versus)
                || s.opens(k + 1) && s.is(k + 2, Classes::P)))
        && (k.saturating_sub(VERB)..k).any(|b| verb(s.words(b)))
}

/// `the fall in pressure with A (12.3 ± 8.1 mm Hg) was larger than with B (6.4 ± 7.7 mm Hg)`: the bracket stands with the change,
/// before what is said of it.
fn said_behind(s: &Sentence<'_>, start: usize, open: usize) -> Option<Direction> {
    let was = s.behind_bracket(open).filter(|k| s.cue(*k) == Cue::Was)?;
    let weighed = (was + 1..was + 4).take_while(|k| s.is(*k, Classes::WORD)).any(|k| says(s, k));
    let of = (start..open).rev().find(|k| {
        s.items[*k].depth == 0
            && s.direction(*k).is_some()
            && noun(singular(s.words(*k)))
            && (s.is_word(k + 1, &["in", "of", "with"]) || k + 1 == open)
            && !blood(s, *k)
    });
    let of = of.filter(|of| {
        weighed
            && !(of + 1..open).any(|k| s.cue(k) == Cue::Was || s.is(k, Classes::MOVED | Classes::STATISTIC))
    })?;
    s.direction(of)
}

/// `to a greater extent`, `by a greater amount`.
fn amount(s: &Sentence<'_>, k: usize) -> bool {
    s.is_word(k + 1, &["degree", "extent", "amount"])
}

/// The noun of a change, of which the word at `word` is said: "decreases in X were greater".
fn of_noun(s: &Sentence<'_>, start: usize, word: usize) -> Option<usize> {
    let was = (word.saturating_sub(4)..word)
        .rev()
        .find(|k| s.cue(*k) == Cue::Was)
        .or_else(|| s.is_word(word, &["differed"]).then_some(word))?;
    let near = was.saturating_sub(NOUN).max(start)..was;
    near.rev()
        .take_while(|k| s.cue(*k) != Cue::Was && !matches!(s.mark(*k), Some(';' | ',')))
        .filter(|k| s.items[*k].depth == 0 && !blood(s, *k))
        .find(|k| {
            let averaged = s.cue(*k) == Cue::Statistic(Statistic::Change) && way(s.words(*k)).is_some();
            let plain = s.direction(*k).is_some() && noun(singular(s.words(*k)));
            // "the number of doses that kept the reduction was lower"
            let counted = || {
                (k.saturating_sub(10)..*k)
                    .any(|b| s.is_word(b, &["number", "numbers", "frequency", "dose", "doses"]))
            };
            (averaged || plain)
                && ((k + 1 == was || s.opens(k + 1) && s.behind_bracket(k + 1) == Some(was)) && !counted()
                    || s.is_word(k + 1, &["in", "of", "from", "with", "between", "at", "during"]))
        })
}

/// `blood loss`, `late lumen loss`: an amount, and no change of one.
fn blood(s: &Sentence<'_>, k: usize) -> bool {
    const LOST: &[&str] = &["blood", "fluid", "hearing", "tooth", "lumen", "late"];
    s.is_word(k, &["loss", "losses"]) && k > 0 && s.is_word(k - 1, LOST)
}

/// A number that is a time: "after 4 weeks", "week 4".
fn timed(s: &Sentence<'_>, i: usize) -> bool {
    let time = |at: usize| matches!(s.cue(at), Cue::Time(_));
    time(i + 1) || s.mark(i + 1) == Some('-') && time(i + 2) || i > 0 && time(i - 1)
}
