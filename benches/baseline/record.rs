//! One record, element by element in the order of NLM's DTD.

use super::abstracts::{self, Kind};
use super::chance::Chance;
use super::eras::{self, at};
use super::journals::{Journal, Journals, padded};
use super::lists;
use super::prose::{fill, number, title};
use super::tags::Tags;
use super::words::Words;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LANGUAGES: &[&str] = &[
    "ger", "ger", "ger", "fre", "fre", "rus", "rus", "jpn", "jpn", "chi", "chi", "spa", "spa", "ita", "pol",
    "por", "dut",
];
/// What an article is besides a journal article, and how often.
const TYPES: [(f64, &str, &str); 9] = [
    (0.08, "D016454", "Review"),
    (0.06, "D002363", "Case Reports"),
    (0.03, "D016422", "Letter"),
    (0.025, "D016420", "Comment"),
    (0.018, "D016421", "Editorial"),
    (0.006, "D017418", "Meta-Analysis"),
    (0.008, "D000078182", "Systematic Review"),
    (0.02, "D003160", "Comparative Study"),
    (0.2, "D013485", "Research Support, Non-U.S. Gov't"),
];
/// Retracted ones, of all records.
const RETRACTED: f64 = 0.0006;
/// Corrected ones.
const CORRECTED: f64 = 0.006;
/// Those with a comment.
const COMMENTED: f64 = 0.025;

/// What an update file makes of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// As the baseline has it.
    First,
    /// Terms were added or a date changed.
    Indexed,
    /// A number of its abstract was corrected.
    Corrected,
    Retracted,
}

/// Which record it is.
#[derive(Clone, Copy)]
pub struct Place {
    pub seed: u64,
    pub pmid: usize,
    pub year: usize,
    pub revision: Revision,
}

/// What records are made from, and room to write in.
pub struct Writer<'a> {
    pub words: &'a Words,
    pub journals: &'a Journals,
    pub text: String,
    pub doi: String,
}

