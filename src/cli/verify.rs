//! `litx verify`: the claims of catalogues against what their sources print.

mod changed;
pub(super) mod files;
pub(super) mod mappings;
mod ratchet;
mod sources;
mod written;

use std::collections::HashMap;

use rayon::prelude::*;
use serde_json::Value;

use super::Ending;
use super::args::{Global, VerifyArgs};
use super::config::Settings;
use super::report::{self, Failure};
use crate::catalogue::claim::States;
use crate::catalogue::{Claim, Lines, Place};
use crate::export::findings;
use crate::record::Abstract;
use crate::text::Span;
use crate::verify::report::{Quote, Report, Told, Weight};
use crate::verify::{Read, Standing, Verified, verify};
use sources::{Key, Source, Sources};
pub(crate) use written::Output;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &VerifyArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    // Threads that are there already are as good.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(global.threads()).build_global();
    written::fits(global, args)?;
    let since = |revision| changed::Changed::since(revision, args.lock.as_deref());
    let changed = args.changed_since.as_deref().map(since).transpose()?;
    let files::Catalogues { catalogues, faults, broken, passed_over } =
        files::read(&args.paths, &mappings::Mappings::read(args.preset)?, changed.as_ref())?;
    let sources = Sources::find(&settings, args, &catalogues)?;
    let mut report = Report { catalogues, told: Vec::new(), faults, passed_over, strict: args.strict };
    report.told = hold(&report, &sources, written::documents(global, args));
    if let Some(file) = &args.baseline {
        ratchet::hold(file, args.update_baseline, &mut report)?;
    }
    written::write(global, args, &report)?;
    let fails = |told: &&Told| report.weight(told) == Weight::Failure;
    let worst = report.told.iter().filter(fails).map(|told| told.verified.standing).min();
    Ok(match worst {
        _ if sources.damaged() > 0 => Ending::BadInput,
        _ if broken > 0 => {
            let plural = if broken == 1 { "" } else { "s" };
            report::note(&format!("{broken} file{plural} could not be read: see above"));
            Ending::BadInput
        }
        None => Ending::Well,
        // The last in order: nothing else failed.
        Some(Standing::Unverifiable) => Ending::Unverifiable,
        Some(_) => Ending::Found,
    })
}

/// Holds every claim against its source, on all cores, in the order of the catalogues; `documents`: what is told of each finding
/// is wanted as JSON.
fn hold(report: &Report, sources: &Sources, documents: bool) -> Vec<Told> {
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
                found.iter().map(|s| (s, Read::new(&s.text, &s.extraction))).collect();
            places
                .into_iter()
                .map(|(n, i)| {
                    let why = || sources.missing(&report.catalogues[n], &key);
                    one(&report.catalogues[n].claims[i], (n, i), &ready, documents, why)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    told.sort_by_key(|t| (t.catalogue, t.claim));
    for told in told.chunk_by_mut(|a, b| a.catalogue == b.catalogue) {
        let lines = Lines::new(&report.catalogues[told[0].catalogue].text);
        for one in told {
            (one.from, one.to) = (lines.place(one.verified.at.start), lines.place(one.verified.at.end));
        }
    }
    told
}

/// One claim against its source; of several articles of one trial, against the one that answers it best.
fn one(
    claim: &Claim,
    (catalogue, at): (usize, usize),
    ready: &[(&Source, Read<'_>)],
    documents: bool,
    why: impl Fn() -> String,
) -> Told {
    let best = ready
        .iter()
        .filter(|(source, _)| source.text.has_abstract() || source.findings_alone)
        .map(|(source, read)| (source, answered(claim, source, read)))
        .min_by_key(|(_, verified)| rank(verified.standing));
    let warnings: Vec<String> = ready.iter().flat_map(|(source, _)| source.warnings()).collect();
    // Its place is counted once the claims of a file are together.
    let start = Place { line: 1, column: 1 };
    let blank = |verified| Told {
        catalogue,
        claim: at,
        verified,
        from: start,
        to: start,
        known: false,
        quote: None,
        found: None,
        warnings,
        read: None,
    };
    let Some((source, verified)) = best else {
        let why = if ready.is_empty() { why() } else { "its record has no abstract".to_owned() };
        return blank(Verified::unverifiable(claim, why));
    };
    let quote = verified.quote.map(|span| quote(&source.text, span));
    let found: Option<Value> = verified
        .finding
        .filter(|_| documents)
        .map(|i| findings::finding(&findings::Places::new(&source.text), &source.extraction.findings[i]));
    Told { quote, found, read: Some("abstract only"), ..blank(verified) }
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
