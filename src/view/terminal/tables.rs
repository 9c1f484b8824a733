//! The tables of an article's page.

use super::marks::Marks;
use super::{lines, table};
use crate::finding::{ArmId, Comparison, Finding, Interval, Number, Reported};
use crate::view::Shown;

/// Arms that get a column each; of more, the arm is named in the row.
const COLUMNS: usize = 3;

/// Estimates and relative changes.
pub(super) fn comparisons(shown: &Shown<'_>, marks: &Marks<'_>) -> Option<String> {
    let mut out = table(&["measure", "value", "CI", "P", "outcome", "arms", "check"]);
    for (i, finding) in shown.extraction.findings.iter().enumerate() {
        let (measure, value, adjusted) = match &finding.result {
            Reported::Estimate(e) => {
                let unit = e.unit.as_ref().map_or_else(String::new, |u| unit(u));
                (e.measure.words(), bounded(e.value_op, e.value) + &unit, e.adjusted)
            }
            Reported::RelativeChange(r) => {
                ("change".to_owned(), format!("{}% {}", r.percent, r.direction), false)
            }
            _ => continue,
        };
        let p =
            finding.p().map_or_else(|| "–".to_owned(), |p| p.to_string().trim_start_matches('P').to_owned());
        let checks: Vec<String> = [
            marks.mark(i, &["order", "containment", "symmetry"], "CI"),
            marks.mark(i, &["p_from_interval", "decision", "p_range"], "P"),
            marks.mark(i, &["from_counts"], "counts"),
            marks.mark(i, &["relative_change"], "ratio"),
        ]
        .into_iter()
        .flatten()
        .collect();
        out.add_row(vec![
            if adjusted { format!("{measure}, adjusted") } else { measure },
            value,
            finding.interval().map_or_else(|| "–".to_owned(), interval),
            p,
            what(finding),
            versus(shown, finding),
            checks.join("  "),
        ]);
    }
    (out.row_count() > 0).then(|| lines(&out))
}

fn unit(unit: &str) -> String {
    match unit {
        "%" => "%".to_owned(),
        "percentage_point" => " points of %".to_owned(),
        other => format!(" {other}"),
    }
}

fn bounded(op: Option<Comparison>, value: Option<Number>) -> String {
    let value = value.map_or_else(|| "–".to_owned(), |v| v.to_string());
    format!("{}{value}", op.map_or("", Comparison::name))
}

/// `0.36–0.67`, with its level where that is not 95%.
fn interval(interval: &Interval) -> String {
    let limit = |n: Option<Number>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let (low, high) = (limit(interval.low), limit(interval.high));
    let joint = if low.starts_with('-') || high.starts_with('-') { " to " } else { "–" };
    let level = interval.level.map(|l| l.to_string());
    match level.as_deref() {
        Some("95") => format!("{low}{joint}{high}"),
        Some(level) => format!("{low}{joint}{high} ({level}%)"),
        None => format!("{low}{joint}{high} (level ?)"),
    }
}

/// The outcome, with the time and subgroup it is restricted to.
fn what(finding: &Finding) -> String {
    let mut out = finding.outcome.as_ref().map_or_else(|| "–".to_owned(), |o| o.text.clone());
    if let Some(time) = &finding.time_point {
        out += &format!(", {time}");
    }
    if let Some(subgroup) = &finding.subgroup {
        out += &format!(" ({})", subgroup.text);
    }
    out
}

fn versus(shown: &Shown<'_>, finding: &Finding) -> String {
    match (shown.arm(finding.arm), shown.arm(finding.comparator)) {
        (Some(a), Some(b)) => format!("{a} v {b}"),
        (Some(a), None) => a.to_owned(),
        _ => "–".to_owned(),
    }
}

/// Proportions, an outcome a row and an arm a column.
pub(super) fn shares(shown: &Shown<'_>, marks: &Marks<'_>) -> Option<String> {
    by_arm(shown, "share", |i, finding| match &finding.result {
        Reported::Proportion(p) => {
            let of = p.total.map_or_else(String::new, |t| format!("/{t}"));
            let percent = p.percent.map(|n| format!("{}%", bounded(p.percent_op, Some(n))));
            let mut cell = match (p.count, percent) {
                (Some(count), Some(percent)) => format!("{count}{of} ({percent})"),
                (Some(count), None) => format!("{count}{of}"),
                (None, Some(percent)) => percent,
                (None, None) => of,
            };
            if let Some(found) = &p.interval {
                cell += &format!(" [{}]", interval(found));
            }
            Some((cell, marks.mark(i, &["percent", "order", "containment"], "%")))
        }
        _ => None,
    })
}

