//! Which of two arms an estimate is of, by the numbers: in `15.2% and 12.9% (difference, 2.3)` the difference is the first
//! less the second; in `8% and 12% (relative risk, 0.67)` the ratio is of the first; in `18.2 and 12.5 months (hazard ratio,
//! 0.67)` it is of the first, whose people went longer without.

use std::cmp::Ordering;

use crate::extract::read::Reading;
use crate::finding::{ArmId, Estimate, Measure, Reported, Scale};
use crate::lex::{Classes, Cue, Sort};

use super::frames::Scene;

/// How far before its estimate a value may stand.
const FAR: usize = 60;

/// The arm whose value, set against the other's, gives the estimate; none where the numbers do not tell.
pub(super) fn direction(
    scene: &Scene<'_, '_>,
    reading: &Reading,
    (a, b): (ArmId, ArmId),
) -> Option<(ArmId, ArmId)> {
    let Reported::Estimate(estimate) = &reading.result else { return None };
    // "2 patients (4%) after 390 days": an odds ratio is of the shares.
    let of_shares = matches!(estimate.measure, Measure::OddsRatio | Measure::RiskRatio);
    let fits = |r: &Reading| !of_shares || !matches!(r.result, Reported::Quantity(_)) || !timed(scene, r);
    let near = |arm: ArmId| {
        let last = (0..scene.readings.len()).rev().find(|i| {
            scene.bound[*i] == Some(arm)
                && fits(&scene.readings[*i])
                && scene.readings[*i].first < reading.first
                && reading.first - scene.readings[*i].first <= FAR
        })?;
        Some(&scene.readings[last])
    };
    let (read, other_read) = (near(a)?, near(b)?);
    // "23 v 16 (hazard ratio, 0.61) and not reached v 52 (0.65": what an estimate parts is no pair.
    let (from, to) = (read.last.min(other_read.last), read.first.max(other_read.first));
    let parted = |r: &Reading| r.first > from && r.last < to && matches!(r.result, Reported::Estimate(_));
    if scene.s.has(Classes::NOT_REACHED) && scene.readings.iter().any(parted) {
        return None;
    }
    if let Some(counted) = of_counts(estimate, (read, other_read), (a, b)) {
        return Some(counted);
    }
    let (one, other) = (value(read)?, value(other_read)?);
    let shares = matches!(read.result, Reported::Proportion(_));
    if read.result.kind() != other_read.result.kind() || shares && estimate.measure == Measure::MeanDifference
    {
        return None;
    }
    let side = if estimate.measure == Measure::HazardRatio {
        let first = if read.first < other_read.first { read } else { other_read };
        hazard(scene, estimate, first)
            .or_else(|| as_risks(estimate, read, (one, other)))
            .filter(|_| (one - other).abs() >= APART * one.abs().max(other.abs()))?
    } else {
        side(estimate)?
    };
    let order = one.partial_cmp(&other)?;
    (order != Ordering::Equal).then_some(if order == side { (a, b) } else { (b, a) })
}

/// What part of the larger value two values that tell the direction of a hazard ratio lie apart, at least; and how far the
/// ratio is from one. Curves that cross may give less.
const APART: f64 = 0.1;

/// Items before a share in which it says whether people are free of an event or had it, at most.
const SAID: usize = 24;

/// Whether the arm of a hazard ratio has the larger or the smaller of two values, the first of which is given: the longer
/// times and the larger share of those still free where the ratio is below one.
fn hazard(scene: &Scene<'_, '_>, estimate: &Estimate, first: &Reading) -> Option<Ordering> {
    let s = scene.s;
    let value = estimate.value?.decimal.to_f64();
    let order = value.partial_cmp(&1.0).filter(|_| (value - 1.0).abs() >= APART)?;
    match &first.result {
        Reported::Quantity(_) => timed(scene, first).then_some(order.reverse()),
        Reported::Proportion(_) => {
            let depth = s.items.get(first.main)?.depth;
            let before = (first.first.saturating_sub(SAID)..first.main).rev();
            before.filter(|i| s.items[*i].depth <= depth).find_map(|i| {
                let spared = || (i.saturating_sub(3)..i).any(|k| s.is_word(k, &["without", "no"]));
                let struck = s.is_of(i, Sort::Struck);
                let free = s.is_of(i, Sort::Free) || struck && spared();
                (free || struck).then_some(if free { order.reverse() } else { order })
            })
        }
        _ => None,
    }
}

