//! Abstracts: sections, the sentences in them, and results in those that have any.

use super::chance::Chance;
use super::eras::{self, at};
use super::prose::{Part, gap, sentences};
use super::results::Study;
use super::tags::{CLOSE, OPEN, Tags};
use super::words::Words;

/// Of abstracts: trials and observational studies that are rich in results (8 to 12).
pub const RICH: f64 = 0.045;
/// Of abstracts: those with one to three results.
pub const FEW: f64 = 0.2;

/// What kind of study an abstract tells of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Trial,
    Cohort,
    Few,
    None,
}

impl Kind {
    /// One of them, in their shares.
    pub fn of(chance: &mut Chance) -> Self {
        match chance.unit() {
            u if u < RICH / 2.0 => Self::Trial,
            u if u < RICH => Self::Cohort,
            u if u < RICH + FEW => Self::Few,
            _ => Self::None,
        }
    }
}

const SECTIONS: [(Part, &str, usize); 4] = [
    (Part::Background, "BACKGROUND", 3),
    (Part::Methods, "METHODS", 4),
    (Part::Results, "RESULTS", 5),
    (Part::Conclusions, "CONCLUSIONS", 2),
];

/// Writes an abstract; `end` is a last sentence of it.
pub fn write(
    tags: &mut Tags<'_>,
    kind: Kind,
    year: usize,
    end: Option<&str>,
    words: &Words,
    chance: &mut Chance,
    text: &mut String,
) {
    let rich = matches!(kind, Kind::Trial | Kind::Cohort);
    let share = at(eras::STRUCTURED, year as f64);
    let structured = chance.share(if rich { 2.0 * share } else { share });
    tags.open("Abstract");
    text.clear();
    let study = Study::new(words, year, chance);
    for (part, label, many) in SECTIONS {
        let results = matches!(part, Part::Results);
        gap(text);
        match kind {
            Kind::Trial if matches!(part, Part::Methods) => study.design(chance, text),
            Kind::Trial if results => study.trial(chance, text),
            Kind::Cohort if results => study.cohort(chance, text),
            Kind::Few if results => study.few(chance, text),
            _ => {}
        }
        let many = if rich && results { 1 } else { chance.between(many / 2, many + many / 2) };
        sentences(part, many, words, chance, text);
        if matches!(part, Part::Conclusions) {
            if chance.share(0.06) {
                // Markup in the text.
                text.extend([" It resembles that of ", &format!("{OPEN}i{CLOSE}"), words.nouns.any(chance)]);
                text.extend([format!("{OPEN}/i{CLOSE} at 10{OPEN}sup{CLOSE}6{OPEN}/sup{CLOSE}.")]);
            }
            text.extend(end.into_iter().flat_map(|end| [" ", end]));
        }
        if structured {
            tags.text(&format!("AbstractText Label=\"{label}\" NlmCategory=\"{label}\""), text);
            text.clear();
        }
    }
    if !structured {
        tags.text("AbstractText", text);
    }
    if year >= 1998 && chance.share(0.4) {
        text.clear();
        text.extend(["Copyright © ", &year.to_string(), " The Authors. All rights reserved."]);
        tags.text("CopyrightInformation", text);
    }
    tags.close("Abstract");
}
