//! The arm's name as a label right before its value, or before a bracket of values.

use super::super::arms::Mention;
use super::listed::in_a_row;
use super::respectively::{closes_list, mention_lists};
use super::set_against::against_own;
use super::{Scene, of_one_arm};
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// `(2.1 kg, A; 3.8 kg, B)`: in a bracket, each value with a comma and its arm behind it.
pub(super) fn trailing(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let depth = |at: usize| s.items[at].depth;
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        let unit = usize::from(s.unit_end(reading.last + 1).is_some());
        let comma = reading.last + 1 + unit;
        let bracketed = s.items[reading.last].depth > 0;
        let found = scene.mentions.iter().find(|m| {
            m.first == comma + 1
                && (s.mark(comma) == Some(',') && (s.mark(m.last + 1) == Some(';') || s.closes(m.last + 1))
                    // "11 of 27 (41%; A)"
                    || s.mark(comma) == Some(';')
                        && (s.mark(m.last + 1) == Some(';') || s.closes(m.last + 1))
                        && depth(reading.main) < depth(m.first))
        });
        if let Some(arm) = found.filter(|_| bracketed).map(|m| m.arm) {
            scene.bind(i, arm);
        }
    }
}

/// `12.7 kg albendazole versus 12.6 kg control`, `617 [9.1%] captopril-allocated`, `12% (A)`: nothing between a value and the name.
pub(super) fn followed(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        if !reading.is_share_or_quantity() {
            continue;
        }
        let unit = usize::from(s.unit_end(reading.last + 1).is_some());
        let close = usize::from(s.closes(reading.last + 1 + unit));
        let article = |k: usize| k + usize::from(s.cue(k) == Cue::Article);
        let open = reading.last + 1 + unit + close;
        let at = article(open);
        // "12% A (n = 30)": the name heads what is in the bracket; "12%, A: 14%": what is behind the sign.
        let heads = |m: &Mention| s.opens(m.last + 1) || matches!(s.mark(m.last + 1), Some(':' | '='));
        // "12% (A)", "12% (A; P = 0.03)"
        let alone = |m: &Mention| {
            let ends = || {
                s.closes(m.last + 1)
                    || matches!(s.mark(m.last + 1), Some(',' | ';')) && nothing_else(scene, open, m)
            };
            s.opens(open) && m.first == article(open + 1) && ends()
        };
        // "12% vs 8% A vs B": of both.
        let listed = |m: &Mention| s.cue(m.last + 1) == Cue::Versus && named_at(scene, article(m.last + 2));
        let found = scene.mentions.iter().find(|m| m.first == at && !heads(m) && !listed(m) || alone(m));
        if let Some(arm) = found.map(|m| m.arm) {
            scene.bind(i, arm);
        }
    }
}

/// Whether a name starts at item `at`.
fn named_at(scene: &Scene<'_, '_>, at: usize) -> bool {
    !scene.named(at, at + 1).is_empty()
}

/// Whether a bracket holds no other arm and no value of one.
fn nothing_else(scene: &Scene<'_, '_>, open: usize, mention: &Mention) -> bool {
    let Some(end) = scene.s.behind_bracket(open) else { return false };
    let inside = |at: usize| (mention.last + 1..end).contains(&at);
    !scene.named(mention.last + 1, end).iter().any(|m| m.arm != mention.arm)
        && !scene.values.iter().any(|i| inside(scene.readings[*i].first))
}

/// Items between "than" and the second arm of a heading, at most: "than with the placebo".
const HEADING: usize = 3;

/// Whether a value has its arm behind it: `12% (P = 0.2) with A`, `12% in the A group`.
fn placed(scene: &Scene<'_, '_>, i: usize) -> bool {
    let s = scene.s;
    let last = scene.readings[i].last;
    let unit = usize::from(s.unit_end(last + 1).is_some());
    let at = last + 1 + unit + usize::from(s.closes(last + 1 + unit));
    matches!(s.cue(at), Cue::Preposition) && scene.named(at + 1, at + 3).iter().any(|m| m.first > at)
}

