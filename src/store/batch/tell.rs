//! What full-text search is told of: what goes out of its index by its own command, what comes as a segment of our making.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rusqlite::{Connection, ffi, params};

use super::Batch;
use crate::store::StoreError;
use crate::store::rows::Rows;
use crate::store::words::{Averages, Block, COLUMNS, Document, Run, Segment, Structure};

/// Memory for words that are not yet written, in bytes.
const MOST: usize = 32 << 20;

/// What full-text search is to be told of.
#[derive(Default)]
pub(super) struct Telling {
    /// The texts of records that go.
    gone: BTreeMap<i64, Texts>,
    /// Records that come: the run that has their words, and which of its articles they are.
    come: BTreeMap<i64, (usize, usize)>,
    runs: Vec<Arc<Run>>,
    weight: usize,
}

struct Texts([Option<String>; COLUMNS]);

impl Texts {
    fn as_document(&self) -> Document<'_> {
        self.0.each_ref().map(|text| text.as_deref())
    }
}

impl Batch<'_> {
    /// The record is about to go.
    pub(super) fn goes(&mut self, id: i64) -> Result<(), StoreError> {
        // What this batch itself brought is in no index yet.
        if self.telling.come.remove(&id).is_some() {
            return Ok(());
        }
        let texts = self
            .transaction
            .prepare_cached(
                "SELECT title, abstract, mesh, types, journal, authors FROM record WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok(Texts([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]))
            })?;
        self.telling.gone.insert(id, texts);
        Ok(())
    }

    /// The record has come.
    pub(super) fn comes(&mut self, id: i64, rows: &mut Rows) -> Result<(), StoreError> {
        let Telling { gone, come, runs, weight } = &mut self.telling;
        // The same article again, with the same words: there is nothing to tell.
        if gone.get(&id).is_some_and(|texts| texts.as_document() == rows.document()) {
            gone.remove(&id);
            return Ok(());
        }
        let (run, place) =
            rows.words.take().unwrap_or_else(|| (Arc::new(Run::of(vec![id], &[rows.document()])), 0));
        if runs.last().is_none_or(|last| !Arc::ptr_eq(last, &run)) {
            *weight += run.weight();
            runs.push(run);
        }
        come.insert(id, (runs.len() - 1, place));
        if *weight > MOST { self.tell() } else { Ok(()) }
    }

    /// Tells of everything.
    pub(super) fn tell(&mut self) -> Result<(), StoreError> {
        let Telling { gone, come, runs, .. } = std::mem::take(&mut self.telling);
        let db = &self.transaction;
        if !gone.is_empty() {
            let mut delete = db.prepare_cached(
                "INSERT INTO words (words, rowid, title, abstract, mesh, types, journal, authors) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for (id, Texts([title, body, mesh, types, journal, authors])) in &gone {
                delete.execute(params![id, title, body, mesh, types, journal, authors])?;
            }
        }
        if come.is_empty() {
            return Ok(());
        }
        forget_cached(db)?;
        add(db, &come, &runs)
    }
}

/// Lets FTS5 write what it holds back, and read its records anew: it does not look for changes by its own connection.
fn forget_cached(db: &Connection) -> Result<(), StoreError> {
    merge(db, 0)?;
    db.execute_batch("SAVEPOINT words; RELEASE words")?;
    Ok(())
}

/// Lets FTS5 merge segments, until it has written so many pages.
fn merge(db: &Connection, pages: u64) -> Result<(), StoreError> {
    let pages = i32::try_from(pages).unwrap_or(i32::MAX);
    db.prepare_cached("INSERT INTO words (words, rank) VALUES ('merge', ?1)")?.execute([pages])?;
    Ok(())
}

