//! The head of an article's page: title, citation, people, follow-up.

use std::collections::HashSet;
use std::fmt::Write;

use super::marks::Marks;
use super::{BAD, BOLD, GOOD};
use crate::check::{Ruling, Verdict};
use crate::finding::{Reported, Role};
use crate::record::{Flag, Record};
use crate::view::Shown;

/// Authors named before "et al."
const AUTHORS: usize = 3;

pub(super) fn head(shown: &Shown<'_>, marks: &Marks<'_>) -> String {
    let mut out = String::new();
    let record = shown.record;
    let title = record.title().trim().trim_end_matches('.');
    if !title.is_empty() {
        let _ = writeln!(out, "{BOLD}{title}{BOLD:#}");
    }
    let citation = citation(record);
    if !citation.is_empty() {
        let _ = writeln!(out, "{citation}");
    }
    let flags: Vec<&str> = record.flags().into_iter().map(words).collect();
    if !flags.is_empty() {
        let _ = writeln!(out, "{BAD}{}{BAD:#}", flags.join(" · "));
    }
    let people = people(shown, marks);
    let follow_up = follow_up(shown);
    if !people.is_empty() || !follow_up.is_empty() {
        out.push('\n');
    }
    out + &people + &follow_up
}

fn words(flag: Flag) -> &'static str {
    match flag {
        Flag::Retracted => "RETRACTED",
        Flag::Concern => "EXPRESSION OF CONCERN",
        Flag::Corrected => "CORRECTED: see its erratum",
        Flag::Updated => "UPDATED by a newer version",
        Flag::RetractionNotice => "a notice of retraction",
        Flag::ErratumNotice => "an erratum",
        Flag::Preprint => "preprint",
    }
}

/// `Dimopoulos MA, Voorhees PM, Schjesvold F, et al. N Engl J Med 2025;392:1777-1788 · PMID … · doi:… · NCT…`
fn citation(record: &Record) -> String {
    let mut authors: Vec<String> = record.authors.iter().take(AUTHORS).map(|a| a.short()).collect();
    if record.authors.len() > AUTHORS || record.authors_truncated {
        authors.push("et al".to_owned());
    }
    let mut parts: Vec<String> = Vec::new();
    let mut first = if authors.is_empty() { String::new() } else { authors.join(", ") + ". " };
    let journal = &record.journal;
    if let Some(name) = journal.iso.as_ref().or(journal.medline.as_ref()).or(journal.title.as_ref()) {
        first.push_str(name);
    }
    if let Some(year) = record.dates.year() {
        let _ = write!(first, " {year}");
        if let Some(volume) = &journal.volume {
            let _ = write!(first, ";{volume}");
        }
        if let Some(pages) = &journal.pages {
            let _ = write!(first, ":{pages}");
        }
    }
    parts.push(first.trim().to_owned());
    parts.extend(record.pmid.map(|pmid| format!("PMID {pmid}")));
    parts.extend(record.doi().map(|doi| format!("doi:{doi}")));
    parts.extend(record.trials.iter().map(|trial| trial.nct.to_string()));
    parts.dedup();
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// ` people     enrolled 390 · daratumumab 194 · active monitoring 196     ✓ 194 + 196 = 390`
fn people(shown: &Shown<'_>, marks: &Marks<'_>) -> String {
    let (mut parts, mut seen) = (Vec::<String>::new(), HashSet::new());
    let mut agreed: Vec<String> = Vec::new();
    for (i, finding) in shown.extraction.findings.iter().enumerate() {
        let Reported::Participants(p) = &finding.result else { continue };
        let part = match (shown.arm(finding.arm), p.role) {
            (Some(arm), Role::Randomized | Role::Enrolled | Role::Other) => format!("{arm} {}", p.n),
            (Some(arm), role) => format!("{arm} {role} {}", p.n),
            (None, Role::Other) => p.n.to_string(),
            (None, role) => format!("{role} {}", p.n),
        };
        if seen.insert(part.clone()) {
            parts.push(part);
        }
        let sums: Vec<&Verdict> = marks.of(i, &["arms_sum"]).collect();
        if sums.iter().all(|verdict| !matches!(verdict.ruling, Ruling::Disagrees(_))) {
            let agreeing = sums.iter().filter(|verdict| verdict.ruling == Ruling::Agrees);
            agreed.extend(agreeing.map(|verdict| format!("{GOOD}✓ {}{GOOD:#}", verdict.message)));
        }
    }
    if parts.is_empty() {
        return String::new();
    }
    let gap = if agreed.is_empty() { "" } else { "     " };
    format!(" people     {}{gap}{}\n", parts.join(" · "), agreed.join(" "))
}

fn follow_up(shown: &Shown<'_>) -> String {
    let mut out = String::new();
    for finding in &shown.extraction.findings {
        if let Reported::FollowUp(_) = &finding.result {
            let arm = shown.arm(finding.arm).map_or_else(String::new, |arm| format!(" ({arm})"));
            let text = finding.result.to_string();
            let _ = writeln!(out, " follow-up  {}{arm}", text.trim_start_matches("follow-up "));
        }
    }
    out
}