impl Writer<'_> {
    /// Writes a record.
    pub fn record(&mut self, place: Place, out: &mut String) {
        let Place { seed, pmid, year, revision } = place;
        let (words, journals) = (self.words, self.journals);
        let mut chance = Chance::of([seed, pmid as u64, 1]);
        let chance = &mut chance;
        let happens = |table, chance: &mut Chance| chance.share(at(table, year as f64));
        let journal = journals.any(year, chance);
        let [month, day] = [chance.between(1, 12), chance.between(1, 28)];
        let month = if year == 2026 { 1 } else { month };
        let article = chance.between(100, 99_999);
        let kind = happens(eras::ABSTRACT, chance).then(|| Kind::of(chance));
        let trial = kind == Some(Kind::Trial);
        let english = happens(eras::ENGLISH, chance);
        let indexed = happens(eras::MESH, chance) || revision != Revision::First;
        let corrected = chance.share(CORRECTED) || revision == Revision::Corrected;
        let retracted = chance.share(RETRACTED) || revision == Revision::Retracted;
        self.doi.clear();
        if happens(eras::DOI, chance) {
            journal.doi(year, month, article, chance, &mut self.doi);
        }
        let old = year < 1966;
        let tags = &mut Tags::new(out, 1);

        tags.open("PubmedArticle");
        tags.open(match (old, indexed) {
            (true, _) => "MedlineCitation Status=\"OLDMEDLINE\" Owner=\"NLM\"",
            (_, true) => "MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\" IndexingMethod=\"Automated\"",
            _ => "MedlineCitation Status=\"PubMed-not-MEDLINE\" Owner=\"NLM\"",
        });
        tags.number("PMID Version=\"1\"", pmid);
        if indexed {
            tags.open("DateCompleted");
            tags.date([year + usize::from(month > 9), (month + 2) % 12 + 1, day], true);
            tags.close("DateCompleted");
        }
        tags.open("DateRevised");
        match revision {
            Revision::First => tags.date([(year + chance.below(12)).min(2025), month.min(11), day], true),
            _ => tags.date([2026, chance.between(1, 6), day], true),
        }
        tags.close("DateRevised");

        let electronic = year >= 2003;
        tags.open(if electronic {
            "Article PubModel=\"Print-Electronic\""
        } else {
            "Article PubModel=\"Print\""
        });
        issue(tags, journal, [year, month, day], chance);
        self.text.clear();
        if trial {
            let form =
                "DRUG for %a %n of the %n: a randomized trial.".replace("DRUG", words.drugs.any(chance));
            fill(&form, words, chance, &mut self.text);
        } else {
            title(words, chance, &mut self.text);
        }
        if english {
            tags.text("ArticleTitle", &self.text);
        } else {
            self.text.insert(0, '[');
            self.text.push(']');
            tags.text("ArticleTitle", &self.text);
        }
        let page = chance.between(1, 3000);
        tags.open("Pagination");
        tags.number("StartPage", page);
        tags.number("EndPage", page + 8);
        tags.with("MedlinePgn", |out| {
            number(page, out);
            out.push('-');
            number((page + 8) % 100, out);
        });
        tags.close("Pagination");
        if electronic && !self.doi.is_empty() {
            tags.text("ELocationID EIdType=\"doi\" ValidYN=\"Y\"", &self.doi);
        }
        if let Some(kind) = kind {
            let end = (revision == Revision::Corrected).then_some("This version corrects the methods.");
            abstracts::write(tags, kind, year, end, words, chance, &mut self.text);
        }
        lists::authors(tags, chance.many(at(eras::AUTHORS, year as f64)), year, words, chance);
        tags.text("Language", if english { "eng" } else { chance.pick(LANGUAGES) });
        if trial && year >= 2005 && chance.share(0.6) {
            registry(tags, chance);
        }
        if happens(eras::GRANTS, chance) {
            lists::grants(tags, chance);
        }
        types(tags, trial, retracted, chance);
        if !english {
            tags.with("VernacularTitle", |out| title(words, chance, out));
        }
        if electronic {
            tags.open("ArticleDate DateType=\"Electronic\"");
            tags.date([year, month, day], true);
            tags.close("ArticleDate");
        }
        tags.close("Article");

        tags.open("MedlineJournalInfo");
        tags.text("Country", journal.country);
        tags.text("MedlineTA", &journal.iso);
        tags.number("NlmUniqueID", journal.nlm);
        tags.text("ISSNLinking", &journal.issn);
        tags.close("MedlineJournalInfo");
        if happens(eras::CHEMICALS, chance) {
            lists::chemicals(tags, words, chance);
        }
        if indexed {
            tags.text("CitationSubset", "IM");
        }
        let mut links = Vec::new();
        links.extend(corrected.then_some("ErratumIn"));
        links.extend(retracted.then_some("RetractionIn"));
        links.extend(chance.share(COMMENTED).then_some("CommentIn"));
        if !links.is_empty() {
            comments(tags, &links, journal, [year, pmid], chance);
        }
        if indexed {
            lists::mesh(tags, words, chance);
        }
        if happens(eras::KEYWORDS, chance) {
            lists::keywords(tags, words, chance);
        }
        tags.close("MedlineCitation");

        tags.open("PubmedData");
        history(tags, [year, month, day], chance);
        tags.text("PublicationStatus", "ppublish");
        tags.open("ArticleIdList");
        tags.number("ArticleId IdType=\"pubmed\"", pmid);
        if happens(eras::PMC, chance) {
            tags.with("ArticleId IdType=\"pmc\"", |out| {
                out.push_str("PMC");
                number(pmid + 1_000_000, out);
            });
        }
        if !self.doi.is_empty() {
            tags.text("ArticleId IdType=\"doi\"", &self.doi);
        }
        tags.close("ArticleIdList");
        if happens(eras::REFERENCES, chance) {
            lists::references(tags, pmid, year, words, journals, chance);
        }
        tags.close("PubmedData");
        tags.close("PubmedArticle");
    }
}

