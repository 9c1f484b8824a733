//! Means, medians, rates, changes.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Dispersion, DispersionKind, Number, Quantity, Reported, Statistic, TimeUnit};
use crate::lex::Cue;

use super::{Known, Reading};

/// `median, 11.8 vs. 5.9 months`, `mean 72.9 (SD 19.4)`, `128 ± 9 mm Hg`, `28 weeks (14.2–41.8)`,
/// `2.3 per 100 person-years`.
pub(super) fn read(s: &Sentence<'_>, i: usize, _: &Known) -> Vec<Reading> {
    one(s, i).into_iter().collect()
}

fn one(s: &Sentence<'_>, i: usize) -> Option<Reading> {
    let value = s.number(i)?;
    let spread = spread(s, i);
    let statistic = statistic(s, i);
    let rate = rate(s, i);
    if spread.is_none() && statistic.is_none() && !rate {
        return None;
    }
    if spread.is_none() && !rate && (no_quantity(s, i) || !placed(s, i)) {
        return None;
    }
    let mut used = vec![i];
    let mut last = i;
    if let Some((_, end, places)) = &spread {
        last = *end;
        used.extend(places);
    }
    let unit = s.unit(last + 1).or_else(|| s.unit(i + 1)).or_else(|| shared_unit(s, i));
    if let Some((_, end)) = &unit {
        last = last.max(*end - 1).min(last + 6);
    }
    let percent = s.percent(i).is_some();
    // The 100 of "per 100 person-years" is the unit's.
    used.extend((i + 1..=last).filter(|k| rate && s.plain(*k).is_some()));
    let unit = unit.map(|(unit, _)| unit).or(percent.then(|| "%".to_owned()));
    let statistic = if rate { Statistic::Rate } else { statistic.unwrap_or(Statistic::Mean) };
    let quantity = Quantity {
        statistic,
        value: Some(value),
        value_op: s.bound(i),
        unit,
        direction: None,
        dispersion: spread.map(|(dispersion, ..)| dispersion),
        cv: None,
        interval: None,
    };
    Some(Reading::new(Reported::Quantity(quantity), i, last.min(s.items.len() - 1), i, used))
}

/// The statistic named before the value, in the same clause, with no other sort of number's words between.
fn statistic(s: &Sentence<'_>, i: usize) -> Option<Statistic> {
    let start = s.clause_start(i);
    let named = s.before(i, 24.min(i - start), |cue| match cue {
        Cue::Statistic(statistic) => Some(statistic),
        _ => None,
    });
    named.map(|(_, statistic)| statistic).or_else(|| survival(s, i, start))
}

/// "Progression-free survival was 2.2 months and 1.8 months": a survival time without a word is a median.
fn survival(s: &Sentence<'_>, i: usize, start: usize) -> Option<Statistic> {
    let timed = |at: usize| {
        matches!(s.cue(at), Cue::Time(TimeUnit::Month | TimeUnit::Year | TimeUnit::Week | TimeUnit::Day))
    };
    let shared = matches!(s.cue(i + 1), Cue::Versus | Cue::And) && s.plain(i + 2).is_some() && timed(i + 3);
    let placed =
        i.checked_sub(1).is_some_and(|b| matches!(s.cue(b), Cue::Was | Cue::Versus | Cue::And) || s.opens(b));
    let said = (start.max(i.saturating_sub(24))..i)
        .any(|at| s.is_word(at, &["survival", "PFS", "OS", "progression", "TTP", "EFS", "DFS"]));
    (said && placed && (timed(i + 1) || shared)).then_some(Statistic::Median)
}

/// A lone number behind a statistic's name is its value only with decimals, a unit, or right behind a joint.
fn placed(s: &Sentence<'_>, i: usize) -> bool {
    let decimals = s.number(i).is_some_and(|n| n.decimal.places() > 0);
    let unit = s.unit(i + 1).is_some() || shared_unit(s, i).is_some() || s.percent(i).is_some();
    let joint = i.checked_sub(1).is_some_and(|b| {
        matches!(s.cue(b), Cue::Was | Cue::Of | Cue::Versus | Cue::About | Cue::Statistic(_))
            || matches!(s.mark(b), Some('=' | ',' | ':' | '('))
    });
    decimals || unit || joint && s.count(i).is_none_or(|n| !(1900..2100).contains(&n.decimal.digits()))
}

/// Numbers behind a statistic's name that are times, doses, counts of people or names.
fn no_quantity(s: &Sentence<'_>, i: usize) -> bool {
    let preposition = i > 0
        && (s.is_word(
            i - 1,
            &["at", "after", "week", "day", "month", "year", "within", "weeks", "days", "months"],
        ));
    let dash = s.mark(i + 1) == Some('-') && matches!(s.cue(i + 2), Cue::Time(_) | Cue::Unit);
    let people = (i + 1..i + 4).any(|at| s.cue(at) == Cue::People) && s.count(i).is_some();
    let percent_of_people = s.percent(i).is_some();
    let sample = i > 1 && s.mark(i - 1) == Some('=') && s.is_word(i - 2, &["n"]);
    let dose = s.cue(i + 1) == Cue::Dose;
    preposition || dash || people || percent_of_people || sample || dose || s.items[i].spelled
}

