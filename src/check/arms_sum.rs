//! `arms_sum`: do the arms add up to the whole?
//!
//! The sizes of the arms, one for each, against every size the text states for the whole study. Equal to one: agrees.
//! More than all of them: `warn`. Fewer: `info`, since people may be left untreated or out of an analysis (measured: 119
//! of 383 abstracts, most without error). Crossover, factorial and cluster trials are exempt.

use crate::finding::{ArmId, Number, Reported, Role};

use super::{Article, Grade, Ruling, Verdict};

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    [&[Role::Randomized, Role::Enrolled][..], &[Role::Analyzed], &[Role::Other]]
        .iter()
        .find_map(|roles| of_roles(article, roles))
        .into_iter()
        .collect()
}

fn of_roles(article: &Article<'_>, roles: &[Role]) -> Option<Verdict> {
    let mut arms: Vec<(ArmId, usize, Number)> = Vec::new();
    let mut wholes: Vec<(usize, Number)> = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        let Reported::Participants(p) = &finding.result else { continue };
        match finding.arm {
            Some(arm) if roles.contains(&p.role) && !arms.iter().any(|(known, ..)| *known == arm) => {
                arms.push((arm, i, p.n));
            }
            None if matches!(p.role, Role::Randomized | Role::Enrolled | Role::Analyzed) => {
                wholes.push((i, p.n))
            }
            _ => {}
        }
    }
    // A missing arm would make every sum too small.
    if arms.len() < 2 || arms.len() < article.extraction.arms.len() || wholes.is_empty() {
        return None;
    }
    if article
        .extraction
        .findings
        .iter()
        .any(|f| article.says(f.span, &["crossover", "cross-over", "factorial", "cluster"]))
    {
        return None;
    }
    let sum: u64 = arms.iter().filter_map(|(_, _, n)| n.decimal.as_whole()).sum();
    let terms: Vec<String> = arms.iter().map(|(_, _, n)| n.to_string()).collect();
    let terms = terms.join(" + ");
    let whole = wholes.iter().find(|(_, n)| n.decimal.as_whole() == Some(sum));
    let largest = wholes.iter().max_by_key(|(_, n)| n.decimal.as_whole())?;
    let (index, n) = whole.unwrap_or(largest);
    let (ruling, message) = match (whole, n.decimal.as_whole()) {
        (Some(_), _) => (Ruling::Agrees, format!("{terms} = {n}")),
        (None, Some(whole)) if sum > whole => (
            Ruling::Disagrees(Grade::Warn),
            format!("{terms} is {sum}, more than the {n} of the whole study"),
        ),
        _ => (
            Ruling::Disagrees(Grade::Info),
            format!("{terms} is {sum}, fewer than the {n} of the whole study"),
        ),
    };
    let mut verdict = Verdict::new("arms_sum", ruling, message, arms.iter().map(|(_, i, _)| *i).collect());
    verdict.findings.push(*index);
    for (_, _, n) in &arms {
        verdict = verdict.saw("arm", *n);
    }
    Some(verdict.saw("whole", *n).computing("sum", sum.to_string()))
}
