//! `litx verify`: the claims of catalogues against what their sources print.

pub(super) mod files;
pub(super) mod mappings;
mod sources;

use std::collections::HashMap;

use rayon::prelude::*;
use serde_json::Value;

use super::args::{Format, Global, VerifyArgs};
use super::config::Settings;
use super::report::{self, Failure};
use super::{Ending, output};
use crate::catalogue::Claim;
use crate::catalogue::claim::States;
use crate::export::{claims, findings};
use crate::record::Abstract;
use crate::text::Span;
use crate::verify::report::{Quote, Report, Told};
use crate::verify::{Read, Standing, Verified, verify};
use crate::view::terminal;
use sources::{Key, Source, Sources};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &VerifyArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let (catalogues, broken) = files::read(&args.paths, &mappings::Mappings::read(args.preset)?)?;
    let sources = Sources::find(&settings, args, &catalogues)?;
    let mut report = Report { catalogues, told: Vec::new() };
    report.told = hold(&report, &sources);
    let text = match global.format() {
        Format::Table => terminal::claims(&report, args.all),
        Format::Json => claims::document(&report),
        Format::Jsonl => claims::lines(&report),
        _ => {
            return Err(Failure::helped(
                "claims are not given in this format",
                "choose table, json or jsonl",
            ));
        }
    };
    output::text_if(&text)?;
    let totals = report.totals();
    Ok(match () {
        () if sources.damaged() > 0 => Ending::BadInput,
        () if broken > 0 => {
            let plural = if broken == 1 { "" } else { "s" };
            report::note(&format!("{broken} file{plural} could not be read: see above"));
            Ending::BadInput
        }
        () if totals.failed() > 0 => Ending::Found,
        () if args.strict && totals.of(Standing::Unverifiable) > 0 => Ending::Unverifiable,
        () => Ending::Well,
    })
}

/// Holds every claim against its source, on all cores, in the order of the catalogues.
fn hold(report: &Report, sources: &Sources) -> Vec<Told> {
    let places: Vec<(usize, usize)> = report
        .catalogues
        .iter()
        .enumerate()
        .flat_map(|(n, catalogue)| (0..catalogue.claims.len()).map(move |i| (n, i)))
        .collect();
    let mut by_source: HashMap<Key, Vec<(usize, usize)>> = HashMap::new();
    for (n, i) in places {
        let key = sources.key(n, &report.catalogues[n].claims[i].source.value);
        by_source.entry(key).or_default().push((n, i));
    }
    let mut told: Vec<Told> = by_source
        .into_par_iter()
        .flat_map_iter(|(key, places)| {
            let found = sources.of(&key);
            // Each article is made ready once for all of its claims.
            let ready: Vec<(&Source, Read<'_>)> =
                found.iter().flat_map(|f| f.iter()).map(|s| (s, Read::new(&s.text, &s.extraction))).collect();
            places
                .into_iter()
                .map(|(n, i)| {
                    let why = || sources.missing(&report.catalogues[n], &key);
                    one(&report.catalogues[n].claims[i], (n, i), &ready, why)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    told.sort_by_key(|t| (t.catalogue, t.claim));
    told
}

/// One claim against its source; of several articles of one trial, against the one that answers it best.
fn one(
    claim: &Claim,
    (catalogue, at): (usize, usize),
    ready: &[(&Source, Read<'_>)],
    why: impl Fn() -> String,
) -> Told {
    let best = ready
        .iter()
        .filter(|(source, _)| source.text.has_abstract() || source.findings_alone)
        .map(|(source, read)| (source, answered(claim, source, read)))
        .min_by_key(|(_, verified)| rank(verified.standing));
    let warnings: Vec<String> = ready.iter().flat_map(|(source, _)| source.warnings()).collect();
    let Some((source, verified)) = best else {
        let why = if ready.is_empty() { why() } else { "its record has no abstract".to_owned() };
        let verified = Verified::unverifiable(claim, why);
        return Told { catalogue, claim: at, verified, quote: None, found: None, warnings, read: None };
    };
    let quote = verified.quote.map(|span| quote(&source.text, span));
    let found: Option<Value> = verified
        .finding
        .map(|i| findings::finding(&findings::Places::new(&source.text), &source.extraction.findings[i]));
    Told { catalogue, claim: at, verified, quote, found, warnings, read: Some("abstract only") }
}

/// What a source says of a claim; one of which only findings are known cannot say that words are not in it.
fn answered(claim: &Claim, source: &Source, read: &Read<'_>) -> Verified {
    let verified = verify(claim, read);
    let quoted = matches!(claim.states, States::Quote(_));
    if source.findings_alone && quoted && verified.standing != Standing::Supported {
        return Verified::unverifiable(claim, "its lock file holds findings alone, not the text");
    }
    verified
}

/// A trial has several articles: a claim is answered by the one that knows most of it.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Supported => 0,
        Standing::Contradicted => 1,
        Standing::Ambiguous => 2,
        Standing::NotFound => 3,
        Standing::Unverifiable => 4,
    }
}

/// The words at a place, with the section they stand in.
fn quote(text: &Abstract, span: Span) -> Quote {
    let (section, _) = text.section_of(span);
    let label = usize::try_from(section)
        .map_or_else(|_| Some("title".to_owned()), |i| text.sections().get(i).and_then(|s| s.label.clone()));
    Quote { section: label, text: span.of(text.as_str()).to_owned() }
}
