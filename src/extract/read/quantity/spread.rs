//! How far values spread: standard deviations and errors, quartiles, ranges.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Dispersion, DispersionKind, Number, Statistic};
use crate::lex::{Classes, Cue};

use super::pair::of_pair;
use super::quartiles::quartiles;

/// What is read behind a value: the spread, its last item, the items whose numbers it took.
pub(in crate::extract::read) type Spread = (Dispersion, usize, Vec<usize>);

/// `± 9`, `(SD 19.4)`, `(19.4)` where the header says so, `(IQR 14.2–41.8)`, `(range, 3 to 9)`, `(14.2–41.8)`.
pub(in crate::extract::read) fn spread(s: &Sentence<'_>, i: usize) -> Option<Spread> {
    open(s, i, None)
}

/// The same, where an earlier sentence may have said what the values in brackets are.
pub(super) fn open(s: &Sentence<'_>, i: usize, known: Option<DispersionKind>) -> Option<Spread> {
    let mut at = i + 1;
    if let Some(found) = of_pair(s, i).or_else(|| plus_minus(s, i, at)) {
        return Some(found);
    }
    // A unit or per-cent sign may stand between: "28 weeks (14.2–41.8 weeks)".
    if let Some(end) = s.unit_end(at) {
        at = end;
    }
    if s.mark(at) == Some('%') {
        at += 1;
    }
    if let Some(found) = plus_minus(s, i, at) {
        return Some(found);
    }
    let named = matches!(s.cue(at), Cue::Sd | Cue::Se | Cue::Iqr)
        || s.cue(at) == Cue::Range && matches!(s.items.get(at + 1)?.shape, Shape::Range(_));
    if named {
        return bracketed(s, i, at.checked_sub(1)?, known);
    }
    if !s.opens(at) && !matches!(s.mark(at), Some(',' | ';')) {
        return None;
    }
    bracketed(s, i, at, known)
}

/// `± 9`, `SD ± 9`
fn plus_minus(s: &Sentence<'_>, i: usize, at: usize) -> Option<Spread> {
    let (named, at) = match s.cue(at) {
        Cue::Sd => (Some(DispersionKind::Sd), at + 1),
        Cue::Se => (Some(DispersionKind::Se), at + 1),
        _ => (None, at),
    };
    if !matches!(s.items.get(at)?.shape, Shape::PlusMinus) {
        return plus(s, i, at);
    }
    // "109 ± SD 49 min"
    let (named, at) = match of_mean(s.cue(at + 1)) {
        Some(kind) if named.is_none() => (Some(kind), at + 1),
        _ => (named, at),
    };
    let value = s.number(at + 1)?;
    let said = || header(s, i).filter(|kind| matches!(kind, DispersionKind::Sd | DispersionKind::Se));
    let kind = named
        .or_else(|| labelled_behind(s, at + 2))
        .or_else(said)
        .or_else(|| header_anywhere(s, i))
        .unwrap_or(DispersionKind::Unknown);
    Some((dispersion(kind, Some(value), None, None), at + 1, vec![at + 1]))
}

/// Standard deviation or standard error.
fn of_mean(cue: Cue) -> Option<DispersionKind> {
    match cue {
        Cue::Sd => Some(DispersionKind::Sd),
        Cue::Se => Some(DispersionKind::Se),
        _ => None,
    }
}

/// `(±4.0 SD)`, `± 4.0 kg SD`: the name behind the number of its spread, with no number of its own behind it.
fn labelled_behind(s: &Sentence<'_>, behind: usize) -> Option<DispersionKind> {
    let at = s.unit_end(behind).unwrap_or(behind);
    let own = |k: usize| s.items.get(k).is_some_and(|item| item.numeric() || item.shape == Shape::PlusMinus);
    of_mean(s.cue(at)).filter(|_| !own(at + 1) && !own(at + 2))
}

/// How far a header reaches that says what all ± of its sentence are.
const SENTENCE: usize = 160;

/// `91 ± 4 g (mean ± SEM)`, and `Mean ± SD …` far before: the header that says what every ± around it is.
fn header_anywhere(s: &Sentence<'_>, i: usize) -> Option<DispersionKind> {
    if !s.has(Classes::SPREAD) {
        return None;
    }
    let heads = |k: &usize| {
        k.checked_sub(1).is_some_and(|sign| s.items[sign].shape == Shape::PlusMinus)
            && of_mean(s.cue(*k)).is_some()
    };
    let before = (i.saturating_sub(SENTENCE)..i).rev().find(heads);
    let behind = || (i + 1..s.items.len().min(i + SENTENCE)).find(heads);
    before.or_else(behind).and_then(|k| of_mean(s.cue(k)))
}

