//! The arm before its value.

use super::super::arms::Mention;
use super::Scene;
use super::behind::behind_value;
use super::parts::dealt_out;
use super::set_against::against_own;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;
use crate::lex::Cue;

/// `A (n = 342)`, `in the A group, 15 died`, `A: 12.3 weeks`: the nearest arm before the value, since the last value.
pub(super) fn arm_first(scene: &mut Scene<'_, '_>) {
    let mut since = 0;
    // "…: A had 12", "…, whereas A had 12": so it is behind a colon, and behind what turns.
    let heads = |k: usize| scene.mentions.iter().any(|m| m.last + 1 == k);
    let parts = |k: &usize| match scene.s.mark(*k) {
        Some(';') => scene.s.items[*k].depth == 0,
        Some(':') => scene.s.items[*k].depth == 0 && !heads(*k),
        _ => scene.s.is_word(*k, &["whereas", "while"]),
    };
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        if scene.bound[i].is_none() {
            // "; in the B group they needed less: 12": what stands before the semicolon is of another clause.
            let named = |from: usize| !scene.named(from, reading.first).is_empty();
            let versus = |k: usize| (k..reading.first).any(|k| scene.s.cue(k) == Cue::Versus);
            let clause = (since..reading.first).rfind(parts).filter(|k| named(*k) && !versus(*k));
            let clause = clause.unwrap_or(since);
            let before: Vec<&Mention> =
                scene.mentions.iter().filter(|m| m.first >= clause && m.last < reading.first).collect();
            let several = before.windows(2).any(|pair| pair[0].arm != pair[1].arm);
            // Of several arms before a value, the one whose bracket it stands in, or that it stands beside.
            let near = before.last().filter(|m| {
                !several
                    || scene.s.opens(m.last + 1) && reading.first <= m.last + 4
                    || beside(scene, m, reading)
                    || stated(scene, m, reading)
            });
            // A size is of an arm where it stands in the arm's bracket, and else of everybody.
            let people = matches!(reading.result, Reported::Participants(_));
            let near = near.filter(|m| {
                !people
                    || scene.s.opens(m.last + 1)
                        && reading.first <= m.last + 8
                        && !(several && last_of_list(scene.s, &before))
                        // "tolvarin (8 to 45 mg per day) in 70 adults"
                        && scene.s.items[reading.main].depth > scene.s.items[m.last].depth
                    || given_to(scene, m, reading)
                    || opening(scene, m, reading)
                    || comprised(scene, m, reading)
            });
            // "(12 A, 14 B) took part; 41% were women": the bracket that named arms is closed.
            let closed = |m: &&Mention| {
                let depth = |at: usize| scene.s.items[at].depth;
                let counted = scene.readings[..i].iter().any(|r| {
                    matches!(r.result, Reported::Participants(_)) && depth(r.main) == depth(m.first)
                });
                let inner = depth(m.first) > depth(reading.main) && counted || depth(reading.main) > 0;
                depth(m.first) > 0
                    && inner
                    && (m.last + 1..reading.first).any(|k| scene.s.closes(k) && depth(k) < depth(m.first))
            };
            // "than with placebo), and later (15": what something was set against is no arm of what follows.
            let against = |m: &&Mention| {
                let ends = |k: usize| matches!(scene.s.mark(k), Some(',' | ';')) || scene.s.closes(k);
                // "better than placebo: 45%"
                let colon = scene.s.mark(m.last + 1) == Some(':') && several;
                (m.first.saturating_sub(2)..m.first).any(|k| scene.s.cue(k) == Cue::Versus)
                    && (colon || (ends(m.last + 1) || ends(m.last + 2)) && !beside(scene, m, reading))
            };
            // "in the three A groups"
            let groups =
                |m: &&Mention| m.first > 0 && scene.s.items[m.first - 1].spelled && of_several(scene.s, m);
            // Another arm stands before it, as in a list.
            let listed =
                |m: &Mention| scene.mentions.iter().any(|one| one.arm != m.arm && one.last < m.first);
            // "42% with A and 43% with what nobody knows", "from 9 to 7 with A; from 8 to 5 with B": A is of the value before it.
            let alike = |m: &&Mention| {
                let before = scene.values.iter().rfind(|b| scene.readings[**b].last < m.first);
                // "and from 8 to 5 with B"
                let from = |k: usize| scene.s.cue(k) == Cue::And && scene.s.is_word(k + 1, &["from"]);
                let parted = || (m.last + 1..reading.first).any(|k| scene.s.mark(k) == Some(';') || from(k));
                before.is_some_and(|b| {
                    let closes = m.first <= scene.readings[*b].last + CLOSES && listed(m);
                    scene.closed_by(*b) == Some(m.arm) && (placed_otherwise(scene, reading) || parted())
                        // "(38 to A and 38 to B; mean age, 49 years)"
                        || closes && parted()
                })
            };
            let others = |m: &&Mention| {
                alike(m)
                    || dealt_out(scene, i)
                    || scene.of_unknown(i)
                    || scene.closed_by(i).is_some_and(|arm| arm != m.arm)
            };
            let near = near.filter(|m| !against_own(scene, i, m.arm));
            let near = near.filter(|m| !closed(m) && (people || !others(m) && !against(m) && !groups(m)));
            let behind_versus =
                near.is_some_and(|m| (m.last + 1..reading.first).any(|k| scene.s.cue(k) == Cue::Versus));
            if let Some(arm) = near.filter(|_| !behind_versus).map(|m| m.arm) {
                scene.bind(i, arm);
            }
        }
        since = scene.readings[i].last;
        // "-1.7 for A and -1.5 for B, but only A": B closes its value, and is done.
        if let Some(closer) = scene.closer(i) {
            // But "52% with B (from 21 to 32)", "19 years in B with a mean of 5" goes on with it.
            let next = scene.values.iter().map(|k| scene.readings[*k].first).find(|k| *k > closer.last);
            let leads = |k: usize| {
                matches!(scene.s.cue(k), Cue::Preposition | Cue::Article | Cue::Of | Cue::Statistic(_))
            };
            let noun = usize::from(matches!(scene.s.cue(closer.last + 1), Cue::Group | Cue::People));
            let goes_on = scene.s.opens(closer.last + 1 + noun)
                || next.is_some_and(|next| (closer.last + 1..next).all(leads));
            let adjacent = scene.mentions.iter().find(|m| m.first == closer.last + 1);
            since = if goes_on { since } else { adjacent.map_or(closer.last, |m| m.last) + 1 };
        }
    }
}

