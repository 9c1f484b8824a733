//! Words of vocabularies: publication types, MeSH, chemicals, keywords.

use crate::record::{MeshHeading, Term};

use super::attribute::{attribute_is, kept_attribute};
use super::leaf::Start;
use super::xml::{Fault, Xml};

impl Xml<'_> {
    /// `<PublicationTypeList>`.
    pub(super) fn publication_types(&mut self, types: &mut Vec<Term>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() == "PublicationType" {
                types.push(self.term(&start)?);
            } else {
                self.skip_unknown(&start)?;
            }
        }
        Ok(())
    }

    /// `<DescriptorName UI="D000368">Aged</DescriptorName>`.
    pub(super) fn term(&mut self, start: &Start<'_>) -> Result<Term, Fault> {
        Ok(Term { ui: kept_attribute(start, "UI")?.unwrap_or_default(), name: self.text()?.into_owned() })
    }

    /// `<MeshHeadingList>`.
    pub(super) fn mesh(&mut self, headings: &mut Vec<MeshHeading>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != "MeshHeading" {
                self.skip_unknown(&start)?;
                continue;
            }
            let mut heading =
                MeshHeading { descriptor: Term::default(), major: false, qualifiers: Vec::new() };
            while let Some(start) = self.child()? {
                if self.is_brief() {
                    match start.name() {
                        "DescriptorName" => heading.descriptor.name = self.text()?.into_owned(),
                        "QualifierName" => self.skip()?,
                        _ => self.skip_unknown(&start)?,
                    }
                    continue;
                }
                let major = attribute_is(&start, "MajorTopicYN", "Y")?;
                match start.name() {
                    "DescriptorName" => {
                        heading.major = major;
                        heading.descriptor = self.term(&start)?;
                    }
                    "QualifierName" => {
                        let term = self.term(&start)?;
                        heading.qualifiers.push((term, major));
                    }
                    _ => self.skip_unknown(&start)?,
                }
            }
            headings.push(heading);
        }
        Ok(())
    }

    /// `<ChemicalList>`.
    pub(super) fn chemicals(&mut self, chemicals: &mut Vec<Term>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() != "Chemical" {
                self.skip_unknown(&start)?;
                continue;
            }
            while let Some(start) = self.child()? {
                match start.name() {
                    "NameOfSubstance" => chemicals.push(self.term(&start)?),
                    "RegistryNumber" => self.skip()?,
                    _ => self.skip_unknown(&start)?,
                }
            }
        }
        Ok(())
    }

    /// `<KeywordList>`, whoever owns it.
    pub(super) fn keywords(&mut self, keywords: &mut Vec<String>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name() == "Keyword" {
                keywords.extend(self.some_text()?);
            } else {
                self.skip_unknown(&start)?;
            }
        }
        Ok(())
    }
}
