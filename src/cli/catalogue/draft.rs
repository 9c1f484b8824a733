//! A claim made of a finding, in YAML: its numbers with the digits that are printed, and as much of its context as
//! `litx verify` finds again.

use crate::catalogue::{Catalogue, Language};
use crate::finding::{
    ArmId, Comparison, Decimal, Direction, Dispersion, DispersionKind, Extraction, Finding,
    FollowUpStatistic, Interval, Number, PValue, Reported, Statistic,
};
use crate::verify::{Read, Standing, verify};

/// How a catalogue begins.
pub(super) const HEAD: &str = "schema: litx.catalogue/1\nclaims:\n";

/// The lines of a claim behind its id and source.
struct Lines {
    /// Its numbers.
    numbers: Vec<String>,
    /// What narrows it: none of it must be there.
    context: Vec<String>,
}

/// A claim of a finding that its source supports, as lines; nothing where a claim cannot say what the finding does.
pub(super) fn claim(id: &str, source: &str, finding: &Finding, read: &Read<'_>) -> Option<Vec<String>> {
    let lines = Lines { numbers: numbers(&finding.result)?, context: context(finding, read.extraction) };
    let count = lines.context.len();
    let mut choices: Vec<u32> = (0..1u32 << count).collect();
    // As much context as can be; what is written first goes last.
    choices
        .sort_by_key(|chosen| (count as u32 - chosen.count_ones(), std::cmp::Reverse(chosen.reverse_bits())));
    choices.into_iter().find_map(|chosen| {
        let context =
            lines.context.iter().enumerate().filter(|(i, _)| chosen & 1 << i != 0).map(|(_, line)| line);
        let named = [format!("id: {}", scalar(id)), format!("source: {}", scalar(source))];
        let whole = named.iter().chain(&lines.numbers).chain(context);
        let whole: Vec<String> = whole.flat_map(|line| line.lines()).map(str::to_owned).collect();
        supported(&whole, read).then_some(whole)
    })
}

/// A claim as a catalogue holds it, behind so many spaces.
pub(super) fn item(lines: &[String], indent: usize) -> String {
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        out += &format!("{}{}{line}\n", " ".repeat(indent), if n == 0 { "- " } else { "  " });
    }
    out
}

/// Whether the claim, read as any other, is supported.
fn supported(lines: &[String], read: &Read<'_>) -> bool {
    let text = HEAD.to_owned() + &item(lines, 2);
    Catalogue::read("draft.yaml", text, Language::Yaml).is_ok_and(|catalogue| {
        catalogue.claims.iter().all(|claim| verify(claim, read).standing == Standing::Supported)
    })
}

/// The numbers of a result; nothing where it has none, or one that is a bound, which claims cannot say.
fn numbers(result: &Reported) -> Option<Vec<String>> {
    let bounded = |op: Option<Comparison>| op.is_some_and(|op| op != Comparison::Equal);
    let mut out = Vec::new();
    match result {
        Reported::Participants(p) => out.push(format!("n: {}", p.n)),
        Reported::Estimate(e) => {
            if bounded(e.value_op) {
                return None;
            }
            out.push(format!("measure: {}", scalar(&e.measure.words())));
            out.extend(e.value.map(|value| format!("value: {value}")));
            out.extend(e.interval.as_ref().and_then(limits));
            out.extend(e.p.as_ref().map(p));
            if out.len() == 1 {
                return None;
            }
        }
        Reported::Proportion(share) => {
            if bounded(share.percent_op) || share.count.is_none() && share.percent.is_none() {
                return None;
            }
            let given = [("count", share.count), ("total", share.total), ("percent", share.percent)];
            let parts: Vec<String> =
                given.iter().filter_map(|(name, n)| n.map(|n| format!("{name}: {n}"))).collect();
            out.push(format!("proportion: {{{}}}", parts.join(", ")));
            out.extend(share.interval.as_ref().and_then(limits));
        }
        Reported::RelativeChange(change) => {
            let name = if change.direction == Direction::Lower { "lower" } else { "higher" };
            out.push(format!("{name}: \"{}%\"", change.percent));
            out.extend(change.interval.as_ref().and_then(limits));
            out.extend(change.p.as_ref().map(p));
        }
        Reported::FollowUp(f) => {
            if bounded(f.value_op) {
                return None;
            }
            let name = match f.statistic {
                FollowUpStatistic::Other => "value",
                named => named.name(),
            };
            let mut parts = vec![format!("{name}: {}", f.value)];
            parts.extend(f.dispersion.as_ref().and_then(spread));
            out.push(format!("follow_up: {{{}}}", parts.join(", ")));
        }
        Reported::Quantity(q) => {
            if bounded(q.value_op) {
                return None;
            }
            let name = match q.statistic {
                Statistic::Other => "value",
                named => named.name(),
            };
            let mut parts = vec![format!("{name}: {}", q.value?)];
            parts.extend(q.dispersion.as_ref().and_then(spread));
            out.push(format!("quantity: {{{}}}", parts.join(", ")));
            out.extend(q.interval.as_ref().and_then(limits));
        }
        Reported::PValue(value) => out.push(p(value)),
    }
    Some(out)
}

