//! Sizes that are told of one arm by what stands around them, before any other frame takes them for a value like others: the
//! label of a group in a bracket behind them, the group that has them, what those of a bracket got.

mod alternating;
mod twice;

use super::super::arms::Mention;
use super::Scene;
use super::sized::labelled;
use crate::extract::read::Reading;
use crate::finding::{ArmId, Reported, Role};
use crate::lex::{Classes, Cue, Sort};
use alternating::alternating;
pub(super) use twice::twice;

/// Items from people to the bracket with their group's label, at most.
const FARTHEST: usize = 50;

/// Items behind the bracket of a label in which another arm may be named, at most.
const REST: usize = 16;

/// Items from the people of a bracket to what they got, at most.
const GOT: usize = 6;

/// Binds the sizes of a sentence that names arms.
pub(super) fn people(scene: &mut Scene<'_, '_>) {
    let s = scene.s;
    if !scene.readings.iter().any(counts) || scene.mentions.is_empty() && !s.holds(Sort::Control) {
        return;
    }
    alternating(scene);
    for i in scene.values.iter().copied() {
        let reading = &scene.readings[i];
        if !counts(reading) || scene.bound[i].is_some() {
            continue;
        }
        let arm = if let Some(arm) = of_two(scene, reading) {
            Some(arm)
        } else if let Some(arm) = own_label(scene, reading) {
            Some(arm)
        } else if labelled(s, reading) {
            got(scene, reading).or_else(|| of_homes(scene, reading))
        } else if s.items[reading.main].depth == 0 {
            in_its_bracket(scene, reading)
                .or_else(|| labelled_behind(scene, i))
                .or_else(|| had(scene, reading))
                .or_else(|| are(scene, reading))
                .or_else(|| as_group(scene, reading))
                .or_else(|| controls(scene, reading))
                .or_else(|| began(scene, reading))
        } else {
            in_list(scene, reading)
                .or_else(|| listed_before(scene, reading))
                .or_else(|| controls(scene, reading))
        };
        if let Some(arm) = arm {
            scene.bind(i, arm);
        }
    }
}

/// Whether people are counted.
fn counts(reading: &Reading) -> bool {
    matches!(reading.result, Reported::Participants(_))
}

/// `40 adults were treated with tolvarin for a week (group B)`, `36 adults (group A) received …`: nothing but the group's label
/// in the next bracket that holds an arm, and no other people before it.
fn labelled_behind(scene: &Scene<'_, '_>, i: usize) -> Option<ArmId> {
    let s = scene.s;
    if !s.has(Classes::BRACKET) {
        return None;
    }
    let reading = &scene.readings[i];
    let next = scene.readings[i + 1..].iter().find(|r| r.main > reading.main && s.items[r.main].depth == 0);
    let end = next.map_or(s.items.len(), |r| r.first).min(reading.last + FARTHEST);
    let open = |m: &Mention| {
        let open = m.first.checked_sub(1).map(|b| b - usize::from(s.cue(b) == Cue::Article && b > 0));
        open.filter(|open| *open > reading.main && s.opens(*open) && s.items[*open].depth == 0)
    };
    // "23 volunteers (controls, 12 women)"; elsewhere a short form only says again what stands before it.
    let fills = |m: &&Mention| {
        let group = (m.first..=m.last).any(|k| s.cue(k) == Cue::Group);
        let own = open(m).is_some_and(|open| group || open == reading.last + 1);
        own && (s.closes(m.last + 1) || matches!(s.mark(m.last + 1), Some(',' | ';')))
    };
    let named = scene.named(reading.main + 1, end);
    let short = |m: &&Mention| open(m).is_some_and(|open| sums_up(scene, reading, m, open));
    let only = |label: &dyn Fn(&&Mention) -> bool| {
        let mut labels = named.iter().filter(label);
        labels.next().filter(|_| labels.next().is_none())
    };
    let label = if named.iter().any(|m| fills(&m)) { only(&fills) } else { only(&short) }?;
    let close =
        (label.last + 1..end.min(label.last + 24)).find(|k| s.closes(*k) && s.items[*k].depth == 0)?;
    // "were randomised to tolvarin (group A) or to placebo", "(group A) and usual care": others go on.
    let one_of = (close + 1..end.min(close + REST))
        .any(|k| s.items[k].depth == 0 && matches!(s.cue(k), Cue::Or | Cue::Versus));
    let goes_on = one_of
        || match s.cue(close + 1) {
            Cue::Or | Cue::Versus => true,
            Cue::And => !(close + 2..close + 4).any(|k| s.items.get(k).is_some_and(|item| item.numeric())),
            _ => s.mark(close + 1) == Some(',') && s.cue(close + 2) == Cue::Or,
        };
    let parts = |k: usize| {
        matches!(s.mark(k), Some(';' | ':')) && s.items[k].depth == 0
            // "were divided into those with gout (group A)"
            || s.cue(k) == Cue::Group && s.words(k).ends_with('s')
            // "were randomised to either tolvarin or placebo (group B)"
            || matches!(s.cue(k), Cue::Or | Cue::Versus)
            || s.is_word(k, &["either", "each", "per"])
    };
    // "77 adults (tolvarin, 37; placebo, 40)": the parts of all.
    let inside = scene.readings.iter().any(|r| (label.first..close).contains(&r.main));
    (!goes_on && !inside && !(reading.main + 1..label.first).any(parts)).then_some(label.arm)
}

