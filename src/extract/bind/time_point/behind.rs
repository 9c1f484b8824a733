//! Times that stand behind their values: "63% at 5 years", "63% with A and 41% with B at 5 years".

use super::dealt::list_behind;
use super::place::{Manner, Place};
use super::{FAR, new_name, word};
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Classes, Cue, Sort};

/// `4.1% (71.8% vs 67.7%) at week 12`: the time right behind the value's bracket, or behind the one that it opens.
pub(super) fn trailing<'p>(s: &Sentence<'_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let depth = s.items.get(reading.first)?.depth;
    let close = if s.opens(reading.last + 1) {
        s.behind_bracket(reading.last + 1)?
    } else {
        let outside = |k: usize| s.items.get(k).is_none_or(|item| item.depth < depth);
        let mut from = reading.last + 1;
        let end = from + FAR * 2;
        while depth == 0 || !outside(from) {
            from = s.first(from..end, Classes::BRACKET).filter(|_| depth > 0)? + 1;
        }
        from
    };
    let close = |p: &Place| p.first == close || p.first == close + 1 && s.cue(close) == Cue::Preposition;
    let n = places.iter().position(|p| close(p) && p.manner == Manner::Adverb)?;
    let listed = places.get(n + 1).is_some_and(|next| next.listed);
    Some(&places[n]).filter(|place| !listed && !opens_clause(s, place) && !heads_values(s, place))
}

/// `(41% vs 56% at 7 years; P < 0.001)`: the time that closes the row of a bracket.
pub(super) fn inside<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let depth = s.items.get(reading.first).map(|item| item.depth).filter(|depth| *depth > 0)?;
    let n = places.iter().position(|p| p.first > reading.last)?;
    let place = &places[n];
    let listed = place.listed || places.get(n + 1).is_some_and(|next| next.listed);
    let between = reading.last + 1..place.first;
    let row = |k: usize| {
        s.items[k].depth == depth
            && (s.spent[k] || matches!(s.cue(k), Cue::Versus | Cue::And) || s.mark(k) == Some('%'))
    };
    // "(1.46 vs 1.10 at baseline)": of the last alone.
    (!listed
        && place.point.is_some()
        && place.manner == Manner::Adverb
        && s.items[place.first].depth == depth
        && s.cue(place.first) == Cue::Preposition
        && between.len() <= FAR
        && between.into_iter().all(row)
        && !heads_values(s, place))
    .then_some(place)
}

/// `63.1% at 5 years`, `63.1% with A and 40.8% with B at 5 years`: said behind the value or its row.
pub(super) fn behind<'p>(scene: &Scene<'_, '_>, places: &'p [Place], reading: &Reading) -> Option<&'p Place> {
    let s = scene.s;
    let n = places.iter().position(|p| p.first > reading.last && p.manner == Manner::Adverb)?;
    let place = &places[n];
    let between = reading.last + 1..place.first;
    let listed = 1 + places[n + 1..].iter().take_while(|p| p.listed && !anew(scene, place, p)).count();
    // "to 63.7% at 9 months (+6.2%, P = 0.03)", "71% had relief within a year (69% v 73%)": of the value before it as well.
    let level = |k: usize| s.items.get(k).is_some_and(|item| item.depth == s.items[reading.main].depth);
    let plain = |k: usize| {
        level(k)
            && !s.spent[k]
            && s.mark(k).is_none_or(|mark| mark == '-')
            && !matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus)
    };
    if listed == 1 && between.len() <= FAR / 2 && level(place.first) && between.clone().all(plain) {
        return Some(place);
    }
    if listed == 1 && opens_clause(s, place)
        || heads_values(s, place)
        || heads_one(scene, place)
        || between.len() > 2 * FAR
    {
        return None;
    }
    if parted(scene, place, reading) {
        return None;
    }
    if listed > 1 {
        // "after treatment (118 [62%]) and after 3 and 9 months": of what comes behind it
        if place.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::And) {
            return None;
        }
        return list_behind(scene, places, &places[n..n + listed], reading);
    }
    // P values and what compares stand in no row.
    let alone = place.first.checked_sub(1).is_some_and(|b| s.opens(b)) && s.closes(place.last + 1);
    let deeper = s.items[place.first].depth > s.items[reading.main].depth && !alone;
    let of_row = |r: &&Reading| {
        between.contains(&r.first) && !(matches!(r.result, Reported::PValue(_)) && s.items[r.main].depth > 0)
    };
    let between_us: Vec<&Reading> = scene.readings.iter().filter(of_row).collect();
    if of_other_words(scene, place, between_us.last().map_or(reading.last, |r| r.last)) {
        return None;
    }
    if between_us.is_empty() && between.len() <= 10 && !between.clone().any(|k| word(scene, k)) {
        return Some(place);
    }
    // Over the other values of its row, where no time stands before that it could have instead.
    let start = s.clause_start(reading.first);
    // "Despite the same scores at baseline, …": of what it closes.
    let closed = |p: &Place| p.point.is_none() && p.first > 2;
    let earlier = places
        .iter()
        .any(|p| p.first >= start && p.last < reading.first && p.manner == Manner::Adverb && !closed(p));
    // "death (2.6% vs 0%), stroke (1.2% vs 0.9%) and … at 9 months".
    let bracketed = |r: &Reading| s.items[r.main].depth > s.items[place.first].depth;
    let unnamed = |r: &&Reading| !new_name(scene, r.first) || bracketed(r) && bracketed(reading);
    // "12% had relief at 6 months", where the time before is of other values.
    let told = places.iter().rfind(|p| p.last < reading.first && p.manner == Manner::Adverb);
    let spent =
        told.is_some_and(|p| scene.readings.iter().any(|r| r.first > p.last && r.last < reading.first));
    let parted = |k: usize| {
        matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus | Cue::Of)
            || matches!(s.mark(k), Some(',' | ';' | '(' | '['))
            || s.is_of(k, Sort::Turn)
    };
    if spent && between_us.is_empty() && between.len() <= 8 && !between.clone().any(parted) {
        return Some(place);
    }
    if told.is_some_and(|p| taken(scene, p, reading))
        && between.len() <= 12
        && joined(s, &between_us, &between)
    {
        return Some(place);
    }
    let opens = place.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::And);
    if !deeper && !opens && between_us.iter().all(unnamed) && told.is_some_and(|p| set_against(s, p, reading))
    {
        return Some(place);
    }
    // What a bracket adds is of its own time: "ten died (survival, 87% and 95% at 10 years)".
    (!earlier && !deeper && between_us.iter().all(unnamed)).then_some(place)
}