/// Items from a value to the arm that closes it, at most: "38 to the".
const CLOSES: usize = 3;

/// `one trial compared A versus B (347 adults)`, `A or B (347 adults)`: of both, where the first has no size of its own.
fn last_of_list(s: &Sentence<'_>, before: &[&Mention]) -> bool {
    let [.., other, last] = before else { return false };
    let joint = |k: usize| matches!(s.cue(k), Cue::Versus | Cue::Or | Cue::And);
    other.arm != last.arm && (other.last + 1..last.first).any(joint)
}

/// `the A groups`
pub(super) fn of_several(s: &Sentence<'_>, mention: &Mention) -> bool {
    s.cue(mention.last) == Cue::Group && s.words(mention.last).ends_with('s')
}

/// `43% with tamorex`, where no number says when: whatever stands there, a value is of it.
pub(super) fn placed_otherwise(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    let last = reading.last + 1;
    let last = s.unit_end(last).unwrap_or(last);
    let last = if s.opens(last) { s.behind_bracket(last).unwrap_or(last) } else { last };
    let number = |k: usize| s.items.get(k).is_some_and(|item| item.numeric());
    s.is_word(last, &["with", "for", "on", "in"]) && !(last + 1..last + 3).any(number)
}

/// `A 35.5`, `A: median 35.5`, `reduced with A by 35.5`: nothing but a sign and the name of a statistic between.
fn beside(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    (mention.last + 1..reading.first).all(|k| {
        matches!(scene.s.cue(k), Cue::Statistic(_))
            || matches!(scene.s.mark(k), Some(':' | '=' | ',' | '-'))
            || scene.s.is_word(k, &["by"]) && led(scene.s, mention)
    })
}

