//! What a run came to.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::counts::Counts;

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    pub(super) files: u64,
    /// Files read by an earlier run, or the same under another name of folder.
    pub(super) already_read: u64,
    pub(super) counts: Counts,
    /// Not asked for.
    pub(super) passed: u64,
    pub(super) deleted: u64,
    pub(super) damaged: u64,
    pub(super) failed: Vec<String>,
    /// Files not read, because the store failed.
    pub(super) left: u64,
    /// Elements that litx does not know, which were skipped.
    pub(super) unknown: BTreeMap<String, u64>,
}

impl Totals {
    /// Of so many files, none of which is read yet.
    pub(super) fn of(files: usize) -> Self {
        Self { files: files as u64, left: files as u64, ..Self::default() }
    }

    /// Records that the input held.
    pub(super) fn records(&self) -> u64 {
        self.counts.all() + self.passed
    }

    /// Whether everything was read.
    pub(super) fn well(&self) -> bool {
        self.damaged == 0 && self.left == 0 && self.failed.is_empty()
    }

    /// Takes in what was written meanwhile.
    pub(super) fn add(&mut self, part: Totals) {
        self.counts.add(part.counts);
        for (sum, n) in [
            (&mut self.already_read, part.already_read),
            (&mut self.passed, part.passed),
            (&mut self.deleted, part.deleted),
            (&mut self.damaged, part.damaged),
        ] {
            *sum += n;
        }
        self.failed.extend(part.failed);
        for (name, n) in part.unknown {
            *self.unknown.entry(name).or_default() += n;
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "schema": "litx.ingest/1", "files": self.files, "already_read": self.already_read, "new": self.counts.new,
            "updated": self.counts.updated, "unchanged": self.counts.unchanged, "older": self.counts.older, "not_selected": self.passed,
            "deleted": self.deleted, "damaged": self.damaged, "failed": self.failed, "left": self.left,
            "unknown_elements": self.unknown,
        })
    }

    /// One line for people; a rate where it took long enough to mean something.
    pub(super) fn line(&self, took: Duration) -> String {
        let beside = [
            (self.passed, "not selected"),
            (self.deleted, "deleted"),
            (self.damaged, "damaged"),
            (self.already_read, "files read before"),
            (self.left, "files not read to their end"),
        ];
        let mut line = self.counts.line(self.files, "file", &beside);
        if !self.failed.is_empty() {
            line += &format!(", failed: {}", self.failed.join(", "));
        }
        if took >= Duration::from_secs(10) {
            let rate = self.records() as f64 / took.as_secs_f64();
            line += &format!("; {} s, {rate:.0} records/s", took.as_secs());
        }
        line
    }
}
