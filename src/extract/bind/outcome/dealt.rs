//! Outcomes named in a list, and values in the same order: `Response and survival were 30% and 60%, respectively`.

use super::phrase::content;
use crate::extract::bind::frames::{Scene, of_one_arm};
use crate::extract::sentence::Sentence;
use crate::finding::ArmId;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items of such a list, at most.
const LONGEST: usize = 30;

/// Deals the names of a list out to the values that were given the whole of it, or one of its names, where there are as many
/// values of each arm as names. Where an arm has fewer, the values are of the whole: `nausea and vomiting in 12% and 8%,
/// respectively`.
pub(in crate::extract::bind) fn dealt(scene: &Scene<'_, '_>, outcomes: &mut [Option<Span>]) {
    let told = scene.s.holds(Sort::Respectively);
    let mut i = 0;
    while i < outcomes.len() {
        let Some(whole) = outcomes[i] else {
            i += 1;
            continue;
        };
        let end = (i..outcomes.len()).take_while(|k| outcomes[*k] == Some(whole)).last().unwrap_or(i) + 1;
        if end - i > 1 {
            let place = place(scene.s, whole);
            let own = place.and_then(|place| parts(scene, place, false));
            let dealt = own.is_some_and(|parts| deal(scene, told, &parts, (i, end), outcomes));
            // One of the list was taken for what all are of: "haemoglobin and ferritin were 12 and 30".
            if !dealt && let Some(parts) = place.and_then(|place| around(scene, place, false)) {
                // "Finally, …", "After a week, …"
                let _ = deal(scene, told, &parts, (i, end), outcomes)
                    || parts.len() > 2 && deal(scene, told, &parts[1..], (i, end), outcomes);
            }
        }
        i = end;
    }
    if told {
        (0..scene.s.items.len())
            .filter(|at| scene.s.cue(*at) == Cue::Respectively)
            .for_each(|at| in_turn(scene, at, outcomes));
    }
}

/// `both fell within a week (P = 0.03), but not later (P = 0.2 and P = 0.3, respectively)`: the row right before the word, in the
/// order of the names, whatever other values share them.
fn in_turn(scene: &Scene<'_, '_>, at: usize, outcomes: &mut [Option<Span>]) {
    let s = scene.s;
    let end = scene.readings.partition_point(|r| r.last < at);
    let Some(last) = end.checked_sub(1) else { return };
    let whole = outcomes.get(last).copied().flatten();
    let kind = scene.readings[last].result.kind();
    let empty = |from: usize, to: usize| {
        (from..to).all(|k| {
            matches!(s.cue(k), Cue::And | Cue::Versus | Cue::Unit)
                || matches!(s.mark(k), Some(',' | ';' | ')' | '('))
        })
    };
    if !empty(scene.readings[last].last + 1, at) {
        return;
    }
    let mut first = last;
    while let Some(b) = first.checked_sub(1)
        && scene.readings[b].result.kind() == kind
        && outcomes[b] == whole
        && empty(scene.readings[b].last + 1, scene.readings[first].first)
    {
        first = b;
    }
    let row: Vec<usize> = (first..end).collect();
    let Some(place) = whole.and_then(|whole| place(s, whole)).filter(|_| row.len() > 1) else { return };
    let arms: Vec<_> = row.iter().map(|i| scene.bound[*i]).collect();
    let versus =
        |i: usize| (scene.readings[i - 1].last + 1..scene.readings[i].first).any(|k| s.cue(k) == Cue::Versus);
    let names = parts(scene, place, true).or_else(|| around(scene, place, true));
    // "Grade 3 or 4 events"
    let graded = |k: usize| s.items[k].numeric();
    let Some(names) = names.filter(|_| !(place.0..=place.1).any(graded)) else { return };
    let n = names.len();
    let compared = !of_one_arm(&scene.readings[last]);
    if row.len() == n && (compared || of_one(&arms)) && !row.iter().skip(1).any(|i| versus(*i)) {
        row.iter().zip(&names).for_each(|(i, name)| outcomes[*i] = Some(*name));
    } else if row.len() == 2 * n && row.iter().enumerate().skip(1).all(|(k, i)| versus(*i) == (k % 2 == 1)) {
        row.iter().enumerate().for_each(|(k, i)| outcomes[*i] = Some(names[k / 2]));
    }
}

/// The first and the last item of a name.
fn place(s: &Sentence<'_>, name: Span) -> Option<(usize, usize)> {
    let first = s.items.binary_search_by_key(&name.start, |item| item.span.start).ok()?;
    let last = s.items.binary_search_by_key(&name.end, |item| item.span.end).ok()?;
    Some((first, last))
}

