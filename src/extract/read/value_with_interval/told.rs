//! Whether the words around a value make it a difference of two groups or the value of one.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Number, Statistic};
use crate::lex::{Classes, Cue};

use super::{LIST, NEAR};

/// What the words before a value make it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Told {
    /// Of two groups; said by that word, or by a comparison.
    Difference { said: bool },
    /// Of one.
    Change,
}

pub(super) fn told(s: &Sentence<'_>, i: usize, review: bool) -> Option<Told> {
    // "the reduction in pain between the two groups was 2 (95% CI …)"
    let between = |at: usize| {
        s.is_word(at, &["between"]) && (at + 1..at + 6).any(|at| s.cue(at) == Cue::Group && at + 2 == i)
    };
    if i > 3 && s.cue(i - 1) == Cue::Was && (i.saturating_sub(8)..i).any(between) {
        return Some(Told::Difference { said: true });
    }
    let said = Classes::DIFFERENCE | Classes::MOVED | Classes::STATISTIC;
    let Some(at) = s.last(i.saturating_sub(NEAR)..i, said) else {
        let measured = s.unit_end(i + 1).is_some() && !matches!(s.cue(i + 1), Cue::Time(_));
        return (measured && s.is_word(i.wrapping_sub(1), &["by"]) && (review || pooled(s, i)))
            .then_some(Told::Difference { said: false });
    };
    match s.cue(at) {
        Cue::Difference => (!of_sides(s, at, i)).then_some(Told::Difference { said: true }),
        // "an average increase of 8.9 points (95% CI …; 2 trials)"
        Cue::Statistic(Statistic::Mean | Statistic::Change) if pooled(s, i) => {
            Some(Told::Difference { said: false })
        }
        Cue::Statistic(Statistic::Change) if review && !sides(s, at, i) => {
            Some(Told::Difference { said: false })
        }
        // "a greater change with A than with B (7.3 points, 95% CI …)"
        Cue::Statistic(Statistic::Change) => {
            let more = s.last(at.saturating_sub(3)..at, Classes::MOVED)?;
            (!sides(s, more, i) && s.any(at..i, Classes::VERSUS)).then_some(Told::Difference { said: false })
        }
        Cue::Statistic(_) if difference_of(s, at) => Some(Told::Difference { said: true }),
        // "a greater fall in mean score with A compared with B of 1.1 (95% CI …)"
        Cue::Statistic(_) if greater(s, at.saturating_sub(6), at) && compared(s, i) && !sides(s, at, i) => {
            Some(Told::Difference { said: false })
        }
        // "compared with A, an increase in B (mean 3.8 points, 95% CI …)"
        // But of "longer in A (median 9.7 months [95% CI …]) than in B" it is the median of A.
        Cue::Statistic(Statistic::Mean) if at > 0 && at + 1 == i && s.opens(at - 1) => {
            let more = s.last(at.saturating_sub(6)..at, Classes::MOVED)?;
            (!sides(s, more, i) && compared(s, i)).then_some(Told::Difference { said: false })
        }
        Cue::Statistic(_) => None,
        _ if sides(s, at, i) => None,
        _ if review || compared(s, i) || greater(s, i.saturating_sub(LIST / 3), i) || pooled(s, i) => {
            Some(Told::Difference { said: false })
        }
        _ => Some(Told::Change),
    }
}

/// `a treatment effect of -1.7 (95% CI …)`, `intervention effects were seen for weight (-1.2 kg; 95% CI …)`, `a placebo-adjusted fall of
/// 4 mm Hg (95% CI …)`, `different from the controls (8.1 mg/dL; 95% CI …)`: what the treatment did beyond the control; `effect
/// size` is a measure of its own.
pub(super) fn of_an_effect(s: &Sentence<'_>, i: usize) -> bool {
    let from = s.clause_start(i).max(i.saturating_sub(LIST / 2));
    (from + 1..i).rev().any(|at| {
        let effect = s.is_word(at, &["effect", "effects"])
            && (s.is_word(at - 1, &["treatment", "intervention", "main"])
                || s.is_word(at + 1, &["estimate", "estimates"])
                || by_time(s, at)
                || s.cue(at + 1) == Cue::Of && s.cue(i - 1) == Cue::Was);
        let beyond = s.is_word(at, &["adjusted", "corrected", "subtracted"])
            && at > 1
            && s.mark(at - 1) == Some('-')
            && s.is_word(at - 2, &["placebo", "control", "vehicle", "sham"]);
        let different = i - at < NEAR
            && s.is_word(at, &["different"])
            && s.is_word(at + 1, &["from"])
            && !s.any(at..i, Classes::STATISTIC);
        (effect || beyond || different) && !s.any(at..i, Classes::MEASURE) && !sides(s, at, i)
    })
}

