//! `placebo (n = 342)`, `no boost (805 patients)`, `(494 navigated; 545 control)`: who a size counts.

use super::candidate::{
    Candidate, LONGEST_NAME, bare, foreign_words, hyphened, letter, names, tells, trimmed,
};
use crate::extract::bind::outcome::names_outcome;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// What a review pools.
const STUDIES: &[&str] = &["RCT", "RCTs", "trial", "trials", "study", "studies"];

/// Fewer people than this are no group.
const FEWEST: u64 = 4;

/// `placebo (n = 342)`, `lorazepam (3 mg) intravenously (n = 47)`, `no boost (805 patients)`; gives how many sizes there are.
pub(super) fn sized<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) -> usize {
    if !s.holds(Sort::Opening) && !s.holds(Sort::Equal) {
        return 0;
    }
    // Nothing but "=" and people say that a number is a size.
    if !s.holds(Sort::Equal) && !s.has(Classes::PEOPLE) {
        listed(s, words, out);
        return 0;
    }
    let mut sizes = 0;
    let from = out.len();
    let mut dosed: Vec<Vec<u64>> = Vec::new();
    for (k, word) in words.iter().enumerate() {
        if !word.sorts.meet(&[Sort::Opening, Sort::Parting]) {
            continue;
        }
        let n = s.is_word(word.item + 1, &["n"])
            && s.mark(word.item + 2) == Some('=')
            // "headache (n = 2)" is what happened to few.
            && s
                .items
                .get(word.item + 3)
                .and_then(|item| item.number())
                .is_none_or(|n| n.decimal.as_whole() >= Some(FEWEST));
        let people = word.is_of(Sort::Opening)
            && s.count(word.item + 1).is_some()
            && s.cue(word.item + 2) == Cue::People
            && s.closes(word.item + 3);
        // "nausea (n = 957, 3 RCTs, …)": what was pooled is no group.
        let pooled = || (word.item + 3..word.item + 8).any(|i| s.is_word(i, STUDIES));
        sizes += usize::from(n || people);
        if (n || people) && !pooled() {
            let end = before_regimen(s, words, k);
            let name = before(s, words, end);
            if end < k {
                dosed.push(name.iter().map(|w| w.key).collect());
            }
            // "for a year (n = 305)", "960 µg/l (n = 29)": how long, or in what, names nobody.
            let unit = |word: &Word<'_>| {
                matches!(word.cue, Cue::Time(_) | Cue::Unit | Cue::Dose) || word.text == "/"
            };
            let measure = name.iter().all(unit);
            // "a family-based group (n = 40)"
            let based = |w: &Word<'_>| w.is(&["based"]) && s.mark(w.item.wrapping_sub(1)) == Some('-');
            let told: Vec<Word<'_>> = name.iter().copied().filter(|w| !based(w)).collect();
            if names(&name) && !foreign_words(&told) && !measure {
                out.push(Candidate::lone(name, true));
            }
        }
    }
    // "tolvarin, 5 mg/day (n = 20), tolvarin, 10 mg/day (n = 21)": strengths tell them apart.
    let keys = |c: &Candidate<'_>| -> Vec<u64> { c.words.iter().map(|w| w.key).collect() };
    let twice = |own: &[u64]| dosed.iter().filter(|other| *other == own).count() > 1;
    let mut at = from;
    while at < out.len() {
        if twice(&keys(&out[at])) {
            out.remove(at);
        } else {
            at += 1;
        }
    }
    // "Patients with gout (n = 43) were …": the one size of a sentence is of all of them.
    if sizes == 1
        && out.len() == from + 1
        && out
            .last()
            .is_some_and(|c| described(s, &c.words) || c.words.last().is_some_and(|w| names_outcome(w.text)))
    {
        out.pop();
    }
    listed(s, words, out);
    sizes
}

/// Whether a name with a size is one of a list of them: not the meals of `tolvarin before meals (n = 173)`, nor what a
/// bracket adds: `1.35 mg (low dose, n = 42)`.
pub(super) fn stands_in_list(s: &Sentence<'_>, candidate: &Candidate<'_>) -> bool {
    let Some(first) = candidate.words.first().map(|w| w.item) else { return false };
    let lone = s.is_word(first.wrapping_sub(1), &["before", "after", "during", "at", "for", "over", "until"]);
    !lone && s.items[first].depth == 0
}

/// Items between people and what they have, at most: "adults over 35 years with …".
const PEOPLE: usize = 6;

