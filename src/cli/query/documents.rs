//! Hits in every format, written as they come.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Fitting};
use super::table;
use super::{Given, Next};
use crate::cli::args::Format;
use crate::cli::output;
use crate::cli::report::Failure;
use crate::cli::rows::{body, foot, head_of};
use crate::export::findings::{self, Places};
use crate::export::{article, rows};
use crate::store::search::ResultRow;

/// The schema's name.
const SCHEMA: &str = "litx.query/1";

/// Columns of results behind those that every row of findings has.
const OF_ARTICLE: &[&str] = &["year", "journal", "title"];

/// Columns of articles.
const ARTICLES: &[&str] = &[
    "id", "pmid", "doi", "pmcid", "year", "journal", "title", "authors", "types", "trials", "flags",
    "people", "results",
];

/// Writes hits in a format.
pub(super) struct Documents {
    format: Format,
    articles: bool,
    /// Whether something is asked of results: a table shows those alone then, and else how many there are.
    chosen: bool,
}

impl Documents {
    pub(super) fn new(format: Format, articles: bool, chosen: bool) -> Self {
        Self { format, articles, chosen }
    }

    /// What stands before the hits.
    pub(super) fn begin(&self) -> Result<(), Failure> {
        match self.format {
            Format::Json => output::text(&format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"articles\": [")),
            format if self.articles => output::text_if(&head_of(format, ARTICLES)?),
            format => output::text_if(&head_of(format, &[rows::COLUMNS, OF_ARTICLE].concat())?),
        }
    }

    /// What stands between two of them.
    pub(super) fn between(&self) -> &'static str {
        match self.format {
            Format::Json => "    ,\n",
            Format::Table if self.chosen && !self.articles => "\n",
            _ => "",
        }
    }

    /// One article, or what fits of it.
    pub(super) fn one(&self, answer: &Answer) -> Result<String, Failure> {
        match self.format {
            Format::Table => Ok(table::article(answer, self.articles || !self.chosen)),
            Format::Json => {
                let mut document = about(answer);
                if !self.articles {
                    document["arms"] = arms(answer);
                    document["results"] = results(answer).collect();
                }
                let text =
                    serde_json::to_string_pretty(&document).unwrap_or_default().replace('\n', "\n    ");
                Ok(format!("    {text}\n"))
            }
            Format::Jsonl if self.articles => Ok(format!("{}\n", with_schema(about(answer)))),
            Format::Jsonl => {
                let (about, arms) = (with_schema(about(answer)), arms(answer));
                let line = |result| {
                    let mut line = about.clone();
                    line["arms"] = arms.clone();
                    if let (Value::Object(line), Value::Object(result)) = (&mut line, result) {
                        line.extend(result);
                    }
                    format!("{line}\n")
                };
                Ok(results(answer).map(line).collect())
            }
            format if self.articles => body(format, &[article_row(answer)]),
            format => body(format, &result_rows(answer)),
        }
    }

    /// What stands behind the hits.
    pub(super) fn end(&self, given: &Given) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let next = match given.next {
                    None => Value::Null,
                    Some(Next::After(id)) => json!({"after": id}),
                    Some(Next::Offset(offset)) => json!({"offset": offset}),
                };
                let totals = json!({"articles": given.articles, "results": given.results});
                output::text(&format!("  ],\n  \"totals\": {totals},\n  \"next\": {next}\n}}"))
            }
            format => output::text_if(foot(format)),
        }
    }
}

/// What an article is known by.
fn about(answer: &Answer) -> Value {
    let record = article::record(&answer.article.found.record);
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(answer.article.id()));
    for name in ["pmid", "doi", "pmcid", "title", "journal", "year", "authors", "types", "trials", "flags"] {
        out.insert(name.to_owned(), record[name].clone());
    }
    out.insert("people".to_owned(), json!(answer.people));
    Value::Object(out)
}

fn with_schema(document: Value) -> Value {
    let mut out = Map::new();
    out.insert("schema".to_owned(), json!(SCHEMA));
    if let Value::Object(fields) = document {
        out.extend(fields);
    }
    Value::Object(out)
}

fn arms(answer: &Answer) -> Value {
    let arms = answer.article.extraction.arms.iter().enumerate();
    arms.map(|(i, arm)| json!({"id": format!("a{}", i + 1), "name": arm.name})).collect()
}

/// Every result that fits, by its position: as findings are, or as its row has it.
fn results(answer: &Answer) -> impl Iterator<Item = Value> {
    let places = Places::new(&answer.article.found.record.text);
    answer.results.iter().map(move |(position, told)| {
        match (told, answer.finding(told)) {
            (_, Some(finding)) => json!({
                "position": position, "result": finding.result.to_string(), "finding": findings::finding(&places, finding),
            }),
            (Fitting::Row(row), None) => {
                json!({"position": position, "result": row.told.result, "finding": null, "stored": stored(row)})
            }
            (Fitting::Read(_), None) => json!({"position": position, "result": "", "finding": null}),
        }
    })
}

fn stored(row: &ResultRow) -> Value {
    json!({
        "kind": row.kind, "outcome": row.told.outcome, "arm": row.told.arm, "comparator": row.told.comparator,
        "time_point": row.told.time, "quote": row.quote,
    })
}

fn result_rows(answer: &Answer) -> Vec<Vec<String>> {
    let record = &answer.article.found.record;
    let id = answer.article.id();
    let positions = answer.results.iter().filter_map(|(_, told)| match told {
        Fitting::Read(position) => Some(*position),
        Fitting::Row(_) => None,
    });
    let mut read =
        rows::some(&id, record, &answer.article.extraction, &positions.collect::<Vec<_>>()).into_iter();
    let known = article::record(record);
    let of_article = ["year", "journal", "title"]
        .map(|name| known[name].as_str().map_or_else(|| number(&known[name]), str::to_owned));
    let row = |told: &Fitting| {
        let mut row = match told {
            Fitting::Read(_) => read.next().unwrap_or_default(),
            Fitting::Row(row) => rows::COLUMNS.iter().map(|column| cell(answer, &id, row, column)).collect(),
        };
        row.extend(of_article.clone());
        row
    };
    answer.results.iter().map(|(_, told)| told).map(row).collect()
}

fn number(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

/// A cell of a result that only its row tells.
fn cell(answer: &Answer, id: &str, row: &ResultRow, column: &str) -> String {
    let record = &answer.article.found.record;
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "id" => id.to_owned(),
        "pmid" => record.pmid.map_or_else(String::new, |pmid| pmid.to_string()),
        "doi" => record.doi().map_or_else(String::new, ToString::to_string),
        "kind" => row.kind.clone(),
        "outcome" => some(&row.told.outcome),
        "arm" => some(&row.told.arm),
        "comparator" => some(&row.told.comparator),
        "time_point" => some(&row.told.time),
        "quote" => some(&row.quote),
        "result" => row.told.result.clone(),
        _ => String::new(),
    }
}

fn article_row(answer: &Answer) -> Vec<String> {
    let about = about(answer);
    let cell = |name: &str| match &about[name] {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
        other => number(other),
    };
    let mut row: Vec<String> = ARTICLES[..ARTICLES.len() - 1].iter().map(|name| cell(name)).collect();
    row.push(answer.results.len().to_string());
    row
}
