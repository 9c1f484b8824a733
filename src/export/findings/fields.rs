//! The fields of one finding: those of its kind, `null` where unknown; rarer ones only where the text says them.

use super::Places;
use super::json::{Json, List, Write};
use crate::finding::{Decimal, Dispersion, Finding, Interval, Number, PValue, Reported, TimePoint};

/// One finding as written.
pub(super) struct Fields<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) finding: &'a Finding,
}

impl Write for Fields<'_> {
    fn write(self, out: &mut Json) {
        let Self { places, finding } = self;
        out.object(|out| {
            out.field("kind", finding.result.kind());
            result(out, &finding.result);
            context(out, finding);
            out.field("span", places.at(finding.span));
            if !finding.support.is_empty() {
                out.field("support", List(finding.support.iter().map(|span| places.at(*span))));
            }
            out.field("rule", finding.rule);
        });
    }
}

/// The result's own fields.
fn result(out: &mut Json, result: &Reported) {
    match result {
        Reported::Participants(p) => {
            out.field("n", p.n.decimal);
            out.field("role", p.role.name());
        }
        Reported::Estimate(e) => {
            out.field("measure", e.measure.name());
            out.field("value", number(e.value));
            out.field("interval", e.interval.as_ref());
            out.field("p", e.p.as_ref());
            out.field("adjusted", e.adjusted);
            out.told("variant", e.variant);
            out.told("value_op", e.value_op.map(|op| op.name()));
            out.told("unit", e.unit.as_deref());
            out.told("direction", e.direction.map(|direction| direction.name()));
        }
        Reported::Proportion(p) => {
            out.field("percent", number(p.percent));
            out.field("count", number(p.count));
            out.field("total", number(p.total));
            out.field("interval", p.interval.as_ref());
            out.told("percent_op", p.percent_op.map(|op| op.name()));
        }
        Reported::Quantity(q) => {
            out.field("statistic", q.statistic.name());
            out.field("value", number(q.value));
            out.field("unit", q.unit.as_deref());
            out.field("dispersion", q.dispersion.as_ref());
            out.field("interval", q.interval.as_ref());
            out.told("value_op", q.value_op.map(|op| op.name()));
            out.told("direction", q.direction.map(|direction| direction.name()));
            out.told("cv", number(q.cv));
        }
        Reported::RelativeChange(r) => {
            out.field("percent", r.percent.decimal);
            out.field("direction", r.direction.name());
            out.field("interval", r.interval.as_ref());
            out.field("p", r.p.as_ref());
        }
        Reported::FollowUp(u) => {
            out.field("statistic", u.statistic.name());
            out.field("value", u.value.decimal);
            out.field("unit", u.unit.as_deref());
            out.field("dispersion", u.dispersion.as_ref());
            out.told("value_op", u.value_op.map(|op| op.name()));
        }
        Reported::PValue(p) => out.field("p", p),
    }
}

/// What the result is bound to: the fields the contract gives its kind.
fn context(out: &mut Json, finding: &Finding) {
    let (compared, tied) = match finding.result {
        Reported::Participants(_) | Reported::FollowUp(_) => (false, false),
        Reported::Estimate(_) => (true, true),
        Reported::Proportion(_) | Reported::Quantity(_) => (false, true),
        Reported::RelativeChange(_) | Reported::PValue(_) => (true, false),
    };
    if compared || tied {
        out.field("outcome", finding.outcome.as_ref().map(|outcome| &*outcome.text));
    }
    out.field("arm", finding.arm);
    if compared {
        out.field("comparator", finding.comparator);
    }
    if tied || finding.time_point.is_some() {
        out.field("time_point", finding.time_point.as_ref());
    }
    out.told("subgroup", finding.subgroup.as_ref().map(|subgroup| &*subgroup.text));
}

fn number(number: Option<Number>) -> Option<Decimal> {
    number.map(|n| n.decimal)
}

impl Write for &Interval {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("low", number(self.low));
            out.field("high", number(self.high));
            out.field("level", number(self.level));
            out.field("type", self.kind.name());
        });
    }
}

impl Write for &PValue {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("op", self.op.map(|op| op.name()));
            out.field("value", number(self.value));
            out.field("for", self.purpose.map(|purpose| purpose.name()));
            out.field("sided", self.sided.map(usize::from));
            out.told("text", self.text);
        });
    }
}

/// A range has both its ends, where one is known.
impl Write for &Dispersion {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("type", self.kind.name());
            out.told("value", number(self.value));
            if self.low.is_some() || self.high.is_some() {
                out.field("low", number(self.low));
                out.field("high", number(self.high));
            }
        });
    }
}

impl Write for &TimePoint {
    fn write(self, out: &mut Json) {
        out.object(|out| {
            out.field("value", self.value.decimal);
            out.field("unit", self.unit.name());
        });
    }
}
