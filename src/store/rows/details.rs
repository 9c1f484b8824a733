//! What is known of an article beside what is searched by: one JSON object, as far as the record has it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::id::{Doi, Pmid};
use crate::record::{Journal, Link, LinkKind, OwnDoi, PartialDate, Record, TrialSource};

/// A text of the record it is of, or one that was read.
type Text<'r> = Cow<'r, str>;

fn text(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().map(Cow::Borrowed)
}

fn texts(texts: &[String]) -> Vec<Text<'_>> {
    texts.iter().map(|text| text.as_str().into()).collect()
}

fn owned(texts: Vec<Text<'_>>) -> Vec<String> {
    texts.into_iter().map(Cow::into_owned).collect()
}

/// Volume, pages, dates, links, ….
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::store) struct Details<'r> {
    /// The journal's full title, where its column holds the abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    journal: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issn: Option<(Text<'r>, Text<'r>)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Day<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    electronic: Option<Day<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entered: Option<Day<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    languages: Vec<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vernacular_title: Option<Text<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<Text<'r>>,
    /// `[type, as cited, PMID]` each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<(Text<'r>, Text<'r>, Option<u32>)>,
    /// All DOIs of its own and whether they are valid, where it is not one that is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dois: Vec<(Text<'r>, bool)>,
    /// Numbers of trials that only the text names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trials_in_text: Vec<Text<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_id: Option<Text<'r>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    authors_truncated: bool,
}

/// Year, month, day, and the date as printed where it says more.
type Day<'r> = (Option<i32>, Option<u8>, Option<u8>, Option<Text<'r>>);

fn day(date: &PartialDate) -> Day<'_> {
    (date.year, date.month, date.day, text(&date.raw))
}

fn date((year, month, day, raw): Day<'_>) -> PartialDate {
    PartialDate { year, month, day, raw: raw.map(Cow::into_owned) }
}

impl<'r> Details<'r> {
    pub(super) fn of(record: &'r Record) -> Self {
        let journal = &record.journal;
        let dates = &record.dates;
        let plain = matches!(record.dois.as_slice(), [] | [OwnDoi { valid: true, .. }]);
        let in_text = record.trials.iter().filter(|trial| trial.found_in == TrialSource::Text);
        Self {
            journal: text(&journal.title).filter(|_| journal.iso.is_some() || journal.medline.is_some()),
            issn: journal.issn.as_ref().map(|(issn, kind)| (issn.into(), kind.into())),
            publisher: text(&journal.publisher),
            volume: text(&journal.volume),
            issue: text(&journal.issue),
            pages: text(&journal.pages),
            published: dates.published.as_ref().map(day),
            electronic: dates.electronic.as_ref().map(day),
            entered: dates.entered.as_ref().map(day),
            languages: texts(&record.languages),
            vernacular_title: text(&record.vernacular_title),
            keywords: texts(&record.keywords),
            links: record
                .links
                .iter()
                .map(|link| ((&link.kind.0).into(), (&link.source).into(), link.pmid.map(Pmid::get)))
                .collect(),
            dois: match plain {
                true => Vec::new(),
                false => record.dois.iter().map(|own| (own.doi.to_string().into(), own.valid)).collect(),
            },
            trials_in_text: in_text.map(|trial| trial.nct.to_string().into()).collect(),
            given_id: text(&record.given_id),
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
            Some(title) => (journal, Some(title.into_owned())),
            None => (None, journal),
        };
        record.journal = Journal {
            title,
            iso,
            issn: self.issn.map(|(issn, kind)| (issn.into_owned(), kind.into_owned())),
            volume: self.volume.map(Cow::into_owned),
            issue: self.issue.map(Cow::into_owned),
            pages: self.pages.map(Cow::into_owned),
            publisher: self.publisher.map(Cow::into_owned),
            ..Journal::default()
        };
        record.dates.published = self.published.map(date);
        record.dates.electronic = self.electronic.map(date);
        record.dates.entered = self.entered.map(date);
        record.languages = owned(self.languages);
        record.vernacular_title = self.vernacular_title.map(Cow::into_owned);
        record.keywords = owned(self.keywords);
        record.links = self
            .links
            .into_iter()
            .map(|(kind, source, pmid)| Link {
                kind: LinkKind(kind.into_owned()),
                source: source.into_owned(),
                pmid: pmid.and_then(Pmid::new),
            })
            .collect();
        let own = |doi: &str, valid: bool| Some(OwnDoi { doi: doi.parse::<Doi>().ok()?, valid });
        record.dois = match self.dois.as_slice() {
            [] => doi.and_then(|doi| own(doi, true)).into_iter().collect(),
            all => all.iter().filter_map(|(doi, valid)| own(doi, *valid)).collect(),
        };
        for trial in &mut record.trials {
            if self.trials_in_text.contains(&trial.nct.to_string().into()) {
                trial.found_in = TrialSource::Text;
            }
        }
        record.given_id = self.given_id.map(Cow::into_owned);
        record.authors_truncated = self.authors_truncated;
    }
}
