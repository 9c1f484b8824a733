//! Phrases that say whom a value is of: `the low-dose group`, `patients with diabetes`, `those receiving X`.

use std::ops::Range;

use super::candidate::{foreign_words, names, trimmed};
use super::having;
use crate::extract::bind::words::{EVERYBODY, Word, Words, alike};
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

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
    word.cue == Cue::Of
        // "61% took a diuretic" says what they had.
        || word.cue == Cue::Received && !s.is_word(word.item, &["took", "received", "underwent", "used"])
        || word.is_of(Sort::Opens)
}

/// Whether a phrase with this word in it says that it names people: "patients", "group", "those".
pub(super) fn person(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Group | Cue::People) || word.is_of(Sort::Kind) || word.is(WHO)
}

/// Whether any phrase of a sentence may say so.
pub(super) fn speaks_of_people(s: &Sentence<'_>, words: &Words<'_>) -> bool {
    // "those" and "who" are among the words that no name holds.
    let who = || words.holds(Sort::Foreign) && words.iter().any(|w| w.is(WHO));
    s.has(Classes::PEOPLE) || words.holds(Sort::Group) || words.holds(Sort::Kind) || who()
}

/// Words that stand for people.
const WHO: &[&str] = &["those", "who"];

/// The phrase that starts at word `from`: `the low-dose group`, `patients with diabetes`, `those receiving X plus Y`,
/// `10 mg`, `women`.
pub(super) fn phrase<'t>(s: &Sentence<'t>, words: &[Word<'t>], from: usize) -> Option<Phrase<'t>> {
    let mut at = from;
    let mut head: Vec<Word<'t>> = Vec::new();
    let mut person: Option<Range<usize>> = None;
    let mut people = false;
    // "at least 65 years" and "less than 65 years" are told apart by their signs.
    let mut limited = false;
    let mut refrained = false;
    // What they have stands behind: a name that ends where its noun does.
    let mut having = false;
    let mut acted = false;
    while let Some(word) = words.get(at) {
        let cue = word.cue;
        match cue {
            _ if word.is(WHO) => people = true,
            Cue::Article if head.is_empty() => {}
            Cue::Group => people = true,
            _ if cue == Cue::People || word.is_of(Sort::Kind) => {
                people = true;
                // "non-smokers" are one thing.
                match &mut person {
                    Some(own) if own.end == at && words[own.start].item == word.item => own.end = at + 1,
                    Some(_) => {}
                    None => person = Some(at..at + 1),
                }
            }
            // "patients with diabetes", "those receiving X": who they are stands behind.
            _ if people
                && head.is_empty()
                && (cue == Cue::Received || word.is(&["with", "on"]) || having::takes(words, at)) =>
            {
                person = None;
                having = true;
            }
            _ if people && head.is_empty() && word.is(&["without"]) => {
                person = None;
                having = true;
                head.push(*word);
            }
            // "patients entering remission", "women not on dialysis"
            _ if people && head.is_empty() && having::acting(words, at) => {
                person = None;
                (having, acted) = (true, true);
                head.push(*word);
            }
            _ if having && at > from && having::refusing(words, at - 1) => head.push(*word),
            // "the group of patients with gout"
            Cue::Of if people && head.is_empty() && at > from && words[at - 1].cue == Cue::Group => {}
            // "those who relapsed", "patients who remained stable", "those who did not"
            _ if people && head.is_empty() && having::relative(words, at) > 0 => {
                person = None;
                having = true;
                let behind = at + having::relative(words, at);
                head.extend(&words[at - 1..behind]);
                at = behind - 1;
            }
            // "who were obese"
            _ if people && head.is_empty() && having::who_are(words, at) => {
                person = None;
                having = true;
            }
            // "the tolvarin-treated patients"
            _ if !head.is_empty() && having::treated(s, words, at) => {}
            // "nurses in the control group", "nurses in the highest tertile"
            _ if people && head.is_empty() && word.is(&["in"]) && part_follows(words, at + 1) => {
                person = None;
            }
            _ if people && head.is_empty() && word.is(&["aged"]) => person = None,
            // "those who did not receive a booster"
            _ if people && head.is_empty() && refrains(words, at) => {
                person = None;
                (limited, refrained) = (true, true);
                head.extend(&words[at + 1..at + 3]);
                at += 2;
            }
            _ if refrained && head.len() == 2 && (cue == Cue::Article || word.is(&["any"])) => {
                head.push(*word)
            }
            _ if limit(s, words, at) => {
                if head.is_empty() {
                    person = None;
                }
                limited = true;
                head.push(*word);
            }
            _ if person.is_some() => break,
            // "without a history of stroke"
            Cue::Article if having && head.len() == 1 && (head[0].is(&["without"]) || acted) => {
                head.push(*word)
            }
            _ if having && !head.is_empty() && !having::goes_on(words, at) => break,
            Cue::Of | Cue::Article if having && !head.is_empty() => head.push(*word),
            _ if people && !having && head.len() > 1 && !refrained && !group_follows(words, at) => break,
            // "the group treated with tolvarin lost 3 kg"
            _ if !head.is_empty() && word.is(DID) => break,
            _ if strength(s, words, at) => head.push(*word),
            // "centre A", "centre B": a label.
            _ if !head.is_empty() && matches!(word.text, "A" | "B" | "C" | "D") => head.push(*word),
            _ if initial(words, at) => head.push(*word),
            _ if !(inside(word) || having && cue == Cue::Happened) => break,
            _ => head.push(*word),
        }
        at += 1;
        let longest = match () {
            () if having => having::LONGEST,
            () if limited => LONGEST + 2,
            () => LONGEST,
        };
        if head.len() > longest {
            return None;
        }
    }
    let mut name = trimmed(head);
    // "never smokers", but "obese": patients are everybody.
    let person = person.and_then(|own| words.get(own)).unwrap_or_default();
    if name.is_empty() || !person.iter().all(|person| person.is(EVERYBODY)) {
        name.extend(person);
    }
    let told = name.iter().any(|w| w.word) || name.len() >= 2;
    let timed = !limited && name.iter().all(|w| matches!(w.cue, Cue::Time(_)) || !w.word);
    // "for more than 1 hour": how long, of nobody; "those over 65 years" are people.
    let long = |w: &Word<'_>| matches!(w.cue, Cue::Time(_)) && !w.is(&["years", "year"]);
    let timed = timed || limited && !people && name.iter().any(long);
    let ranked = ranked(words, &name, at);
    let whole = name.len() == 1 && !person.is_empty() && name[0].is(EVERYBODY);
    let foreign = match having {
        true => having::foreign(&name),
        false => foreign_words(&name),
    };
    // "with previous ulcers"
    let told_by = usize::from(having && name.len() > 1 && name[0].is(having::BEFORE));
    let plain = (names(&name[told_by..]) || dosed(&name)) && !foreign;
    let fits = told
        && !timed
        && !torn(s, words, &name, at)
        && !whole
        && (plain
            || ranked
            || limited && (!refrained || name.len() > 2 && !name[2].is(&["it", "them", "any"])));
    fits.then_some(Phrase { name, people, end: at })
}

/// Whether a phrase is no whole name: a sign at its end, half of what a hyphen holds together, a
/// limit of nothing ("in <1 and 3%").
fn torn(s: &Sentence<'_>, words: &[Word<'_>], name: &[Word<'_>], end: usize) -> bool {
    let Some(last) = name.last() else { return false };
    let hyphen = words.get(end).is_some_and(|next| {
        next.text.starts_with(|c: char| c.is_ascii_lowercase())
            && !next.text.ends_with("ed")
            && next.item == last.item + 2
            && s.mark(last.item + 1) == Some('-')
            && !s.items[next.item].spaced
    });
    let letter = last.word
        && last.text.len() == 1
        && s.mark(last.item + 1) == Some('.')
        && last.text.starts_with(|c: char| c.is_ascii_lowercase());
    let limit = name.len() == 2 && name.iter().all(|w| !w.word);
    hyphen || letter || limit || !last.word && matches!(last.text, "+" | "/")
}

/// What people did, or what became of a value, right behind a name.
const DID: &[&str] = &[
    "lost",
    "gained",
    "rose",
    "fell",
    "showed",
    "had",
    "died",
    "survived",
    "relapsed",
    "worsened",
    "still",
    "remained",
    "achieved",
    "experienced",
    "required",
    "reported",
];

fn dosed(name: &[Word<'_>]) -> bool {
    name.iter().any(|w| w.numeric) && name.iter().any(|w| matches!(w.cue, Cue::Dose | Cue::Unit))
}

fn inside(word: &Word<'_>) -> bool {
    word.word
        && matches!(word.cue, Cue::None | Cue::Grade | Cue::Adjusted | Cue::Dose | Cue::Higher | Cue::Lower)
        || word.is(&["plus"])
}

/// Whether the first letter of a name that is cut to it stands here, or the stop behind it: "H. pylori".
fn initial(words: &[Word<'_>], at: usize) -> bool {
    let small = |text: &str| text.len() > 3 && text.bytes().all(|b| b.is_ascii_lowercase());
    let cut = |from: usize| {
        let [letter, stop, behind] = words.get(from..from + 3).unwrap_or_default() else { return false };
        stop.text == "."
            && behind.word
            && small(behind.text)
            && matches!(letter.text.as_bytes(), [b'A'..=b'Z'])
    };
    cut(at) || at > 0 && cut(at - 1)
}

/// Whether a number and its unit stand here: `10 mg`, `1 cm`.
fn strength(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    let number = |k: usize| words.get(k).is_some_and(|w| w.numeric && !s.spent[w.item]);
    let unit = |k: usize| words.get(k).is_some_and(|w| matches!(w.cue, Cue::Dose | Cue::Unit));
    number(at) && unit(at + 1) || at > 0 && number(at - 1) && unit(at)
}

/// Whether a limit stands here: `≥ 65 years`, `<10%`; its sign, its number, its unit.
fn limit(s: &Sentence<'_>, words: &[Word<'_>], at: usize) -> bool {
    let sign = |k: usize| words.get(k).is_some_and(|w| matches!(s.mark(w.item), Some('<' | '>' | '≤' | '≥')));
    let number = |k: usize| words.get(k).is_some_and(|w| w.numeric && !s.spent[w.item]);
    let unit = |k: usize| words.get(k).is_some_and(|w| matches!(w.cue, Cue::Dose | Cue::Unit | Cue::Time(_)));
    sign(at) && number(at + 1)
        || at > 0 && sign(at - 1) && number(at)
        || at > 1 && sign(at - 2) && number(at - 1) && unit(at)
}

/// Whether it stands here what people did not get or do: `did not receive`, `had never used`.
fn refrains(words: &[Word<'_>], at: usize) -> bool {
    let [helps, no, verb] = words.get(at..at + 3).unwrap_or_default() else { return false };
    helps.is(&["did", "do", "had", "have"])
        && no.is(&["not", "never"])
        && verb.word
        && !verb.text.ends_with("ly")
        && !matches!(verb.cue, Cue::And | Cue::Or | Cue::Preposition | Cue::Was | Cue::Versus | Cue::Article)
}

/// Parts of equal size.
const PARTS: &[&str] = &[
    "quartile",
    "quartiles",
    "tertile",
    "tertiles",
    "quintile",
    "quintiles",
    "decile",
    "deciles",
    "quantile",
];

/// Which of them.
const RANKS: &[&str] = &[
    "highest", "lowest", "top", "bottom", "upper", "lower", "first", "second", "third", "fourth", "fifth",
    "middle", "higher", "two",
];

/// `highest tertile`, and the "highest" of `highest versus lowest tertile`.
fn ranked(words: &[Word<'_>], name: &[Word<'_>], end: usize) -> bool {
    match name {
        [rank] => {
            rank.is(RANKS)
                && words.get(end).is_some_and(|w| w.cue == Cue::Versus)
                && words[end..].iter().take(6).any(|w| w.is(PARTS))
        }
        [rank, .., part] => rank.is(RANKS) && part.is(PARTS) && name.len() <= 3,
        [] => false,
    }
}

/// Whether a group, or a part of equal size, stands here.
fn part_follows(words: &[Word<'_>], at: usize) -> bool {
    let near = words.iter().skip(at).take(5).take_while(|w| w.word);
    let mut near = near.take_while(|w| !matches!(w.cue, Cue::Was | Cue::Preposition | Cue::Versus));
    near.any(|w| w.cue == Cue::Group || w.is(PARTS))
}

/// Whether the noun of a group stands close behind.
fn group_follows(words: &[Word<'_>], at: usize) -> bool {
    words[at..].iter().take(3).take_while(|w| w.word).any(|w| w.cue == Cue::Group)
}

/// Without what two values in a row are of alike, where it is not people: "0.4 on a long scale, 0.8 on a long scale".
pub(super) fn told_apart(found: Vec<Phrase<'_>>) -> Vec<Phrase<'_>> {
    let pair = |pair: &[Phrase<'_>]| !pair[0].people && !pair[1].people && same(&pair[0], &pair[1]);
    let after: Vec<bool> = found.windows(2).map(pair).collect();
    let alike = |k: usize| k.checked_sub(1).into_iter().chain([k]).any(|k| after.get(k) == Some(&true));
    found.into_iter().enumerate().filter(|(k, _)| !alike(*k)).map(|(_, phrase)| phrase).collect()
}

/// Whether two are called alike.
pub(super) fn same(one: &Phrase<'_>, other: &Phrase<'_>) -> bool {
    alike(&one.name, &other.name)
}

/// `with shielding` and `without shielding`.
pub(super) fn negated(found: &[Phrase<'_>]) -> bool {
    let [one, other] = found else { return false };
    let of =
        |a: &[Word<'_>], b: &[Word<'_>]| a.first().is_some_and(|w| w.is(&["without"])) && alike(&a[1..], b);
    of(&one.name, &other.name) || of(&other.name, &one.name)
}
