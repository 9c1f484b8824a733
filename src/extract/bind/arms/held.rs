//! Two groups of people of whom a sentence says how they differ: `Patients with gout had higher scores than healthy
//! volunteers`, `Compared with those without asthma, children with asthma …`. Its results are of the first against the
//! second, whatever the trial compares.

use super::candidate::Candidate;
use super::having;
use super::phrase::{Phrase, person, phrase};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Classes, Cue, Sort};

/// Words from the start of a subject to its verb, at most.
const REACH: usize = 14;

/// Words from the start of a clause to what its subject is held against, at most.
const CLAUSE: usize = 40;

/// Words between a subject's name and its verb, at most: `at baseline`, `(n = 30)`.
const TAIL: usize = 8;

/// Comparisons of a sentence, at most.
const MOST: usize = 3;

/// A subject, and what its sentence holds it against.
pub(super) struct Held<'t> {
    pub(super) one: Candidate<'t>,
    pub(super) other: Candidate<'t>,
    /// The item of its verb.
    pub(super) verb: usize,
    /// Where the sentence says both, where it does so in other words than their names: the first and last items.
    pub(super) places: Option<[(usize, usize); 2]>,
}

/// The groups that a sentence with results sets against each other; lists are numbered from `list` on.
pub(super) fn held<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    list: usize,
) -> Vec<Held<'t>> {
    let mut out: Vec<Held<'t>> = Vec::new();
    let result =
        |reading: &Reading| !matches!(reading.result, Reported::Participants(_) | Reported::FollowUp(_));
    let Some(last) = readings.iter().rfind(|r| result(r)).map(|r| r.first) else { return out };
    let weighs_so = || words.iter().any(|w| w.is(&["as", "older", "younger"]));
    if s.title || words.is_empty() || !s.has(Classes::VERSUS) && !words.holds(Sort::Between) && !weighs_so() {
        return out;
    }
    let mut k = 0;
    while k < words.len() && out.len() < MOST {
        let item = words[k].item;
        let behind = k + words[k..].iter().take_while(|w| w.item == item).count();
        let list = list + out.len();
        let candidate = |words| Candidate { words, also: Vec::new(), list, sure: true };
        let versus = s.cue(item) == Cue::Versus || weighs(words, k);
        let joint = s.items[item].depth == 0 && (versus || parts_between(words, k));
        if joint && let Some((one, other, places)) = lacking(s, words, k, behind) {
            let verb = places[0].0;
            if verb < last {
                out.push(Held { one: candidate(one), other: candidate(other), verb, places: Some(places) });
            }
        } else if joint
            && versus
            && let Some(other) =
                against(s, words, behind).or_else(|| behind_its_value(s, words, readings, behind))
        {
            // "Compared with …", "Results: compared with …"
            let led_by = k.checked_sub(1).is_none_or(|b| {
                s.mark(words[b].item) == Some(':') || b == 0 && words[b].is(&["when", "as", "in"])
            });
            let found = if led_by { led(s, words, other.end) } else { subject(s, words, k) };
            if let Some((one, verb)) = found
                && words[verb].item < last
                && apart(&one, &other.name)
            {
                let verb = words[verb].item;
                out.push(Held { one: candidate(one), other: candidate(other.name), verb, places: None });
            }
        }
        k = behind;
    }
    out
}

