//! What stands behind a value: its interval and its P value, in either order, in brackets or not.

mod way;

use std::ops::Range;

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Interval, IntervalKind, Number, PValue, Purpose};
use crate::lex::{Classes, Cue};

use super::Known;
use super::p_value::not_significant;
use way::{behind_sides, converted, over_words, pair, spread_end};

/// What was found behind a value.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) interval: Option<Interval>,
    pub(super) p: Option<PValue>,
    /// The last item of it.
    pub(super) last: Option<usize>,
    /// Items whose numbers it took.
    pub(super) used: Vec<usize>,
}

/// How a range without a label is to be taken.
#[derive(Clone, Copy)]
pub(super) enum Bare {
    /// It is none of ours.
    No,
    /// It is the interval of a value of which the header said so.
    Labelled(Option<Number>, IntervalKind),
    /// It is the interval if it holds this value and the article has labelled intervals.
    Around(Number),
    /// It is the interval if it holds this value: a ratio with a range in brackets needs no label.
    Ratio(Number),
}

/// How far words may part a value from its interval.
const WORDS: usize = 16;

/// Whether an interval could stand near behind item `i`: most numbers have none.
pub(super) fn bounded_at(s: &Sentence<'_>, i: usize) -> bool {
    bounded(s, i + 1..i + 1 + 2 * WORDS)
}

