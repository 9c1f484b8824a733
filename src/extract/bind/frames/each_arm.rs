//! Values that are said of every arm at once.

use super::arm_first::placed_otherwise;
use super::behind::behind_value;
use super::{Scene, of_one_arm};
use crate::extract::read::Reading;
use crate::extract::read::participants;
use crate::extract::sentence::Sentence;
use crate::finding::{ArmId, Reported, Role};
use crate::lex::{Cue, Sort};

/// The arms that a value of `each group`, `both arms`, `per group`, `three groups (n = 15)` is of: the pair, or all arms
/// where there are few.
pub(in crate::extract::bind) fn each_arm(scene: &Scene<'_, '_>, reading: &Reading) -> Option<Vec<ArmId>> {
    if !of_one_arm(reading) || matches!(reading.result, Reported::FollowUp(_)) {
        return None;
    }
    let s = scene.s;
    let count = scene.arms.count();
    let people = matches!(reading.result, Reported::Participants(_));
    if let Some((a, b)) = both(scene, reading).filter(|_| !people) {
        return Some(vec![a, b]);
    }
    if !people && of_all_named(scene, reading) {
        return match scene.arms.pair() {
            Some((a, b)) => Some(vec![a, b]),
            None => Some(all(count)),
        };
    }
    // "two groups of 23 and 27 women each"
    let second = people && reading.first > 1 && s.cue(reading.first - 1) == Cue::And;
    if second && s.items[reading.first - 2].numeric() {
        return None;
    }
    // Of more arms than two, "both groups" are some two.
    let behind = said_behind(s, reading);
    if behind.is_some_and(|at| s.is_word(at, &["both"]) && count != 2 && scene.arms.pair().is_none()) {
        return None;
    }
    if behind.is_none()
        && !(people && (said_before(s, reading) || of_groups(s, reading, count) || alike(s, reading)))
    {
        return None;
    }
    let told = people.then(|| groups_before(s, reading)).flatten();
    match told {
        Some(told) => of_so_many(scene, usize::try_from(told).ok()?, reading),
        None => match scene.arms.pair() {
            Some((a, b)) => Some(vec![a, b]),
            None if (2..=4).contains(&count) => Some(all(count)),
            // Of more arms those that the sentence names.
            None => Some(named_near(scene, reading)).filter(|named| people && named.len() > 1),
        },
    }
}

/// The arms that a sentence names around the size of each.
fn named_near(scene: &Scene<'_, '_>, reading: &Reading) -> Vec<ArmId> {
    let near = scene.named(reading.first.saturating_sub(NAMED), reading.last + NAMED).iter();
    let mut named: Vec<ArmId> = near.map(|m| m.arm).collect();
    named.sort_unstable_by_key(|arm| arm.0);
    named.dedup();
    named
}

/// The first so many arms.
fn all(count: usize) -> Vec<ArmId> {
    (0..count).map(|i| ArmId(i as u16)).collect()
}

/// Items between the size of each and the names of all, at most.
const NAMED: usize = 24;

/// More groups than any trial has.
const MOST: usize = 8;

/// The arms of a trial that is said to have so many groups: all, those that are called by a letter or number where some are
/// known by two names, or those of them that are known.
fn of_so_many(scene: &Scene<'_, '_>, told: usize, reading: &Reading) -> Option<Vec<ArmId>> {
    let count = scene.arms.count();
    if !(2..=MOST).contains(&told) || count == 0 {
        return None;
    }
    if let Some((a, b)) = scene.arms.pair().filter(|_| told == 2) {
        return Some(vec![a, b]);
    }
    let lettered = |arm: &ArmId| {
        let arm = scene.arms.arms.get(usize::from(arm.0));
        arm.is_some_and(|arm| is_letter(&arm.name) || arm.mentions.iter().any(|m| is_letter(&m.text)))
    };
    let lettered: Vec<ArmId> = all(count).into_iter().filter(lettered).collect();
    if told == count || lettered.len() == told {
        return Some(if told == count { all(count) } else { lettered });
    }
    // "two focus groups (n = 9 per group)" are no arms of which some are known.
    let assigned =
        matches!(&reading.result, Reported::Participants(people) if people.role == Role::Randomized);
    // Four groups of two treatments, before or after something, are none of theirs.
    let crossed = count > 1 && told == 2 * count;
    // "two groups (40 in each) to receive tolvarin or placebo", "four groups of 20: tolvarin, nitrol, what nobody knows and placebo"
    let named = named_near(scene, reading);
    if told > count && !crossed && (assigned || count > 1 && named.len() == count) {
        return Some(all(count));
    }
    (named.len() == told).then_some(named)
}

