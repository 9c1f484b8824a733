//! A made-up PubMed: baseline and update files of any size, the same for the same seed.
//!
//! Its records are like PubMed's mean: 30,000 of them (8.4 kB each) make a file of 250 MB. Every file is a mean one, its years
//! rising from 1960 to 2026, so that files may be held against each other (in NLM's own, early files hold early years); PMIDs rise
//! through all files, with gaps. What records carry changes with the year ([`eras`]): abstracts (71 % in all), affiliations,
//! references, MeSH, PMCIDs, DOIs, languages. Words follow Zipf's law over 60,000 made-up and generic forms, and 1 % stand nearly
//! alone; 6,000 journals have a long-tailed share.
//!
//! Of abstracts, 4.5 % are trials and cohorts rich in results (8 to 12), a fifth carry one to three, the others none
//! ([`abstracts`]). Trials are about 4 % of PubMed; the other shares are guesses. (In 900 records that public projects keep as test
//! files, which lean to medicine, litx finds results in 44 %, 2.6 a record.) Results are printed in the shapes of
//! `fixtures/examples`, with numbers that agree with one another, but for a few slips ([`results::SLIPS`]).
//!
//! Nothing of it exists: DOIs stand under the test prefix 10.5555, registry numbers from NCT90000001, ISSNs and journals are invented.

// Each bench and test uses a part.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod abstracts;
mod chance;
mod eras;
mod journals;
mod lists;
mod prose;
mod record;
pub mod results;
mod style;
mod tags;
mod words;

use std::io::{self, Write};

use chance::Chance;
use eras::Years;
use journals::Journals;
use record::{Place, Revision, Writer};
use words::Words;

/// Records in a file, as NLM cuts them.
pub const RECORDS: usize = 30_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE PubmedArticleSet SYSTEM \
    \"http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n<PubmedArticleSet>\n";
const FOOT: &str = "</PubmedArticleSet>\n";

/// Bytes that are gathered before they are written.
const GATHERED: usize = 256 << 10;

/// All files of one seed.
pub struct Baseline {
    seed: u64,
    records: usize,
    words: Words,
    journals: Journals,
    years: Years,
}

impl Baseline {
    /// Files of so many records.
    pub fn new(seed: u64, records: usize) -> Self {
        let words = Words::new();
        let journals = Journals::new(&words);
        Self { seed, records, words, journals, years: Years::new() }
    }

    /// What NLM would call a file, without its ending. Files are counted from 1.
    pub fn name(file: usize) -> String {
        format!("pubmed26n{file:04}")
    }

    /// The first PMID of a file.
    fn first(&self, file: usize) -> usize {
        // One number in sixteen is left out.
        1 + (file - 1) * (self.records + self.records / 16 + 1)
    }

    /// The record that stands at a place of a file.
    fn place(&self, file: usize, at: usize) -> Place {
        let block = at / 16;
        let first = self.first(file);
        let gap = Chance::of([self.seed, (first + block) as u64, 0]).between(1, 15);
        let pmid = first + at + block + usize::from(at % 16 >= gap);
        let year = self.years.at((at as f64 + 0.5) / self.records as f64);
        Place { seed: self.seed, pmid, year, revision: Revision::First }
    }

    fn writer(&self) -> Writer<'_> {
        Writer { words: &self.words, journals: &self.journals, text: String::new(), doi: String::new() }
    }

    /// Writes the baseline file of a number.
    pub fn write(&self, file: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut writer = self.writer();
        let mut gathered = HEAD.to_owned();
        for at in 0..self.records {
            writer.record(self.place(file, at), &mut gathered);
            if gathered.len() > GATHERED {
                out.write_all(gathered.as_bytes())?;
                gathered.clear();
            }
        }
        gathered.push_str(FOOT);
        out.write_all(gathered.as_bytes())
    }

    /// Writes an update file that follows `files` baseline files: the records of its own number, which are new, revisions of
    /// earlier ones (as many again; most of them indexed, some corrected, a few retracted), and one withdrawal for every
    /// hundred. No update touches what another withdraws.
    pub fn update(&self, file: usize, files: usize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut writer = self.writer();
        let mut chance = Chance::of([self.seed, file as u64, 2]);
        let mut gathered = HEAD.to_owned();
        let mut withdrawn = Vec::new();
        for at in 0..self.records {
            writer.record(self.place(file, at), &mut gathered);
            let other = self.place(chance.between(1, files), chance.below(self.records));
            // Withdrawn are those of the last digits, revised the others.
            if other.pmid % 100 == 99 {
                withdrawn.push(other.pmid);
            } else {
                let revision = match chance.below(50) {
                    0 => Revision::Retracted,
                    1..=5 => Revision::Corrected,
                    _ => Revision::Indexed,
                };
                writer.record(Place { revision, ..other }, &mut gathered);
            }
            if gathered.len() > GATHERED {
                out.write_all(gathered.as_bytes())?;
                gathered.clear();
            }
        }
        if !withdrawn.is_empty() {
            gathered.push_str("  <DeleteCitation>\n");
            for pmid in withdrawn {
                gathered.push_str(&format!("    <PMID Version=\"1\">{pmid}</PMID>\n"));
            }
            gathered.push_str("  </DeleteCitation>\n");
        }
        gathered.push_str(FOOT);
        out.write_all(gathered.as_bytes())
    }
}