/// The larger of two shares whose ratio a hazard ratio may differ from and still be theirs, at most.
const RARE: f64 = 40.0;

/// `in 15 of 152 and 2 of 160 people (hazard ratio, 0.12)`: rare events have the ratio of their shares.
fn as_risks(estimate: &Estimate, read: &Reading, (one, other): (f64, f64)) -> Option<Ordering> {
    let ratio = estimate.value?.decimal.to_f64();
    let share = matches!(read.result, Reported::Proportion(_)) && one > 0.0 && other > 0.0;
    if !share || ratio <= 0.0 || one.max(other) > RARE {
        return None;
    }
    let (of_shares, hazard) = ((one / other).ln().abs(), ratio.ln().abs());
    let alike = (of_shares - hazard).abs() <= 0.35 * hazard.max(of_shares);
    alike.then(|| ratio.total_cmp(&1.0)).filter(|order| *order != Ordering::Equal)
}

/// Whether a value is a time: "390 days".
fn timed(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    (reading.first..reading.last + 2).any(|i| matches!(scene.s.cue(i), Cue::Time(_)))
}

/// Whether the arm of an estimate has the larger of two values or the smaller.
fn side(estimate: &Estimate) -> Option<Ordering> {
    let value = estimate.value?.decimal.to_f64();
    let order = match (estimate.measure, estimate.measure.scale()) {
        // An effect size without a sign is in favour of what was tested, whichever value is the larger.
        (Measure::RegressionCoefficient | Measure::StandardizedMeanDifference, _) => return None,
        (_, Scale::Log) => value.partial_cmp(&1.0)?,
        (_, Scale::Linear) => value.partial_cmp(&0.0)?,
        _ => return None,
    };
    (order != Ordering::Equal).then_some(order)
}

/// What a hazard ratio and the ratio of two counts differ by, at most, where they are of arms of one size.
const COUNTED: f64 = 0.12;

/// `973 people with A and 914 with B (hazard ratio, 0.94)`: which of two has the number that a ratio is of.
fn of_counts(
    estimate: &Estimate,
    (read, other): (&Reading, &Reading),
    (a, b): (ArmId, ArmId),
) -> Option<(ArmId, ArmId)> {
    let count = |r: &Reading| match &r.result {
        Reported::Proportion(share) if share.percent.is_none() && share.total.is_none() => {
            share.count.map(|n| n.decimal.to_f64()).filter(|n| *n >= 10.0)
        }
        _ => None,
    };
    let ratio = estimate.value?.decimal.to_f64();
    if estimate.measure.scale() != Scale::Log || ratio <= 0.0 {
        return None;
    }
    let told = (count(read)? / count(other)?).ln();
    let (same, turned) = ((told - ratio.ln()).abs(), (told + ratio.ln()).abs());
    match (same <= COUNTED && same < turned, turned <= COUNTED && turned < same) {
        (true, _) => Some((a, b)),
        (_, true) => Some((b, a)),
        _ => None,
    }
}

/// The value of one arm; of counts that of the share: "15 of 150".
fn value(reading: &Reading) -> Option<f64> {
    match &reading.result {
        Reported::Proportion(share) => match (share.percent, share.count, share.total) {
            (Some(percent), ..) => Some(percent.decimal.to_f64()),
            (None, Some(count), Some(total)) => {
                let (count, total) = (count.decimal.to_f64(), total.decimal.to_f64());
                (total > 0.0).then(|| 100.0 * count / total)
            }
            _ => None,
        },
        Reported::Quantity(quantity) => quantity.value.map(|n| n.decimal.to_f64()),
        _ => None,
    }
}