/// `51 received tolvarin plus nitrol 100 mg (T + N) and 49 …`, `adults received tolvarin and nitrol (TN) alone`: whether a bracket has the
/// short name of all that people got, of whom there are others or who got no more.
fn sums_up(scene: &Scene<'_, '_>, reading: &Reading, label: &Mention, open: usize) -> bool {
    let s = scene.s;
    let got = |k: usize| matches!(s.cue(k), Cue::Received | Cue::Role(Role::Randomized));
    let others = || {
        let level = |r: &Reading| s.items[r.main].depth == 0 && r.main != reading.main;
        scene.readings.iter().any(|r| counts(r) && level(r))
    };
    s.closes(label.last + 1)
        && (reading.main + 1..open).any(got)
        && !scene.mentions.iter().any(|m| m.last + 1 == open)
        && (s.is_of(label.last + 2, Sort::Lone) || others())
}

/// `for 5 years (n = 61; extended group)`, `(61 adults; the extended group)`: the arm that the bracket of a size names behind it, with
/// nothing else.
fn own_label(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let joint = reading.last + 1;
    let opens = s.opens(reading.first.checked_sub(1)?) && matches!(s.mark(joint), Some(';' | ','));
    if !opens {
        return None;
    }
    let at = joint + 1 + usize::from(s.cue(joint + 1) == Cue::Article);
    let mention = scene.named(at, at + 1).first()?;
    s.closes(mention.last + 1).then_some(mention.arm)
}

/// Items from what is counted to the number of it, at most: "17 large nursing homes".
const HOMES: usize = 4;

/// `17 nursing homes (189 residents) received tolvarin`: the people of what is counted before their bracket, and behind it what these
/// got.
fn of_homes(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let open = reading.first.checked_sub(1).filter(|open| s.opens(*open) && s.closes(reading.last + 1))?;
    let homes = (open.saturating_sub(HOMES)..open).rev().take_while(|k| s.mark(*k).is_none());
    let counted = homes.into_iter().any(|k| s.items[k].number().is_some());
    let verb = reading.last + 2;
    let verb = verb + usize::from(s.cue(verb) == Cue::Was);
    let told = matches!(s.cue(verb), Cue::Received | Cue::Role(Role::Randomized));
    let mention = scene.named(verb + 1, verb + GOT).first().filter(|_| counted && told)?;
    let joined = (verb + 1..mention.last + GOT).any(|k| matches!(s.cue(k), Cue::Or | Cue::Versus));
    let both = s.cue(mention.last + 1) == Cue::And
        && scene.named(mention.last + 2, mention.last + 4).iter().any(|m| m.arm != mention.arm);
    (!joined && !both).then_some(mention.arm)
}

/// `48 (tolvarin) and 47 (placebo) adults`: the arm alone in the bracket right behind the number.
fn in_its_bracket(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let open = reading.main + 1;
    let mention = scene.named(open + 1, open + 3).first().filter(|_| s.opens(open))?;
    s.closes(mention.last + 1).then_some(mention.arm)
}

