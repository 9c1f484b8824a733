//! Phrases of a sentence that may name what was measured.

use std::ops::Range;

use super::phrase::{LONGEST, content, ends_with, inner, narrow};
use super::predicate::SAYING;
use crate::extract::bind::arms::Mention;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Measure, Reported};
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Candidates of one sentence, at most.
const MOST: usize = 40;

/// Where a phrase was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A whole run of naming words.
    Whole,
    /// The part of a run before a preposition.
    Head,
    /// The part behind a preposition.
    Tail,
    /// One of several joined by "and", "or" or commas.
    Part,
    /// The people themselves: "62% were women".
    People,
    /// Several runs with commas between, the last joined by "and" or "or": "death, stroke, or infarction".
    List,
}

/// A phrase that may name what was measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) first: usize,
    pub(super) last: usize,
    /// The run of naming words it is cut from, counted from the sentence's start.
    pub(super) run: usize,
    pub(super) cut: Cut,
}

impl Candidate {
    pub(super) fn span(&self, s: &Sentence<'_>) -> Span {
        s.items[self.first].span.to(s.items[self.last].span)
    }
}

/// Every candidate of a sentence, in text order of their runs.
pub(super) fn find(s: &Sentence<'_>, mentions: &[Mention], values: &[(usize, usize)]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::with_capacity(MOST / 2);
    let mut run = 0;
    let mut i = 0;
    // Where the runs began that commas join to the present one, and where the last of them ended.
    let mut open: Option<(usize, usize)> = None;
    // What names an arm, or stands inside a result's quotation, names no outcome.
    let mut taken = vec![false; s.items.len()];
    for (first, last) in mentions.iter().map(|m| (m.first, m.last)).chain(values.iter().copied()) {
        taken[first..=last].fill(true);
    }
    while i < s.items.len() {
        if s.is_of(i, Sort::Sex) && counts_people(s, i) && out.len() < MOST {
            out.push(Candidate { first: i, last: i, run, cut: Cut::People });
            run += 1;
        }
        // "Mean weight loss was 8 kg", "the annualized relapse rate was 0.2": a statistic that says of what.
        let names = |words: &str| ["weight loss", "relapse rate"].iter().any(|what| ends_with(words, what));
        if matches!(s.cue(i), Cue::Statistic(_)) && names(s.words(i)) && out.len() < MOST {
            out.push(Candidate { first: i, last: i, run, cut: Cut::Whole });
            run += 1;
        }
        if taken[i] || !content(s, i) || acts(s, i) {
            i += 1;
            continue;
        }
        let mut end = i;
        while end + 1 < s.items.len() && end - i < 2 * LONGEST {
            let next = end + 1;
            if !taken[next] && (content(s, next) || inner(s, next)) && !acts(s, next) && !anew(s, next) {
                end = next;
            } else {
                break;
            }
        }
        if !(i == end && qualifies(s, mentions, i)) {
            cuts(s, (i, end), run, &mut out);
            listed(s, (i, end), run, &mut open, &mut out);
        }
        run += 1;
        i = end + 1;
        if out.len() >= MOST {
            break;
        }
    }
    out
}

/// `Plasma tolvarin concentrations were …`: one word that is said of what the arm's name is said of, too.
fn qualifies(s: &Sentence<'_>, mentions: &[Mention], i: usize) -> bool {
    mentions.iter().any(|m| m.first == i + 1 && content(s, m.last + 1))
}

/// `52% were women`, `(women, 52%)`, `52% women and`: people who are what is counted, and not those of whom something is told, `12 of
/// the women had pain`.
fn counts_people(s: &Sentence<'_>, i: usize) -> bool {
    let Some(b) = i.checked_sub(1) else { return true };
    let led = s.items[b].numeric()
        || s.mark(b).is_some()
        || matches!(s.cue(b), Cue::Was | Cue::And | Cue::Or | Cue::Statistic(_))
        // "were predominantly female"
        || s.words(b).ends_with("ly")
        || s.is_word(b, &["being", "included", "for"]);
    let next = i + 1;
    let ended = s.items.get(next).is_none_or(|item| item.mark().is_some() || item.numeric())
        || matches!(
            s.cue(next),
            Cue::And | Cue::Or | Cue::Versus | Cue::People | Cue::Preposition | Cue::Was
        );
    led && ended
}

/// `After the gargle the soreness was less`: an article right behind the phrase that a statement opens with begins another name.
fn anew(s: &Sentence<'_>, i: usize) -> bool {
    const FAR: usize = 10;
    let begins = s.cue(i) == Cue::Article && !s.is_word(i, &["that"]) && content(s, i + 1);
    if !begins || !i.checked_sub(1).is_some_and(|b| content(s, b)) {
        return false;
    }
    let within = |k: &usize| {
        content(s, *k)
            || s.items[*k].numeric()
            || matches!(
                s.cue(*k),
                Cue::Article | Cue::Of | Cue::Time(_) | Cue::Preposition | Cue::People | Cue::Group
            )
    };
    let fronted = |k: usize| {
        s.cue(k) == Cue::Preposition
            && k.checked_sub(1).is_none_or(|b| matches!(s.mark(b), Some(',' | ';')) || s.cue(b) == Cue::And)
    };
    (i.saturating_sub(FAR)..i).rev().take_while(within).any(fronted)
}

