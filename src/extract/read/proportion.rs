//! Shares of people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Comparison, Measure, Number, Proportion, Reported};
use crate::lex::Cue;

use super::tail::{Bare, tail};
use super::{Known, Reading, participants};

/// `15 of 194 (7.7%)`, `15 [8%] of 194`, `15/194 (7.7%)`, `7.7% (15/194)`, `15 patients (7.7%)`, `63.1%`,
/// `7.7 vs 13.3%`, `none of 224`, `three patients died`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known) -> Vec<Reading> {
    if !s.items[i].numeric() && !s.is_word(i, &["none"]) {
        return Vec::new();
    }
    // People on their way through the trial are participants, whatever their share.
    let flows = (i.saturating_sub(4)..=i).any(|at| participants::flow(s, at).is_some_and(|f| f.holds(i)));
    if flows {
        return Vec::new();
    }
    let part = fraction(s, i)
        .or_else(|| counted(s, i))
        .or_else(|| percent_first(s, i))
        .or_else(|| shared_sign(s, i))
        .or_else(|| happened(s, i));
    let Some(mut part) = part else { return Vec::new() };
    let bare = match part.percent {
        Some((value, _)) => Bare::Around(value),
        None => Bare::No,
    };
    let found = tail(s, part.last + 1, bare, known);
    // A P value behind a proportion compares it with another: it is a result of its own.
    let interval = found.interval.filter(|_| found.p.is_none() || found.used.len() > 1);
    if interval.is_some()
        && let Some(at) = found.used.iter().copied().find(|at| !matches!(s.items[*at].shape, Shape::P(_)))
    {
        part.used.push(at);
        part.last = part.last.max(at);
    }
    let percent_op = part.percent.and_then(|(_, at)| s.bound(at));
    let result = Proportion {
        percent: part.percent.map(|(number, _)| number),
        percent_op,
        count: part.count,
        total: part.total,
        interval,
    };
    vec![Reading::new(Reported::Proportion(result), part.first, part.last, part.main, part.used)]
}

struct Part {
    percent: Option<(Number, usize)>,
    count: Option<Number>,
    total: Option<Number>,
    first: usize,
    last: usize,
    main: usize,
    used: Vec<usize>,
}

/// `15/194`, `15/194 (7.7%)`, `15/194 patients [7.7%]`.
fn fraction(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let Shape::Fraction { count, total } = s.items[i].shape else { return None };
    let before = i.checked_sub(1);
    let graded = before.is_some_and(|b| s.cue(b) == Cue::Grade);
    let spread = before.is_some_and(|b| matches!(s.items[b].shape, Shape::PlusMinus));
    let named = matches!(s.cue(i + 1), Cue::Unit | Cue::Dose | Cue::Time(_)) || s.mark(i + 1) == Some('-');
    if s.spent[i] || named || graded || spread {
        return None;
    }
    let mut part = Part {
        percent: None,
        count: Some(count),
        total: Some(total),
        first: i,
        last: i,
        main: i,
        used: vec![i],
    };
    let mut at = i + 1;
    while at < i + 4 && matches!(s.cue(at), Cue::People | Cue::Of) {
        at += 1;
    }
    at = s.skip(at, &[',', '=', ';']);
    // `(183/274) 66.8%`
    let closed = s.closes(i + 1) && s.percent(i + 2).is_some() && i > 0 && s.opens(i - 1);
    if closed && let Some(percent) = s.percent(i + 2) {
        part.percent = Some((percent, i + 2));
        part.take(i + 2);
    } else {
        part.bracketed_percent(s, at);
    }
    Some(part)
}

/// `15 of 194 patients (7.7%)`, `15 patients (7.7%)`, `15 (7.7%) of 194`, `15 [8%] of the 194`, `none of 224`.
fn counted(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let none = s.is_word(i, &["none"]) && s.cue(i + 1) == Cue::Of;
    let count = s.count(i).or_else(|| none.then(|| zero(s, i)))?;
    let mut part =
        Part { percent: None, count: Some(count), total: None, first: i, last: i, main: i, used: vec![i] };
    let mut at = i + 1;
    // Up to five words between the count and what makes it a share: "26 patients in the placebo group (13.3%)".
    if let Some((total, behind)) = of_total(s, at) {
        part.add_total(total, behind - 1);
        at = behind;
    }
    let from = at;
    while at < from + 6 && matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::Word)) {
        if matches!(s.cue(at), Cue::Versus | Cue::Was | Cue::And | Cue::Time(_) | Cue::Dose | Cue::Unit) {
            break;
        }
        at += 1;
    }
    let before = part.last;
    if part.bracketed_percent(s, at) || part.bracketed_percent(s, from) {
        if part.total.is_none()
            && let Some((total, behind)) = of_total(s, part.last + 1).or_else(|| among(s, part.last + 1))
        {
            part.add_total(total, behind - 1);
        }
        return Some(part);
    }
    part.last = before;
    let people = (i + 1..from + 3).any(|at| s.cue(at) == Cue::People);
    (part.total.is_some()
        && (people || none || happened_behind(s, part.last + 1) || s.is_word(i + 1, &["of"])))
    .then_some(part)
}

