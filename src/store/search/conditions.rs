//! What is asked for, as conditions in SQL; everything a user typed is a parameter.

use rusqlite::types::Value;

use super::range::{Range, days};
use super::words::{Expr, Field};
use super::{By, OfArticle, OfResult, Quantity, Search};
use crate::finding::{Measure, Scale, TimeUnit};

/// A statement in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) parameters: Vec<Value>,
}

impl Sql {
    /// The name of a new parameter.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.parameters.push(value.into());
        format!("?{}", self.parameters.len())
    }

    /// `column IN (…)`, or `=` where there is one.
    pub(super) fn any_of(&mut self, column: &str, values: impl Iterator<Item = String>) -> String {
        let names: Vec<String> = values.map(|value| self.bind(value)).collect();
        match names.as_slice() {
            [one] => format!("{column} = {one}"),
            many => format!("{column} IN ({})", many.join(", ")),
        }
    }

    pub(super) fn within(&mut self, column: &str, range: Range) -> String {
        let mut parts = Vec::new();
        if let Some(low) = range.low {
            parts.push(format!("{column} >= {}", self.bind(low)));
        }
        if let Some(high) = range.high {
            parts.push(format!("{column} <= {}", self.bind(high)));
        }
        parts.join(" AND ")
    }
}

/// What full-text search is asked.
pub(super) struct Fts {
    /// Everything it can tell.
    pub(super) all: Option<String>,
    /// The same without the words of outcomes: a result that has them needs no such question.
    pub(super) beside_results: Option<String>,
}

/// What of the article full-text search answers. Words of outcomes are words of the text, so that they are among them,
/// unless some articles' texts are not kept.
pub(super) fn fts(search: &Search, texts_are_kept: bool) -> Fts {
    let article = &search.article;
    let mut parts: Vec<Expr> = search.words.iter().map(|words| words.0.clone()).collect();
    let any = |field: Field, names: &[String]| {
        let names = names.iter().map(|name| match name.strip_suffix('*') {
            Some(stem) => Expr::phrase(field, stem, true),
            None => Expr::phrase(field, name, false),
        });
        Expr::any(names.collect())
    };
    parts.extend(any(Field::Types, &article.types));
    parts.extend(any(Field::Journal, &article.journals));
    parts.extend(article.mesh.iter().map(|name| Expr::phrase(Field::Mesh, name, false)));
    parts.extend(article.authors.iter().map(|name| author(name)));
    let beside_results = Expr::all(parts.clone()).map(|expr| expr.fts());
    if texts_are_kept {
        parts.extend(search.result.outcome.iter().map(|(_, words)| words.of_text()));
    }
    Fts { all: Expr::all(parts).map(|expr| expr.fts()), beside_results }
}

/// `Smith J` means every Smith whose initials begin so.
fn author(name: &str) -> Expr {
    let name = name.trim();
    let stem = name.strip_suffix('*').unwrap_or(name);
    let initials = name.rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() <= 2);
    Expr::phrase(Field::Authors, stem, initials || stem.len() < name.len())
}

/// What is asked of an article by a list of those that fit, where they are so few that it is sooner made than each article
/// looked up.
#[derive(Clone, Copy, Default)]
pub(super) struct Listed {
    pub(super) years: bool,
    pub(super) people: bool,
    pub(super) flags: bool,
}

/// Conditions on an article's number, by lists.
pub(super) fn by_lists(sql: &mut Sql, article: &OfArticle, listed: Listed, id: &str) -> Vec<String> {
    let list = |index: &str, which: &str| format!("(SELECT id FROM record INDEXED BY {index} WHERE {which})");
    let mut out = Vec::new();
    if let Some(years) = article.years.filter(|_| listed.years) {
        let within = sql.within("year", years);
        out.push(format!("+{id} IN {}", list("record_year", &within)));
    }
    if let Some(people) = article.people.filter(|_| listed.people) {
        let within = sql.within("people", people);
        out.push(format!("+{id} IN {}", list("record_people", &within)));
    }
    if let Some(retracted) = article.retracted.filter(|_| listed.flags) {
        let not = if retracted { "" } else { "NOT " };
        let which = format!("flags IS NOT NULL AND flags LIKE '{RETRACTED}'");
        out.push(format!("+{id} {not}IN {}", list("record_flags", &which)));
    }
    out
}

