//! Identifiers of the record itself; never a reference's.

use std::str::FromStr;

use crate::id::{Doi, Pmcid, Pmid};
use crate::parse::{MOST_IDS, too_many_ids};
use crate::record::{OwnDoi, Record};

use super::attribute::{attribute, attribute_is};
use super::leaf::Start;
use super::xml::{Fault, Xml};

/// A PMID as a field holds it: digits alone.
pub(super) fn pmid(text: &str) -> Option<Pmid> {
    let text = text.trim();
    let digits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok().and_then(Pmid::new) } else { None }
}

/// `<DeleteCitation>`: numbers of withdrawn records.
pub(super) fn delete_citation(xml: &mut Xml<'_>) -> Result<Vec<Pmid>, Fault> {
    let mut pmids = Vec::new();
    while let Some(start) = xml.child()? {
        if start.name() != "PMID" {
            xml.skip_unknown(&start)?;
            continue;
        }
        let text = xml.text()?;
        let Some(found) = pmid(&text) else {
            let shown: String = text.chars().take(40).collect();
            return Err(Fault(format!("the withdrawn PMID `{}` is no number", shown.escape_debug())));
        };
        pmids.push(found);
    }
    if pmids.is_empty() {
        return Err(Fault::new("it withdraws records and names none by PMID"));
    }
    Ok(pmids)
}

/// Identifiers as they come, to be put in order when all are there.
#[derive(Default)]
pub(super) struct Ids {
    listed: Vec<Doi>,
    located: Vec<OwnDoi>,
    pmcid: Option<Pmcid>,
    other: Vec<(String, String)>,
}

impl Ids {
    /// Refuses a record with more identifiers than could be its own: each is held against all others.
    fn room(&self) -> Result<(), Fault> {
        let count = self.listed.len() + self.located.len() + self.other.len();
        if count < MOST_IDS { Ok(()) } else { Err(Fault(too_many_ids())) }
    }

    /// One identifier of an `ArticleIdList`.
    fn add(&mut self, kind: &str, value: String) {
        match kind {
            "doi" => match Doi::from_str(&value) {
                Ok(doi) => self.listed.push(doi),
                Err(_) => self.add_other("doi", value),
            },
            "pmc" if self.pmcid.is_none() => match marked_pmcid(&value) {
                Some(pmcid) => self.pmcid = Some(pmcid),
                None => self.add_other("pmc", value),
            },
            kind => self.add_other(kind, value),
        }
    }

    fn add_other(&mut self, kind: &str, value: String) {
        if !self.other.iter().any(|(known, held)| known == kind && *held == value) {
            self.other.push((kind.to_owned(), value));
        }
    }

    /// Adds a book's locations: to the record of the whole book as its own, to a chapter's under a name of their own.
    pub(super) fn add_of_book(&mut self, book: Ids, chapter: bool) {
        if chapter {
            for own in book.located {
                self.add_other("book-doi", own.doi.as_str().to_owned());
            }
        } else {
            self.located.extend(book.located);
        }
        for (kind, value) in book.other {
            self.add_other(&kind, value);
        }
    }

    /// Listed DOIs first, then valid locations, then withdrawn ones; each once.
    pub(super) fn settle(self, record: &mut Record) {
        let (valid, withdrawn): (Vec<_>, Vec<_>) = self.located.into_iter().partition(|own| own.valid);
        let listed = self.listed.into_iter().map(|doi| OwnDoi { doi, valid: true });
        for own in listed.chain(valid).chain(withdrawn) {
            if !record.has_doi(&own.doi) {
                record.dois.push(own);
            }
        }
        record.pmcid = self.pmcid;
        record.other_ids = self.other;
        let own = record.pmid.map(|pmid| pmid.to_string());
        record.other_ids.retain(|(kind, value)| kind != "pubmed" || Some(value) != own.as_ref());
    }
}

/// `PMC3531190`; the prefix is sometimes left out.
fn marked_pmcid(value: &str) -> Option<Pmcid> {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    if digits { value.parse().ok().and_then(Pmcid::new) } else { Pmcid::from_str(value).ok() }
}

impl Xml<'_> {
    /// `<ArticleIdList>`; a missing `IdType` is `pubmed`, as the DTD says.
    pub(super) fn article_ids(&mut self, ids: &mut Ids) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != "ArticleId" {
                self.skip_unknown(&start)?;
                continue;
            }
            let kind = attribute(&start, "IdType")?;
            if let Some(value) = self.some_text()? {
                ids.room()?;
                ids.add(kind.as_deref().unwrap_or("pubmed"), value);
            }
        }
        Ok(())
    }

    /// `<ELocationID EIdType="doi" ValidYN="Y">`.
    pub(super) fn electronic_location(&mut self, start: &Start<'_>, ids: &mut Ids) -> Result<(), Fault> {
        let kind = attribute(start, "EIdType")?.unwrap_or_default();
        let valid = !attribute_is(start, "ValidYN", "N")?;
        let Some(value) = self.some_text()? else { return Ok(()) };
        ids.room()?;
        match (&*kind, Doi::from_str(&value)) {
            ("doi", Ok(doi)) => ids.located.push(OwnDoi { doi, valid }),
            _ => ids.add_other(&kind, value),
        }
        Ok(())
    }

    /// `<OtherID Source="NLM">`.
    pub(super) fn other_id(&mut self, start: &Start<'_>, ids: &mut Ids) -> Result<(), Fault> {
        let source = attribute(start, "Source")?.unwrap_or_default();
        self.named_id(&source, ids)
    }

    /// The open element's text as an identifier of this kind.
    pub(super) fn named_id(&mut self, kind: &str, ids: &mut Ids) -> Result<(), Fault> {
        if let Some(value) = self.some_text()? {
            ids.room()?;
            ids.add_other(kind, value);
        }
        Ok(())
    }
}
