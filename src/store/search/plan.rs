//! Which table to drive a search by: that of which the fewest rows must be looked at for an article that fits.
//!
//! SQLite keeps no counts that would tell; so the newest rows of each table that could drive are counted, a few thousand
//! at most. How densely they lie among all articles is what a search newest-first will meet.

use rusqlite::params_from_iter;

use super::conditions::{Fts, Sql, fts, of_result};
use super::statement::{Driver, Planned, Years, failures};
use super::{OfResult, Order, Page, Quantity, Range, Search};
use crate::store::{Store, StoreError};

/// Rows that are counted, at most.
const COUNTED: usize = 5_000;
/// Articles of some years, at most, for a list of them.
const LISTED: i64 = 100_000;
/// What a row of a driving table costs, in microseconds or so: to walk to, to step to in a table, to look up in another
/// table by its number, to ask full-text search about.
const WALK: f64 = 0.5;
const STEP: f64 = 0.3;
const LOOK: f64 = 3.0;
const ASK: f64 = 60.0;
/// Numbers of articles without a PMID begin here; they are few.
const FIRST_OTHER: i64 = 1 << 40;

impl Store {
    pub(super) fn plan<'a>(
        &self,
        search: &'a Search,
        order: Order,
        page: Page,
    ) -> Result<Planned<'a>, StoreError> {
        let fts = fts(search, self.keeps_texts()?);
        let driver = match order {
            Order::Relevance if fts.all.is_some() => Driver::Words,
            _ if !search.article.trials.is_empty() => Driver::Trials,
            Order::Year | Order::People => self.sorted(search, &fts, order, page)?,
            _ => self.driver(search, &fts)?.1,
        };
        let years = search.article.years.map(|years| self.years(years)).transpose()?;
        Ok(Planned { search, fts, driver, years })
    }

    /// Whether the text of every article is kept, so that the words of its results are among its words.
    fn keeps_texts(&self) -> Result<bool, StoreError> {
        let without =
            "SELECT EXISTS (SELECT 1 FROM record INDEXED BY record_textless WHERE findings IS NOT NULL)";
        Ok(!self.connection.query_row(without, [], |row| row.get::<_, bool>(0))?)
    }

    /// Where articles are sorted: what gives all that fit soonest, or the index in whose order the page is soon full.
    fn sorted(&self, search: &Search, fts: &Fts, order: Order, page: Page) -> Result<Driver, StoreError> {
        let span = self.span()?;
        let (rows, driver) = self.driver(search, fts)?;
        let Some(limit) = page.limit else { return Ok(driver) };
        let hits = match &fts.all {
            Some(fts) => self.hits(fts, span)?,
            None => 1.0,
        };
        // Nobody knows how many of the hits fit what else is asked.
        let others =
            search.result.is_asked() || search.article.years.is_some() || search.article.people.is_some();
        let fitting = hits * if others { 0.1 } else { 1.0 };
        let ask = if fts.all.is_some() { ASK } else { 0.0 };
        let by_index = (limit + page.offset) as f64 / fitting * (LOOK + ask);
        Ok(match order {
            _ if by_index > rows * span.1 => driver,
            Order::Year => Driver::Years,
            _ => Driver::People,
        })
    }

    /// The cheapest table to drive by, and what it costs for each number.
    fn driver(&self, search: &Search, fts: &Fts) -> Result<(f64, Driver), StoreError> {
        let article = &search.article;
        let ask = |fts: &Option<String>| if fts.is_some() { ASK } else { 0.0 };
        let mut least: Vec<(f64, Driver)> = Vec::new();
        let span = self.span()?;
        if search.result.is_asked() {
            let (driver, step) = match search.result.measures.len() {
                1 => (Driver::Measure, WALK),
                _ => (Driver::Results, STEP),
            };
            let (rows, fitting) = self.results_of(&search.result, driver, span)?;
            least.push((rows * step + fitting * (LOOK + ask(&fts.beside_results)), driver));
        }
        let mut few = |driver: Driver, sql: Sql| -> Result<(), StoreError> {
            let (count, _) = self.counted(&sql)?;
            if count < COUNTED {
                least.push((count as f64 / span.1 * (2.0 * LOOK + ask(&fts.all)), driver));
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
        let (rows, otherwise) = match &fts.all {
            Some(fts) => (self.hits(fts, span)?, Driver::Words),
            None => (1.0, Driver::Articles),
        };
        least.push((rows * (WALK + LOOK), otherwise));
        let least = least.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        Ok(least.unwrap_or((0.0, otherwise)))
    }

    /// The lowest and the highest number of the articles of some years, and whether they are few. Numbers rise with the years,
    /// so that a search newest first need not walk through all that is older.
    fn years(&self, years: Range) -> Result<Years, StoreError> {
        let ends = "SELECT coalesce((SELECT min(year) FROM record WHERE year IS NOT NULL), 0), coalesce((SELECT max(year) FROM record), 0)";
        let (first, newest): (i32, i32) =
            self.connection.query_row(ends, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let first = years.low.map_or(first, |low| first.max(low.ceil() as i32));
        let last = years.high.map_or(newest, |high| newest.min(high.floor() as i32));
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
        // The newest are met first: no list of them is needed.
        if last + 1 >= newest {
            return Ok(Years { within: (low, high), listed: false });
        }
        let count = "SELECT count(*) FROM (SELECT 1 FROM record WHERE year BETWEEN ?1 AND ?2 LIMIT ?3)";
        let count: i64 = self.connection.query_row(count, (first, last, LISTED), |row| row.get(0))?;
        Ok(Years { within: (low, high), listed: count < LISTED })
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

    /// Results that the driving table holds for each number, and those of them that fit as far as it tells without a look
    /// elsewhere.
    fn results_of(
        &self,
        result: &OfResult,
        driver: Driver,
        span: (i64, f64),
    ) -> Result<(f64, f64), StoreError> {
        let told = |of: Quantity| matches!(of, Quantity::Value | Quantity::Upper | Quantity::Lower);
        let by_index = OfResult {
            measures: result.measures.clone(),
            numbers: result.numbers.iter().copied().filter(|number| told(number.of)).collect(),
            excludes_null: result.excludes_null,
            ..OfResult::default()
        };
        let mut sql = Sql::default();
        let (table, measure, fits) = if driver == Driver::Measure {
            let conditions = of_result(&mut sql, &by_index, "d");
            let (measure, others) = conditions.split_first().map_or(("1", &[][..]), |(m, o)| (m.as_str(), o));
            ("finding d INDEXED BY finding_measure", measure.to_owned(), others.join(" AND "))
        } else {
            ("finding d NOT INDEXED", "1".to_owned(), of_result(&mut sql, result, "d").join(" AND "))
        };
        let fits = if fits.is_empty() { "1" } else { &fits };
        sql.text = format!(
            "SELECT count(*), min(id), coalesce(sum(fits), 0) FROM (SELECT d.record AS id, ({fits}) AS fits
               FROM {table} WHERE {measure} ORDER BY d.record DESC LIMIT {COUNTED})"
        );
        let (count, low, fitting): (i64, Option<i64>, i64) = self
            .connection
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(&sql.parameters), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let count = usize::try_from(count).unwrap_or(0);
        let rows = density(count, COUNTED, low.unwrap_or(0), span);
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