/// Whether a name is a group's letter or number: `group A`, `arm 2`.
fn is_letter(name: &str) -> bool {
    let mut words = name.split(' ');
    let (group, letter, end) = (words.next(), words.next(), words.next());
    let group = group.is_some_and(|word| GROUPS.iter().any(|group| word.eq_ignore_ascii_case(group)));
    group && letter.is_some_and(|letter| letter.len() <= 3) && end.is_none()
}

/// What stands before the letter of a group.
const GROUPS: &[&str] = &["group", "arm", "cohort"];

/// `304 in each group`, `34% (95% CI, 29% to 39%) in both groups`, `two groups of 50 patients each`: where it says so.
fn said_behind(s: &Sentence<'_>, reading: &Reading) -> Option<usize> {
    // "five patients stopped in both groups" is not said of each.
    let share = matches!(&reading.result, Reported::Proportion(share) if share.percent.is_none() && share.total.is_none());
    let counted = share || matches!(reading.result, Reported::Participants(_));
    let from = if counted { reading.main } else { reading.last } + 1;
    // "(n = 40/group)"
    if counted && s.mark(from) == Some('/') && s.cue(from + 1) == Cue::Group {
        return Some(from + 1);
    }
    let from = from + usize::from(s.closes(from));
    // "17 patients, 34 eyes in each group"
    let twice =
        counted && s.mark(from + 1) == Some(',') && s.count(from + 2).is_some() && s.is_plain_word(from + 3);
    let from = if twice { from + 4 } else { from };
    let said = (from..s.items.len().min(from + 6))
        .take_while(|i| s.mark(*i).is_none_or(|c| c == '-') && !s.items[*i].numeric())
        .find(|i| s.is_word(*i, &["each", "per"]) || s.is_word(*i, &["both"]) && !share)?;
    // "each" itself may close the phrase.
    let labelled = reading.main > 0 && s.mark(reading.main - 1) == Some('=');
    // "(n = 20 each)", "(20 patients each)"
    let bracketed = labelled
        || matches!(reading.result, Reported::Participants(_))
            && reading.main.checked_sub(1).is_some_and(|b| s.opens(b));
    let each = s.is_word(said, &["each"]);
    let closed = each && bracketed && s.closes(said + 1);
    let people = matches!(reading.result, Reported::Participants(_));
    let ends = |at: usize| at >= s.items.len() || s.closes(at) || matches!(s.mark(at), Some(',' | ';' | '.'));
    // "tolvarin or placebo, 30 each", "tolvarin or placebo, with 25 adults in each", "30 adults each were randomised to tolvarin or placebo"
    let alone = each
        && people
        && !of_others(s, reading.first)
        && (ends(said + 1)
            || s.cue(said + 1) == Cue::Was
                && ["random", "allocat", "assign"].iter().any(|stem| s.words(said + 2).starts_with(stem)));
    // "40 adults each received A or B"; but "and B" is what everybody got, one after the other.
    let got = each
        && people
        && s.is_word(said + 1, &["received"])
        && !of_others(s, reading.first)
        && (said + 2..s.items.len().min(said + 14)).any(|at| s.cue(at) == Cue::Or);
    let closed = closed || alone || got;
    // "30 adults were allocated to each of the tolvarin and placebo groups"
    let far = if s.cue(said + 1) == Cue::Of { 9 } else { 4 };
    let groups = closed
        || (said + 1..said + far).any(|i| s.cue(i) == Cue::Group)
        || people
            && each
            && s.is_word(said + 1, &["treatment", "regimen", "drug", "therapy", "intervention"])
        || s.is_word(said, &["each"])
            && (reading.first.saturating_sub(6)..reading.first).any(|i| s.cue(i) == Cue::Group);
    // "14.2 months for both", "68% in both sexes"
    let both = s.is_word(said, &["both"]) && said > from && s.cue(said - 1) == Cue::Preposition;
    let ends = |k: usize| k >= s.items.len() || matches!(s.mark(k), Some(',' | ';' | '.')) || s.closes(k);
    let groups = groups || both && (ends(said + 1) || s.is_word(said + 1, &["sexes"]) && ends(said + 2));
    // "35.2 and 34.1 in both groups, respectively"
    let parted = (said + 1..said + 5).any(|i| s.cue(i) == Cue::Respectively);
    (groups && !parted).then_some(said)
}