/// `the gargle eased the soreness`, `soreness showed a fall`: a verb between what did it and what it did.
fn acts(s: &Sentence<'_>, i: usize) -> bool {
    let named = || i.checked_sub(1).is_some_and(|b| content(s, b));
    s.is_word(i, &["showed a"])
        || s.is_word(i, &["based"]) && s.is_word(i + 1, &["on"])
        || s.is_word(i, &["giving"]) && s.cue(i + 1) == Cue::Article
        || s.is_word(i, &["led"]) && s.cue(i + 1) == Cue::To && named()
        || s.cue(i + 1) == Cue::Article && s.words(i).ends_with("ed") && !s.is_word(i, SAYING) && named()
}

fn cuts(s: &Sentence<'_>, (first, last): (usize, usize), run: usize, out: &mut Vec<Candidate>) {
    let mut push = |mut first: usize, mut last: usize, cut: Cut| {
        let capital = |k: usize| s.words(k).starts_with(|c: char| c.is_ascii_uppercase());
        let opening = |k: usize| {
            s.is_word(k, &["especially", "particularly", SIGNIFICANT])
                // "Results Relapse was less frequent": a heading in the line
                || s.is_word(k, &["results", "findings"]) && capital(k) && (capital(k + 1) || s.cue(k + 1) == Cue::Article)
        };
        while first < last && (!content(s, first) && !s.items[first].named || opening(first)) {
            first += 1;
        }
        // "the Peto OR", "relapse risk ratio": of what is reckoned
        while last > first && (!content(s, last) || ratio(s, last)) {
            last -= 1;
        }
        let mut of_run = out.iter().rev().take_while(|c| c.run == run);
        let known = of_run.any(|c| (c.first, c.last) == (first, last));
        // "OR" names what was reckoned, not of what.
        let bare = first == last && (reckons(s, last) || s.is_of(last, Sort::Head) || says_how(s, last));
        if content(s, last)
            && !bare
            && !basis(s, first, last)
            && last - first <= LONGEST + 3
            && !known
            && out.len() < MOST
        {
            out.push(Candidate { first, last, run, cut });
        }
    };
    let (mut a, mut b) = (first, last);
    narrow(s, &mut a, &mut b);
    push(a, b, Cut::Whole);
    push(first, last, Cut::Whole);
    // "improvement in survival", "time to progression": before and behind each preposition.
    let joint = |i: &usize| matches!(s.cue(*i), Cue::Preposition | Cue::Of | Cue::To | Cue::Received);
    for at in (first + 1..last).filter(joint).take(4) {
        push(first, at - 1, Cut::Head);
        push(at + 1, last, Cut::Tail);
    }
    // "nausea, vomiting, and diarrhoea".
    let coordinated = |i: &usize| matches!(s.cue(*i), Cue::And | Cue::Or) || s.mark(*i) == Some('/');
    let mut from = first;
    for at in (first..=last).filter(coordinated).take(4).chain([last + 1]) {
        if at > from && (from, at) != (first, last + 1) {
            push(from, at - 1, Cut::Part);
        }
        from = at + 1;
    }
}

/// "OR", "mean difference": what was reckoned, not of what.
pub(super) fn reckons(s: &Sentence<'_>, i: usize) -> bool {
    let Cue::Measure { measure, .. } = s.cue(i) else { return false };
    let difference = matches!(
        measure,
        Measure::MeanDifference | Measure::StandardizedMeanDifference | Measure::RiskDifference
    );
    (measure.is_ratio() || difference) && !heart(s, i)
}

/// The ratios that nothing else is called by.
fn ratio(s: &Sentence<'_>, i: usize) -> bool {
    let plain = |measure| matches!(measure, Measure::OddsRatio | Measure::RiskRatio | Measure::HazardRatio);
    matches!(s.cue(i), Cue::Measure { measure, .. } if plain(measure)) && reckons(s, i)
}

/// "intention to treat", "ITT", "per protocol", "random effects": in whom or how a result was reckoned, and not of what.
fn basis(s: &Sentence<'_>, first: usize, last: usize) -> bool {
    const TELL: &[&str] = &[
        "intention",
        "intent",
        "intention-to-treat",
        "intent-to-treat",
        "ITT",
        "mITT",
        "LOCF",
        "per-protocol",
        "protocol",
        "fixed",
        "random",
    ];
    const FILL: &[&str] = &["treat", "effect", "effects", "population", "MI"];
    let told = |k: usize| s.is_word(k, TELL);
    (first..=last).any(told) && (first..=last).all(|k| told(k) || s.is_word(k, FILL) || !content(s, k))
}

