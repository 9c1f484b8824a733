//! Which way something changed, by the words around how far.

use super::bracketed::bracketed;
use crate::extract::item::Shape;
use crate::extract::read::quantity::singular;
use crate::extract::sentence::Sentence;
use crate::finding::{Direction, Measure, Statistic};
use crate::lex::{Classes, Cue, Sort};

/// `51% lower`, `45% relative risk reduction`, `19% (95% CI 11–27) proportional reduction`: the word behind.
pub(super) fn behind(s: &Sentence<'_>, i: usize) -> Option<(Direction, usize)> {
    let from =
        if s.opens(i + 1) { s.behind_bracket(i + 1)? } else { i + 1 + usize::from(bracketed_alone(s, i)) };
    for at in from..from + 3 {
        let reduction = matches!(s.cue(at), Cue::Measure { measure: Measure::RelativeRiskReduction, .. });
        // "20% greater reduction": the last word says which way.
        let more = s.direction(at + 1).is_some() && s.is(at, Classes::BETWEEN_CHANGE);
        let than = |way| s.words(at).ends_with("than").then_some(way);
        // "50% higher than that in the others"
        let told = match s.cue(at) {
            Cue::MoreThan => than(Direction::Higher),
            Cue::LessThan => than(Direction::Lower),
            // "an 83% mean decrease"
            Cue::Statistic(Statistic::Change) => way(s.words(at)),
            _ => s.direction(at),
        };
        match told.filter(|_| !more && !acts(s, i, at)) {
            Some(direction) => return Some((direction, at)),
            None if reduction => return Some((Direction::Lower, at)),
            None if s.is(at, Classes::BETWEEN_CHANGE) || s.cue(at) == Cue::PercentScale => {}
            // "a 12.4% attendance reduction"
            None if at == from
                && i > 0
                && s.cue(i - 1) == Cue::Article
                && s.cue(at) == Cue::None
                && s.is(at, Classes::WORD)
                && s.is_word(at + 1, &["reduction", "decrease", "increase", "decline", "improvement"]) => {}
            None => return None,
        }
    }
    None
}

/// Which way a mean change goes by its name: "mean reductions" go down.
pub(in crate::extract::read) fn way(name: &str) -> Option<Direction> {
    let last = singular(name.rsplit([' ', '-']).next()?);
    let one = |words: &[&str]| words.iter().any(|word| last.eq_ignore_ascii_case(word));
    if one(&["reduction", "decrease", "fall", "loss", "decline", "drop"]) {
        return Some(Direction::Lower);
    }
    one(&["increase", "improvement", "rise", "gain", "increment"]).then_some(Direction::Higher)
}

/// "a modest (10%) reduction": alone in a bracket, and no count before it.
pub(in crate::extract::read) fn bracketed_alone(s: &Sentence<'_>, i: usize) -> bool {
    let open = (i.saturating_sub(2)..i).rev().find(|k| s.opens(*k));
    s.closes(i + 1) && open.is_some_and(|open| open > 0 && s.is(open - 1, Classes::WORD))
}

/// "timolol 0.5% reduced the pressure": a drug at its strength did something.
pub(in crate::extract::read) fn acts(s: &Sentence<'_>, i: usize, at: usize) -> bool {
    let verb = s.is_word(
        at,
        &[
            "reduced",
            "increased",
            "decreased",
            "lowered",
            "improved",
            "raised",
            "reduces",
            "increases",
            "decreases",
            "lowers",
            "improves",
            "raises",
        ],
    );
    let named = |k: usize| matches!(s.items[k].shape, Shape::Word) && s.cue(k) == Cue::None;
    verb && at == i + 1 && i.checked_sub(1).is_some_and(named)
}

/// `reduced … by 20%`, `was lower by 34%`, `a relative reduction of 37%`: the word before.
pub(super) fn before(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let mut by = i.checked_sub(1)?;
    if s.cue(by) == Cue::About {
        by = by.checked_sub(1)?;
    }
    if s.is_word(by, &["by"]) {
        return directed(s, by);
    }
    if of_people(s, i) {
        return None;
    }
    if let Some(direction) = bracketed(s, i).or_else(|| labelled(s, i)).or_else(|| again(s, i)) {
        return Some(direction);
    }
    // "fell 7%", "dropped, respectively, 8%"
    let verb =
        if s.cue(by) == Cue::Respectively || s.is_word(by, &["only"]) { by.checked_sub(1)? } else { by };
    if s.is(verb, Classes::WENT) {
        return s.direction(verb);
    }
    // "the reduction in pain was 30%"
    if s.is_word(by, AMOUNTED) {
        return noun(s, by).and_then(|at| s.direction(at));
    }
    // "risk reductions of 32%", "risk reduction 19%", "(risk reduction, 19%; 95% CI …"
    let marked = matches!(s.mark(by), Some(',' | ':' | '='));
    let word = if s.cue(by) == Cue::Of || marked { by.checked_sub(1)? } else { by };
    let relative =
        (word.saturating_sub(2)..word).any(|at| s.is_word(at, &["relative", "proportional", "risk"]));
    let told = || noun(s, by).filter(|_| s.cue(by) == Cue::Of).and_then(|at| s.direction(at));
    s.direction(word).filter(|_| relative).or_else(told)
}

