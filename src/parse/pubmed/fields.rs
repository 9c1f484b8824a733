//! Abstracts, pages and other single fields.

use crate::record::OtherAbstract;

use super::attribute::kept_attribute;
use super::leaf::Start;
use super::rich::Part;
use super::xml::{Fault, Xml};

/// `<Abstract>`: every `AbstractText` in order, and the line on rights.
pub(super) fn abstract_parts(
    xml: &mut Xml<'_>,
    parts: &mut Vec<Part>,
    copyright: &mut Option<String>,
) -> Result<(), Fault> {
    while let Some(start) = xml.child()? {
        match start.name() {
            "AbstractText" => {
                let label = kept_attribute(&start, "Label")?.filter(|label| !label.trim().is_empty());
                let category = kept_attribute(&start, "NlmCategory")?.filter(|category| !category.is_empty());
                parts.push(Part { label, category, rich: xml.rich()? });
            }
            "CopyrightInformation" if xml.is_brief() => xml.skip()?,
            "CopyrightInformation" => *copyright = xml.some_text()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(())
}

/// `<OtherAbstract>`: kept apart, so that it is never read for results.
pub(super) fn other_abstract(xml: &mut Xml<'_>, start: &Start<'_>) -> Result<OtherAbstract, Fault> {
    let mut other = OtherAbstract {
        kind: kept_attribute(start, "Type")?.unwrap_or_default(),
        language: kept_attribute(start, "Language")?.unwrap_or_else(|| "eng".to_owned()),
        sections: Vec::new(),
    };
    while let Some(start) = xml.child()? {
        match start.name() {
            "AbstractText" => {
                let label = kept_attribute(&start, "Label")?.filter(|label| !label.trim().is_empty());
                other.sections.push((label, xml.rich()?.text));
            }
            "CopyrightInformation" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok(other)
}

/// `<Pagination>`: the first and last page where they are given, else MEDLINE's short form (`1777-88`).
#[derive(Default)]
pub(super) struct Pages {
    first: Option<String>,
    last: Option<String>,
    short: Option<String>,
}

impl Pages {
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        while let Some(start) = xml.child()? {
            match start.name() {
                "StartPage" => self.first = xml.some_text()?,
                "EndPage" => self.last = xml.some_text()?,
                "MedlinePgn" => self.short = xml.some_text()?,
                _ => xml.skip_unknown(&start)?,
            }
        }
        Ok(())
    }

    pub(super) fn settle(self) -> Option<String> {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
            (Some(first), Some(_)) => Some(first),
            (first, _) => self.short.or(first),
        }
    }
}
