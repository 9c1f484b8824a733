//! The count of the other side, behind that of the first: `in 5 patients on A and in 13 on B`.

use super::part::Part;
use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Proportion, Reported};
use crate::lex::{Classes, Cue};

/// Items from the first count to the second, at most.
const FARTHEST: usize = 26;

/// A count that goes on with what was told of the last one: joined to it, and of people who are told apart by what they were
/// given or by their group, with no step of the trial and no number between.
pub(super) fn again(s: &Sentence<'_>, i: usize, found: &[Reading]) -> Option<Part> {
    s.count(i)?;
    let last = found.iter().filter(|reading| reading.main < i).max_by_key(|reading| reading.main)?;
    let Reported::Proportion(Proportion { percent: None, total: None, count: Some(first), .. }) =
        &last.result
    else {
        return None;
    };
    let from = last.main + 1;
    if i - last.main > FARTHEST || !goes_on(s, from, i) {
        return None;
    }
    let split = splits(s, from, i);
    let smaller = || {
        let (first, part) = (first.decimal.as_whole(), s.count(i).and_then(|n| n.decimal.as_whole()));
        first.zip(part).is_some_and(|(first, part)| part <= first)
    };
    let joint = joint(s, i)?;
    let joined = matches!(s.cue(joint), Cue::And | Cue::Versus)
        || matches!(s.mark(joint), Some(',' | ';'))
        || s.is_word(joint, &["but", "whereas", "while", "against"]);
    if !(joined && !split || split && smaller()) {
        return None;
    }
    let end = of_whom(s, i)?;
    Part::of_count(s, i, end)
}

/// Whether what stands between two counts lets the second go on with the first.
fn goes_on(s: &Sentence<'_>, from: usize, i: usize) -> bool {
    // What a bracket adds is of the first alone: "in 5 A patients (1.2 per year) and 9 B patients".
    let own = s.items[i].depth;
    (from..i).filter(|k| s.items[*k].depth <= own).all(|k| {
        let item = &s.items[k];
        let number = item.numeric() && !item.named && !matches!(s.cue(k + 1), Cue::Dose | Cue::Unit);
        let step = matches!(
            item.cue,
            Cue::Role(_) | Cue::Statistic(_) | Cue::Difference | Cue::Measure { .. } | Cue::Criterion
        );
        !number && !step && !matches!(item.shape, Shape::P(_))
    })
}

/// Whether the number is the first in a bracket behind the people of the first count: `six patients withdrew (four on A, …`.
fn splits(s: &Sentence<'_>, from: usize, i: usize) -> bool {
    let open = i.wrapping_sub(1);
    s.opens(open) && s.items[open].depth == 0 && (from..open).all(|k| !s.opens(k))
}

/// The item that joins the number to what stands before, words like "only" and "in" aside.
fn joint(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let mut at = i.checked_sub(1)?;
    for _ in 0..3 {
        let passed = s.cue(at) == Cue::About
            || s.is_word(
                at,
                &["only", "just", "in", "by", "for", "from", "with", "among", "the", "another", "other"],
            );
        if !passed {
            break;
        }
        at = at.checked_sub(1)?;
    }
    Some(at)
}

/// The last item of the number's people, where they are told apart: `13 on B`, `13 patients treated with B`, `5 of those in the B
/// group`, `three B patients`.
fn of_whom(s: &Sentence<'_>, i: usize) -> Option<usize> {
    const PLACED: &[&str] = &["in", "on", "with", "from", "to", "for", "among", "after", "during"];
    const CAME: &[&str] = &[
        "receiving",
        "taking",
        "given",
        "treated",
        "treated with",
        "assigned",
        "assigned to",
        "allocated",
        "allocated to",
        "who",
        "using",
    ];
    let step = |from: usize| {
        (from..s.items.len().min(from + 8)).any(|k| matches!(s.cue(k), Cue::Role(_)) && !s.is_word(k, CAME))
    };
    let told = |at: usize| {
        let name = s.is(at + 1, Classes::WORD)
            || s.opens(at + 1)
            || s.items.get(at + 1).is_some_and(|item| item.named);
        (s.is_word(at, PLACED) && name && !matches!(s.cue(at + 1), Cue::Time(_) | Cue::Statistic(_))
            || s.is_word(at, CAME))
            && !step(at)
    };
    let mut at = i + 1;
    // "5 of those in the B group", "13 of the patients on B"
    if s.cue(at) == Cue::Of {
        at += 1 + usize::from(s.cue(at + 1) == Cue::Article);
        at += usize::from(s.is_word(at, &["those"]) || s.cue(at) == Cue::People);
        return told(at).then_some(at - 1);
    }
    if s.cue(at) == Cue::People {
        return told(at + 1).then_some(at);
    }
    // "three placebo patients"
    let name = |k: &usize| {
        s.mark(*k) == Some('-')
            || s.is(*k, Classes::WORD)
                && !matches!(
                    s.cue(*k),
                    Cue::Time(_)
                        | Cue::Dose
                        | Cue::Unit
                        | Cue::Things
                        | Cue::Was
                        | Cue::Preposition
                        | Cue::Of
                        | Cue::And
                        | Cue::Happened
                )
    };
    let words = (at..at + 5).take_while(name).count();
    if words > 1 && (at + 1..at + words).any(|k| s.cue(k) == Cue::People) && s.cue(at) != Cue::People {
        let people = (at + 1..at + words).find(|k| s.cue(*k) == Cue::People)?;
        return (!step(people + 1)).then_some(people);
    }
    told(at).then_some(i)
}
