//! The findings document `litx.findings/1`: one JSON object an article.
//!
//! Field names are a public contract: fields may be added, none renamed. Unknown is `null`. Numbers keep their printed
//! digits. Offsets count Unicode code points of one section's text.

use serde_json::{Map, Value, json};

use crate::finding::{
    Arm, Dispersion, Extraction, Finding, Interval, Number, PValue, Phrase, Reported, TimePoint, Unread,
};
use crate::record::Abstract;
use crate::text::{CharIndex, Span};

/// The schema's name, in every document.
pub const SCHEMA: &str = "litx.findings/1";

/// The findings document of one article; `id` is the input's own name for it.
pub fn document(id: &str, text: &Abstract, extraction: &Extraction) -> Value {
    let places = Places::new(text);
    json!({
        "schema": SCHEMA,
        "id": id,
        "arms": extraction.arms.iter().enumerate().map(|(i, arm)| arm_json(i, arm)).collect::<Vec<_>>(),
        "findings": extraction.findings.iter().map(|f| finding(&places, f)).collect::<Vec<_>>(),
    })
}

/// The numbers of a text that are in no finding, with their places and why.
pub fn unread(text: &Abstract, extraction: &Extraction) -> Vec<Value> {
    let places = Places::new(text);
    extraction
        .unread
        .iter()
        .map(|Unread { span, why }| json!({"why": why.name(), "span": places.of(*span)}))
        .collect()
}

fn arm_json(i: usize, arm: &Arm) -> Value {
    let mentions: Vec<&str> = arm.mentions.iter().map(|m| m.text.as_str()).collect();
    json!({"id": format!("a{}", i + 1), "name": arm.name, "mentions": mentions})
}

/// Makes places of one article: section (−1 for the title), code points, and the quotation itself.
pub struct Places<'a> {
    text: &'a Abstract,
    index: CharIndex<'a>,
}

impl<'a> Places<'a> {
    /// Walks the text once, so that each place costs little.
    pub fn new(text: &'a Abstract) -> Self {
        Self { text, index: CharIndex::new(text.as_str()) }
    }

    /// One place.
    pub fn of(&self, span: Span) -> Value {
        let (section, within) = self.text.section_of(span);
        let start = span.start.clamp(within.start, within.end);
        let end = span.end.clamp(start, within.end);
        let before = self.index.before(within.start);
        json!({
            "section": section,
            "start": self.index.before(start) - before,
            "end": self.index.before(end) - before,
            "quote": &self.text.as_str()[start..end],
        })
    }
}

/// One finding as JSON: the fields of its kind, `null` where unknown; rarer ones only where the text says them.
/// One finding, as in the document.
pub fn finding(places: &Places<'_>, finding: &Finding) -> Value {
    let mut out = Map::new();
    out.insert("kind".to_owned(), json!(finding.result.kind()));
    result(&mut out, &finding.result);
    context(&mut out, finding);
    out.insert("span".to_owned(), places.of(finding.span));
    if !finding.support.is_empty() {
        out.insert("support".to_owned(), finding.support.iter().map(|span| places.of(*span)).collect());
    }
    out.insert("rule".to_owned(), json!(finding.rule));
    Value::Object(out)
}