/// `two trials with about 1000 adults each`, `3 blocks of 8 adults each`: whether what has so many each are no groups.
fn of_others(s: &Sentence<'_>, first: usize) -> bool {
    let leads = |k: &usize| s.cue(*k) == Cue::Of || s.is_word(*k, &["with"]);
    let noun = (first.saturating_sub(LED)..first).rev().find(leads).and_then(|k| k.checked_sub(1));
    noun.is_some_and(|k| s.cue(k) != Cue::Group && s.mark(k).is_none())
}

/// Items from what has people to their number, at most: "with about", "of up to".
const LED: usize = 3;

/// Items from a value to the groups that it is said of, at most.
const OF_ALL: usize = 8;

/// `14% in the 2 groups`, `14% in all three arms`, `(41%, both groups)`, `rates with both regimens were 7%`: whether a share that stands
/// for itself is said of as many groups as there are.
fn of_all_named(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let count = scene.arms.count();
    let share = matches!(&reading.result, Reported::Proportion(share) if share.percent.is_some());
    let alone = |row: &[usize]| matches!(*row, [one] if std::ptr::eq(&scene.readings[one], reading));
    if !share || !(2..=4).contains(&count) || !scene.rows().any(alone) {
        return false;
    }
    let so_many = |k: usize| {
        s.items[k].number().and_then(|n| n.decimal.as_whole()) == Some(count as u64)
            || count == 2 && s.is_word(k, &["both"])
    };
    let groups = |k: usize| {
        let plural = s.cue(k) == Cue::Group && s.words(k).ends_with('s')
            || s.is_word(k, &["regimens", "treatments", "strategies", "interventions"]);
        plural && (k.saturating_sub(2)..k).any(so_many)
    };
    let joint = |k: usize| {
        matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::Article | Cue::People | Cue::Was)
            || s.mark(k) == Some(',')
            || s.is_word(k, &["all", "similar"])
    };
    let from = reading.last + 1;
    let end = (from..s.items.len().min(from + OF_ALL)).find(|k| groups(*k));
    let behind = end
        .is_some_and(|end| (from..end).all(|k| joint(k) || so_many(k) || k + 1 == end && s.is_plain_word(k)));
    // "rates with both regimens were 7%"
    let before = (reading.first.saturating_sub(OF_ALL)..reading.first).rev().find(|k| groups(*k));
    let verb = |k: usize| matches!(s.cue(k), Cue::Was | Cue::About) || s.is_word(k, &["similar"]);
    // "the difference between the two groups was 7%", "in both groups it was 94% with A"
    let apart = |k: usize| s.cue(k) == Cue::Difference || s.is_of(k, Sort::Between);
    let told = |at: usize| {
        (at + 1..reading.first).all(verb)
            && (at + 1..reading.first).any(|k| s.cue(k) == Cue::Was)
            && !(at.saturating_sub(OF_ALL)..at).any(apart)
    };
    behind
        || before.is_some_and(told)
            && !placed_otherwise(scene, reading)
            && !s.is_word(behind_value(s, reading), &["with", "for", "in", "on"])
}

/// `99% with both A and B`: the two that are named.
fn both(scene: &Scene<'_, '_>, reading: &Reading) -> Option<(ArmId, ArmId)> {
    let s = scene.s;
    let at = (reading.last + 1..reading.last + 5).find(|at| s.is_word(*at, &["both"]))?;
    let mut named = scene.mentions.iter().filter(|m| m.first > at);
    let (a, b) = (named.next()?, named.next()?);
    let joined = a.first <= at + 2 && s.cue(a.last + 1) == Cue::And && b.first <= a.last + 3;
    let words = (reading.last + 1..at).all(|k| !s.items[k].numeric() && s.mark(k).is_none_or(|c| c == ')'));
    (joined && words && a.arm != b.arm).then_some((a.arm, b.arm))
}

/// `the A or B group (both: n = 57)`, `(each n = 20)`, `(each group n = 20)`, `Each group comprised 28 patients`.
fn said_before(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Some(mut at) = reading.first.checked_sub(1) else { return false };
    // "each group of 24 adults received"
    if s.cue(at) == Cue::Of && at > 1 && s.cue(at - 1) == Cue::Group && s.is_word(at - 2, &["each"]) {
        return true;
    }
    // "each group was made up of 28 adults"
    let made = s.cue(at) == Cue::Of && at > 1 && s.is_word(at - 1, &["up", "composed"]);
    let verb = made || s.is_word(at, HOLDS);
    let made = if made {
        (at.saturating_sub(4)..at).rfind(|k| s.cue(*k) == Cue::Group).map(|k| k + 1)
    } else {
        Some(at)
    };
    if let Some(at) = made.filter(|at| verb && *at > 1 && s.cue(*at - 1) == Cue::Group)
        && s.is_word(at - 2, &["each", "both"])
    {
        return true;
    }
    if led_by_each(s, reading) {
        return true;
    }
    // "the A group and the B group, each comprising of 20 adults"
    let of = usize::from(s.cue(at) == Cue::Of && at > 1);
    if s.is_word(at - of, EACH_WITH) && at > of && s.is_word(at - of - 1, &["each"]) {
        // But "two trials, each including 20 adults".
        let each = at - of - 1;
        return (each.saturating_sub(GROUP)..each).any(|k| s.cue(k) == Cue::Group);
    }
    if s.mark(at) == Some(':') {
        at = at.saturating_sub(1);
    }
    // "each group n = 20"
    if s.cue(at) == Cue::Group {
        at = at.saturating_sub(1);
    }
    s.is_word(at, &["both", "each", "per"]) && at > 0 && s.opens(at - 1)
}

