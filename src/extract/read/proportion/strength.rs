//! Strengths of preparations in per cent.

use super::change::list_start;
use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::{Number, Role};
use crate::lex::{Classes, Cue};

/// "with 0.5% timolol", "travoprost (0.004%)", "0.23% sodium chloride in glucose", "to receive HPMC 2%".
pub(super) fn strength(s: &Sentence<'_>, i: usize) -> bool {
    let Some(value) = s.percent(i) else { return false };
    if of_sides(s, i) {
        return false;
    }
    // "the 0.25% group", but not "0.8% group A patients"
    let lettered = |at: usize| {
        s.words(at).len() == 1 && s.is_plain_word(at) || s.items.get(at).is_some_and(|x| x.numeric())
    };
    s.cue(i + 1) == Cue::Group && !lettered(i + 2)
        || anaesthetic(s, i)
        || behind_a_preparation(s, i)
        || and_another(s, i)
        || or_another(s, i)
        || in_a_drug(s, i)
        || before_a_drug(s, i)
        || before_a_stem(s, i)
        || behind_a_drug(s, i)
        || prepared(s, i)
        || prepared_alike(s, i)
        || mixed(s, i)
        // Nobody counts people in thousandths of a per cent.
        || value.decimal.places() > 2 && value.to_f64() < 1.0
}

/// `(10.7% quitline vs 4.9% control, relative risk 2.2)`: what both sides had, in one bracket with what tests it.
fn of_sides(s: &Sentence<'_>, i: usize) -> bool {
    let depth = s.items[i].depth;
    let inside = |k: &usize| s.items.get(*k).is_some_and(|item| item.depth >= depth);
    let versus =
        (i.saturating_sub(6)..i + 6).find(|k| s.cue(*k) == Cue::Versus && s.items[*k].depth == depth);
    let other = |k: usize| {
        let (from, to) = if k < i { (k.saturating_sub(6), k) } else { (k + 1, k + 4) };
        (from..to).any(|at| {
            s.items.get(at).is_some_and(|item| item.depth == depth && matches!(item.shape, Shape::Percent(_)))
        })
    };
    depth > 0
        && s.has(Classes::VERSUS)
        && versus.is_some_and(|k| other(k) && (i.min(k)..i.max(k)).all(|b| s.items[b].depth >= depth))
        && (i + 1..i + 12).take_while(inside).any(|k| {
            s.items[k].depth == depth
                && (matches!(s.cue(k), Cue::Measure { .. }) || matches!(s.items[k].shape, Shape::P(_)))
        })
}

/// The strongest preparation that is remembered.
const STRONGEST: f64 = 20.0;

/// How many strengths are remembered.
const MANY: usize = 8;

/// Notes the strengths that a sentence names, and those that the title prints behind a name: "of olopatadine 0.7% in".
pub(in crate::extract::read) fn note_strengths(s: &Sentence<'_>, known: &mut Known) {
    if !s.has(Classes::PERCENT) {
        return;
    }
    for i in s.numbers.iter().copied() {
        let Some(value) = s.percent(i).filter(|n| n.to_f64() <= STRONGEST && known.strengths.len() < MANY)
        else {
            continue;
        };
        let titled = || s.title && value.decimal.places() > 0 && i > 0 && beside(s, i);
        if beside(s, i) && (titled() || strength(s, i)) && !remembered(known, value) {
            known.strengths.push(value);
        }
    }
}

/// "superior to olopatadine 0.7%": what the article has named as a strength before, beside a name again.
pub(super) fn known(s: &Sentence<'_>, i: usize, known: &Known) -> bool {
    !known.strengths.is_empty() && s.percent(i).is_some_and(|n| remembered(known, n)) && beside(s, i)
}

fn remembered(known: &Known, value: Number) -> bool {
    known.strengths.iter().any(|n| n.decimal == value.decimal)
}

/// A word that may be a preparation's name stands right before or behind, or behind the other of two: "0.25% and 0.5% timolol".
fn beside(s: &Sentence<'_>, i: usize) -> bool {
    let two =
        || matches!(s.cue(i + 1), Cue::And | Cue::Or) && s.percent(i + 2).is_some() && said_of(s, i + 3);
    i > 0 && said_of(s, i - 1) || said_of(s, i + 1) || two()
}

fn said_of(s: &Sentence<'_>, at: usize) -> bool {
    name(s, at)
        && !s.is(at, Classes::TOLD_OF_SHARES)
        && !s.is_word(at, &["placebo", "control", "controls", "sham"])
}