/// Whether a name says what people have: `patients with gout`.
fn described(s: &Sentence<'_>, name: &[Word<'_>]) -> bool {
    let Some(with) = name.first().and_then(|w| w.item.checked_sub(1)) else { return false };
    s.is_word(with, &["with"]) && (with.saturating_sub(PEOPLE)..with).any(|i| s.cue(i) == Cue::People)
}

/// Words of how much and how often somebody gets something, at most.
const REGIMEN: usize = 24;

/// Where a name ends before what is said of how much, or how often: `tolvarin 200 mg/day (n = 189)`, `tolvarin (25 mg b.i.d.;
/// n = 10)`, `tolvarin, 5-15 mg daily (n = 15)`; not a strength alone, which may tell one arm from another.
fn before_regimen(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> usize {
    let often = |word: &Word<'_>| {
        matches!(word.cue, Cue::Time(_) | Cue::Unit)
            || matches!(s.mark(word.item), Some('/' | '.' | '-' | '×'))
            || letter(word)
            || word.is(OFTEN)
    };
    let much = |word: &Word<'_>| often(word) || word.cue == Cue::Dose || word.numeric;
    let back = |to: usize, of: &dyn Fn(&Word<'_>) -> bool| {
        to - words[..to].iter().rev().take(REGIMEN).take_while(|word| of(word)).count()
    };
    let dosed = |from: usize| {
        words[from..k].iter().any(|word| word.cue == Cue::Dose || word.is(&["microgram", "micrograms"]))
    };
    // "(6 mg/kg bolus plus 2 mg/kg/h over 45 minutes; n = 13)", "(20% of energy; n = 36)": no name starts so.
    let within = words[..k].iter().rev().take(REGIMEN).take_while(|word| !s.opens(word.item)).count();
    let open = (k - within).checked_sub(1).filter(|_| words[k].is_of(Sort::Parting));
    let amount = |open: &usize| {
        let Some(first) = words.get(open + 1) else { return false };
        let bound = matches!(s.mark(first.item), Some('<' | '>' | '≤' | '≥'));
        // "(91%; n = 61)", "(1 trial; n = 67)" is what came out, or of what.
        let plain = || words[*open..k].iter().filter(|w| w.word && w.cue == Cue::None).count() >= 2;
        let told = words[k].text == ";" && (bound || plain());
        let mean = first.is(&["mean", "median", "maximum"]);
        (mean || first.numeric) && dosed(*open)
            || told && (bound || first.numeric && !s.items[first.item].spelled)
    };
    if let Some(open) = open.filter(|open| s.opens(words[*open].item)).filter(amount) {
        return open;
    }
    let from = back(k, &much);
    if !dosed(from) {
        return k;
    }
    match from.checked_sub(1).map(|b| &words[b]) {
        Some(comma) if comma.text == "," && comma.depth == words[k].depth => from - 1,
        // "20 mg/day tolvarin"
        _ if from == k => k,
        _ if often(&words[k - 1]) => from,
        _ => k,
    }
}

/// How often, or how, somebody gets something.
const OFTEN: &[&str] = &[
    "daily",
    "once",
    "twice",
    "per",
    "every",
    "a",
    "bid",
    "tid",
    "qid",
    "qd",
    "od",
    "bd",
    "kg",
    "weekly",
    "monthly",
    "orally",
    "intravenously",
    "subcutaneously",
    "intramuscularly",
    "nightly",
];