/// `The tolvarin group, which comprised 26 adults`, `the control group of 12 adults`, `group 1 with 11 adults`: a group and how
/// many it has.
fn had(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    const HAS: &[&str] = &[
        "with",
        "of",
        "comprised",
        "comprised of",
        "comprising",
        "comprising of",
        "comprises",
        "consisted of",
        "consisting of",
        "included",
        "including",
        "includes",
        "contained",
        "containing",
        "numbered",
        "composed of",
        "had",
        "having",
        "enrolled",
        "recruited",
        "were",
        "was",
    ];
    let s = scene.s;
    let mut at = reading.main.checked_sub(1)?;
    let total = s.is_word(at, &["of"]) && at > 1 && s.is_word(at - 1, &["total"]);
    if total {
        at = at.checked_sub(3)?;
    }
    at -= usize::from(
        s.is_word(at, &["of"]) && at > 0 && s.is_word(at - 1, &["comprising", "composed", "comprised"]),
    );
    if !s.is_word(at, HAS) && !s.is_word(at, &["composed"])
        || !counted(scene, reading) && s.cue(at) != Cue::Of
    {
        return None;
    }
    let mut last = at.checked_sub(1)?;
    last -= usize::from(s.cue(last) == Cue::Was && last > 0);
    if s.is_word(last, &["which", "that"]) && last > 0 {
        last -= 1;
    }
    last -= usize::from(s.mark(last) == Some(',') && last > 0);
    // "the tolvarin group (A) comprised 26 adults"
    if s.closes(last) {
        last = (last.saturating_sub(6)..last).rfind(|k| s.opens(*k))?.checked_sub(1)?;
    }
    let mention = scene.mentions.iter().find(|m| m.last == last)?;
    let group = (mention.first..=mention.last).any(|k| s.cue(k) == Cue::Group);
    // "compared with the tolvarin group with 12 patients", "in the groups of 12 patients"
    let several = s.cue(mention.last) == Cue::Group && s.words(mention.last).ends_with('s');
    (group && !several).then_some(mention.arm)
}

/// `20 adults served as controls`, `104 adults entered the tolvarin arm`: what people are, or came into.
fn are(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let end = s.items.len().min(reading.main + SERVED);
    let depth = s.items[reading.main].depth;
    // "10 adults (7 men), who were matched for age, served as controls": neither a bracket nor a clause aside is in the way.
    let others = |k: usize| {
        matches!(s.cue(k), Cue::Received) || s.is_word(k, &["others", "another", "rest", "remainder"])
    };
    let reaches = |k: &usize| {
        s.items[*k].depth > depth
            || s.opens(*k)
            || s.closes(*k)
            || matches!(s.mark(*k), None | Some(',' | '-')) && !s.items[*k].numeric() && !others(*k)
    };
    let verb = (reading.main + 1..end).take_while(reaches).find(|k| {
        s.items[*k].depth == depth
            && (s.is_word(*k, &["served", "serving", "acted", "acting", "used"]) && s.is_word(k + 1, &["as"])
                || s.is_word(*k, &["entered", "formed", "constituted", "comprised", "joined"]))
    })?;
    let as_one = s.is_word(verb + 1, &["as"]);
    let at = verb + 1 + usize::from(as_one);
    let at = at + usize::from(s.cue(at) == Cue::Article);
    let mention = scene.mentions.iter().find(|m| m.first == at)?;
    let group = as_one || s.cue(mention.last) == Cue::Group && !s.words(mention.last).ends_with('s');
    let joined = matches!(s.cue(mention.last + 1), Cue::Or | Cue::Versus);
    (group && !joined).then_some(mention.arm)
}

/// `As the control group, another 10 adults were recruited`, `As controls 12 healthy adults were taken`: what people are, said before
/// them.
fn as_group(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let from = reading.main.saturating_sub(AS);
    let as_one = (from..reading.main).rfind(|k| s.is_word(*k, &["as"]))?;
    let starts = as_one == 0 || s.mark(as_one - 1).is_some() || s.cue(as_one - 1) == Cue::And;
    let at = as_one + 1 + usize::from(s.cue(as_one + 1) == Cue::Article);
    let mention = scene.mentions.iter().find(|m| m.first == at)?;
    let small = |k: usize| {
        s.mark(k) == Some(',')
            || s.cue(k) == Cue::Article
            || s.is_word(k, &["another", "further", "we", "used", "studied", "recruited", "included"])
    };
    (starts && mention.last < reading.main && (mention.last + 1..reading.main).all(small))
        .then_some(mention.arm)
}

/// `48 adults started tolvarin`: what people began or chose, right behind the verb.
fn began(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let verb = reading.main + 1 + usize::from(s.cue(reading.main + 1) == Cue::People);
    let at = verb + 1 + usize::from(s.cue(verb + 1) == Cue::Article);
    let mention = scene.mentions.iter().find(|m| m.first == at).filter(|_| s.is_word(verb, BEGAN))?;
    let joined =
        matches!(s.cue(mention.last + 1), Cue::Or | Cue::Versus) || s.mark(mention.last + 1) == Some('-');
    (!joined).then_some(mention.arm)
}

/// What people do with a treatment who are then of its arm.
const BEGAN: &[&str] = &[
    "started",
    "began",
    "chose",
    "selected",
    "continued",
    "used",
    "finished",
    "completed",
    "initiated",
    "got",
];

