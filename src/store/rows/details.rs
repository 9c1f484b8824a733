//! What is known of an article beside what is searched by: one JSON object, as far as the record has it.

use serde::{Deserialize, Serialize};

use crate::id::{Doi, Pmid};
use crate::record::{Journal, Link, LinkKind, OwnDoi, PartialDate, Record, TrialSource};

/// Volume, pages, dates, links, ….
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::store) struct Details {
    /// The journal's full title, where its column holds the abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    journal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issn: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    electronic: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entered: Option<Day>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    languages: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vernacular_title: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    /// `[type, as cited, PMID]` each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<(String, String, Option<u32>)>,
    /// All DOIs of its own and whether they are valid, where it is not one that is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dois: Vec<(String, bool)>,
    /// Numbers of trials that only the text names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trials_in_text: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_id: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    authors_truncated: bool,
}

/// Year, month, day, and the date as printed where it says more.
type Day = (Option<i32>, Option<u8>, Option<u8>, Option<String>);

fn day(date: &PartialDate) -> Day {
    (date.year, date.month, date.day, date.raw.clone())
}

fn date((year, month, day, raw): Day) -> PartialDate {
    PartialDate { year, month, day, raw }
}

impl Details {
    pub(super) fn of(record: &Record) -> Self {
        let journal = &record.journal;
        let dates = &record.dates;
        let plain = matches!(record.dois.as_slice(), [] | [OwnDoi { valid: true, .. }]);
        let in_text = record.trials.iter().filter(|trial| trial.found_in == TrialSource::Text);
        Self {
            journal: journal.title.clone().filter(|_| journal.iso.is_some() || journal.medline.is_some()),
            issn: journal.issn.clone(),
            publisher: journal.publisher.clone(),
            volume: journal.volume.clone(),
            issue: journal.issue.clone(),
            pages: journal.pages.clone(),
            published: dates.published.as_ref().map(day),
            electronic: dates.electronic.as_ref().map(day),
            entered: dates.entered.as_ref().map(day),
            languages: record.languages.clone(),
            vernacular_title: record.vernacular_title.clone(),
            keywords: record.keywords.clone(),
            links: record
                .links
                .iter()
                .map(|link| (link.kind.0.clone(), link.source.clone(), link.pmid.map(Pmid::get)))
                .collect(),
            dois: match plain {
                true => Vec::new(),
                false => record.dois.iter().map(|own| (own.doi.to_string(), own.valid)).collect(),
            },
            trials_in_text: in_text.map(|trial| trial.nct.to_string()).collect(),
            given_id: record.given_id.clone(),
            authors_truncated: record.authors_truncated,
        }
    }

    /// As the column holds it; nothing where nothing is known.
    pub(super) fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|text| text != "{}")
    }

    /// As the column holds it. A column that is no such object says nothing.
    pub(in crate::store) fn read(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// Puts it back into a record whose columns are filled: `journal` is the column, `doi` the first of its DOIs.
    pub(in crate::store) fn restore(self, record: &mut Record, journal: Option<String>, doi: Option<&str>) {
        let (iso, title) = match self.journal {
            Some(title) => (journal, Some(title)),
            None => (None, journal),
        };
        record.journal = Journal {
            title,
            iso,
            issn: self.issn,
            volume: self.volume,
            issue: self.issue,
            pages: self.pages,
            publisher: self.publisher,
            ..Journal::default()
        };
        record.dates.published = self.published.map(date);
        record.dates.electronic = self.electronic.map(date);
        record.dates.entered = self.entered.map(date);
        record.languages = self.languages;
        record.vernacular_title = self.vernacular_title;
        record.keywords = self.keywords;
        record.links = self
            .links
            .into_iter()
            .map(|(kind, source, pmid)| Link { kind: LinkKind(kind), source, pmid: pmid.and_then(Pmid::new) })
            .collect();
        let own = |doi: &str, valid: bool| Some(OwnDoi { doi: doi.parse::<Doi>().ok()?, valid });
        record.dois = match self.dois.as_slice() {
            [] => doi.and_then(|doi| own(doi, true)).into_iter().collect(),
            all => all.iter().filter_map(|(doi, valid)| own(doi, *valid)).collect(),
        };
        for trial in &mut record.trials {
            if self.trials_in_text.contains(&trial.nct.to_string()) {
                trial.found_in = TrialSource::Text;
            }
        }
        record.given_id = self.given_id;
        record.authors_truncated = self.authors_truncated;
    }
}