/// "HR" outside of the results that it reckons: the heart's rate, and no ratio.
fn heart(s: &Sentence<'_>, i: usize) -> bool {
    let alone = || i.checked_sub(1).is_some_and(|b| s.opens(b)) && s.closes(i + 1);
    // "HR, 0.7", "HR [95% CI]"
    let ratio = || match s.mark(i + 1) {
        Some('[') => true,
        Some(',' | '=' | ':') => s.items.get(i + 2).is_some_and(|item| item.numeric()),
        _ => false,
    };
    s.is_word(i, &["HR"]) && s.words(i) == "HR" && !alone() && !ratio()
}

/// "effective", "accurately": says how, and names nothing alone.
fn says_how(s: &Sentence<'_>, i: usize) -> bool {
    const NOUNS: &[&str] =
        &["family", "anomaly", "assembly", "daily", "weekly", "elderly", "early", "reply", "supply"];
    let compared =
        || i.checked_sub(1).is_some_and(|b| s.is_word(b, &["more", "less", "as", "equally", "similarly"]));
    s.is_of(i, Sort::Bare)
        || s.is_word(i, &[SIGNIFICANT])
        || s.is_word(i, &["effective"]) && compared()
        || s.words(i).ends_with("ly") && !s.is_word(i, NOUNS)
}

/// The whole list that ends with this run, where it does.
fn listed(
    s: &Sentence<'_>,
    (first, last): (usize, usize),
    run: usize,
    open: &mut Option<(usize, usize)>,
    out: &mut Vec<Candidate>,
) {
    // ", or infarction": a comma, and perhaps the word that joins.
    let joins = |i: usize| matches!(s.cue(i), Cue::And | Cue::Or);
    let start = match *open {
        Some((start, end)) if s.mark(end + 1) == Some(',') => {
            let next = end + 2 + usize::from(joins(end + 2));
            if first == next { start } else { first }
        }
        _ => first,
    };
    *open = Some((start, last));
    let joined = joins(first.saturating_sub(1)) || (first..last).any(joins);
    if start < first && joined && last - start <= 2 * LONGEST && out.len() < MOST && content(s, last) {
        out.push(Candidate { first: start, last, run, cut: Cut::List });
    }
}

/// Says that something is so, and not what.
const SIGNIFICANT: &str = "statistically significant";

/// The end of the bracket that a phrase stands in, where that tells more than a short form: `events (death or stroke) were`.
pub(super) fn explains(s: &Sentence<'_>, c: &Candidate) -> Option<usize> {
    const LONG: usize = 40;
    let depth = s.items.get(c.first).map(|item| item.depth).filter(|depth| *depth > 0)?;
    let outside = |k: &usize| s.items[*k].depth < depth;
    let open = (c.first.saturating_sub(LONG)..c.first).rev().find(outside)?;
    let close = (c.last + 1..s.items.len().min(c.last + LONG)).find(outside)?;
    (close - open > 4).then_some(close)
}

/// Whether a phrase begins with the unit of "1.3 seconds faster", how much; "years of age" is a name.
pub(super) fn unit(s: &Sentence<'_>, c: &Candidate) -> bool {
    const UNITS: &[&str] =
        &["second", "seconds", "minute", "minutes", "hours", "days", "units", "points", "beats"];
    // "more than 5 mm in depth"
    let named = || {
        UNITS.contains(&s.words(c.first))
            || s.cue(c.first) == Cue::Unit
                && s.items[c.first].spaced
                && (c.first == c.last || !content(s, c.first + 1))
    };
    c.first > 0 && s.items[c.first - 1].numeric() && named()
}

/// Whether a name stands between two readings.
pub(super) fn stands_between(s: &Sentence<'_>, name: Option<Span>, one: &Reading, next: &Reading) -> bool {
    let (from, to) = (s.items[one.last].span.end, s.items[next.first].span.start);
    name.is_some_and(|name| from <= name.start && name.end <= to)
}

/// The items of what a bare count counts, inside of the reading: the deaths of "12 deaths".
pub(super) fn counted(s: &Sentence<'_>, reading: &Reading) -> Option<Range<usize>> {
    let Reported::Proportion(share) = &reading.result else { return None };
    share.count.filter(|_| s.percent(reading.main).is_none())?;
    let from = reading.main + 1;
    let noun = |i: &usize| content(s, *i) && !matches!(s.cue(*i), Cue::Happened);
    // "two treatment-related deaths"
    let part = |i: &usize| noun(i) || s.mark(*i) == Some('-') && !s.items[*i].spaced;
    let end = (from..=reading.last).take_while(part).filter(noun).last()? + 1;
    // "two tolvarin-treated adults"
    let people = (end..=reading.last).find(|k| s.cue(*k) != Cue::Received && s.mark(*k).is_none());
    (!people.is_some_and(|k| s.cue(k) == Cue::People)).then_some(from..end)
}
