//! `PubmedArticle`: `MedlineCitation` and `PubmedData`.

use crate::parse::trials;
use crate::record::{Author, Dates, Journal, Record, RecordKind};

use super::attribute::{attribute, attribute_is, kept_attribute};
use super::date;
use super::fields::{Pages, abstract_parts, other_abstract};
use super::ids::Ids;
use super::leaf::Start;
use super::rich::{Part, Rich, article_text};
use super::xml::{Fault, Xml};

/// A record while its parts come in.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) record: Record,
    pub(super) ids: Ids,
    pub(super) title: Rich,
    pub(super) parts: Vec<Part>,
    /// Works named as `Cites` among the comments and corrections.
    pub(super) cites: u32,
}

impl Draft {
    pub(super) fn new(kind: RecordKind) -> Self {
        let record = Record { kind, version: 1, ..Record::default() };
        Self { record, ..Self::default() }
    }

    pub(super) fn add_references(&mut self, count: u32) {
        self.record.reference_count = self.record.reference_count.saturating_add(count);
    }

    /// The record, once all of it was read.
    pub(super) fn finish(self) -> Record {
        let mut record = self.record;
        self.ids.settle(&mut record);
        record.text = article_text(&self.title, self.parts);
        if record.reference_count == 0 {
            record.reference_count = self.cites;
        }
        trials::name_in_text(&mut record);
        record
    }
}

