//! Which table to drive a search by: that of which the fewest rows must be looked at for an article that fits.
//!
//! SQLite keeps no counts that would tell; so the newest rows of each table that could drive are counted, a few thousand
//! at most. How densely they lie among all articles is what a search newest-first will meet.

use rusqlite::params_from_iter;

use super::conditions::{Sql, fts, of_result};
use super::statement::{Driver, Planned, failures};
use super::{OfResult, Order, Quantity, Range, Search};
use crate::store::{Store, StoreError};

/// Rows that are counted, at most.
const COUNTED: usize = 5_000;
/// Estimates of a measure that are looked at to see how many fit.
const SEEN: usize = 20_000;
/// What a row of a driving table costs, in microseconds or so: to walk to, to look up in another table by its number, to ask
/// full-text search about.
const WALK: f64 = 0.5;
const LOOK: f64 = 3.0;
const ASK: f64 = 60.0;
/// Numbers of articles without a PMID begin here; they are few.
const FIRST_OTHER: i64 = 1 << 40;

impl Store {
    pub(super) fn plan<'a>(&self, search: &'a Search, order: Order) -> Result<Planned<'a>, StoreError> {
        let fts = fts(search, self.keeps_texts()?);
        let driver = if !search.article.trials.is_empty() && order != Order::Relevance {
            Driver::Trials
        } else if fts.is_some() && order == Order::Relevance {
            Driver::Words
        } else {
            self.driver(search, fts.as_deref())?
        };
        let within = search.article.years.map(|years| self.numbers_of(years)).transpose()?;
        Ok(Planned { search, fts, driver, within })
    }

    /// The lowest and the highest number of the articles of some years: numbers rise with the years, so that a search newest
    /// first need not walk through all that is older.
    fn numbers_of(&self, years: Range) -> Result<(i64, i64), StoreError> {
        let ends = "SELECT coalesce((SELECT min(year) FROM record WHERE year IS NOT NULL), 0), coalesce((SELECT max(year) FROM record), 0)";
        let (first, last): (i32, i32) =
            self.connection.query_row(ends, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let first = years.low.map_or(first, |low| first.max(low.ceil() as i32));
        let last = years.high.map_or(last, |high| last.min(high.floor() as i32));
        let mut of_year = self.connection.prepare_cached(
            "SELECT (SELECT min(id) FROM record WHERE year = ?1), (SELECT max(id) FROM record WHERE year = ?1)",
        )?;
        let (mut low, mut high) = (i64::MAX, 0);
        for year in first..=last {
            let (least, most): (Option<i64>, Option<i64>) =
                of_year.query_row([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
            low = low.min(least.unwrap_or(i64::MAX));
            high = high.max(most.unwrap_or(0));
        }
        Ok((low, high))
    }

    /// Whether the text of every article is kept, so that the words of its results are among its words.
    fn keeps_texts(&self) -> Result<bool, StoreError> {
        let without =
            "SELECT EXISTS (SELECT 1 FROM record INDEXED BY record_textless WHERE findings IS NOT NULL)";
        Ok(!self.connection.query_row(without, [], |row| row.get::<_, bool>(0))?)
    }

    fn driver(&self, search: &Search, fts: Option<&str>) -> Result<Driver, StoreError> {
        let article = &search.article;
        let asked = search.result.is_asked();
        // What is asked last, once for each row that the others let through.
        let last = if fts.is_some() { ASK } else { 0.0 };
        let mut least: Vec<(f64, Driver)> = Vec::new();
        let span = self.span()?;
        let measure = search.result.measures.len() == 1;
        if measure {
            let (rows, fitting) = self.estimates(&search.result, span)?;
            least.push((rows * WALK + fitting * (LOOK + last), Driver::Measure));
        }
        let mut few = |driver: Driver, sql: Sql| -> Result<(), StoreError> {
            let (count, _) = self.counted(&sql)?;
            if count < COUNTED {
                least.push((count as f64 / span.1 * (2.0 * LOOK + last), driver));
            }
            Ok(())
        };
        if article.retracted == Some(true) {
            few(Driver::Flags, ids("SELECT id FROM record WHERE flags IS NOT NULL", Sql::default()))?;
        }
        if let Some(failed) = &article.failed {
            let mut sql = Sql::default();
            let asked = failures(&mut sql, failed).join(" AND ");
            few(Driver::Failures, ids(&format!("SELECT v.record AS id FROM verdict v WHERE {asked}"), sql))?;
        }
        for (range, column, driver) in
            [(article.people, "people", Driver::People), (article.years, "year", Driver::Years)]
        {
            if let Some(range) = range {
                let mut sql = Sql::default();
                let within = sql.within(column, range);
                few(driver, ids(&format!("SELECT id FROM record WHERE {within}"), sql))?;
            }
        }
        let otherwise = match (fts, asked) {
            (Some(_), _) => Driver::Words,
            (None, true) if !measure => Driver::Results,
            _ => Driver::Articles,
        };
        if least.is_empty() {
            return Ok(otherwise);
        }
        let rows = match fts {
            Some(fts) => self.hits(fts, span)?,
            None => 1.0,
        };
        least.push((rows * (WALK + LOOK), otherwise));
        let least = least.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        Ok(least.map_or(otherwise, |(_, driver)| driver))
    }

    /// The newest PMID, and how far the oldest lies below it.
    fn span(&self) -> Result<(i64, f64), StoreError> {
        let ends = "SELECT coalesce((SELECT min(id) FROM record), 0), coalesce((SELECT max(id) FROM record WHERE id < ?1), 0)";
        let (low, high): (i64, i64) =
            self.connection.query_row(ends, [FIRST_OTHER], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((high, (high - low).max(1) as f64))
    }

    /// How many rows, [`COUNTED`] at most, and the lowest number among them.
    fn counted(&self, sql: &Sql) -> Result<(usize, i64), StoreError> {
        let (count, low): (i64, Option<i64>) = self
            .connection
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(&sql.parameters), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((usize::try_from(count).unwrap_or(0), low.unwrap_or(0)))
    }

    /// Hits of full-text search for each number.
    fn hits(&self, fts: &str, span: (i64, f64)) -> Result<f64, StoreError> {
        let mut sql = Sql::default();
        let fts = sql.bind(fts.to_owned());
        let rows = format!("SELECT rowid AS id FROM words WHERE words MATCH {fts} ORDER BY rowid DESC");
        let (count, low) = self.counted(&ids(&rows, sql))?;
        Ok(density(count, COUNTED, low, span))
    }

    /// Estimates of the measure for each number, and those of them that fit as far as their index tells.
    fn estimates(&self, result: &OfResult, span: (i64, f64)) -> Result<(f64, f64), StoreError> {
        let told = |of: Quantity| matches!(of, Quantity::Value | Quantity::Upper | Quantity::Lower);
        let by_index = OfResult {
            measures: result.measures.clone(),
            numbers: result.numbers.iter().copied().filter(|number| told(number.of)).collect(),
            excludes_null: result.excludes_null,
            ..OfResult::default()
        };
        let mut sql = Sql::default();
        let conditions = of_result(&mut sql, &by_index, "d");
        let (measure, others) = conditions.split_first().map_or(("1", &[][..]), |(m, o)| (m.as_str(), o));
        let fits = if others.is_empty() { "1".to_owned() } else { others.join(" AND ") };
        sql.text = format!(
            "SELECT count(*), min(id), coalesce(sum(fits), 0) FROM (SELECT d.record AS id, ({fits}) AS fits
               FROM finding d INDEXED BY finding_measure WHERE {measure} ORDER BY d.record DESC LIMIT {SEEN})"
        );
        let (count, low, fitting): (i64, Option<i64>, i64) = self
            .connection
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(&sql.parameters), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let count = usize::try_from(count).unwrap_or(0);
        let rows = density(count, SEEN, low.unwrap_or(0), span);
        Ok((rows, rows * fitting as f64 / count.max(1) as f64))
    }
}

/// So many of these rows, counted.
fn ids(rows: &str, sql: Sql) -> Sql {
    Sql { text: format!("SELECT count(*), min(id) FROM ({rows} LIMIT {COUNTED})"), ..sql }
}

/// Rows for each number, of rows that were counted from the newest down to `low`.
fn density(count: usize, most: usize, low: i64, (newest, span): (i64, f64)) -> f64 {
    let seen = if count < most { span } else { (newest - low).max(1) as f64 };
    count as f64 / seen
}