/// The names of the list that a name stands in, on both of its sides, over brackets: `systolic pressure (SBP) and heart rate
/// (HR)`.
fn around(scene: &Scene<'_, '_>, (mut first, mut last): (usize, usize), or: bool) -> Option<Vec<Span>> {
    let s = scene.s;
    // "systolic pressure (SBP)": the name that its short form stands for.
    if first > 1 && s.opens(first - 1) && s.closes(last + 1) && content(s, first - 2) {
        (first, last) = (first - 2, last + 1);
    }
    let depth = s.items[first].depth;
    let aside = |k: usize| s.items[k].depth > depth || s.opens(k) || s.closes(k);
    let goes_on = |k: &usize| {
        let k = *k;
        let arm = || scene.mentions.iter().any(|m| m.first <= k && k <= m.last);
        let read = || scene.readings.iter().any(|r| r.first <= k && k <= r.last);
        let joins = || {
            matches!(s.cue(k), Cue::Of | Cue::And | Cue::Article)
                || joins(s, k, or)
                || matches!(s.mark(k), Some(',' | '-' | '/'))
                // "T. alba"
                || s.mark(k) == Some('.') && k.checked_sub(1).is_some_and(|b| s.words(b).len() == 1)
                || s.is_word(k, &["from", "to", "total", "high", "low", "overall", "maximum", "minimum"])
                // "response rate, 1-year survival, and median time to relapse"
                || matches!(s.cue(k), Cue::Statistic(_) | Cue::Time(_))
                || s.is_of(k, Sort::Head)
                || s.items[k].numeric() && s.mark(k + 1) == Some('-') && matches!(s.cue(k + 2), Cue::Time(_)) && !read()
        };
        // "8- and 28-week cohorts"
        if s.mark(k) == Some('-') && s.cue(k + 1) == Cue::And {
            return false;
        }
        let initial = s.mark(k + 1) == Some('.') && s.words(k).len() == 1;
        let named = || aside(k) || initial || (content(s, k) || joins()) && !arm();
        s.items[k].depth >= depth && named() && !read()
    };
    let start = (first.saturating_sub(LONGEST)..first).rev().take_while(goes_on).last().unwrap_or(first);
    let end = (last + 1..(last + LONGEST).min(s.items.len())).take_while(goes_on).last().unwrap_or(last);
    let mut out = Vec::new();
    // "For the two cohorts, …": of whom, before the names.
    let fronted = start.checked_sub(1).is_some_and(|b| {
        s.cue(b) == Cue::Preposition && b.checked_sub(1).is_none_or(|k| matches!(s.mark(k), Some(',' | ';')))
    });
    let comma = if fronted { (start..first).find(|k| s.mark(*k) == Some(',')) } else { None };
    let start = comma.map_or(start, |comma| comma + 1);
    let mut from = start;
    let mut joined = false;
    for k in start..=end + 1 {
        let and = k <= end && joins(s, k, or);
        let parts = k == end + 1 || and || s.mark(k) == Some(',');
        if !parts || k <= end && aside(k) {
            continue;
        }
        // Of a name and its bracket, the name.
        let to = (from..k).find(|k| aside(*k)).unwrap_or(k);
        // "incidence and median duration of relapse"
        let counted = || (from..to).all(|k| s.is_of(k, Sort::Head) || !content(s, k));
        match part(s, from, to).filter(|_| !counted()) {
            Some(part) => out.push(part),
            None if to == from => {}
            // "After 8 weeks, …"
            None if out.is_empty() => {}
            None => return None,
        }
        joined |= and && k > start;
        from = k + 1;
    }
    (joined && out.len() > 1).then_some(out)
}

/// What joins the last name of a list to the others: "or" as well where the text says that the values go with them in turn.
fn joins(s: &Sentence<'_>, k: usize, or: bool) -> bool {
    s.cue(k) == Cue::And || or && s.cue(k) == Cue::Or
}

