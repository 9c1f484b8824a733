//! A result as a row: what a condition can ask of it.

use super::Name;
use crate::finding::{Finding, Number, Reported, TimeUnit};
use crate::record::Abstract;
use crate::text::CharIndex;

/// One row of `finding`.
#[derive(Debug)]
pub(in crate::store) struct FindingRow {
    pub(in crate::store) kind: Name,
    pub(in crate::store) measure: Option<Name>,
    pub(in crate::store) statistic: Option<Name>,
    pub(in crate::store) value: Option<f64>,
    pub(in crate::store) low: Option<f64>,
    pub(in crate::store) high: Option<f64>,
    pub(in crate::store) level: Option<f64>,
    pub(in crate::store) p_op: Option<Name>,
    pub(in crate::store) p: Option<f64>,
    pub(in crate::store) count: Option<i64>,
    pub(in crate::store) total: Option<i64>,
    pub(in crate::store) unit: Option<String>,
    pub(in crate::store) outcome: Option<String>,
    pub(in crate::store) arm: Option<u32>,
    pub(in crate::store) comparator: Option<u32>,
    pub(in crate::store) time_value: Option<f64>,
    pub(in crate::store) time_unit: Option<Name>,
    pub(in crate::store) result: String,
    pub(in crate::store) start: i64,
    pub(in crate::store) stop: i64,
    pub(in crate::store) quote: Option<String>,
}

impl FindingRow {
    /// The rows of an article's results, in text order; with their quotations where its abstract is not kept.
    pub(super) fn all(text: &Abstract, findings: &[Finding], with_text: bool) -> Vec<Self> {
        if findings.is_empty() {
            return Vec::new();
        }
        let index = CharIndex::new(text.as_str());
        findings.iter().map(|finding| Self::of(text, &index, finding, with_text)).collect()
    }

    fn of(text: &Abstract, index: &CharIndex<'_>, finding: &Finding, with_text: bool) -> Self {
        let float = |number: Option<Number>| number.map(Number::to_f64);
        let whole = |number: Option<Number>| number.map(|n| n.to_f64() as i64);
        let (mut measure, mut statistic, mut unit) = (None, None, None);
        let (mut count, mut total) = (None, None);
        let value = match &finding.result {
            Reported::Participants(p) => {
                statistic = Some(p.role.name());
                Some(p.n)
            }
            Reported::Estimate(e) => {
                measure = Some(e.measure.name());
                unit.clone_from(&e.unit);
                e.value
            }
            Reported::Proportion(p) => {
                (count, total) = (whole(p.count), whole(p.total));
                p.percent
            }
            Reported::Quantity(q) => {
                statistic = Some(q.statistic.name());
                unit.clone_from(&q.unit);
                q.value
            }
            Reported::RelativeChange(r) => {
                statistic = Some(r.direction.name());
                Some(r.percent)
            }
            Reported::FollowUp(u) => {
                statistic = Some(u.statistic.name());
                unit.clone_from(&u.unit);
                Some(u.value)
            }
            Reported::PValue(_) => None,
        };
        let (interval, p) = (finding.interval(), finding.p());
        let time = finding.time_point.as_ref();
        Self {
            kind: finding.result.kind().into(),
            measure: measure.map(Name::from),
            statistic: statistic.map(Name::from),
            value: float(value),
            low: float(interval.and_then(|i| i.low)),
            high: float(interval.and_then(|i| i.high)),
            level: float(interval.and_then(|i| i.level)),
            p_op: p.and_then(|p| p.op).map(|op| op.name().into()),
            p: float(p.and_then(|p| p.value)),
            count,
            total,
            unit,
            outcome: finding.outcome.as_ref().map(|outcome| outcome.text.clone()),
            arm: finding.arm.map(|arm| u32::from(arm.0) + 1),
            comparator: finding.comparator.map(|arm| u32::from(arm.0) + 1),
            time_value: time.map(|time| time.value.to_f64()),
            time_unit: time.map(|time| TimeUnit::name(time.unit).into()),
            result: finding.result.to_string(),
            start: index.before(finding.span.start) as i64,
            stop: index.before(finding.span.end) as i64,
            quote: (!with_text).then(|| finding.span.of(text.as_str()).to_owned()),
        }
    }
}
