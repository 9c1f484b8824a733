//! Phrases that say whom a value is of: `the low-dose group`, `patients with diabetes`, `those receiving X`.

use super::candidate::{foreign_words, names, trimmed};
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words in a name that only results give, at most.
const LONGEST: usize = 5;

/// A phrase that may name a group.
pub(super) struct Phrase<'t> {
    pub(super) name: Vec<Word<'t>>,
    /// It says itself that it is one: "patients", "group", "receiving".
    pub(super) people: bool,
    /// The word behind it.
    pub(super) end: usize,
}

/// Whether a word stands before whom a value is of: "in", "of", "with".
pub(super) fn opens(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    s.cue(word.item) == Cue::Of
        // "61% took a diuretic" says what they had.
        || s.cue(word.item) == Cue::Received && !s.is_word(word.item, &["took", "received", "underwent", "used"])
        || word.is_of(Sort::Opens)
}

/// The phrase that starts at word `from`: `the low-dose group`, `patients with diabetes`, `those receiving X plus Y`,
/// `10 mg`, `women`.
pub(super) fn phrase<'t>(s: &Sentence<'t>, words: &[Word<'t>], from: usize) -> Option<Phrase<'t>> {
    let mut at = from;
    let mut head: Vec<Word<'t>> = Vec::new();
    let mut person: Option<Word<'t>> = None;
    let mut people = false;
    while let Some(word) = words.get(at) {
        let cue = s.cue(word.item);
        match cue {
            _ if word.is(&["those", "who"]) => people = true,
            Cue::Article if head.is_empty() => {}
            Cue::Group => people = true,
            Cue::People => {
                people = true;
                person.get_or_insert(*word);
            }
            // "patients with diabetes", "those receiving X": who they are stands behind.
            _ if people && head.is_empty() && (cue == Cue::Received || word.is(&["with", "had", "on"])) => {
                person = None;
            }
            _ if people && head.is_empty() && word.is(&["without"]) => {
                person = None;
                head.push(*word);
            }
            _ if person.is_some() || people && head.len() > 1 && !group_follows(s, words, at) => break,
            _ if strength(s, words, at) => head.push(*word),
            // "centre A", "centre B": a label.
            _ if !head.is_empty() && matches!(word.text, "A" | "B" | "C" | "D") => head.push(*word),
            _ if !inside(s, word) => break,
            _ => head.push(*word),
        }
        at += 1;
        if head.len() > LONGEST {
            return None;
        }
    }
    let mut name = trimmed(head);
    // "never smokers", but "obese": patients are everybody.
    name.extend(person.filter(|person| name.is_empty() || !person.is(WHOLE)));
    let told = name.iter().any(|w| w.word) || name.len() >= 2;
    let timed = name.iter().all(|w| matches!(s.cue(w.item), Cue::Time(_)) || !w.word);
    let whole = name.len() == 1 && person.is_some() && name[0].is(WHOLE);
    let fits = told && !timed && !whole && (names(&name) || dosed(s, &name)) && !foreign_words(s, &name);
    fits.then_some(Phrase { name, people, end: at })
}

/// People that are everybody.
const WHOLE: &[&str] = &[
    "patients",
    "patient",
    "participants",
    "participant",
    "subjects",
    "subject",
    "individuals",
    "people",
    "persons",
];

fn dosed(s: &Sentence<'_>, name: &[Word<'_>]) -> bool {
    name.iter().any(|w| s.items[w.item].numeric())
        && name.iter().any(|w| matches!(s.cue(w.item), Cue::Dose | Cue::Unit))
}

fn inside(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    word.word
        && matches!(
            s.cue(word.item),
            Cue::None | Cue::Grade | Cue::Adjusted | Cue::Dose | Cue::Higher | Cue::Lower
        )
        || word.is(&["plus"])
}

/// Whether a number and its unit stand here: `10 mg`, `1 cm`.
fn strength(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    let number = |k: usize| words.get(k).is_some_and(|w| s.items[w.item].numeric() && !s.spent[w.item]);
    let unit = |k: usize| words.get(k).is_some_and(|w| matches!(s.cue(w.item), Cue::Dose | Cue::Unit));
    number(at) && unit(at + 1) || at > 0 && number(at - 1) && unit(at)
}

/// Whether the noun of a group stands close behind.
fn group_follows(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    words[at..].iter().take(3).take_while(|w| w.word).any(|w| s.cue(w.item) == Cue::Group)
}
