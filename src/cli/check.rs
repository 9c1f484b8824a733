//! `litx check`: what does not fit together in the numbers of articles.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{CheckArgs, Format, Global, MinGrade};
use super::article::{Article, Verdicts, found};
use super::config::Settings;
use super::pipeline::{self, Feed};
use super::report::{self, Failure};
use super::rows::{body, foot, head_of};
use super::{Ending, input, output};
use crate::check::{Grade, Verdict};
use crate::export::{sarif, verdicts};
use crate::id::Identifier;
use crate::store::{Store, StoreError, Stored};
use crate::view::terminal;

/// Stored records read at once.
const CHUNK: usize = 64;

/// Runs the command.
pub(crate) fn run(global: &Global, args: &CheckArgs) -> Result<Ending, Failure> {
    let format = global.format();
    output::text_if(&head_of(format, verdicts::COLUMNS)?)?;
    let asked = Asked { format, least: args.min_grade.into(), agreeing: args.agreeing };
    let mut totals = Totals::default();
    let (files, names): (Vec<&String>, Vec<&String>) =
        args.what.iter().partition(|what| *what == "-" || Path::new(what.as_str()).is_file());
    let identifiers = names.iter().map(|name| Named::parse(name)).collect::<Result<Vec<_>, _>>()?;
    let work = |article: Article, path: &Path| judge(article, &asked, Some(&path.to_string_lossy()));
    let take = |done: Result<Done, Failure>| totals.articles.take(done?);
    totals.damaged = input::each(global, &files, args.input_format, asked.verdicts(), work, take)?;
    if args.all || !identifiers.is_empty() {
        let mut store = Store::open_existing(&Settings::read(global)?.store()?)?;
        for one in &identifiers {
            let found = one.find(&store)?;
            if found.is_empty() {
                report::error(&Failure::input(format!("{} is neither a file nor in the store", one.text)));
                totals.missing.push(one.text.clone());
            }
            for record in found {
                totals.take(judge_stored(record, &asked)?)?;
            }
        }
        if args.all {
            whole(global, &mut store, &asked, &mut totals)?;
        }
    }
    finish(global, &asked, totals)
}

/// What is asked for.
struct Asked {
    format: Format,
    least: Grade,
    agreeing: bool,
}

impl Asked {
    fn verdicts(&self) -> Verdicts {
        if self.agreeing { Verdicts::All } else { Verdicts::Problems(self.least) }
    }
}

impl From<MinGrade> for Grade {
    fn from(grade: MinGrade) -> Self {
        match grade {
            MinGrade::Info => Grade::Info,
            MinGrade::Warn => Grade::Warn,
            MinGrade::Error => Grade::Error,
        }
    }
}

/// An article that an argument names.
struct Named {
    text: String,
    /// Nothing for `id:NAME`.
    identifier: Option<Identifier>,
}

impl Named {
    fn parse(text: &str) -> Result<Self, Failure> {
        let identifier = match text.strip_prefix("id:") {
            Some(_) => None,
            None => Some(text.parse::<Identifier>().map_err(|error| {
                Failure::helped(format!("{text} is no file, and {error}"), "`litx check --help` has examples")
            })?),
        };
        Ok(Self { text: text.to_owned(), identifier })
    }

    fn find(&self, store: &Store) -> Result<Vec<Stored>, Failure> {
        Ok(match &self.identifier {
            Some(identifier) => store.find(identifier)?,
            None => store.find_given(self.text.trim_start_matches("id:"))?.into_iter().collect(),
        })
    }
}

/// Every record of the store, on all cores, in the store's order.
fn whole(global: &Global, store: &mut Store, asked: &Asked, totals: &mut Totals) -> Result<(), Failure> {
    let read = move |feed: &mut Feed<_, _>| {
        let mut last = i64::MIN;
        loop {
            let records = some(store, &mut last);
            let ended = records.as_ref().map_or(true, Vec::is_empty);
            let weight = records.iter().flatten().map(weight).sum();
            feed.give(records, weight)?;
            if ended {
                return Ok(());
            }
        }
    };
    let work = |records: Result<Vec<Stored>, StoreError>| -> Result<Vec<Judged>, Failure> {
        records?.into_iter().map(|record| judge_stored(record, asked)).collect()
    };
    pipeline::run(global.threads(), read, work, |results| {
        for judged in results {
            judged?.into_iter().try_for_each(|one| totals.take(one))?;
        }
        Ok(())
    })
}

/// The records behind the last: some of them, none at the end.
fn some(store: &Store, last: &mut i64) -> Result<Vec<Stored>, StoreError> {
    let mut records = Vec::new();
    // Those that went meanwhile leave a gap, not an end.
    while records.is_empty() {
        let ids = store.ids_after(*last, CHUNK)?;
        let Some(end) = ids.last() else { break };
        *last = *end;
        for id in ids {
            records.extend(store.at(id)?);
        }
    }
    Ok(records)
}

/// What a record takes in memory, in round numbers.
fn weight(record: &Stored) -> usize {
    2 * record.record.text.as_str().len() + record.raw.as_ref().map_or(0, Vec::len) + 4096
}

/// What became of a stored record.
enum Judged {
    Done(Box<Done>),
    /// Its abstract is not kept.
    WithoutText,
    Damaged,
}

