//! Dates as PubMed writes them.

use crate::parse::dates::{month, year_in};
use crate::record::PartialDate;

use super::attribute::attribute;
use super::xml::{Fault, Xml};

/// `Year`, `Month` (`Dec` or `12`), `Day`, `Season` or `MedlineDate`; nothing where the element is empty.
pub(super) fn date(xml: &mut Xml<'_>) -> Result<Option<PartialDate>, Fault> {
    let mut date = PartialDate::default();
    while let Some(start) = xml.child()? {
        match start.name() {
            "Year" => {
                let text = xml.text()?;
                date.year = year_in(&text);
                if date.year.is_none_or(|year| year.to_string() != text) {
                    add_raw(&mut date, &text);
                }
            }
            "Month" => {
                let text = xml.text()?;
                date.month = month(&text);
                if date.month.is_none() {
                    add_raw(&mut date, &text);
                }
            }
            "Day" => {
                let text = xml.text()?;
                date.day = text.parse().ok().filter(|day| (1..=31).contains(day));
                if date.day.is_none() {
                    add_raw(&mut date, &text);
                }
            }
            "Season" => {
                let text = xml.text()?;
                add_raw(&mut date, &text);
            }
            "MedlineDate" => {
                let text = xml.text()?;
                date.year = year_in(&text);
                add_raw(&mut date, &text);
            }
            "Hour" | "Minute" | "Second" => xml.skip()?,
            _ => xml.skip_unknown(&start)?,
        }
    }
    Ok((date != PartialDate::default()).then_some(date))
}

/// What the parts do not say is kept as printed.
fn add_raw(date: &mut PartialDate, text: &str) {
    if text.is_empty() {
        return;
    }
    match &mut date.raw {
        Some(raw) => {
            raw.push(' ');
            raw.push_str(text);
        }
        None => date.raw = Some(text.to_owned()),
    }
}

/// `<History>`: the day the record entered PubMed (`pubmed`, else `entrez`).
pub(super) fn entered(xml: &mut Xml<'_>) -> Result<Option<PartialDate>, Fault> {
    let mut entrez = None;
    let mut pubmed = None;
    // What is not needed is stepped over, which is cheaper than reading it.
    while let Some(start) = xml.child()? {
        if start.name() != "PubMedPubDate" {
            xml.skip_unknown(&start)?;
            continue;
        }
        match attribute(&start, "PubStatus")?.as_deref() {
            Some("pubmed") => pubmed = date(xml)?,
            Some("entrez") if pubmed.is_none() => entrez = date(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(pubmed.or(entrez))
}
