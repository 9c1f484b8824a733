//! The size of the other of two arms, whose name nothing before it says again.

use super::Scene;
use super::sized::labelled;
use crate::extract::bind::subgroups::Subgroups;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::Role;
use crate::lex::{Cue, Sort};

/// Items between the two sizes, at most.
const FARTHEST: usize = 40;

/// How often the smaller of the two is in the larger, at most.
const UNLIKE: u64 = 2;

/// How often the smaller of two that are everybody is in the larger, at most.
const UNLIKE_PARTS: u64 = 4;

/// `tolvarin 5 mg on days 1 to 5 with a drip on day 5 (n = 389) or placebo (n = 395)`: where a trial has two arms, people are
/// assigned in two sizes side by side and one is of an arm, the other is of the other.
pub(super) fn the_other_size(scene: &mut Scene<'_, '_>) {
    let Some((one, other)) = scene.arms.pair() else { return };
    let s = scene.s;
    let sizes: Vec<(usize, u64)> = scene
        .values
        .iter()
        .filter_map(|i| Some((*i, scene.readings[*i].people()?.n.decimal.as_whole()?)))
        .collect();
    for pair in sizes.windows(2) {
        let [(a, n), (b, m)] = *pair else { continue };
        let (known, free) = match (scene.bound[a], scene.bound[b]) {
            (Some(arm), None) => (arm, b),
            (None, Some(arm)) => (arm, a),
            _ => continue,
        };
        let rest = if known == one {
            other
        } else if known == other {
            one
        } else {
            continue;
        };
        let taken = sizes.iter().any(|(i, _)| scene.bound[*i] == Some(rest));
        // "an oral oestradiol (n = 19) or placebo (n = 18)" where no arm is called placebo.
        let own = scene.readings[free].first.checked_sub(2).is_some_and(|at| s.is_of(at, Sort::Control));
        let alike = |times: u64| n.min(m).saturating_mul(times) >= n.max(m);
        let told = |i: usize| assigned(s, &scene.readings[i]);
        let told = || told(a) && told(b) && alike(UNLIKE) && side_by_side(scene, a, b, false);
        // "In 94 adults (tolvarin, 48; what nobody knows, 46)": they are everybody. But not "113 with tolvarin and 115 with what
        // the sentence names anew".
        let before = sizes.iter().take_while(|(i, _)| *i < a);
        let whole = before
            .filter(|(i, _)| scene.bound[*i].is_none())
            .any(|(_, whole)| n.checked_add(m) == Some(*whole));
        let main = scene.readings[free].main;
        let anew = || Subgroups::apart(scene, true).iter().any(|part| part.main == main);
        let parts = || whole && alike(UNLIKE_PARTS) && side_by_side(scene, a, b, true) && !anew();
        if !taken && !own && (told() || parts()) && !of_more(scene, &sizes, a, b) {
            scene.bind(free, rest);
        }
    }
}

/// Whether people were assigned, or are in a sentence that says what somebody received.
fn assigned(s: &Sentence<'_>, reading: &Reading) -> bool {
    match role(reading) {
        Some(Role::Randomized) => true,
        Some(Role::Enrolled | Role::Other) => s.holds(Sort::Received),
        _ => false,
    }
}

/// Whether "or", "and" or a comma joins two sizes of one shape: of people who were assigned, or of two parts that are the `whole`.
fn side_by_side(scene: &Scene<'_, '_>, a: usize, b: usize, whole: bool) -> bool {
    let s = scene.s;
    let (one, next) = (&scene.readings[a], &scene.readings[b]);
    let depth = |r: &Reading| s.items[r.main].depth;
    let shape = |r: &Reading| (labelled(s, r), depth(r), role(r));
    let (from, to) = (one.last + 1, next.first);
    let joins = |k: usize| {
        let level = s.items[k].depth <= depth(one);
        level
            && (s.is_word(k, &["while", "whereas"])
                || matches!(s.cue(k), Cue::And | Cue::Or | Cue::Versus)
                || matches!(s.mark(k), Some(',' | ';')))
    };
    // "49 were randomised to tolvarin while 50 were randomised to what nobody knows"
    let plain = !labelled(s, one)
        && one.step_said
        && next.step_said
        && depth(one) == 0
        && assigned_alike(s, one, next);
    (labelled(s, one) || plain || whole && !other(s, one) && !other(s, next))
        && shape(one) == shape(next)
        && (from..to).any(joins)
        && to.saturating_sub(from) <= FARTHEST
        && !scene.readings.iter().any(|r| r.main > one.main && r.main < next.main)
}

/// What is of no arm: "80 adults took something else".
const ELSE: &[&str] = &["something", "nothing", "neither", "another", "other", "others", "none", "no"];

/// Whether two sizes are of people who were assigned, or of whom each got something.
fn assigned_alike(s: &Sentence<'_>, one: &Reading, next: &Reading) -> bool {
    let behind = |r: &Reading| {
        (r.main + 1..s.items.len().min(r.main + VERB))
            .take_while(|k| s.mark(*k).is_none() && !s.items[*k].numeric())
            .any(|k| matches!(s.cue(k), Cue::Received | Cue::Role(Role::Randomized)))
    };
    let elliptic = |r: &Reading| s.cue(r.main + 1) == Cue::To;
    behind(one) && (behind(next) || elliptic(next)) && !other(s, one) && !other(s, next)
}

/// Whether people are said to be others than those of an arm.
fn other(s: &Sentence<'_>, r: &Reading) -> bool {
    (r.main + 1..r.main + VERB).any(|k| s.is_word(k, ELSE))
}

/// Items from people to the verb that says what was done with them, at most.
const VERB: usize = 6;

/// The step that people took.
fn role(reading: &Reading) -> Option<Role> {
    reading.people().map(|people| people.role)
}

/// Whether a third size of the same list stands beside the two.
fn of_more(scene: &Scene<'_, '_>, sizes: &[(usize, u64)], a: usize, b: usize) -> bool {
    let s = scene.s;
    sizes.iter().any(|(i, _)| {
        let (r, one) = (&scene.readings[*i], &scene.readings[a]);
        let third = *i != a && *i != b && s.items[r.main].depth == s.items[one.main].depth;
        third && (labelled(s, r) || !labelled(s, one) && r.main > one.main)
    })
}
