//! An article as data: who wrote what, where, when, and the one text that results are read from.

mod one_text;

pub use one_text::{Abstract, Section, Style};

use serde::Serialize;

use crate::id::{Doi, Nct, Pmcid, Pmid};

/// One record of PubMed (or of a local file), with everything litx keeps of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// Article or book.
    pub kind: RecordKind,
    /// PubMed's number for it; absent for texts that are not from PubMed.
    pub pmid: Option<Pmid>,
    /// `PMID/@Version`; 1 unless the record is versioned.
    pub version: u32,
    /// The name the input gave (JSON Lines `id`, file name): `id:THEIR-ID` where there is no other.
    pub given_id: Option<String>,
    /// The record's **own** DOIs, best first; never a reference's.
    pub dois: Vec<OwnDoi>,
    /// PubMed Central's number.
    pub pmcid: Option<Pmcid>,
    /// Other identifiers of the record itself, `(type, value)` as found: pii, mid, bookaccession, ….
    pub other_ids: Vec<(String, String)>,
    /// Title and abstract as one text.
    pub text: Abstract,
    /// The title in its own language, where PubMed gives a translated one.
    pub vernacular_title: Option<String>,
    /// Abstracts beside the main one (translations, plain-language summaries): kept, not read.
    pub other_abstracts: Vec<OtherAbstract>,
    /// The publisher's line on rights.
    pub copyright: Option<String>,
    /// Authors in order; people and groups.
    pub authors: Vec<Author>,
    /// `AuthorList/@CompleteYN` is `N`.
    pub authors_truncated: bool,
    /// Members of collective authors.
    pub investigators: Vec<Author>,
    /// Where it was published.
    pub journal: Journal,
    /// When, as three dates that are not to be confused.
    pub dates: Dates,
    /// Languages as found (`eng`).
    pub languages: Vec<String>,
    /// Publication types: decide by `ui`.
    pub types: Vec<Term>,
    /// Registered trials this record names.
    pub trials: Vec<TrialId>,
    /// Accession numbers of other data banks, `(bank, number)`.
    pub data_banks: Vec<(String, String)>,
    /// MeSH headings; empty for records that are not indexed.
    pub mesh: Vec<MeshHeading>,
    /// Keywords as the owner gave them.
    pub keywords: Vec<String>,
    /// Chemicals: `ui`, name.
    pub chemicals: Vec<Term>,
    /// Grants.
    pub grants: Vec<Grant>,
    /// Comments and corrections: retraction, erratum, concern, update, comment.
    pub links: Vec<Link>,
    /// `MedlineCitation/@Status`.
    pub citation_status: Option<String>,
    /// `PublicationStatus`.
    pub publication_status: Option<String>,
    /// `MedlineCitation/@IndexingMethod`.
    pub indexing_method: Option<String>,
    /// How many works it cites.
    pub reference_count: u32,
}

impl Record {
    /// The record's DOI: from the article's id list, else a valid electronic location, else a withdrawn one.
    pub fn doi(&self) -> Option<&Doi> {
        self.dois.first().map(|own| &own.doi)
    }

    /// Whether `doi` is one of the record's own (DOIs compare without regard to ASCII case).
    pub fn has_doi(&self, doi: &Doi) -> bool {
        self.dois.iter().any(|own| own.doi == *doi)
    }

    /// The title, as printed.
    pub fn title(&self) -> &str {
        self.text.title()
    }

    /// What a reader must know before trusting its numbers.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = Vec::new();
        for link in &self.links {
            flags.extend(link.kind.flag());
        }
        if self.types.iter().any(|t| t.ui == "D016441" || t.name == "Retracted Publication") {
            flags.push(Flag::Retracted);
        }
        if self.types.iter().any(|t| t.ui == "D000076942" || t.name == "Preprint") {
            flags.push(Flag::Preprint);
        }
        flags.sort();
        flags.dedup();
        flags
    }

    /// A short name for messages: `PMID 39652675`, else `doi:…`, else `id:…`, else `(no identifier)`.
    pub fn label(&self) -> String {
        if let Some(pmid) = &self.pmid {
            format!("PMID {pmid}")
        } else if let Some(doi) = self.doi() {
            format!("doi:{doi}")
        } else if let Some(id) = &self.given_id {
            format!("id:{id}")
        } else {
            "(no identifier)".to_owned()
        }
    }
}

/// What sort of record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// `PubmedArticle`, and texts from elsewhere.
    #[default]
    Article,
    /// `PubmedBookArticle`.
    Book,
}

/// A DOI of the record itself and where it stood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnDoi {
    /// The DOI as found.
    pub doi: Doi,
    /// `false` for an `ELocationID` marked `ValidYN="N"`.
    pub valid: bool,
}

/// An abstract beside the main one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OtherAbstract {
    /// `@Type`: `Publisher`, `plain-language-summary`, ….
    pub kind: String,
    /// `@Language` (`eng` by default).
    pub language: String,
    /// `(label, text)` in order.
    pub sections: Vec<(Option<String>, String)>,
}