/// `ER: 2.1%; IR: 3.8%`, `placebo, 110`, `A = 12%`: nothing but a sign between the name and the value.
pub(super) fn labelled(scene: &mut Scene<'_, '_>) {
    let readings = scene.readings;
    let people = |i: usize| matches!(readings[i].result, Reported::Participants(_));
    for i in scene.values.iter().copied() {
        let first = scene.readings[i].first;
        // "85 in the A arm; 79 in the B arm": what stands behind the sign has an arm of its own.
        let behind = scene.readings[i].main + 1;
        if scene.s.cue(behind) == Cue::To || scene.s.is_word(behind, &["in", "on"]) || placed(scene, i) {
            continue;
        }
        let sign = |m: &&Mention| {
            // "Group I - 24 patients"
            let dash = || scene.s.mark(m.last + 1) == Some('-') && scene.s.items[m.last + 1].spaced;
            m.last + 2 == first
                && (matches!(scene.s.mark(m.last + 1), Some(':' | '=' | ',' | ';')) || people(i) && dash())
                || m.last + 3 == first
                    && scene.s.mark(m.last + 1) == Some(',')
                    && scene.s.is_word(m.last + 2, &["n"])
        };
        // "with A, 12% with B": the name behind the value is nearer.
        // But "; and the A group, 42 patients" stands for itself.
        let own = |m: &Mention| {
            let mut before = m.first;
            while before > 0 && matches!(scene.s.cue(before - 1), Cue::Article | Cue::And) {
                before -= 1;
            }
            before > 0 && scene.s.mark(before - 1) == Some(';')
        };
        // So it is behind "in the A group; 12%".
        let comma_before = |m: &Mention| {
            let sign = scene.s.mark(m.last + 1);
            !own(m)
                && matches!(sign, Some(',' | ';'))
                && m.first.checked_sub(1).is_some_and(|b| {
                    let versus =
                        sign == Some(';') && scene.s.cue(b) == Cue::Versus && scene.s.items[b].depth > 0;
                    !scene.s.opens(b) && scene.s.mark(b).is_none() && !versus
                })
        };
        // "16 of 98 A-treated patients; 4 of 45 B-treated patients": the name right behind the value is nearer.
        let named =
            || scene.mentions.iter().any(|m| m.first == readings[i].last + 1 && !scene.s.opens(m.last + 1));
        let parted =
            |m: &Mention| !people(i) && matches!(scene.s.mark(m.last + 1), Some(',' | ';')) && named();
        // "A vs B: 12% vs 8%", "more with A than with B: 12% vs 8%": a heading of both.
        let heading = |m: &Mention| {
            let near = m.first.saturating_sub(HEADING)..m.first;
            let versus = near.rev().find(|b| scene.s.cue(*b) == Cue::Versus);
            versus.is_some_and(|versus| {
                let one = scene.mentions.iter().rfind(|one| one.last < versus && one.arm != m.arm);
                one.is_some_and(|one| !readings.iter().any(|r| r.first > one.last && r.last < versus))
            })
        };
        // "did not differ between A and B: 12% and 8%"
        let list = |m: &Mention| {
            scene.s.mark(m.last + 1) == Some(':')
                && scene.rows().any(|row| row.len() > 1 && row[0] == i)
                && mention_lists(scene, 0, first)
                    .iter()
                    .any(|list| matches!(list, [.., b, last] if last.first == m.first && b.arm != m.arm))
        };
        let found = scene
            .mentions
            .iter()
            .find(sign)
            .filter(|m| !comma_before(m) && !heading(m) && !parted(m) && !list(m))
            .map(|m| m.arm);
        if let Some(arm) = found {
            scene.bind(i, arm);
        }
    }
}