/// The result's own fields.
fn result(out: &mut Map<String, Value>, result: &Reported) {
    let mut set = |key: &str, value: Value| out.insert(key.to_owned(), value);
    match result {
        Reported::Participants(p) => {
            set("n", number(Some(p.n)));
            set("role", json!(p.role.name()));
        }
        Reported::Estimate(e) => {
            set("measure", json!(e.measure.name()));
            set("value", number(e.value));
            set("interval", interval(e.interval.as_ref()));
            set("p", p_value(e.p.as_ref()));
            set("adjusted", json!(e.adjusted));
            e.variant.map(|variant| set("variant", json!(variant)));
            e.value_op.map(|op| set("value_op", json!(op.name())));
            e.unit.as_ref().map(|unit| set("unit", json!(unit)));
            e.direction.map(|direction| set("direction", json!(direction.name())));
        }
        Reported::Proportion(p) => {
            set("percent", number(p.percent));
            set("count", number(p.count));
            set("total", number(p.total));
            set("interval", interval(p.interval.as_ref()));
            p.percent_op.map(|op| set("percent_op", json!(op.name())));
        }
        Reported::Quantity(q) => {
            set("statistic", json!(q.statistic.name()));
            set("value", number(q.value));
            set("unit", json!(q.unit));
            set("dispersion", dispersion(q.dispersion.as_ref()));
            set("interval", interval(q.interval.as_ref()));
            q.value_op.map(|op| set("value_op", json!(op.name())));
            q.direction.map(|direction| set("direction", json!(direction.name())));
            q.cv.map(|cv| set("cv", number(Some(cv))));
        }
        Reported::RelativeChange(r) => {
            set("percent", number(Some(r.percent)));
            set("direction", json!(r.direction.name()));
            set("interval", interval(r.interval.as_ref()));
            set("p", p_value(r.p.as_ref()));
        }
        Reported::FollowUp(u) => {
            set("statistic", json!(u.statistic.name()));
            set("value", number(Some(u.value)));
            set("unit", json!(u.unit));
            set("dispersion", dispersion(u.dispersion.as_ref()));
            u.value_op.map(|op| set("value_op", json!(op.name())));
        }
        Reported::PValue(p) => {
            set("p", p_value(Some(p)));
        }
    }
}

/// What the result is bound to: the fields the contract gives its kind.
fn context(out: &mut Map<String, Value>, finding: &Finding) {
    let (compared, tied) = match finding.result {
        Reported::Participants(_) | Reported::FollowUp(_) => (false, false),
        Reported::Estimate(_) => (true, true),
        Reported::Proportion(_) | Reported::Quantity(_) => (false, true),
        Reported::RelativeChange(_) | Reported::PValue(_) => (true, false),
    };
    let mut set = |key: &str, value: Value| out.insert(key.to_owned(), value);
    let measured = !matches!(finding.result, Reported::Participants(_) | Reported::FollowUp(_));
    if measured {
        set("outcome", finding.outcome.as_ref().map_or(Value::Null, |Phrase { text, .. }| json!(text)));
    }
    set("arm", finding.arm.map_or(Value::Null, |arm| json!(arm.to_string())));
    if compared {
        set("comparator", finding.comparator.map_or(Value::Null, |arm| json!(arm.to_string())));
    }
    if tied || finding.time_point.is_some() {
        set("time_point", finding.time_point.as_ref().map_or(Value::Null, time));
    }
    if let Some(subgroup) = &finding.subgroup {
        set("subgroup", json!(subgroup.text));
    }
}

fn number(number: Option<Number>) -> Value {
    match number {
        Some(n) => Value::Number(serde_json::Number::from_string_unchecked(n.decimal.to_string())),
        None => Value::Null,
    }
}

fn interval(interval: Option<&Interval>) -> Value {
    interval.map_or(Value::Null, |i| {
        json!({"low": number(i.low), "high": number(i.high), "level": number(i.level), "type": i.kind.name()})
    })
}

fn p_value(p: Option<&PValue>) -> Value {
    let Some(p) = p else { return Value::Null };
    let mut out = json!({
        "op": p.op.map(|op| op.name()),
        "value": number(p.value),
        "for": p.purpose.map(|purpose| purpose.name()),
        "sided": p.sided,
    });
    if let Some(text) = p.text {
        out["text"] = json!(text);
    }
    out
}

fn dispersion(d: Option<&Dispersion>) -> Value {
    let Some(d) = d else { return Value::Null };
    let mut out = json!({"type": d.kind.name()});
    if d.value.is_some() {
        out["value"] = number(d.value);
    }
    if d.low.is_some() || d.high.is_some() {
        out["low"] = number(d.low);
        out["high"] = number(d.high);
    }
    out
}

fn time(t: &TimePoint) -> Value {
    json!({"value": number(Some(t.value)), "unit": t.unit.name()})
}
