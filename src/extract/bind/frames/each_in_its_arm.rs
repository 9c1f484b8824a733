//! Each value with its arm behind it.

use super::super::arms::Mention;
use super::behind::{behind_bracket, ends_inside, places};
use super::carried::in_what;
use super::listed::in_a_row;
use super::of_all::{described, of_both, placed, told_apart};
use super::order::{of_a_bracket, since_baseline};
use super::parts::dealt_out;
use super::respectively::mention_lists;
use super::sized::labelled;
use super::{Scene, within};
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};

/// `63.1% with A and 40.8% with B`: each value has its arm behind it, before the next value.
pub(super) fn each_in_its_arm(scene: &mut Scene<'_, '_>) {
    let values = scene.values;
    for (n, i) in values.iter().enumerate() {
        let reading = &scene.readings[*i];
        // "39 (49%) of 79 patients on A": the 79 are counted as people too, and stand inside.
        // So are those of "2.7 months for 22 patients on A".
        let counted = |k: usize| {
            matches!(scene.readings[k].result, Reported::Participants(_))
                && scene.s.is_word(scene.readings[k].first - 1, &["for", "in", "among"])
                && scene.readings[k].first - reading.last <= 8
                && matches!(reading.result, Reported::Quantity(_) | Reported::Proportion(_))
        };
        // "191 (67%) of 286 adults to A": the whole of those stands between.
        let whole = |k: usize| {
            let main = scene.readings[k].main;
            matches!(reading.result, Reported::Participants(_))
                && main == reading.last + 2
                && scene.s.cue(main - 1) == Cue::Of
        };
        let next = values[n + 1..]
            .iter()
            .copied()
            .find(|k| scene.readings[*k].first > reading.last && !counted(*k) && !whole(*k));
        // "27% (95% CI 14 to 40; 12 of 44 patients) with A": counts in a bracket of the value's own.
        let behind = scene.s.unit_end(reading.last + 1).unwrap_or(reading.last + 1);
        let own = (ends_inside(scene.s, reading) || scene.s.opens(behind))
            && !matches!(reading.result, Reported::FollowUp(_))
            && next.is_some_and(|k| {
                scene.s.items[scene.readings[k].first].depth > scene.s.items[reading.main].depth
            });
        let bracket = own.then(|| behind_bracket(scene.s, reading, behind)).flatten();
        let bracket = bracket.filter(|end| scene.named(reading.last + 1, *end).is_empty());
        // "30 adults (19 men), who were randomised to A, B or C": of all of them.
        let who = |end: usize| (end..scene.s.items.len().min(end + 4)).any(|k| scene.s.is_word(k, &["who"]));
        let bracket =
            bracket.filter(|end| !matches!(reading.result, Reported::Participants(_)) || !who(*end));
        let next = match bracket {
            Some(end) => values[n + 1..].iter().copied().find(|k| scene.readings[*k].first >= end),
            None => next,
        };
        let end = next.map_or(scene.s.items.len(), |k| scene.readings[k].first);
        // A size or a follow-up is of everybody unless the arm stands right behind it.
        let reach = match reading.result {
            Reported::FollowUp(_) => 5,
            Reported::Participants(_) => 9,
            _ => 14,
        };
        // "19.3 months (95% CI 9.3-19.4) in the A group": the bracket is not part of how long.
        let last = match reading.result {
            Reported::FollowUp(_) if scene.s.opens(reading.last + 1) => {
                scene.s.behind_bracket(reading.last + 1).map_or(reading.last, |behind| behind - 1)
            }
            _ => reading.last,
        };
        let limit = end.min(bracket.map_or(last, |behind| behind - 1) + reach);
        let people = matches!(reading.result, Reported::Participants(_));
        // "A (n = 102) and B (n = 103)": a size in a bracket is of what stands before it.
        let closed = people
            && labelled(scene.s, reading)
            && scene.s.closes(reading.last + 1)
            && !matches!(scene.s.cue(reading.last + 2), Cue::Preposition | Cue::To);
        // "20 adults (7 men, 13 women) received A": parts by sex are of what stands before them.
        let sexes = people
            && scene.s.items[reading.main].depth > 0
            && scene.s.is_of(reading.last, Sort::Sex)
            && scene.s.closes(reading.last + 1);
        if closed || sexes || !people && dealt_out(scene, *i) {
            continue;
        }
        // "in A 30 were eligible and in B 29 were", "in A it was 30% (P = 0.2), whereas in B …": where an arm leads, what
        // is behind the joint is of the next value.
        let led = people || scene.mentions.iter().any(|m| m.last < reading.first);
        // So it is with "in A was 30%, and that in B was 20%".
        let cut = |k: usize| {
            let comma = usize::from(scene.s.mark(k + 1) == Some(','));
            let next = k + 1 + comma + usize::from(scene.s.is_word(k + 1, &["that", "those"]));
            // "whereas HbA1c for the B group was": all behind is of another.
            // "while on A", "while receiving A" says when.
            let when = scene.s.cue(k + 1) == Cue::Received || scene.s.is_word(k + 1, &["on"]);
            let turns = scene.s.is_of(k, Sort::Turn) && !when;
            led && ((scene.s.cue(k) == Cue::And || turns) && matches!(scene.s.cue(next), Cue::Preposition)
                || turns && scene.s.is_word(k, &["whereas", "while"]))
        };
        let before = n.checked_sub(1).map(|b| values[b]);
        // "In A it was 83% after an hour, in B 77%": the arm behind the comma has a value of its own.
        let has_next = |m: &Mention| {
            let behind = m.last + 1 + usize::from(matches!(scene.s.mark(m.last + 1), Some(',' | ':')));
            let comma = (m.first.saturating_sub(3).max(reading.last + 1)..m.first)
                .find(|k| scene.s.mark(*k) == Some(','));
            comma.is_some_and(|comma| scene.s.cue(comma + 1) == Cue::Preposition)
                && next.is_some_and(|k| scene.readings[k].first == behind)
                // "before A 4.6, after 4.1, at rest before B 5.4"
                || !people && (reading.last + 1..m.first).any(|k| scene.s.mark(k) == Some(','))
        };
        let found = scene.mentions.iter().find(|m| {
            m.first > reading.main
                && m.first < limit
                && !has_next(m)
                && !before.is_some_and(|before| against_outside(scene, before, *i, m))
                // "1182 patients (A, n = 715; B, n = 467)"
                && (!people || scene.s.items[m.first].depth <= scene.s.items[reading.main].depth)
                && (m.first.saturating_sub(4)..m.first).any(|k| k > reading.main && places(scene.s, reading, m, k))
                // "9.2% (95% CI, 6.4 to 12.0; P = 0.02) in the B group": what a bracket parts is inside it.
                && !(reading.last + 1..m.first).any(|k| {
                    let depth = |at: usize| scene.s.items[at].depth;
                    scene.s.mark(k) == Some(';') && depth(k) <= depth(m.first).max(depth(reading.main))
                        || scene.s.cue(k) == Cue::Versus
                            && !since_baseline(scene.s, k)
                            && !of_a_bracket(scene.s, k, depth(m.first).max(depth(reading.main)))
                        || cut(k)
                })
                && !(reading.last + 1..m.first).any(|k| weighed(scene, reading, m, k))
                && !(before.is_some_and(|before| set_against_it(scene, before, reading)) && heads_list(scene, m))
                && !(row_ends(scene, *i) && listed_from(scene, m))
                && !(in_what(scene, reading) && what_changed(scene, m))
                // "12 g (n = 93), which was like the amount of B used"
                && !(reading.last + 1..m.first).any(|k| {
                    let parts = scene.s.mark(k) == Some(',') || scene.s.closes(k);
                    parts && scene.s.is_word(k + 1, &["which"])
                })
                // "a mean age of 29 years, divided in two groups - A (18) and B (17)"
                && !(reading.last + 1..m.first).any(|k| {
                    scene.s.cue(k) == Cue::Group
                        && scene.s.words(k).ends_with('s')
                        && matches!(scene.s.mark(k + 1), Some('-' | ':'))
                })
                // "480 (73%) had a score - 241 in the A group and 239 in the B group"
                && !(reading.last + 1..m.first).any(|k| parts(scene, k))
                // "52 women were assigned among four groups: group A …"
                && !(people && (reading.last + 1..m.first).any(|k| scene.s.mark(k) == Some(':')))
                // "(54.6% v 13%) were more common with A": of both.
                && !(before.is_some_and(|before| set_against_it(scene, before, reading))
                    && (reading.last + 1..m.first)
                        .any(|k| scene.s.cue(k) == Cue::Was && scene.s.direction(k + 1).is_some()))
        });
        // "A (V) and in B (V)": the arm belongs to the value behind it where a bracket opens on that at once.
        // "296 to the A group (106 women)" is no such case.
        let outside = people && scene.s.items[reading.main].depth == 0 && placed(scene, reading.main + 1);
        // Nor is "7.5% with A (n = 114)", "7.5% with A (9 of 120)", where the bracket only says how many.
        // Nor is "4 (2%) died in A (stroke [n = 1] …", where it says of what.
        let whole = matches!(&reading.result, Reported::Proportion(share) if share.percent.is_some());
        let theirs = found.is_some_and(|m| {
            let size = |k: usize| match &scene.readings[k].result {
                Reported::Participants(_) => true,
                Reported::Proportion(share) => share.percent.is_none() && (share.total.is_some() || whole),
                _ => false,
            };
            !outside
                && !ended_by(scene, *i, before, m)
                && scene.s.opens(m.last + 1)
                && next.is_some_and(|k| scene.readings[k].first <= m.last + 4 && (people || !size(k)))
        });
        let of_all = people
            && found.is_some_and(|m| {
                of_both(scene, *i, m) || described(scene, reading, m) || told_apart(scene, reading, m)
            });
        let of_all =
            of_all || !people && found.is_some_and(|m| of_either(scene, *i, m) || splits(scene, reading, m));
        if let Some(arm) = found.filter(|_| !theirs && !of_all).map(|m| m.arm) {
            scene.bind(*i, arm);
        }
    }
}