/// `(A: before, 70.5 to after, 67.5; B: before, 67.9 …)`: all values up to the semicolon are of the name with a colon; so
/// are those of `(A before 70.5, after 67.5; B before 67.9 …)`, where parts of one bracket begin with different names.
pub(super) fn headed(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    let opened = |m: &Mention| m.first.checked_sub(1).is_some_and(|b| s.opens(b) || s.mark(b) == Some(';'));
    // "one (the A group; n = 12; mean 19 mg) and one (the B group; …)"
    let article = |m: &Mention| {
        m.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::Article && b > 0 && s.opens(b - 1))
    };
    let alone = |m: &Mention| {
        let bracket = m.first.checked_sub(1).is_some_and(|b| s.opens(b)) || article(m);
        bracket && s.mark(m.last + 1) == Some(';')
    };
    let plain = |m: &Mention| {
        opened(m)
            && s.items[m.first].depth > 0
            && (s.mark(m.last + 1) == Some(',') || s.is_plain_word(m.last + 1))
            && s.cue(m.last + 1) != Cue::Versus
    };
    let parts = |m: &Mention, other: &Mention| {
        m.arm != other.arm && (m.last..other.first).any(|k| s.mark(k) == Some(';'))
    };
    let beside = |n: usize| {
        let m = &scene.mentions[n];
        let next = scene.mentions.get(n + 1).is_some_and(|next| plain(next) && parts(m, next));
        next || n.checked_sub(1).is_some_and(|b| plain(&scene.mentions[b]) && parts(&scene.mentions[b], m))
    };
    let heads = |(n, m): &(usize, &Mention)| {
        opened(m) && s.mark(m.last + 1) == Some(':') || plain(m) && beside(*n) || alone(m)
    };
    for (_, mention) in scene.mentions.iter().enumerate().filter(heads) {
        let depth = s.items[mention.first].depth;
        let from = mention.last + 1;
        let closes = |i: &usize| {
            s.items[*i].depth < depth
                || s.items[*i].depth == depth && s.mark(*i) == Some(';') && !alone(mention)
        };
        let end = (from..s.items.len()).find(closes).unwrap_or(s.items.len());
        let inside = |i: usize| (from..end).contains(&i);
        if scene.mentions.iter().any(|m| inside(m.first) && m.arm != mention.arm) {
            continue;
        }
        // "(women, 45% vs 31%; men, 23% vs 12%)": of which of them the second value is nobody knows, unless it is told as of after.
        let told_by_commas = s.mark(from) == Some(',')
            && scene.values.iter().any(|i| scene.readings[*i].first == from + 1)
            && (from..end).any(|i| s.cue(i) == Cue::Versus);
        if told_by_commas {
            continue;
        }
        for i in scene.values.iter().copied().filter(|i| inside(scene.readings[*i].first)) {
            scene.bind(i, mention.arm);
        }
    }
}

/// `in the A group (44.6% for grade 3 events and 10.7% for grade 4)`: all values of a bracket that opens on the arm.
pub(super) fn in_its_bracket(scene: &mut Scene<'_, '_>) {
    let spans: Vec<(Mention, usize)> = scene
        .mentions
        .iter()
        .filter_map(|m| Some((*m, behind_long_bracket(scene.s, opening(scene, m)?)?)))
        .collect();
    for (n, (mention, end)) in spans.iter().enumerate() {
        let (mention, end) = (*mention, *end);
        let inside = |i: usize| (mention.last + 1..end).contains(&i);
        let open = opening(scene, &mention).unwrap_or(mention.last);
        let other = scene.named(open, end).iter().any(|m| m.arm != mention.arm);
        let compared = (mention.last + 1..end).any(|i| scene.s.cue(i) == Cue::Versus);
        // "in both A (12 vs 8) and B (13 vs 9)": before and after, each in its arm.
        let next =
            |(next, _): &(Mention, usize)| next.arm != mention.arm && only_joints(scene, end, next.first);
        let before = |(_, close): &(Mention, usize)| only_joints(scene, *close, mention.first);
        let each = || {
            spans.get(n + 1).is_some_and(next)
                || n.checked_sub(1)
                    .and_then(|b| spans.get(b))
                    .is_some_and(|b| b.0.arm != mention.arm && before(b))
        };
        // "in the A and B groups (relapse 12% and 9%, death 3% and 2%)": a row for both.
        let row = |row: &[usize]| {
            row.len() > 1
                && inside(scene.readings[row[0]].first)
                && in_a_row(scene, row)
                && closes_list(scene, &mention, row.len())
        };
        // "than with A (12% vs 8%) and B (12% vs 9%)": one of the two is its own.
        let against = |i: &usize| inside(scene.readings[*i].first) && against_own(scene, *i, mention.arm);
        if other || compared && (!each() || scene.values.iter().any(against)) || scene.rows().any(row) {
            continue;
        }
        let second = joined(scene, &mention) || of_two(scene, &mention);
        for i in 0..scene.readings.len() {
            let size = matches!(scene.readings[i].result, Reported::Participants(_));
            if inside(scene.readings[i].first) && of_one_arm(&scene.readings[i]) && !(size && second) {
                scene.bind(i, mention.arm);
            }
        }
    }
}

