//! Lock files: what the sources of a catalogue said when they were read, committed beside it.
//!
//! `litx.lock.jsonl` holds one source a line, sorted, so that a review shows when an abstract changed and a check of claims
//! needs no network. Every line ends with a hash of its own content: a line that somebody changed by hand, or a file that
//! was cut short, is damage with a place and advice, and never passes.

mod blank;
mod body;
mod entry;
mod findings;
mod line;
pub mod results;

use std::collections::HashMap;

use crate::catalogue::claim::Cited;

pub use entry::{Change, Entry};

/// The file's name, beside a catalogue or in a folder above it.
pub const FILE: &str = "litx.lock.jsonl";

/// The schema's name, in every line.
pub const SCHEMA: &str = "litx.lock/1";

/// Sources as they were when they were locked.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    entries: Vec<Entry>,
    by_name: HashMap<Cited, Vec<usize>>,
}

/// What is wrong with a lock file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Lock {
    /// Of sources in any order.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by_cached_key(Entry::first);
        let mut by_name: HashMap<Cited, Vec<usize>> = HashMap::new();
        for (i, entry) in entries.iter().enumerate() {
            for name in entry.names() {
                by_name.entry(name.clone()).or_default().push(i);
            }
        }
        Self { entries, by_name }
    }

    /// Reads a lock file.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn read(text: &str) -> Result<Self, Vec<Damage>> {
        let (mut entries, mut damages) = (Vec::new(), Vec::new());
        let mut first_seen: HashMap<String, usize> = HashMap::new();
        let mut damage = |line, message: String, help: &str| {
            damages.push(Damage { line, message, help: help.to_owned() });
        };
        let count = text.lines().count();
        if text.is_empty() {
            damage(1, "the file is empty".to_owned(), RESTORE);
        }
        let cut = !text.is_empty() && !text.ends_with('\n');
        for (n, content) in text.lines().enumerate() {
            let number = n + 1;
            match line::read(content) {
                _ if cut && number == count => {
                    damage(number, "the file is cut short: its last line has no end".to_owned(), RESTORE);
                }
                Err(trouble) => damage(number, trouble.message, trouble.help),
                Ok(entry) => {
                    let name = entry.first();
                    match first_seen.get(&name) {
                        Some(other) => {
                            let message = format!("{name} stands here a second time, first in line {other}");
                            damage(number, message, "delete the line that is not wanted");
                        }
                        None => {
                            first_seen.insert(name, number);
                            entries.push(entry);
                        }
                    }
                }
            }
        }
        if damages.is_empty() { Ok(Self::new(entries)) } else { Err(damages) }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        self.entries.iter().map(|entry| entry.line() + "\n").collect()
    }

    /// The sources, sorted.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sources that a name was locked for: several for a trial's.
    pub fn of<'a>(&'a self, cited: &Cited) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.by_name.get(cited).into_iter().flatten().map(|i| &self.entries[*i])
    }

    /// Takes the sources out.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

/// What to do about a file that is not whole.
const RESTORE: &str = "take it back from version control, or delete it and run `litx catalogue lock`";
