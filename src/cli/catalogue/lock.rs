//! `litx catalogue lock`: writes what the sources of catalogues say into their lock file.

use std::collections::{HashMap, HashSet};

use super::jobs::{Job, jobs};
use super::lacking;
use crate::catalogue::claim::Cited;
use crate::cli::Ending;
use crate::cli::args::{Global, LockArgs};
use crate::cli::cited::Gathered;
use crate::cli::config::Settings;
use crate::cli::locks::shown;
use crate::cli::replace::replace;
use crate::cli::report::{self, Failure};
use crate::cli::verify::mappings::Mappings;
use crate::id::Identifier;
use crate::lock::{Change, Entry, Lock};
use crate::source::Found;

/// Runs the command.
pub(super) fn run(global: &Global, settings: &Settings, args: &LockArgs) -> Result<Ending, Failure> {
    let mappings = Mappings::read(None)?;
    let Some(jobs) = jobs(&args.locked.paths, args.locked.lock.as_deref(), &mappings)? else {
        return Ok(Ending::BadInput);
    };
    let offline = args.offline || settings.offline()?.is_some();
    let mut endings = Vec::new();
    for job in jobs {
        let open = |cited: &&Cited| args.refresh || job.lock.of(cited).next().is_none();
        let mut gathered = Gathered::new(job.cited().filter(open).cloned());
        gathered.local(&args.from)?;
        if !args.refresh || offline {
            // New records may name a trial, so that its number is asked for even where the store has an answer.
            gathered.stored(settings, |cited| offline || !trial(cited))?;
        }
        if !offline {
            gathered.network(settings, global.verbose)?;
        }
        endings.push(lacking(&gathered));
        write(global, args, &mappings, job, gathered.found)?;
    }
    let ended = |ending| endings.contains(&ending);
    Ok([Ending::Service, Ending::Found].into_iter().find(|ending| ended(*ending)).unwrap_or(Ending::Well))
}

fn trial(cited: &Cited) -> bool {
    matches!(cited, Cited::Known(Identifier::Nct(_)))
}

/// Puts what was found among what was locked, and writes the file where something changed.
fn write(
    global: &Global,
    args: &LockArgs,
    mappings: &Mappings,
    job: Job,
    found: Vec<(Cited, Found)>,
) -> Result<(), Failure> {
    let say = |line: &str| {
        if !global.quiet {
            report::note(line);
        }
    };
    let before = job.lock.text();
    let old = job.lock.entries();
    // A file that was written without texts gets none by and by.
    let hash_only = args.hash_only || !old.is_empty() && old.iter().all(Entry::is_hash_only);
    let new = entries(found, hash_only);
    let mut cited: HashSet<Cited> = job.cited().cloned().collect();
    if old.iter().any(|entry| !entry.names().iter().any(|name| cited.contains(name))) {
        match job.cited_elsewhere(mappings)? {
            Some(elsewhere) => cited.extend(elsewhere),
            None => {
                say("a catalogue beside these cannot be read, so that no source is dropped");
                cited.extend(old.iter().flat_map(|entry| entry.names().iter().cloned()));
            }
        }
    }
    let path = job.path.clone();
    let mut kept: Vec<Entry> = Vec::new();
    let (mut added, mut changed, mut dropped, mut same) = (0, 0, 0, 0);
    let mut by_first: HashMap<String, Entry> = new.into_iter().map(|entry| (entry.first(), entry)).collect();
    for mut entry in job.lock.into_entries() {
        entry.rename(&[], |name| !trial(name) || cited.contains(name));
        if !entry.names().iter().any(|name| cited.contains(name)) {
            dropped += 1;
            say(&format!("  dropped  {}  {}", entry.first(), entry.title()));
            continue;
        }
        match by_first.remove(&entry.first()) {
            Some(mut now) => {
                let names = entry.names().to_vec();
                let changes = entry.changes(&now);
                if changes.is_empty() && entry.is_hash_only() == now.is_hash_only() && entry.same_record(&now)
                {
                    entry.rename(now.names(), |_| true);
                    same += 1;
                    kept.push(entry);
                } else {
                    changed += 1;
                    let what: Vec<&str> = changes.iter().copied().map(Change::name).collect();
                    let what = if what.is_empty() { "record".to_owned() } else { what.join(", ") };
                    say(&format!("  changed  {}  {what}", now.first()));
                    now.rename(
                        &names.into_iter().filter(|name| cited.contains(name)).collect::<Vec<_>>(),
                        |_| true,
                    );
                    kept.push(now);
                }
            }
            None if args.hash_only && !entry.is_hash_only() => {
                changed += 1;
                say(&format!("  changed  {}  its text was taken out", entry.first()));
                kept.push(entry.without_text());
            }
            None => {
                same += 1;
                kept.push(entry);
            }
        }
    }
    let mut rest: Vec<Entry> = by_first.into_values().collect();
    rest.sort_by_key(Entry::first);
    for entry in rest {
        added += 1;
        say(&format!("  added    {}  {}", entry.first(), entry.title()));
        kept.push(entry);
    }
    let lock = Lock::new(kept);
    let (text, name) = (lock.text(), shown(&path));
    if text.is_empty() {
        if !before.is_empty() {
            std::fs::remove_file(&path).map_err(|e| Failure::io(&format!("cannot remove {name}"), &e))?;
        }
        say(&format!("{name}: no source is left to lock"));
        return Ok(());
    }
    if text != before {
        replace(&path, text.as_bytes())?;
    }
    let count = lock.entries().len();
    let plural = if count == 1 { "" } else { "s" };
    say(&format!(
        "{name}: {count} source{plural}: {added} added, {changed} changed, {dropped} dropped, {same} as before"
    ));
    Ok(())
}

/// A line for each record, with all the names that led to it.
fn entries(found: Vec<(Cited, Found)>, hash_only: bool) -> Vec<Entry> {
    let mut records: Vec<(String, Found, Vec<Cited>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (cited, found) in found {
        // Of one record the newest version is the one that counts: it comes once from each place.
        let first = Entry::of(&found.record, &found.raw.provenance, &[], false).first();
        let key = if first.is_empty() { cited.to_string() } else { first };
        match known.get(&key) {
            Some(i) => records[*i].2.push(cited),
            None => {
                known.insert(key.clone(), records.len());
                records.push((key, found, vec![cited]));
            }
        }
    }
    records
        .into_iter()
        .map(|(_, found, cited)| Entry::of(&found.record, &found.raw.provenance, &cited, hash_only))
        .collect()
}