/// `for A was 5.5% versus`: nothing but a verb between the name and a value that is set against another, and no other name beside it.
fn stated(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    let s = scene.s;
    let verb = |k: usize| {
        matches!(s.cue(k), Cue::Was | Cue::Group | Cue::People | Cue::About)
            || matches!(s.cue(k), Cue::Statistic(_))
            // "for A was significantly higher 16.8 compared to"
            || s.direction(k).is_some()
            || s.is_word(k, &["significantly", "at"])
    };
    let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus);
    mention.last + 1 < reading.first
        && (mention.last + 1..reading.first).all(verb)
        && (mention.last + 1..reading.first).any(|k| s.cue(k) == Cue::Was)
        && !(mention.first.saturating_sub(3)..mention.first).any(joint)
        && {
            let behind = behind_value(s, reading);
            (behind..behind + AGAINST).any(|k| s.cue(k) == Cue::Versus)
        }
}

/// Items from a value to the "versus" that sets it against another, at most: "5.5 mm Hg versus".
const AGAINST: usize = 4;

/// `reduced with A by 35.5`, not "exceeded that of A by 35.5", "reduced versus A by 35.5".
fn led(s: &Sentence<'_>, mention: &Mention) -> bool {
    let that = |k: usize| s.cue(k) == Cue::Of && k > 0 && s.is_word(k - 1, &["that", "those"]);
    !(mention.first.saturating_sub(4)..mention.first).any(|k| s.cue(k) == Cue::Versus || that(k))
}

/// `A was given to 831 patients`.
fn given_to(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    let s = scene.s;
    let to = reading.first.checked_sub(1).is_some_and(|b| s.cue(b) == Cue::To);
    // "tolvarin 5 mg, tolvarin 10 mg and placebo were given to 18 adults": all were.
    let since = scene.readings.iter().rfind(|r| r.last < mention.first).map_or(0, |r| r.last);
    let joint = |k: usize| matches!(s.cue(k), Cue::And | Cue::Or);
    let both = (mention.first.saturating_sub(2)..mention.first).any(joint)
        && scene.named(since, mention.first).iter().any(|m| m.arm != mention.arm);
    to && !both
        && reading.first <= mention.last + 5
        && (mention.last + 1..reading.first).any(|k| s.cue(k) == Cue::Was)
        && (mention.last + 1..reading.first).any(|k| s.cue(k) == Cue::Received)
}

/// `In the A group, 30 patients were evaluable and in the B group, 29 patients`.
fn opening(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    let s = scene.s;
    let word = |i: usize| s.is_word(i, &["in", "on"]);
    let preposition = (mention.first.saturating_sub(2)..mention.first).find(|i| word(*i));
    let starts = preposition
        .is_some_and(|i| i == 0 || s.cue(i - 1) == Cue::And || matches!(s.mark(i - 1), Some(';' | ',')));
    starts && reading.first <= mention.last + 2
}

/// `The A group comprised 45 patients`.
fn comprised(scene: &Scene<'_, '_>, mention: &Mention, reading: &Reading) -> bool {
    const VERBS: &[&str] = &["comprised", "consisted of", "included", "contained", "had", "numbered"];
    let s = scene.s;
    // "The A group had 12 responders": only people counted as such.
    s.cue(mention.last) == Cue::Group
        && s.is_word(mention.last + 1, VERBS)
        && reading.main == mention.last + 2
        && s.cue(reading.main + 1) == Cue::People
}