/// `12% was lower than with A`, `50%, with no difference between A and B`, `12% crossed over to A`, `fell by 12% but not with A`: whether
/// what stands at item `k` says that the arm behind it is not that of the value before it.
fn weighed(scene: &Scene<'_, '_>, reading: &Reading, mention: &Mention, k: usize) -> bool {
    let s = scene.s;
    if s.items[k].depth > s.items[reading.main].depth {
        return false;
    }
    let number = s.items.get(k + 1).is_some_and(|item| item.numeric());
    // "with A by 12% but not with B": A has told whose it is.
    let led = || {
        let since =
            scene.values.iter().map(|i| scene.readings[*i].last).take_while(|last| *last < reading.first);
        !scene.named(since.last().unwrap_or(0), reading.first).is_empty()
    };
    s.words(k).ends_with("than") && matches!(s.cue(k), Cue::MoreThan | Cue::LessThan) && !number
        || s.is_of(k, Sort::Between)
        // "12 crossed over from A to B"
        || s.is_word(k, &["crossed", "switched"]) && !(k..mention.first).any(|k| s.is_word(k, &["from"]))
        || s.is_word(k, &["but"]) && led()
}

/// `12 vs 8 for A vs B`: whether a name is the first of two that are held against each other.
fn heads_list(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let s = scene.s;
    s.cue(mention.last + 1) == Cue::Versus && !scene.named(mention.last + 2, mention.last + 4).is_empty()
}