/// `ci: [0.36, 0.67]`, with its level where it is not 95.
fn limits(interval: &Interval) -> Option<String> {
    let end = |n: Option<Number>| n.map_or_else(|| "null".to_owned(), |n| n.to_string());
    interval.low.or(interval.high)?;
    let ends = format!("ci: [{}, {}]", end(interval.low), end(interval.high));
    let level = interval.level.filter(|level| level.decimal != Decimal::whole(95));
    Some(level.map_or(ends.clone(), |level| format!("{ends}\nlevel: {level}")))
}

fn p(p: &PValue) -> String {
    match (p.op, p.value) {
        (None | Some(Comparison::Equal), Some(value)) => format!("p: {value}"),
        (Some(op), Some(value)) => format!("p: \"{op}{value}\""),
        (_, None) => "p: NS".to_owned(),
    }
}

fn spread(d: &Dispersion) -> Option<String> {
    let name = match d.kind {
        DispersionKind::Unknown => return None,
        named => named.name(),
    };
    match (d.value, d.low, d.high) {
        (Some(value), ..) => Some(format!("{name}: {value}")),
        (None, Some(low), Some(high)) => Some(format!("{name}: [{low}, {high}]")),
        _ => None,
    }
}

/// What a finding is bound to, in the words of the source.
fn context(finding: &Finding, read: &Extraction) -> Vec<String> {
    let mut out = Vec::new();
    let name = |arm: ArmId| read.arms.get(usize::from(arm.0)).map(|arm| arm.name.as_str());
    out.extend(finding.outcome.as_ref().map(|phrase| format!("outcome: {}", scalar(&phrase.text))));
    match (finding.arm.and_then(name), finding.comparator.and_then(name)) {
        (Some(arm), Some(other)) => {
            out.push(format!("arms: [{}, {}]", item_of_list(arm), item_of_list(other)))
        }
        (Some(arm), None) => out.push(format!("arm: {}", scalar(arm))),
        (None, Some(other)) => out.push(format!("comparator: {}", scalar(other))),
        (None, None) => {}
    }
    out.extend(finding.time_point.as_ref().map(|time| format!("time: {}", scalar(&time.to_string()))));
    out.extend(finding.subgroup.as_ref().map(|phrase| format!("subgroup: {}", scalar(&phrase.text))));
    let unit = match &finding.result {
        Reported::Estimate(e) => e.unit.as_deref(),
        Reported::Quantity(q) => q.unit.as_deref(),
        Reported::FollowUp(f) => f.unit.as_deref(),
        _ => None,
    };
    out.extend(unit.map(|unit| format!("unit: {}", scalar(unit))));
    if let Reported::Participants(people) = &finding.result {
        out.push(format!("role: {}", people.role));
    }
    out
}

/// Text as YAML: as it is where nothing in it means something, else between quotation marks.
pub(super) fn scalar(text: &str) -> String {
    const WORDS: [&str; 8] = ["true", "false", "null", "yes", "no", "on", "off", "ns"];
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/' | ':' | '(' | ')' | '_');
    let harmless = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(plain)
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    if harmless { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

fn item_of_list(text: &str) -> String {
    let whole = scalar(text);
    if whole.contains(':') && !whole.starts_with('"') {
        serde_json::Value::from(text).to_string()
    } else {
        whole
    }
}
