//! `litx catalogue`: starting catalogues, and locking what their sources say.

mod add;
mod draft;
mod jobs;
mod lock;
mod outdated;

use super::Ending;
use super::args::{CatalogueCommand, Global};
use super::config::Settings;
use super::report::{self, Failure};
use crate::catalogue::claim::Cited;
use crate::cli::cited::Gathered;

/// Runs the command.
pub(crate) fn run(global: &Global, command: &CatalogueCommand) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    match command {
        CatalogueCommand::Lock(args) => lock::run(global, &settings, args),
        CatalogueCommand::Outdated(args) => outdated::run(global, &settings, args),
        CatalogueCommand::Add(args) => add::run(global, &settings, args),
    }
}

/// Names every source that could not be had, and why; how a command ends for it.
fn lacking(gathered: &Gathered) -> Ending {
    let (mut service, mut found) = (false, false);
    let mut told = std::collections::HashSet::new();
    for cited in &gathered.wanted {
        if gathered.missing.contains(cited) {
            found = true;
            report::error(&Failure::input(format!("no PubMed record has {cited}")));
        } else if let Some(error) = gathered.failed.get(cited) {
            match error.code {
                "ambiguous" | "damaged" => found = true,
                _ => service = true,
            }
            let mut error = error.clone();
            error.message = format!("{cited}: {}", error.message);
            // What helps against one failure is said once.
            error.help = error.help.filter(|help| told.insert(help.clone()));
            report::error(&Failure::Source(error));
        } else {
            found = true;
            let (message, help) = match cited {
                Cited::Given(_) => ("no local record has this name", "give its file with --from"),
                Cited::Known(_) => {
                    ("not in the store, and nothing may be asked", "run once without --offline")
                }
            };
            report::error(&Failure::helped(format!("{cited}: {message}"), help));
        }
    }
    match (service, found) {
        (true, _) => Ending::Service,
        (false, true) => Ending::Found,
        (false, false) => Ending::Well,
    }
}
