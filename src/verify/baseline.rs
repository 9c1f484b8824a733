//! A ratchet: failures that are known do not fail a run, new ones do, and the list only shrinks.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use serde::{Deserialize, Deserializer};

use super::Standing;
use super::report::Report;

/// The schema's name.
pub const SCHEMA: &str = "litx.baseline/1";

/// Known failures: of each claim, by its catalogue and its id, how it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<(String, String), Standing>);

/// An entry that has served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The catalogue.
    pub catalogue: String,
    /// The claim.
    pub id: String,
    /// Why it is no longer wanted.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(deserialize_with = "schema")]
    #[serde(rename = "schema")]
    _schema: (),
    known: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    catalogue: String,
    id: String,
    #[serde(deserialize_with = "verdict")]
    verdict: Standing,
}

fn schema<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    let said = String::deserialize(from)?;
    if said == SCHEMA { Ok(()) } else { Err(serde::de::Error::custom(format!("this litx reads `{SCHEMA}`"))) }
}

fn verdict<'de, D: Deserializer<'de>>(from: D) -> Result<Standing, D::Error> {
    let said = String::deserialize(from)?;
    let known = Standing::ALL.into_iter().filter(|standing| *standing != Standing::Supported);
    let names: Vec<&str> = known.clone().map(Standing::name).collect();
    known.into_iter().find(|standing| standing.name() == said).ok_or_else(|| {
        serde::de::Error::custom(format!("`{said}` is no verdict of a failure: {}", names.join(", ")))
    })
}

impl Baseline {
    /// Reads a file's text.
    ///
    /// # Errors
    /// Where it is damaged, with line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let document: Document = serde_json::from_str(text)?;
        Ok(Self(document.known.into_iter().map(|e| ((e.catalogue, e.id), e.verdict)).collect()))
    }

    /// As a file: an entry a line, sorted, so that a diff shows what came and went.
    pub fn write(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut out = format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"known\": [");
        for (n, ((catalogue, id), standing)) in self.0.iter().enumerate() {
            let comma = if n > 0 { "," } else { "" };
            let (catalogue, id) = (quoted(catalogue), quoted(id));
            let _ = write!(
                out,
                "{comma}\n    {{\"catalogue\": {catalogue}, \"id\": {id}, \"verdict\": \"{}\"}}",
                standing.name()
            );
        }
        let end = if self.0.is_empty() { "]" } else { "\n  ]" };
        out + end + "\n}\n"
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks the known failures of a report. `called` gives a catalogue the name it has in the baseline, `gone` says of
    /// such a name that there is no file of it any more. Entries that have served are given back.
    pub fn mark(&self, report: &mut Report, called: &[String], gone: impl Fn(&str) -> bool) -> Vec<Stale> {
        let mut standings: HashMap<(&str, String), Standing> = HashMap::new();
        for told in &mut report.told {
            let id = report.catalogues[told.catalogue].claims[told.claim].id.clone();
            let key = (called[told.catalogue].clone(), id);
            let standing = told.verified.standing;
            told.known = self.0.get(&key) == Some(&standing);
            standings.insert((called[told.catalogue].as_str(), key.1), standing);
        }
        let why = |(catalogue, id): &(String, String), was: Standing| {
            if !called.contains(catalogue) {
                return gone(catalogue).then(|| "the catalogue is gone".to_owned());
            }
            match standings.get(&(catalogue.as_str(), id.clone())) {
                None => Some("the claim is gone".to_owned()),
                Some(Standing::Supported) => Some("the claim is supported now".to_owned()),
                // Nothing was learned of it.
                Some(Standing::Unverifiable) => None,
                Some(now) if *now == was => None,
                Some(now) => Some(format!("the claim is {} now, not {}", now.words(), was.words())),
            }
        };
        self.0
            .iter()
            .filter_map(|(key, was)| {
                let why = why(key, *was)?;
                Some(Stale { catalogue: key.0.clone(), id: key.1.clone(), why })
            })
            .collect()
    }

    /// What fails now, for the catalogues of a report; what is known of others, and of claims whose source could not be
    /// read this time, stays.
    pub fn updated(&self, report: &Report, called: &[String], gone: impl Fn(&str) -> bool) -> Self {
        let mut out: BTreeMap<(String, String), Standing> = self
            .0
            .iter()
            .filter(|((catalogue, _), _)| !called.contains(catalogue) && !gone(catalogue))
            .map(|(key, standing)| (key.clone(), *standing))
            .collect();
        for told in &report.told {
            let key = (called[told.catalogue].clone(), report.claim(told).id.clone());
            let standing = match told.verified.standing {
                Standing::Supported => continue,
                Standing::Unverifiable => match self.0.get(&key) {
                    Some(before) => *before,
                    None if report.strict => Standing::Unverifiable,
                    None => continue,
                },
                standing => standing,
            };
            out.insert(key, standing);
        }
        Self(out)
    }
}