/// "lidocaine 2% and", "sevoflurane (1.5%)", "15 mg 0.5% bupivacaine": drugs that are always given at a strength; "EDTA 17%",
/// "O2 40%": what is always made up or mixed.
fn anaesthetic(s: &Sentence<'_>, i: usize) -> bool {
    const MADE_UP: &[&str] = &[
        "EDTA",
        "NaOCl",
        "HES",
        "NaCl",
        "N2O",
        "O2",
        "dextran",
        "DMSO",
        "hypochlorite",
        "glycerol",
        "glycerin",
        "H2O2",
        "polidocanol",
        "hydroxyethyl",
    ];
    // "bupivacaine (0.25% or 0.5%)"
    let first = if i > 1 && s.cue(i - 1) == Cue::Or && s.items[i - 2].numeric() { i - 2 } else { i };
    let before = first.checked_sub(1).is_some_and(|at| {
        s.is_word(at, MADE_UP)
            || ends(s.words(if s.opens(at) { at.saturating_sub(1) } else { at }), AT_A_STRENGTH)
    });
    // "bimaprost 0.03%/timolol 0.5%"
    let fixed = i > 2
        && s.mark(i - 2) == Some('/')
        && matches!(s.items[i - 3].shape, Shape::Percent(_))
        && name(s, i - 1);
    fixed
        || before
        || s.is_word(i + 1, MADE_UP)
        || ends(s.words(i + 1), AT_A_STRENGTH) && s.cue(i + 1) == Cue::None
}

/// How the names of drugs end that are always given at a strength.
const AT_A_STRENGTH: &[&str] = &["caine", "flurane", "lothane", "prost", "hexidine"];

/// How the names of drugs end that are spread on skin or eyes (stems of the World Health Organization's names).
const SPREAD: &[&str] = &[
    "fenac", "imod", "uracil", "zole", "mycin", "olone", "asone", "olol", "canol", "floxacin", "nidine",
    "zolamide",
];

fn ends(word: &str, tails: &[&str]) -> bool {
    let tail = |tail: &&str| {
        word.len()
            .checked_sub(tail.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|end| end.len() < word.len() && end.eq_ignore_ascii_case(tail))
    };
    tails.iter().any(tail)
}

/// "and 1% polidocanol", "(3% diclofenac": whatever stands before.
fn before_a_stem(s: &Sentence<'_>, i: usize) -> bool {
    s.percent(i).is_some_and(|n| n.to_f64() <= 10.0)
        && s.cue(i + 1) == Cue::None
        && ends(s.words(i + 1), SPREAD)
}

/// "with 0.5% timolol".
fn before_a_drug(s: &Sentence<'_>, i: usize) -> bool {
    s.percent(i).is_some_and(|n| n.to_f64() < 6.0)
        && said_of(s, i + 1)
        && i.checked_sub(1).is_none_or(|b| {
            matches!(s.cue(b), Cue::Received | Cue::Article | Cue::Or | Cue::To | Cue::Versus)
                || s.is_word(b, &["with", "receive"])
        })
}

/// "to receive HPMC 2%", "assigned to latanoprost (0.5%)".
fn behind_a_drug(s: &Sentence<'_>, i: usize) -> bool {
    let bracketed = i > 0 && s.opens(i - 1);
    let Some(last) = i.checked_sub(1 + usize::from(bracketed)) else { return false };
    let weak = s.percent(i).is_some_and(|n| n.to_f64() <= if bracketed { 1.0 } else { 5.0 });
    let given = |cue| match cue {
        Cue::Received | Cue::Role(Role::Randomized) => Some(()),
        _ => None,
    };
    let reach = if bracketed { 30 } else { 4 };
    weak && said_of(s, last)
        && s.before(last, reach, Classes::STEP, given).is_some()
        && (!bracketed
            || s.before(i, 40, Classes::STEP, |cue| (cue == Cue::Role(Role::Randomized)).then_some(()))
                .is_some())
}

