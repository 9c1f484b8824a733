//! Numbers that only name something: "grade 3", "IL-6", "m(2)", "ml-1".

use super::{Item, Shape};
use crate::lex::{Cue, Kind, Token};

/// Whether a number or range, of these tokens and behind these items, only names something.
pub(super) fn only_names(
    shape: &Shape,
    before: &[Item],
    tokens: &[Token],
    (i, end): (usize, usize),
    text: &str,
) -> bool {
    let (whole, large) = match shape {
        Shape::Number(n) => (n.decimal.places() == 0, n.decimal.as_whole().is_some_and(|n| n >= 100)),
        Shape::Range(_) => (true, false),
        _ => return false,
    };
    // "in the tolvarin group four patients died"
    let counts = tokens[i].spelled && tokens.get(end).is_some_and(|t| t.cue == Cue::People);
    // "in the placebo group 74 beats/min", "in the placebo group 12 patients", but "in group 2 patients"
    let few = matches!(shape, Shape::Number(n) if n.decimal.as_whole().is_some_and(|n| n < 6));
    let own = before.len().checked_sub(2).is_some_and(|at| before[at].cue == Cue::None);
    let people = |t: &Token| t.cue == Cue::People && own && !few;
    let measured = tokens.get(end).is_some_and(|t| t.spaced && (t.cue == Cue::Unit || people(t)))
        && before.last().is_some_and(|item| item.cue == Cue::Group);
    let code = before.last().is_some_and(|item| item.cue == Cue::None && matches!(item.shape, Shape::Word));
    // "in study 2, relapse …"
    let study = before.last().is_some_and(|item| item.cue == Cue::Things && is_study(item.span.of(text)))
        && !tokens[i].spelled
        && tokens.get(end).is_some_and(|t| matches!(t.kind, Kind::Mark(',' | ')' | ':' | ';')));
    let further = tokens.get(end).is_some_and(|t| {
        t.kind == Kind::Mark('(') || matches!(t.cue, Cue::Preposition | Cue::Of | Cue::People)
    });
    let people_counted = counts || measured || further && behind_group(before, shape, text);
    whole
        && !people_counted
        && (power(before, tokens, i, text)
            || study && !large
            || (large || !code) && (names(before, text, large) || !tokens[i].spaced && codes(before, text))
            || !large && indexes(before, text) && tokens.get(end).is_some_and(|t| t.kind == Kind::Mark(')')))
}

/// Whether a number stands behind a group of another number: "8 (20%) in group 1 and 13 (30%) in group 2"; in "group 1 and 2" it
/// is the next group.
fn behind_group(before: &[Item], shape: &Shape, text: &str) -> bool {
    let [.., group, first, joint] = before else { return false };
    let whole = |shape: &Shape| match shape {
        Shape::Number(n) => n.decimal.as_whole(),
        _ => None,
    };
    group.cue == Cue::Group
        && !group.span.of(text).ends_with('s')
        && joint.cue == Cue::And
        && whole(&first.shape).is_some_and(|n| whole(shape) != n.checked_add(1))
}

/// A word that a number behind it names: "study 2".
fn is_study(word: &str) -> bool {
    ["study", "trial"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Whether a small number behind a dash that is glued to a unit is its power: "ml-1", "min-1".
fn power(before: &[Item], tokens: &[Token], i: usize, text: &str) -> bool {
    let [.., unit, dash] = before else { return false };
    dash.mark() == Some('-')
        && !dash.spaced
        && !tokens[i].spaced
        && (matches!(unit.cue, Cue::Unit | Cue::Dose)
            || matches!(unit.span.of(text), "h" | "hr" | "min" | "s"))
        && matches!(tokens[i].kind, Kind::Number(n) if n.as_whole().is_some_and(|n| n < 4))
}

/// Whether a number in this bracket is an index of the word that the bracket is glued to: "FEV(1)", "m(2)".
fn indexes(before: &[Item], text: &str) -> bool {
    let [.., word, open] = before else { return false };
    let printed = word.span.of(text);
    open.mark() == Some('(')
        && !open.spaced
        && matches!(word.shape, Shape::Word)
        && matches!(word.cue, Cue::None | Cue::PercentScale | Cue::Unit)
        && (word.cue == Cue::Unit
            || printed.len() < 6 && printed.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether a number behind these items only names something: "grade 3", "grade 3 or 4", "arm 2".
fn names(before: &[Item], text: &str, large: bool) -> bool {
    let Some(last) = before.last() else { return false };
    if last.cue == Cue::Grade {
        return true;
    }
    // "ICI 204,636", "SEK 450": a code or currency before a large whole number.
    if last.cue == Cue::None && matches!(last.shape, Shape::Word) {
        let word = last.span.of(text);
        return (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    }
    // "arm 2"; of "in the oral regimen 310 of 620" the number counts people.
    if last.cue == Cue::Group && !large && !last.span.of(text).ends_with('s') {
        return true;
    }
    let joined = matches!(last.cue, Cue::Or | Cue::And | Cue::To)
        || matches!(last.shape, Shape::Mark('-' | ',' | '/' | '≥' | '≤' | '>'));
    match before.len().checked_sub(2).map(|i| &before[i]) {
        // "at the end of the run-in phase, 914 women" names nothing.
        // "34 ng ml-1 and 96 ng ml-1": behind a power the next value.
        Some(item) => {
            let power = || before.len() > 2 && before[before.len() - 3].mark() == Some('-');
            joined && last.mark() != Some(',') && (item.cue == Cue::Grade || item.named && !power())
        }
        None => false,
    }
}

/// Whether a number glued behind these items goes on with a code: the 7 of "HN.7".
fn codes(before: &[Item], text: &str) -> bool {
    let [.., name, point] = before else { return false };
    let word = name.span.of(text);
    point.mark() == Some('.')
        && !point.spaced
        && (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
}
