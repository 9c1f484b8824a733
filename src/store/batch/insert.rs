//! The rows of one record, table by table.

use rusqlite::params;

use super::Batch;
use crate::store::StoreError;
use crate::store::rows::Rows;

impl Batch<'_> {
    pub(super) fn insert(&mut self, id: i64, mut r: Rows) -> Result<(), StoreError> {
        let origin = self.origin(&r)?;
        let db = &self.transaction;
        db.prepare_cached(
            "INSERT INTO record (id, key, version, kind, title, abstract, sections, marks, doi, pmcid, trials, journal, year, authors,
                                 types, mesh, flags, details, people, arms, findings, revised, origin, fetched_at, sha256, extractor)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        )?
        .execute(params![
            id,
            r.key,
            r.version,
            r.kind,
            r.title,
            r.abstract_,
            r.sections,
            r.marks,
            r.doi,
            r.pmcid,
            r.trials,
            r.journal,
            r.year,
            r.authors,
            r.types,
            r.mesh,
            r.flags,
            r.details,
            r.people,
            r.arms,
            r.results,
            r.revised,
            origin,
            r.fetched_at,
            r.sha256,
            r.extractor
        ])?;
        if let Some(raw) = &r.raw {
            db.prepare_cached("INSERT INTO raw (record, bytes) VALUES (?1, ?2)")?
                .execute(params![id, raw])?;
        }
        let mut insert =
            db.prepare_cached("INSERT INTO identifier (kind, value, record) VALUES (?1, ?2, ?3)")?;
        for (kind, value) in &r.identifiers {
            insert.execute(params![kind, value, id])?;
        }
        drop(insert);
        self.insert_results(id, &r)?;
        self.comes(id, &mut r)
    }

    /// Findings and verdicts.
    pub(in crate::store) fn insert_results(&self, id: i64, r: &Rows) -> Result<(), StoreError> {
        // Most articles have none.
        if r.findings.is_empty() && r.verdicts.is_empty() {
            return Ok(());
        }
        let db = &self.transaction;
        let mut insert = db.prepare_cached(
            "INSERT INTO finding (record, position, kind, measure, statistic, value, low, high, level, p_op, p, count, total, unit, outcome,
                                  arm, comparator, time_value, time_unit, result, start, stop, quote)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        )?;
        for (position, f) in r.findings.iter().enumerate() {
            insert.execute(params![
                id,
                position as i64,
                f.kind,
                f.measure,
                f.statistic,
                f.value,
                f.low,
                f.high,
                f.level,
                f.p_op,
                f.p,
                f.count,
                f.total,
                f.unit,
                f.outcome,
                f.arm,
                f.comparator,
                f.time_value,
                f.time_unit,
                f.result,
                f.start,
                f.stop,
                f.quote
            ])?;
        }
        let mut insert = db.prepare_cached(
            "INSERT INTO verdict (record, position, name, grade, message) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (position, (name, grade, message)) in r.verdicts.iter().enumerate() {
            insert.execute(params![id, position as i64, name, grade, message])?;
        }
        Ok(())
    }

    /// Takes findings and verdicts out.
    pub(in crate::store) fn clear_results(&self, id: i64) -> Result<(), StoreError> {
        for table in ["finding", "verdict"] {
            self.transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE record = ?1"))?
                .execute([id])?;
        }
        Ok(())
    }

    pub(super) fn origin(&mut self, rows: &Rows) -> Result<i64, StoreError> {
        if let Some(id) = self.origins.get(&rows.source).and_then(|routes| routes.get(&rows.route)) {
            return Ok(*id);
        }
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO origin (source, route, turn) VALUES (?1, ?2, ?3)")?
            .execute(params![rows.source, rows.route, rows.turn])?;
        let id = self
            .transaction
            .prepare_cached("SELECT id FROM origin WHERE source = ?1 AND route = ?2")?
            .query_row([&rows.source, &rows.route], |row| row.get(0))?;
        self.origins.entry(rows.source.clone()).or_default().insert(rows.route.clone(), id);
        Ok(id)
    }
}