/// `group-by-time effects`, `time × group effect`: how two groups changed beside each other.
fn by_time(s: &Sentence<'_>, effect: usize) -> bool {
    let near = effect.saturating_sub(6)..effect;
    let group =
        |i: usize| s.cue(i) == Cue::Group || s.is_word(i, &["treatment", "intervention", "condition"]);
    let joined = |i: usize| s.is_word(i, &["by", "x"]) || matches!(s.mark(i), Some('×' | '*'));
    let time = |i: usize| matches!(s.cue(i), Cue::Time(_)) || s.is_word(i, &["time"]);
    near.clone().any(group) && near.clone().any(time) && near.into_iter().any(joined)
}

/// `(95% CI 8.4 to 14.3; 9 trials; 268 participants)`: what several trials found is a difference of their groups.
fn pooled(s: &Sentence<'_>, i: usize) -> bool {
    let Some(interval) =
        (i + 1..s.items.len().min(i + 14)).find(|at| matches!(s.items[*at].shape, Shape::Interval(_)))
    else {
        return false;
    };
    s.items[interval].depth > 0
        && (interval + 1..s.items.len().min(interval + 9))
            .take_while(|at| s.items[*at].depth > 0 && !s.closes(*at))
            .any(|at| s.is_word(at, &["trials", "trial", "studies", "study", "RCTs", "RCT"]))
}

/// `larger improvements in A (2.2 points; 95% CI …), falls in B (1.0; …)`: a change that is compared with another's.
fn greater(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        s.is_word(at, &["greater", "larger", "smaller", "lesser"])
            && (at + 1..to.min(at + 3))
                .any(|at| matches!(s.cue(at), Cue::Lower | Cue::Higher | Cue::Statistic(Statistic::Change)))
    })
}

/// `longer with A (5.6 months, 95% CI …) than with B (3.9 months, …)`: the values of both sides, not their difference.
fn sides(s: &Sentence<'_>, word: usize, i: usize) -> bool {
    let by = i > 0 && s.is_word(i - 1, &["by", "of"]);
    if by {
        return false;
    }
    if let Some(versus) = s.first(word..i, Classes::VERSUS) {
        // The 1 of "rarer in group 1 than group 2" is no value.
        return (word..versus).any(|at| {
            s.items[at].numeric() && !s.items[at].named && !(at > 0 && s.cue(at - 1) == Cue::Group)
        });
    }
    let Some(versus) = s.first(i + 1..i + 61, Classes::VERSUS) else { return false };
    // "compared with the controls (n = 100)"
    let size = |at: usize| s.mark(at - 1) == Some('=') && at > 1 && s.is_word(at - 2, &["n"]);
    (versus + 1..s.items.len().min(versus + 10)).filter(|at| !size(*at)).any(|at| {
        s.number(at).is_some() && !matches!(s.cue(at + 1), Cue::Group | Cue::Time(_))
            || s.number(at).is_some() && s.opens(at - 1)
            || matches!(s.items[at].shape, Shape::Interval(_))
    })
}

/// `no difference between A (64.6%; 95% CI …) and B (67.9%; …)`: the values of both sides.
fn of_sides(s: &Sentence<'_>, difference: usize, i: usize) -> bool {
    let Some(between) = (difference..i).find(|at| s.is_word(*at, &["between", "among"])) else {
        return false;
    };
    match (between..i).find(|at| s.cue(*at) == Cue::And) {
        Some(and) => s.any(between..and, Classes::NUMERIC),
        None => i > 0 && s.opens(i - 1),
    }
}

/// Whether the sentence compares two groups, and not one with its own baseline.
fn compared(s: &Sentence<'_>, i: usize) -> bool {
    let near = i.saturating_sub(40)..s.items.len().min(i + 40);
    let versus =
        |at: usize| s.cue(at) == Cue::Versus && !(at + 1..at + 4).any(|b| s.is_word(b, &["baseline"]));
    // "Compared with placebo, …": of all that its sentence says.
    s.has(Classes::VERSUS) && ({ near }.any(versus) || (0..LED).any(versus))
        // "Responses to A were greater than those to B: a fall of 2.1 mm Hg (95% CI …)"
        || s.has(Classes::BOUND) && (i.saturating_sub(LIST)..i).any(|at| than_those(s, at))
}

/// Items before "compared with" where that leads a sentence, at most.
const LED: usize = 3;

/// `greater than those to B`, `more than with B`
fn than_those(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.cue(at), Cue::MoreThan | Cue::LessThan)
        && s.words(at).ends_with("than")
        && (s.is_word(at + 1, &["those", "that", "with", "in", "after", "on", "for"]))
        && !s.items.get(at + 2).is_some_and(|item| item.numeric())
}

