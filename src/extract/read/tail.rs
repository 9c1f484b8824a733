//! What stands behind a value: its interval and its P value, in either order, in brackets or not.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{Interval, IntervalKind, Number, PValue};
use crate::lex::Cue;

use super::Known;

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
pub(super) enum Bare {
    /// It is none of ours.
    No,
    /// It is the interval of a value of which the header said so.
    Labelled(Option<Number>, IntervalKind),
    /// It is the interval if it holds this value.
    Around(Number),
}

/// Reads on from `i`, over joints and the words that go with P values, for at most a dozen items.
pub(super) fn tail(s: &Sentence<'_>, i: usize, bare: Bare, known: &Known) -> Tail {
    let mut found = Tail::default();
    let mut at = i;
    let end = s.items.len().min(i + 14);
    while at < end {
        let item = &s.items[at];
        match &item.shape {
            Shape::Interval(interval) if found.interval.is_none() && !s.spent[at] => {
                let mut interval = interval.clone();
                if interval.level.is_none() {
                    interval.level = known.level;
                }
                found.take(at);
                found.interval = Some(interval);
            }
            Shape::P(p) if found.p.is_none() && !s.spent[at] => {
                found.take(at);
                found.p = Some(p.clone());
            }
            Shape::Range { low, high, .. } if found.interval.is_none() && !s.spent[at] && !item.named => {
                let (level, kind) = match &bare {
                    Bare::No => break,
                    Bare::Labelled(level, kind) => (level.or(known.level), *kind),
                    Bare::Around(value) => {
                        let holds = low.is_none_or(|low| low.to_f64() <= value.to_f64())
                            && high.is_none_or(|high| value.to_f64() <= high.to_f64());
                        if !holds || known.level.is_none() {
                            break;
                        }
                        (known.level, IntervalKind::Confidence)
                    }
                };
                found.take(at);
                found.interval = Some(Interval { low: *low, high: *high, level, kind });
            }
            Shape::Mark('(' | '[') if found.any() && item.depth == 0 && !p_inside(s, at) => break,
            Shape::Mark(',' | ';' | ':' | '=' | '(' | '[' | ')' | ']' | '-' | '%') => {
                // A closed bracket ends what belongs to the value, unless another opens at once.
                if s.closes(at) && item.depth == 0 && found.any() && !s.opens(at + 1) {
                    let goes_on = matches!(s.mark(at + 1), Some(',' | ';'))
                        && s.items.get(at + 2).is_some_and(|next| matches!(next.shape, Shape::P(_)));
                    if !goes_on && !matches!(s.items.get(at + 1).map(|n| &n.shape), Some(Shape::P(_))) {
                        break;
                    }
                }
            }
            Shape::Word
                if matches!(item.cue, Cue::Sided(_) | Cue::Adjusted | Cue::And | Cue::Interval(_))
                    && item.depth > 0 => {}
            Shape::Word if matches!(item.cue, Cue::Sided(_)) => {}
            Shape::Word
                if s.is_word(
                    at,
                    &[
                        "log",
                        "rank",
                        "logrank",
                        "stratified",
                        "with",
                        "nominal",
                        "all",
                        "exact",
                        "unadjusted",
                    ],
                ) => {}
            Shape::Word if s.unit(at).is_some() && !found.any() => {
                at = s.unit(at).map_or(at, |(_, end)| end - 1);
            }
            Shape::IntervalLabel { .. } => {}
            _ => break,
        }
        at += 1;
    }
    found
}

/// Whether the bracket at `at` opens on a P value or an interval.
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
