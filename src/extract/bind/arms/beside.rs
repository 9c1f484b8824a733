//! Groups that only their results name: `12% of women with diabetes and 7% of those without`, `8.1 with the low dose vs
//! 6.2 with the high dose`, `in smokers and in nonsmokers (12% and 7%, respectively)`. One such phrase names nothing for
//! sure, two in parallel beside two values do.

mod clauses;
mod layouts;
mod opposed;
mod row;

use super::candidate::Candidate;
use super::contrary::joined;
use super::estimated::before_each;
use super::measured::Around;
use super::phrase::{Phrase, negated, opens, phrase, same, speaks_of_people, told_apart};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Classes, Cue, Sort};
use opposed::{behind_versus, opposed};

/// Words from a value to the group behind it, at most: `12 (7%) of the 171 patients in the …`.
const FAR: usize = 9;

/// Groups named in parallel beside the results of a sentence; lists are numbered from `list` on.
pub(super) fn beside<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    around: &Around<'_, 't>,
    list: usize,
    out: &mut Vec<Candidate<'t>>,
) {
    if words.is_empty() || !readings.iter().any(result) {
        return;
    }
    // Most of these rows are of people.
    let people = speaks_of_people(s, words);
    let named = |row: &Vec<Phrase<'t>>| row.len() >= 2;
    let of_nobody = |row: &[Phrase<'t>]| row.iter().any(|found| around.of_nobody(found));
    // "for patients with pelvic, spinal, and other tumours": who the first are, the others are.
    let parts = |row: &[Phrase<'t>]| row.first().is_some_and(|first| first.people && !around.knows(first));
    let mut rows = if people { in_a_row(s, words, readings) } else { Vec::new() };
    rows.retain(|row| named(row) && (parts(row) || !of_nobody(row)));
    let fits = |row: &Vec<Phrase<'t>>| named(row) && !of_nobody(row);
    rows.extend(Some(each_behind_its_value(s, words, readings, around)).filter(fits));
    if people {
        rows.extend(Some(each_in_its_clause(s, words, readings)).filter(fits));
        let values = readings.iter().filter(|r| value(r));
        if values.clone().nth(1).is_some() {
            rows.extend(before_each(s, words, values).into_iter().map(distinct).filter(fits));
        }
        rows.extend(joined(s, words).into_iter().filter(fits));
        rows.extend(Some(distinct(clauses::clauses(s, words, readings))).filter(fits));
    }
    rows.extend(layouts::rows(s, words, readings, around).into_iter().map(distinct).filter(fits));
    if s.has(Classes::VERSUS) || words.holds(Sort::Between) {
        rows.extend(opposed(s, words, readings, around).into_iter().filter(fits));
    }
    if s.has(Classes::VERSUS) {
        rows.extend(behind_versus(s, words, readings).into_iter().filter(fits));
    }
    for (n, row) in rows.into_iter().enumerate() {
        out.extend(row.into_iter().map(|found| Candidate {
            words: found.name,
            also: Vec::new(),
            list: list + n,
            sure: true,
        }));
    }
}

fn result(reading: &Reading) -> bool {
    !matches!(reading.result, Reported::Participants(_) | Reported::FollowUp(_))
}

fn value(reading: &Reading) -> bool {
    reading.is_share_or_quantity()
}

/// `12% of women … and 7% of men`, `8.1 with X vs 6.2 with Y`.
fn each_behind_its_value<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    readings: &[Reading],
    around: &Around<'_, 't>,
) -> Vec<Phrase<'t>> {
    let values: Vec<&Reading> = readings.iter().filter(|r| value(r)).collect();
    let mut found: Vec<Phrase<'t>> = Vec::new();
    let mut openers: Vec<u64> = Vec::new();
    let mut compared = false;
    for (n, reading) in values.iter().enumerate() {
        let next = values.get(n + 1).map_or(s.items.len(), |next| next.first);
        let from = words.partition_point(|w| w.item <= reading.last);
        let near = words[from..].iter().take(FAR).take_while(|w| w.item < next);
        let opener = near
            .take_while(|w| !matches!(s.mark(w.item), Some(',' | ';')) && w.cue != Cue::Versus)
            .enumerate()
            .position(|(at, w)| opens(s, w) && !says_what(words, from, from + at) && !counts(s, reading, w));
        let opener = opener.map(|at| from + at);
        let people = || counted_people(s, words, reading, from);
        let found_here = opener.and_then(|at| Some(without(&words[at], phrase(s, words, at + 1)?)));
        if let Some(phrase) = found_here.or_else(people) {
            compared |= n > 0 && (values[n - 1].last..reading.first).any(|i| s.cue(i) == Cue::Versus);
            openers.extend(opener.map(|at| words[at].key));
            found.push(phrase);
        }
    }
    // "8% at A, 9% at B and 7% at C"
    let several = found.len() >= 3 && found.len() == values.len() && openers.windows(2).all(|w| w[0] == w[1]);
    let compared = compared || negated(&found) || shared_p_value(s, readings, &values, &found, &openers);
    // "were 2.3 for the Ulm and 3.8 for the Bonn; in the other group, 2.7 for the Ulm and 4.4 for the Bonn": what was measured.
    let said = |k: usize, one: &Phrase<'_>| found[..k].iter().rposition(|other| same(one, other));
    let again = found.iter().enumerate().find_map(|(k, one)| Some((said(k, one)?, k)));
    let item = |k: usize| found[k].name.first().map_or(0, |w| w.item);
    let grouped = |(one, other): (usize, usize)| {
        words.iter().any(|w| w.is_of(Sort::Group) && (item(one)..item(other)).contains(&w.item))
    };
    let several = several && !again.is_some_and(grouped);
    if compared || several || found.iter().any(|phrase| phrase.people) {
        return distinct(told_apart(found));
    }
    // "6.7% at the spine and 3.2% at the hip": where.
    let at = found.first().and_then(|phrase| phrase.name.first()?.item.checked_sub(1));
    let placed = at.is_some_and(|at| s.is_word(at, &["at"]) || s.is_word(at.wrapping_sub(1), &["at"]));
    let parallel = openers.len() == found.len() && openers.windows(2).all(|w| w[0] == w[1]) && !placed;
    if !parallel {
        return Vec::new();
    }
    // "3.4 with VT and 3.5 with CH"
    let given = |phrase: &Phrase<'_>| {
        let before = phrase.name.first().and_then(|w| w.item.checked_sub(1));
        before.is_some_and(|i| {
            s.is_word(i, &["with", "after", "on", "for", "during", "receiving", "following"])
        })
    };
    if found.iter().all(given) && row::coded(&found, around) {
        return distinct(found);
    }
    distinct(row::treated(found, around, 1))
}

