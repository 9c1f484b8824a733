//! What each tag means.

use std::str::FromStr;

use crate::id::{Doi, Pmcid};
use crate::parse::dates::partial;
use crate::parse::pubmed::{accession, orcid_of};
use crate::parse::{MOST_IDS, Unknown, count_unknown, label, too_many_ids, trials};
use crate::record::{
    Abstract, Author, Grant, Link, LinkKind, MeshHeading, OtherAbstract, OwnDoi, PartialDate, Record,
    RecordKind, Term,
};

use super::people;

/// A record while its fields come in.
pub(super) struct Draft {
    record: Record,
    title: String,
    text: Option<String>,
    /// DOIs of `AID`, which come before those of `LID`.
    listed: Vec<Doi>,
    located: Vec<Doi>,
    book: bool,
    unknown: Unknown,
}

/// Tags that say how another work bears on this one, and PubMed's word for it.
const LINKS: [(&str, &str); 21] = [
    ("CIN", "CommentIn"),
    ("CON", "CommentOn"),
    ("CRF", "CorrectedandRepublishedFrom"),
    ("CRI", "CorrectedandRepublishedIn"),
    ("DDIN", "AssociatedDataset"),
    ("DRIN", "AssociatedPublication"),
    ("ECF", "ExpressionOfConcernFor"),
    ("ECI", "ExpressionOfConcernIn"),
    ("EFR", "ErratumFor"),
    ("EIN", "ErratumIn"),
    ("ORI", "OriginalReportIn"),
    ("RIN", "RetractionIn"),
    ("ROF", "RetractionOf"),
    ("RPF", "RepublishedFrom"),
    ("RPI", "RepublishedIn"),
    ("RRF", "RetractedandRepublishedFrom"),
    ("RRI", "RetractedandRepublishedIn"),
    ("SPIN", "SummaryForPatientsIn"),
    ("UIN", "UpdateIn"),
    ("UOF", "UpdateOf"),
    ("RPO", "ReprintOf"),
];

/// Publication types that decide something; the tagged text leaves their numbers out.
const TYPES: [(&str, &str); 21] = [
    ("Case Reports", "D002363"),
    ("Clinical Trial", "D016430"),
    ("Clinical Trial, Phase II", "D017427"),
    ("Clinical Trial, Phase III", "D017428"),
    ("Comment", "D016420"),
    ("Comparative Study", "D003160"),
    ("Editorial", "D016421"),
    ("English Abstract", "D004740"),
    ("Historical Article", "D016456"),
    ("Journal Article", "D016428"),
    ("Letter", "D016422"),
    ("Meta-Analysis", "D017418"),
    ("Multicenter Study", "D016448"),
    ("Observational Study", "D064888"),
    ("Practice Guideline", "D017065"),
    ("Preprint", "D000076942"),
    ("Published Erratum", "D016425"),
    ("Randomized Controlled Trial", "D016449"),
    ("Retracted Publication", "D016441"),
    ("Review", "D016454"),
    ("Systematic Review", "D000078182"),
];

impl Draft {
    pub(super) fn new() -> Self {
        Self {
            record: Record { version: 1, ..Record::default() },
            title: String::new(),
            text: None,
            listed: Vec::new(),
            located: Vec::new(),
            book: false,
            unknown: Vec::new(),
        }
    }