/// What a group does that has so many people.
const HOLDS: &[&str] = &[
    "comprised",
    "comprises",
    "consisted of",
    "consists of",
    "included",
    "includes",
    "contained",
    "contains",
    "had",
    "has",
    "comprising",
    "enrolled",
];

/// `In each group, 40 adults were studied`, `In both groups 40 adults were enrolled`: said before people who took a step.
fn led_by_each(s: &Sentence<'_>, reading: &Reading) -> bool {
    let Some(mut at) = reading.first.checked_sub(1) else { return false };
    at -= usize::from(s.mark(at) == Some(',') && at > 0);
    let placed = at > 1
        && s.cue(at) == Cue::Group
        && s.is_word(at - 1, &["each", "both"])
        && s.is_word(at - 2, &["in"]);
    let starts = placed && (at == 2 || s.mark(at - 3).is_some());
    starts && reading.step_said && s.items[reading.main].depth == 0
}

/// Items from a group to the "each" that says how many are in it, at most.
const GROUP: usize = 3;

/// What says between "each" and a size that each has so many.
const EACH_WITH: &[&str] = &[
    "comprising",
    "comprised",
    "comprised of",
    "comprising of",
    "consisting",
    "consisting of",
    "containing",
    "including",
    "with",
    "had",
];

/// `two groups of 36`, `three groups, each with 25 adults`.
fn alike(s: &Sentence<'_>, reading: &Reading) -> bool {
    // "two 30-patient groups"
    let groups = reading.last + 1;
    let hyphened = reading.last > reading.main + 1
        && s.mark(reading.main + 1) == Some('-')
        && s.cue(groups) == Cue::Group
        && s.words(groups).ends_with('s')
        && reading.first > 0
        && s.items[reading.first - 1].number().is_some();
    hyphened || participants::groups_before(s, reading.main).is_some()
}

/// `one of three groups (n = 15)`, `Groups (n = 12) received`: as many groups as there are arms, and one size.
fn of_groups(s: &Sentence<'_>, reading: &Reading, count: usize) -> bool {
    let open = reading.first.checked_sub(1).filter(|at| s.opens(*at) && s.closes(reading.last + 1));
    let Some(groups) = open.and_then(|at| at.checked_sub(1)) else { return false };
    let several = s.cue(groups) == Cue::Group && s.words(groups).ends_with('s');
    let number = (groups.saturating_sub(2)..groups).find_map(|at| s.items[at].number());
    several
        && match number {
            Some(n) => {
                let told = n.decimal.as_whole();
                told == Some(count as u64) || told.is_some_and(|told| of_a_whole(s, reading, told))
            }
            None => groups == 0,
        }
}

/// `60 adults were assigned to three groups (n = 20)`: whether so many times the size are all that were counted before.
fn of_a_whole(s: &Sentence<'_>, reading: &Reading, told: u64) -> bool {
    let Reported::Participants(people) = &reading.result else { return false };
    let whole = people.n.decimal.as_whole().and_then(|n| n.checked_mul(told));
    let number = |at: usize| s.items[at].number().and_then(|n| n.decimal.as_whole());
    whole.is_some() && (reading.first.saturating_sub(WHOLE)..reading.first).any(|at| number(at) == whole)
}

/// Items from all people to the size of each group, at most.
const WHOLE: usize = 60;

/// `into four groups of 20 patients each`, `one of three groups (each n = 30)`: how many groups there are.
fn groups_before(s: &Sentence<'_>, reading: &Reading) -> Option<u64> {
    let groups = (reading.first.saturating_sub(8)..reading.first).filter(|at| s.cue(*at) == Cue::Group);
    let mut numbers = groups.flat_map(|at| (at.saturating_sub(3)..at).rev());
    numbers.find_map(|at| s.items[at].number())?.decimal.as_whole()
}
