//! Results as rows tell them, to be compared between readers and between stores.

use rusqlite::{Connection, params};

use super::rows::Rows;
use super::{Batch, Store, StoreError};

/// A result and what it is bound to, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// `HR 0.49 [0.36, 0.67] 95% P<0.001`
    pub result: String,
    /// What was measured.
    pub outcome: Option<String>,
    /// The group it is of.
    pub arm: Option<String>,
    /// The group it is compared with.
    pub comparator: Option<String>,
    /// When: `5 years`.
    pub time: Option<String>,
}

impl Rows {
    /// The results, as they will be told.
    pub fn told(&self) -> Vec<Told> {
        let arms = names(self.arms.as_deref());
        let told = |f: &super::rows::FindingRow| Told {
            result: f.result.clone(),
            outcome: f.outcome.clone(),
            arm: name(&arms, f.arm),
            comparator: name(&arms, f.comparator),
            time: time(f.time_value, f.time_unit.as_deref()),
        };
        self.findings.iter().map(told).collect()
    }
}

impl Store {
    /// The results of a record, in text order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn told(&self, id: i64) -> Result<Vec<Told>, StoreError> {
        told(&self.connection, id)
    }

    /// The numbers of up to so many records behind one, rising, that another reader read.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ids_of_other_readers(
        &self,
        extractor: &str,
        id: i64,
        most: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let mut rows = self
            .connection
            .prepare_cached("SELECT id FROM record WHERE id > ?1 AND extractor <> ?2 ORDER BY id LIMIT ?3")?;
        Ok(rows
            .query_map(params![id, extractor, most as i64], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }
}

impl Batch<'_> {
    /// Replaces what was read from a record; nothing else of it changes. Nothing happens where the record is gone, or other
    /// bytes came in the meantime.
    ///
    /// # Errors
    /// As [`Batch::put`].
    pub fn reread(&mut self, id: i64, rows: &Rows) -> Result<(), StoreError> {
        let there = self
            .connection()
            .prepare_cached(
                "UPDATE record SET people = ?2, arms = ?3, extractor = ?4 WHERE id = ?1 AND sha256 = ?5",
            )?
            .execute(params![id, rows.people, rows.arms, rows.extractor, rows.sha256])?;
        if there > 0 {
            self.clear_results(id)?;
            self.insert_results(id, rows)?;
        }
        Ok(())
    }
}

pub(super) fn told(db: &Connection, id: i64) -> Result<Vec<Told>, StoreError> {
    let arms = db
        .prepare_cached("SELECT arms FROM record WHERE id = ?1")?
        .query_map([id], |row| row.get::<_, Option<String>>(0))?
        .next()
        .transpose()?
        .flatten();
    let arms = names(arms.as_deref());
    let mut rows = db.prepare_cached(
        "SELECT result, outcome, arm, comparator, time_value, time_unit FROM finding WHERE record = ?1 ORDER BY position",
    )?;
    let told = rows.query_map([id], |row| {
        Ok(Told {
            result: row.get(0)?,
            outcome: row.get(1)?,
            arm: name(&arms, row.get(2)?),
            comparator: name(&arms, row.get(3)?),
            time: time(row.get(4)?, row.get::<_, Option<String>>(5)?.as_deref()),
        })
    })?;
    Ok(told.collect::<Result<_, _>>()?)
}

pub(super) fn names(arms: Option<&str>) -> Vec<String> {
    arms.and_then(|arms| serde_json::from_str(arms).ok()).unwrap_or_default()
}

pub(super) fn name(arms: &[String], position: Option<u32>) -> Option<String> {
    arms.get(usize::try_from(position?.checked_sub(1)?).ok()?).cloned()
}

/// `5 years`, `1 year`
pub(super) fn time(value: Option<f64>, unit: Option<&str>) -> Option<String> {
    let (value, unit) = (value?, unit?);
    let plural = if value == 1.0 { "" } else { "s" };
    Some(format!("{value} {unit}{plural}"))
}