const RETRACTED: &str = "%\"retracted\"%";

/// Conditions on `r`, a row of `record`, but for what lists tell.
pub(super) fn of_article(sql: &mut Sql, article: &OfArticle, listed: Listed) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(years) = article.years.filter(|_| !listed.years) {
        out.push(sql.within("r.year", years));
    }
    if let Some(people) = article.people.filter(|_| !listed.people) {
        out.push(sql.within("r.people", people));
    }
    if let Some(retracted) = article.retracted.filter(|_| !listed.flags) {
        let not = if retracted { "" } else { "NOT " };
        out.push(format!("coalesce(r.flags, '') {not}LIKE '{RETRACTED}'"));
    }
    if article.with_abstract {
        out.push("r.abstract IS NOT NULL".to_owned());
    }
    // Full-text search has found the words; here the name is a whole one.
    if !article.types.is_empty() {
        out.push(member(sql, "r.types", &article.types));
    }
    out.extend(
        article.mesh.iter().map(|name| member(sql, "r.mesh", std::slice::from_ref(name))).collect::<Vec<_>>(),
    );
    if !article.journals.is_empty() {
        let names: Vec<String> = article.journals.iter().map(|name| journal(sql, name)).collect();
        out.push(format!("({})", names.join(" OR ")));
    }
    out
}

/// Whether a list holds one of the names, whatever their capitals.
fn member(sql: &mut Sql, list: &str, names: &[String]) -> String {
    let names = sql.any_of("lower(value)", names.iter().map(|name| name.to_lowercase()));
    format!("EXISTS (SELECT 1 FROM json_each({list}) WHERE {names})")
}

/// A journal's name without regard to capitals and dots: `N. Engl. J. Med.` is `N Engl J Med`.
fn journal(sql: &mut Sql, name: &str) -> String {
    let plain = |name: &str| name.replace('.', "").to_lowercase();
    let column = "lower(replace(r.journal, '.', ''))";
    match name.strip_suffix('*') {
        Some(stem) => {
            let stem = plain(stem);
            let length = stem.chars().count();
            format!("substr({column}, 1, {length}) = {}", sql.bind(stem))
        }
        None => format!("{column} = {}", sql.bind(plain(name))),
    }
}

