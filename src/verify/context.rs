//! What a claim says of a number's context, against what the finding is bound to.

use super::Read;
use super::beside::{other_group, sizes_a_part};
use super::words::{Words, filling};
use crate::catalogue::claim::{Claim, States};
use crate::finding::{
    ArmId, Decimal, Finding, FollowUpStatistic, Measure, Phrase, Reported, Statistic, TimeUnit,
};
use crate::text::Span;

/// A piece of context that does not fit.
#[derive(Clone, Debug)]
pub(super) struct Misfit {
    /// What it is: `arm`, `outcome`, `measure`.
    pub(super) name: &'static str,
    /// Its place in the catalogue.
    pub(super) at: Span,
    claimed: String,
    /// What the source says; nothing where it says nothing.
    printed: Option<String>,
}

impl Misfit {
    /// The source says something else, not only nothing.
    pub(super) fn contradicted(&self) -> bool {
        self.printed.is_some()
    }

    /// In words, for messages.
    pub(super) fn says(&self) -> String {
        match &self.printed {
            Some(printed) => format!("its {} is {printed}, not {}", self.name, self.claimed),
            None => format!("litx ties no {} to it that is {}", self.name, self.claimed),
        }
    }
}

/// Every stated piece of context that a finding does not share.
pub(super) fn misfits(claim: &Claim, finding: &Finding, source: &Read<'_>) -> Vec<Misfit> {
    let mut out = Vec::new();
    let mut misfit = |name, at, claimed: String, printed: Option<String>| {
        out.push(Misfit { name, at, claimed, printed });
    };
    let context = &claim.context;
    if let Some(measure) = &context.measure {
        let printed = match &finding.result {
            Reported::Estimate(e) => Some(e.measure),
            _ => None,
        };
        if !printed.is_some_and(|printed| same_measure(measure.value, printed)) {
            let open = matches!(printed, Some(Measure::OtherRatio | Measure::OtherDifference) | None);
            misfit(
                "measure",
                measure.at,
                measure.value.words(),
                printed.filter(|_| !open).map(Measure::words),
            );
        }
    }
    if let Some(outcome) = &context.outcome {
        let printed = finding.outcome.as_ref();
        let fits = |printed: &Phrase| {
            same_outcome(&outcome.value, printed, finding, source) && !sizes_a_part(end(finding), source)
        };
        if !printed.is_some_and(fits) {
            misfit("outcome", outcome.at, quoted(&outcome.value), printed.map(|phrase| quoted(&phrase.text)));
        }
    }
    let arms = &source.extraction.arms;
    let name = |arm: ArmId| arms.get(usize::from(arm.0)).map_or_else(String::new, |arm| quoted(&arm.name));
    for (what, stated, bound) in
        [("arm", &context.arm, finding.arm), ("comparator", &context.comparator, finding.comparator)]
    {
        let Some(stated) = stated else { continue };
        let meant = source.names.arms(&stated.value);
        let beside = || what == "arm" && other_group(&stated.value, end(finding), source);
        if !bound.is_some_and(|bound| meant.contains(&bound)) || beside() {
            misfit(what, stated.at, quoted(&stated.value), bound.map(name));
        }
    }
    if let Some(subgroup) = &context.subgroup {
        let wanted = source.names.words(&subgroup.value);
        let own = finding.subgroup.as_ref().map(|phrase| phrase.text.clone());
        let group = finding.arm.and_then(|arm| arms.get(usize::from(arm.0))).map(|arm| arm.name.clone());
        let fits = [&own, &group].into_iter().flatten().any(|name| holds(&source.names.words(name), &wanted));
        if !fits {
            misfit("subgroup", subgroup.at, quoted(&subgroup.value), own.map(|own| quoted(&own)));
        }
    }
    if let Some(time) = &context.time {
        let printed = finding.time_point.as_ref().map(|t| (t.value.decimal, t.unit));
        if !printed.is_some_and(|printed| same_time(time.value, printed)) {
            let shown = finding.time_point.as_ref().map(ToString::to_string);
            misfit("time", time.at, format!("{} {}s", time.value.0, time.value.1), shown);
        }
    }
    if let (Some(role), Reported::Participants(people)) = (&context.role, &finding.result)
        && role.value != people.role
    {
        misfit("role", role.at, role.value.to_string(), Some(people.role.to_string()));
    }
    statistic(claim, finding, &mut misfit);
    if let Some(unit) = &context.unit {
        let printed = match &finding.result {
            Reported::Quantity(q) => q.unit.as_deref(),
            Reported::FollowUp(f) => f.unit.as_deref(),
            Reported::Estimate(e) => e.unit.as_deref(),
            _ => None,
        };
        let plain =
            |unit: &str| unit.trim().trim_end_matches('s').replace([' ', '_', '.'], "").to_lowercase();
        if printed.is_none_or(|printed| plain(printed) != plain(&unit.value)) {
            misfit("unit", unit.at, quoted(&unit.value), printed.map(quoted));
        }
    }
    out
}

/// Where the numbers of a finding end: the quotation of people may hold the words behind them.
fn end(finding: &Finding) -> usize {
    match &finding.result {
        Reported::Participants(people) => people.n.span.end,
        _ => finding.span.end,
    }
}

