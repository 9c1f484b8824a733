//! What a reading rule told of its own outcome: "hazard ratio for death, 0.75".

use std::ops::Range;

use super::candidates::{Candidate, counted};
use super::changes::NOUNS;
use super::nature::{MEASURED, PEOPLE, TREATMENT, nature, surrounds};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::Cue;
use crate::text::Span;

/// The words that the reading rule took for the name, unless they say who is compared: "difference between groups",
/// "hazard ratio for surgery versus rest".
fn told(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let mut own = reading.outcome?;
    let name = own.of(s.text);
    // "death in the surgery group", "relapse [A vs B]"
    let within = [" in the ", " of the ", " in ", " ["].iter().filter_map(|at| name.find(at)).min();
    let grouped = [" groups", " arms", " group", " arm"].iter().any(|word| name.ends_with(word));
    // "difference favouring A", "effect sizes found for A": whom, and not of what
    const OTHERS: [&str; 8] =
        ["comparison", "favo", "when ", "found", "those", "respect to", "suggesting", "excluding"];
    if OTHERS.iter().any(|start| name.starts_with(start)) {
        return None;
    }
    if let Some(at) = within.filter(|_| grouped || name.contains('[')) {
        own.end = own.start + at;
        return Some(own);
    }
    let (before, behind) = (s.text.get(..own.start)?.trim_end(), s.text.get(own.end..)?.trim_start());
    let versus = ["versus", "vs"].iter().any(|word| behind.starts_with(word));
    let compared = before.ends_with("between") || versus && nature(last_word(name)) != MEASURED;
    // "hazard ratio with tolvarin alone"
    let compared = compared || before.ends_with(" with") && nature(last_word(name)) == TREATMENT;
    let groups = grouped || ["groups", "arms"].contains(&name);
    if compared || groups {
        return None;
    }
    // "relapse was lowest in those on A": the name, and not what is said of it
    let says = [" was ", " were ", " is ", " are ", " had ", " did ", ", but ", ", favo"];
    if let Some(at) = says.iter().filter_map(|verb| name.find(verb)).min() {
        let name = &name[..at];
        let whom = name.contains("group")
            || name.starts_with("patients")
            || matches!(nature(last_word(name)), TREATMENT | PEOPLE);
        own.end = own.start + at;
        return (!whom).then_some(own);
    }
    Some(own)
}

/// The words that the reading rule took for the name, unless they name an arm, "hazard ratio with tolvarin", or only tell how it went:
/// "vaccine efficacy fell to".
pub(in crate::extract::bind) fn named(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Span> {
    let s = scene.s;
    let own = told(s, reading)?;
    let from = s.items.partition_point(|item| item.span.start < own.start);
    let end = s.items.partition_point(|item| item.span.end <= own.end);
    let arm = |k: usize| {
        scene.mentions.iter().any(|m| m.first <= k && k <= m.last)
            || scene.further.iter().any(|m| m.first <= k && k <= m.last)
    };
    // "for death with tolvarin": of what comes first.
    let ties = |k: usize| matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::To | Cue::Received);
    let head = (from..end).find(|k| ties(*k)).filter(|k| *k > from).unwrap_or(end);
    let content = |k: &usize| super::phrase::content(s, *k) || s.items[*k].named;
    let rest = (from..head).filter(|k| content(k) && !arm(*k)).count();
    let goes = |k: usize| {
        !s.is_word(k, &["improvement", "worsening"])
            && matches!(s.cue(k), Cue::Lower | Cue::Higher | Cue::To | Cue::Was)
            || s.is_word(k, &["associated", "related", "existed", "declined", "waned"])
    };
    let says = (from..end).all(|k| goes(k) || !content(&k));
    let of_arm = rest == 0 && (from..end).any(arm);
    (!says && !of_arm).then_some(own)
}

/// The items of what a relative change says it is of, inside of the reading: the relapse of "9% lower risk of relapse (P = 0.03)".
pub(super) fn named_within(s: &Sentence<'_>, reading: &Reading) -> Option<Range<usize>> {
    if !matches!(reading.result, Reported::RelativeChange(_)) {
        return None;
    }
    let depth = s.items.get(reading.main)?.depth;
    let end = (reading.main + 1..=reading.last)
        .take_while(|k| s.items[*k].depth == depth && !s.opens(*k))
        .last()?;
    let change = |k: usize| matches!(s.cue(k), Cue::Lower | Cue::Higher) || s.is_word(k, NOUNS);
    let favours = |k: usize| s.is_word(k, &["favour", "favor"]);
    let ties = |k: usize| s.cue(k) == Cue::Of || s.is_word(k, &["in"]) && change(k - 1) && !favours(k + 1);
    let tied = (reading.main + 1..=end).find(|k| ties(*k));
    // "24% fewer falls (P = 0.03)"
    let of = tied.filter(|k| !favours(k - 1)).or_else(|| {
        let fewer = reading.main + 1;
        s.is_word(fewer, &["fewer", "less", "more"]).then_some(fewer)
    })?;
    (of < end).then_some(of + 1..end + 1)
}

/// `0.93 for survival (95% CI, 0.71 to 1.22)`: the name between a value and its bracket.
pub(super) fn between(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Span> {
    const LONGEST: usize = 6;
    let s = scene.s;
    if !matches!(reading.result, Reported::Estimate(_)) || !s.is_word(reading.main + 1, &["for"]) {
        return None;
    }
    let from = reading.main + 2 + usize::from(s.cue(reading.main + 2) == Cue::Article);
    let end = (from..reading.last.min(from + LONGEST + 1)).find(|k| s.opens(*k)).filter(|end| *end > from)?;
    let arm = |k: usize| scene.mentions.iter().chain(scene.further).any(|m| m.first <= k && k <= m.last);
    let named = |k: usize| super::phrase::content(s, k) && !arm(k);
    let other = surrounds(nature(last_word(s.words(end - 1))));
    ((from..end).all(named) && !other).then(|| s.items[from].span.to(s.items[end - 1].span))
}

/// What a relative change is of, where it says so itself.
pub(super) fn within(s: &Sentence<'_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let own = named_within(s, reading)?;
    let of = all.iter().find(|c| own.contains(&c.first) && own.contains(&c.last))?;
    Some(of.span(s))
}

/// The events that a bare count counts: the deaths of "four sudden deaths".
pub(super) fn events(s: &Sentence<'_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let own = counted(s, reading)?;
    let last = own.end.checked_sub(1)?;
    // "21 falls had happened among 240 adults" is told by its own words, "12 adverse events" by what stands around.
    let plain = !s.is_word(last, &["events", "event", "cases", "case", "episodes", "effects"]);
    let measured = nature(last_word(s.words(last))) == MEASURED;
    if !plain || !measured || s.is_word(own.start, &["million", "thousand"]) {
        return None;
    }
    // "four deaths were attributed to pneumonia"
    let tie = last + 1 + usize::from(s.cue(last + 1) == Cue::Was);
    let tied = s.is_word(tie, &["attributed", "attributable", "due", "related"]) && s.cue(tie + 1) == Cue::To;
    let to = tie + 2 + usize::from(s.cue(tie + 2) == Cue::Article);
    let cause = all.iter().find(|c| tied && c.first == to).map_or(last, |c| c.last);
    Some(s.items[own.start].span.to(s.items[cause].span))
}