/// Conditions on a row of `finding`; `f` is its name there.
pub(super) fn of_result(sql: &mut Sql, result: &OfResult, f: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !result.measures.is_empty() {
        let names = result.measures.iter().map(|measure| measure.name().to_owned());
        out.push(sql.any_of(&format!("{f}.measure"), names));
    }
    // Measures are of estimates: their index knows them, and nothing else need be looked at.
    let told = !result.measures.is_empty() && result.kinds == ["estimate"];
    if !result.kinds.is_empty() && !told {
        out.push(sql.any_of(&format!("{f}.kind"), result.kinds.iter().map(|kind| (*kind).to_owned())));
    }
    for comparing in &result.numbers {
        let by = match comparing.by {
            By::Below => "<",
            By::AtMost => "<=",
            By::Above => ">",
            By::AtLeast => ">=",
        };
        let number = quantity(comparing.of, f);
        out.push(format!("{number} {by} {}", sql.bind(comparing.with)));
        if comparing.of == Quantity::Percent {
            out.push(format!("{f}.kind = 'proportion'"));
        }
    }
    if result.excludes_null {
        out.push(excludes_null(&result.measures, f));
    }
    if let Some(p) = result.p_below {
        let p = sql.bind(p);
        out.push(format!("({f}.p < {p} AND {f}.p_op IN ('<', '<=', '=') OR {f}.p = {p} AND {f}.p_op = '<')"));
    }
    if let Some(p) = result.p_above {
        let p = sql.bind(p);
        out.push(format!("({f}.p >= {p} AND {f}.p_op IN ('>', '>=', '='))"));
    }
    if !result.units.is_empty() {
        let units =
            sql.any_of(&format!("lower({f}.unit)"), result.units.iter().map(|unit| unit.to_lowercase()));
        out.push(units);
    }
    if let Some(time) = result.time {
        out.push(if time.cycles {
            format!("{f}.time_unit = 'cycle' AND {}", sql.within(&format!("{f}.time_value"), time.range))
        } else {
            sql.within(&in_days(f), loose(time.range))
        });
    }
    if let Some((words, _)) = &result.outcome {
        out.push(format!("has_words({f}.outcome, {})", sql.bind(words.clone())));
    }
    for (asked, column) in [(&result.arm, "arm"), (&result.comparator, "comparator")] {
        if let Some((words, _)) = asked {
            let words = sql.bind(words.clone());
            out.push(format!(
                "{f}.{column} IS NOT NULL AND has_words((SELECT json_extract(a.arms, '$[' || ({f}.{column} - 1) || ']') \
                 FROM record a WHERE a.id = {f}.record), {words})"
            ));
        }
    }
    out
}

fn quantity(of: Quantity, f: &str) -> String {
    match of {
        Quantity::Value => format!("{f}.value"),
        // Some texts print the limits the wrong way round.
        Quantity::Upper => format!("coalesce(max({f}.low, {f}.high), {f}.high)"),
        Quantity::Lower => format!("coalesce(min({f}.low, {f}.high), {f}.low)"),
        Quantity::Level => format!("{f}.level"),
        Quantity::Percent => format!("coalesce({f}.value, 100.0 * {f}.count / {f}.total)"),
        Quantity::Events => format!("{f}.count"),
    }
}

/// The interval lies on one side of 1 for ratios, of 0 for differences; other measures have no such value.
fn excludes_null(measures: &[Measure], f: &str) -> String {
    let (upper, lower) = (quantity(Quantity::Upper, f), quantity(Quantity::Lower, f));
    let side = |null: u8, scales: &[Scale]| {
        let fits = |measure: &&Measure| scales.contains(&measure.scale());
        let fitting: Vec<&Measure> = Measure::ALL.iter().filter(fits).collect();
        if !measures.is_empty() && measures.iter().all(|measure| !fitting.contains(&measure)) {
            return None;
        }
        // Names of litx's own, not of a user.
        let names: Vec<String> = fitting.iter().map(|measure| format!("'{}'", measure.name())).collect();
        let side = format!("({upper} < {null} OR {lower} > {null})");
        let all = !measures.is_empty() && measures.iter().all(|measure| fitting.contains(&measure));
        Some(if all { side } else { format!("{f}.measure IN ({}) AND {side}", names.join(", ")) })
    };
    let sides = [side(1, &[Scale::Log]), side(0, &[Scale::Linear, Scale::LogOfRemainder, Scale::Fisher])];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    if sides.is_empty() { "0".to_owned() } else { format!("({})", sides.join(" OR ")) }
}

/// A time in days, so that 60 months are 5 years.
fn in_days(f: &str) -> String {
    let units = TimeUnit::ALL.iter().filter_map(|unit| Some((unit, days(*unit)?)));
    let cases: Vec<String> = units.map(|(unit, days)| format!("WHEN '{unit}' THEN {days}")).collect();
    format!("{f}.time_value * CASE {f}.time_unit {} END", cases.join(" "))
}

/// 52 weeks and 365 days are a year to everybody.
fn loose(range: Range) -> Range {
    Range { low: range.low.map(|n| n * 0.98), high: range.high.map(|n| n * 1.02) }
}
