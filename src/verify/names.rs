//! What the words of a source stand for: its short forms, and which of its groups a name means.

use std::collections::{HashMap, HashSet};

use super::beside::CONTROL;
use super::words::{Words, words};
use crate::finding::{ArmId, Extraction};
use crate::text::Span;

/// The short forms a text defines, and the names of its groups.
pub struct Names {
    /// By the short form in small letters: the words it stands for.
    forms: HashMap<String, Vec<String>>,
    /// The groups.
    arms: Vec<Group>,
}

impl Names {
    /// Of a text and what was read from it.
    pub fn of(text: &str, extraction: &Extraction) -> Self {
        let word = |span: Span| words(span.of(text)).telling.into_iter().next();
        let long = |span: Span| words(span.of(text)).telling.into_iter().collect();
        let forms =
            extraction.short_forms.iter().filter_map(|f| Some((word(f.short)?, long(f.long)))).collect();
        let mut names = Self { forms, arms: Vec::new() };
        names.arms = extraction
            .arms
            .iter()
            .map(|arm| {
                let mentions = arm.mentions.iter().map(|m| m.text.as_str());
                let all: Vec<Name> = std::iter::once(arm.name.as_str())
                    .chain(mentions)
                    .map(|name| Name { words: names.words(name).telling, paired: paired(name) })
                    .collect();
                Group { muddled: muddled(&all), names: all }
            })
            .collect();
        names
    }

    /// The words of a phrase, short forms written out beside themselves.
    pub(super) fn words(&self, phrase: &str) -> Words {
        let mut found = words(phrase);
        let long: Vec<String> =
            found.telling.iter().filter_map(|word| self.forms.get(word)).flatten().cloned().collect();
        let short: Vec<String> =
            found.telling.iter().filter(|word| self.forms.contains_key(*word)).cloned().collect();
        for word in short {
            found.telling.remove(&word);
        }
        found.telling.extend(long);
        found
    }

    /// The groups that a name means: one and no other, or those that are called exactly so.
    pub(super) fn arms(&self, name: &str) -> Vec<ArmId> {
        let wanted = self.words(name).telling;
        let joined = joined(name);
        let figures = |words: &HashSet<String>| {
            wanted.difference(words).any(|w| w.contains(|c: char| c.is_ascii_digit()))
        };
        let fit = |name: &Name| match (name.words.is_subset(&wanted), wanted.is_subset(&name.words)) {
            _ if name.words.is_empty() || wanted.is_empty() => 0,
            (true, true) => EXACT,
            // "usual care" is not the group that gets a treatment plus usual care.
            (_, true) if name.paired && CONTROL.iter().any(|word| wanted.contains(*word)) => 0,
            // A name may leave words out: of several groups, the one whose name has fewest more.
            (_, true) => 900 - name.words.len().min(100),
            // A longer name is the same group, unless it names a second treatment, a dose or a time.
            (true, _) if !joined && !figures(&name.words) => 500 + name.words.len().min(100),
            _ => 0,
        };
        let fits: Vec<usize> =
            self.arms.iter().map(|group| group.names.iter().map(fit).max().unwrap_or(0)).collect();
        let best = fits.iter().copied().max().unwrap_or(0);
        let meant: Vec<usize> = (0..fits.len()).filter(|i| best > 0 && fits[*i] == best).collect();
        let sure = (meant.len() == 1 || best == EXACT) && !meant.iter().any(|i| self.arms[*i].muddled);
        meant.into_iter().filter(|_| sure).map(|i| ArmId(i as u16)).collect()
    }
}

/// How well a group's own name fits.
const EXACT: usize = 1000;

/// A group by its names.
struct Group {
    names: Vec<Name>,
    /// Its names cannot all be of one group.
    muddled: bool,
}

/// One name of a group.
struct Name {
    words: HashSet<String>,
    /// It names two treatments together.
    paired: bool,
}

/// Whether a name is of two treatments.
fn paired(name: &str) -> bool {
    [" and ", "+", " plus "].iter().any(|join| name.contains(join))
}

/// Whether a name joins a second treatment to the first; "mg/kg" joins nothing.
fn joined(name: &str) -> bool {
    const JOINS: &[&str] = &[" and ", "+", "plus ", " with ", "combin", "added"];
    let lower = name.to_lowercase();
    let parted = lower.split_once('/').is_some_and(|(_, behind)| {
        !["kg", "d", "day", "m", "m2", "week", "wk", "h", "ml"]
            .contains(&behind.split_whitespace().next().unwrap_or(""))
    });
    parted || JOINS.iter().any(|join| lower.contains(join))
}

/// Whether two names of what was read as one group cannot be of one: "control" and "intervention", "cemented" and
/// "uncemented", one treatment with two different partners. What such a group's numbers are of is open.
fn muddled(names: &[Name]) -> bool {
    const SIDES: [&[&str]; 2] =
        [&["control", "usual", "comparison"], &["intervention", "experimental", "active"]];
    const NO: [&str; 3] = ["no", "not", "without"];
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.words.contains(*word)));
    let plain = |name: &&Name| !NO.iter().any(|no| name.words.contains(*no));
    let opposed = names.iter().filter(plain).flat_map(|name| &name.words).any(|word| {
        ["un", "non"].iter().any(|no| names.iter().any(|name| name.words.contains(&format!("{no}{word}"))))
    });
    let pairs = || names.iter().filter(|name| name.paired && name.words.len() > 1);
    // "A plus B" and "A 75 mg and B": the word that joins them names nothing.
    let lacks = |a: &Name, b: &Name| a.words.difference(&b.words).any(|word| word != "plus");
    let partners = pairs().any(|a| pairs().any(|b| lacks(a, b) && lacks(b, a)));
    has(SIDES[0]) && has(SIDES[1]) || opposed || partners
}

#[cfg(test)]
mod tests {
    use super::{Name, muddled, paired, words};

    fn names(all: &[&str]) -> Vec<Name> {
        all.iter().map(|name| Name { words: words(name).telling, paired: paired(name) }).collect()
    }

    #[test]
    fn a_pair_with_its_dose_is_the_pair_and_with_another_partner_is_not() {
        assert!(!muddled(&names(&["tolvarin plus nitrol", "tolvarin 75 mg on day 1 and nitrol"])));
        assert!(muddled(&names(&["tolvarin plus nitrol", "tolvarin plus zelane"])));
    }
}