/// A difference said earlier in the sentence: values below nothing are differences then.
pub(super) fn said_before(s: &Sentence<'_>, i: usize) -> bool {
    s.any(i.saturating_sub(LIST)..i, Classes::DIFFERENCE) || not_different(s, i)
}

/// `did not differ between the groups (-0.4 points; 95% CI …)`, `was similar in both groups (…)`.
fn not_different(s: &Sentence<'_>, i: usize) -> bool {
    let alike = |at: usize| {
        let said = s.is_word(at, &["differ", "differed", "different", "similar", "comparable"]);
        said && s.is(at, Classes::WORD)
            && (at + 1..i).any(|k| s.cue(k) == Cue::Group || s.cue(k) == Cue::Versus)
            && !s.any(at..i, Classes::NUMERIC)
    };
    s.opens(i.wrapping_sub(1)) && (i.saturating_sub(NEAR)..i).any(alike)
}

/// `compared with control: massage -0.58 (95% CI …), lessons -1.40 (…)`: no means or changes are told of.
pub(super) fn against(s: &Sentence<'_>, i: usize) -> bool {
    let before = i.saturating_sub(LIST)..i;
    let other = s.any(before.clone(), Classes::STATISTIC | Classes::MOVED);
    // "lower than with usual care (-12.1; 95% CI …"
    let than =
        |at: usize| matches!(s.cue(at), Cue::LessThan | Cue::MoreThan) && s.words(at).ends_with("than");
    let compared = s.any(before.clone(), Classes::VERSUS) || s.has(Classes::BOUND) && { before }.any(than);
    compared && !other && s.percent(i).is_none()
}

/// `(A versus placebo: -0.4% [95% CI -0.9 to 0.1]; B versus placebo -0.7% …)`: the two that it is a difference of stand right before.
pub(super) fn right_against(s: &Sentence<'_>, i: usize) -> bool {
    let end = i - usize::from(i > 0 && matches!(s.mark(i - 1), Some(':' | ',' | '=')));
    let dosed = |k: usize| matches!(s.cue(k + 1), Cue::Dose | Cue::Unit);
    let value = |k: &usize| s.items[*k].numeric() && !s.items[*k].named && !dosed(*k);
    let ends = |k: &usize| s.is(*k, Classes::BRACKET) || matches!(s.mark(*k), Some(',' | ';' | ':'));
    let Some(versus) = s.last(end.saturating_sub(5)..end, Classes::VERSUS) else { return false };
    let named = |k: usize| s.is(k, Classes::WORD) || s.items[k].numeric();
    versus + 1 < end
        && (versus + 1..end).all(named)
        && !(versus + 1..end).any(|k| value(&k))
        && versus > 0
        && s.is(versus - 1, Classes::WORD)
        && !(versus.saturating_sub(8)..versus).rev().take_while(|k| !ends(k)).any(|k| value(&k))
}

/// "difference in mean weight", "difference between means".
pub(super) fn difference_of(s: &Sentence<'_>, statistic: usize) -> bool {
    s.before(statistic, 3, Classes::DIFFERENCE | Classes::MEASURE, |cue| match cue {
        Cue::Difference => Some(()),
        Cue::Measure { measure, .. } => (!measure.is_ratio()).then_some(()),
        _ => None,
    })
    .is_some()
}

/// `2.1 times more likely (95% CI …)`, `the odds of relapse were 1.82 (95% CI …)`: a ratio that only its words make one.
pub(super) fn ratio(s: &Sentence<'_>, i: usize, value: Number, unit: Option<&str>) -> Option<Measure> {
    if unit == Some("times") {
        let compared = s.is_word(i + 2, &["as", "more", "less", "higher", "greater"])
            || s.opens(i + 2)
                && s.behind_bracket(i + 2).is_some_and(|at| {
                    s.cue(at) == Cue::Article && !s.is_word(at, &["a", "an", "each", "every"])
                        || s.is(at, Classes::COMPARATIVE)
                });
        return compared.then_some(Measure::OtherRatio);
    }
    if i > 1 && s.cue(i - 1) == Cue::Of && s.is_word(i - 2, &["factor"]) {
        return Some(Measure::OtherRatio);
    }
    let plain = unit.is_none() && s.percent(i).is_none() && value.decimal.places() > 0;
    let joined = i > 0 && (matches!(s.cue(i - 1), Cue::Was | Cue::Of) || s.opens(i - 1));
    if plain && of_both(s, i) {
        return Some(Measure::RiskRatio);
    }
    if !plain || !joined || value.decimal.is_negative() {
        return None;
    }
    for at in (i.saturating_sub(NEAR)..i).rev() {
        match s.cue(at) {
            Cue::Statistic(_) | Cue::Difference => return None,
            // "the relative detection with A was 2.1 (95% CI …)"
            _ if s.is_word(at, &["relative"]) && s.is(at + 1, Classes::WORD) => {
                return Some(Measure::OtherRatio);
            }
            _ if s.is_word(at, &["odds"]) => return Some(Measure::OddsRatio),
            _ if s.is_word(at, &["risk", "risks"]) => return Some(Measure::RiskRatio),
            _ if s.is_word(at, &["hazard", "hazards"]) => return Some(Measure::HazardRatio),
            _ => {}
        }
    }
    None
}