/// Whether two are weighed by other words than "than" at word `k`: the second "as" of `twice as often as those`, `older than
/// controls`.
fn weighs(words: &[Word<'_>], k: usize) -> bool {
    const MUCH: &[&str] =
        &["often", "likely", "frequently", "common", "high", "much", "many", "long", "great", "large", "low"];
    if words[k].is(&["as"]) {
        return k > 1 && words[k - 1].is(MUCH) && words[k - 2].is(&["as"]);
    }
    // "older than" is one word of the lexicon; "older than 65 years" says who was let in.
    words[k].is(&["older", "younger"])
        && words.get(k + 1).is_some_and(|w| w.is(&["than"]) && w.item == words[k].item)
        && words.get(k + 2).is_some_and(|w| w.word && !w.numeric)
}

/// Two names, and where they stand.
type Pair<'t> = (Vec<Word<'t>>, Vec<Word<'t>>, [(usize, usize); 2]);

/// Whether "and" at word `k` stands between "with" and "without": `between patients with and without gout`.
fn parts_between(words: &[Word<'_>], k: usize) -> bool {
    words[k].cue == Cue::And
        && words.get(k + 1).is_some_and(|w| w.is(&["without"]))
        && words[k.saturating_sub(6)..k].iter().any(|w| w.is_of(Sort::Between))
}

/// Those who have something and those who do not, with the joint at word `k`: `with than (in those) without gout`,
/// `patients with gout had more … than those without`.
fn lacking<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize, behind: usize) -> Option<Pair<'t>> {
    let person =
        |w: &&Word<'_>| w.is(&["in", "those", "that", "of", "for", "among", "the"]) || w.cue == Cue::People;
    let at = behind + words[behind..].iter().take(4).take_while(person).count();
    let without = *words.get(at).filter(|w| w.is(&["without"]))?;
    let joined = |name: &[Word<'t>]| std::iter::once(without).chain(name.iter().copied()).collect::<Vec<_>>();
    let with = k.checked_sub(1).map(|b| words[b]).filter(|w| w.is(&["with"]));
    if let Some(with) = with {
        let found = phrase(s, words, at + 1)?;
        let end = found.name.last()?.item;
        let places = [(with.item, with.item), (without.item, end)];
        return Some((found.name.clone(), joined(&found.name), places));
    }
    // Nothing behind it but "it": "those without a history of gout" are called by that.
    let ends = words.get(at + 1).is_none_or(|w| {
        let bound = matches!(w.cue, Cue::And | Cue::Or | Cue::Was | Cue::Preposition | Cue::Versus);
        !w.word || bound || w.is(&["it", "such"])
    });
    if !ends || at == behind {
        return None;
    }
    let from = k.saturating_sub(CLAUSE);
    let have = (from..k).rev().filter(|b| words[*b].is(&["with"]) && words[*b].depth == 0);
    let found = have
        .take(3)
        .filter(|b| b.checked_sub(1).is_some_and(|p| words[p].cue == Cue::People || words[p].is(&["those"])))
        .find_map(|b| phrase(s, &words[..k], b + 1))?;
    let (first, end) = (found.name.first()?.item, found.name.last()?.item);
    Some((found.name.clone(), joined(&found.name), [(first, end), (without.item, without.item)]))
}

/// Whether two names differ by more than a word that one of them adds.
fn apart(one: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let within = |a: &[Word<'_>], b: &[Word<'_>]| a.iter().all(|a| b.iter().any(|b| b.key == a.key));
    let negated = |a: &[Word<'_>]| a.iter().any(|w| w.is_of(Sort::Negation));
    negated(one) != negated(other) || !within(one, other) && !within(other, one)
}

/// The group behind "than", "compared with": `those without asthma`, `healthy volunteers`, `controls`.
fn against<'t>(s: &Sentence<'t>, words: &[Word<'t>], behind: usize) -> Option<Phrase<'t>> {
    // "higher in A than in B": the places are held against each other, and not the subject.
    let skipped = |w: &&Word<'_>| w.is(&["did", "were", "was", "had", "that", "of", "to"]);
    let from = behind + words[behind..].iter().take(2).take_while(skipped).count();
    let found = phrase(s, words, from)?;
    let control = found.name.iter().any(|w| w.is_of(Sort::Control) || w.is_of(Sort::Side));
    let since = found.name.iter().any(|w| w.is_of(Sort::Since));
    ((found.people || control) && !since && ends(s, words, &found)).then_some(found)
}

/// The group behind its value: `(had 8.7 months) vs 6.2 months for patients without gout`.
fn behind_its_value<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
    behind: usize,
) -> Option<Phrase<'t>> {
    let first = words.get(behind).filter(|w| w.numeric)?.item;
    let value = readings.iter().find(|r| r.first == first && r.is_share_or_quantity())?;
    let mut from = words.partition_point(|w| w.item <= value.last);
    // "6.9 months (range, 4 to 8) for"
    while words.get(from).is_some_and(|w| w.depth > 0 || s.closes(w.item)) {
        from += 1;
    }
    words.get(from).filter(|w| w.is(&["for", "in", "among", "of"]))?;
    let found = phrase(s, words, from + 1)?;
    (found.people && ends(s, words, &found)).then_some(found)
}

/// Whether nothing behind a group narrows it down: not the women of `women who smoked`, `women in the X group`.
pub(super) fn ends(s: &Sentence<'_>, words: &[Word<'_>], found: &Phrase<'_>) -> bool {
    let relative = |w: &Word<'_>| w.is(&["who", "whose", "that", "with", "without", "those"]);
    if found.end.checked_sub(1).and_then(|b| words.get(b)).is_some_and(relative) {
        return false;
    }
    let person = found.name.len() == 1 && s.cue(found.name[0].item) == Cue::People;
    let narrows = |w: &Word<'_>| {
        matches!(w.cue, Cue::Of | Cue::Received | Cue::Role(_) | Cue::Criterion)
            || w.is(&["in", "from", "on", "at"])
    };
    words.get(found.end).is_none_or(|next| !(relative(next) || person && narrows(next)))
}