fn zero(s: &Sentence<'_>, i: usize) -> Number {
    Number { decimal: crate::finding::Decimal::whole(0), span: s.items[i].span }
}

/// `of 194`, `of the 194`, `out of 194`, `among 194`: the total and the place behind it.
fn of_total(s: &Sentence<'_>, i: usize) -> Option<((Number, usize), usize)> {
    let mut at = i;
    // "15 patients of 194"
    while at < i + 2 && s.cue(at) == Cue::People {
        at += 1;
    }
    if s.is_word(at, &["out"]) {
        at += 1;
    }
    if s.cue(at) != Cue::Of {
        return None;
    }
    at += 1;
    while matches!(s.cue(at), Cue::Article) && at < i + 5 {
        at += 1;
    }
    let total = s.count(at)?;
    let unit = matches!(s.cue(at + 1), Cue::Time(_) | Cue::Unit | Cue::Dose) || s.mark(at + 1) == Some('-');
    (!unit).then_some(((total, at), at + 1))
}

/// `in 3295 women` behind a count with its percentage.
fn among(s: &Sentence<'_>, i: usize) -> Option<((Number, usize), usize)> {
    if !s.is_word(i, &["in", "among"]) {
        return None;
    }
    let at = i + 1 + usize::from(s.cue(i + 1) == Cue::Article);
    let total = s.count(at)?;
    (s.cue(at + 1) == Cue::People).then_some(((total, at), at + 1))
}

/// `63.1%`, `7.7% (15/194)`, `7.7% (15 of 194)`, `7.7% (n = 15)`, `63% of the 194 patients`.
fn percent_first(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let percent = s.percent(i)?;
    if no_share(s, i) {
        return None;
    }
    let mut part = Part {
        percent: Some((percent, i)),
        count: None,
        total: None,
        first: i,
        last: i,
        main: i,
        used: vec![i],
    };
    if let Some((total, behind)) = of_total(s, i + 1) {
        part.add_total(total, behind - 1);
    }
    let open = part.last + 1;
    // `9.3%; 22 of 235`, `63% [15/24]`
    let beside = matches!(s.mark(open), Some(';' | ','))
        && (matches!(s.items.get(open + 1).map(|n| &n.shape), Some(Shape::Fraction { .. }))
            || s.count(open + 1).is_some() && of_total(s, open + 2).is_some());
    if s.opens(open) || beside {
        let mut at = open + 1;
        if s.is_word(at, &["n"]) && s.mark(at + 1) == Some('=') {
            at += 2;
        }
        match s.items.get(at).map(|item| &item.shape) {
            Some(Shape::Fraction { count, total }) if !s.spent[at] => {
                (part.count, part.total) = (Some(*count), Some(*total));
                part.take(at);
            }
            _ => {
                if let Some(count) = s.count(at) {
                    let behind = of_total(s, at + 1);
                    let closed =
                        s.closes(at + 1) || s.cue(at + 1) == Cue::People || s.mark(at + 1) == Some(';');
                    if behind.is_some() || closed {
                        part.count = Some(count);
                        part.take(at);
                    }
                    if let Some((total, behind)) = behind {
                        part.add_total(total, behind - 1);
                    }
                }
            }
        }
    }
    Some(part)
}

/// Percentages that are no share of people: levels, margins, power, doses, changes.
fn no_share(s: &Sentence<'_>, i: usize) -> bool {
    let near = |at: usize| matches!(s.cue(at), Cue::Criterion);
    let behind = (i + 1..i + 4).any(|at| near(at) || matches!(s.cue(at), Cue::Interval(_)));
    let before = (i.saturating_sub(5)..i).any(near);
    let points = s.cue(i + 1) == Cue::PercentagePoint;
    let spread = matches!(s.items.get(i.wrapping_sub(1)).map(|p| &p.shape), Some(Shape::PlusMinus))
        || matches!(s.items.get(i + 1).map(|n| &n.shape), Some(Shape::PlusMinus));
    let value = s.percent(i);
    let negative = value.is_some_and(|n| n.decimal.is_negative());
    // "at least 50% pain relief": a threshold.
    let threshold = matches!(s.bound(i), Some(Comparison::AtLeast | Comparison::Greater));
    // "with 0.5% timolol": a strength.
    let strength = value.is_some_and(|n| n.to_f64() < 6.0)
        && s.items.get(i + 1).is_some_and(|n| matches!(n.shape, Shape::Word) && n.cue == Cue::None)
        && i.checked_sub(1).is_some_and(|b| {
            matches!(s.cue(b), Cue::Received | Cue::Article | Cue::Or | Cue::To | Cue::Versus)
                || s.is_word(b, &["with", "receive"])
        });
    behind || before || points || spread || negative || threshold || strength || of_measure(s, i)
}