/// `each unit of A was associated with B higher by 17 points (95% CI …)`, `a relationship between A and B (2.2 mm Hg
/// [95% CI …] per 50 mmol)`: the slope of a line.
pub(super) fn slope(s: &Sentence<'_>, i: usize, last: usize) -> bool {
    let step = |at: usize| {
        s.is_word(at, &["every", "each", "per"])
            && (s.number(at + 1).is_some() || s.cue(at + 1) == Cue::Unit)
            && !matches!(s.cue(at + 2), Cue::People)
    };
    let said = |at: usize| s.is_word(at, &["associated", "association", "relationship"]);
    s.percent(i).is_none()
        && (i.saturating_sub(LIST)..i).any(said)
        && (i.saturating_sub(LIST)..i).chain(last + 1..last + 6).any(step)
}

/// `(64 vs 97, 0.66 [0.49 to 0.89]`: behind both sides, of which it is the ratio.
fn of_both(s: &Sentence<'_>, i: usize) -> bool {
    let Some(versus) = i.checked_sub(3).filter(|k| s.cue(*k) == Cue::Versus) else { return false };
    let value = |k: usize| s.number(k).map(Number::to_f64);
    let sides = versus.checked_sub(1).and_then(value).zip(value(versus + 1));
    matches!(s.mark(versus + 2), Some(',' | ';'))
        && sides.zip(value(i)).is_some_and(|((one, other), ratio)| {
            other > 0.0 && ratio > 0.0 && (one / other / ratio - 1.0).abs() < 0.15
        })
}

/// `6.4% (85.8% [95% CI …] with A vs 79.4% [95% CI …] with B)`, `from 28.1% [95% CI …] to 35.4% [95% CI …]`: a value that is
/// set against another.
pub(super) fn held_against_another(s: &Sentence<'_>, i: usize, last: usize) -> bool {
    let number = |at: usize| s.items[at].numeric() && s.items[at].cue == Cue::None;
    // "2.7 months [95% CI 1.4-8.5] for 22 patients on A vs 1.4 months"
    let people = |at: usize| (at + 1..at + 6).any(|k| s.cue(k) == Cue::People);
    let behind = (last + 1..s.items.len().min(last + 14))
        .find(|at| number(*at) && !people(*at) || s.cue(*at) == Cue::Versus);
    let follows = behind.is_some_and(|at| {
        s.cue(at) == Cue::Versus && (at + 1..s.items.len().min(at + 3)).any(|at| s.number(at).is_some())
    });
    let from = |at: usize| s.is_word(at, &["from"]) && s.items[at + 1].numeric();
    let started =
        i > 0 && (from(i - 1) || s.cue(i - 1) == Cue::To && (i.saturating_sub(2 * NEAR)..i - 1).any(from));
    let before = s.last(i.saturating_sub(3)..i, Classes::VERSUS);
    let held = |versus: usize| (versus.saturating_sub(12)..versus).any(number);
    // "with A (6.6 months [95% CI …]) and B (5.1 months [3.6-7.3])": in the bracket behind the other side's name.
    let alike = |at: usize| {
        i > 0
            && s.opens(i - 1)
            && s.opens(at - 1)
            && s.number(at).is_some()
            && s.items[at].depth == s.items[i].depth
            && s.unit_end(at + 1).is_some_and(|end| s.opens(end) || s.mark(end).is_some())
            && s.words(at + 1) == s.words(i + 1)
            && (s.any(last + 1..at, Classes::VERSUS)
                || (i.saturating_sub(NEAR)..i).any(|k| s.is_word(k, &["between"])))
            // "a fall in systolic (2.5 mm Hg [95% CI …]) and diastolic pressure (3.9 mm Hg [0.8 to 7.1]) compared with B"
            && !s.any(at + 1..at + LIST / 3, Classes::VERSUS)
    };
    let faced = (last + 1..s.items.len().min(last + 14)).find(|at| number(*at)).is_some_and(alike);
    follows || started || faced || before.is_some_and(held) && !of_both(s, i)
}
