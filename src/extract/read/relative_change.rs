//! "the risk was 51% lower".

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Measure, Quantity, RelativeChange, Reported, Statistic};
use crate::lex::Cue;

use super::tail::{Bare, tail};
use super::{Known, Reading};

/// `51% lower`, `a 45% relative reduction in the risk of death`, `reduced the risk of death by 20%`.
///
/// A change within one group ("weight fell by 5%") is a quantity, not a relative change.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    one(s, i, known).into_iter().collect()
}

fn one(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Reading> {
    let percent = s.percent(i)?;
    // What the trial was planned to find is no result.
    if (i.saturating_sub(10)..i)
        .any(|at| s.is_word(at, &["detect", "power", "assuming", "assumed", "margin", "expected"]))
    {
        return None;
    }
    let (direction, last) = behind(s, i).or_else(|| before(s, i).map(|direction| (direction, i)))?;
    // What is compared: two groups, or one group with itself.
    let near = i.saturating_sub(60)..s.items.len().min(i + 60);
    let compared = near.clone().any(|at| s.cue(at) == Cue::Versus && !s.is_word(at, &["baseline"]));
    let risk = near.clone().any(|at| {
        s.is_word(
            at,
            &[
                "risk",
                "odds",
                "hazard",
                "hazards",
                "incidence",
                "mortality",
                "likelihood",
                "rate",
                "rates",
                "risks",
                "deaths",
            ],
        )
    });
    let mut found = tail(s, last + 1, Bare::No, known);
    // The P value of a change within a group is a result of its own.
    if !(compared || risk) {
        found.used.retain(|at| !matches!(s.items[*at].shape, Shape::P(_)));
        found.last = found.used.iter().copied().max();
    }
    let end = found.last.unwrap_or(last);
    let mut used = found.used;
    used.push(i);
    let result = if compared || risk {
        Reported::RelativeChange(RelativeChange { percent, direction, interval: found.interval, p: found.p })
    } else {
        Reported::Quantity(Quantity {
            statistic: Statistic::Change,
            value: Some(percent),
            value_op: s.bound(i),
            unit: Some("%".to_owned()),
            direction: Some(direction),
            dispersion: None,
            cv: None,
            interval: found.interval,
        })
    };
    Some(Reading::new(result, i, end, i, used))
}

/// `51% lower`, `45% relative risk reduction`, `a 17% proportional reduction`: the word within two places behind.
fn behind(s: &Sentence<'_>, i: usize) -> Option<(Direction, usize)> {
    for at in i + 1..=i + 2 {
        if let Some(direction) = s.direction(at) {
            return Some((direction, at));
        }
        if matches!(s.cue(at), Cue::Measure { measure: Measure::RelativeRiskReduction, .. }) {
            return Some((Direction::Lower, at));
        }
        let between =
            s.is_word(at, &["relative", "proportional", "significant", "greater", "overall", "further"]);
        if !between {
            return None;
        }
    }
    None
}

/// `reduced … by 20%`, `was lower by 34%`: "by" right before, the word of change within a dozen items.
fn before(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let mut by = i.checked_sub(1)?;
    if s.cue(by) == Cue::About {
        by = by.checked_sub(1)?;
    }
    if !s.is_word(by, &["by"]) {
        return None;
    }
    s.before(by, 12, |cue| match cue {
        Cue::Lower => Some(Direction::Lower),
        Cue::Higher => Some(Direction::Higher),
        _ => None,
    })
    .map(|(_, direction)| direction)
}
