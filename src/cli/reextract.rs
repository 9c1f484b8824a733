//! `litx re-extract`: stored articles read again by this litx, and what that changes; or what differs between two stores.

mod changes;

use std::path::Path;

use super::Ending;
use super::args::{Format, Global, ReextractArgs};
use super::article::{Article, Verdicts, found};
use super::config::Settings;
use super::held::{Held, make_way};
use super::pipeline::{self, Feed, Stopped};
use super::progress::Progress;
use super::report::Failure;
use crate::extract;
use crate::source::Found;
use crate::store::{Keep, Rows, Store, StoreError, Stored, Told, older};
use changes::{Changes, Report};

/// Articles read at once, and in one transaction.
const CHUNK: usize = 64;
const BATCH: usize = 2_500;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ReextractArgs) -> Result<Ending, Failure> {
    if !matches!(global.format(), Format::Table | Format::Json | Format::Jsonl) {
        return Err(Failure::helped("changes are given as table, json or jsonl", "choose one with --format"));
    }
    let path = Settings::read(global)?.store()?;
    let mut report = Report::new(global);
    match &args.diff {
        Some(other) => compare(&Store::open_existing(&path)?, &Store::open_existing(other)?, &mut report)?,
        None => reread(&path, global, args, &mut report)?,
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

/// What the reading thread gives: articles as they are stored, with their results.
type Given = Result<Vec<(i64, Stored, Vec<Told>)>, StoreError>;

/// The same, read again.
type Done = Result<Vec<Result<Reread, Left>>, StoreError>;

fn reread(path: &Path, global: &Global, args: &ReextractArgs, report: &mut Report) -> Result<(), Failure> {
    let mut store = Store::open_existing(path)?;
    let _held = if args.dry_run { None } else { Some(Held::take(path)?) };
    // What is read ahead of the writer comes through a connection of its own.
    let stored = Store::open_existing(path)?;
    let mut progress = Progress::new(global, 0, "articles");
    let read = move |feed: &mut Feed<'_, Given, Done>| give(&stored, args.all, feed);
    let work = |given: Given| Ok(again(given?));
    let written = pipeline::run(global.threads(), read, work, |results| {
        write(&mut store, args.dry_run, results, &mut progress, report)
    });
    progress.end();
    written
}

/// Gives the articles to be read again, some at a time.
fn give(store: &Store, all: bool, feed: &mut Feed<'_, Given, Done>) -> Result<(), Stopped> {
    let mut last = i64::MIN;
    loop {
        match some(store, all, &mut last) {
            Ok(articles) if articles.is_empty() => return Ok(()),
            Ok(articles) => {
                let weight = |stored: &Stored| {
                    8 * stored.record.text.as_str().len() + stored.raw.as_ref().map_or(0, Vec::len)
                };
                let weight = articles.iter().map(|(_, stored, _)| weight(stored)).sum();
                feed.give(Ok(articles), weight)?;
            }
            Err(error) => return feed.give(Err(error), 0),
        }
    }
}

/// The articles behind the last; none at the end.
fn some(store: &Store, all: bool, last: &mut i64) -> Result<Vec<(i64, Stored, Vec<Told>)>, StoreError> {
    loop {
        let ids = match all {
            true => store.ids_after(*last, CHUNK)?,
            false => store.ids_of_other_readers(extract::VERSION, *last, CHUNK)?,
        };
        let Some(end) = ids.last() else { return Ok(Vec::new()) };
        *last = *end;
        let mut articles = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(stored) = store.at(id)? {
                articles.push((id, stored, store.told(id)?));
            }
        }
        // All of them may have been deleted meanwhile.
        if !articles.is_empty() {
            return Ok(articles);
        }
    }
}

fn write(
    store: &mut Store,
    dry_run: bool,
    results: &mut impl Iterator<Item = Done>,
    progress: &mut Progress,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut goes_on = true;
    while goes_on {
        goes_on = false;
        let (mut batch, mut written) = (if dry_run { None } else { Some(store.batch()?) }, 0);
        for done in results.by_ref() {
            for one in done? {
                progress.step();
                written += 1;
                match one {
                    Ok(one) => {
                        if let Some(batch) = &mut batch {
                            batch.reread(one.id, &one.rows)?;
                        }
                        report.take(one.id, &one.title, &Changes::between(&one.before, &one.rows.told()))?;
                    }
                    Err(left) => report.left(&left),
                }
            }
            if written >= BATCH {
                goes_on = true;
                break;
            }
        }
        if let Some(batch) = batch {
            batch.commit()?;
            make_way();
        }
    }
    Ok(())
}

/// Why an article was not read again.
enum Left {
    WithoutText,
    /// A newer litx read it: what this one reads is no gain.
    Newer,
    Damaged(String),
}

fn again(articles: Vec<(i64, Stored, Vec<Told>)>) -> Vec<Result<Reread, Left>> {
    let mut texts = Vec::with_capacity(articles.len());
    let told: Vec<_> = articles
        .into_iter()
        .map(|(id, stored, before)| {
            texts.push(text(stored)?);
            Ok((id, before))
        })
        .collect();
    let mut read = Article::all(texts, Verdicts::STORED).into_iter();
    let reread = |(id, before), article: Article| {
        // The bytes stay as they are stored; of the rows, results alone are written.
        let rows = article.rows(Keep::Text);
        Reread { id, title: article.found.record.title().to_owned(), rows, before }
    };
    told.into_iter()
        .filter_map(|told| told.map(|told| Some(reread(told, read.next()?))).transpose())
        .collect()
}

/// The record that is read again, or why it is not.
fn text(stored: Stored) -> Result<Found, Left> {
    if stored.findings.is_some() {
        return Err(Left::WithoutText);
    }
    if older(extract::VERSION, &stored.extractor) {
        return Err(Left::Newer);
    }
    let name = stored.key.clone();
    found(stored).ok_or(Left::Damaged(name))
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