/// Whether a value is the last of a row.
fn row_ends(scene: &Scene<'_, '_>, value: usize) -> bool {
    scene.rows().any(|row| row.len() > 1 && row.last() == Some(&value))
}

/// `a 56% reduction in the A score`: whether a name behind "in" is of no people, and so says what changed.
fn what_changed(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let s = scene.s;
    let people = |k: usize| {
        s.is_of(k, Sort::Recipient)
            || s.is_of(k, Sort::Control)
            || s.is_of(k, Sort::Sex)
            || s.is_of(k, Sort::Kind)
    };
    let placed = (mention.first.saturating_sub(2)..mention.first).any(|k| s.is_word(k, &["in"]));
    placed && !(mention.first..=mention.last + 1).any(people)
}

/// Items that a list behind a row takes, at most.
const LIST: usize = 24;

/// `56%, 60% and 61% of A, B and C`: whether a name is the first of a list, of which nothing tells what goes with which.
fn listed_from(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let list = mention_lists(scene, mention.first, mention.first + LIST);
    let Some([_, .., last]) = list.first() else { return false };
    let next = scene.values.iter().map(|i| scene.readings[*i].first).find(|first| *first > mention.last);
    let versus = (mention.last..last.first).any(|k| scene.s.cue(k) == Cue::Versus);
    !versus && next.is_none_or(|next| next > last.last + 2)
}