/// The statistic of a quantity or a follow-up; one that the text does not name is open.
fn statistic(
    claim: &Claim,
    finding: &Finding,
    misfit: &mut impl FnMut(&'static str, Span, String, Option<String>),
) {
    match (&claim.states, &finding.result) {
        (States::Quantity { statistic: Some(wanted), .. }, Reported::Quantity(q))
            if wanted.value != q.statistic =>
        {
            let printed = (q.statistic != Statistic::Other).then(|| q.statistic.to_string());
            misfit("statistic", wanted.at, wanted.value.to_string(), printed);
        }
        (States::FollowUp { statistic: Some(wanted), .. }, Reported::FollowUp(f))
            if wanted.value != f.statistic =>
        {
            let printed = (f.statistic != FollowUpStatistic::Other).then(|| f.statistic.to_string());
            misfit("statistic", wanted.at, wanted.value.to_string(), printed);
        }
        _ => {}
    }
}

fn quoted(words: &str) -> String {
    format!("\u{201c}{words}\u{201d}")
}

/// A claim that only says "ratio" or "difference" is open for any of them.
fn same_measure(claimed: Measure, printed: Measure) -> bool {
    claimed == printed
        || claimed == Measure::OtherRatio && printed.is_ratio()
        || claimed == Measure::OtherDifference && printed.words().ends_with("difference")
}

/// Two times are one where they are as long: 12 months and 1 year.
fn same_time((claimed, unit): (Decimal, TimeUnit), (printed, other): (Decimal, TimeUnit)) -> bool {
    if unit == other {
        return claimed.same_value(printed);
    }
    let days = |unit| match unit {
        TimeUnit::Day => Some((1.0, 0)),
        TimeUnit::Week => Some((7.0, 0)),
        TimeUnit::Month => Some((1.0, 1)),
        TimeUnit::Year => Some((12.0, 1)),
        _ => None,
    };
    let (Some((a, base)), Some((b, other))) = (days(unit), days(other)) else { return false };
    base == other && claimed.to_f64() * a == printed.to_f64() * b
}

/// Whether one phrase has all the words of another.
fn holds(all: &Words, part: &Words) -> bool {
    part.telling.iter().all(|word| all.telling.contains(word))
}

/// Whether the claimed outcome is the one that was read: all of its words are in the phrase. A phrase that says less is
/// the same where the sentence says the rest, and no other outcome of the source fits better.
fn same_outcome(claimed: &str, printed: &Phrase, finding: &Finding, source: &Read<'_>) -> bool {
    let (wanted, own) = (source.names.words(claimed), source.names.words(&printed.text));
    if stands_around(claimed, printed, source.text.as_str()) {
        return true;
    }
    if holds(&own, &wanted) {
        return every_part(&printed.text, &wanted, finding, source);
    }
    if !holds(&wanted, &own) {
        return false;
    }
    let better = source.extraction.findings.iter().filter_map(|other| other.outcome.as_ref()).any(|other| {
        let words = source.names.words(&other.text);
        holds(&wanted, &words) && words.telling.len() > own.telling.len()
    });
    let sentence = source.names.words(source.sentence(finding.span));
    !better && holds(&sentence, &wanted)
}

/// Whether the claim's words stand in the text, as they are, around the phrase that was read: "duration of overall
/// survival" around "duration".
fn stands_around(claimed: &str, printed: &Phrase, text: &str) -> bool {
    let span = printed.span;
    if text.get(span.range()) != Some(printed.text.as_str()) {
        return false;
    }
    let mut from = span.start.saturating_sub(claimed.len());
    let mut to = (span.end + claimed.len()).min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let (around, claimed) = (text[from..to].to_ascii_lowercase(), claimed.to_ascii_lowercase());
    around.match_indices(&claimed).any(|(at, _)| {
        let here = Span::new(from + at, from + at + claimed.len());
        let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let around = here.contains(span) || here.start < span.start && span.start < here.end;
        around && edge(text[..here.start].chars().next_back()) && edge(text[here.end..].chars().next())
    })
}

/// "MACE and cancer" is neither MACE nor cancer alone: a claim names something of every part.
fn every_part(printed: &str, wanted: &Words, finding: &Finding, source: &Read<'_>) -> bool {
    let lower = printed.to_lowercase();
    let says = |word: &str| source.names.words(word).telling.iter().any(|w| wanted.telling.contains(w));
    // Joined by "or" it is one outcome of several parts, and known by any of them that has no result of its own.
    if lower.contains(" or ") {
        let own = |other: &Finding| {
            let words = other.outcome.as_ref().map(|outcome| source.names.words(&outcome.text).telling);
            other.result.kind() == finding.result.kind() && words.is_some_and(|words| words == wanted.telling)
        };
        return lower.split(" or ").all(|part| part.split_whitespace().any(says))
            || !source.extraction.findings.iter().any(own);
    }
    let joints = [" and ", ", ", "/"];
    let mut parts = vec![lower.as_str()];
    for joint in joints {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    // "grade 3 and 4" is one thing.
    let named = |part: &&str| part.trim().starts_with(char::is_alphabetic);
    if parts.len() < 2 || !parts.iter().skip(1).all(named) {
        return true;
    }
    let mut telling = parts.iter().map(|part| part.split_whitespace().filter(|word| !filling(word)));
    // What stands before the first part may be anything; right behind a joint stands what tells a part from the others.
    telling.next().is_none_or(|mut words| words.any(says))
        && telling.all(|mut words| words.next().is_none_or(says))
}