/// `15.3 +10.2 to 11.9 +15.5`: a plus sign where ± was meant, at a value and again at the next.
fn plus(s: &Sentence<'_>, i: usize, at: usize) -> Option<Spread> {
    let places = |k: usize| s.number(k).map(|n| n.decimal.places()).filter(|places| *places > 0);
    // The sign may be the number's own.
    let second = |k: usize| {
        let own = s.words(k + 1).len() > 1 && s.words(k + 1).starts_with('+');
        own.then_some(k + 1).or_else(|| (s.mark(k + 1) == Some('+')).then_some(k + 2))
    };
    let pair = |k: usize| {
        let own = places(k)?;
        second(k).filter(|second| places(*second) == Some(own))
    };
    let near = i.saturating_sub(24)..s.items.len().min(i + 24);
    let found = pair(i).filter(|_| at == i + 1 && near.into_iter().filter_map(pair).count() > 1)?;
    Some((dispersion(DispersionKind::Unknown, s.number(found), None, None), found, vec![found]))
}

/// What the bracket, or comma, at `at` holds of the spread of the value at `i`.
pub(super) fn bracketed(
    s: &Sentence<'_>,
    i: usize,
    open: usize,
    known: Option<DispersionKind>,
) -> Option<Spread> {
    if let Some(found) = quartiles(s, open) {
        return Some(found);
    }
    let bracket = s.opens(open);
    let mut kind = None;
    let mut at = open + 1;
    for _ in 0..6 {
        match s.cue(at) {
            Cue::Sd => kind = Some(DispersionKind::Sd),
            Cue::Se => kind = Some(DispersionKind::Se),
            Cue::Iqr => kind = Some(DispersionKind::Iqr),
            Cue::Range if kind.is_none() => kind = Some(DispersionKind::Range),
            Cue::Range | Cue::Of => {}
            _ if kind.is_some()
                && (matches!(s.mark(at), Some(',' | '=' | ':' | '[' | '(' | '{' | '}'))
                    || s.closes(at)
                        && (bracket && s.items[at].depth > s.items[open].depth
                            || named_short(s, open, at))) => {}
            _ if matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::PlusMinus)) => {
                kind = kind.or(Some(DispersionKind::Unknown));
            }
            // "(1 SD range, 14.6–59.0)"
            _ if s.cue(at + 1) == Cue::Sd && s.count(at).is_some() => {}
            _ => break,
        }
        at += 1;
    }
    // "£391 (£44)": of the same currency, and alone in the bracket.
    let signs = money(s, at);
    let same = signs == 1 && bracket && s.closes(at + 2) && i > 0 && s.words(at) == s.words(i - 1);
    if kind.is_none()
        && same
        && s.plain(at + 1).is_some_and(|n| n.to_f64() < s.number(i).map_or(0.0, |n| n.to_f64()))
    {
        kind = known.or_else(|| header(s, i)).or(Some(DispersionKind::Unknown));
        kind = kind.filter(|kind| !matches!(kind, DispersionKind::Iqr | DispersionKind::Range));
    }
    at += signs;
    let (mut dispersion, last, used) = limits(s, i, at, bracket, kind, known)?;
    // "(±4.0 SD)"
    if dispersion.kind == DispersionKind::Unknown {
        dispersion.kind = labelled_behind(s, last + 1).unwrap_or(dispersion.kind);
    }
    let opened = (i + 1..last).any(|k| s.opens(k));
    let unit = s.unit_end(last + 1).filter(|end| s.closes(*end)).unwrap_or(last + 1);
    Some((dispersion, if opened && s.closes(unit) { unit } else { last }, used))
}

/// `; standard deviation [SD], 13.1 yr`: the bracket behind a comma that holds nothing but the short name.
fn named_short(s: &Sentence<'_>, comma: usize, close: usize) -> bool {
    !s.opens(comma) && close > comma + 2 && s.opens(close - 2)
}

/// Signs and names of money before an amount: `$`, `US$`, `HK dollars`.
fn money(s: &Sentence<'_>, at: usize) -> usize {
    let sign = |k: usize| matches!(s.mark(k), Some('$' | '£' | '€')) || s.cue(k) == Cue::Currency;
    let country = usize::from(s.is_word(at, &["US", "AU", "A", "CA", "C", "NZ", "HK"]) && sign(at + 1));
    country + usize::from(sign(at + country))
}

