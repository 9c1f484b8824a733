//! A search, run.

use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::conditions::Sql;
use super::statement::{Planned, positions};
use super::words::Words;
use super::{Order, Page, Search};
use crate::store::told::{Told, name, names, time};
use crate::store::{Store, StoreError};

/// An article that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number, for [`Store::at`].
    pub record: i64,
    /// The positions of its results that fit, in text order; the one result where results are sorted.
    pub results: Vec<usize>,
}

/// A statement of a search, and how SQLite goes about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// What it is for.
    pub purpose: &'static str,
    /// The SQL.
    pub sql: String,
    /// Its parameters, as SQL writes them.
    pub parameters: Vec<String>,
    /// SQLite's plan, a line a step, indented by depth.
    pub plan: Vec<String>,
}

/// A result as its row has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// `estimate`, `proportion`, ….
    pub kind: String,
    /// Notation, and what it is bound to.
    pub told: Told,
    /// Where it stands in title, newline and abstract, in code points.
    pub place: (usize, usize),
    /// The words, where they are kept.
    pub quote: Option<String>,
}

impl Store {
    /// Articles that fit, in their order, one by one as long as the caller goes on.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn search(
        &self,
        search: &Search,
        order: Order,
        page: Page,
        each: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        register(&self.connection)?;
        let planned = self.plan(search, order, page)?;
        let sql = statement(&planned, order, page);
        let mut statement = self.connection.prepare(&sql.text)?;
        let mut rows = statement.query(params_from_iter(&sql.parameters))?;
        let mut of_article = positions(search);
        let mut fitting = self.connection.prepare(&of_article.text)?;
        while let Some(row) = rows.next()? {
            let record: i64 = row.get(0)?;
            let results = if order.is_of_results() {
                vec![whole(row, 1)?]
            } else {
                of_article.parameters[0] = Value::from(record);
                let found =
                    fitting.query_map(params_from_iter(&of_article.parameters), |row| whole(row, 0))?;
                found.collect::<Result<_, _>>()?
            };
            if each(Hit { record, results }).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many articles fit, and how many results of theirs.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn count(&self, search: &Search) -> Result<(u64, u64), StoreError> {
        register(&self.connection)?;
        let sql = self.plan(search, Order::Newest, Page::default())?.counts();
        let counts = self.connection.query_row(&sql.text, params_from_iter(&sql.parameters), |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64))
        })?;
        Ok(counts)
    }

    /// What a search would do.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn explain(&self, search: &Search, order: Order, page: Page) -> Result<Vec<Explained>, StoreError> {
        register(&self.connection)?;
        let planned = self.plan(search, order, page)?;
        let mut statements = vec![("the hits", statement(&planned, order, page))];
        if !order.is_of_results() {
            statements.push(("the results of each article ?1 that fit", positions(search)));
        }
        statements.into_iter().map(|(purpose, sql)| self.explained(purpose, &sql)).collect()
    }

    fn explained(&self, purpose: &'static str, sql: &Sql) -> Result<Explained, StoreError> {
        let mut statement = self.connection.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.text))?;
        let mut rows = statement.query(params_from_iter(&sql.parameters))?;
        let (mut plan, mut depths) = (Vec::new(), Vec::<(i64, usize)>::new());
        while let Some(row) = rows.next()? {
            let (id, parent, step): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
            let depth = depths.iter().find(|(known, _)| *known == parent).map_or(0, |(_, depth)| depth + 1);
            depths.push((id, depth));
            plan.push(format!("{}{step}", "  ".repeat(depth)));
        }
        let parameters = sql.parameters.iter().map(shown).collect();
        Ok(Explained { purpose, sql: sql.text.clone(), parameters, plan })
    }

    /// How many took part in the study of an article.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn people(&self, record: i64) -> Result<Option<i64>, StoreError> {
        let mut people = self.connection.prepare_cached("SELECT people FROM record WHERE id = ?1")?;
        Ok(people.query_row([record], |row| row.get(0)).optional()?.flatten())
    }

    /// A result as its row has it; nothing where there is none.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn result_row(&self, record: i64, position: usize) -> Result<Option<ResultRow>, StoreError> {
        let mut row = self.connection.prepare_cached(
            "SELECT f.kind, f.result, f.outcome, r.arms, f.arm, f.comparator, f.time_value, f.time_unit, f.start, f.stop,
                    coalesce(f.quote, substr(r.title || char(10) || r.abstract, f.start + 1, f.stop - f.start))
               FROM finding f JOIN record r ON r.id = f.record WHERE f.record = ?1 AND f.position = ?2",
        )?;
        let row = row.query_row((record, position as i64), |row| {
            let arms = names(row.get::<_, Option<String>>(3)?.as_deref());
            let told = Told {
                result: row.get(1)?,
                outcome: row.get(2)?,
                arm: name(&arms, row.get(4)?),
                comparator: name(&arms, row.get(5)?),
                time: time(row.get(6)?, row.get::<_, Option<String>>(7)?.as_deref()),
            };
            Ok(ResultRow {
                kind: row.get(0)?,
                told,
                place: (whole(row, 8)?, whole(row, 9)?),
                quote: row.get(10)?,
            })
        });
        Ok(row.optional()?)
    }
}

fn statement(planned: &Planned<'_>, order: Order, page: Page) -> Sql {
    if order.is_of_results() { planned.results(order, page) } else { planned.articles(order, page) }
}

/// Makes `has_words(text, words)` known: whether a phrase has words, in the language of searches.
pub(super) fn register(connection: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("has_words", 2, flags, |context| {
        let Some(text) = context.get_raw(0).as_str_or_null().ok().flatten() else { return Ok(false) };
        let words: Arc<Words> = context.get_or_create_aux(1, |value| {
            let words = value.as_str().map_err(|e| e.to_string())?;
            Words::of_phrase(words).map_err(|e| e.to_string())
        })?;
        Ok(words.told_by(text))
    })?;
    Ok(())
}

fn whole(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(row.get::<_, u32>(column)? as usize)
}

/// A value as SQL writes it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Real(n) => format!("{n:?}"),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Blob(_) => "a blob".to_owned(),
    }
}
