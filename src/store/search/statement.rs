//! The SQL of a search, from the driving table on.

use super::conditions::{Fts, Listed, Sql, by_lists, of_article, of_result};
use super::{Failed, Order, Page, RANKED, Search};

/// The table that SQLite walks; everything else is looked up for each of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// Full-text search.
    Words,
    /// Estimates of the one measure, by article.
    Measure,
    /// All results, by article.
    Results,
    /// Trials' numbers.
    Trials,
    /// What does not fit together.
    Failures,
    /// Articles with flags.
    Flags,
    /// Articles by the number of people.
    People,
    /// Articles by year.
    Years,
    /// All articles.
    Articles,
}

impl Driver {
    /// Its place in FROM, and how the article's number is called there.
    fn table(self) -> (&'static str, &'static str) {
        match self {
            Driver::Words => ("words", "words.rowid"),
            Driver::Measure => ("finding d INDEXED BY finding_measure", "d.record"),
            Driver::Results => ("finding d NOT INDEXED", "d.record"),
            Driver::Trials => ("identifier i", "i.record"),
            Driver::Failures => ("verdict v INDEXED BY verdict_grade", "v.record"),
            Driver::Flags => ("record r INDEXED BY record_flags", "r.id"),
            Driver::People => ("record r INDEXED BY record_people", "r.id"),
            Driver::Years => ("record r INDEXED BY record_year", "r.id"),
            Driver::Articles => ("record r NOT INDEXED", "r.id"),
        }
    }

    fn is_of_articles(self) -> bool {
        matches!(self, Driver::Flags | Driver::People | Driver::Years | Driver::Articles)
    }

    fn is_of_results(self) -> bool {
        matches!(self, Driver::Measure | Driver::Results)
    }

    /// Whether an article may come more than once.
    fn repeats(self) -> bool {
        self.is_of_results() || matches!(self, Driver::Failures | Driver::Trials)
    }
}

/// A search that knows its driving table.
pub(super) struct Planned<'a> {
    pub(super) search: &'a Search,
    pub(super) fts: Fts,
    pub(super) driver: Driver,
    /// Numbers between which every article lies that fits, where years tell.
    pub(super) within: Option<(i64, i64)>,
    /// What lists of articles are asked.
    pub(super) listed: Listed,
}

/// FROM and WHERE in the making.
struct Body {
    sql: Sql,
    from: String,
    id: &'static str,
    conditions: Vec<String>,
}