/// The journal, and when it printed the article.
fn issue(tags: &mut Tags<'_>, journal: &Journal, [year, month, day]: [usize; 3], chance: &mut Chance) {
    tags.open("Journal");
    tags.text("ISSN IssnType=\"Print\"", &journal.issn);
    tags.open("JournalIssue CitedMedium=\"Print\"");
    tags.number("Volume", year.saturating_sub(journal.first_year) + 1);
    tags.number("Issue", month);
    tags.open("PubDate");
    match chance.below(20) {
        0 => tags.with("MedlineDate", |out| {
            number(year, out);
            out.push(' ');
            out.push_str(if month < 7 { "Jan-Feb" } else { "Jul-Aug" });
        }),
        1..=3 => tags.number("Year", year),
        days => {
            tags.number("Year", year);
            tags.text("Month", MONTHS[month - 1]);
            if days < 11 {
                tags.with("Day", |out| padded(day, 2, out));
            }
        }
    }
    tags.close("PubDate");
    tags.close("JournalIssue");
    tags.text("Title", &journal.title);
    tags.text("ISOAbbreviation", &journal.iso);
    tags.close("Journal");
}

/// A registered trial. Numbers from 90000001 belong to nobody.
fn registry(tags: &mut Tags<'_>, chance: &mut Chance) {
    tags.open("DataBankList CompleteYN=\"Y\"");
    tags.open("DataBank");
    tags.text("DataBankName", "ClinicalTrials.gov");
    tags.open("AccessionNumberList");
    tags.with("AccessionNumber", |out| {
        out.push_str("NCT9");
        padded(chance.between(1000, 9_999_999), 7, out);
    });
    tags.close("AccessionNumberList");
    tags.close("DataBank");
    tags.close("DataBankList");
}

fn types(tags: &mut Tags<'_>, trial: bool, retracted: bool, chance: &mut Chance) {
    tags.open("PublicationTypeList");
    tags.text("PublicationType UI=\"D016428\"", "Journal Article");
    let more = TYPES
        .iter()
        .filter(|(share, ..)| !trial && chance.share(*share))
        .map(|&(_, number, name)| (number, name));
    let more: Vec<_> = more
        .chain(trial.then_some(("D016449", "Randomized Controlled Trial")))
        .chain(retracted.then_some(("D016441", "Retracted Publication")))
        .collect();
    for (number, name) in more {
        tags.text(&format!("PublicationType UI=\"{number}\""), name);
    }
    tags.close("PublicationTypeList");
}

/// Notices about the article, each with a PMID that is another's.
fn comments(
    tags: &mut Tags<'_>,
    links: &[&str],
    journal: &Journal,
    [year, pmid]: [usize; 2],
    chance: &mut Chance,
) {
    tags.open("CommentsCorrectionsList");
    for link in links {
        tags.open(&format!("CommentsCorrections RefType=\"{link}\""));
        tags.with("RefSource", |out| {
            out.extend([&journal.iso, ". "]);
            number(year + 1, out);
            out.push(';');
            number(chance.between(1, 400), out);
        });
        tags.number("PMID Version=\"1\"", pmid + chance.between(1, 100_000));
        tags.close("CommentsCorrections");
    }
    tags.close("CommentsCorrectionsList");
}

fn history(tags: &mut Tags<'_>, [year, month, day]: [usize; 3], chance: &mut Chance) {
    tags.open("History");
    let sent: &[&str] =
        if year >= 2000 && chance.share(0.35) { &["received", "revised", "accepted"] } else { &[] };
    for status in sent {
        tags.open(&format!("PubMedPubDate PubStatus=\"{status}\""));
        tags.date([year - usize::from(month < 6), (month + 5) % 12 + 1, day], false);
        tags.close("PubMedPubDate");
    }
    for status in ["pubmed", "medline", "entrez"] {
        tags.open(&format!("PubMedPubDate PubStatus=\"{status}\""));
        tags.date([year, month, day], false);
        tags.text("Hour", "0");
        tags.text("Minute", "0");
        tags.close("PubMedPubDate");
    }
    tags.close("History");
}