/// The name that ends before word `k`, brackets passed over.
fn before<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Vec<Word<'t>> {
    let mut from = k;
    let mut depth = 0usize;
    let mut name = Vec::new();
    while let Some(before) = from.checked_sub(1).map(|b| words[b]) {
        from -= 1;
        match s.mark(before.item) {
            Some(')' | ']') => depth += 1,
            Some('(' | '[') if depth > 0 => depth -= 1,
            Some('+' | '/') if depth == 0 => {}
            Some('"' | '”') if depth == 0 && name.is_empty() => {}
            Some(_) if depth == 0 => break,
            _ => {}
        }
        // "tolvarin 5 mg (n = 20), tolvarin 10 mg (n = 21)": the strength is of the name.
        let strength = before.numeric && name.last().is_some_and(|unit: &Word<'_>| unit.cue == Cue::Dose);
        let drug = from.checked_sub(1).is_some_and(|b| words[b].word && words[b].cue == Cue::None);
        if depth == 0 && strength && drug && name.len() < LONGEST_NAME {
            name.push(before);
        }
        if depth > 0 || !before.word {
            // "B/HT", whatever its letters mean elsewhere.
            let tight = |at: usize| s.items.get(at).is_some_and(|item| !item.spaced);
            let short = |at: usize| {
                at < s.items.len()
                    && (1..=4).contains(&s.words(at).len())
                    && s.words(at).bytes().all(|c| c.is_ascii_uppercase())
            };
            let next = name.last().is_some_and(|next| next.item == before.item + 1)
                && short(before.item + 1)
                && short(before.item.wrapping_sub(1));
            if depth == 0
                && next
                && s.mark(before.item) == Some('/')
                && tight(before.item)
                && tight(before.item + 1)
            {
                name.push(before);
            }
            continue;
        }
        let bound = matches!(
            before.cue,
            Cue::And
                | Cue::Or
                | Cue::Versus
                | Cue::Was
                | Cue::To
                | Cue::Of
                | Cue::Role(_)
                | Cue::Received
                | Cue::People
                | Cue::Preposition
                | Cue::Article
                | Cue::Happened
        );
        // "double-blind tolvarin", "group A", "grouped as keepers": what stands before the name.
        let leads = before.is_of(Sort::Either)
            || before.is(&["blind", "blinded", "label", "labelled"])
            || before.is(&["as"]) && from > 0 && words[from - 1].text.ends_with("ed")
            || before.cue == Cue::Group && !name.is_empty();
        // "group A drinking two cups (1 mg each, n = 70)": what a group called otherwise does.
        let label = from - usize::from(from > 0 && words[from - 1].text == ",");
        let labelled = label.checked_sub(2).is_some_and(|b| words[b].cue == Cue::Group);
        if before.text.ends_with("ing") && labelled && !name.is_empty() {
            return Vec::new();
        }
        if bound && !hyphened(s, &before) || leads || name.len() == LONGEST_NAME {
            break;
        }
        if before.cue != Cue::Group {
            name.push(before);
        }
    }
    // "the study exercise group", "12-week yoga"
    let leads = |w: &Word<'_>| w.is(&["study"]) || matches!(w.cue, Cue::Time(_));
    while name.len() > 1 && name.last().is_some_and(leads) {
        name.pop();
    }
    name.reverse();
    trimmed(name)
}

/// `(494 navigated; 545 control)`, `(119 placebo, 123 gabapentin)`: a bracket of counts, each with the name behind it.
fn listed<'t>(s: &Sentence<'t>, words: &[Word<'t>], out: &mut Vec<Candidate<'t>>) {
    if !s.holds(Sort::Opening) {
        return;
    }
    for k in (0..words.len()).filter(|k| words[*k].is_of(Sort::Opening)) {
        let mut names = Vec::new();
        let mut at = k + 1;
        let whole = loop {
            // "(one stroke, two infarctions)": what happened to few.
            let size = words.get(at).and_then(|w| s.count(w.item)).and_then(|n| n.decimal.as_whole());
            if size < Some(FEWEST) {
                break false;
            }
            let mut end = at + 1;
            let named = |w: &&Word<'_>| w.word && !matches!(w.cue, Cue::And | Cue::Was);
            while words.get(end).filter(named).is_some() {
                end += 1;
            }
            let stop = end;
            // "(28 control: waiting list; 39 rinsing)"
            if words.get(end).is_some_and(|w| s.mark(w.item) == Some(':')) {
                end += 1;
                while words.get(end).filter(named).is_some() {
                    end += 1;
                }
            }
            let name: Vec<Word<'_>> =
                words[at + 1..stop].iter().copied().filter(|w| w.cue != Cue::Group).collect();
            // "36 controls" is a name, "12 women" none.
            let control = |w: &Word<'_>| w.is_of(Sort::Control) && !w.is_of(Sort::Sex);
            let person = name.iter().any(|w| {
                matches!(
                    w.cue,
                    Cue::People if !control(w))
                    || matches!(w.cue, Cue::Things | Cue::Unit | Cue::Time(_) | Cue::Dose | Cue::Happened)
            });
            let name = trimmed(name);
            if person
                || name.is_empty()
                || name.len() > 4
                || !tells(&name)
                || bare(&name)
                || foreign_words(&name)
            {
                break false;
            }
            names.push(name);
            match words.get(end) {
                Some(w) if s.closes(w.item) => break true,
                Some(w) if matches!(s.mark(w.item), Some(',' | ';' | '/')) || w.cue == Cue::And => {
                    at = end + 1
                }
                _ => break false,
            }
            if words.get(at).is_some_and(|w| w.cue == Cue::And) {
                at += 1;
            }
        };
        if whole && names.len() >= 2 {
            out.extend(names.into_iter().map(|name| Candidate::lone(name, true)));
        }
    }
}