/// An efficacy, a difference or an accuracy that is printed in per cent: with its interval it is an estimate.
fn of_measure(s: &Sentence<'_>, i: usize) -> bool {
    let joint = s.skip(i + 1, &[',', '(', '[', ';', ':']);
    let bounded = joint > i + 1
        && matches!(
            s.items.get(joint).map(|item| &item.shape),
            Some(Shape::Interval(_) | Shape::Range { .. } | Shape::IntervalLabel { .. })
        );
    let in_percent = |cue| match cue {
        Cue::Measure {
            measure:
                Measure::VaccineEfficacy
                | Measure::RelativeRiskReduction
                | Measure::RiskDifference
                | Measure::Sensitivity
                | Measure::Specificity
                | Measure::MeanDifference,
            ..
        } => Some(()),
        _ => None,
    };
    bounded
        && (s.before(i, 40, in_percent).is_some()
            || s.before(i, 5, |cue| (cue == Cue::Difference).then_some(())).is_some())
}

/// `7.7 vs 13.3%`, `12, 15 and 20%`: a number whose per-cent sign stands on a later one.
fn shared_sign(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let number = s.plain(i)?;
    let mut at = i + 1;
    for _ in 0..4 {
        let joint = matches!(s.cue(at), Cue::Versus | Cue::And | Cue::Or) || s.mark(at) == Some(',');
        if !joint {
            return None;
        }
        at += 1;
        if s.cue(at) == Cue::And {
            at += 1;
        }
        if let Some(Shape::Percent(_)) = s.items.get(at).map(|item| &item.shape) {
            // Counts and percentages do not share a sign: "15 and 20%" with unlike digits is left alone.
            if no_share(s, at) || number.to_f64() > 100.0 || i > 0 && s.cue(i - 1) == Cue::Grade {
                return None;
            }
            return Some(Part {
                percent: Some((number, i)),
                count: None,
                total: None,
                first: i,
                last: i,
                main: i,
                used: vec![i],
            });
        }
        s.plain(at)?;
        at += 1;
    }
    None
}

/// `three patients died`, `26 died`.
fn happened(s: &Sentence<'_>, i: usize) -> Option<Part> {
    let count = s.count(i)?;
    let mut at = i + 1;
    while at < i + 4 && (s.cue(at) == Cue::People || s.is_word(at, &["of", "the", "in", "these"])) {
        at += 1;
    }
    (s.cue(at) == Cue::Happened).then(|| Part {
        percent: None,
        count: Some(count),
        total: None,
        first: i,
        last: at,
        main: i,
        used: vec![i],
    })
}

fn happened_behind(s: &Sentence<'_>, at: usize) -> bool {
    (at..at + 4).any(|k| s.cue(k) == Cue::Happened)
}

impl Part {
    fn take(&mut self, at: usize) {
        self.last = self.last.max(at);
        self.used.push(at);
    }

    fn add_total(&mut self, (total, at): (Number, usize), last: usize) {
        self.total = Some(total);
        self.take(at);
        self.last = self.last.max(last);
    }

    /// `(7.7%)`, `[8%]`, `(7.7%; …`, `(7.7 %, 95% CI …`, `(7.7% of those treated)`.
    fn bracketed_percent(&mut self, s: &Sentence<'_>, at: usize) -> bool {
        let at = at + usize::from(s.opens(at));
        let at = at + usize::from(matches!(s.mark(at), Some('<' | '>' | '≤' | '≥')));
        let Some(percent) = s.percent(at) else { return false };
        if at == 0
            || !(s.opens(at - 1) || matches!(s.mark(at - 1), Some('<' | '>' | '≤' | '≥' | ',' | '=' | ';')))
        {
            return false;
        }
        // "(75% lower)", "(86% with refractory disease)" say something else.
        let next = s.items.get(at + 1);
        let ends = next.is_none_or(|n| {
            !matches!(n.shape, Shape::Word)
                || matches!(n.cue, Cue::Of | Cue::And | Cue::Versus | Cue::Interval(_) | Cue::People)
        });
        if !ends {
            return false;
        }
        self.percent = Some((percent, at));
        self.take(at);
        if s.closes(at + 1) {
            self.last = at + 1;
        }
        true
    }
}