/// The numbers of a spread of this kind, from `at` on.
fn limits(
    s: &Sentence<'_>,
    i: usize,
    at: usize,
    bracket: bool,
    kind: Option<DispersionKind>,
    known: Option<DispersionKind>,
) -> Option<Spread> {
    match &s.items.get(at)?.shape {
        Shape::Range(range) if !s.spent[at] => {
            let kind = kind.or_else(|| {
                header(s, i).filter(|k| matches!(k, DispersionKind::Iqr | DispersionKind::Range))
            })?;
            Some((dispersion(kind, None, range.low, range.high), at, vec![at]))
        }
        Shape::Number(value) | Shape::Percent(value) if !s.spent[at] => {
            // "4.1 kg (4.4%)": the same once more, in per cent.
            if kind.is_none()
                && s.percent(at).is_some()
                && s.percent(i).is_none()
                && s.unit_end(i + 1).is_some()
            {
                return None;
            }
            let unit = s.unit_end(at + 1).unwrap_or(at + 1);
            let single = |k: &DispersionKind| {
                bracket && matches!(k, DispersionKind::Sd | DispersionKind::Se) && s.closes(unit)
            };
            let earlier = known.filter(|_| value.decimal.places() > 0);
            // "1.7 (10.7 to -2.0)": a range that goes down.
            let ends = |k: &DispersionKind| {
                let high = unit + 1;
                bracket
                    && matches!(k, DispersionKind::Iqr | DispersionKind::Range)
                    && s.cue(unit) == Cue::To
                    && s.number(high).is_some()
                    && s.closes(s.unit_end(high + 1).unwrap_or(high + 1))
            };
            let kind = kind
                .or_else(|| header(s, i).or(earlier).filter(single))
                .or_else(|| header(s, i).filter(ends))
                .or_else(|| (bracket && s.closes(at + 1)).then(|| beside_mean(s, i, *value))?)
                .or_else(|| {
                    let told = bracket && (in_percent(s, i, at) || in_one_unit(s, i, at));
                    told.then_some(DispersionKind::Unknown)
                })?;
            match kind {
                DispersionKind::Iqr | DispersionKind::Range => {
                    let sign = money(s, unit + 1);
                    let comma = matches!(s.mark(unit), Some(',' | ';'))
                        || matches!(s.cue(unit), Cue::And | Cue::To)
                        || sign > 0 && s.mark(unit) == Some('-');
                    let other = unit + 1 + sign;
                    match s.number(other).filter(|_| comma) {
                        Some(high) => {
                            Some((dispersion(kind, None, Some(*value), Some(high)), other, vec![at, other]))
                        }
                        None => {
                            s.closes(unit).then(|| (dispersion(kind, Some(*value), None, None), at, vec![at]))
                        }
                    }
                }
                _ => Some((dispersion(kind, Some(*value), None, None), at, vec![at])),
            }
        }
        _ => None,
    }
}

/// `HbA1c of 7.0 (0.7)%`: the sign of both stands behind the bracket.
fn in_percent(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let places = |k: usize| s.plain(k).map(|n| n.decimal.places());
    s.closes(at + 1) && s.mark(at + 2) == Some('%') && places(i) == places(at) && places(i) > Some(0)
}

/// `weight was 84.2 (9.1) kg`, `creatinine was 118 [22] μmol/L`: the unit of both stands behind the bracket.
fn in_one_unit(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let places = |k: usize| s.plain(k).map(|n| n.decimal.places());
    // A dose is one in a laboratory's unit: "164 (21) mg/dL".
    let lab = || s.cue(at + 2) == Cue::Dose && s.unit_end(at + 2).is_some_and(|end| end > at + 3);
    let unit = matches!(s.cue(at + 2), Cue::Unit | Cue::Currency)
        || lab()
        || matches!(s.cue(at + 2), Cue::Time(_)) && places(i) > Some(0);
    // "a median age of 53 (13.5) years", "17 (7.3) mL/min": a whole value, and its spread with a decimal.
    let decimals = || {
        let number = |k: usize| s.plain(k).map_or(0.0, |n| n.to_f64().abs());
        places(i) == Some(0) && places(at) == Some(1) && number(at) < number(i)
    };
    let timed = matches!(s.cue(at + 2), Cue::Time(_)) && places(at) > Some(0);
    s.closes(at + 1)
        && s.unit_end(at + 2).is_some()
        && places(i).is_some()
        && (unit && places(i) == places(at) || (unit || timed) && decimals())
}

/// `a mean increase of 1.1 (2.7)`: what the bracket behind a mean holds where no word says it.
fn beside_mean(s: &Sentence<'_>, i: usize, value: Number) -> Option<DispersionKind> {
    let mean = s.before(i, 24, Classes::STATISTIC, |cue| match cue {
        Cue::Statistic(Statistic::Median | Statistic::Rate) => Some(false),
        Cue::Statistic(_) => Some(true),
        _ => None,
    });
    let places = s.number(i)?.decimal.places();
    let alike = places > 0 && value.decimal.places() == places && !value.decimal.is_negative();
    if alike && paired(s, i, places) || whole_pair(s, i) {
        return Some(DispersionKind::Unknown);
    }
    // "the mean score was 105.2 (27.01) before and 110.12 (21.2) after": of about as many places, twice.
    let loose = || places.abs_diff(value.decimal.places()) < 2 && places > 0 && !value.decimal.is_negative();
    let averaged = mean.is_some_and(|(_, mean)| mean);
    (averaged && (alike || loose() && twice(s, i))).then_some(DispersionKind::Unknown)
}

