//! The articles that claims are about: from local records, else from the store.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::catalogue::claim::Cited;
use crate::cli::args::VerifyArgs;
use crate::cli::article;
use crate::cli::config::Settings;
use crate::cli::report::{self, Failure};
use crate::extract::extract;
use crate::finding::Extraction;
use crate::id::Identifier;
use crate::record::{Abstract, Flag, Record};
use crate::source::files::Files;
use crate::source::{Answer, Source as _};
use crate::store::{Store, StoreError};

/// One article, ready to be held against.
pub(super) struct Source {
    pub(super) text: Abstract,
    pub(super) extraction: Extraction,
    /// Only its findings are known, not its text.
    pub(super) findings_alone: bool,
    flags: Vec<Flag>,
    label: String,
}

impl Source {
    fn of(record: Record) -> Self {
        let extraction = extract(&record.text);
        let (flags, label) = (record.flags(), record.label());
        Self { text: record.text, extraction, findings_alone: false, flags, label }
    }

    /// What a reader must know of it.
    pub(super) fn warnings(&self) -> Vec<String> {
        let say = |what: &str| format!("{} {what}", self.label);
        self.flags
            .iter()
            .filter_map(|flag| match flag {
                Flag::Retracted => Some(say("was retracted")),
                Flag::Concern => Some(say("is under an expression of concern")),
                Flag::Corrected => Some(say("was corrected: see its erratum")),
                Flag::Updated => Some(say("has a newer version")),
                Flag::RetractionNotice => Some(say("is a notice of retraction")),
                Flag::ErratumNotice => Some(say("is an erratum")),
                Flag::Preprint => None,
            })
            .collect()
    }
}

/// Every cited article that could be read.
pub(super) struct Sources {
    found: HashMap<Cited, Vec<Source>>,
    /// Why an article is not among them, where more is known than that it is not.
    failed: HashMap<Cited, String>,
}

impl Sources {
    /// Looks for every cited article.
    pub(super) fn find(settings: &Settings, args: &VerifyArgs, cited: &[Cited]) -> Result<Self, Failure> {
        let mut wanted: Vec<Cited> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for one in cited {
            if seen.insert(one) {
                wanted.push(one.clone());
            }
        }
        let mut records: Vec<(Cited, Record)> = Vec::new();
        let mut failed = HashMap::new();
        if !args.from.is_empty() {
            local(args, &mut wanted, &mut records, &mut failed)?;
        }
        stored(settings, &wanted, &mut records, &mut failed)?;
        let read: Vec<(Cited, Source)> =
            records.into_par_iter().map(|(cited, record)| (cited, Source::of(record))).collect();
        let mut found: HashMap<Cited, Vec<Source>> = HashMap::new();
        for (cited, source) in read {
            found.entry(cited).or_default().push(source);
        }
        Ok(Self { found, failed })
    }

    /// The articles of a name: several for a trial's.
    pub(super) fn of(&self, cited: &Cited) -> Option<&Vec<Source>> {
        self.found.get(cited)
    }

    /// Why there is none.
    pub(super) fn missing(&self, cited: &Cited) -> String {
        self.failed.get(cited).cloned().unwrap_or_else(|| match cited {
            Cited::Known(id) => format!("{cited} is not in the store: `litx fetch {id}` gets it"),
            Cited::Given(_) => format!("{cited} is not in the store: `litx ingest` takes local texts in"),
        })
    }
}

/// Answers from local records; what they answer is no longer wanted.
fn local(
    args: &VerifyArgs,
    wanted: &mut Vec<Cited>,
    records: &mut Vec<(Cited, Record)>,
    failed: &mut HashMap<Cited, String>,
) -> Result<(), Failure> {
    let files = Files::open(&args.from)?;
    let known: Vec<(Cited, Identifier)> = wanted
        .iter()
        .filter_map(|cited| match cited {
            Cited::Known(id) => Some((cited.clone(), id.clone())),
            Cited::Given(_) => None,
        })
        .collect();
    let ids: Vec<Identifier> = known.iter().map(|(_, id)| id.clone()).collect();
    let before = records.len();
    files.fetch(&ids, &mut |i, answer| {
        let cited = &known[i].0;
        match answer {
            Answer::Found(found) => records.extend(found.into_iter().map(|f| (cited.clone(), f.record))),
            Answer::Ambiguous(_) => {
                failed.insert(cited.clone(), format!("several local records claim {cited}"));
            }
            Answer::Failed(error) => {
                failed.insert(cited.clone(), error.message);
            }
            Answer::NotFound { .. } => {}
        }
        true
    })?;
    for damage in files.damages() {
        report::warning(&damage);
    }
    wanted.retain(|cited| !records[before..].iter().any(|(found, _)| found == cited));
    Ok(())
}

/// Answers from the store, where there is one.
fn stored(
    settings: &Settings,
    wanted: &[Cited],
    records: &mut Vec<(Cited, Record)>,
    failed: &mut HashMap<Cited, String>,
) -> Result<(), Failure> {
    if wanted.is_empty() {
        return Ok(());
    }
    let store = match Store::open_existing(&settings.store()?) {
        Ok(store) => store,
        Err(StoreError::Missing(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    for cited in wanted {
        let found = match cited {
            Cited::Known(id) => store.find(id)?,
            Cited::Given(name) => store.find_given(name)?.into_iter().collect(),
        };
        for stored in found {
            match article::stored(stored.raw) {
                Some(found) => records.push((cited.clone(), found.record)),
                None => {
                    failed.insert(cited.clone(), format!("the stored record of {cited} cannot be read"));
                }
            }
        }
    }
    Ok(())
}
