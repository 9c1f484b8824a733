//! How far both sides of a comparison went, in brackets behind what is said of their changes.

use crate::extract::item::Shape;
use crate::extract::read::quantity::{MOVED, WEIGHED, noun, on_a_percent_scale, singular};
use crate::extract::sentence::Sentence;
use crate::finding::Direction;
use crate::lex::{Classes, Cue, Sort};

/// Items from the bracket back to the change, at most.
const REACH: usize = 36;

/// Items from one side's bracket to the other's, at most.
const APART: usize = 24;

/// What is said of a change that is set against another, of per cent besides what weighs any change.
const ALSO_WEIGHED: &[&str] = &["similarly", "more", "greatest", "largest", "smallest", "better", "marked"];

/// Whether a word weighs a change against another.
fn weighs(s: &Sentence<'_>, k: usize) -> bool {
    s.is_word(k, WEIGHED) || s.is_word(k, ALSO_WEIGHED)
}

/// What is printed as a share of people or of what happened, whatever it did.
const SHARED: &[&str] = &[
    "proportion",
    "proportions",
    "percentage",
    "percentages",
    "use",
    "cases",
    "responders",
    "adherence",
    "compliance",
    "survival",
    "dose",
    "doses",
    "dosage",
];

/// What has a mean change, and else shares of people.
const LOOSE: &[&str] =
    &["number", "numbers", "frequency", "frequencies", "episodes", "symptoms", "response", "responses"];

/// `the reductions in cholesterol were alike (23% with A and 29% with B)`, `the increase in flow did not differ between A and B
/// (24% and 14%, respectively)`, `a greater fall in weight with A (12%) than with B (3%)`, `proteinuria fell more with A than
/// with B (42% vs 3%)`: which way both sides went.
pub(super) fn sides(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    if s.items[i].depth == 0 || !s.has(Classes::MOVED.and(Classes::CHANGING).and(Classes::STATISTIC)) {
        return None;
    }
    let open = (i.saturating_sub(REACH)..i).rev().find(|k| s.opens(*k) && s.items[*k].depth == 0)?;
    let close = s.behind_bracket(open).filter(|close| *close > i)?;
    let percent = |k: usize| matches!(s.items[k].shape, Shape::Percent(_));
    // What is a share of people says so, or has its count beside it.
    let counted = |k: usize| match s.items[k].shape {
        Shape::Fraction(_) => true,
        Shape::Percent(_) => matches!(s.cue(k + 1), Cue::Of | Cue::People),
        Shape::Number(_) => {
            s.count(k).is_some() && matches!(s.cue(k + 1), Cue::Of | Cue::People | Cue::Happened)
        }
        _ => false,
    };
    // A change with its own sign, or with its spread, has a rule of its own; "76% to 74%" are levels.
    let signed = s.words(i).starts_with(['+', '-', '−', '–']);
    let spread =
        s.items.get(i + 1)?.shape == Shape::PlusMinus || s.items.get(i + 2)?.shape == Shape::PlusMinus;
    let levels = |k: usize| {
        s.cue(k) == Cue::To
            || s.is_word(k, &["from", "baseline"])
            || s.percent(k).is_some_and(|n| n.decimal.is_negative())
    };
    if (open + 1..close).any(|k| counted(k) || levels(k)) || s.bound(i).is_some() || signed || spread {
        return None;
    }
    let several = (open + 1..close).filter(|k| percent(*k)).count() > 1;
    let mut head = open;
    if !several {
        let alone = |k: &usize| percent(*k) && s.items[*k].depth == 1 && s.opens(k - 1);
        let before = (open.saturating_sub(APART).max(1)..open).rev().find(alone);
        let behind = (close..s.items.len().min(close + APART)).find(alone);
        let compared = |from: usize, to: usize| {
            s.any(from..to, Classes::VERSUS)
                || (from..to).any(|k| s.is_word(k, &["than", "and", "or", "while", "whereas"]))
        };
        match (before, behind) {
            (Some(k), _) if compared(k, open) => head = k - 1,
            (_, Some(k)) if compared(close, k) => {}
            _ => return None,
        }
    }
    change(s, head)
}

