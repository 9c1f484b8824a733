//! The fields of one finding: those of its kind, `null` where unknown; rarer ones only where the text says them.

use super::Places;
use crate::export::json::{List, Name, Object, Written};
use crate::finding::{Decimal, Dispersion, Finding, Interval, Number, PValue, Reported, TimePoint};

/// One finding as written.
pub(super) struct Fields<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) finding: &'a Finding,
}

impl Written for Fields<'_> {
    fn write(self, out: &mut String) {
        let Self { places, finding } = self;
        let mut out = Object::of(out);
        out.field("kind", Name(finding.result.kind()));
        result(&mut out, &finding.result);
        context(&mut out, finding);
        out.field("span", places.at(finding.span));
        if !finding.support.is_empty() {
            out.field("support", List(finding.support.iter().map(|span| places.at(*span))));
        }
        out.field("rule", Name(finding.rule));
        out.end();
    }
}

/// The result's own fields.
fn result(out: &mut Object<'_>, result: &Reported) {
    match result {
        Reported::Participants(p) => {
            out.field("n", p.n.decimal);
            out.field("role", Name(p.role.name()));
        }
        Reported::Estimate(e) => {
            out.field("measure", Name(e.measure.name()));
            out.field("value", number(e.value));
            out.field("interval", e.interval.as_ref());
            out.field("p", e.p.as_ref());
            out.field("adjusted", e.adjusted);
            out.told("variant", e.variant.map(Name));
            out.told("value_op", e.value_op.map(|op| Name(op.name())));
            out.told("unit", e.unit.as_deref());
            out.told("direction", e.direction.map(|direction| Name(direction.name())));
        }
        Reported::Proportion(p) => {
            out.field("percent", number(p.percent));
            out.field("count", number(p.count));
            out.field("total", number(p.total));
            out.field("interval", p.interval.as_ref());
            out.told("percent_op", p.percent_op.map(|op| Name(op.name())));
        }
        Reported::Quantity(q) => {
            out.field("statistic", Name(q.statistic.name()));
            out.field("value", number(q.value));
            out.field("unit", q.unit.as_deref());
            out.field("dispersion", q.dispersion.as_ref());
            out.field("interval", q.interval.as_ref());
            out.told("value_op", q.value_op.map(|op| Name(op.name())));
            out.told("direction", q.direction.map(|direction| Name(direction.name())));
            out.told("cv", number(q.cv));
        }
        Reported::RelativeChange(r) => {
            out.field("percent", r.percent.decimal);
            out.field("direction", Name(r.direction.name()));
            out.field("interval", r.interval.as_ref());
            out.field("p", r.p.as_ref());
        }
        Reported::FollowUp(u) => {
            out.field("statistic", Name(u.statistic.name()));
            out.field("value", u.value.decimal);
            out.field("unit", u.unit.as_deref());
            out.field("dispersion", u.dispersion.as_ref());
            out.told("value_op", u.value_op.map(|op| Name(op.name())));
        }
        Reported::PValue(p) => out.field("p", p),
    }
}

/// What the result is bound to: the fields the contract gives its kind.
fn context(out: &mut Object<'_>, finding: &Finding) {
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

impl Written for &Interval {
    fn write(self, out: &mut String) {
        let mut out = Object::of(out);
        out.field("low", number(self.low));
        out.field("high", number(self.high));
        out.field("level", number(self.level));
        out.field("type", Name(self.kind.name()));
        out.end();
    }
}

impl Written for &PValue {
    fn write(self, out: &mut String) {
        let mut out = Object::of(out);
        out.field("op", self.op.map(|op| Name(op.name())));
        out.field("value", number(self.value));
        out.field("for", self.purpose.map(|purpose| Name(purpose.name())));
        out.field("sided", self.sided);
        out.told("text", self.text.map(Name));
        out.end();
    }
}

/// A single number, or the ends of a range: both, where one is known.
impl Written for &Dispersion {
    fn write(self, out: &mut String) {
        let mut out = Object::of(out);
        out.field("type", Name(self.kind.name()));
        out.told("value", number(self.value));
        if self.low.is_some() || self.high.is_some() {
            out.field("low", number(self.low));
            out.field("high", number(self.high));
        }
        out.end();
    }
}

impl Written for &TimePoint {
    fn write(self, out: &mut String) {
        let mut out = Object::of(out);
        out.field("value", self.value.decimal);
        out.field("unit", Name(self.unit.name()));
        out.end();
    }
}
