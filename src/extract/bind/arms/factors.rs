//! Risk factors that a sentence lists with an estimate each: `Predictors of relapse were male sex (OR 1.8 …) and smoking
//! (OR 2.1 …)`, `Older age (HR 1.3 …) and anaemia (HR 1.9 …) were associated with death`. Each estimate is of the factor
//! before its bracket, and of no arm of the trial.

use super::candidate::{Candidate, trimmed};
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported};
use crate::lex::{Cue, Sort};

/// Words of a factor's name, at most.
const LONGEST: usize = 8;

/// Factors of a sentence, at most.
const MOST: usize = 6;

/// Words between a list and the verb that ties it to an outcome, at most: `were all independently`.
const NEAR: usize = 6;

/// A factor, and the items of its name before its bracket, the last of them, and the end of the bracket.
pub(super) struct Factor<'t> {
    pub(super) name: Candidate<'t>,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) end: usize,
}

/// What stands before a bracket: the name it may be, the word it starts at, the bracket, and the word behind that.
struct Listed<'t> {
    name: Option<Vec<Word<'t>>>,
    from: usize,
    open: usize,
    behind: usize,
}

/// The factors of a sentence, in text order; lists are numbered from `list` on.
pub(super) fn factors<'t>(
    s: &Sentence<'t>,
    words: &Words<'t>,
    readings: &[Reading],
    list: usize,
) -> Vec<Factor<'t>> {
    let mut out = Vec::new();
    if s.title || !readings.iter().any(of_risk) {
        return out;
    }
    let tied = words.holds(Sort::Ties) || s.holds(Sort::Ties);
    if !tied && !words.iter().any(|w| w.is(NOUNS) || w.is(&["predicted"])) {
        return out;
    }
    let mut rows: Vec<Vec<Listed<'t>>> = Vec::new();
    for reading in readings.iter().filter(|r| of_risk(r)) {
        let Some(found) = before_bracket(s, words, reading) else { continue };
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|one| goes_on(s, words, one.behind, found.from)) => {
                row.push(found);
            }
            _ => rows.push(vec![found]),
        }
    }
    for row in rows {
        let (Some(first), Some(end)) = (row.first(), row.last()) else { continue };
        if !led(s, words, first.from) && !followed(s, words, first.from, end.behind) {
            continue;
        }
        for found in row.into_iter().take(MOST) {
            let Some(name) = found.name else { continue };
            let last = words[found.open].item.saturating_sub(1);
            let end = words.get(found.behind).map_or(s.items.len(), |w| w.item);
            let name = Candidate { words: name, also: Vec::new(), list: list + out.len(), sure: true };
            let first = name.words.first().map_or(last, |w| w.item);
            out.push(Factor { name, first, last, end });
        }
    }
    out
}

/// Whether an estimate says how much a factor matters; a correlation or the yield of a test does not.
pub(super) fn of_risk(reading: &Reading) -> bool {
    let Reported::Estimate(estimate) = &reading.result else { return false };
    !matches!(
        estimate.measure,
        Measure::Correlation | Measure::Auc | Measure::Sensitivity | Measure::Specificity | Measure::Kappa
    )
}

/// Nouns that bring a list of factors.
const NOUNS: &[&str] =
    &["predictor", "predictors", "factor", "factors", "determinant", "determinants", "correlates"];

/// The name that ends at the bracket which opens on an estimate.
fn before_bracket<'t>(s: &Sentence<'t>, words: &[Word<'t>], reading: &Reading) -> Option<Listed<'t>> {
    let bracket = reading.first.checked_sub(1).filter(|i| s.opens(*i))?;
    let behind = s.behind_bracket(bracket)?;
    let open = words.partition_point(|w| w.item < bracket);
    let behind = words.partition_point(|w| w.item < behind);
    let inside = |w: &&Word<'_>| {
        let sign = matches!(s.mark(w.item), Some('<' | '>' | '≤' | '≥' | '/')) || w.numeric;
        let joint = matches!(w.cue, Cue::And | Cue::Or | Cue::Was | Cue::Versus) || w.is(BEFORE);
        // "S. aureus"
        (w.word || sign || s.mark(w.item) == Some('.')) && !joint
    };
    let len = words[..open].iter().rev().take(LONGEST + 4).take_while(inside).count();
    // "was associated with older age", "compared with no smoking"
    let ties = |w: &Word<'_>| w.is_of(Sort::Ties) || w.is(&["linked", "related"]);
    let tie =
        words[open - len..open].windows(2).rposition(|pair| ties(&pair[0]) && pair[1].is(&["with", "to"]));
    let from = open - len + tie.map_or(0, |at| at + 2);
    let mut start = from;
    // "and with anaemia (…)"
    start += words[start..open]
        .iter()
        .take_while(|w| w.is(&["with", "to", "in", "for", "the", "a", "only"]))
        .count();
    if words[start..open].get(1).is_some_and(|w| w.is(&["of"])) && words[start].is(HEADS) {
        start += 2;
    }
    // Up to where and when: "diabetes at baseline".
    let narrowed = |w: &Word<'_>| w.cue == Cue::Preposition && !w.is(&["without"]);
    let told = words[start..open].iter().take_while(|w| !narrowed(w)).count();
    let name = trimmed(words[start..start + told].to_vec());
    let telling = |w: &Word<'_>| w.word && w.text.len() > 2;
    let other = |w: &Word<'_>| {
        w.is(NOBODY)
            || w.sorts.meet(&[Sort::Ties, Sort::Experimental, Sort::Control])
            || matches!(w.cue, Cue::Measure { .. } | Cue::Statistic(_) | Cue::Versus)
    };
    // "survival was improved for the pair (HR 0.8)": what was said of it.
    let said = name.len() == 1 && name[0].text.ends_with("ed");
    let fits =
        (1..=LONGEST).contains(&name.len()) && !said && name.iter().any(telling) && !name.iter().any(other);
    Some(Listed { name: fits.then_some(name), from, open, behind })
}

