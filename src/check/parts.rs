use std::cmp::Ordering;

use crate::finding::{ArmId, Finding, Number, Reported};

use super::cues::Cue;
use super::sizes::people;
use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    let findings = &article.extraction.findings;
    let mut out = Vec::new();
    for (i, finding) in findings.iter().enumerate() {
        if finding.arm.is_none()
            && let Some(whole) = count(finding)
        {
            out.extend(judge(article, i, finding, whole));
        }
    }
    out
}

/// How many had it.
fn count(finding: &Finding) -> Option<Number> {
    match &finding.result {
        Reported::Proportion(p) => p.count,
        _ => None,
    }
}

/// Of how many.
fn total(finding: &Finding) -> Option<Number> {
    match &finding.result {
        Reported::Proportion(p) => p.total,
        _ => None,
    }
}

/// The counts by arm that follow the count of all, in the same sentence and of the same outcome.
fn judge(article: &Article<'_>, i: usize, of_all: &Finding, whole: Number) -> Option<Verdict> {
    if article.extraction.arms.len() < 2 {
        return None;
    }
    let named = |finding: &Finding| finding.outcome.as_ref().map(|o| o.text.to_lowercase());
    let outcome = named(of_all);
    let mut arms: Vec<(ArmId, usize, Number)> = Vec::new();
    for (k, finding) in article.extraction.findings.iter().enumerate().skip(i + 1).take(super::article::NEAR) {
        let (Some(arm), Some(n)) = (finding.arm, count(finding)) else { continue };
        if !article.together(of_all.span, finding.span) {
            break;
        }
        let same = named(finding) == outcome && finding.time_point == of_all.time_point;
        if same && !arms.iter().any(|(known, ..)| *known == arm) {
            arms.push((arm, k, n));
        }
    }
    if arms.len() < 2 || arms.len() < article.extraction.arms.len() {
        return None;
    }
    // "275 of 606 … compared with 254 of 620 and 52 of 615": the first is of a group of its own.
    let totals = || -> Option<u64> {
        let of_arms = arms.iter().map(|(_, k, _)| total(&article.extraction.findings[*k]).and_then(people));
        of_arms.sum()
    };
    if let Some((all, of_arms)) = total(of_all).and_then(people).zip(totals())
        && all != of_arms
    {
        return None;
    }
    let sum: u64 = arms.iter().filter_map(|(_, _, n)| people(*n)).sum();
    let all = people(whole)?;
    // Counts of another size are of something else: that whole may be an arm's, or of events.
    let largest = arms.iter().filter_map(|(_, _, n)| people(*n)).max()?;
    let alike = largest <= all && sum * 4 <= all * 5 && all * 4 <= sum * 5;
    let exempt = || !alike || article.says_anywhere(&[Cue::Shared]);
    let ruling = match sum.cmp(&all) {
        Ordering::Equal => Ruling::Agrees,
        _ if exempt() => Ruling::CannotTell,
        Ordering::Greater => Ruling::Disagrees(Grade::Warn),
        Ordering::Less => Ruling::Disagrees(Grade::Info),
    };
    article.wants(ruling).then(|| {
        let terms: Vec<String> = arms.iter().map(|(_, _, n)| n.to_string()).collect();
        let message = match ruling {
            Ruling::Agrees => format!("{} = {whole}", terms.join(" + ")),
            _ => format!("{} is {sum}, and {whole} are told of all arms", terms.join(" + ")),
        };
        let findings = std::iter::once(i).chain(arms.iter().map(|(_, k, _)| *k)).collect();
        let verdict = Verdict::new("parts", ruling, message, findings).saw("whole", whole);
        let verdict = arms.iter().fold(verdict, |verdict, (_, _, n)| verdict.saw("arm", *n));
        verdict.computing("sum", sum.to_string())
    })
}
