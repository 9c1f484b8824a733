//! The rows of one record, table by table.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::{Entry, date, flag_list};
use crate::id::Pmid;
use crate::record::{Record, RecordKind};
use crate::store::StoreError;

pub(super) fn insert(
    db: &Connection,
    entry: &Entry<'_>,
    key: &str,
    id: Option<i64>,
) -> Result<i64, StoreError> {
    let record = &entry.found.record;
    let journal =
        record.journal.iso.as_ref().or(record.journal.medline.as_ref()).or(record.journal.title.as_ref());
    let authors: Value = record.authors.iter().map(|a| a.short()).collect();
    let types: Value = record.types.iter().map(|t| t.name.as_str()).collect();
    let mesh: Value = record.mesh.iter().map(|m| m.descriptor.name.as_str()).collect();
    let kind = match record.kind {
        RecordKind::Article => "article",
        RecordKind::Book => "book",
    };
    db.prepare_cached(
        "INSERT INTO record (id, key, pmid, version, kind, title, journal, year, authors, flags, types, mesh, revised, extractor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        id,
        key,
        record.pmid.map(Pmid::get),
        record.version,
        kind,
        record.title(),
        journal,
        record.dates.year(),
        authors.to_string(),
        flag_list(record).to_string(),
        types.to_string(),
        mesh.to_string(),
        record.dates.revised.as_ref().map(date),
        entry.extractor,
    ])?;
    let id = db.last_insert_rowid();
    identifiers(db, id, record)?;
    let mut section = db.prepare_cached(
        "INSERT INTO section (record, position, label, category, text) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (i, s) in record.text.sections().iter().enumerate() {
        section.execute(params![id, i as i64, s.label, s.category, record.text.section_text(s)])?;
    }
    let provenance = &entry.found.raw.provenance;
    db.prepare_cached(
        "INSERT INTO source (record, source, route, fetched_at, sha256, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id,
        provenance.source,
        provenance.route,
        provenance.fetched_at,
        provenance.sha256,
        packed(&entry.found.raw.bytes),
    ])?;
    findings(db, id, entry.findings)?;
    verdicts(db, id, entry.verdicts)?;
    Ok(id)
}

fn identifiers(db: &Connection, id: i64, record: &Record) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO identifier (kind, value, record, shown) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for own in &record.dois {
        insert.execute(params!["doi", own.doi.key(), id, own.doi.as_str()])?;
    }
    if let Some(pmcid) = record.pmcid {
        insert.execute(params!["pmcid", pmcid.to_string(), id, pmcid.to_string()])?;
    }
    for trial in &record.trials {
        insert.execute(params!["nct", trial.nct.to_string(), id, trial.nct.to_string()])?;
    }
    if let Some(given) = &record.given_id {
        insert.execute(params!["given", given, id, given])?;
    }
    Ok(())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The position behind an arm's name: 2 of `a2`.
fn arm(value: &Value) -> Option<i64> {
    value.as_str()?.strip_prefix('a')?.parse().ok()
}

fn findings(db: &Connection, id: i64, document: &Value) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached("INSERT INTO arm (record, position, name) VALUES (?1, ?2, ?3)")?;
    for entry in document["arms"].as_array().into_iter().flatten() {
        insert.execute(params![id, arm(&entry["id"]), entry["name"].as_str()])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO finding (record, position, kind, measure, statistic, value, printed, low, high, level, p_op, p, count, total,
                              unit, outcome, arm, comparator, time_value, time_unit, rule, section, start, stop, quote, document)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
    )?;
    for (position, f) in document["findings"].as_array().into_iter().flatten().enumerate() {
        let value = ["value", "percent", "n"].iter().map(|name| &f[*name]).find(|v| v.is_number());
        let statistic = ["statistic", "role"].iter().find_map(|name| f[*name].as_str());
        insert.execute(params![
            id,
            position as i64,
            f["kind"].as_str(),
            f["measure"].as_str(),
            statistic,
            value.and_then(Value::as_f64),
            value.map(Value::to_string),
            f["interval"]["low"].as_f64(),
            f["interval"]["high"].as_f64(),
            f["interval"]["level"].as_f64(),
            f["p"]["op"].as_str(),
            f["p"]["value"].as_f64(),
            f["count"].as_i64(),
            f["total"].as_i64(),
            f["unit"].as_str(),
            f["outcome"].as_str(),
            arm(&f["arm"]),
            arm(&f["comparator"]),
            f["time_point"]["value"].as_f64(),
            f["time_point"]["unit"].as_str(),
            f["rule"].as_str(),
            f["span"]["section"].as_i64(),
            f["span"]["start"].as_i64(),
            f["span"]["end"].as_i64(),
            f["span"]["quote"].as_str(),
            f.to_string(),
        ])?;
    }
    Ok(())
}

fn verdicts(db: &Connection, id: i64, verdicts: &[Value]) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO verdict (record, position, check_, verdict, grade, message, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, v) in verdicts.iter().enumerate() {
        insert.execute(params![
            id,
            position as i64,
            v["check"].as_str(),
            v["verdict"].as_str(),
            v["grade"].as_str(),
            v["message"].as_str(),
            v.to_string(),
        ])?;
    }
    Ok(())
}
