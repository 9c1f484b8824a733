use crate::finding::{Finding, Number, Reported};

use super::article::NEAR;
use super::rounding::significant;
use super::{Article, Grade, Ruling, Verdict};

/// A way to divide people, each part by the words that name it: nobody is in two parts of it.
struct Division {
    /// Who people are may be what a share is of ("71% of boys and 74% of girls"): more than all is then no sure slip.
    grade: Grade,
    parts: &'static [&'static [&'static str]],
}

const DIVISIONS: &[Division] = &[
    who(&[&["men", "man", "male", "males", "boys"], &["women", "woman", "female", "females", "girls"]]),
    what(&[&["survived", "survivors", "alive"], &["died", "dead", "deceased"]]),
    what(&[
        &["complete response", "complete remission", "complete responses"],
        &["partial response", "partial remission", "partial responses"],
        &["stable disease"],
        &["progressive disease"],
    ]),
    what(&[
        &["improved", "better"],
        &["unchanged", "no change", "stable"],
        &["worse", "worsened", "deteriorated"],
    ]),
    who(&[&["single", "unmarried"], &["married"]]),
];

const fn who(parts: &'static [&'static [&'static str]]) -> Division {
    Division { grade: Grade::Info, parts }
}

const fn what(parts: &'static [&'static [&'static str]]) -> Division {
    Division { grade: Grade::Warn, parts }
}

/// A share with the part of a division it is of.
struct Part {
    i: usize,
    percent: Number,
    division: usize,
    part: usize,
}

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let findings = &article.extraction.findings;
    let parts: Vec<Part> = findings.iter().enumerate().filter_map(|(i, f)| part(i, f)).collect();
    let mut out = Vec::new();
    let mut used = 0;
    for (first, part) in parts.iter().enumerate() {
        if first < used {
            continue;
        }
        let of = &findings[part.i];
        // Parts that follow, of the same people at the same time, each once.
        let mut group = vec![part];
        for (k, next) in parts.iter().enumerate().skip(first + 1).take(NEAR) {
            let finding = &findings[next.i];
            let same = next.division == part.division
                && finding.arm == of.arm
                && finding.time_point == of.time_point
                && beside(article, group[group.len() - 1].percent, next.percent)
                && group.iter().all(|known| known.part != next.part);
            if !same {
                break;
            }
            group.push(next);
            used = k + 1;
        }
        if group.len() > 1 {
            out.extend(judge(article, &group));
        }
    }
    out
}

/// Bytes between parts of one list.
const FAR: usize = 60;

/// Whether two parts stand in one list: near, and not in brackets of two groups.
fn beside(article: &Article<'_>, a: Number, b: Number) -> bool {
    let between = article.between(a.span.end.min(b.span.start), b.span.start);
    article.together(a.span, b.span) && between.len() <= FAR && !(between.contains(')') && between.contains('('))
}

fn part(i: usize, finding: &Finding) -> Option<Part> {
    let Reported::Proportion(p) = &finding.result else { return None };
    let (percent, None) = (p.percent?, p.percent_op) else { return None };
    let outcome = &finding.outcome.as_ref()?.text;
    outcome.split([',', ';']).map(str::trim).find_map(|piece| {
        DIVISIONS.iter().enumerate().find_map(|(division, Division { parts, .. })| {
            let names = |words: &&[&str]| words.iter().any(|word| piece.eq_ignore_ascii_case(word));
            let part = parts.iter().position(names)?;
            Some(Part { i, percent, division, part })
        })
    })
}

fn judge(article: &Article<'_>, group: &[&Part]) -> Option<Verdict> {
    let sum: f64 = group.iter().map(|p| p.percent.to_f64()).sum();
    let slack: f64 = group.iter().map(|p| 2.0 * p.percent.decimal.half_unit()).sum();
    let grade = DIVISIONS[group[0].division].grade;
    let ruling = if sum <= 100.0 + slack { Ruling::Agrees } else { Ruling::Disagrees(grade) };
    article.wants(ruling).then(|| {
        let terms: Vec<String> = group.iter().map(|p| format!("{}%", p.percent)).collect();
        let shown = significant(sum, 4);
        let message = match ruling {
            Ruling::Agrees => format!("{} is {shown}%, no more than all", terms.join(" + ")),
            _ => format!("{} is {shown}%, and nobody is in two of these groups", terms.join(" + ")),
        };
        let findings = group.iter().map(|p| p.i).collect();
        let verdict = Verdict::new("partition", ruling, message, findings);
        let verdict = group.iter().fold(verdict, |verdict, p| verdict.saw("percent", p.percent));
        verdict.computing("sum", shown).computing("most", format!("100 to {}", significant(100.0 + slack, 4)))
    })
}
