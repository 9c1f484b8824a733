//! Whether the words around a value make it a change, or a level.

use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::change::{moved, moved_by, noun, singular, started, verb};
use super::place::before;
use super::value::Value;

/// "increases in", "a gain of", "the reduction in": what the value is a change of is named behind it.
fn of_what(s: &Sentence<'_>, at: usize) -> bool {
    noun(singular(s.words(at))) && s.is_word(at + 1, &["in", "of"]) && s.number(at + 2).is_none()
}

/// "increases were seen in"
fn seen_in(s: &Sentence<'_>, at: usize) -> bool {
    noun(singular(s.words(at)))
        && s.cue(at + 1) == Cue::Was
        && (at + 2..at + 5).any(|k| s.is_word(k, &["in"]) && s.number(k + 1).is_none())
}

/// Whether words make a change of a value that has its spread or its mean's name: `a gain of bone (2.2 ± 0.8%)`, `a fall in
/// mean pressure of 4 mm Hg`, `rose by a mean of 5.8%`, `-1.9 ± 4.0`; the two ends of `from 8.1 ± 1.2 to 7.2 ± 1.1` are none.
pub(super) fn told(s: &Sentence<'_>, value: &Value, named: Option<usize>) -> bool {
    let Some(at) = before(s, value.at) else { return false };
    if s.is_word(at, &["from"]) || s.cue(at) == Cue::To || s.cue(value.last + 1) == Cue::To {
        return false;
    }
    // "a fall in the score from baseline (13.4 ± 6.8) to week 5 (-4.9)"
    if s.opens(at) && at > 0 && s.is_word(at - 1, &["baseline"]) {
        return false;
    }
    // "a rise of +0.37 ± 0.16 W/kg": no level has a plus sign.
    let plus = s.words(value.at).starts_with('+')
        || value.at > 0 && s.mark(value.at - 1) == Some('+') && !s.items[value.at - 1].numeric();
    // "as compared with an increase of 2.6 points", "a maximum decrease of 97 ± 4%"
    let amount =
        s.cue(at) == Cue::Of && at > 0 && noun(singular(s.words(at - 1))) && s.direction(at - 1).is_some();
    match named {
        Some(name) => {
            let near = (name.saturating_sub(4)..name).any(|k| of_what(s, k));
            let by = name > 1 && s.is_word(name - 2, &["by"]) && s.cue(name - 1) == Cue::Article;
            // "the mean (95% CI) reductions were", "mean pain reduction was"
            let behind = (name + 1..at.min(name + 9)).any(|k| {
                let one = singular(s.words(k));
                noun(one) && (one != "loss" || value.percent) && !s.is_word(k - 1, &["to", "of", "with"])
            });
            // "a fall in the mean pressure (-2.7 mm Hg)": no mean that went down lies below zero by itself.
            let below =
                value.number.decimal.is_negative() && s.before(at, 30, Classes::MOVED, moved).is_some();
            // "mean scores improved by 0.44", "gained an average of 2.1 kg"
            let went = s.is_word(at, &["by"]) && s.before(at, 10, Classes::MOVED, moved).is_some();
            let own = name > 1 && s.is_word(name - 1, &["a", "an"]) && verb(s.words(name - 2));
            // "the average weight change was"
            let changed = (name + 1..at.min(name + 9))
                .any(|k| s.is_word(k, &["weight change", "weight changes", "increment", "increments"]));
            near || behind
                || plus
                || amount
                || went
                || own
                || changed
                || below
                || by
                    && (s.before(name, 14, Classes::MOVED | Classes::STATISTIC, moved).is_some()
                        || moved_by(s, name - 2).is_some())
        }
        None => {
            // "a fall in glucose (5.2 ± 0.4 vs 6.1 ± 0.5)" gives the levels; per cent, or what is greater, the change.
            let from = s.clause_start(value.at).max(value.at.saturating_sub(30));
            let greater = |k: usize| s.is_word(k, &["greater", "larger", "smaller"]) && of_what(s, k + 1);
            let percent = value.percent && (from..at).any(|k| of_what(s, k) || seen_in(s, k));
            // "a gain of attachment (2.2 ± 0.8 mm)": a gain has no level.
            let gain = |k: usize| singular(s.words(k)).eq_ignore_ascii_case("gain") && of_what(s, k);
            // "an increase in pressure of 17 ± 8 mm Hg and in pulse of 11 ± 5"
            let of = s.cue(at) == Cue::Of && (amount || (at.saturating_sub(20)..at).any(|k| of_what(s, k)));
            // "reduced by 23 ± 15 mm Hg", "rose 2.6 ± 2.2 mm"
            let by = s.is_word(at, &["by"])
                && s.before(at, 12, Classes::MOVED | Classes::STATISTIC, moved).is_some();
            // "the rise in pressure was 6.1 ± 2.0 mm Hg"
            let subject = |k: usize| {
                let one = singular(s.words(k));
                of_what(s, k)
                    || noun(one) && (k + 1 == at || s.is_word(k + 1, &["from", "at", "with", "after"]))
            };
            let was = s.cue(at) == Cue::Was
                && (at.saturating_sub(16).max(from)..at).any(|k| {
                    // "the pressure (and its falls in the trial) was"
                    s.items[k].depth == s.items[at].depth
                        && subject(k)
                        && (value.percent || !singular(s.words(k)).eq_ignore_ascii_case("loss"))
                });
            // "by 15 ± 6 mL with A and by 9 ± 8 mL with B", "by 4.1 ± 1.2, 3.0 ± 1.1 mL"
            let again = s.is_word(at, &["by"]) && moved_by(s, at).is_some();
            by || of
                || was
                || again
                || plus
                || verb(s.words(at))
                || value.number.decimal.is_negative()
                || percent
                || (from..at).any(|k| greater(k) || gain(k))
        }
    }
}

/// Whether the value is an end of "from 8.1 to 7.2": a level, however the change is told.
pub(super) fn level(s: &Sentence<'_>, value: &Value) -> bool {
    let start = s.cue(value.last + 1) == Cue::To && s.number(value.last + 2).is_some();
    let ends = |at: usize| {
        s.is_word(at, &["from"])
            || s.cue(at) == Cue::To && (started(s, at) || at > 0 && s.items[at - 1].numeric())
    };
    start || before(s, value.at).is_some_and(ends)
}