/// Whether another decimal with a number alone in the bracket behind it is joined to the one at `i`, or the one at `i` to it.
fn twice(s: &Sentence<'_>, i: usize) -> bool {
    let form = |k: usize| {
        let end = s.unit_end(k + 1).unwrap_or(k + 1);
        s.items.get(k).and_then(crate::extract::item::Item::number).is_some_and(|n| n.decimal.places() > 0)
            && s.opens(end)
            && s.items
                .get(end + 1)
                .and_then(crate::extract::item::Item::number)
                .is_some_and(|n| !n.decimal.is_negative())
            && s.closes(end + 2)
    };
    let joined = |k: usize| matches!(s.cue(k), Cue::And | Cue::Versus | Cue::To);
    let behind = (i + 4..s.items.len().min(i + 12)).find(|k| joined(*k) && form(k + 1));
    let before = i > 4 && joined(i - 1) && (i.saturating_sub(12)..i - 3).any(form);
    form(i) && (behind.is_some() || before)
}

/// `-1.1 (3.5) vs -0.2 (2.9)`, `5.5 (1.2) to 12.1 (2.1)`: the same form on the other side of a comparison or change.
fn paired(s: &Sentence<'_>, i: usize, places: u8) -> bool {
    let form = |k: usize| {
        let alike = |k: usize| s.plain(k).is_some_and(|n| n.decimal.places() == places);
        alike(k) && s.opens(k + 1) && alike(k + 2) && s.closes(k + 3)
    };
    let joint = |k: usize| matches!(s.cue(k), Cue::Versus | Cue::To);
    // "6.4 (1.3) with A and 3.1 (1.2) with B"
    let each = |k: usize| {
        s.cue(k + 4) == Cue::Preposition
            && (k + 6..k + 12)
                .find(|other| s.items.get(*other).is_some_and(|item| item.numeric() && !item.named))
                .is_some_and(|other| {
                    form(other)
                        && matches!(s.cue(other - 1), Cue::And | Cue::Versus)
                        && s.words(other + 4) == s.words(k + 4)
                })
    };
    let second =
        || (i.saturating_sub(12)..i.saturating_sub(5)).any(|k| form(k) && each(k) && s.plain(i).is_some());
    joint(i + 4) && form(i + 5)
        || i > 4 && joint(i - 1) && i > 5 && s.closes(i - 2) && s.opens(i - 4)
        || each(i)
        || second()
}

/// Sides of a comparison, at most.
const SIDES: usize = 4;

/// `34 (12) vs 26 (9) minutes`: whole numbers with a number in brackets on all sides of a comparison, and one unit.
fn whole_pair(s: &Sentence<'_>, i: usize) -> bool {
    let form =
        |k: usize| s.count(k).is_some() && s.opens(k + 1) && s.count(k + 2).is_some() && s.closes(k + 3);
    if !form(i) {
        return false;
    }
    let mut last = i;
    for _ in 1..SIDES {
        if s.cue(last + 4) == Cue::Versus && form(last + 5) {
            last += 5;
        }
    }
    let compared = last > i || i > 4 && s.cue(i - 1) == Cue::Versus && s.closes(i - 2);
    compared && matches!(s.cue(last + 4), Cue::Time(_) | Cue::Unit) && s.unit_end(last + 4).is_some()
}

pub(super) fn dispersion(
    kind: DispersionKind,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
) -> Dispersion {
    Dispersion { kind, value, low, high }
}

/// The kind a header before the values gives: "mean (SD) age was 62 (9)", "median [IQR]", "mean (± SD)".
pub(super) fn header(s: &Sentence<'_>, i: usize) -> Option<DispersionKind> {
    let farthest = i.saturating_sub(40);
    let mut end = i;
    loop {
        end = s.last(farthest..end, Classes::SPREAD | Classes::LIMITS)?;
        match s.cue(end) {
            Cue::Sd => return Some(DispersionKind::Sd),
            Cue::Se => return Some(DispersionKind::Se),
            Cue::Iqr => return Some(DispersionKind::Iqr),
            Cue::Range => return Some(DispersionKind::Range),
            // What a nearer interval's label says comes first.
            _ if !matches!(s.items[end].shape, Shape::Range(_)) => return None,
            _ => {}
        }
    }
}
