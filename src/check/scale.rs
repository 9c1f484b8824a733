//! The scale on which a measure's sampling error is near normal.

use crate::finding::{Decimal, Estimate, Measure, Scale};

use super::rounding::Bounds;

/// A measure's scale with how its values are printed.
#[derive(Clone, Copy)]
pub(super) struct Transform {
    scale: Scale,
    /// Printed in per cent (efficacies, reductions).
    percent: bool,
}

impl Transform {
    /// The transform of an estimate; nothing where none is safe to assume.
    pub(super) fn of(estimate: &Estimate) -> Option<Self> {
        let scale = estimate.measure.scale();
        let percent = estimate.unit.as_deref() == Some("%")
            || [estimate.value, estimate.interval.as_ref().and_then(|i| i.high)]
                .into_iter()
                .flatten()
                .any(|n| n.to_f64().abs() > 1.0);
        (scale != Scale::None).then_some(Self { scale, percent })
    }

    pub(super) fn apply(self, x: f64) -> f64 {
        match self.scale {
            Scale::Log => x.ln(),
            // An efficacy grows as the ratio behind it falls.
            Scale::LogOfRemainder => -(1.0 - if self.percent { x / 100.0 } else { x }).ln(),
            Scale::Fisher => x.atanh(),
            Scale::Linear | Scale::None => x,
        }
    }

    /// Back from this scale to what is printed.
    pub(super) fn undo(self, t: f64) -> f64 {
        match self.scale {
            Scale::Log => t.exp(),
            Scale::LogOfRemainder => (1.0 - (-t).exp()) * if self.percent { 100.0 } else { 1.0 },
            Scale::Fisher => t.tanh(),
            Scale::Linear | Scale::None => t,
        }
    }

    /// The range of a printed number on this scale; nothing where it leaves the scale.
    pub(super) fn range(self, decimal: Decimal) -> Option<Bounds> {
        let printed = Bounds::of(decimal);
        let ends = (self.apply(printed.low), self.apply(printed.high));
        (ends.0.is_finite() && ends.1.is_finite()).then(|| Bounds::new(ends.0, ends.1))
    }

    /// The scale a number of this one may be of where the measure was misnamed, and what it would be.
    pub(super) fn other(self) -> Option<(Self, &'static str)> {
        match self.scale {
            Scale::Log => Some((Self { scale: Scale::Linear, ..self }, "a difference, not a ratio")),
            Scale::Linear | Scale::Fisher => {
                Some((Self { scale: Scale::Log, ..self }, "a ratio, not a difference"))
            }
            Scale::LogOfRemainder | Scale::None => None,
        }
    }

    /// The value that means no difference, as printed.
    pub(super) fn null(self) -> f64 {
        if self.scale == Scale::Log { 1.0 } else { 0.0 }
    }
}

/// Measures whose common intervals (Newcombe, Miettinen–Nurminen, Hodges–Lehmann) are not centred on their values.
pub(super) fn often_uneven(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::RiskDifference
            | Measure::RateDifference
            | Measure::MedianDifference
            | Measure::RmstDifference
    )
}
