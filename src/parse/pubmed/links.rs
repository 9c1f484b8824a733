//! What a record points to: other works, trials, data banks, grants, references.

use std::str::FromStr;

use crate::id::Nct;
use crate::record::{Grant, Link, LinkKind, Record, TrialId, TrialSource};

use super::attribute::attribute;
use super::ids;
use super::xml::{Fault, Xml};

impl Xml<'_> {
    /// `<CommentsCorrectionsList>`. Cited works are counted, not kept.
    pub(super) fn links(&mut self, links: &mut Vec<Link>) -> Result<u32, Fault> {
        let mut cites = 0_u32;
        while let Some(start) = self.child()? {
            if start.name() != "CommentsCorrections" {
                self.skip_unknown(&start)?;
                continue;
            }
            let kind = attribute(&start, "RefType")?.unwrap_or_default();
            if kind == "Cites" {
                cites = cites.saturating_add(1);
                self.skip()?;
                continue;
            }
            let mut link = Link { kind: LinkKind(kind.into_owned()), source: String::new(), pmid: None };
            while let Some(start) = self.child()? {
                match start.name() {
                    "RefSource" => link.source = self.text()?.into_owned(),
                    "PMID" => link.pmid = ids::pmid(&self.text()?),
                    "Note" => self.skip()?,
                    _ => self.skip_unknown(&start)?,
                }
            }
            links.push(link);
        }
        Ok(cites)
    }

    /// `<DataBankList>`: trials of ClinicalTrials.gov, and accession numbers of other banks.
    pub(super) fn data_banks(&mut self, record: &mut Record) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != "DataBank" {
                self.skip_unknown(&start)?;
                continue;
            }
            let mut bank = String::new();
            let mut numbers = Vec::new();
            while let Some(start) = self.child()? {
                match start.name() {
                    "DataBankName" => bank = self.text()?.into_owned(),
                    "AccessionNumberList" => {
                        while let Some(start) = self.child()? {
                            if start.name() == "AccessionNumber" {
                                numbers.extend(self.some_text()?);
                            } else {
                                self.skip_unknown(&start)?;
                            }
                        }
                    }
                    _ => self.skip_unknown(&start)?,
                }
            }
            for number in numbers {
                accession(record, &bank, number);
            }
        }
        Ok(())
    }

    /// `<GrantList>`.
    pub(super) fn grants(&mut self, grants: &mut Vec<Grant>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != "Grant" {
                self.skip_unknown(&start)?;
                continue;
            }
            let mut grant = Grant::default();
            while let Some(start) = self.child()? {
                match start.name() {
                    "GrantID" => grant.id = self.some_text()?,
                    "Agency" => grant.agency = self.some_text()?,
                    "Country" => grant.country = self.some_text()?,
                    "Acronym" => self.skip()?,
                    _ => self.skip_unknown(&start)?,
                }
            }
            grants.push(grant);
        }
        Ok(())
    }

    /// How many references the open `ReferenceList` and the lists within it hold.
    pub(super) fn count_references(&mut self) -> Result<u32, Fault> {
        self.skip_counting("Reference")
    }
}

/// One accession number.
pub(in crate::parse) fn accession(record: &mut Record, bank: &str, number: String) {
    let trial =
        if bank.eq_ignore_ascii_case("ClinicalTrials.gov") { Nct::from_str(&number).ok() } else { None };
    match trial {
        Some(nct) => record.trials.push(TrialId { nct, found_in: TrialSource::DataBank }),
        None => record.data_banks.push((bank.to_owned(), number)),
    }
}