/// `<PubmedArticle>`, behind its start tag.
pub(super) fn pubmed_article(xml: &mut Xml<'_>) -> Result<Record, Fault> {
    let mut draft = Draft::new(RecordKind::Article);
    let mut citation = false;
    while let Some(start) = xml.child()? {
        match start.name() {
            "MedlineCitation" if !citation => {
                citation = true;
                medline_citation(xml, &start, &mut draft)?;
            }
            "PubmedData" => pubmed_data(xml, &mut draft)?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    if !citation {
        return Err(Fault::new("it has no MedlineCitation"));
    }
    Ok(draft.finish())
}

/// `<MedlineCitation>` as a record of its own, as files before 2003 have it.
pub(super) fn bare_citation(xml: &mut Xml<'_>, start: &Start<'_>) -> Result<Record, Fault> {
    let mut draft = Draft::new(RecordKind::Article);
    medline_citation(xml, start, &mut draft)?;
    Ok(draft.finish())
}

fn medline_citation(xml: &mut Xml<'_>, start: &Start<'_>, draft: &mut Draft) -> Result<(), Fault> {
    if !xml.is_brief() {
        draft.record.citation_status = kept_attribute(start, "Status")?;
        draft.record.indexing_method = kept_attribute(start, "IndexingMethod")?;
    }
    while let Some(start) = xml.child()? {
        let record = &mut draft.record;
        match start.name() {
            "ChemicalList" | "OtherAbstract" | "InvestigatorList" if xml.is_brief() => xml.skip()?,
            "PMID" if record.pmid.is_none() => own_pmid(xml, &start, record)?,
            "DateRevised" => record.dates.revised = date::date(xml)?,
            "Article" => article(xml, draft)?,
            "MedlineJournalInfo" => journal_info(xml, &mut record.journal)?,
            "ChemicalList" => xml.chemicals(&mut record.chemicals)?,
            "CommentsCorrectionsList" => {
                draft.cites = draft.cites.saturating_add(xml.links(&mut record.links)?)
            }
            "MeshHeadingList" => xml.mesh(&mut record.mesh)?,
            "OtherID" => xml.other_id(&start, &mut draft.ids)?,
            "OtherAbstract" => {
                let other = other_abstract(xml, &start)?;
                record.other_abstracts.push(other);
            }
            "KeywordList" => xml.keywords(&mut record.keywords)?,
            "InvestigatorList" => xml.investigators(&mut record.investigators)?,
            // `DateCreated` is of files before 2019.
            "DateCreated"
            | "DateCompleted"
            | "CitationSubset"
            | "SupplMeshList"
            | "GeneSymbolList"
            | "NumberOfReferences"
            | "PersonalNameSubjectList"
            | "CoiStatement"
            | "SpaceFlightMission"
            | "GeneralNote" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}

/// `<PMID Version="1">`, the record's own.
pub(super) fn own_pmid(xml: &mut Xml<'_>, start: &Start<'_>, record: &mut Record) -> Result<(), Fault> {
    if let Some(version) = attribute(start, "Version")? {
        record.version = version.trim().parse().unwrap_or(1);
    }
    let text = xml.text()?;
    let Some(pmid) = super::ids::pmid(&text) else {
        let shown: String = text.chars().take(40).collect();
        return Err(Fault(format!("its PMID `{}` is no number from 1 to 999999999", shown.escape_debug())));
    };
    record.pmid = Some(pmid);
    Ok(())
}

fn article(xml: &mut Xml<'_>, draft: &mut Draft) -> Result<(), Fault> {
    let mut pages = Pages::default();
    let mut first_affiliation = None;
    while let Some(start) = xml.child()? {
        let record = &mut draft.record;
        match start.name() {
            "Affiliation" | "GrantList" if xml.is_brief() => xml.skip()?,
            "Journal" => journal(xml, &mut record.journal, &mut record.dates)?,
            "ArticleTitle" => {
                let title = xml.rich()?;
                if draft.title.is_empty() {
                    draft.title = title;
                }
            }
            "VernacularTitle" => record.vernacular_title = xml.some_text()?,
            "Pagination" => pages.read(xml)?,
            "ELocationID" => xml.electronic_location(&start, &mut draft.ids)?,
            "Abstract" => abstract_parts(xml, &mut draft.parts, &mut record.copyright)?,
            "AuthorList" => {
                record.authors_truncated |= attribute_is(&start, "CompleteYN", "N")?;
                xml.authors(&mut record.authors)?;
            }
            // Files before 2014 have the first author's affiliation here.
            "Affiliation" => first_affiliation = xml.some_text()?,
            "Language" => record.languages.extend(xml.some_text()?),
            "DataBankList" => xml.data_banks(record)?,
            "GrantList" => xml.grants(&mut record.grants)?,
            "PublicationTypeList" => xml.publication_types(&mut record.types)?,
            "ArticleDate" => {
                let found = date::date(xml)?;
                if record.dates.electronic.is_none() {
                    record.dates.electronic = found;
                }
            }
            _ => xml.skip_unknown(&start)?,
        }
    }
    draft.record.journal.pages = pages.settle();
    if let (Some(place), Some(Author::Person { affiliations, .. })) =
        (first_affiliation, draft.record.authors.first_mut())
        && affiliations.is_empty()
    {
        affiliations.push(place);
    }
    Ok(())
}

fn journal(xml: &mut Xml<'_>, journal: &mut Journal, dates: &mut Dates) -> Result<(), Fault> {
    while let Some(start) = xml.child()? {
        match start.name() {
            "ISSN" => {
                let kind = kept_attribute(&start, "IssnType")?.unwrap_or_default();
                journal.issn = xml.some_text()?.map(|issn| (issn, kind));
            }
            "JournalIssue" => {
                while let Some(start) = xml.child()? {
                    match start.name() {
                        "Volume" => journal.volume = xml.some_text()?,
                        "Issue" => journal.issue = xml.some_text()?,
                        "PubDate" => dates.published = date::date(xml)?,
                        _ => xml.skip_unknown(&start)?,
                    }
                }
            }
            "Title" => journal.title = xml.some_text()?,
            "ISOAbbreviation" => journal.iso = xml.some_text()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}

fn journal_info(xml: &mut Xml<'_>, journal: &mut Journal) -> Result<(), Fault> {
    while let Some(start) = xml.child()? {
        match start.name() {
            "NlmUniqueID" | "NLMUniqueID" | "ISSNLinking" if xml.is_brief() => xml.skip()?,
            "MedlineTA" => journal.medline = xml.some_text()?,
            "NlmUniqueID" | "NLMUniqueID" => journal.nlm_id = xml.some_text()?,
            "ISSNLinking" => journal.issn_linking = xml.some_text()?,
            "Country" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}

/// `PubmedData` and `PubmedBookData`.
pub(super) fn pubmed_data(xml: &mut Xml<'_>, draft: &mut Draft) -> Result<(), Fault> {
    while let Some(start) = xml.child()? {
        match start.name() {
            "History" => {
                if let Some(entered) = date::entered(xml)? {
                    draft.record.dates.entered = Some(entered);
                }
            }
            "PublicationStatus" if xml.is_brief() => xml.skip()?,
            "PublicationStatus" => draft.record.publication_status = xml.some_text()?,
            "ArticleIdList" => xml.article_ids(&mut draft.ids)?,
            "ReferenceList" => draft.add_references(xml.count_references()?),
            "ObjectList" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}