/// Verbs of who looks at people, and sees what.
const FOUND: &[&str] = &[
    "diagnosed",
    "considered",
    "assessed",
    "rated",
    "judged",
    "measured",
    "scored",
    "evaluated",
    "confirmed",
    "reported",
    "associated",
    "classified",
    "presented",
];

/// `12 of 50 smokers`: people right behind the total of a share.
fn counted_people<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    reading: &Reading,
    from: usize,
) -> Option<Phrase<'t>> {
    let Reported::Proportion(own) = &reading.result else { return None };
    let behind_total = own.total.is_some() && s.items[reading.last].numeric();
    // "11 of 30 (36%) patients on tablets, versus …": a bracket stands between.
    let closed = words[from..].iter().take_while(|w| s.closes(w.item)).count();
    let bracket = closed > 0 || s.closes(reading.last);
    let compared = s.has(Classes::VERSUS) && own.count.is_some() && bracket;
    if !behind_total && !compared {
        return None;
    }
    let from = from + if behind_total { 0 } else { closed };
    let mut found = phrase(s, words, from).filter(|found| found.people)?;
    // "13 of 24 patients had gout": what was found.
    if words[from..found.end].iter().any(|w| w.cue == Cue::Was) {
        return None;
    }
    // "treated with tolvarin maintained", "patients with gout relapsed": what they did.
    while found.name.len() > 1 && found.name.last().is_some_and(|w| w.text.ends_with("ed")) {
        found.name.pop();
    }
    // "of 50 women": of both sexes or of one, nobody knows.
    (!found.name.iter().all(|w| s.is_of(w.item, Sort::Sex))).then_some(found)
}

