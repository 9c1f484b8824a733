//! A percentage and a count that the arithmetic shows to be one share, with words between: `9% of drug-treated women (19 of
//! 208)`, `5 of the 8 women who received it responded (response rate: 62.5%)`, `85% were men (n = 166)`.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Proportion, Reported};
use crate::lex::Cue;

/// Items between the two, at most.
const FAR: usize = 16;

/// Joins the second to the first, where it stands in a bracket and says the same.
pub(in crate::extract::read) fn join(s: &Sentence<'_>, readings: &mut Vec<Reading>) {
    let mut at = 1;
    while at < readings.len() {
        match joined(s, readings, at) {
            Some(whole) => {
                let other = readings.remove(at);
                let one = &mut readings[at - 1];
                one.result = Reported::Proportion(whole);
                // What "nine adults were lost to the clinic (4%)" is of ends with the verb.
                let verb = matches!(&one.result, Reported::Proportion(share) if share.total.is_none())
                    && !matches!(s.items[one.main].shape, Shape::Percent(_));
                if !verb {
                    one.last = one.last.max(other.last);
                }
                one.used.extend(other.used);
            }
            None => at += 1,
        }
    }
}

/// The share that the reading at `at` and the one before it are together.
fn joined(s: &Sentence<'_>, readings: &[Reading], at: usize) -> Option<Proportion> {
    let (one, other) = (&readings[at - 1], &readings[at]);
    let Reported::Proportion(share) = &one.result else { return None };
    if let Reported::Proportion(part) = &other.result
        && let Some(whole) = beside(s, one, other, share, part)
    {
        return Some(whole);
    }
    // "(13 of 22)", "(n = 13/22, P<0.001)"
    let tested = || {
        matches!(s.mark(other.last + 1), Some(',' | ';'))
            && matches!(s.items.get(other.last + 2).map(|item| &item.shape), Some(Shape::P(_)))
    };
    // "5/24 withdrew (21%, 3 because of …)"
    let goes_on = || {
        share.total.is_some()
            && other.first.checked_sub(1).is_some_and(|open| s.opens(open))
            && matches!(s.mark(other.last + 1), Some(',' | ';'))
    };
    let bracketed = s.items[other.main].depth == s.items[one.main].depth + 1
        && (s.closes(other.last + 1) || tested() || goes_on());
    // "24 of 30 answered, for a response rate of 80%"
    let rate = || {
        share.total.is_some()
            && share.percent.is_none()
            && (other.first.saturating_sub(5)..other.first)
                .any(|k| s.is_word(k, &["rate", "proportion", "percentage"]))
    };
    let bracketed = bracketed || rate();
    let near = other.first > one.last && other.first - one.last <= FAR;
    let apart = (one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus || s.closes(k));
    if !bracketed || !near || apart || share.interval.is_some() {
        return None;
    }
    let mut whole = share.clone();
    match &other.result {
        Reported::Proportion(part) => match (share.percent, part.percent) {
            (Some(percent), None) if share.count.is_none() && part.interval.is_none() => {
                let total = part.total?;
                (whole.count, whole.total) = (part.count, Some(total));
                agrees(percent, part.count?, total).then_some(whole)
            }
            // "Nine adults were lost to the clinic (4%)": the bracket that ends what is said of them holds no more than that.
            (None, Some(percent))
                if share.total.is_none()
                    && part.count.is_none()
                    && part.total.is_none()
                    && part.interval.is_none()
                    && alone(s, one, other) =>
            {
                whole.percent = Some(percent);
                Some(whole)
            }
            (None, Some(percent)) if part.count.is_none() && part.total.is_none() => {
                (whole.percent, whole.interval) = (Some(percent), part.interval.clone());
                agrees(percent, share.count?, share.total?).then_some(whole)
            }
            _ => None,
        },
        // "(n = 166)": of a total that the sentence has given.
        Reported::Participants(people) if share.count.is_none() && s.mark(other.main - 1) == Some('=') => {
            let percent = share.percent?;
            let totals = readings[..at - 1].iter().filter_map(|reading| match &reading.result {
                Reported::Participants(all) => Some(all.n),
                Reported::Proportion(before) => before.total,
                _ => None,
            });
            let mut totals = totals.chain(share.total);
            whole.count = Some(people.n);
            totals.any(|total| agrees(percent, people.n, total)).then_some(whole)
        }
        _ => None,
    }
}

/// Items between a share and what it comes to, at most.
const BESIDE: usize = 6;

/// `61% (95% CI 44 to 76) (25 of 41)`, `65.8%, n=102/155`, `28 of 35 patients, 80%`, `110/202 biopsies (54.4%)`, `(12/12) (100%)`: a
/// percentage and a count of a total, one right behind the other, that the arithmetic shows to be one share.
fn beside(
    s: &Sentence<'_>,
    one: &Reading,
    other: &Reading,
    share: &Proportion,
    part: &Proportion,
) -> Option<Proportion> {
    let (from, to) = (one.last + 1, other.first);
    if to < from || to - from > BESIDE || share.interval.is_some() && part.interval.is_some() {
        return None;
    }
    let percent = share.percent.xor(part.percent)?;
    let counted = if share.percent.is_some() { part } else { share };
    let bare = if share.percent.is_some() { share } else { part };
    let (count, total) = (counted.count?, counted.total?);
    let between = |k: usize| match s.items[k].shape {
        Shape::Mark(c) => matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '=' | ':'),
        Shape::Word => !matches!(
            s.cue(k),
            Cue::And | Cue::Or | Cue::Versus | Cue::Preposition | Cue::Was | Cue::Happened
        ),
        Shape::Interval(_) | Shape::IntervalLabel(_) => true,
        _ => false,
    };
    let marks = (from..to).filter(|k| s.mark(*k).is_some_and(|c| matches!(c, ',' | ';'))).count();
    let joint = (from..to).any(|k| s.mark(k).is_some());
    if bare.count.is_some()
        || !joint
        || marks > 1
        || !(from..to).all(between)
        || !agrees(percent, count, total)
    {
        return None;
    }
    let mut whole = share.clone();
    (whole.percent, whole.count, whole.total) = (Some(percent), Some(count), Some(total));
    whole.percent_op = share.percent_op.or(part.percent_op);
    whole.interval = share.interval.clone().or_else(|| part.interval.clone());
    Some(whole)
}

/// Whether the percentage is all that its bracket holds, with no number between it and the count of whom it is told.
fn alone(s: &Sentence<'_>, one: &Reading, other: &Reading) -> bool {
    let main = other.main;
    let open = main.checked_sub(1).is_some_and(|at| s.opens(at));
    open && s.closes(main + 1)
        && (one.main + 1..main).all(|at| {
            !s.items[at].numeric()
                && s.items[at].depth <= s.items[main].depth
                && !matches!(s.mark(at), Some(',' | ';'))
                && !matches!(s.cue(at), Cue::And | Cue::Or)
        })
}

/// Whether a count of a total is this percentage, as far as it is printed.
pub(super) fn agrees(percent: Number, count: Number, total: Number) -> bool {
    let total = total.to_f64();
    total > 0.0
        && (100.0 * count.to_f64() / total - percent.to_f64()).abs() <= 1.01 * percent.decimal.half_unit()
}
