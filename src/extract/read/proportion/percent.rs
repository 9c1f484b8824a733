//! A percentage, with its count and total behind it or none.

use super::no_share::no_share;
use super::part::Part;
use super::total::of_total;
use crate::extract::item::Shape;
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Classes, Cue};

/// `63.1%`, `7.7% (15/194)`, `7.7% (15 of 194)`, `7.7% (n = 15)`, `63% of the 194 patients`.
pub(super) fn percent_first(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Part> {
    let percent = s.percent(i)?;
    if no_share(s, i) {
        return None;
    }
    let mut part = bare(percent, i);
    if let Some((total, behind)) = of_total(s, i + 1) {
        part.add_total(total, behind - 1);
    }
    // `8.2% of patients (9 of 110)`
    let mut open = part.last + 1;
    if s.cue(open) == Cue::Of {
        let people =
            (open + 1..open + 4).find(|at| s.cue(*at) == Cue::People || s.is_word(*at, &["those", "these"]));
        if let Some(people) = people.filter(|at| s.opens(at + 1)) {
            open = people + 1;
        }
    }
    // `4.4% in the angina group (8 of 183)`
    if open == i + 1 && s.cue(open) == Cue::Preposition {
        open = in_group(s, open).unwrap_or(open);
    }
    // `9.3%; 22 of 235`, `63% [15/24]`, `41%; n = 85`
    let sized = s.is_word(open + 1, &["n"])
        && s.mark(open + 2) == Some('=')
        && s.count(open + 3).is_some()
        && (s.closes(open + 4) || matches!(s.mark(open + 4), Some(';' | ',')));
    let beside = matches!(s.mark(open), Some(';' | ','))
        && (matches!(s.items.get(open + 1).map(|n| &n.shape), Some(Shape::Fraction(_)))
            || s.count(open + 1).is_some() && of_total(s, open + 2).is_some()
            || sized);
    if s.opens(open) || beside {
        // `23.9% (95% CI 12.6 to 38.8, 11 of 46 patients)`
        let bounded = matches!(s.items.get(open + 1).map(|item| &item.shape), Some(Shape::Interval(_)))
            && matches!(s.mark(open + 2), Some(',' | ';'))
            && (of_total(s, open + 4).is_some()
                || matches!(s.items.get(open + 3).map(|item| &item.shape), Some(Shape::Fraction(_))));
        let mut at = open + if bounded { 3 } else { 1 };
        if s.is_word(at, &["n"]) && s.mark(at + 1) == Some('=') {
            at += 2;
        }
        match s.items.get(at).map(|item| &item.shape) {
            Some(Shape::Fraction(fraction)) if !s.spent[at] => {
                (part.count, part.total) = (Some(fraction.count), Some(fraction.total));
                part.take(at);
            }
            _ => {
                // `9.2% (10 partial responses)`
                let noun = s.cue(at + 1) == Cue::None
                    && (at + 2..at + 5).any(|k| s.closes(k))
                    && !s.items[at].spelled;
                if let Some(count) = s.count(at) {
                    let behind = of_total(s, at + 1);
                    let closed = noun
                        || s.closes(at + 1)
                        || s.cue(at + 1) == Cue::People
                        || s.mark(at + 1) == Some(';')
                        || sized;
                    let size = behind.is_none()
                        && at > 1
                        && s.mark(at - 1) == Some('=')
                        && is_size(s, percent, count, s.words(at - 2) == "N", known);
                    if size && s.words(at - 2) == "N" && closed {
                        part.add_total((count, at), at);
                    } else if (behind.is_some() || closed) && !size {
                        part.count = Some(count);
                        part.take(at);
                    }
                    if let Some((total, behind)) = behind {
                        part.add_total(total, behind - 1);
                    }
                }
            }
        }
    }
    Some(part)
}

/// `38.6% (n = 88)`: whether so many are those of whom it is a share, since the article has counted just as many people before,
/// and no people of whom so many were that share.
fn is_size(s: &Sentence<'_>, percent: Number, count: Number, capital: bool, known: &Known) -> bool {
    // "(18.4%, N = 2163)": a capital says so of a number that large.
    const LARGE: u64 = 100;
    let sized = |n: &u64| known.sizes.contains(n) || capital && *n >= LARGE;
    let Some(n) = count.decimal.as_whole().filter(sized) else { return false };
    let whole = |total: u64| {
        (100.0 * n as f64 / total as f64 - percent.to_f64()).abs() <= 1.01 * percent.decimal.half_unit()
    };
    let parts = (percent.to_f64() * n as f64 / 100.0).round();
    let part =
        (100.0 * parts / n.max(1) as f64 - percent.to_f64()).abs() <= 1.01 * percent.decimal.half_unit();
    let here = |at: &usize| s.items[*at].number().and_then(|n| n.decimal.as_whole()).is_some_and(whole);
    part && !known.sizes.iter().any(|total| whole(*total)) && !s.numbers.iter().any(here)
}

/// The bracket behind `in the angina group`, where it holds a count and its total.
fn in_group(s: &Sentence<'_>, i: usize) -> Option<usize> {
    let open = (i + 1..s.items.len().min(i + 9))
        .take_while(|at| {
            !s.items[*at].numeric() && matches!(s.mark(*at), None | Some('-' | '+' | '/' | '(' | '['))
        })
        .find(|at| s.opens(*at))?;
    let fraction = matches!(s.items.get(open + 1).map(|n| &n.shape), Some(Shape::Fraction(_)));
    let counted = s.count(open + 1).is_some() && of_total(s, open + 2).is_some();
    (fraction || counted).then_some(open)
}

/// `7.7 vs 13.3%`, `12, 15 and 20%`: a number whose per-cent sign stands on a later one.
pub(super) fn shared_sign(s: &Sentence<'_>, i: usize, number: Number) -> Option<Part> {
    // "n = 62, 21% of them women" is a size and a share.
    if i > 1 && s.mark(i - 1) == Some('=') && s.is_word(i - 2, &["n"]) {
        return None;
    }
    // "a ratio of 1:2, and 52%"
    if i > 1 && s.mark(i - 1) == Some(':') && s.items[i - 2].numeric() && !s.items[i].spaced {
        return None;
    }
    // "in Experiment 2, and 23.0 and 2.6%"
    let numbered =
        i > 0 && number.decimal.places() == 0 && s.is(i - 1, Classes::WORD) && s.cue(i - 1) == Cue::None;
    let mut at = i + 1;
    // "asthenia (5.3/13.0%)"
    if s.mark(at) == Some('/')
        && !s.items[at].spaced
        && number.decimal.places() > 0
        && s.percent(at + 1).is_some_and(|n| n.decimal.places() == number.decimal.places())
        && !no_share(s, at + 1)
    {
        return Some(bare(number, i));
    }
    // "from 22.4 to 14.5%", "from 21 (95% CI 9-33) to 34%"
    let end = if s.opens(at) && s.any(at..at + 3, Classes::LIMITS) {
        s.behind_bracket(at).unwrap_or(at)
    } else {
        at
    };
    if i > 0 && s.is_word(i - 1, &["from"]) && s.cue(end) == Cue::To {
        let other = s.percent(end + 1).filter(|_| !no_share(s, end + 1))?;
        return (number.to_f64() <= 100.0 && other.to_f64() <= 100.0).then(|| bare(number, i));
    }
    for _ in 0..4 {
        let joint = matches!(s.cue(at), Cue::Versus | Cue::And | Cue::Or) || s.mark(at) == Some(',');
        if !joint {
            return None;
        }
        at += 1;
        if s.cue(at) == Cue::And {
            at += 1;
        }
        if let Some(Shape::Percent(_)) = s.items.get(at).map(|item| &item.shape) {
            // Counts and percentages do not share a sign: "15 and 20%" with unlike digits is left alone.
            let finer = s.percent(at).is_some_and(|n| n.decimal.places() > 0);
            if numbered && finer
                || no_share(s, at)
                || number.to_f64() > 100.0
                || i > 0 && s.cue(i - 1) == Cue::Grade
            {
                return None;
            }
            return Some(bare(number, i));
        }
        s.plain(at)?;
        at += 1;
    }
    None
}

/// A percentage alone, without counts.
fn bare(percent: Number, i: usize) -> Part {
    Part {
        percent: Some((percent, i)),
        count: None,
        total: None,
        first: i,
        last: i,
        main: i,
        used: Vec::new(),
    }
}
