//! A labelled article beside what was read from it.

use litx::finding::{ArmId, Decimal, Extraction, Finding, Number, Reported};
use litx::record::Abstract;
use serde_json::Value;

use super::names::alike;

/// An article with what was labelled and what was read.
pub(crate) struct Article {
    pub(crate) text: Abstract,
    pub(crate) read: Extraction,
    pub(crate) gold: Value,
}

impl Article {
    pub(crate) fn findings(&self) -> &[Value] {
        self.gold["findings"].as_array().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn arm(&self, id: &Value) -> Option<&Value> {
        let id = id.as_str()?;
        self.gold["arms"].as_array()?.iter().find(|arm| arm["id"] == id)
    }

    pub(crate) fn names(arm: &Value) -> Vec<&str> {
        arm["names"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    pub(crate) fn own_names(&self, arm: Option<ArmId>) -> Vec<&str> {
        let arm = arm.and_then(|arm| self.read.arms.get(usize::from(arm.0)));
        arm.into_iter()
            .flat_map(|arm| {
                std::iter::once(arm.name.as_str()).chain(arm.mentions.iter().map(|m| m.text.as_str()))
            })
            .collect()
    }

    /// Whether an arm that was read is the labelled one: the one whose names are most alike.
    pub(crate) fn is_arm(&self, read: Option<ArmId>, id: &Value) -> bool {
        let own = self.own_names(read);
        let fit = |arm: &Value| {
            Self::names(arm).iter().flat_map(|a| own.iter().map(move |b| alike(a, b))).fold(0.0, f64::max)
        };
        // Where two labelled arms fit alike, the arms were not told apart.
        let all = self.gold["arms"].as_array().map_or(&[][..], Vec::as_slice);
        let own = all.iter().find(|arm| arm["id"] == *id).map_or(0.0, fit);
        own >= 0.5 && all.iter().all(|arm| arm["id"] == *id || fit(arm) < own)
    }

    /// The finding that was read with every number and every link of a labelled one.
    pub(crate) fn reads(&self, gold: &Value) -> Option<&Finding> {
        self.read.findings.iter().find(|finding| {
            numbers(gold) == read_numbers(finding)
                && gold["kind"] == finding.result.kind()
                && (gold["arm"].is_null() || self.is_arm(finding.arm, &gold["arm"]))
                && (gold["comparator"].is_null() || self.is_arm(finding.comparator, &gold["comparator"]))
                && outcomes(gold).is_none_or(|names| {
                    let own = finding.outcome.as_ref().map_or("", |o| o.text.as_str());
                    names.iter().any(|name| alike(name, own) >= 0.5)
                })
                && (gold["time_point"].is_null() || same_time(&gold["time_point"], finding))
                && same_words(gold, finding)
        })
    }
}

pub(crate) fn outcomes(gold: &Value) -> Option<Vec<&str>> {
    let also = gold["outcome_also"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Some(std::iter::once(gold["outcome"].as_str()?).chain(also).collect())
}

pub(crate) fn same_time(gold: &Value, finding: &Finding) -> bool {
    finding.time_point.as_ref().is_some_and(|t| {
        gold["value"].as_f64() == Some(t.value.to_f64())
            && gold["unit"].as_str().is_some_and(|unit| unit.trim_end_matches('s') == t.unit.name())
    })
}

/// Measure, role, statistic, direction: what a claim says beside numbers and links.
pub(crate) fn same_words(gold: &Value, finding: &Finding) -> bool {
    match &finding.result {
        Reported::Estimate(e) => gold["measure"] == e.measure.name(),
        Reported::Participants(p) => gold["role"] == p.role.name(),
        Reported::Quantity(q) => gold["statistic"] == q.statistic.name(),
        Reported::FollowUp(f) => gold["statistic"] == f.statistic.name(),
        Reported::RelativeChange(r) => gold["direction"] == r.direction.name(),
        _ => true,
    }
}

/// The numbers of a labelled finding, in the order of [`read_numbers`].
pub(crate) fn numbers(gold: &Value) -> Vec<Option<f64>> {
    let of = |v: &Value| v.as_f64();
    let interval = [of(&gold["interval"]["low"]), of(&gold["interval"]["high"])];
    let p = of(&gold["p"]["value"]);
    match gold["kind"].as_str().unwrap_or("") {
        "estimate" => vec![of(&gold["value"]), interval[0], interval[1], p],
        "proportion" => {
            vec![of(&gold["count"]), of(&gold["total"]), of(&gold["percent"]), interval[0], interval[1]]
        }
        "participants" => vec![of(&gold["n"])],
        "quantity" => vec![of(&gold["value"]), interval[0], interval[1]],
        "follow_up" => vec![of(&gold["value"])],
        "relative_change" => vec![of(&gold["percent"])],
        _ => vec![p],
    }
}

pub(crate) fn read_numbers(finding: &Finding) -> Vec<Option<f64>> {
    let of = |n: Option<Number>| n.map(Number::to_f64);
    let p = of(finding.p().and_then(|p| p.value));
    let i = finding.interval();
    let (low, high) = (of(i.and_then(|i| i.low)), of(i.and_then(|i| i.high)));
    match &finding.result {
        Reported::Estimate(e) => vec![of(e.value), low, high, p],
        Reported::Proportion(s) => vec![of(s.count), of(s.total), of(s.percent), low, high],
        Reported::Participants(n) => vec![of(Some(n.n))],
        Reported::Quantity(q) => vec![of(q.value), low, high],
        Reported::FollowUp(f) => vec![of(Some(f.value))],
        Reported::RelativeChange(r) => vec![of(Some(r.percent))],
        _ => vec![p],
    }
}

/// A labelled number with the digits that the article prints: labels lose the noughts at the end.
pub(crate) fn printed(value: &Value, finding: &Finding) -> Option<String> {
    let wanted = Decimal::parse(&value.to_string())?;
    let (interval, p) = (finding.interval(), finding.p().and_then(|p| p.value));
    let mut all: Vec<Number> =
        interval.iter().flat_map(|i| [i.low, i.high, i.level]).flatten().chain(p).collect();
    all.extend(match &finding.result {
        Reported::Participants(p) => vec![p.n],
        Reported::Estimate(e) => e.value.into_iter().collect(),
        Reported::Proportion(s) => [s.count, s.total, s.percent].into_iter().flatten().collect(),
        Reported::Quantity(q) => q.value.into_iter().collect(),
        Reported::RelativeChange(r) => vec![r.percent],
        Reported::FollowUp(f) => vec![f.value],
        _ => Vec::new(),
    });
    all.iter().rev().map(|n| n.decimal).find(|n| n.same_value(wanted)).map(|n| n.to_string())
}

/// The name that is most like one of the others.
pub(crate) fn nearest<'n>(names: &[&'n str], others: &[&str]) -> Option<&'n str> {
    let fit = |name: &str| others.iter().map(|other| alike(name, other)).fold(0.0, f64::max);
    names.iter().rev().max_by(|a, b| fit(a).total_cmp(&fit(b))).copied()
}