/// The subject behind the comma of `Compared with …, smokers had …`, and its verb.
fn led<'t>(s: &Sentence<'t>, words: &[Word<'t>], end: usize) -> Option<(Vec<Word<'t>>, usize)> {
    let depth = |k: usize| words[k].depth;
    let comma = (end..words.len().min(end + TAIL))
        .find(|k| depth(*k) == 0 && !s.opens(words[*k].item) && !s.closes(words[*k].item))?;
    let starts = s.mark(words[comma].item) == Some(',');
    if starts { acting(s, words, comma + 1, words.len()) } else { None }
}

/// The subject of the clause that "than" at word `k` stands in, and its verb.
fn subject<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Option<(Vec<Word<'t>>, usize)> {
    let from = k.saturating_sub(CLAUSE);
    let outside = |at: &usize| words[*at].depth == 0;
    let clause = (from..k)
        .filter(outside)
        .rfind(|at| matches!(s.mark(words[*at].item), Some(';' | ':')) || words[*at].is(STARTS));
    let start = clause.map_or(from, |at| at + 1);
    let commas = (start..k).filter(outside).filter(|at| s.mark(words[*at].item) == Some(','));
    let mut starts = std::iter::once(start).filter(|at| *at > 0 || from == 0).chain(commas.map(|at| at + 1));
    starts.find_map(|start| acting(s, words, start, k))
}

/// Words that a clause with a subject of its own stands behind.
const STARTS: &[&str] = &["that", "whereas", "while", "but", "although", "because"];

/// The people at word `start` whose verb follows before word `end`, and that verb.
pub(super) fn acting<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    mut start: usize,
    end: usize,
) -> Option<(Vec<Word<'t>>, usize)> {
    while words.get(start).is_some_and(|w| w.cue == Cue::And || w.is(&["however", ","])) {
        start += 1;
    }
    let end = end.min(start + REACH).min(words.len());
    // Nobody acts before somebody is named.
    let named = (start..end).find(|at| person(&words[*at]))?;
    for verb in named + 1..end {
        if !does(words, verb) || words[verb].depth > 0 {
            continue;
        }
        let Some(found) = phrase(s, &words[..verb], start).filter(|found| found.people) else { continue };
        if !ends(s, &words[..verb], &found) {
            continue;
        }
        let tail = &words[found.end..verb];
        let tied = |w: &Word<'_>| {
            matches!(w.cue, Cue::And | Cue::Or | Cue::Group | Cue::Received | Cue::Role(_) | Cue::Was)
        };
        let plain = |w: &Word<'_>| w.depth > 0 || !tied(w);
        return (tail.len() <= TAIL && tail.iter().all(plain)).then_some((found.name, verb));
    }
    None
}

/// Whether the word at `at` is a verb of what people do or are.
fn does(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let behind_people = || matches!(words[at - 1].cue, Cue::People | Cue::Group);
    matches!(word.cue, Cue::Was | Cue::Happened)
        || word.is(HELPS)
        || word.is(having::ACTED)
        || word.cue == Cue::None
            && word.text.len() > 4
            && word.text.ends_with("ed")
            && having::acts(words, at)
        || behind_people() && word.cue == Cue::None && word.text.len() > 4 && word.text.ends_with("ed")
}

/// Verbs that help others.
const HELPS: &[&str] = &["had", "have", "are", "is", "did", "would", "may", "received"];
