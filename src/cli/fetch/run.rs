//! A run over identifiers: each answered, stored and shown, and the totals at its end.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Value, json};

use super::asked_anew;
use super::outcome::{Outcome, documents, warn_of_flags};
use crate::cli::args::{FetchArgs, Format, Global};
use crate::cli::article::{Article, Verdicts, store_all};
use crate::cli::config::{Settings, shown};
use crate::cli::ids::Input;
use crate::cli::progress::Progress;
use crate::cli::report::{self, Failure};
use crate::cli::rows::{article_rows, foot, head};
use crate::cli::{Ending, output};
use crate::export::article;
use crate::id::Identifier;
use crate::source::eutils::Eutils;
use crate::source::files::Files;
use crate::source::{Answer, Found, Source, SourceError};
use crate::store::Store;
use crate::view::terminal;

/// A run on its way: outcomes arrive in any order and go out in that of the input.
pub(super) struct Run<'a> {
    global: &'a Global,
    args: &'a FetchArgs,
    store: Option<Store>,
    inputs: &'a [Input],
    waiting: BTreeMap<usize, Outcome>,
    next: usize,
    written: Vec<Value>,
    found: usize,
    missing: Vec<String>,
    failed: Vec<(String, SourceError)>,
    /// Messages of failures that were told.
    told: HashSet<String>,
    interrupted: bool,
    /// The store failed.
    stopped: bool,
    progress: Progress,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        global: &'a Global,
        args: &'a FetchArgs,
        store: Option<Store>,
        inputs: &'a [Input],
    ) -> Self {
        Self {
            global,
            args,
            store,
            inputs,
            waiting: BTreeMap::new(),
            next: 0,
            written: Vec::new(),
            found: 0,
            missing: Vec::new(),
            failed: Vec::new(),
            told: HashSet::new(),
            interrupted: false,
            stopped: false,
            // A short list is done before a bar helps anybody.
            progress: Progress::new(global, if inputs.len() > 20 { inputs.len() } else { 0 }, "identifiers"),
        }
    }

    /// Heads of row formats.
    pub(super) fn begin(&self) -> Result<(), Failure> {
        output::text_if(&head(self.global.format())?)
    }

    /// Answers from the store; which identifiers are done.
    pub(super) fn answer_from_store(&mut self, ids: &[Identifier]) -> Result<BTreeSet<usize>, Failure> {
        let mut done = BTreeSet::new();
        for (i, id) in ids.iter().enumerate() {
            if asked_anew(id) && !self.args.offline {
                continue;
            }
            let Some(store) = &self.store else { break };
            let articles: Vec<Article> =
                store.find(id)?.into_iter().filter_map(Article::from_stored).collect();
            if !articles.is_empty() {
                done.insert(i);
                self.settle(i, Outcome::Found(articles))?;
            }
        }
        Ok(done)
    }

    pub(super) fn ask(
        &mut self,
        settings: &Settings,
        ids: &[Identifier],
        open: &[usize],
    ) -> Result<(), Failure> {
        let wanted: Vec<Identifier> = open.iter().map(|i| ids[*i].clone()).collect();
        if self.args.offline {
            for i in open {
                let error =
                    SourceError::new("offline", format!("{} is not in the store", self.inputs[*i].text))
                        .with_help("run once without --offline, or with --from PATH");
                self.settle(*i, Outcome::Failed(error))?;
            }
            return Ok(());
        }
        let (args, verbose) = (self.args, self.global.verbose);
        let mut broken = None;
        let mut each = |k: usize, answer: Answer| match self.take(open[k], answer) {
            Ok(()) => true,
            Err(failure) => {
                broken = Some(failure);
                false
            }
        };
        let asked = if args.from.is_empty() {
            Eutils::new(settings.services(args.patient, verbose)?)?.fetch(&wanted, &mut each)
        } else {
            let files = Files::open(&args.from)?;
            let asked = files.fetch(&wanted, &mut each);
            for damage in files.damages() {
                report::warning(&damage);
            }
            asked
        };
        match broken {
            // What was stored before is whole, and the totals say how far the run came.
            Some(failure @ Failure::Store(_)) => {
                report::error(&failure);
                self.stopped = true;
                return Ok(());
            }
            Some(failure) => return Err(failure),
            None => {}
        }
        match asked {
            Err(error) if error.code == "interrupted" => {
                self.interrupted = true;
                Ok(())
            }
            other => Ok(other?),
        }
    }

    /// Reads, checks and stores what a source answered.
    fn take(&mut self, i: usize, answer: Answer) -> Result<(), Failure> {
        let outcome = match answer {
            Answer::Found(found) => self.read(found)?,
            Answer::Ambiguous(found) if self.args.first => self.read(found.into_iter().take(1).collect())?,
            Answer::Ambiguous(found) => {
                let names: Vec<String> = found.iter().map(|f| f.record.label()).collect();
                let message = format!("{} is claimed by {}", self.inputs[i].text, names.join(" and "));
                Outcome::Failed(
                    SourceError::new("ambiguous", message)
                        .with_help("name one of them, or take the first with --first"),
                )
            }
            Answer::NotFound { asked } => {
                let guess = match (&self.store, &self.inputs[i].id) {
                    (Some(store), Ok(Identifier::Doi(doi))) => store.nearest(doi.as_str())?,
                    _ => None,
                };
                Outcome::NotInPubMed { asked, guess }
            }
            Answer::Failed(error) => Outcome::Failed(error),
        };
        self.settle(i, outcome)
    }

    fn read(&mut self, found: Vec<Found>) -> Result<Outcome, Failure> {
        let articles: Vec<Article> = Article::all(found, Verdicts::All);
        if let Some(store) = &mut self.store {
            store_all(store, &articles)?;
        }
        Ok(Outcome::Found(articles))
    }

    fn settle(&mut self, i: usize, outcome: Outcome) -> Result<(), Failure> {
        self.waiting.insert(i, outcome);
        if self.inputs.len() > 20 {
            self.progress.step();
        }
        while let Some(outcome) = self.waiting.remove(&self.next) {
            let i = self.next;
            self.next += 1;
            self.write(i, outcome)?;
        }
        Ok(())
    }

    fn write(&mut self, i: usize, outcome: Outcome) -> Result<(), Failure> {
        let input = &self.inputs[i].text;
        match self.global.format() {
            Format::Json => self.written.extend(documents(input, &outcome)),
            Format::Jsonl => {
                for document in documents(input, &outcome) {
                    output::text(&document.to_string())?;
                }
            }
            Format::Table => {
                if let Outcome::Found(articles) = &outcome {
                    let saved = self.store.as_ref().map(|s| shown(s.path()));
                    for (k, article) in articles.iter().enumerate() {
                        let gap = if self.found > 0 || k > 0 { "\n" } else { "" };
                        output::text(&format!(
                            "{gap}{}",
                            terminal::article(&article.view(), saved.as_deref())
                        ))?;
                    }
                }
            }
            format => {
                if let Outcome::Found(articles) = &outcome {
                    for article in articles {
                        output::text_if(&article_rows(format, article)?)?;
                    }
                }
            }
        }
        match outcome {
            Outcome::Found(articles) => {
                self.found += 1;
                for article in &articles {
                    warn_of_flags(article);
                }
            }
            Outcome::NotInPubMed { guess, asked } => {
                let what = match &self.inputs[i].id {
                    Ok(Identifier::Doi(doi)) => format!("no PubMed record has DOI {doi}"),
                    Ok(Identifier::Pmid(pmid)) => format!("PubMed has no record {pmid}"),
                    Ok(other) => format!("no PubMed record has {other}"),
                    Err(error) => error.to_string(),
                };
                let what =
                    if self.args.from.is_empty() { what } else { format!("{what} (in the local files)") };
                let help = guess.map(|guess| format!("did you mean {guess} (in your store)?"));
                if self.global.verbose > 0 {
                    report::note(&format!("  asked: {}", asked.join(", ")));
                }
                report::error(&Failure::Input { message: what, help });
                self.missing.push(input.clone());
            }
            Outcome::Failed(error) => {
                // One cause is told once, however many identifiers it hits.
                if self.told.insert(error.message.clone()) {
                    report::error(&Failure::Source(error.clone()));
                }
                self.failed.push((input.clone(), error));
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<Ending, Failure> {
        self.progress.end();
        let asked = self.inputs.len();
        // What came out of order before an interruption is shown all the same.
        for (i, outcome) in std::mem::take(&mut self.waiting) {
            self.write(i, outcome)?;
        }
        let open = asked - self.found - self.missing.len() - self.failed.len();
        match self.global.format() {
            Format::Json => {
                let document = json!({
                    "schema": article::SCHEMA,
                    "articles": self.written,
                    "totals": {"asked": asked, "found": self.found, "not_in_pubmed": self.missing.len(), "failed": self.failed.len()},
                });
                output::text(&serde_json::to_string_pretty(&document).unwrap_or_default())?;
            }
            format => output::text_if(foot(format))?,
        }
        if !self.global.quiet && (asked > 1 || open > 0) {
            let mut totals = format!("asked {asked}: found {}", self.found);
            totals += &named("not in PubMed", &self.missing);
            let failed: Vec<String> = self.failed.iter().map(|(input, _)| input.clone()).collect();
            totals += &named("failed", &failed);
            if open > 0 {
                totals += &format!(", not answered {open}");
            }
            report::note(&totals);
        }
        if self.interrupted {
            return Ok(Ending::Interrupted);
        }
        if self.stopped {
            return Ok(Ending::BadInput);
        }
        let service = self.failed.iter().any(|(_, error)| error.code != "ambiguous");
        Ok(match (service, self.missing.is_empty() && self.failed.is_empty()) {
            (true, _) => Ending::Service,
            (false, true) => Ending::Well,
            (false, false) => Ending::Found,
        })
    }
}

/// `, not in PubMed 2 (a, b)`
fn named(what: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(", {what} {} ({})", names.len(), names.join(", ")) }
}