/// Whether words that no value stands beside are what a time behind them is of: `visits were fewer (12% vs 20%), as were deaths at 5 years`,
/// `the rate was 2% and the cumulative rate at 5 years was 9%`.
fn of_other_words(scene: &Scene<'_, '_>, place: &Place, last: usize) -> bool {
    let s = scene.s;
    let level = s.items[place.first].depth;
    let tail = last + 1..place.first;
    // "40% of patients who …, were well at 5 years", "(P < 0.01), and the difference was significant at 5 years"
    let goes_on = matches!(s.cue(last + 1), Cue::Of | Cue::People)
        || s.is_word(last + 1, &["patients"])
        || tail.clone().any(|k| {
            s.cue(k) == Cue::Difference || s.is_word(k, &["significant", "significantly", "differed", "all"])
        });
    if goes_on {
        return false;
    }
    let bracketed = s.items[last].depth > level;
    let turn = |k: &usize| {
        s.items[*k].depth <= level
            && (s.cue(*k) == Cue::And || s.mark(*k) == Some(',') || s.is_of(*k, Sort::Turn))
    };
    let Some(turn) = tail.clone().find(turn) else { return false };
    let comma = s.mark(turn) == Some(',');
    let next = turn + 1 + usize::from(comma && s.cue(turn + 1) == Cue::And);
    let anew = !matches!(
        s.cue(next),
        // "no change in a (2 vs 3), b (4 vs 5), or c at 5 years": all of the list.
        Cue::Preposition | Cue::Respectively | Cue::Was | Cue::Happened | Cue::Versus | Cue::Or
    ) && !s.is_word(next, &["had", "have", "developed", "both", "only", "not"]);
    let told = || {
        s.cue(place.last + 1) == Cue::Was && scene.readings.iter().any(|r| r.first > place.last)
            || comma && next > turn + 1 && (next..place.first).any(|k| s.cue(k) == Cue::Was)
    };
    let parts = if comma { bracketed || told() } else { s.is_of(turn, Sort::Turn) || told() };
    let named = || (next..place.first).any(|k| word(scene, k) && s.cue(k) == Cue::None);
    anew && parts && named()
}

/// Whether a semicolon parts a value from a time behind it. What a bracket adds to its values parts nothing outside of it: `(68% vs 33%;
/// P < 0.001) at 2 hours`.
fn parted(scene: &Scene<'_, '_>, place: &Place, reading: &Reading) -> bool {
    let s = scene.s;
    let depth = s.items[reading.main].depth;
    let outside = depth.min(s.items[place.first].depth);
    let turns =
        || (reading.last + 1..place.first).any(|k| s.items[k].depth <= outside && s.is_of(k, Sort::Turn));
    let adds = |k: usize| {
        let inside = |r: &&Reading| (k..r.first).all(|k| s.items[k].depth > outside);
        let next = scene.readings.iter().find(|r| r.first > k).filter(inside);
        next.is_none_or(|r| matches!(r.result, Reported::PValue(_) | Reported::Estimate(_)))
    };
    (reading.last + 1..place.first).any(|k| {
        let own = s.items[k].depth <= outside || !adds(k) || turns();
        s.mark(k) == Some(';') && s.items[k].depth <= depth && own
    })
}