/// `(48 active, 47 controls)`: in a bracket, the arm that closes its part right behind the number.
fn listed_before(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let mention = scene.mentions.iter().find(|m| m.first == reading.main + 1)?;
    let end = mention.last + 1;
    let ends = s.closes(end) || matches!(s.mark(end), Some(',' | ';')) || s.cue(end) == Cue::And;
    let starts = s.opens(reading.first.checked_sub(1)?) || reading.last == reading.main;
    (ends && starts).then_some(mention.arm)
}

/// Items from "as" to the people it says it of, at most.
const AS: usize = 10;

/// `30 adults and 22 controls`: the people of the one arm that is called a control.
fn controls(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let last = reading.last;
    if last != reading.main + 1 || !s.is_word(last, &["controls"]) {
        return None;
    }
    let called = |name: &str| {
        let mut words = name.split([' ', '-']);
        words.any(|word| word.eq_ignore_ascii_case("control") || word.eq_ignore_ascii_case("controls"))
    };
    let mut known =
        scene.arms.arms.iter().take(scene.arms.count()).enumerate().filter(|(_, arm)| called(&arm.name));
    let (control, _) = known.next().filter(|_| known.next().is_none())?;
    u16::try_from(control).ok().map(ArmId)
}

/// Items from people to the verb that says what they are, at most.
const SERVED: usize = 24;

/// `(tolvarin/placebo: 104/52)`: two arms and two sizes in one order.
fn of_two(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let slash = |k: usize| s.mark(k) == Some('/');
    let at = reading.main;
    let second = at > 1 && slash(at - 1) && s.items[at - 2].numeric();
    let colon = at.checked_sub(if second { 3 } else { 1 })?;
    if !matches!(s.mark(colon), Some(':' | '=')) || !second && !slash(at + 1) {
        return None;
    }
    let other = scene.mentions.iter().find(|m| m.last + 1 == colon)?;
    let one = other.first.checked_sub(1).filter(|k| slash(*k))?;
    let one = scene.mentions.iter().find(|m| m.last + 1 == one)?;
    Some(if second { other.arm } else { one.arm })
}

/// Whether a word says that people are counted.
fn counted(scene: &Scene<'_, '_>, reading: &Reading) -> bool {
    let s = scene.s;
    (reading.main + 1..=reading.last.max(reading.main + 1)).any(|k| s.cue(k) == Cue::People)
}

/// `One group (n = 62) received tolvarin and the other (n = 63) placebo`: those of a bracket, and behind it what they got.
fn got(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    const ONE_OF: &[&str] =
        &["one", "other", "another", "first", "second", "third", "fourth", "last", "remaining", "half"];
    let s = scene.s;
    let close = reading.last + 1;
    let head = reading.first.checked_sub(2).filter(|at| s.opens(at + 1))?;
    // "In one arm, the adults (n = 10) received tolvarin"
    let group = s.cue(head) == Cue::Group || s.cue(head) == Cue::People;
    let rest = s.is_word(head, &["other", "others", "half"]);
    let told = rest || group && (head.saturating_sub(6)..head).any(|k| s.is_word(k, ONE_OF));
    if !told || !s.closes(close) {
        return None;
    }
    let mut at = close + 1;
    at += usize::from(s.mark(at) == Some(','));
    at += usize::from(s.cue(at) == Cue::Was);
    let verb = s.cue(at) == Cue::Received;
    // "the other (n = 63) placebo": the verb was said of the first.
    at += usize::from(verb);
    let mention = scene.named(at, at + if verb { GOT } else { 2 }).first()?;
    let plain = |k: usize| s.mark(k).is_none_or(|c| c == '-') && !matches!(s.cue(k), Cue::And | Cue::Or);
    let joined = matches!(s.cue(mention.last + 1), Cue::And | Cue::Or)
        && scene.named(mention.last + 2, mention.last + 4).iter().any(|m| m.arm != mention.arm);
    ((at..mention.first).all(plain) && !joined && (verb || rest)).then_some(mention.arm)
}

/// `(tolvarin 40 adults, placebo 37 adults)`: in a bracket that lists arms, each right before how many it has.
fn in_list(scene: &Scene<'_, '_>, reading: &Reading) -> Option<ArmId> {
    let s = scene.s;
    let before = reading.main.checked_sub(1)?;
    let mention = scene.mentions.iter().find(|m| m.last == before)?;
    let starts = mention
        .first
        .checked_sub(1)
        .is_some_and(|b| s.opens(b) || matches!(s.mark(b), Some(',' | ';')) || s.cue(b) == Cue::And);
    (starts && counted(scene, reading)).then_some(mention.arm)
}
