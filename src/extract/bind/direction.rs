//! Which of two arms an estimate is of, by the numbers: in `15.2% and 12.9% (difference, 2.3)` the difference is the first
//! less the second; in `8% and 12% (relative risk, 0.67)` the ratio is of the first.

use std::cmp::Ordering;

use crate::extract::read::Reading;
use crate::finding::{ArmId, Decimal, Estimate, Measure, Reported, Scale};

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
    let near = |arm: ArmId| {
        let last = (0..scene.readings.len()).rev().find(|i| {
            scene.bound[*i] == Some(arm)
                && scene.readings[*i].first < reading.first
                && reading.first - scene.readings[*i].first <= FAR
        })?;
        Some((&scene.readings[last], value(&scene.readings[last])?))
    };
    let ((read, one), (other_read, other)) = (near(a)?, near(b)?);
    if read.result.kind() != other_read.result.kind() {
        return None;
    }
    let side = side(estimate)?;
    let order = one.to_f64().partial_cmp(&other.to_f64())?;
    (order != Ordering::Equal).then_some(if order == side { (a, b) } else { (b, a) })
}

/// Whether the arm of an estimate has the larger of two values or the smaller.
fn side(estimate: &Estimate) -> Option<Ordering> {
    let value = estimate.value?.decimal.to_f64();
    let order = match (estimate.measure, estimate.measure.scale()) {
        // What a hazard ratio goes with depends on what people had.
        (Measure::RegressionCoefficient | Measure::HazardRatio, _) => return None,
        (_, Scale::Log) => value.partial_cmp(&1.0)?,
        (_, Scale::Linear) => value.partial_cmp(&0.0)?,
        _ => return None,
    };
    (order != Ordering::Equal).then_some(order)
}

fn value(reading: &Reading) -> Option<Decimal> {
    match &reading.result {
        Reported::Proportion(share) => share.percent.map(|n| n.decimal),
        Reported::Quantity(quantity) => quantity.value.map(|n| n.decimal),
        _ => None,
    }
}