/// Whether the time before a value is of another value before it: `13% after 5 years, and 16% occurred after 7 years`.
fn taken(scene: &Scene<'_, '_>, place: &Place, reading: &Reading) -> bool {
    let s = scene.s;
    let Some(of) = scene.readings.iter().rfind(|r| r.last < place.first) else { return false };
    let depth = s.items[reading.main].depth;
    let near = place.first - of.last <= FAR / 2;
    let parted = |k: usize| s.items[k].depth <= depth && (s.cue(k) == Cue::And || s.mark(k) == Some(','));
    let own = of.last + 1..place.first;
    let turn = own.clone().any(|k| s.cue(k) == Cue::Respectively);
    near && (turn || !own.into_iter().any(|k| s.cue(k) == Cue::And || matches!(s.mark(k), Some(',' | ';'))))
        && reading.first - place.last > 1
        && (place.last + 1..reading.first).any(parted)
}

/// Whether a time joined to another has values of its own right behind it: `64% were well after 3 weeks, and after 5 weeks 82%`.
pub(super) fn anew(scene: &Scene<'_, '_>, before: &Place, place: &Place) -> bool {
    let s = scene.s;
    let next = place.last + 1;
    let value =
        next + usize::from(s.mark(next) == Some(',') || matches!(s.cue(next), Cue::Was | Cue::Preposition));
    s.cue(place.first) == Cue::Preposition
        && scene.readings.iter().any(|r| r.first == value)
        && scene.readings.iter().any(|r| r.last < before.first && before.first - r.last <= FAR / 2)
}

/// Whether a value is held against those of the time before, or stands in a clause of its own behind it: `at 2 months, 12% had itch, compared
/// with 17% and 19% at 6 months`, `…, and there was no difference between A (17%) and B (19%) at 6 months`.
fn set_against(s: &Sentence<'_>, place: &Place, reading: &Reading) -> bool {
    let depth = s.items[place.last].depth;
    let between = place.last + 1..reading.first;
    let valued = between.clone().any(|k| s.spent[k]);
    let versus = |k: usize| {
        s.cue(k) == Cue::Versus && s.items[k].depth == depth && !s.words(k).starts_with(['v', 'V'])
    };
    let anew = |k: usize| {
        s.items[k].depth == 0
            && s.mark(k) == Some(',')
            && (s.cue(k + 1) == Cue::And || s.is_word(k + 1, &["but", "while", "whereas"]))
            && (k + 2..reading.first).any(|k| s.cue(k) == Cue::Was && s.items[k].depth == 0)
    };
    valued && between.into_iter().any(|k| versus(k) || anew(k))
}

/// Whether nothing parts a value from the time behind it but the other values of its row.
fn joined(s: &Sentence<'_>, row: &[&Reading], between: &std::ops::Range<usize>) -> bool {
    // "83.4% of patients, respectively, on day 9"
    let turn = |k: usize| s.cue(k) == Cue::Respectively;
    between.clone().all(|k| {
        let set_off = s.mark(k) == Some(',') && (turn(k + 1) || k > 0 && turn(k - 1));
        row.iter().any(|r| (r.first..=r.last).contains(&k))
            || turn(k)
            || set_off
            || s.cue(k) == Cue::Of && (k + 1..k + 4).any(|k| s.cue(k) == Cue::People)
            || !row.is_empty() && matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus)
            || !matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus | Cue::Of)
                && !matches!(s.mark(k), Some(',' | ';' | '(' | '['))
                && !s.is_of(k, Sort::Turn)
    })
}

/// `…, and at 5 years, overall survival was 63.1%`: what it says is behind it.
fn opens_clause(s: &Sentence<'_>, place: &Place) -> bool {
    let opened = place
        .first
        .checked_sub(1)
        .is_none_or(|b| s.mark(b).is_some_and(|m| matches!(m, ',' | ';')) || s.cue(b) == Cue::And);
    let turn = place.first.checked_sub(2).is_some_and(|b| s.cue(b) == Cue::Respectively);
    opened && !turn && s.mark(place.last + 1) == Some(',') && s.items[place.last + 1].depth == 0
}

/// `at 5 years (63.1% vs 40.8%)`, `week 12: 63.1%`: the values follow it.
fn heads_values(s: &Sentence<'_>, place: &Place) -> bool {
    let next = place.last + 1;
    let label = || {
        let opened = place
            .first
            .checked_sub(1)
            .is_some_and(|b| matches!(s.mark(b), Some(',' | ';' | '(' | '[' | ':')));
        opened
            && s.items.get(next).is_some_and(|item| item.numeric() && item.depth == s.items[place.last].depth)
    };
    if place.manner == Manner::Adverb && label() {
        return true;
    }
    (s.opens(next) || s.mark(next) == Some(':'))
        && s.items.get(next + 1).is_some_and(|item| item.numeric())
        && !s.is(next + 1, Classes::P)
}

/// `and at the 24th month in 30%`: the value right behind is its own.
fn heads_one(scene: &Scene<'_, '_>, place: &Place) -> bool {
    let s = scene.s;
    let before =
        place.first.checked_sub(1).map_or(0, |b| b - usize::from(b > 0 && s.cue(b) == Cue::Preposition));
    let joined = matches!(s.cue(before), Cue::And) || s.mark(before) == Some(',');
    let next = place.last + 1;
    let value = next + usize::from(matches!(s.cue(next), Cue::Preposition | Cue::Was));
    joined && scene.readings.iter().any(|r| r.first == value)
}
