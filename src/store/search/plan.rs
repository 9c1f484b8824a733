//! Which table to drive a search by: that of which the fewest rows must be looked at for an article that fits.
//!
//! SQLite keeps no counts that would tell; so the newest rows of each table that could drive are counted, a few thousand
//! at most. How densely they lie among all articles is what a search newest-first will meet.

use rusqlite::params_from_iter;

use super::conditions::{Fts, Listed, Sql, fts, of_result};
use super::statement::{Driver, Planned, failures};
use super::{OfArticle, OfResult, Order, Page, Quantity, Range, Search};
use crate::store::batch::FIRST_OTHER;
use crate::store::{Store, StoreError};

/// Rows that are counted, at most.
const COUNTED: usize = 5_000;
/// Articles of a list, at most.
const LISTED: usize = 100_000;
/// Articles that drive a search beside words or results, at most.
const FEW: usize = 500;
/// What a row of a driving table costs, in microseconds or so: to walk to, to step to in a table, to look up in another
/// table by its number, to ask full-text search about.
const WALK: f64 = 0.5;
const STEP: f64 = 0.3;
const LOOK: f64 = 3.0;
const ASK: f64 = 60.0;

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
        let within = search.article.years.map(|years| self.numbers_of(years)).transpose()?;
        let listed = self.listed(&search.article)?;
        Ok(Planned { search, fts, driver, within, listed })
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
        // All of these are looked at, and sorted, however soon the page is full. Beside words or results, a list of them is
        // nearly always better.
        let most = if least.is_empty() && fts.all.is_none() { LISTED } else { FEW };
        let mut few = |driver: Driver, which: (String, Sql)| -> Result<(), StoreError> {
            let count = self.up_to(most, which)?;
            if count < most {
                least.push((count as f64 / span.1 * (2.0 * LOOK + ask(&fts.all)), driver));
            }
            Ok(())
        };
        if article.retracted == Some(true) {
            few(Driver::Flags, of_flags())?;
        }
        if let Some(failed) = &article.failed {
            let mut sql = Sql::default();
            let asked = failures(&mut sql, failed).join(" AND ");
            few(Driver::Failures, (format!("verdict v WHERE {asked}"), sql))?;
        }
        if let Some(people) = article.people {
            few(Driver::People, of_range("people", people))?;
        }
        if let Some(years) = article.years {
            few(Driver::Years, of_range("year", years))?;
        }
        let otherwise = if fts.all.is_some() { Driver::Words } else { Driver::Articles };
        if least.is_empty() {
            return Ok((self.walked(fts, span)?, otherwise));
        }
        least.push((self.walked(fts, span)?, otherwise));
        let least = least.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        Ok(least.unwrap_or((0.0, otherwise)))
    }

    /// What it costs for each number to walk through what full-text search finds, or through all articles.
    fn walked(&self, fts: &Fts, span: (i64, f64)) -> Result<f64, StoreError> {
        let rows = match &fts.all {
            Some(fts) => self.hits(fts, span)?,
            None => 1.0,
        };
        Ok(rows * (WALK + LOOK))
    }

    /// How many rows there are, so many at most.
    fn up_to(&self, most: usize, (which, mut sql): (String, Sql)) -> Result<usize, StoreError> {
        sql.text = format!("SELECT count(*) FROM (SELECT 1 FROM {which} LIMIT {most})");
        let mut count = self.connection.prepare_cached(&sql.text)?;
        let count: i64 = count.query_row(params_from_iter(&sql.parameters), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Which of the lists that an article could be looked up in are short enough to be made.
    fn listed(&self, article: &OfArticle) -> Result<Listed, StoreError> {
        let short = |which: Option<(String, Sql)>| match which {
            Some(which) => Ok(self.up_to(LISTED, which)? < LISTED),
            None => Ok::<_, StoreError>(false),
        };
        // The newest years are met first: no list of them is needed.
        let newest: i32 =
            self.connection.query_row("SELECT coalesce(max(year), 0) FROM record", [], |row| row.get(0))?;
        let old = article.years.filter(|years| years.high.is_some_and(|high| high + 1.0 < f64::from(newest)));
        Ok(Listed {
            years: short(old.map(|years| of_range("year", years)))?,
            people: short(article.people.map(|people| of_range("people", people)))?,
            flags: short(article.retracted.map(|_| of_flags()))?,
        })
    }

    /// The lowest and the highest number of the articles of some years. Numbers rise with the years, so that a search newest
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

    /// The newest PMID, and how far the oldest lies below it.
    fn span(&self) -> Result<(i64, f64), StoreError> {
        let ends = "SELECT coalesce((SELECT min(id) FROM record), 0), coalesce((SELECT max(id) FROM record WHERE id < ?1), 0)";
        let (low, high): (i64, i64) =
            self.connection.query_row(ends, [FIRST_OTHER], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((high, (high - low).max(1) as f64))
    }

    /// Hits of full-text search for each number.
    fn hits(&self, fts: &str, span: (i64, f64)) -> Result<f64, StoreError> {
        let sql = format!(
            "SELECT count(*), min(id) FROM (SELECT rowid AS id FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT {COUNTED})"
        );
        let (count, low): (i64, Option<i64>) =
            self.connection.prepare_cached(&sql)?.query_row([fts], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(density(usize::try_from(count).unwrap_or(0), COUNTED, low.unwrap_or(0), span))
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

/// Articles with flags, as FROM and WHERE.
fn of_flags() -> (String, Sql) {
    ("record INDEXED BY record_flags WHERE flags IS NOT NULL".to_owned(), Sql::default())
}

/// Articles by a column that has an index of its own, as FROM and WHERE.
fn of_range(column: &str, range: Range) -> (String, Sql) {
    let mut sql = Sql::default();
    let within = sql.within(column, range);
    (format!("record INDEXED BY record_{column} WHERE {within}"), sql)
}

/// Rows for each number, of rows that were counted from the newest down to `low`.
fn density(count: usize, most: usize, low: i64, (newest, span): (i64, f64)) -> f64 {
    let seen = if count < most { span } else { (newest - low).max(1) as f64 };
    count as f64 / seen
}