/// `2.3 per 100 person-years`
fn rate(s: &Sentence<'_>, i: usize) -> bool {
    let mut at = i + 1;
    if matches!(s.cue(at), Cue::Things | Cue::Unit | Cue::People) {
        at += 1;
    }
    if !s.is_word(at, &["per"]) {
        return false;
    }
    (at + 1..at + 5).any(|k| {
        matches!(
            s.words(k).to_ascii_lowercase().as_str(),
            "person" | "patient" | "person-years" | "woman" | "child"
        ) || matches!(s.cue(k), Cue::Time(TimeUnit::Year | TimeUnit::Month | TimeUnit::Week | TimeUnit::Day))
    }) && s.plain(i).is_some()
}

/// The unit that stands once, on the last value of "11.8 vs. 5.9 months".
fn shared_unit(s: &Sentence<'_>, i: usize) -> Option<(String, usize)> {
    let mut at = i + 1;
    if s.opens(at) {
        at = s.behind_bracket(at)?;
    }
    if !matches!(s.cue(at), Cue::Versus | Cue::And | Cue::Or) && s.mark(at) != Some(',') {
        return None;
    }
    s.number(at + 1)?;
    s.unit(at + 2).map(|(unit, _)| (unit, i + 1))
}

/// What is read behind a value: the spread, its last item, the items whose numbers it took.
pub(super) type Spread = (Dispersion, usize, Vec<usize>);

/// `± 9`, `(SD 19.4)`, `(19.4)` where the header says so, `(IQR 14.2–41.8)`, `(range, 3 to 9)`, `(14.2–41.8)`.
pub(super) fn spread(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    let (dispersion, last, used) = open_spread(s, i)?;
    let opened = (i + 1..last).any(|k| s.opens(k));
    Some((dispersion, last + usize::from(opened && s.closes(last + 1)), used))
}

fn open_spread(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    let mut at = i + 1;
    if matches!(s.items.get(at)?.shape, Shape::PlusMinus) {
        let value = s.plain(at + 1)?;
        return Some((dispersion(plus_minus_kind(s, i), Some(value), None, None), at + 1, vec![at + 1]));
    }
    // A unit or per-cent sign may stand between: "28 weeks (14.2–41.8 weeks)".
    if let Some((_, end)) = s.unit(at) {
        at = end;
    }
    if matches!(s.items.get(at)?.shape, Shape::PlusMinus) {
        let value = s.number(at + 1)?;
        return Some((dispersion(plus_minus_kind(s, i), Some(value), None, None), at + 1, vec![at + 1]));
    }
    if !s.opens(at) && s.mark(at) != Some(',') {
        return None;
    }
    let bracket = s.opens(at);
    let mut kind = None;
    at += 1;
    for _ in 0..4 {
        match s.cue(at) {
            Cue::Sd => kind = Some(DispersionKind::Sd),
            Cue::Se => kind = Some(DispersionKind::Se),
            Cue::Iqr => kind = Some(DispersionKind::Iqr),
            Cue::Range if kind.is_none() => kind = Some(DispersionKind::Range),
            Cue::Range | Cue::Of => {}
            _ if matches!(s.mark(at), Some(',' | '=' | ':' | '[' | '(')) && kind.is_some() => {}
            _ if matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::PlusMinus)) => {
                kind = kind.or(Some(DispersionKind::Unknown))
            }
            _ => break,
        }
        at += 1;
    }
    match &s.items.get(at)?.shape {
        Shape::Range { low, high, .. } if !s.spent[at] => {
            let kind = kind.or_else(|| {
                header(s, i).filter(|k| matches!(k, DispersionKind::Iqr | DispersionKind::Range))
            })?;
            Some((dispersion(kind, None, *low, *high), at, vec![at]))
        }
        Shape::Number(value) | Shape::Percent(value) if !s.spent[at] => {
            let header = header(s, i).filter(|k| {
                bracket && matches!(k, DispersionKind::Sd | DispersionKind::Se) && s.closes(at + 1)
            });
            let kind = kind.or(header)?;
            match kind {
                DispersionKind::Iqr | DispersionKind::Range => {
                    let comma = matches!(s.mark(at + 1), Some(',' | ';')) || s.cue(at + 1) == Cue::And;
                    let high = s.plain(at + 2).filter(|_| comma)?;
                    Some((dispersion(kind, None, Some(*value), Some(high)), at + 2, vec![at, at + 2]))
                }
                _ => Some((dispersion(kind, Some(*value), None, None), at, vec![at])),
            }
        }
        _ => None,
    }
}

fn dispersion(
    kind: DispersionKind,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
) -> Dispersion {
    Dispersion { kind, value, low, high }
}

/// What `±` stands for, where the sentence says: "mean (± SD)", "mean ± SEM".
fn plus_minus_kind(s: &Sentence<'_>, i: usize) -> DispersionKind {
    header(s, i).unwrap_or(DispersionKind::Unknown)
}

/// The kind a header before the values gives: "mean (SD) age was 62 (9)", "median [IQR]".
fn header(s: &Sentence<'_>, i: usize) -> Option<DispersionKind> {
    s.before(i, 24, |cue| match cue {
        Cue::Sd => Some(DispersionKind::Sd),
        Cue::Se => Some(DispersionKind::Se),
        Cue::Iqr => Some(DispersionKind::Iqr),
        Cue::Range => Some(DispersionKind::Range),
        _ => None,
    })
    .map(|(_, kind)| kind)
}