/// "0.9% sodium chloride", "2% lidocaine gel": what is made so stands behind.
fn prepared(s: &Sentence<'_>, i: usize) -> bool {
    let from = i + 1 + usize::from(s.closes(i + 1));
    // "in 50% mixture of oxygen and air"
    if s.is(i + 1, Classes::PREPARED) && s.cue(i + 2) == Cue::Of {
        return true;
    }
    (from..from + 4)
        .take_while(|at| s.items.get(*at).is_some_and(|n| matches!(n.shape, Shape::Word)))
        .any(|at| s.is(at, Classes::PREPARED))
        && !(i + 1..i + 3)
            .any(|at| matches!(s.cue(at), Cue::Of | Cue::People | Cue::Preposition | Cue::Versus | Cue::And))
}

/// "2% and 0.5% PRO2000 gels": a strength as the one it is joined to.
fn prepared_alike(s: &Sentence<'_>, i: usize) -> bool {
    let joined = matches!(s.cue(i + 1), Cue::And | Cue::Or | Cue::Versus) || s.mark(i + 1) == Some(',');
    joined && s.percent(i + 2).is_some() && prepared(s, i + 2)
}

/// "mouthwash (0.3%)", "gluconate (0.14%)", "liquids containing 1.3% and 2.7% velazine": what is made so stands before.
fn behind_a_preparation(s: &Sentence<'_>, i: usize) -> bool {
    const PREPARATIONS: &[&str] = &[
        "cream",
        "gel",
        "ointment",
        "solution",
        "drops",
        "lotion",
        "saline",
        "patch",
        "mouthwash",
        "mouthrinse",
        "suspension",
        "emulsion",
        "foam",
        "shampoo",
        "varnish",
        "paste",
        "toothpaste",
        "spray",
        "gluconate",
        "digluconate",
        "hydrochloride",
        "acetate",
        "maleate",
        "valerate",
        "sulfate",
        "sulphate",
        "hyaluronate",
    ];
    let Some(at) = i.checked_sub(1).filter(|_| s.percent(i).is_some_and(|n| n.to_f64() <= STRONGEST)) else {
        return false;
    };
    let bracketed = s.opens(at) && s.closes(i + 1);
    let name = if bracketed { at.saturating_sub(1) } else { at };
    let first = list_start(s, i);
    let of_people = matches!(s.cue(i + 1), Cue::Of | Cue::People);
    !of_people && (s.is_word(name, PREPARATIONS) || first > 0 && s.is_word(first - 1, &["containing"]))
}

/// Items between the strengths of two preparations, at most.
const APART: usize = 14;

/// "0.5% timolol in one eye and 1% dorzolamide": behind a strength another, of another name.
fn and_another(s: &Sentence<'_>, i: usize) -> bool {
    let weak = s.percent(i).is_some_and(|n| n.to_f64() < 6.0);
    let joined = || i > 0 && matches!(s.cue(i - 1), Cue::And | Cue::Versus | Cue::Or) && said_of(s, i + 1);
    weak && joined()
        && s.last(i.saturating_sub(APART)..i - 1, Classes::PERCENT)
            .is_some_and(|at| in_a_drug(s, at) || before_a_drug(s, at))
}

/// "brimonidine 0.2% or timolol 0.5%": one of two that may be given, each at its strength.
fn or_another(s: &Sentence<'_>, i: usize) -> bool {
    let made = |k: usize| {
        k > 0
            && said_of(s, k - 1)
            && s.items.get(k).is_some_and(|item| matches!(item.shape, Shape::Percent(n) if n.to_f64() < 6.0))
    };
    made(i) && (s.cue(i + 1) == Cue::Or && made(i + 3) || i > 3 && s.cue(i - 2) == Cue::Or && made(i - 3))
}

/// "15% glycol + 17% sucrose + 20% serum"
fn mixed(s: &Sentence<'_>, i: usize) -> bool {
    let plus = |k: usize| s.mark(k) == Some('+');
    name(s, i + 1)
        && (i > 0 && plus(i - 1)
            || (i + 2..i + 7).take_while(|k| !s.items.get(*k).is_some_and(|item| item.numeric())).any(plus))
}

fn name(s: &Sentence<'_>, at: usize) -> bool {
    s.items.get(at).is_some_and(|n| matches!(n.shape, Shape::Word) && n.cue == Cue::None)
}

/// "of 0.5% hypobaric bupivacaine", "capsaicin 8% cutaneous patch": a strength stands between a name, or what brings one,
/// and a name.
fn in_a_drug(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let small = s.percent(i).is_some_and(|n| n.to_f64() <= 20.0);
    let brings = s.cue(before) == Cue::Of || s.cue(before) == Cue::Received || said_of(s, before);
    small && brings && said_of(s, i + 1)
}
