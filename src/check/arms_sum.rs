use crate::finding::{ArmId, Number, Reported, Role};

use super::cues::Cue;
use super::reading::spelled;
use super::sizes::people;
use super::{Article, Grade, Ruling, Verdict};

/// Clusters and eyes are not people, and in a crossover everybody is in every arm.
const EXEMPT: [Cue; 2] = [Cue::Units, Cue::Shared];

pub(super) fn run(article: &Article<'_>) -> Vec<Verdict> {
    [&[Role::Randomized, Role::Enrolled][..], &[Role::Analyzed], &[Role::Other]]
        .iter()
        .find_map(|roles| of_roles(article, roles))
        .unwrap_or_default()
}

/// Bytes from the whole to the arms, at most.
const FAR: usize = 400;

/// Whether all sizes stand near the whole, in figures.
fn near(article: &Article<'_>, arms: &[(ArmId, usize, Number)], whole: Number) -> bool {
    let span = arms.iter().fold(whole.span, |all, (_, _, n)| all.to(n.span));
    span.len() <= FAR && arms.iter().all(|(_, _, n)| !spelled(article, *n))
}

/// What is said of the sizes of these roles, where they can be judged: no verdict if nobody wants to hear it.
fn of_roles(article: &Article<'_>, roles: &[Role]) -> Option<Vec<Verdict>> {
    let mut arms: Vec<(ArmId, usize, Number)> = Vec::new();
    let mut wholes: Vec<(usize, Role, Number)> = Vec::new();
    for (i, finding) in article.extraction.findings.iter().enumerate() {
        let Reported::Participants(p) = &finding.result else { continue };
        match finding.arm {
            Some(arm) if roles.contains(&p.role) && !arms.iter().any(|(known, ..)| *known == arm) => {
                arms.push((arm, i, p.n));
            }
            None if matches!(p.role, Role::Randomized | Role::Enrolled | Role::Analyzed) => {
                wholes.push((i, p.role, p.n))
            }
            _ => {}
        }
    }
    // A missing arm would make every sum too small.
    if arms.len() < 2 || arms.len() < article.extraction.arms.len() || wholes.is_empty() {
        return None;
    }
    let sum: u64 = arms.iter().filter_map(|(_, _, n)| people(*n)).sum();
    let whole = wholes.iter().find(|(.., n)| people(*n) == Some(sum));
    let largest = wholes.iter().max_by_key(|(.., n)| people(*n))?;
    let (index, role, n) = whole.unwrap_or(largest);
    let total = people(*n)?;
    let exempt = || {
        arms.iter().any(|(_, i, _)| article.says(article.extraction.findings[*i].span, &EXEMPT))
            || article.says_anywhere(&[Cue::Shared])
    };
    // "20 in each group" is one number; sizes far from the whole are of another step or another study.
    let mut places: Vec<_> = arms.iter().map(|(_, _, n)| n.span).collect();
    places.dedup();
    if whole.is_none() && (places.len() < arms.len() || !(total * 2..=total * 4).contains(&(sum * 3))) {
        return None;
    }
    // A size that is no arm's ("4 per practice") may have been taken for one.
    let without_one = arms.iter().any(|(_, _, n)| people(*n).is_some_and(|n| sum - n == total));
    if whole.is_none() && without_one {
        return None;
    }
    // "318 teachers and 9 trainees": the whole, told in two.
    if whole.is_none() && wholes.iter().any(|(.., n)| people(*n).is_some_and(|n| total + n == sum)) {
        return None;
    }
    // "Of 658 given A, 324 were further assigned to B and 319 to C": two arms are parts of one.
    let most = arms.iter().filter_map(|(_, _, n)| people(*n)).max()?;
    if whole.is_none() && arms.len() > 2 && (most * 19 / 20..=most).contains(&(sum - most)) {
        return None;
    }
    let grave = sum * 20 <= total * 21 && roles.contains(role) && near(article, &arms, *n);
    let ruling = match whole {
        Some(_) => Ruling::Agrees,
        None if sum > total && grave => Ruling::Disagrees(Grade::Warn),
        None => Ruling::Disagrees(Grade::Info),
    };
    if !article.wants(ruling) {
        return Some(Vec::new());
    }
    if whole.is_none() && exempt() {
        return None;
    }
    let terms: Vec<String> = arms.iter().map(|(_, _, n)| n.to_string()).collect();
    let terms = terms.join(" + ");
    let message = match ruling {
        Ruling::Agrees => format!("{terms} = {n}"),
        _ if sum > total => format!("{terms} is {sum}, more than the {n} of the whole study"),
        _ => format!("{terms} is {sum}, fewer than the {n} of the whole study"),
    };
    let mut verdict = Verdict::new("arms_sum", ruling, message, arms.iter().map(|(_, i, _)| *i).collect());
    verdict.findings.push(*index);
    for (_, _, n) in &arms {
        verdict = verdict.saw("arm", *n);
    }
    Some(vec![verdict.saw("whole", *n).computing("sum", sum.to_string())])
}