/// Counts the words of what comes.
fn count(db: &Connection, come: &BTreeMap<i64, (usize, usize)>, runs: &[Arc<Run>]) -> Result<(), StoreError> {
    let mut averages = Averages::read(&record(db, Averages::ROW)?).ok_or_else(damaged)?;
    let mut insert = db.prepare_cached("INSERT INTO words_docsize (id, sz) VALUES (?1, ?2)")?;
    for (id, (run, place)) in come {
        let sizes = &runs[*run].sizes()[*place];
        averages.add(sizes);
        insert.execute(params![id, crate::store::words::sizes(sizes)])?;
    }
    put(db, Averages::ROW, &averages.to_bytes())
}

/// Counts and writes what comes, as one segment. Its pages are made on another thread: they take longer than writing them.
fn add(db: &Connection, come: &BTreeMap<i64, (usize, usize)>, runs: &[Arc<Run>]) -> Result<(), StoreError> {
    let mut structure = Structure::read(&record(db, Structure::ROW)?).ok_or_else(damaged)?;
    let number = structure.free();
    let written = AtomicU64::new(0);
    thread::scope(|scope| {
        let (send, made) = sync_channel(BATCHES);
        let written = &written;
        scope.spawn(move || written.store(pages(number, come, runs, &send), Ordering::Relaxed));
        count(db, come, runs)?;
        let mut insert_page = db.prepare_cached("INSERT INTO words_data (id, block) VALUES (?1, ?2)")?;
        let mut insert_begin =
            db.prepare_cached("INSERT INTO words_idx (segid, term, pgno) VALUES (?1, ?2, ?3)")?;
        for block in made.into_iter().flatten() {
            match block {
                Block::Page(place, bytes) => insert_page.execute(params![place, bytes])?,
                Block::Begins(word, page) => insert_begin.execute(params![number as i64, word, page])?,
            };
        }
        Ok::<(), StoreError>(())
    })?;
    let pages = written.into_inner();
    if pages == 0 {
        return Ok(());
    }
    let due = structure.add(number, pages);
    put(db, Structure::ROW, &structure.to_bytes())?;
    if due > 0 { merge(db, due) } else { Ok(()) }
}

/// Blocks that are handed on together, and how often before one waits for the other.
const BATCH: usize = 64;
const BATCHES: usize = 4;

/// Makes the blocks of a segment, and says how many pages it has; nobody hears it where they are no longer wanted.
fn pages(
    number: u64,
    come: &BTreeMap<i64, (usize, usize)>,
    runs: &[Arc<Run>],
    send: &SyncSender<Vec<Block>>,
) -> u64 {
    let mut ids: Vec<Vec<Option<i64>>> = runs.iter().map(|run| vec![None; run.sizes().len()]).collect();
    for (id, (run, place)) in come {
        ids[*run][*place] = Some(*id);
    }
    let mut batch = Vec::with_capacity(BATCH);
    let mut segment = Segment::begin(number, |block| {
        batch.push(block);
        if batch.len() < BATCH { Ok(()) } else { send.send(std::mem::take(&mut batch)) }
    });
    let runs: Vec<&Run> = runs.iter().map(|run| &**run).collect();
    let told =
        Run::together(&runs, |run, place| ids[run][place], |word, articles| segment.word(word, articles));
    let pages = told.and_then(|()| segment.end());
    let sent = pages.and_then(|pages| send.send(batch).map(|()| pages));
    sent.unwrap_or(0)
}

/// A record by which FTS5 knows its index.
fn record(db: &Connection, row: i64) -> Result<Vec<u8>, StoreError> {
    Ok(db.prepare_cached("SELECT block FROM words_data WHERE id = ?1")?.query_row([row], |row| row.get(0))?)
}

fn put(db: &Connection, row: i64, bytes: &[u8]) -> Result<(), StoreError> {
    db.prepare_cached("UPDATE words_data SET block = ?2 WHERE id = ?1")?.execute(params![row, bytes])?;
    Ok(())
}

fn damaged() -> StoreError {
    let code = ffi::Error::new(ffi::SQLITE_CORRUPT_VTAB);
    rusqlite::Error::SqliteFailure(code, Some("the index of words".to_owned())).into()
}