/// `more often used (42% versus 25%) in the A group`: of two values in one bracket, the second is not of the arm outside.
fn against_outside(scene: &Scene<'_, '_>, before: usize, value: usize, mention: &Mention) -> bool {
    let s = scene.s;
    let (one, other) = (&scene.readings[before], &scene.readings[value]);
    let depth = |k: usize| s.items[k].depth;
    depth(mention.first) < depth(other.main)
        && depth(one.main) == depth(other.main)
        && (one.last + 1..other.first).any(|k| s.cue(k) == Cue::Versus)
        && !(one.last + 1..other.first).any(|k| s.closes(k) && depth(k) < depth(other.main))
}

/// `57.9% v 10%`: whether "versus" is all that stands between a value and the one before it.
fn set_against_it(scene: &Scene<'_, '_>, before: usize, reading: &Reading) -> bool {
    (scene.readings[before].last + 1..reading.first).any(|k| scene.s.cue(k) == Cue::Versus)
}

/// `the overall rate was 43% (A 36% vs B 54%)`: a bracket that has several arms says how a whole is split.
fn splits(scene: &Scene<'_, '_>, reading: &Reading, mention: &Mention) -> bool {
    let s = scene.s;
    let depth = |k: usize| s.items[k].depth;
    let open =
        (reading.last + 1..mention.first).find(|k| s.opens(*k) && depth(mention.first) > depth(reading.main));
    let end = open.and_then(|open| s.behind_bracket(open));
    end.is_some_and(|end| {
        mention.first < end && scene.named(mention.first, end).iter().any(|m| m.arm != mention.arm)
    })
}

/// `12% of those who received A or B`: a share of both.
fn of_either(scene: &Scene<'_, '_>, value: usize, mention: &Mention) -> bool {
    let s = scene.s;
    let behind = mention.last + 1;
    let behind = if s.opens(behind) { s.behind_bracket(behind).unwrap_or(behind) } else { behind };
    if s.cue(behind) != Cue::Or {
        return false;
    }
    let next = scene.named(behind, behind + 4).first();
    let read = |r: &Reading| {
        (behind..s.items.len()).contains(&r.first) && r.result.kind() == scene.readings[value].result.kind()
    };
    next.is_some_and(|next| next.arm != mention.arm) && !scene.readings.iter().any(read)
}

/// `46.9% in the A group (35.2% complete) versus 22.9% in the B group (17.8%)`: a value right before an arm that no arm leads
/// is of it, whatever the arm's bracket says besides.
fn ended_by(scene: &Scene<'_, '_>, value: usize, before: Option<usize>, mention: &Mention) -> bool {
    let s = scene.s;
    let reading = &scene.readings[value];
    if !reading.is_share_or_quantity() || s.items[reading.main].depth > 0 {
        return false;
    }
    let since = before.map_or(0, |b| scene.readings[b].last);
    let claimed = before.and_then(|b| scene.bound[b]);
    scene.closed_by(value) == Some(mention.arm)
        && scene.named(since, reading.first).iter().all(|m| Some(m.arm) == claimed)
}

/// Whether what stands at item `k` begins to say how a whole is parted: a dash, or a number that is of the arm behind it.
fn parts(scene: &Scene<'_, '_>, k: usize) -> bool {
    let s = scene.s;
    s.mark(k) == Some('-') && s.items[k].spaced && s.items.get(k + 1).is_some_and(|item| item.spaced)
        || s.mark(k) == Some('—')
        || !s.spent[k] && s.count(k).is_some() && s.is_word(k + 1, &["in", "on"])
}

/// Items between both ends of a change, at most.
const TIMED: usize = 7;

/// Items between both ends of a change that "from" leads, at most: "6.61 mm of mercury at entry, to".
const WIDE: usize = 12;

/// Items between "from" or "to" and the value that it leads, at most: "from a mean of".
const LED: usize = 4;

