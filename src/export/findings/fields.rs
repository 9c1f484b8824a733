//! The fields of one finding: those of its kind, `null` where unknown; rarer ones only where the text says them.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{List, Places};
use crate::finding::{ArmId, Decimal, Dispersion, Finding, Interval, Number, PValue, Reported, TimePoint};

/// One finding as written.
pub(super) struct Fields<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) finding: &'a Finding,
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { places, finding } = self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("kind", finding.result.kind())?;
        result(&mut out, &finding.result)?;
        context(&mut out, finding)?;
        out.serialize_entry("span", &places.at(finding.span))?;
        if !finding.support.is_empty() {
            out.serialize_entry("support", &List(|| finding.support.iter().map(|span| places.at(*span))))?;
        }
        out.serialize_entry("rule", finding.rule)?;
        out.end()
    }
}

/// The result's own fields.
fn result<M: SerializeMap>(out: &mut M, result: &Reported) -> Result<(), M::Error> {
    match result {
        Reported::Participants(p) => {
            out.serialize_entry("n", &p.n.decimal)?;
            out.serialize_entry("role", p.role.name())
        }
        Reported::Estimate(e) => {
            out.serialize_entry("measure", e.measure.name())?;
            out.serialize_entry("value", &number(e.value))?;
            out.serialize_entry("interval", &e.interval.as_ref().map(Limits::of))?;
            out.serialize_entry("p", &e.p.as_ref().map(Chance::of))?;
            out.serialize_entry("adjusted", &e.adjusted)?;
            told(out, "variant", e.variant)?;
            told(out, "value_op", e.value_op.map(|op| op.name()))?;
            told(out, "unit", e.unit.as_deref())?;
            told(out, "direction", e.direction.map(|direction| direction.name()))
        }
        Reported::Proportion(p) => {
            out.serialize_entry("percent", &number(p.percent))?;
            out.serialize_entry("count", &number(p.count))?;
            out.serialize_entry("total", &number(p.total))?;
            out.serialize_entry("interval", &p.interval.as_ref().map(Limits::of))?;
            told(out, "percent_op", p.percent_op.map(|op| op.name()))
        }
        Reported::Quantity(q) => {
            out.serialize_entry("statistic", q.statistic.name())?;
            out.serialize_entry("value", &number(q.value))?;
            out.serialize_entry("unit", &q.unit)?;
            out.serialize_entry("dispersion", &q.dispersion.as_ref().map(Spread::of))?;
            out.serialize_entry("interval", &q.interval.as_ref().map(Limits::of))?;
            told(out, "value_op", q.value_op.map(|op| op.name()))?;
            told(out, "direction", q.direction.map(|direction| direction.name()))?;
            told(out, "cv", number(q.cv))
        }
        Reported::RelativeChange(r) => {
            out.serialize_entry("percent", &r.percent.decimal)?;
            out.serialize_entry("direction", r.direction.name())?;
            out.serialize_entry("interval", &r.interval.as_ref().map(Limits::of))?;
            out.serialize_entry("p", &r.p.as_ref().map(Chance::of))
        }
        Reported::FollowUp(u) => {
            out.serialize_entry("statistic", u.statistic.name())?;
            out.serialize_entry("value", &u.value.decimal)?;
            out.serialize_entry("unit", &u.unit)?;
            out.serialize_entry("dispersion", &u.dispersion.as_ref().map(Spread::of))?;
            told(out, "value_op", u.value_op.map(|op| op.name()))
        }
        Reported::PValue(p) => out.serialize_entry("p", &Chance::of(p)),
    }
}

/// What the result is bound to: the fields the contract gives its kind.
fn context<M: SerializeMap>(out: &mut M, finding: &Finding) -> Result<(), M::Error> {
    let (compared, tied) = match finding.result {
        Reported::Participants(_) | Reported::FollowUp(_) => (false, false),
        Reported::Estimate(_) => (true, true),
        Reported::Proportion(_) | Reported::Quantity(_) => (false, true),
        Reported::RelativeChange(_) | Reported::PValue(_) => (true, false),
    };
    let arm = |arm: Option<ArmId>| arm.map(|arm| arm.to_string());
    if compared || tied {
        out.serialize_entry("outcome", &finding.outcome.as_ref().map(|outcome| &outcome.text))?;
    }
    out.serialize_entry("arm", &arm(finding.arm))?;
    if compared {
        out.serialize_entry("comparator", &arm(finding.comparator))?;
    }
    if tied || finding.time_point.is_some() {
        out.serialize_entry("time_point", &finding.time_point.as_ref().map(When::of))?;
    }
    told(out, "subgroup", finding.subgroup.as_ref().map(|subgroup| &subgroup.text))
}

/// A field that is written only where the text says it.
fn told<M: SerializeMap>(
    out: &mut M,
    name: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| out.serialize_entry(name, &value))
}

fn number(number: Option<Number>) -> Option<Decimal> {
    number.map(|n| n.decimal)
}

/// An interval as written.
#[derive(serde::Serialize)]
struct Limits {
    low: Option<Decimal>,
    high: Option<Decimal>,
    level: Option<Decimal>,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl Limits {
    fn of(interval: &Interval) -> Self {
        let Interval { low, high, level, kind } = *interval;
        Self { low: number(low), high: number(high), level: number(level), kind: kind.name() }
    }
}

/// A P value as written.
#[derive(serde::Serialize)]
struct Chance {
    op: Option<&'static str>,
    value: Option<Decimal>,
    #[serde(rename = "for")]
    purpose: Option<&'static str>,
    sided: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
}

impl Chance {
    fn of(p: &PValue) -> Self {
        Self {
            op: p.op.map(|op| op.name()),
            value: number(p.value),
            purpose: p.purpose.map(|purpose| purpose.name()),
            sided: p.sided,
            text: p.text,
        }
    }
}

/// A spread as written.
#[derive(serde::Serialize)]
struct Spread {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Decimal>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    ends: Option<Ends>,
}

/// The ends of a range: both, where one is known.
#[derive(serde::Serialize)]
struct Ends {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Spread {
    fn of(spread: &Dispersion) -> Self {
        let Dispersion { kind, value, low, high } = *spread;
        let ends = (low.is_some() || high.is_some()).then(|| Ends { low: number(low), high: number(high) });
        Self { kind: kind.name(), value: number(value), ends }
    }
}

/// A time as written.
#[derive(serde::Serialize)]
struct When {
    value: Decimal,
    unit: &'static str,
}

impl When {
    fn of(time: &TimePoint) -> Self {
        Self { value: time.value.decimal, unit: time.unit.name() }
    }
}