    /// One field.
    pub(super) fn add(&mut self, tag: &str, value: String) -> Result<(), String> {
        if value.is_empty() {
            return Ok(());
        }
        let record = &mut self.record;
        match tag {
            "PMID" => {
                record.pmid = Some(value.parse().map_err(|_| {
                    let shown: String = value.chars().take(40).collect();
                    format!("its PMID `{}` is no number from 1 to 999999999", shown.escape_debug())
                })?);
            }
            "STAT" => record.citation_status = Some(value),
            "PST" => record.publication_status = Some(value),
            "TI" => self.title = value,
            "AB" => self.text = Some(value),
            "TT" => record.vernacular_title = Some(value),
            "CI" => record.copyright = Some(value),
            "OABL" => {
                if let Some(other) = record.other_abstracts.last_mut() {
                    other.language = value;
                }
            }
            "OAB" => record.other_abstracts.push(other_abstract(value)),
            "FAU" => record.authors.push(people::full(&value)),
            "AU" => people::short(&mut record.authors, &value),
            "FED" | "ED" => self.book = true,
            "FIR" => record.investigators.push(people::full(&value)),
            "IR" => people::short(&mut record.investigators, &value),
            "CN" => record.authors.push(Author::Collective { name: value }),
            "AUID" | "AD" => about_author(record, tag, value),
            "LID" | "AID" => self.location(tag, &value)?,
            "PMC" => record.pmcid = Pmcid::from_str(&value).ok(),
            "MID" => record.other_ids.push(("mid".to_owned(), value)),
            "ISBN" => record.other_ids.push(("isbn".to_owned(), value)),
            "LA" => record.languages.push(value),
            "PT" => record.types.push(publication_type(value)),
            "SI" => {
                let (bank, number) = value.split_once('/').unwrap_or(("", &value));
                accession(record, bank, number.to_owned());
            }
            "MH" => record.mesh.push(heading(&value)),
            "OT" => record.keywords.push(value),
            "RN" => record.chemicals.extend(chemical(&value)),
            "GR" => record.grants.push(grant(&value)),
            "RF" => record.reference_count = value.parse().unwrap_or(0),
            "DP" | "DEP" | "EDAT" | "LR" => self.date(tag, &value),
            "TA" | "JT" | "JID" | "IS" | "VI" | "IP" | "PG" | "PB" | "BTI" => self.journal(tag, value),
            "OWN" | "SB" | "DCOM" | "CTDT" | "CRDT" | "MHDA" | "PHST" | "SO" | "PL" | "OTO" | "COIS"
            | "GN" | "GS" | "NM" | "OID" | "PS" | "FPS" | "SFM" | "PUBM" | "IRAD" | "EN" | "CTI" | "CP"
            | "DA" | "VTI" | "OCI" => {}
            tag => match LINKS.iter().find(|(name, _)| *name == tag) {
                Some((_, kind)) => record.links.push(link(kind, &value)),
                None => count_unknown(&mut self.unknown, tag),
            },
        }
        Ok(())
    }

    /// `10.1056/NEJMoa2409029 [doi]`, `S0140-6736(16)32409-6 [pii]`.
    fn location(&mut self, tag: &str, value: &str) -> Result<(), String> {
        if self.listed.len() + self.located.len() + self.record.other_ids.len() >= MOST_IDS {
            return Err(too_many_ids());
        }
        let (value, kind) = match value.rsplit_once('[') {
            Some((value, kind)) => (value.trim(), kind.trim_end_matches(']').trim()),
            None => (value, ""),
        };
        match (kind, Doi::from_str(value)) {
            ("doi", Ok(doi)) if tag == "AID" => self.listed.push(doi),
            ("doi", Ok(doi)) => self.located.push(doi),
            _ => {
                let id = (kind.to_owned(), value.to_owned());
                if !self.record.other_ids.contains(&id) {
                    self.record.other_ids.push(id);
                }
            }
        }
        Ok(())
    }

    fn date(&mut self, tag: &str, value: &str) {
        let dates = &mut self.record.dates;
        match tag {
            "DP" => dates.published = partial(value),
            "DEP" => dates.electronic = compact(value),
            "LR" => dates.revised = compact(value),
            _ => dates.entered = partial(value),
        }
    }

    fn journal(&mut self, tag: &str, value: String) {
        let journal = &mut self.record.journal;
        match tag {
            "TA" => {
                journal.iso.get_or_insert_with(|| value.clone());
                journal.medline = Some(value);
            }
            "JT" => journal.title = Some(value),
            "JID" => journal.nlm_id = Some(value),
            "VI" => journal.volume = Some(value),
            "IP" => journal.issue = Some(value),
            "PG" => journal.pages = Some(value),
            "PB" => journal.publisher = Some(value),
            "BTI" => {
                self.book = true;
                journal.title = Some(value);
            }
            _ => {
                let (number, kind) = value.split_once('(').unwrap_or((&value, ""));
                let (number, kind) = (number.trim().to_owned(), kind.trim_end_matches(')').to_owned());
                if kind == "Linking" {
                    journal.issn_linking = Some(number);
                } else {
                    journal.issn.get_or_insert((number, kind));
                }
            }
        }
    }

