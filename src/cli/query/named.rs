//! Names that people give: measures, kinds, publication types, checks.

use crate::check::{CHECKS, Check};
use crate::finding::Measure;

/// A measure by its name, its words or its short form, whatever the capitals.
pub(crate) fn measure(name: &str) -> Result<Measure, String> {
    const OTHERS: &[(&str, Measure)] = &[
        ("relative risk", Measure::RiskRatio),
        ("incidence rate ratio", Measure::RateRatio),
        ("absolute risk difference", Measure::RiskDifference),
        ("ard", Measure::RiskDifference),
        ("rmst", Measure::RmstDifference),
        ("c statistic", Measure::Auc),
        ("efficacy", Measure::VaccineEfficacy),
        ("beta", Measure::RegressionCoefficient),
    ];
    let plain = |name: &str| name.trim().to_lowercase().replace(['_', '-'], " ");
    let asked = plain(name);
    let known = Measure::ALL
        .iter()
        .flat_map(|m| [(plain(m.name()), *m), (plain(&m.words()), *m), (plain(m.symbol()), *m)])
        .chain(OTHERS.iter().map(|(name, m)| ((*name).to_owned(), *m)));
    let known: Vec<(String, Measure)> = known.collect();
    if let Some((_, measure)) = known.iter().find(|(name, _)| *name == asked) {
        return Ok(*measure);
    }
    let all: Vec<&str> = Measure::ALL.iter().map(|m| m.name()).collect();
    Err(not_known(&asked, known.iter().map(|(name, _)| name.as_str()), &all))
}

/// A kind of result.
pub(crate) fn kind(name: &str) -> Result<&'static str, String> {
    const KINDS: [&str; 7] =
        ["estimate", "proportion", "participants", "quantity", "follow_up", "relative_change", "p_value"];
    let asked = name.trim().to_lowercase().replace(['-', ' '], "_");
    KINDS
        .iter()
        .copied()
        .find(|kind| *kind == asked)
        .ok_or_else(|| not_known(&asked, KINDS.into_iter(), &KINDS))
}

/// A check; any for the empty name.
pub(crate) fn check(name: &str) -> Result<Option<&'static str>, String> {
    if name.is_empty() {
        return Ok(None);
    }
    let all: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let asked = name.trim().to_lowercase().replace(['-', ' '], "_");
    match Check::named(&asked) {
        Some(check) => Ok(Some(check.name)),
        None => Err(not_known(&asked, all.iter().copied(), &all)),
    }
}

/// A publication type as PubMed writes it; short forms of the common ones.
pub(crate) fn publication_type(name: &str) -> Result<String, String> {
    const SHORT: &[(&str, &str)] = &[
        ("rct", "Randomized Controlled Trial"),
        ("cct", "Controlled Clinical Trial"),
        ("trial", "Clinical Trial"),
        ("phase1", "Clinical Trial, Phase I"),
        ("phase2", "Clinical Trial, Phase II"),
        ("phase3", "Clinical Trial, Phase III"),
        ("phase4", "Clinical Trial, Phase IV"),
        ("meta", "Meta-Analysis"),
        ("meta-analysis", "Meta-Analysis"),
        ("sr", "Systematic Review"),
        ("observational", "Observational Study"),
        ("case-report", "Case Reports"),
        ("guideline", "Practice Guideline"),
        ("protocol", "Clinical Trial Protocol"),
        ("multicenter", "Multicenter Study"),
    ];
    let name = name.trim();
    if !name.contains(char::is_alphanumeric) {
        return Err("it names no type".to_owned());
    }
    let short = SHORT.iter().find(|(short, _)| short.eq_ignore_ascii_case(name));
    Ok(short.map_or(name, |(_, whole)| whole).to_owned())
}

fn not_known<'a>(asked: &str, known: impl Iterator<Item = &'a str>, all: &[&str]) -> String {
    let near = known
        .map(|name| (strsim::damerau_levenshtein(asked, name), name))
        .filter(|(distance, name)| *distance <= 2 && distance * 2 < name.len())
        .min();
    match near {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None => format!("it is one of {}", all.join(", ")),
    }
}
