//! Shares of people.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Interval, Number, Proportion, Reported};
use crate::lex::Classes;

mod again;
mod agreeing;
mod by_arm;
mod change;
mod clause;
mod counted;
mod each_did;
mod events;
mod facing;
mod fraction;
mod happened;
mod in_people;
mod no_share;
mod numbered;
mod part;
mod percent;
mod set_against;
mod strength;
mod threshold;
mod total;
mod verb;
mod with_error;

use super::tail::{Bare, tail};
use super::{Known, Reading, participants, relative_change};
use again::again;
pub(in crate::extract::read) use agreeing::join;
use by_arm::by_arm;
use clause::of_clause;
use counted::{counted, names_no_people, none_of};
use each_did::each_did;
use facing::facing;
use fraction::fraction;
use happened::{happened, takes_part};
use numbered::numbered;
use part::Part;
use percent::{percent_first, shared_sign};
pub(in crate::extract::read) use set_against::set_against;
pub(in crate::extract::read) use strength::note_strengths;
pub(in crate::extract::read) use total::of_total;
pub(in crate::extract::read) use verb::chosen_and_did;
pub(in crate::extract::read) use with_error::with_error;

/// `15 of 194 (7.7%)`, `15 [8%] of 194`, `15/194 (7.7%)`, `7.7% (15/194)`, `15 patients (7.7%)`, `63.1%`,
/// `7.7 vs 13.3%`, `none of 224`, `three patients died`.
pub(super) fn read(s: &Sentence<'_>, i: usize, known: &Known, found: &mut Vec<Reading>) {
    // "at least a 50% reduction" is what patients had to reach, no share of them.
    if relative_change::threshold(s, i) || strength::known(s, i, known) {
        return;
    }
    // People on their way through the trial are participants, whatever their share.
    let flows = s.has(Classes::PERCENT)
        && s.has(Classes::STEP)
        && (i.saturating_sub(4)..=i).any(|at| participants::flow(s, at).is_some_and(|f| f.holds(i)));
    if flows {
        return;
    }
    let part = match s.items[i].shape {
        Shape::Fraction(_) => fraction(s, i),
        Shape::Percent(_) => percent_first(s, i, known),
        Shape::Number(number) if s.plain(i).is_some() && !names_no_people(s, i) => counted(s, i)
            .or_else(|| shared_sign(s, i, number))
            .or_else(|| {
                happened(s, i).filter(|_| {
                    !(known.sizes.is_empty() && takes_part(s, i) || participants::of_studies(s, i))
                })
            })
            .or_else(|| by_arm(s, i))
            .or_else(|| again(s, i, found))
            .or_else(|| numbered(s, i, known))
            .or_else(|| facing(s, i))
            .or_else(|| each_did(s, i))
            .or_else(|| of_clause(s, i, known)),
        Shape::Word => none_of(s, i),
        _ => None,
    };
    let Some(mut part) = part else { return };
    if part.total.is_none()
        && let Some((total, at)) = total::opening(s, part.first)
            .or_else(|| total::of_whom(s, part.first, part.last))
            // "15 of whom were asymptomatic": the count's own words end it.
            .or_else(|| total::of_whom(s, part.main, part.main))
        && total::may_be_of(s, &part, total)
    {
        part.total = Some(total);
        // Those it is a part of are a result too: their number stays to be read.
        part.first = at;
    }
    let bare = match part.percent {
        Some((value, _)) => Bare::Around(value),
        None => Bare::No,
    };
    // "23.9% (95% CI 12.6 to 38.8, 11 of 46)": the interval stands before the count.
    let open = part.main + 1;
    let inside =
        part.last > open + 1 && s.opens(open) && matches!(s.items[open + 1].shape, Shape::Interval(_));
    let behind = tail(s, if inside { open } else { part.last + 1 }, bare, known);
    // A P value behind a proportion compares it with another: it is a result of its own.
    let below = |low: Option<Number>| low.is_some_and(|low| low.decimal.is_negative());
    let interval = behind
        .interval
        .filter(|interval| (behind.p.is_none() || behind.used.len() > 1) && !below(interval.low))
        .filter(|interval| behind.p.is_none() || !of_both(s, &part, interval));
    if interval.is_some()
        && let Some(at) = behind.used.iter().copied().find(|at| !matches!(s.items[*at].shape, Shape::P(_)))
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
    part.used.push(part.main);
    found.push(Reading::new(Reported::Proportion(result), part.first, part.last, part.main, part.used));
}

/// `12% with A and 19% with B (P=0.02; 95% CI 2% to 12%)`: an interval that does not hold the share before it, behind another share, is
/// one of how far they are apart.
fn of_both(s: &Sentence<'_>, part: &Part, interval: &Interval) -> bool {
    let Some((value, _)) = part.percent else { return false };
    let beyond = |low: Number, high: Number| value.to_f64() < low.to_f64() || high.to_f64() < value.to_f64();
    // "53% (95% CI 0.48 to 0.57)": the same share as a fraction.
    let fraction = |low: Number, high: Number| low.to_f64() < 1.0 && high.to_f64() <= 1.0;
    let outside =
        interval.low.zip(interval.high).is_some_and(|(low, high)| beyond(low, high) && !fraction(low, high));
    outside
        && (part.first.saturating_sub(BOTH)..part.first).any(|k| {
            matches!(s.items[k].shape, Shape::Percent(_)) && s.items[k].depth == s.items[part.main].depth
        })
}

/// Items from one share to the other, at most.
const BOTH: usize = 12;
