//! What became of records that were to be stored.

use crate::store::Change;

/// So many of each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) new: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    /// Older than what is stored, or withdrawn by a later file.
    pub(super) older: u64,
}

impl Counts {
    pub(super) fn take(&mut self, change: &Change) {
        *match change {
            Change::New => &mut self.new,
            Change::Unchanged => &mut self.unchanged,
            Change::Updated(_) | Change::Reread => &mut self.updated,
            Change::Older | Change::Withdrawn => &mut self.older,
        } += 1;
    }

    pub(super) fn add(&mut self, more: Counts) {
        self.new += more.new;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.older += more.older;
    }

    pub(super) fn all(&self) -> u64 {
        self.new + self.updated + self.unchanged + self.older
    }

    /// `3 files: 52 new, 5 updated, 1 unchanged records`, and what else there is to say of so many.
    pub(super) fn line(&self, of: u64, what: &str, beside: &[(u64, &str)]) -> String {
        let plural = if of == 1 { "" } else { "s" };
        let mut line = format!(
            "{of} {what}{plural}: {} new, {} updated, {} unchanged records",
            self.new, self.updated, self.unchanged
        );
        for (n, what) in [(self.older, "older than stored")].iter().chain(beside) {
            if *n > 0 {
                line += &format!(", {n} {what}");
            }
        }
        line
    }
}