fn judge_stored(record: Stored, asked: &Asked) -> Result<Judged, Failure> {
    if record.findings.is_some() {
        return Ok(Judged::WithoutText);
    }
    let Some(found) = found(record) else { return Ok(Judged::Damaged) };
    Ok(Judged::Done(Box::new(judge(Article::read(found, asked.verdicts()), asked, None)?)))
}

/// What the run came to.
#[derive(Default)]
struct Totals {
    articles: Articles,
    damaged: usize,
    /// Stored without their abstracts: what was found when they were stored is in the store.
    without_text: usize,
    missing: Vec<String>,
}

impl Totals {
    fn take(&mut self, judged: Judged) -> Result<(), Failure> {
        match judged {
            Judged::Done(done) => self.articles.take(*done)?,
            Judged::WithoutText => self.without_text += 1,
            Judged::Damaged => self.damaged += 1,
        }
        Ok(())
    }
}

/// The articles so far, and what cannot be written before the last.
#[derive(Default)]
struct Articles {
    articles: usize,
    findings: usize,
    /// With a disagreement of the grade that was asked for.
    troubled: usize,
    /// Disagreements: info, warn, error.
    grades: [usize; 3],
    documents: Vec<Value>,
    log: sarif::Log,
}

impl Articles {
    fn take(&mut self, done: Done) -> Result<(), Failure> {
        self.articles += 1;
        self.findings += done.findings;
        self.troubled += usize::from(done.grades.iter().any(|n| *n > 0));
        for (sum, n) in self.grades.iter_mut().zip(done.grades) {
            *sum += n;
        }
        self.documents.extend(done.document);
        if let Some(results) = done.sarif {
            self.log.push(results);
        }
        output::text_if(&done.text)
    }

    fn totals(&self) -> Value {
        let [info, warn, error] = self.grades;
        json!({"articles": self.articles, "findings": self.findings, "with_disagreements": self.troubled,
               "info": info, "warn": warn, "error": error})
    }
}

/// A checked article, ready to be written.
struct Done {
    text: String,
    document: Option<Value>,
    sarif: Option<sarif::Results>,
    findings: usize,
    grades: [usize; 3],
}

fn judge(mut article: Article, asked: &Asked, file: Option<&str>) -> Result<Done, Failure> {
    // With --agreeing, milder disagreements stay out all the same.
    article.verdicts.retain(|v| v.ruling.grade().is_none_or(|grade| grade >= asked.least));
    let mut grades = [0; 3];
    for grade in article.verdicts.iter().filter_map(|v| v.ruling.grade()) {
        grades[grade as usize] += 1;
    }
    let mut done = Done {
        text: String::new(),
        document: None,
        sarif: None,
        findings: article.extraction.findings.len(),
        grades,
    };
    let record = &article.found.record;
    match asked.format {
        Format::Json => done.document = Some(json!({"id": article.id(), "verdicts": article.verdicts()})),
        Format::Jsonl => {
            let document =
                json!({"schema": verdicts::SCHEMA, "id": article.id(), "verdicts": article.verdicts()});
            done.text = document.to_string();
        }
        Format::Table => done.text = terminal::verdicts(&article.view(), &article.id()),
        Format::Sarif => {
            let shown: Vec<&Verdict> = article.verdicts.iter().collect();
            done.sarif = sarif::Results::of(record, &article.id(), file, &shown);
        }
        row => done.text = body(row, &verdicts::rows(&article.id(), record, &article.verdicts))?,
    }
    Ok(done)
}

fn finish(global: &Global, asked: &Asked, totals: Totals) -> Result<Ending, Failure> {
    let Totals { articles, damaged, without_text, missing } = totals;
    match asked.format {
        Format::Json => {
            let document = json!({
                "schema": verdicts::SCHEMA, "articles": articles.documents, "totals": articles.totals(),
            });
            output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
        }
        Format::Sarif => {
            let log = articles.log.document();
            output::text(&serde_json::to_string_pretty(&log).unwrap_or_default())?;
        }
        format => output::text_if(foot(format))?,
    }
    if articles.articles == 0 && damaged == 0 && without_text == 0 && missing.is_empty() {
        return Err(Failure::helped(
            "there is no article to check",
            "give text, PubMed XML, NBIB or JSON Lines",
        ));
    }
    if !global.quiet {
        let [info, warn, error] = articles.grades;
        let mut parts = vec![format!("error {error}")];
        if asked.least <= Grade::Warn {
            parts.push(format!("warn {warn}"));
        }
        if asked.least <= Grade::Info {
            parts.push(format!("info {info}"));
        }
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let damaged = if damaged > 0 { format!(", damaged {damaged}") } else { String::new() };
        let missing = if missing.is_empty() {
            String::new()
        } else {
            format!(", not in the store {} ({})", missing.len(), missing.join(", "))
        };
        let without_text = match without_text {
            0 => String::new(),
            n => format!(", stored without abstract {n} (`litx query --failed` has what was found in them)"),
        };
        report::note(&format!(
            "checked {} article{}, {} finding{}: {} in {} article{}{damaged}{without_text}{missing}",
            articles.articles,
            plural(articles.articles),
            articles.findings,
            plural(articles.findings),
            parts.join(", "),
            articles.troubled,
            plural(articles.troubled),
        ));
    }
    Ok(if damaged > 0 || !missing.is_empty() {
        Ending::BadInput
    } else if articles.troubled > 0 {
        Ending::Found
    } else {
        Ending::Well
    })
}