/// The change that the clause before the bracket speaks of.
fn change(s: &Sentence<'_>, open: usize) -> Option<Direction> {
    let start = s.clause_start(open).max(open.saturating_sub(REACH));
    let (mut weighed, mut gauged, mut loose) = (false, false, false);
    let mut k = open;
    while k > start {
        k -= 1;
        if s.items[k].depth > 0 || s.closes(k) || s.opens(k) {
            continue;
        }
        let timed =
            matches!(s.cue(k + 1), Cue::Time(_) | Cue::Dose) || k > 0 && matches!(s.cue(k - 1), Cue::Time(_));
        if s.items[k].numeric() && !s.items[k].named && !timed
            || s.mark(k) == Some(';')
            || s.is(k, Classes::RISK | Classes::EVENTS | Classes::LISTED)
            || s.is_word(k, SHARED)
            || s.is_word(k, &["rate", "rates"])
                && !(k > 0 && s.is_word(k - 1, &["heart", "pulse", "flow", "filtration"]))
        {
            return None;
        }
        loose |= s.is_word(k, LOOSE);
        weighed |= weighs(s, k);
        gauged |= s.is_of(k, Sort::Gauged);
        let word = s.words(k);
        if s.is(k, Classes::COMPARATIVE) {
            continue;
        }
        let averaged = s.cue(k) == Cue::Statistic(crate::finding::Statistic::Change);
        let direction = s.direction(k).or_else(|| if averaged { super::way(word) } else { None });
        let Some(direction) = direction else { continue };
        if loose && !averaged {
            return None;
        }
        if averaged || noun(singular(word)) {
            return of_noun(s, k, weighed, gauged).then_some(direction);
        }
        if s.is_word(k, MOVED) {
            return of_verb(s, k, start).then_some(direction);
        }
        return None;
    }
    None
}

/// Whether the noun at `k` is a change of what is measured, and nothing that people had.
fn of_noun(s: &Sentence<'_>, k: usize, weighed: bool, gauged: bool) -> bool {
    const HAVING: &[&str] = &[
        "had",
        "with",
        "showing",
        "experiencing",
        "experienced",
        "achieving",
        "achieved",
        "having",
        "reporting",
        "reported",
        "who",
    ];
    let before = k.saturating_sub(4)..k;
    let barred = |b: usize| {
        s.is(b, Classes::RISK | Classes::EVENTS | Classes::LISTED)
            || s.is_word(b, SHARED)
            || s.is_word(b, LOOSE)
            || s.is_word(b, &["blood", "fluid", "hearing", "tooth", "rate", "rates"])
            || s.is_word(b, HAVING) && !s.is_word(b.wrapping_sub(1), &["associated"])
            || matches!(s.cue(b), Cue::People | Cue::Happened)
    };
    let weighed = weighed || before.clone().any(|b| weighs(s, b));
    let gauged = gauged || before.clone().any(|b| s.is_of(b, Sort::Gauged));
    let scaled = before.clone().chain(k + 1..k + 5).any(|b| b < s.items.len() && on_a_percent_scale(s, b));
    let of = matches!(s.cue(k + 1), Cue::Of | Cue::Was | Cue::Preposition)
        || s.is_word(k + 1, &["in", "of", "by", "with", "from", "after", "on", "between", "did", "occurred"]);
    let object = matches!(s.cue(k + 2), Cue::People);
    let any = gauged || scaled || weighed && !s.is_word(k, &["improvement", "improvements"]);
    of && any && !object && (!scaled || weighed) && !before.into_iter().any(barred)
}

/// Whether what is measured is the subject of the verb at `k`, which is said to be more of one side than of the other.
fn of_verb(s: &Sentence<'_>, k: usize, start: usize) -> bool {
    let near = k.saturating_sub(8).max(start)..k;
    let more = (k + 1..k + 5).any(|b| {
        s.is_word(b, &["more", "less"])
            || s.is_word(b, &["extent", "degree"])
            || s.is_word(b, &["similarly", "equally", "comparably"])
    });
    more && near.clone().any(|b| s.is_of(b, Sort::Gauged))
        && !near.into_iter().any(|b| {
            on_a_percent_scale(s, b)
                || matches!(s.cue(b), Cue::People | Cue::Happened)
                || s.is(b, Classes::RISK | Classes::EVENTS | Classes::LISTED)
                || s.is_word(b, SHARED)
                || s.is_word(b, LOOSE)
        })
}
