//! `litx re-extract`: stored articles read again by this litx, and what that changes; or what differs between two stores.

mod changes;

use rayon::prelude::*;

use super::Ending;
use super::args::{Format, Global, ReextractArgs};
use super::article::{Article, found};
use super::config::Settings;
use super::held::make_way;
use super::progress::Progress;
use super::report::Failure;
use crate::extract;
use crate::store::{Keep, Rows, Store, Stored, Told};
use changes::{Changes, Report};

/// Articles in one transaction.
const CHUNK: usize = 2048;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ReextractArgs) -> Result<Ending, Failure> {
    if !matches!(global.format(), Format::Table | Format::Json | Format::Jsonl) {
        return Err(Failure::helped("changes are given as table, json or jsonl", "choose one with --format"));
    }
    let path = Settings::read(global)?.store()?;
    let mut report = Report::new(global);
    match &args.diff {
        Some(other) => compare(&Store::open_existing(&path)?, &Store::open_existing(other)?, &mut report)?,
        None => reread(&mut Store::open_existing(&path)?, global, args, &mut report)?,
    }
    report.end()
}

/// An article that was read again.
struct Reread {
    id: i64,
    title: String,
    rows: Rows,
    before: Vec<Told>,
}

fn reread(
    store: &mut Store,
    global: &Global,
    args: &ReextractArgs,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut progress = Progress::new(global, 0, "articles");
    let mut last = i64::MIN;
    loop {
        let ids = if args.all {
            store.ids_after(last, CHUNK)?
        } else {
            store.ids_of_other_readers(extract::VERSION, last, CHUNK)?
        };
        let Some(end) = ids.last() else { break };
        last = *end;
        let mut stored = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(one) = store.at(id)? {
                stored.push((id, one, store.told(id)?));
            }
        }
        let done: Vec<Result<Reread, Left>> =
            stored.into_par_iter().map(|(id, stored, before)| again(id, stored, before)).collect();
        let mut batch = store.batch()?;
        for one in done {
            progress.step();
            match one {
                Ok(one) => {
                    if !args.dry_run {
                        batch.reread(one.id, &one.rows)?;
                    }
                    report.take(one.id, &one.title, &Changes::between(&one.before, &one.rows.told()))?;
                }
                Err(Left::WithoutText) => report.without_text += 1,
                Err(Left::Damaged(name)) => report.damaged(&name),
            }
        }
        batch.commit()?;
        make_way();
    }
    progress.end();
    Ok(())
}

/// Why an article was not read again.
enum Left {
    WithoutText,
    Damaged(String),
}

fn again(id: i64, stored: Stored, before: Vec<Told>) -> Result<Reread, Left> {
    if stored.findings.is_some() {
        return Err(Left::WithoutText);
    }
    let name = stored.key.clone();
    let article = Article::read(found(stored).ok_or(Left::Damaged(name))?);
    // The bytes stay as they are stored; of the rows, results alone are written.
    let rows = article.rows(Keep::Text);
    Ok(Reread { id, title: article.found.record.title().to_owned(), rows, before })
}

/// Walks both stores by the numbers of their records.
fn compare(one: &Store, other: &Store, report: &mut Report) -> Result<(), Failure> {
    let (mut left, mut right) = (Walk::new(one), Walk::new(other));
    loop {
        match (left.peek()?, right.peek()?) {
            (None, None) => return Ok(()),
            (Some(a), Some(b)) if a == b => {
                let changes = Changes::between(&one.told(a)?, &other.told(a)?);
                let title = if changes.any() { one.title(a)?.unwrap_or_default() } else { String::new() };
                report.take(a, &title, &changes)?;
                left.step();
                right.step();
            }
            (Some(a), b) if b.is_none_or(|b| a < b) => {
                report.only_here += 1;
                left.step();
            }
            _ => {
                report.only_there += 1;
                right.step();
            }
        }
    }
}

/// The numbers of a store's records, rising, a few at a time.
struct Walk<'a> {
    store: &'a Store,
    ids: std::collections::VecDeque<i64>,
    last: i64,
}

impl<'a> Walk<'a> {
    fn new(store: &'a Store) -> Self {
        Self { store, ids: std::collections::VecDeque::new(), last: i64::MIN }
    }

    fn peek(&mut self) -> Result<Option<i64>, Failure> {
        if self.ids.is_empty() {
            self.ids = self.store.ids_after(self.last, CHUNK)?.into();
            self.last = self.ids.back().copied().unwrap_or(self.last);
        }
        Ok(self.ids.front().copied())
    }

    fn step(&mut self) {
        self.ids.pop_front();
    }
}