/// `(cholesterol reduction 20.8%; P<0.001)`: what changed and how, in the bracket with its size.
fn labelled(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    const NOUNS: &[&str] = &["reduction", "decrease", "increase", "decline", "improvement", "fall", "rise"];
    let word = i.checked_sub(1).filter(|k| s.is_word(*k, NOUNS))?;
    let words = (word.saturating_sub(5)..word)
        .rev()
        .take_while(|k| {
            s.mark(*k) == Some('-') || s.is(*k, Classes::WORD) && !s.is(*k, Classes::RISK | Classes::PEOPLE)
        })
        .count();
    let spread = matches!(s.items.get(i + 1)?.shape, Shape::PlusMinus);
    let open = word.checked_sub(words + 1).filter(|k| words > 0 && s.opens(*k) && !spread)?;
    s.direction(word).filter(|_| s.items[open].depth == 0)
}

/// `reduced the pressure from 24.6 to 17.9 mm Hg (27%)`, `fell by 4.2 points (15%)`: the same change once more, in per cent, in a
/// bracket right behind the value that tells it.
fn again(s: &Sentence<'_>, i: usize) -> Option<Direction> {
    let open = i.checked_sub(1).filter(|k| s.opens(*k) && !s.closes(i))?;
    if !s.closes(i + 1) && !matches!(s.mark(i + 1), Some(',' | ';')) {
        return None;
    }
    let unit =
        |k: &usize| matches!(s.cue(*k), Cue::Unit | Cue::Dose | Cue::Time(_)) || s.mark(*k) == Some('/');
    let units = (open.saturating_sub(4)..open).rev().take_while(unit).count();
    let value = open.checked_sub(units + 1)?;
    let number = match s.items.get(value)?.shape {
        Shape::Number(n) => n,
        _ => return None,
    };
    let sized = units > 0 || number.decimal.places() > 0;
    let joint = value.checked_sub(1)?;
    let ends = s.is_word(joint, &["by"])
        || s.cue(joint) == Cue::To
            && (joint.saturating_sub(4)..joint).any(|k| matches!(s.items[k].shape, Shape::Number(_)));
    if !sized || !ends {
        return None;
    }
    directed(s, joint)
}

/// Between the noun of a change and how far it went.
const AMOUNTED: &[&str] = &[
    "was",
    "were",
    "is",
    "being",
    "amounted to",
    "averaged",
    "averaged at",
    "reached",
    "represented",
    "equalled",
    "equaled",
];

fn of_people(s: &Sentence<'_>, i: usize) -> bool {
    // "lost 3.8% of body weight"
    let measured = || (i + 2..i + 5).any(|k| s.is_of(k, Sort::Gauged) || s.is_word(k, &["weight"]));
    s.cue(i + 1) == Cue::People || s.cue(i + 1) == Cue::Of && !measured()
}

/// "reduced the incidence of stroke by", "and C by": the word that says which way, told once for a list of "by".
fn directed(s: &Sentence<'_>, by: usize) -> Option<Direction> {
    let directed = |cue| matches!(cue, Cue::Lower | Cue::Higher).then_some(());
    if !s.has(Classes::MOVED) {
        return None;
    }
    let mut from = by;
    // "A reduced it by 10% (NS), B by 19% (NS), and C by 37%"
    for _ in 0..6 {
        if let Some((at, ())) = s.before(from, 20, Classes::MOVED, directed) {
            return s.direction(at);
        }
        let earlier =
            |at: &usize| s.is_word(*at, &["by"]) && matches!(s.items[at + 1].shape, Shape::Percent(_));
        from = (from.saturating_sub(28)..from).rev().find(earlier)?;
    }
    None
}

/// "a reduction in mortality over nine years of", "the decrease in pain was": what changed stands between the word for the
/// change and item `i`.
pub(in crate::extract::read) fn noun(s: &Sentence<'_>, i: usize) -> Option<usize> {
    if !s.has(Classes::CHANGING) {
        return None;
    }
    (i.saturating_sub(12)..i)
        .rev()
        .take_while(|at| {
            // "a reduction in the prevalence of reported cough of 41%": no verb there.
            let verb = !(s.is_word(*at, &["reported", "observed"]) && *at > 0 && s.cue(*at - 1) == Cue::Of);
            let told = matches!(s.cue(*at), Cue::Was | Cue::People | Cue::Happened | Cue::Role(_)) && verb;
            !told && !matches!(s.items[*at].shape, Shape::Percent(_)) && s.mark(*at) != Some(';')
        })
        .find(|at| {
            let of_what = match s.cue(at + 1) {
                _ if at + 1 == i => true,
                Cue::Preposition => true,
                Cue::Of => s.number(at + 2).is_none(),
                _ => s.is_word(at + 1, &["over", "attributable", "observed", "obtained"]),
            };
            // "a > 20% reduction in the score", of which a share of people follows
            let marked = at.checked_sub(1).is_some_and(|b| matches!(s.items[b].shape, Shape::Percent(_)));
            s.is(*at, Classes::CHANGING)
                && of_what
                && !marked
                // "rates for dose reduction were 47% and 44%"
                && !s.is_word(at.wrapping_sub(1), &["dose", "dosage"])
                // "rates of those with a reduction": a share, whatever they were to reach
                && !(at.saturating_sub(8)..at.saturating_sub(1))
                    .any(|k| s.is_word(k, &["rate", "rates", "proportion", "proportions", "percentage", "frequency"]))
                // "patients with an improvement in pain of at least 4 were 50%": of whom is asked.
                && !(at.saturating_sub(3)..*at).any(|k| {
                    const HAVING: &[&str] = &[
                        "with", "had", "showing", "experiencing", "experienced", "achieving", "achieved", "having", "reporting",
                    ];
                    // "improved in all groups, with reductions of 45% with A and 24% with B"
                    let joined = s.is_word(k, &["with"])
                        && k > 0
                        && (s.mark(k - 1) == Some(',') || s.direction(k - 1).is_some());
                    s.is_word(k, HAVING) && !joined && !s.is_word(k.wrapping_sub(1), &["associated"])
                })
        })
}