/// "shielding" behind "without" is called "without shielding".
fn without<'t>(opener: &Word<'t>, mut found: Phrase<'t>) -> Phrase<'t> {
    if opener.is(&["without"]) && !found.name.iter().any(|w| w.is(&["without"])) {
        found.name.insert(0, *opener);
    }
    found
}

/// `21% with A and 23% with B (P = 0.7)`: one P value behind two values with one group each.
fn shared_p_value(
    s: &Sentence<'_>,
    readings: &[Reading],
    values: &[&Reading],
    found: &[Phrase<'_>],
    openers: &[u64],
) -> bool {
    let ([one, other], [a, b]) = (values, found) else { return false };
    let mut others = readings.iter().filter(|r| result(r) && !value(r));
    let closes = others.next().is_some_and(|p| p.first > other.last && others.next().is_none());
    let joint = (one.last + 1..other.first).rfind(|i| s.cue(*i) != Cue::Preposition);
    let joined = joint.is_some_and(|i| s.cue(i) == Cue::And);
    // "12% for pain and 8% for nausea": of what was measured, where no capitals say that it is a name.
    let capitals = |w: &Word<'_>| w.text.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some();
    let named = |phrase: &Phrase<'_>| phrase.people || phrase.name.iter().any(capitals);
    let given = |i: usize| s.is_word(i, &["with", "after", "on", "receiving", "following"]);
    let before = |phrase: &Phrase<'_>| phrase.name[0].item.checked_sub(1).is_some_and(given);
    openers.windows(2).all(|w| w[0] == w[1])
        && closes
        && joined
        && (named(a) && named(b) || before(a) && before(b))
}

/// `18 cases of mild pain`, `7 episodes of reflux`: "of" brings what was counted.
fn counts(s: &Sentence<'_>, reading: &Reading, opener: &Word<'_>) -> bool {
    const COUNTED: &[&str] =
        &["case", "cases", "episode", "episodes", "event", "events", "instances", "occurrences"];
    opener.cue == Cue::Of && opener.item == reading.last + 1 && s.is_word(reading.last, COUNTED)
}

/// Whether the word at `at`, behind a value, starts what was measured: `59% rate of conversion`, `77% were taking X`.
fn says_what(words: &[Word<'_>], from: usize, at: usize) -> bool {
    let before = |was: fn(Cue) -> bool| at > 0 && was(words[at - 1].cue);
    match words[at].cue {
        // "women free of gout"
        Cue::Of => words[from..at].iter().any(|w| w.word && (w.cue == Cue::None || w.is(&["free"]))),
        Cue::Received => before(|cue| cue == Cue::Was),
        // "were diagnosed with gout", "was judged by a panel": what was found, or who found it.
        _ if words[at].is(&["by", "with", "as"]) => at > 0 && words[at - 1].is(FOUND),
        _ => false,
    }
}

/// `in severe disease, 24% recovered; in mild disease, 45%`: each at the head of the clause with its value.
fn each_in_its_clause<'t>(s: &Sentence<'t>, words: &[Word<'t>], readings: &[Reading]) -> Vec<Phrase<'t>> {
    let mut found: Vec<(usize, Phrase<'t>)> = Vec::new();
    // Two clauses or more, each with a value.
    if readings.iter().filter(|r| value(r)).count() < 2 {
        return Vec::new();
    }
    for (at, word) in words.iter().enumerate() {
        if !word.is(&["in", "among", "for", "amongst"]) || word.depth > 0 {
            continue;
        }
        let head = at.checked_sub(1).is_none_or(|b| {
            s.mark(words[b].item) == Some(';')
                || words[b].is(&["whereas", "while"])
                || words[b].cue == Cue::And
                    && b.checked_sub(1).is_some_and(|c| matches!(s.mark(words[c].item), Some(';' | ',')))
        });
        if !head {
            continue;
        }
        if let Some(phrase) = phrase(s, words, at + 1).filter(|phrase| phrase.people) {
            found.push((word.item, phrase));
        }
    }
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([s.items.len()]);
    let valued =
        |(start, end): (usize, usize)| readings.iter().any(|r| value(r) && (start..end).contains(&r.first));
    let starts = found.iter().map(|(at, _)| *at);
    let all = starts.zip(ends.collect::<Vec<_>>()).all(valued);
    if all { distinct(found.into_iter().map(|(_, phrase)| phrase).collect()) } else { Vec::new() }
}

/// As many names in a row as values in a row: `in smokers, former smokers and never smokers, respectively`.
fn in_a_row<'t>(s: &Sentence<'t>, words: &[Word<'t>], readings: &[Reading]) -> Vec<Vec<Phrase<'t>>> {
    let values = readings.iter().filter(|r| value(r)).count();
    let respectively = s.holds(Sort::Respectively);
    if values < if respectively { 2 } else { 3 } {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    // Behind the last joint no row starts.
    let joins = |w: &Word<'_>| matches!(w.cue, Cue::And | Cue::Or);
    let last = words.iter().rposition(joins).unwrap_or(0);
    while at < last {
        let start = at == 0 || opens(s, &words[at - 1]) || words[at - 1].is_of(Sort::Between);
        at += 1;
        if !start {
            continue;
        }
        let (row, from, joined) = row_at(s, words, at - 1, joins);
        let people = row.iter().any(|phrase| phrase.people);
        if row.len() >= 2 && joined && values >= row.len() && people && (respectively || row.len() > 2) {
            at = from;
            out.push(distinct(row));
        }
    }
    out
}

/// The names of the row that starts at word `at`, the place behind it, and whether a joint holds it together.
fn row_at<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    at: usize,
    joins: impl Fn(&Word<'_>) -> bool,
) -> (Vec<Phrase<'t>>, usize, bool) {
    let (mut row, mut from, mut joined) = (Vec::new(), at, false);
    while let Some(found) = phrase(s, words, from) {
        from = found.end;
        row.push(found);
        let joint = from;
        let small = |w: &Word<'_>| w.text == "," || joins(w) || w.cue == Cue::Article || opens(s, w);
        while words.get(from).is_some_and(small) {
            joined |= joins(&words[from]);
            from += 1;
        }
        if from == joint {
            break;
        }
    }
    (row, from, joined)
}

/// Names that differ from each other, or none.
fn distinct(phrases: Vec<Phrase<'_>>) -> Vec<Phrase<'_>> {
    let mut out: Vec<Phrase<'_>> = Vec::new();
    for phrase in phrases {
        if !out.iter().any(|found| same(found, &phrase)) {
            out.push(phrase);
        }
    }
    out
}

/// The place behind brackets that open at word `at`.
fn behind_brackets(s: &Sentence<'_>, words: &[Word<'_>], mut at: usize) -> usize {
    while let Some(word) = words.get(at).filter(|w| s.opens(w.item)) {
        let depth = word.depth;
        let Some(close) = words[at..].iter().take(40).position(|w| s.closes(w.item) && w.depth <= depth)
        else {
            break;
        };
        at += close + 1;
    }
    at
}