    /// The record, once all its fields are there.
    pub(super) fn finish(self) -> Result<(Record, Unknown), String> {
        let mut record = self.record;
        if record.pmid.is_none() {
            return Err("it has no PMID".to_owned());
        }
        if self.book {
            record.kind = RecordKind::Book;
        }
        for doi in self.listed.into_iter().chain(self.located) {
            if !record.has_doi(&doi) {
                record.dois.push(OwnDoi { doi, valid: true });
            }
        }
        let book_title = record.journal.title.clone().filter(|_| self.book && self.title.is_empty());
        record.text = Abstract::new(&book_title.unwrap_or(self.title));
        if let Some(text) = self.text {
            for (label, section) in label::sections(&text) {
                record.text.push(label.map(str::to_owned), None, section);
            }
        }
        trials::name_in_text(&mut record);
        Ok((record, self.unknown))
    }
}

fn other_abstract(value: String) -> OtherAbstract {
    // `Publisher: Abstract available from the publisher.`
    let (kind, text) = value.split_once(": ").unwrap_or(("", &value));
    OtherAbstract {
        kind: kind.to_owned(),
        language: "eng".to_owned(),
        sections: vec![(None, text.to_owned())],
    }
}

/// `AUID- ORCID: 0000-0002-1825-0097`, `AD  - …`: of the author right before.
fn about_author(record: &mut Record, tag: &str, value: String) {
    if let Some(Author::Person { orcid, affiliations, .. }) = record.authors.last_mut() {
        if tag == "AD" {
            affiliations.push(value);
        } else if let Some(("ORCID", number)) = value.split_once(':').map(|(kind, n)| (kind.trim(), n.trim()))
        {
            *orcid = orcid_of(number);
        }
    }
}

fn publication_type(name: String) -> Term {
    let ui = TYPES.iter().find(|(known, _)| *known == name).map_or("", |(_, ui)| ui);
    Term { ui: ui.to_owned(), name }
}

/// `Smoldering Multiple Myeloma/*drug therapy/mortality`, `*Aged`.
fn heading(value: &str) -> MeshHeading {
    let term = |name: &str| {
        let name = name.trim();
        let starless = name.strip_prefix('*');
        (Term { ui: String::new(), name: starless.unwrap_or(name).to_owned() }, starless.is_some())
    };
    let mut parts = value.split('/');
    let (descriptor, major) = term(parts.next().unwrap_or(""));
    MeshHeading { descriptor, major, qualifiers: parts.map(term).collect() }
}

/// `4Z63YK6E0E (daratumumab)`.
fn chemical(value: &str) -> Option<Term> {
    let (_, name) = value.split_once('(')?;
    let name = name.strip_suffix(')').unwrap_or(name);
    Some(Term { ui: String::new(), name: name.to_owned() })
}

/// `P30 CA008748/CA/NCI NIH HHS/United States`.
fn grant(value: &str) -> Grant {
    let parts: Vec<&str> = value.split('/').map(str::trim).collect();
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    match parts.as_slice() {
        [id @ .., agency, country] => {
            let id = id.first().and_then(|id| some(id));
            Grant { id, agency: some(agency), country: some(country) }
        }
        [agency] => Grant { agency: some(agency), ..Grant::default() },
        [] => Grant::default(),
    }
}

/// `N Engl J Med. 2025 May 8;392(18):1850-1852. doi: 10.1056/NEJMe2500000. PMID: 40334161`.
fn link(kind: &str, value: &str) -> Link {
    let (source, pmid) = value.split_once("PMID:").unwrap_or((value, ""));
    Link {
        kind: LinkKind(kind.to_owned()),
        source: source.trim().to_owned(),
        pmid: pmid.trim().trim_end_matches('.').parse().ok(),
    }
}

/// `20241209`.
fn compact(value: &str) -> Option<PartialDate> {
    let digits = value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit());
    if digits {
        partial(&format!("{} {} {}", &value[..4], &value[4..6], &value[6..]))
    } else {
        partial(value)
    }
}
