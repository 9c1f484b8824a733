//! What is stored of an article already, and how it differs from what comes.

use rusqlite::{Connection, OptionalExtension};

use super::{Batch, Part};
use crate::source::Found;
use crate::store::StoreError;
use crate::store::rows::{Rows, key};
use crate::store::told::told;

/// What is stored of an article already.
pub(super) struct Before {
    pub(super) id: i64,
    pub(super) version: u32,
    pub(super) revised: Option<String>,
    pub(super) sha256: Vec<u8>,
    pub(super) extractor: String,
    pub(super) turn: Option<u32>,
    pub(super) has_raw: bool,
    pub(super) has_text: bool,
}

impl Before {
    /// Whether it keeps at least what is to be kept.
    pub(super) fn keeps(&self, rows: &Rows) -> bool {
        (self.has_raw || rows.raw.is_none()) && (self.has_text || rows.results.is_some())
    }

    /// Whether an older litx read it than what comes: an older one's results replace nothing.
    pub(super) fn read_before(&self, rows: &Rows) -> bool {
        older(&self.extractor, &rows.extractor)
    }

    /// Whether it is newer than what comes: a higher version; of one version, from a later file of PubMed's, or else with a
    /// later revision.
    pub(super) fn newer_than(&self, rows: &Rows) -> bool {
        if rows.version != self.version {
            return rows.version < self.version;
        }
        match (rows.turn, self.turn) {
            (Some(new), Some(old)) if new != old => new < old,
            _ => matches!((&rows.revised, &self.revised), (Some(new), Some(old)) if new < old),
        }
    }
}

/// Whether a version of the reader is older than another.
pub fn older(one: &str, other: &str) -> bool {
    numbers(one) < numbers(other)
}

/// The numbers of a version, `0.1.0+2`, in their order.
fn numbers(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

pub(super) fn before(
    db: &Connection,
    condition: &str,
    of: impl rusqlite::ToSql,
) -> Result<Option<Before>, StoreError> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT r.id, r.version, r.revised, r.sha256, r.extractor, o.turn,
                    EXISTS (SELECT 1 FROM raw WHERE record = r.id), r.findings IS NULL
               FROM record r JOIN origin o ON o.id = r.origin WHERE {condition}"
        ))?
        .query_row([of], |row| {
            Ok(Before {
                id: row.get(0)?,
                version: row.get(1)?,
                revised: row.get(2)?,
                sha256: row.get(3)?,
                extractor: row.get(4)?,
                turn: row.get(5)?,
                has_raw: row.get(6)?,
                has_text: row.get(7)?,
            })
        })
        .optional()?)
}

impl Batch<'_> {
    /// Whether any version of a record is stored.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn holds(&self, found: &Found) -> Result<bool, StoreError> {
        let held = |condition: &str, of: &dyn rusqlite::ToSql| {
            let mut one = self
                .transaction
                .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM record WHERE {condition})"))?;
            one.query_row([of], |row| row.get(0))
        };
        Ok(match found.record.pmid {
            Some(pmid) => held("id = ?1", &pmid.get())?,
            None => held("key = ?1", &key(found))?,
        })
    }

    pub(super) fn differences(&self, id: i64, new: &Rows) -> Result<Vec<Part>, StoreError> {
        let mut parts = self
            .transaction
            .prepare_cached("SELECT title, abstract, sections, flags FROM record WHERE id = ?1")?
            .query_row([id], |row| {
                let mut parts = Vec::new();
                if row.get::<_, String>(0)? != new.title {
                    parts.push(Part::Title);
                }
                let text = (row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?);
                if (&text.0, &text.1) != (&new.abstract_, &new.sections) {
                    parts.push(Part::Abstract);
                }
                if row.get::<_, Option<String>>(3)? != new.flags {
                    parts.push(Part::Flags);
                }
                Ok(parts)
            })?;
        if told(&self.transaction, id)? != new.told() {
            parts.push(Part::Findings);
        }
        if parts.is_empty() {
            parts.push(Part::Other);
        }
        Ok(parts)
    }
}
