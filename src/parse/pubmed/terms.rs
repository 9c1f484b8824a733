//! Words of vocabularies: publication types, MeSH, chemicals, keywords.

use quick_xml::events::BytesStart;

use crate::record::{MeshHeading, Term};

use super::xml::{Fault, Xml, attribute_is, kept_attribute};

impl Xml<'_> {
    /// `<PublicationTypeList>`.
    pub(super) fn publication_types(&mut self, types: &mut Vec<Term>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name().0 == "PublicationType" {
                types.push(self.term(&start)?);
            } else {
                self.skip_unknown(&start)?;
            }
        }
        Ok(())
    }

    /// `<DescriptorName UI="D000368">Aged</DescriptorName>`.
    pub(super) fn term(&mut self, start: &BytesStart<'_>) -> Result<Term, Fault> {
        Ok(Term { ui: kept_attribute(start, "UI")?.unwrap_or_default(), name: self.text()?.into_owned() })
    }

    /// `<MeshHeadingList>`.
    pub(super) fn mesh(&mut self, headings: &mut Vec<MeshHeading>) -> Result<(), Fault> {
        while let Some(start) = self.child()? {
            if start.name().0 != "MeshHeading" {
                self.skip_unknown(&start)?;
                continue;
            }
            let mut heading =
                MeshHeading { descriptor: Term::default(), major: false, qualifiers: Vec::new() };
            while let Some(start) = self.child()? {
                if self.is_brief() {
                    match start.name().0 {
                        "DescriptorName" => heading.descriptor.name = self.text()?.into_owned(),
                        "QualifierName" => self.skip()?,
                        _ => self.skip_unknown(&start)?,
                    }
                    continue;
                }
                let major = attribute_is(&start, "MajorTopicYN", "Y")?;
                match start.name().0 {
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
            if start.name().0 != "Chemical" {
                self.skip_unknown(&start)?;
                continue;
            }
            while let Some(start) = self.child()? {
                match start.name().0 {
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
            if start.name().0 == "Keyword" {
                keywords.extend(self.some_text()?);
            } else {
                self.skip_unknown(&start)?;
            }
        }
        Ok(())
    }
}
