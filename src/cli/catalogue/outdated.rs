//! `litx catalogue outdated`: what changed in sources since they were locked.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::jobs::jobs;
use super::lacking;
use crate::catalogue::claim::Cited;
use crate::cli::args::{Format, Global, OutdatedArgs};
use crate::cli::cited::Gathered;
use crate::cli::config::Settings;
use crate::cli::locks::shown;
use crate::cli::report::{self, Failure};
use crate::cli::verify::mappings::Mappings;
use crate::cli::{Ending, output};
use crate::id::Identifier;
use crate::lock::{Change, Entry};

/// The schema's name.
const SCHEMA: &str = "litx.outdated/1";

/// A source that is no longer as it was locked.
struct Outdated {
    file: String,
    source: String,
    title: String,
    changes: Vec<&'static str>,
    flags: Vec<&'static str>,
}

/// Runs the command.
pub(super) fn run(global: &Global, settings: &Settings, args: &OutdatedArgs) -> Result<Ending, Failure> {
    if let Some(origin) = settings.offline()?.filter(|_| args.from.is_empty()) {
        let help = format!("`offline` is set in {origin}; ask local records with --from PATH");
        return Err(Failure::helped("`catalogue outdated` asks the network", help));
    }
    let mappings = Mappings::read(None)?;
    let Some(jobs) = jobs(&args.locked.paths, args.locked.lock.as_deref(), &mappings)? else {
        return Ok(Ending::BadInput);
    };
    let (mut all, mut endings, mut asked) = (Vec::new(), Vec::new(), 0);
    for job in jobs {
        let file = shown(&job.path);
        if job.lock.entries().is_empty() {
            let help = "write it with `litx catalogue lock`";
            return Err(Failure::helped(format!("{file} does not exist: nothing is locked"), help));
        }
        let mut names: Vec<Cited> = Vec::new();
        for entry in job.lock.entries() {
            let trial = |name: &&Cited| matches!(name, Cited::Known(Identifier::Nct(_)));
            names.extend(entry.names().first().cloned());
            names.extend(entry.names().iter().filter(trial).cloned());
        }
        let mut gathered = Gathered::new(names);
        if args.from.is_empty() {
            let count = gathered.wanted.len();
            gathered.wanted.retain(|name| matches!(name, Cited::Known(_)));
            let local = count - gathered.wanted.len();
            if local > 0 {
                report::note(&format!(
                    "{file}: {local} local texts were not asked for: name their files with --from"
                ));
            }
            asked += gathered.wanted.len();
            gathered.network(settings, global.verbose)?;
        } else {
            asked += gathered.wanted.len();
            gathered.local(&args.from)?;
            // What these local records do not have says nothing of it.
            let lost = gathered.wanted.len();
            if lost > 0 {
                report::note(&format!("{file}: {lost} sources are not in the local records"));
                gathered.wanted.clear();
            }
        }
        let mut seen = HashSet::new();
        for (cited, found) in &gathered.found {
            let names = [cited.clone()];
            let own = Entry::of(&found.record, &found.raw.provenance, &[], false).first();
            let same = |entry: &&Entry| entry.first() == own || entry.names().first() == Some(cited);
            let old = job.lock.entries().iter().find(same);
            let (now, changes) = match old {
                Some(old) => {
                    let now =
                        Entry::of(&found.record, &found.raw.provenance, old.names(), old.is_hash_only());
                    let changes = old.changes(&now).into_iter().map(Change::name).collect::<Vec<_>>();
                    (now, changes)
                }
                None => (Entry::of(&found.record, &found.raw.provenance, &names, false), vec!["new"]),
            };
            let source = old.map_or_else(|| now.first(), Entry::first);
            if changes.is_empty() || !seen.insert(source.clone()) {
                continue;
            }
            let flags = now.flags().iter().map(|f| f.name()).collect();
            all.push(Outdated { file: file.clone(), source, title: now.title().to_owned(), changes, flags });
        }
        endings.push(lacking(&gathered));
    }
    all.sort_by(|a, b| (&a.file, &a.source).cmp(&(&b.file, &b.source)));
    output::text_if(&told(global.format(), &all, asked)?)?;
    if !global.quiet {
        report::note(&format!("{asked} asked: {} outdated", all.len()));
    }
    let found = !all.is_empty() || endings.contains(&Ending::Found);
    Ok(match (endings.contains(&Ending::Service), found) {
        (true, _) => Ending::Service,
        (false, true) => Ending::Found,
        (false, false) => Ending::Well,
    })
}

fn told(format: Format, all: &[Outdated], asked: usize) -> Result<String, Failure> {
    let value = |one: &Outdated| json!({"file": one.file, "source": one.source, "title": one.title, "changes": one.changes, "flags": one.flags});
    Ok(match format {
        Format::Table => all
            .iter()
            .map(|one| {
                let flags = if one.flags.is_empty() {
                    String::new()
                } else {
                    format!(" (now {})", one.flags.join(", "))
                };
                format!("{}: {}  {}{flags}  {}\n", one.file, one.source, one.changes.join(", "), one.title)
            })
            .collect(),
        Format::Json => {
            let sources: Vec<Value> = all.iter().map(value).collect();
            let totals = json!({"asked": asked, "outdated": all.len()});
            let document = json!({"schema": SCHEMA, "sources": sources, "totals": totals});
            serde_json::to_string_pretty(&document).unwrap_or_default()
        }
        Format::Jsonl => all.iter().map(|one| value(one).to_string() + "\n").collect(),
        _ => {
            return Err(Failure::helped(
                "sources are not given in this format",
                "choose table, json or jsonl",
            ));
        }
    })
}