/// A person or a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Author {
    /// A person.
    Person {
        /// Family name.
        last: String,
        /// Given names.
        fore: Option<String>,
        /// Initials.
        initials: Option<String>,
        /// `Jr`, `3rd`.
        suffix: Option<String>,
        /// ORCID as four groups of four, without the URL.
        orcid: Option<String>,
        /// Affiliations in order.
        affiliations: Vec<String>,
    },
    /// A study group.
    Collective {
        /// Its name.
        name: String,
    },
}

impl Author {
    /// `Dimopoulos MA`, `AQUILA Investigators`.
    pub fn short(&self) -> String {
        match self {
            Author::Person { last, initials: Some(initials), .. } => [last, " ", initials].concat(),
            Author::Person { last, fore: Some(fore), .. } => [last, " ", fore].concat(),
            Author::Person { last, .. } => last.clone(),
            Author::Collective { name } => name.clone(),
        }
    }
}

/// The journal (or book) and the place in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Journal {
    /// Full title; a book's title.
    pub title: Option<String>,
    /// ISO abbreviation (`N Engl J Med`).
    pub iso: Option<String>,
    /// MEDLINE's abbreviation.
    pub medline: Option<String>,
    /// ISSN of the issue, with its type (`Print`, `Electronic`).
    pub issn: Option<(String, String)>,
    /// The linking ISSN.
    pub issn_linking: Option<String>,
    /// NLM's number.
    pub nlm_id: Option<String>,
    /// Volume, as printed.
    pub volume: Option<String>,
    /// Issue, as printed.
    pub issue: Option<String>,
    /// Pages: start–end where given so, else MEDLINE's form (`1777-88`).
    pub pages: Option<String>,
    /// A book's publisher.
    pub publisher: Option<String>,
}

/// The dates of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dates {
    /// Date of the issue.
    pub published: Option<PartialDate>,
    /// First seen on the net.
    pub electronic: Option<PartialDate>,
    /// Entered in PubMed.
    pub entered: Option<PartialDate>,
    /// Last changed: tells a newer record from an older one.
    pub revised: Option<PartialDate>,
}

impl Dates {
    /// The year readers cite: of the issue, else of the electronic form, else of the entry.
    pub fn year(&self) -> Option<i32> {
        [&self.published, &self.electronic, &self.entered].into_iter().flatten().find_map(|d| d.year)
    }
}

/// A date of which parts may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PartialDate {
    /// Year.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// As printed, where it says more (`1998 Dec-1999 Jan`, `Spring`).
    pub raw: Option<String>,
}

/// A term of a vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Its identifier (`D016449`).
    pub ui: String,
    /// Its name.
    pub name: String,
}

/// A MeSH heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeshHeading {
    /// The descriptor.
    pub descriptor: Term,
    /// Whether it is a major topic.
    pub major: bool,
    /// Qualifiers, each with its own major flag.
    pub qualifiers: Vec<(Term, bool)>,
}

/// A registered trial and where the record names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialId {
    /// The registration number.
    pub nct: Nct,
    /// Where it was found.
    pub found_in: TrialSource,
}

/// Where a trial's number stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialSource {
    /// `DataBankList`.
    DataBank,
    /// Title or abstract.
    Text,
}

/// A grant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// Number.
    pub id: Option<String>,
    /// Who gave it.
    pub agency: Option<String>,
    /// Where.
    pub country: Option<String>,
}

/// A comment or correction: another work that bears on this one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// How the other bears on this.
    pub kind: LinkKind,
    /// The other, as cited.
    pub source: String,
    /// Its number.
    pub pmid: Option<Pmid>,
}

/// `CommentsCorrections/@RefType`, as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LinkKind(pub String);

impl LinkKind {
    /// The flag a link raises on the record that carries it.
    pub fn flag(&self) -> Option<Flag> {
        Some(match self.0.as_str() {
            "RetractionIn" | "RetractedandRepublishedIn" => Flag::Retracted,
            "ErratumIn" | "CorrectedandRepublishedIn" => Flag::Corrected,
            "ExpressionOfConcernIn" => Flag::Concern,
            "UpdateIn" => Flag::Updated,
            "RetractionOf" => Flag::RetractionNotice,
            "ErratumFor" => Flag::ErratumNotice,
            _ => return None,
        })
    }
}

/// What a reader must know before trusting a record's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The work was retracted.
    Retracted,
    /// An expression of concern was published.
    Concern,
    /// An erratum was published.
    Corrected,
    /// A newer version exists elsewhere.
    Updated,
    /// The record is itself a notice of retraction.
    RetractionNotice,
    /// The record is itself an erratum.
    ErratumNotice,
    /// Not peer reviewed.
    Preprint,
}

impl Flag {
    /// Every one, in their order.
    pub const ALL: [Flag; 7] = [
        Flag::Retracted,
        Flag::Concern,
        Flag::Corrected,
        Flag::Updated,
        Flag::RetractionNotice,
        Flag::ErratumNotice,
        Flag::Preprint,
    ];

    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Flag::Retracted => "retracted",
            Flag::Concern => "concern",
            Flag::Corrected => "corrected",
            Flag::Updated => "updated",
            Flag::RetractionNotice => "retraction_notice",
            Flag::ErratumNotice => "erratum_notice",
            Flag::Preprint => "preprint",
        }
    }
}
