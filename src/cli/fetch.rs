//! `litx fetch`: identifiers in; records fetched, stored, read, checked, shown.

mod outcome;
mod run;
mod search;

use std::collections::BTreeSet;

use super::args::{FetchArgs, Global};
use super::config::Settings;
use super::ids::{complain, gather};
use super::report::{self, Failure};
use super::{Ending, output};
use crate::id::Identifier;
use crate::source::eutils::Eutils;
use crate::store::{Store, StoreError};
use outcome::{Outcome, documents, warn_of_flags};
use run::Run;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &FetchArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let args = &FetchArgs { offline: offline(args, &settings)?, ..args.clone() };
    if let Some(term) = &args.query {
        return search::run(global, args, &settings, term);
    }
    let mut inputs = gather(&args.identifiers, &args.ids)?;
    if inputs.is_empty() {
        return Err(Failure::input("the list holds no identifier"));
    }
    let bad = complain(&inputs);
    if bad > 0 && !args.keep_going {
        if inputs.len() > bad {
            report::note(&format!("{bad} of {} are no identifiers; nothing was fetched", inputs.len()));
            report::help("mend them, or fetch the others with --keep-going");
        }
        return Ok(Ending::BadInput);
    }
    inputs.retain(|input| input.id.is_ok());
    let ids: Vec<Identifier> = inputs.iter().filter_map(|input| input.id.clone().ok()).collect();
    if args.dry_run {
        dry_run(global, args, &settings, &ids)?;
        return Ok(if bad > 0 { Ending::BadInput } else { Ending::Well });
    }
    let store = open_store(args, &settings)?;
    let mut run = Run::new(global, args, store, &inputs);
    run.begin()?;
    let local =
        if args.from.is_empty() && !args.refresh { run.answer_from_store(&ids)? } else { BTreeSet::new() };
    let open: Vec<usize> = (0..ids.len()).filter(|i| !local.contains(i)).collect();
    if !open.is_empty() {
        run.ask(&settings, &ids, &open)?;
    }
    let ending = run.end()?;
    Ok(if bad > 0 && ending == Ending::Well { Ending::BadInput } else { ending })
}

/// `--offline`, or the setting, which local files in the network's place make needless.
fn offline(args: &FetchArgs, settings: &Settings) -> Result<bool, Failure> {
    let Some(origin) = settings.offline()?.filter(|_| args.from.is_empty()) else { return Ok(args.offline) };
    let needs = [("--refresh", args.refresh), ("--query", args.query.is_some())];
    match needs.iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(Failure::helped(
            format!("{option} asks the network, and `offline` is set"),
            format!("it is set in {origin}"),
        )),
        None => Ok(true),
    }
}

fn open_store(args: &FetchArgs, settings: &Settings) -> Result<Option<Store>, Failure> {
    // Offline, the store is the only source, and nothing is written to it.
    if args.no_store && !args.offline {
        return Ok(None);
    }
    let path = settings.store()?;
    Ok(Some(if args.offline { Store::open_existing(&path)? } else { Store::open(&path)? }))
}

/// The requests that would be sent: none for what local files or the store answer.
fn dry_run(
    global: &Global,
    args: &FetchArgs,
    settings: &Settings,
    ids: &[Identifier],
) -> Result<(), Failure> {
    let client = Eutils::new(settings.services(args.patient, global.verbose)?)?;
    let mut open = Vec::new();
    if args.from.is_empty() && !args.offline {
        let store = match Store::open_existing(&settings.store()?) {
            Ok(store) if !args.refresh && !args.no_store => Some(store),
            Ok(_) | Err(StoreError::Missing(_)) => None,
            Err(error) => return Err(error.into()),
        };
        for id in ids {
            let stored = match &store {
                Some(store) if !asked_anew(id) => !store.find(id)?.is_empty(),
                _ => false,
            };
            if !stored {
                open.push(id.clone());
            }
        }
    }
    let requests = client.plan(&open);
    if requests.is_empty() {
        report::note("no request would be sent");
    }
    output::text_if(&requests.join("\n"))
}

/// A trial's number is asked for even where the store has an answer: new records may name it.
fn asked_anew(id: &Identifier) -> bool {
    matches!(id, Identifier::Nct(_))
}
