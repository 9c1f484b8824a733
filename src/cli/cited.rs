//! The articles that catalogues cite: from local records, from the store, from the network.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::article;
use super::config::Settings;
use super::report::{self, Failure};
use crate::catalogue::claim::Cited;
use crate::id::Identifier;
use crate::source::eutils::Eutils;
use crate::source::files::Files;
use crate::source::{Answer, Found, Source, SourceError};
use crate::store::{Store, StoreError};

/// What was found of some names, and why of others nothing was.
#[derive(Default)]
pub(super) struct Gathered {
    /// Names still to be looked for, each once.
    pub(super) wanted: Vec<Cited>,
    /// Records by the name that led to them: several for a trial's.
    pub(super) found: Vec<(Cited, Found)>,
    /// Why there is none, where more is known than that.
    pub(super) failed: HashMap<Cited, SourceError>,
    /// PubMed was asked, and has none.
    pub(super) missing: Vec<Cited>,
}

impl Gathered {
    /// Nothing yet, of some names.
    pub(super) fn new(cited: impl IntoIterator<Item = Cited>) -> Self {
        let mut seen = HashSet::new();
        let wanted = cited.into_iter().filter(|name| seen.insert(name.clone())).collect();
        Self { wanted, ..Self::default() }
    }

    /// Looks through local records.
    pub(super) fn local(&mut self, from: &[PathBuf]) -> Result<(), Failure> {
        if from.is_empty() || self.wanted.is_empty() {
            return Ok(());
        }
        let files = Files::open(from)?;
        let names: Vec<&str> = self
            .wanted
            .iter()
            .filter_map(|cited| match cited {
                Cited::Given(name) => Some(name.as_str()),
                Cited::Known(_) => None,
            })
            .collect();
        if !names.is_empty() {
            let named = files.named(&names)?;
            self.found.extend(named.into_iter().map(|(name, found)| (Cited::Given(name), found)));
        }
        self.ask(&files, "local records")?;
        for damage in files.damages() {
            report::warning(&damage);
        }
        // What local records do not have may be elsewhere.
        self.missing.clear();
        self.settle();
        Ok(())
    }

    /// Looks into the store, where there is one.
    pub(super) fn stored(
        &mut self,
        settings: &Settings,
        wanted: impl Fn(&Cited) -> bool,
    ) -> Result<(), Failure> {
        if self.wanted.is_empty() {
            return Ok(());
        }
        let store = match Store::open_existing(&settings.store()?) {
            Ok(store) => store,
            Err(StoreError::Missing(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for cited in self.wanted.iter().filter(|cited| wanted(cited)) {
            let found = match cited {
                Cited::Known(id) => store.find(id)?,
                Cited::Given(name) => store.find_given(name)?.into_iter().collect(),
            };
            for stored in found {
                let without_text = stored.findings.is_some();
                match article::found(stored) {
                    Some(found) => self.found.push((cited.clone(), found)),
                    None => {
                        let (code, message) = if without_text {
                            ("no_text", format!("the store keeps no abstract of {cited}"))
                        } else {
                            ("damaged", format!("the stored record of {cited} cannot be read"))
                        };
                        self.failed.insert(cited.clone(), SourceError::new(code, message));
                    }
                }
            }
        }
        self.settle();
        Ok(())
    }

    /// Asks PubMed, as `litx fetch` does.
    pub(super) fn network(&mut self, settings: &Settings, verbose: u8) -> Result<(), Failure> {
        if !self.wanted.iter().any(|cited| matches!(cited, Cited::Known(_))) {
            return Ok(());
        }
        self.ask(&Eutils::new(settings.services(false, verbose)?)?, "records of PubMed")?;
        self.settle();
        Ok(())
    }

    fn ask(&mut self, source: &dyn Source, what: &str) -> Result<(), SourceError> {
        let asked: Vec<Cited> =
            self.wanted.iter().filter(|c| matches!(c, Cited::Known(_))).cloned().collect();
        let ids: Vec<Identifier> = asked
            .iter()
            .filter_map(|cited| match cited {
                Cited::Known(id) => Some(id.clone()),
                Cited::Given(_) => None,
            })
            .collect();
        source.fetch(&ids, &mut |i, answer| {
            let cited = &asked[i];
            match answer {
                Answer::Found(found) => self.found.extend(found.into_iter().map(|f| (cited.clone(), f))),
                Answer::Ambiguous(found) => {
                    let names: Vec<String> = found.iter().map(|f| f.record.label()).collect();
                    let error = SourceError::new(
                        "ambiguous",
                        format!("several {what} claim {cited}: {}", names.join(", ")),
                    )
                    .with_help("cite one of them by its PMID");
                    self.failed.insert(cited.clone(), error);
                }
                Answer::Failed(error) => {
                    self.failed.insert(cited.clone(), error);
                }
                Answer::NotFound { .. } => self.missing.push(cited.clone()),
            }
            true
        })
    }

    /// What was found is no longer wanted, and has not failed.
    fn settle(&mut self) {
        let found: HashSet<&Cited> = self.found.iter().map(|(cited, _)| cited).collect();
        self.wanted.retain(|cited| !found.contains(cited));
        self.failed.retain(|cited, _| !found.contains(cited));
    }
}