/// The bracket that opens behind a name, and behind a word that goes with it: `with A alone (`, `in A patients (`.
fn opening(scene: &Scene<'_, '_>, mention: &Mention) -> Option<usize> {
    let s = scene.s;
    let next = mention.last + 1;
    let goes = |k: usize| matches!(s.cue(k), Cue::Group | Cue::People) || s.is_of(k, Sort::Lone);
    // "in A or B patients (" is of both.
    let of_both = mention.first > 0 && s.cue(mention.first - 1) == Cue::Or;
    let open = next + usize::from(goes(next) && !of_both);
    // "in the A (what that is) group (": a bracket that only says what it is, and the group behind it.
    let inner = |open: usize| {
        let end = s.behind_bracket(open).filter(|end| goes(*end) && s.opens(end + 1))?;
        let plain = (open..end).all(|k| !s.items[k].numeric());
        plain.then_some(end + 1)
    };
    s.opens(open).then(|| inner(open).unwrap_or(open))
}

/// Items in the bracket behind an arm, at most: a list of what happened to each of a few.
const BRACKET: usize = 120;

/// The place behind the bracket that opens at `open`, however much it lists.
fn behind_long_bracket(s: &Sentence<'_>, open: usize) -> Option<usize> {
    let depth = s.items.get(open)?.depth;
    let end = s.items.len().min(open + BRACKET);
    (open + 1..end).find(|k| s.items[*k].depth <= depth && s.closes(*k)).map(|close| close + 1)
}

/// Whether "and in the", "but not in the" is all that stands in a stretch.
fn only_joints(scene: &Scene<'_, '_>, from: usize, to: usize) -> bool {
    let s = scene.s;
    let joint = |k: usize| {
        matches!(s.cue(k), Cue::And | Cue::Or | Cue::Preposition | Cue::Article | Cue::Group)
            || s.mark(k) == Some(',')
            || s.is_of(k, Sort::Turn)
            || s.is_word(k, &["not"])
    };
    let joins = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or) || s.is_of(k, Sort::Turn);
    from < to && (from..to).all(joint) && (from..to).any(joins)
}

/// `placebo for A (n = 98)`, `A → placebo (n = 98)`: the second name of a whole that is called by its first.
fn joined(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let Some(joint) = mention.first.checked_sub(1) else { return false };
    let joins = scene.s.is_word(joint, &["for"]) || scene.s.mark(joint) == Some('→');
    joins && scene.mentions.iter().any(|m| m.last + 1 == joint)
}

/// Items between two arms that are held against each other, at most.
const AGAINST: usize = 10;

/// `One trial compared A versus B (347 adults)`, `A with B (n = 347)`: the only size in brackets, behind two arms that are held
/// against each other, is of both.
fn of_two(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let s = scene.s;
    let Some(other) = scene.mentions.iter().rfind(|m| m.last < mention.first && m.arm != mention.arm) else {
        return false;
    };
    let gap = other.last + 1..mention.first;
    let weighs = || {
        (other.first.saturating_sub(AGAINST)..other.first)
            .any(|k| s.is_of(k, Sort::Compares) || s.is_word(k, &["comparison", "comparing"]))
    };
    let joins = |k: usize| {
        s.cue(k) == Cue::Versus || (s.cue(k) == Cue::And || s.is_word(k, &["with", "to"])) && weighs()
    };
    let sizes = scene
        .readings
        .iter()
        .filter(|r| matches!(r.result, Reported::Participants(_)) && s.items[r.main].depth > 0)
        .count();
    let counted = scene.readings.iter().any(|r| gap.contains(&r.main));
    // "The A group was compared with a B group (n = 30)": of the second.
    let told = gap.clone().any(|k| s.cue(k) == Cue::Was);
    sizes == 1 && gap.len() <= AGAINST && !counted && !told && gap.clone().any(joins)
}
