//! The rows of an article as another store has them.

use rusqlite::{OptionalExtension, Row};

use super::finding::FindingRow;
use super::{Past, Rows, identifiers};
use crate::store::batch::FIRST_OTHER;
use crate::store::{Store, StoreError, kept};

impl Store {
    /// The rows of a record, to be put into another store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn record_rows(&self, id: i64) -> Result<Option<Rows>, StoreError> {
        let db = &self.connection;
        let Some(record) = kept::record(db, id)? else { return Ok(None) };
        let rows = db
            .prepare_cached(
                "SELECT r.key, r.version, r.kind, r.title, r.abstract, r.sections, r.marks, r.doi, r.pmcid, r.trials, r.journal, r.year,
                        r.authors, r.types, r.mesh, r.flags, r.details, r.people, r.arms, r.findings, r.revised, o.source, o.route, o.turn,
                        r.fetched_at, r.sha256, r.extractor, w.bytes
                   FROM record r JOIN origin o ON o.id = r.origin LEFT JOIN raw w ON w.record = r.id WHERE r.id = ?1",
            )?
            .query_row([id], |row| rows(id, row))
            .optional()?;
        let Some(mut rows) = rows else { return Ok(None) };
        rows.identifiers = identifiers(&record);
        rows.findings = db
            .prepare_cached(
                "SELECT kind, measure, statistic, value, low, high, level, p_op, p, count, total, unit, outcome, arm, comparator,
                        time_value, time_unit, result, start, stop, quote FROM finding WHERE record = ?1 ORDER BY position",
            )?
            .query_map([id], finding)?
            .collect::<Result<_, _>>()?;
        let name = |row: &Row<'_>, i: usize| row.get::<_, String>(i).map(Into::into);
        rows.verdicts = db
            .prepare_cached("SELECT name, grade, message FROM verdict WHERE record = ?1 ORDER BY position")?
            .query_map([id], |row| Ok((name(row, 0)?, name(row, 1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        rows.past = db
            .prepare_cached(
                "SELECT version, sha256, replaced_at, changed, raw FROM history WHERE record = ?1 ORDER BY id",
            )?
            .query_map([id], |row| {
                Ok(Past {
                    version: row.get(0)?,
                    sha256: row.get(1)?,
                    replaced_at: row.get(2)?,
                    changed: row.get(3)?,
                    raw: row.get(4)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(Some(rows))
    }
}

fn rows(id: i64, row: &Row<'_>) -> rusqlite::Result<Rows> {
    Ok(Rows {
        pmid: Some(id).filter(|id| *id < FIRST_OTHER),
        key: row.get(0)?,
        version: row.get(1)?,
        kind: row.get::<_, String>(2)?.into(),
        title: row.get(3)?,
        abstract_: row.get(4)?,
        sections: row.get(5)?,
        marks: row.get(6)?,
        doi: row.get(7)?,
        pmcid: row.get(8)?,
        trials: row.get(9)?,
        journal: row.get(10)?,
        year: row.get(11)?,
        authors: row.get(12)?,
        types: row.get(13)?,
        mesh: row.get(14)?,
        flags: row.get(15)?,
        details: row.get(16)?,
        people: row.get(17)?,
        arms: row.get(18)?,
        results: row.get(19)?,
        revised: row.get(20)?,
        source: row.get(21)?,
        route: row.get(22)?,
        turn: row.get(23)?,
        fetched_at: row.get(24)?,
        sha256: row.get(25)?,
        extractor: row.get::<_, String>(26)?.into(),
        raw: row.get(27)?,
        identifiers: Vec::new(),
        findings: Vec::new(),
        verdicts: Vec::new(),
        past: Vec::new(),
        words: None,
    })
}

fn finding(row: &Row<'_>) -> rusqlite::Result<FindingRow> {
    let name = |i: usize| row.get::<_, Option<String>>(i).map(|name| name.map(Into::into));
    Ok(FindingRow {
        kind: row.get::<_, String>(0)?.into(),
        measure: name(1)?,
        statistic: name(2)?,
        value: row.get(3)?,
        low: row.get(4)?,
        high: row.get(5)?,
        level: row.get(6)?,
        p_op: name(7)?,
        p: row.get(8)?,
        count: row.get(9)?,
        total: row.get(10)?,
        unit: row.get(11)?,
        outcome: row.get(12)?,
        arm: row.get(13)?,
        comparator: row.get(14)?,
        time_value: row.get(15)?,
        time_unit: name(16)?,
        result: row.get(17)?,
        start: row.get(18)?,
        stop: row.get(19)?,
        quote: row.get(20)?,
    })
}
