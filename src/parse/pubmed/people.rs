//! Authors, groups and investigators.

use std::borrow::Cow;

use crate::record::Author;

use super::attribute::{attribute, attribute_is};
use super::xml::{Fault, Xml};

impl Xml<'_> {
    /// `<AuthorList>`. A name marked `ValidYN="N"` is a misspelling PubMed keeps for searches beside the right one.
    pub(super) fn authors(&mut self, authors: &mut Vec<Author>) -> Result<(), Fault> {
        self.people("Author", authors)
    }

    /// `<InvestigatorList>`.
    pub(super) fn investigators(&mut self, authors: &mut Vec<Author>) -> Result<(), Fault> {
        self.people("Investigator", authors)
    }

    fn people(&mut self, element: &str, authors: &mut Vec<Author>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != element {
                self.skip_unknown(&start)?;
            } else if attribute_is(&start, "ValidYN", "N")? {
                self.skip()?;
            } else {
                authors.extend(self.person()?);
            }
        }
        Ok(())
    }

    /// One author; nothing where there is no name at all.
    fn person(&mut self) -> Result<Option<Author>, Fault> {
        let mut collective = None;
        let (mut last, mut fore, mut initials, mut suffix) = (None, None, None, None);
        let mut orcid = None;
        let mut affiliations = Vec::new();
        while let Some(start) = self.child()? {
            match start.name() {
                "Suffix" | "Identifier" | "AffiliationInfo" | "Affiliation" if self.is_brief() => {
                    self.skip()?
                }
                "CollectiveName" => collective = self.some_text()?,
                "LastName" => last = self.some_text()?,
                // `FirstName` is the word of files before 2008; a name as cited has it only where there are no initials.
                "ForeName" | "FirstName" => fore = Some(self.text()?).filter(|name| !name.is_empty()),
                "Initials" => initials = self.some_text()?,
                "Suffix" => suffix = self.some_text()?,
                "Identifier" => {
                    let source = attribute(&start, "Source")?;
                    let value = self.text()?;
                    if source.is_some_and(|source| source.eq_ignore_ascii_case("orcid")) {
                        orcid = orcid.or_else(|| orcid_of(&value));
                    }
                }
                "AffiliationInfo" => self.affiliation_info(&mut affiliations)?,
                "Affiliation" => affiliations.extend(self.some_text()?),
                _ => self.skip_unknown(&start)?,
            }
        }
        if let Some(name) = collective {
            return Ok(Some(Author::Collective { name }));
        }
        let last = last.or_else(|| fore.take().map(Cow::into_owned)).or_else(|| initials.take());
        let fore = fore.filter(|_| !self.is_brief() || initials.is_none()).map(Cow::into_owned);
        Ok(last.map(|last| Author::Person { last, fore, initials, suffix, orcid, affiliations }))
    }

    fn affiliation_info(&mut self, affiliations: &mut Vec<String>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            match start.name() {
                "Affiliation" => affiliations.extend(self.some_text()?),
                "Identifier" => self.skip()?,
                _ => self.skip_unknown(&start)?,
            }
        }
        Ok(())
    }
}

/// `http://orcid.org/0000-0002-1825-0097`, with or without the address, hyphens and spaces: as four groups of four.
pub(in crate::parse) fn orcid_of(text: &str) -> Option<String> {
    let tail = text.rsplit('/').find(|part| !part.trim().is_empty())?;
    let digits: String =
        tail.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '\u{2010}'..='\u{2013}')).collect();
    let (body, check) = digits.split_at_checked(15)?;
    let sound = body.bytes().all(|b| b.is_ascii_digit())
        && check.len() == 1
        && check.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'X' | b'x'));
    sound.then(|| {
        let digits = digits.to_ascii_uppercase();
        format!("{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12], &digits[12..])
    })
}