/// `from 32.4 (6.1) mm of mercury at entry to 28.3`, `to 6.3 from 7.5`, `to 72 and to 83`: whatever names the unit or the time, the
/// next end of a change that "from" or "to" leads.
fn goes_to(scene: &Scene<'_, '_>, a: usize, b: usize) -> bool {
    let s = scene.s;
    let (one, other) = (&scene.readings[a], &scene.readings[b]);
    if !one.is_share_or_quantity() || one.result.kind() != other.result.kind() {
        return false;
    }
    let between = one.last + 1..other.first;
    let led = |place: usize, by: &dyn Fn(usize) -> bool| {
        (place.saturating_sub(LED)..place).rfind(|k| s.items[*k].numeric() || by(*k)).is_some_and(by)
    };
    let (from, to) = (|k: usize| s.is_word(k, &["from"]), |k: usize| s.cue(k) == Cue::To);
    let parts = |k: usize| {
        matches!(s.cue(k), Cue::Or | Cue::Versus) || s.mark(k) == Some(';') || s.is_of(k, Sort::Turn)
    };
    if between.len() > WIDE
        || between.is_empty()
        || between.clone().any(parts)
        || !within(scene.further, between.start, between.end).is_empty()
        || !scene.named(between.start, between.end).is_empty()
    {
        return false;
    }
    let and = between.clone().any(|k| s.cue(k) == Cue::And);
    let (led_by_from, led_by_to) = (led(one.first, &from), led(one.first, &to));
    let (tos, froms) = (between.clone().any(to), between.clone().any(from));
    let forth = led_by_from && tos && !froms && !and;
    let back = led_by_to && froms && !tos && !and;
    let word = |k: usize| s.is_plain_word(k) && s.cue(k) == Cue::None;
    let further = led_by_to
        && !froms
        && between.end.checked_sub(2).is_some_and(|k| s.cue(k) == Cue::And && s.cue(k + 1) == Cue::To)
        && !between.clone().any(word);
    forth || back || further
}

/// `from 32.4 to 34.1 with A`: both ends of a change are of one arm.
pub(super) fn both_ends(scene: &mut Scene<'_, '_>) {
    let values = scene.values;
    for pair in values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let s = scene.s;
        // "from 20.1 (4.0) to 19.7"
        let behind = scene.readings[a].last + 1;
        let bracket = s.opens(behind).then(|| s.behind_bracket(behind)).flatten();
        let (from, to) = (bracket.unwrap_or(behind), scene.readings[b].first);
        let timed = to.saturating_sub(from) <= TIMED
            && (from..to).any(|i| matches!(s.cue(i), Cue::Time(_)) || s.is_word(i, &["baseline"]));
        let change = from < to
            && to - from <= TIMED
            && (from..to).any(|i| s.cue(i) == Cue::To)
            // "from -1.6 on day 2 to -0.7 on day 9"
            && (to - from <= 4 || timed)
            && (from..to).all(|i| {
                s.cue(i) == Cue::To
                    || matches!(s.cue(i), Cue::Unit | Cue::Time(_) | Cue::About)
                    || s.mark(i).is_some()
                    || matches!(s.cue(i), Cue::Of | Cue::People | Cue::Article)
                    || timed && (s.cue(i) == Cue::Preposition || s.items[i].numeric() || s.is_word(i, &["baseline"]))
            });
        if !change && !goes_to(scene, a, b) {
            continue;
        }
        // "from 3.1 and 3.4 to 2.2 and 2.6": first to first, second to second.
        let row_of = |i: usize| scene.rows().find(|row| row.contains(&i)).unwrap_or(&[]);
        let (from, to) = (row_of(a), row_of(b));
        let rows = from.len() > 1 && to.len() > 1 && from.last() == Some(&a) && to.first() == Some(&b);
        let (from, to) = if rows { (from, to) } else { (&pair[..1], &pair[1..]) };
        let (from, to) = match from.len() == to.len() {
            true => (from, to),
            false if in_a_row(scene, from) => continue,
            false => (&pair[..1], &pair[1..]),
        };
        for (a, b) in from.iter().copied().zip(to.iter().copied()) {
            match (scene.bound[a], scene.bound[b]) {
                (None, Some(arm)) => scene.bind(a, arm),
                (Some(arm), None) => scene.bind(b, arm),
                _ => {}
            }
        }
    }
}