/// Whether anything in a stretch could be the limits of an interval.
pub(super) fn bounded(s: &Sentence<'_>, stretch: Range<usize>) -> bool {
    if s.any(stretch.clone(), Classes::LIMITS) {
        return true;
    }
    let Range { start: mut from, end } = stretch;
    while let Some(at) = s.first(from..end, Classes::BRACKET) {
        if s.opens(at) && pair(s, at).is_some() {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Words of the test that go with a P value.
const TESTS: &[&str] = &[
    "log",
    "rank",
    "logrank",
    "stratified",
    "with",
    "nominal",
    "all",
    "exact",
    "unadjusted",
    "corrected",
    "χ2",
    "χ²",
    "chi2",
    "fisher",
    "fisher's",
    "wald",
    "cox",
    "wilcoxon",
    "test",
    "unstratified",
    "likelihood",
    "ratio",
    "gray's",
    "mcnemar",
    "mantel",
    "haenszel",
];

/// Reads on from `i`, over joints and the words that go with P values, for at most a dozen items.
pub(super) fn tail(s: &Sentence<'_>, i: usize, bare: Bare, known: &Known) -> Tail {
    let mut found = Tail::default();
    let mut at = behind_sides(s, i).unwrap_or(i);
    let mut end = s.items.len().min(at + 14);
    while at < end {
        let item = &s.items[at];
        match &item.shape {
            Shape::Interval(interval) if found.interval.is_none() && !s.spent[at] => {
                let mut interval = (**interval).clone();
                if interval.level.is_none() {
                    interval.level = known.level;
                }
                found.take(at);
                found.interval = Some(interval);
            }
            // The P value of an interaction is a result of its own.
            Shape::P(p) if p.purpose == Some(Purpose::Interaction) => break,
            Shape::P(p) if found.p.is_none() && !s.spent[at] => {
                found.take(at);
                found.p = Some((**p).clone());
            }
            Shape::Range(range) if found.interval.is_none() && !s.spent[at] && !item.named => {
                let Some(interval) = taken(range.low, range.high, bare, known) else { break };
                found.take(at);
                found.interval = Some(interval);
            }
            // "RR 0.36, 95% 0.15 to 0.85": the name of the interval was left out.
            Shape::Percent(level) if found.interval.is_none() && is_level(*level) && !s.spent[at] => {
                let Some(Shape::Range(range)) = s.items.get(at + 1).map(|item| &item.shape) else {
                    break;
                };
                found.used.push(at);
                found.take(at + 1);
                let kind = IntervalKind::Confidence;
                found.interval =
                    Some(Interval { low: range.low, high: range.high, level: Some(*level), kind });
                at += 1;
            }
            // "95% CI -2.9 to 4.9; NS)"
            Shape::Word
                if found.interval.is_some()
                    && found.p.is_none()
                    && item.depth > 0
                    && s.is(at, Classes::NO_NUMBER)
                    && not_significant(s, at).is_some() =>
            {
                found.take(at);
                found.p = not_significant(s, at);
            }
            // "0.0033 ± 0.0017 mm/year [P = 0.049]"
            Shape::PlusMinus if !found.any() && s.number(at + 1).is_some() => at += 1,
            // "B = -0.12, SE 0.05, P=.02", "0.2 mm Hg (SD, 9; 95% CI …"
            Shape::Word if matches!(item.cue, Cue::Se | Cue::Sd) && spread_end(s, at + 1).is_some() => {
                at = spread_end(s, at + 1).unwrap_or(at);
            }
            Shape::Mark('(' | '[') if found.interval.is_none() && pair(s, at).is_some() => {
                let Some((low, high, last)) = pair(s, at) else { break };
                let Some(interval) = taken(Some(low), Some(high), bare, known) else { break };
                found.used.push(last - 2);
                found.take(last);
                found.interval = Some(interval);
                at = last;
            }
            Shape::Mark('(' | '[') if found.any() && item.depth == 0 && !p_inside(s, at) => break,
            // "a difference of 0.36 (0.40) mm Hg (95% CI …"
            Shape::Mark('(') if !found.any() && error(s, at, i) => {
                found.used.push(at + 1);
                at += 2;
            }
            // "-73.5 mg per deciliter (-1.9 mmol per liter) (P<0.001)"
            Shape::Mark('(' | '[') if !found.any() && converted(s, at).is_some() => {
                at = converted(s, at).unwrap_or(at);
            }
            // "-3.1 days. 95% CI -5.2 to -1.0"
            Shape::Mark('.') if item.depth > 0 && p_inside(s, at) => {}
            Shape::Mark(',' | ';' | ':' | '=' | '(' | '[' | ')' | ']' | '-' | '%' | '"') => {
                // A closed bracket ends what belongs to the value, unless its P value follows.
                if s.closes(at) && item.depth == 0 && found.any() && !s.opens(at + 1) {
                    let Some(p) = p_behind(s, at + 1).filter(|_| found.p.is_none()) else { break };
                    (at, end) = (p, p + 1);
                    continue;
                }
                // "(effect size, 0.25), whereas fathers did not (P=0.7)": something else begins.
                let other = s.is(at + 2, Classes::WORD) && s.cue(at + 2) != Cue::Preposition;
                if s.closes(at) && item.depth == 0 && s.mark(at + 1) == Some(',') && other {
                    break;
                }
            }
            Shape::Word
                if matches!(item.cue, Cue::Sided(_) | Cue::Adjusted | Cue::And | Cue::Interval(_))
                    && item.depth > 0 => {}
            // "; 9 trials; 268 participants; P<0.001)"
            Shape::Number(_)
                if found.interval.is_some()
                    && item.depth > 0
                    && matches!(s.cue(at + 1), Cue::Things | Cue::People) =>
            {
                at += 1;
            }
            Shape::Word if matches!(item.cue, Cue::Sided(_)) => {}
            Shape::Word if s.is_word(at, TESTS) => {}
            Shape::Word if item.depth > 0 && test_value(s, at).is_some() => {
                at = test_value(s, at).unwrap_or(at);
            }
            Shape::Word if s.unit_end(at).is_some() => at = s.unit_end(at).map_or(at, |end| end - 1),
            Shape::IntervalLabel(_) => {}
            Shape::Word if found.p.is_none() && (found.any() || !s.spent[at]) => {
                match over_words(s, at, found.interval.is_some()) {
                    Some(next) => (at, end) = (next, s.items.len().min(next + 10)),
                    None => break,
                }
                continue;
            }
            _ => break,
        }
        at += 1;
    }
    found
}

/// `0.36 (0.40) mm Hg (95% CI …`: the error of the value right before, in a bracket of its own, and an interval behind it.
fn error(s: &Sentence<'_>, open: usize, from: usize) -> bool {
    let places = |k: usize| s.plain(k).map(|n| n.decimal.places()).filter(|places| *places > 0);
    let end = s.unit_end(open + 3).unwrap_or(open + 3);
    let interval = s.skip(end, &['(', '[', ',', ';']);
    open == from
        && open > 0
        && s.closes(open + 2)
        && s.items[open - 1].number().is_some_and(|n| Some(n.decimal.places()) == places(open + 1))
        && interval > end
        && s.is(interval, Classes::INTERVAL)
}

/// `chi 2 = 6.91, d.f. = 1, P = 0.009`: the value of a test, or its degrees of freedom, where the P value follows.
fn test_value(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let point = s.is_word(at, &["d"]) && s.mark(at + 1) == Some('.') && s.is_word(at + 2, &["f"]);
    if !point && !s.is_word(at, &["χ", "χ2", "χ²", "chi", "chi2", "df", "d.f", "z", "t", "wald", "F"]) {
        return None;
    }
    // "χ(2) P = 0.03": its degrees of freedom alone.
    if s.opens(at + 1)
        && s.closes(at + 3)
        && s.items.get(at + 4).is_some_and(|item| matches!(item.shape, Shape::P(_)))
    {
        return Some(at + 3);
    }
    let sign = (at + 1..at + 7).find(|k| s.mark(*k) == Some('='))?;
    let named = (at + 1..sign).all(|k| {
        s.mark(k).is_some_and(|c| matches!(c, '-' | '.' | '(' | ')' | '²' | ','))
            || s.items[k].number().is_some_and(|n| n.decimal.digits() < 4)
            || s.is_word(k, &["f", "square", "squared"])
    });
    let p = |k: usize| matches!(s.items[k].shape, Shape::P(_));
    let follows =
        (sign + 2..s.items.len().min(sign + 13)).take_while(|k| !s.closes(*k) || s.items[*k].depth > 1);
    (named && s.items.get(sign + 1)?.number().is_some() && { follows }.any(p)).then_some(sign + 1)
}

fn is_level(level: Number) -> bool {
    [90, 95, 99].iter().any(|n| level.decimal.as_whole() == Some(*n))
}

/// The interval that a range without a label is, if it is one.
fn taken(low: Option<Number>, high: Option<Number>, bare: Bare, known: &Known) -> Option<Interval> {
    let (level, kind) = match bare {
        Bare::No => return None,
        Bare::Labelled(level, kind) => (level.or(known.level), kind),
        Bare::Around(value) | Bare::Ratio(value) => {
            let holds = low.is_none_or(|low| low.to_f64() <= value.to_f64())
                && high.is_none_or(|high| value.to_f64() <= high.to_f64());
            if !holds || known.level.is_none() && !matches!(bare, Bare::Ratio(_)) {
                return None;
            }
            (known.level, IntervalKind::Confidence)
        }
    };
    Some(Interval { low, high, level, kind })
}

/// The P value behind a closed bracket: `), P=…`, `) (P=…`, `) than with placebo at 5 years (P=…)`.
fn p_behind(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let p = |at: usize| matches!(s.items.get(at).map(|item| &item.shape), Some(Shape::P(_)));
    let joint = usize::from(matches!(s.mark(at), Some(',' | ';')));
    if p(at + joint) {
        return Some(at + joint);
    }
    if s.unit_end(at).is_some() || matches!(s.cue(at), Cue::Versus | Cue::Preposition | Cue::Unit) {
        return over_words(s, at, true);
    }
    None
}

/// Whether a P value or an interval follows the bracket or point at `at`.
fn p_inside(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.items.get(at + 1).map(|item| &item.shape), Some(Shape::P(_) | Shape::Interval(_)))
}

impl Tail {
    fn take(&mut self, at: usize) {
        self.last = Some(at);
        self.used.push(at);
    }

    pub(super) fn any(&self) -> bool {
        self.last.is_some()
    }
}

/// Whether the interval follows at once, over joints only.
pub(super) fn adjacent(s: &Sentence<'_>, behind: usize) -> bool {
    let at = s.skip(behind, &[',', ';', ':', '(', '[']);
    let of = behind >= 3 && s.cue(behind - 2) == Cue::Of && s.items[behind - 3].numeric();
    !of && matches!(
        s.items.get(at).map(|item| &item.shape),
        Some(Shape::Interval(_) | Shape::IntervalLabel(_) | Shape::Range(_) | Shape::P(_) | Shape::Number(_))
    )
}