/// Quantities, an outcome a row and an arm a column.
pub(super) fn quantities(shown: &Shown<'_>, marks: &Marks<'_>) -> Option<String> {
    by_arm(shown, "quantity", |i, finding| match &finding.result {
        Reported::Quantity(q) => {
            let unit = q.unit.as_ref().map_or_else(String::new, |u| unit(u));
            let direction = q.direction.map_or_else(String::new, |d| format!(" {d}"));
            let mut cell = format!(
                "{} {}{unit}{direction}",
                q.statistic.name().replace('_', " "),
                bounded(q.value_op, q.value)
            );
            if let Some(spread) = &q.dispersion {
                cell += &format!(" ({spread})");
            }
            if let Some(found) = &q.interval {
                cell += &format!(" [{}]", interval(found));
            }
            Some((cell, marks.mark(i, &["order", "containment", "median_spread"], "CI")))
        }
        _ => None,
    })
}

/// A row of a table by arm: outcome and time, a cell an arm, the marks.
struct Row {
    outcome: String,
    time: String,
    cells: Vec<(Option<ArmId>, String)>,
    marks: Vec<String>,
}

fn by_arm(
    shown: &Shown<'_>,
    title: &str,
    cell: impl Fn(usize, &Finding) -> Option<(String, Option<String>)>,
) -> Option<String> {
    let mut rows: Vec<Row> = Vec::new();
    for (i, finding) in shown.extraction.findings.iter().enumerate() {
        let Some((text, check)) = cell(i, finding) else { continue };
        let outcome = finding.outcome.as_ref().map_or_else(|| "–".to_owned(), |o| o.text.clone());
        let time = finding.time_point.as_ref().map_or_else(String::new, ToString::to_string);
        let same = rows.last().is_some_and(|row| {
            row.outcome == outcome
                && row.time == time
                && finding.arm.is_some()
                && row.cells.iter().all(|(arm, _)| arm.is_some() && *arm != finding.arm)
        });
        if !same {
            rows.push(Row { outcome, time, cells: Vec::new(), marks: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            row.cells.push((finding.arm, text));
            row.marks.extend(check);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut used: Vec<ArmId> =
        rows.iter().flat_map(|row| row.cells.iter().filter_map(|(arm, _)| *arm)).collect();
    used.sort();
    used.dedup();
    let whole = rows.iter().any(|row| row.cells.iter().any(|(arm, _)| arm.is_none()));
    let wide = used.len() <= COLUMNS;
    let times = rows.iter().any(|row| !row.time.is_empty());
    let mut header = vec![format!("outcome ({title})")];
    if times {
        header.push("time".to_owned());
    }
    if wide {
        header.extend(used.iter().filter_map(|arm| shown.arm(Some(*arm))).map(str::to_owned));
        if whole {
            header.push("all, or not told".to_owned());
        }
    } else {
        header.push("value".to_owned());
    }
    header.push("check".to_owned());
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut out = table(&names);
    for row in rows {
        let mut cells = vec![row.outcome];
        if times {
            cells.push(row.time);
        }
        let of = |arm: Option<ArmId>| {
            row.cells.iter().find(|(a, _)| *a == arm).map_or_else(String::new, |(_, text)| text.clone())
        };
        if wide {
            cells.extend(used.iter().map(|arm| of(Some(*arm))));
            if whole {
                cells.push(of(None));
            }
        } else {
            let named: Vec<String> = row
                .cells
                .iter()
                .map(|(arm, text)| {
                    shown.arm(*arm).map_or_else(|| text.clone(), |name| format!("{name} {text}"))
                })
                .collect();
            cells.push(named.join(" · "));
        }
        let mut marks = row.marks;
        marks.dedup();
        cells.push(marks.join("  "));
        out.add_row(cells);
    }
    Some(lines(&out))
}

/// P values of comparisons that have no estimate.
pub(super) fn p_values(shown: &Shown<'_>) -> Option<String> {
    let mut out = table(&["P", "outcome", "arms"]);
    for finding in &shown.extraction.findings {
        if let Reported::PValue(p) = &finding.result {
            out.add_row(vec![
                p.to_string().trim_start_matches('P').to_owned(),
                what(finding),
                versus(shown, finding),
            ]);
        }
    }
    (out.row_count() > 0).then(|| lines(&out))
}