/// Whether the names were as many as the values, or as their pairs. Where the text does not say "respectively", only what can be
/// dealt in one way is.
fn deal(
    scene: &Scene<'_, '_>,
    told: bool,
    parts: &[Span],
    (from, to): (usize, usize),
    outcomes: &mut [Option<Span>],
) -> bool {
    let mut dealt = false;
    let kind = |i: usize| scene.readings[i].result.kind();
    let n = parts.len();
    // P values and estimates: one for each.
    let compared: Vec<usize> = (from..to).filter(|i| !of_one_arm(&scene.readings[*i])).collect();
    if (told || n > 2) && compared.len() == n && compared.iter().all(|i| kind(*i) == kind(compared[0])) {
        compared.iter().zip(parts).for_each(|(i, part)| outcomes[*i] = Some(*part));
        dealt = true;
    }
    let values: Vec<usize> = (from..to).filter(|i| scene.readings[*i].is_share_or_quantity()).collect();
    let arms: Vec<_> = values.iter().map(|i| scene.bound[*i]).collect();
    let place = |at: usize| arms[..at].iter().filter(|arm| **arm == arms[at]).count();
    let of_arm = |at: usize| arms.iter().filter(|arm| **arm == arms[at]).count();
    let known = arms.iter().all(Option::is_some) || scene.mentions.is_empty();
    let several = || arms.iter().any(|arm| *arm != arms[0]);
    // "systolic and diastolic pressures of 120/80", "rose from 12 to 15"
    let plain = || {
        let part = parts[0].of(scene.s.text);
        !part.ends_with("systolic")
            && !part.ends_with("diastolic")
            && !values.iter().any(|i| goes_to(scene, *i))
    };
    // "fell by 3 to 4% and 7 to 8%, respectively": each name has what goes from one to the other.
    let ranged = told
        && values.len() == 2 * n
        && values.iter().enumerate().all(|(at, i)| goes_to(scene, *i) == (at % 2 == 1));
    if ranged && pairs(scene, &values, parts, (from, to), outcomes) {
        return true;
    }
    if values.len() <= 24
        && known
        && (told || several() && plain())
        && (0..values.len()).all(|at| of_arm(at) == n)
    {
        for (at, i) in values.iter().enumerate() {
            outcomes[*i] = Some(parts[place(at)]);
        }
        dealt |= !values.is_empty();
    } else if values.len() > n && !(known && several()) {
        dealt |= pairs(scene, &values, parts, (from, to), outcomes);
    } else if (told || n > 2 && !values.iter().any(|i| goes_to(scene, *i)))
        && values.len() == n
        && of_one(&arms)
    {
        values.iter().zip(parts).for_each(|(i, part)| outcomes[*i] = Some(*part));
        dealt = true;
    }
    dealt
}

/// Whether no two values are of different arms.
fn of_one(arms: &[Option<ArmId>]) -> bool {
    let mut known = arms.iter().flatten();
    let first = known.next();
    known.all(|arm| Some(arm) == first)
}

/// Whether a value is what another went to: the 8 of "from 12 to 8".
fn goes_to(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.readings[i].first.checked_sub(1).is_some_and(|b| scene.s.cue(b) == Cue::To)
}

/// `pain and nausea were lower (12% vs. 20% and 3% vs. 8%)`, `fell from 12 to 8 (P = 0.03) and from 3 to 2 (P = 0.2)`: to each name
/// one pair, and what stands behind it.
fn pairs(
    scene: &Scene<'_, '_>,
    values: &[usize],
    parts: &[Span],
    (from, to): (usize, usize),
    outcomes: &mut [Option<Span>],
) -> bool {
    let s = scene.s;
    let paired = |i: usize| {
        i.checked_sub(1).is_some_and(|b| {
            let between = scene.readings[b].last + 1..scene.readings[i].first;
            between.clone().all(|k| s.mark(k).is_none_or(|mark| mark == '.'))
                && between.clone().any(|k| matches!(s.cue(k), Cue::Versus | Cue::To))
        })
    };
    let firsts: Vec<usize> = values.iter().copied().filter(|i| !paired(*i)).collect();
    if firsts.len() != parts.len() || values.len() != 2 * parts.len() {
        return false;
    }
    let mut at = 0;
    for (i, outcome) in outcomes.iter_mut().enumerate().take(to).skip(from) {
        if firsts.get(at + 1) == Some(&i) {
            at += 1;
        }
        *outcome = Some(parts[at]);
    }
    true
}

/// The names of a list, or none where a phrase is no list.
fn parts(scene: &Scene<'_, '_>, (first, last): (usize, usize), or: bool) -> Option<Vec<Span>> {
    let s = scene.s;
    if first >= last || last - first > LONGEST {
        return None;
    }
    let mut out = Vec::new();
    let mut from = first;
    let mut joined = false;
    for k in first..=last + 1 {
        let and = k <= last && joins(s, k, or);
        if k == last + 1 || and || s.mark(k) == Some(',') {
            joined |= and;
            let part = part(s, from, k);
            match part {
                Some(part) => out.push(part),
                // ", and"
                None if k == from => {}
                None => return None,
            }
            from = k + 1;
        }
    }
    (joined && out.len() > 1).then_some(out)
}

/// The naming words of a stretch.
fn part(s: &Sentence<'_>, from: usize, to: usize) -> Option<Span> {
    let first = (from..to).find(|k| content(s, *k))?;
    let last = (from..to).rfind(|k| content(s, *k))?;
    // "were higher and": a verb, and no list of names.
    let verb = (from..to).any(|k| s.cue(k) == Cue::Was || s.cue(k) == Cue::Or);
    // "degrees I, II and III"
    let numbered = first == last && s.words(first).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    (!verb && !numbered).then(|| s.items[first].span.to(s.items[last].span))
}