impl Planned<'_> {
    /// Articles, one a row: `id`.
    pub(super) fn articles(&self, order: Order, page: Page) -> Sql {
        let record = matches!(order, Order::Year | Order::People);
        let mut body = self.body(record, page);
        if order == Order::Relevance
            && let Some(fts) = &self.fts.all
        {
            let fts = body.sql.bind(fts.clone());
            body.conditions.push(format!(
                "words.rowid >= (SELECT min(id) FROM (SELECT rowid AS id FROM words WHERE words MATCH {fts} ORDER BY rowid DESC LIMIT {RANKED}))"
            ));
        }
        if order == Order::People && self.driver != Driver::People {
            body.conditions.push("r.people IS NOT NULL".to_owned());
        }
        let id = body.id;
        let by = match order {
            Order::Relevance => format!("bm25(words, 4.0, 1.0, 2.0, 0.5, 0.5, 0.5), {id} DESC"),
            Order::Year => format!("r.year DESC, {id} DESC"),
            Order::People => format!("r.people DESC, {id} DESC"),
            Order::Newest | Order::Value | Order::P => format!("{id} DESC"),
        };
        let distinct = if self.driver.repeats() { "DISTINCT " } else { "" };
        // A DISTINCT row is sorted by what it shows alone.
        let shown = match order {
            Order::Year if !distinct.is_empty() => format!("{id} AS id, r.year"),
            Order::People if !distinct.is_empty() => format!("{id} AS id, r.people"),
            _ => format!("{id} AS id"),
        };
        body.select(&format!("{distinct}{shown}"), &by, page)
    }

    /// Results, one a row: `id`, `position`.
    pub(super) fn results(&self, order: Order, page: Page) -> Sql {
        let mut body = self.body(false, page);
        let f = if self.driver.is_of_results() { "d" } else { "f" };
        if f == "f" {
            body.from.push_str(&format!("\n  CROSS JOIN finding f ON f.record = {}", body.id));
            let asked = of_result(&mut body.sql, &self.search.result, "f");
            body.conditions.extend(asked);
        }
        let by = match order {
            Order::P => format!("{f}.p, {f}.p_op, {} DESC, {f}.position", body.id),
            _ => format!("{f}.value, {} DESC, {f}.position", body.id),
        };
        body.conditions.push(match order {
            Order::P => format!("{f}.p IS NOT NULL"),
            _ => format!("{f}.value IS NOT NULL"),
        });
        let distinct =
            if matches!(self.driver, Driver::Failures | Driver::Trials) { "DISTINCT " } else { "" };
        let key = if order == Order::P { format!("{f}.p, {f}.p_op") } else { format!("{f}.value") };
        let shown = format!("{distinct}{} AS id, {f}.position, {key}", body.id);
        body.select(&shown, &by, page)
    }

    /// One row: how many articles, and how many of their results fit.
    pub(super) fn counts(&self) -> Sql {
        let articles = self.articles(Order::Newest, Page::default());
        let mut sql = Sql { text: String::new(), parameters: articles.parameters };
        let asked = of_result(&mut sql, &self.search.result, "f");
        let and: String = asked.iter().map(|condition| format!(" AND {condition}")).collect();
        sql.text = format!(
            "SELECT count(*), coalesce(sum((SELECT count(*) FROM finding f WHERE f.record = id{and})), 0)\n  FROM ({})",
            articles.text.replace('\n', "\n  ")
        );
        sql
    }

    fn body(&self, record: bool, page: Page) -> Body {
        let (table, id) = self.driver.table();
        let mut sql = Sql::default();
        let mut conditions = self.own_conditions(&mut sql);
        if let Some((low, high)) = self.within {
            conditions.push(format!("{id} BETWEEN {} AND {}", sql.bind(low), sql.bind(high)));
        }
        if let Some(after) = page.after {
            conditions.push(format!("{id} < {}", sql.bind(after)));
        }
        let search = self.search;
        let listed = if self.driver.is_of_articles() { Listed::default() } else { self.listed };
        conditions.extend(by_lists(&mut sql, &search.article, listed, id));
        // A plus keeps SQLite from making a join of it, which it would put behind the larger table of articles.
        if search.result.is_asked() && !self.driver.is_of_results() {
            let asked = of_result(&mut sql, &search.result, "f").join(" AND ");
            conditions.push(format!("+EXISTS (SELECT 1 FROM finding f WHERE f.record = {id} AND {asked})"));
        }
        let of_article = of_article(&mut sql, &search.article, listed);
        let mut from = table.to_owned();
        if !self.driver.is_of_articles() && (record || !of_article.is_empty()) {
            from.push_str(&format!("\n  CROSS JOIN record r ON r.id = {id}"));
        }
        conditions.extend(of_article);
        if let Some(failed) = search.article.failed.as_ref().filter(|_| self.driver != Driver::Failures) {
            let asked = failures(&mut sql, failed).join(" AND ");
            conditions.push(format!("+EXISTS (SELECT 1 FROM verdict v WHERE v.record = {id} AND {asked})"));
        }
        if !search.article.trials.is_empty() && self.driver != Driver::Trials {
            let asked = trials(&mut sql, search);
            conditions
                .push(format!("+EXISTS (SELECT 1 FROM identifier i WHERE {asked} AND i.record = {id})"));
        }
        // Full-text search is asked last: it is the dearest to ask of one article.
        let fts = if self.driver.is_of_results() { &self.fts.beside_results } else { &self.fts.all };
        if let Some(fts) = fts.as_ref().filter(|_| self.driver != Driver::Words) {
            let fts = sql.bind(fts.clone());
            conditions.push(format!(
                "+EXISTS (SELECT 1 FROM words WHERE words MATCH {fts} AND words.rowid = {id})"
            ));
        }
        Body { sql, from, id, conditions }
    }

    /// What the driving table answers by itself.
    fn own_conditions(&self, sql: &mut Sql) -> Vec<String> {
        match self.driver {
            Driver::Words => {
                let fts = sql.bind(self.fts.all.clone().unwrap_or_default());
                vec![format!("words MATCH {fts}")]
            }
            Driver::Measure | Driver::Results => of_result(sql, &self.search.result, "d"),
            Driver::Trials => vec![trials(sql, self.search)],
            Driver::Failures => {
                self.search.article.failed.as_ref().map_or_else(Vec::new, |failed| failures(sql, failed))
            }
            Driver::Flags => vec!["r.flags IS NOT NULL".to_owned()],
            Driver::People => vec!["r.people IS NOT NULL".to_owned()],
            Driver::Years | Driver::Articles => Vec::new(),
        }
    }
}

fn trials(sql: &mut Sql, search: &Search) -> String {
    let numbers = search.article.trials.iter().map(ToString::to_string);
    format!("i.kind = 'nct' AND {}", sql.any_of("i.value", numbers))
}

/// Conditions on `v`, a row of `verdict`.
pub(super) fn failures(sql: &mut Sql, failed: &Failed) -> Vec<String> {
    let mut out = vec![sql.any_of("v.grade", failed.grades.iter().map(|grade| (*grade).to_owned()))];
    if !failed.checks.is_empty() {
        out.push(sql.any_of("v.name", failed.checks.iter().map(|check| (*check).to_owned())));
    }
    out
}

/// The positions of the results of article `?1` that fit, in text order.
pub(super) fn positions(search: &Search) -> Sql {
    let mut sql = Sql::default();
    let record = sql.bind(0);
    let asked = of_result(&mut sql, &search.result, "f");
    let and: String = asked.iter().map(|condition| format!("\n   AND {condition}")).collect();
    sql.text =
        format!("SELECT f.position\n  FROM finding f\n WHERE f.record = {record}{and}\n ORDER BY f.position");
    sql
}

impl Body {
    fn select(mut self, shown: &str, by: &str, page: Page) -> Sql {
        let mut text = format!("SELECT {shown}\n  FROM {}", self.from);
        for (i, condition) in self.conditions.iter().enumerate() {
            let word = if i == 0 { "WHERE" } else { "  AND" };
            text.push_str(&format!("\n {word} {condition}"));
        }
        text.push_str(&format!("\n ORDER BY {by}"));
        if page.limit.is_some() || page.offset > 0 {
            let limit = page.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
            text.push_str(&format!("\n LIMIT {}", self.sql.bind(limit)));
        }
        if page.offset > 0 {
            text.push_str(&format!(
                " OFFSET {}",
                self.sql.bind(i64::try_from(page.offset).unwrap_or(i64::MAX))
            ));
        }
        self.sql.text = text;
        self.sql
    }
}