/// Words that a name stands behind.
const BEFORE: &[&str] = &[
    "is",
    "are",
    "included",
    "include",
    "including",
    "that",
    "as",
    "identified",
    "showed",
    "found",
    "both",
    "by",
];

/// Nouns that only bring the name behind them.
const HEADS: &[&str] = &["use", "presence", "history", "receipt", "diagnosis", "finding", "absence"];

/// Words of what is no factor.
const NOBODY: &[&str] = &[
    "risk",
    "odds",
    "hazard",
    "hazards",
    "model",
    "models",
    "analysis",
    "analyses",
    "group",
    "groups",
    "survival",
    "mortality",
    "incidence",
    "death",
    "respectively",
    "risks",
    "rate",
    "rates",
];

/// Words of a factor whose estimate nothing reads, with its bracket, at most.
const UNREAD: usize = 30;

/// Whether only a joint stands between a bracket and the next name, or a factor whose estimate nothing reads.
fn goes_on(s: &Sentence<'_>, words: &[Word<'_>], behind: usize, from: usize) -> bool {
    let joint = |w: &Word<'_>| matches!(s.mark(w.item), Some(',' | ';')) || w.cue == Cue::And;
    let plain = |w: &Word<'_>| w.depth > 0 || !matches!(w.cue, Cue::Was | Cue::Versus | Cue::Happened);
    let between = words.get(behind..from).unwrap_or_default();
    let ends = between.first().is_some_and(joint) && between.last().is_some_and(joint);
    let bracket = || between.iter().any(|w| w.depth > 0) && between.iter().all(plain);
    ends && (between.iter().all(joint) && between.len() <= 2 || between.len() <= UNREAD && bracket())
}

/// `Predictors of relapse were …`, `risk factors included …`, `relapse was predicted by …`.
fn led(s: &Sentence<'_>, words: &[Word<'_>], from: usize) -> bool {
    let Some(before) = from.checked_sub(1).map(|b| &words[b]) else { return false };
    let clause = words[..from].iter().rposition(|w| s.mark(w.item) == Some(';')).map_or(0, |at| at + 1);
    let own = &words[clause..from];
    if before.is(&["by"]) {
        return own.len() >= 2 && own[own.len() - 2].is(&["predicted"]);
    }
    // "Relapse was associated with male sex (…)", but not "smoking was associated with relapse (…)".
    if before.is(&["with", "to"]) {
        let ties = own.len() > 2 && own[own.len() - 2].is(&["associated", "related", "linked", "correlated"]);
        let verb = own.iter().rposition(|w| w.cue == Cue::Was && !w.is(&["not"]));
        let moved = |w: &Word<'_>| matches!(w.cue, Cue::Higher | Cue::Lower) || befalls(w);
        let listed = &words[from..words.len().min(from + LONGEST)];
        return ties
            && verb.is_some_and(|verb| verb + NEAR > own.len() && own[..verb].iter().any(befalls))
            && !listed.iter().take_while(|w| !s.opens(w.item)).any(moved);
    }
    let noun = own.iter().rposition(|w| w.is(NOUNS));
    // "The strongest predictor of death was …", and no other verb between.
    let verbs = |at: usize| own[at..].iter().filter(|w| w.cue == Cue::Was).count();
    !before.is(&["that", "than"]) && noun.is_some_and(|at| verbs(at) <= 1)
}

/// Whether a word is of what befalls people: "relapse", "mortality", "risk".
fn befalls(word: &Word<'_>) -> bool {
    word.sorts.meet(&[Sort::Struck, Sort::Happens, Sort::Free])
}

/// `… were independently associated with death`, `… predicted relapse`, `… as risk factors`, of a list that starts its clause.
fn followed(s: &Sentence<'_>, words: &[Word<'_>], from: usize, behind: usize) -> bool {
    let starts = from.checked_sub(1).map(|b| &words[b]).is_none_or(|b| {
        matches!(s.mark(b.item), Some(',' | ';' | ':'))
            || b.is(&["that", "identified", "both", "showed", "found"])
    });
    let near = &words[behind.min(words.len())..words.len().min(behind + NEAR)];
    let mut near = near.iter().take_while(|w| !matches!(s.mark(w.item), Some(',' | ';' | '(' | ')')));
    let ties =
        |w: &Word<'_>| w.is_of(Sort::Ties) || w.is(&["predicted", "linked", "related", "factor", "factors"]);
    starts && near.any(ties)
}
