//! The bridge from a measure's name to its value.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Measure;
use crate::lex::{Classes, Cue};
use crate::text::Span;

/// The widest gap between a measure's name and its value: "hazard ratio for disease progression or death, 0.57".
const BRIDGE: usize = 22;

/// The same for a letter, and for the bare word "difference", which many sentences have.
const SHORT: usize = 12;

/// Words of bounds that were set before.
pub(super) const LIMITS: &[&str] = &["limits", "limit", "bounds", "bound", "criteria", "criterion", "margin"];

/// Where a value stands.
pub(super) struct Value {
    pub(super) at: usize,
    /// A joint stands before it that nothing else explains (`=`, `of`, `was`, `,`).
    pub(super) strict: bool,
    /// The words of the bridge.
    pub(super) outcome: Option<Span>,
}

/// Ratios of concentrations are printed in per cent too: `AUC ratio, 112% (90% CI 83 to 153)`.
pub(crate) fn in_percent(measure: Measure) -> bool {
    matches!(measure, Measure::RatioOfMeans | Measure::GeometricMeanRatio)
}

/// The value: at once behind a joint, or behind words that say what the measure is for.
pub(super) fn value(s: &Sentence<'_>, from: usize, name: Cue) -> Option<Value> {
    let mut joint = false;
    let mut words: Option<(usize, usize)> = None;
    // "of death with A versus B": the outcome ends where the groups begin.
    let mut groups = false;
    let mut parted = false;
    let ratio = matches!(name, Cue::Measure { measure, .. } if measure.is_ratio() && !in_percent(measure));
    let area = matches!(name, Cue::Measure { measure: Measure::Auc, .. });
    let pooled = matches!(name, Cue::Measure { measure, .. } if in_percent(measure));
    let treated = matches!(name, Cue::Measure { measure: Measure::NumberNeededToTreat, .. });
    let reach = if matches!(name, Cue::Difference | Cue::Symbol(_)) { SHORT } else { BRIDGE };
    let mut at = from;
    while at < s.items.len().min(from + reach) {
        let item = &s.items[at];
        match &item.shape {
            Shape::Number(_) | Shape::Percent(_) if item.named => {}
            // "between the three groups", "the 2 techniques": a count of things on the way.
            Shape::Number(_)
                if item.spelled
                    && s.unit_end(at + 1).is_none()
                    && !(treated && joint && closed(s, at + 1)) => {}
            Shape::Number(n) if n.decimal.places() == 0 && words.is_some() && counts(s, at) => {}
            // "the NNT of A 25 mg was 1.6": a dose on the way.
            Shape::Number(_) if treated && words.is_some() && s.cue(at + 1) == Cue::Dose => {}
            // "to obtain one patient with 50% relief was 4.3"
            Shape::Percent(_) if treated => {}
            Shape::Percent(_) if ratio => return None,
            // "the area under the curve was raised by 62%", "was 12% higher"
            Shape::Percent(_)
                if area && (s.any(from..at, Classes::MOVED) || s.is(at + 1, Classes::COMPARATIVE)) =>
            {
                return None;
            }
            // "differences: (1) a longer stay"
            Shape::Number(_)
                if s.opens(at - 1) && s.closes(at + 1) && s.mark(at.wrapping_sub(2)) == Some(':') =>
            {
                return None;
            }
            Shape::Number(_) | Shape::Percent(_) => {
                if s.spent[at] {
                    return None;
                }
                // A time in the bridge is no value: "hazard ratio at 5 years, 0.52".
                if !time(s, at) {
                    let outcome = words.map(|(a, b)| s.items[a].span.to(s.items[b].span));
                    // "number needed to treat (NNT) 55"
                    let bracketed = at == from + 1 && s.closes(from);
                    return Some(Value { at, strict: joint || at == from || bracketed, outcome });
                }
            }
            Shape::Mark('=' | ',' | ':' | '(' | '[' | ';' | '~' | '<' | '>' | '≤' | '≥') => {
                joint = true;
                parted |= s.mark(at) == Some(';');
            }
            // "RR 'no important change' 0.31"
            Shape::Mark('\'' | '"' | '‘' | '’' | '“' | '”') => {}
            Shape::Mark('-' | '/' | ')' | ']' | '+' | '$' | '£' | '€') | Shape::IntervalLabel(_) => {}
            Shape::Word => {
                joint =
                    matches!(item.cue, Cue::Of | Cue::Was | Cue::About) || joint && item.cue == Cue::Article;
                match item.cue {
                    Cue::Of | Cue::Preposition | Cue::Was | Cue::Article | Cue::About if words.is_none() => {}
                    Cue::Was | Cue::Of => {}
                    // "hazard ratio at 3 months": when, not of what.
                    Cue::Time(_) if words.is_none() => {}
                    // "the geometric mean ratio of AUC was 1.12"
                    Cue::Measure { measure: Measure::Auc, .. } if pooled => {
                        words = Some((words.map_or(at, |(a, _)| a), at));
                    }
                    // Another measure has its own value; behind a semicolon something else begins.
                    Cue::Measure { .. } => return None,
                    Cue::Symbol(_) if s.mark(at + 1) == Some('=') => return None,
                    _ if parted || s.is_word(at, LIMITS) || s.words(at).ends_with("margin") => return None,
                    Cue::Versus => groups = true,
                    Cue::Preposition if !s.is_word(at, &["for", "in", "of", "on", "to", "from", "after"]) => {
                        groups = true
                    }
                    _ if groups => {}
                    _ => words = Some((words.map_or(at, |(a, _)| a), at)),
                }
            }
            _ => return None,
        }
        at += 1;
    }
    None
}

/// Whether nothing more is said of what was counted: "the number needed to treat was eight".
fn closed(s: &Sentence<'_>, behind: usize) -> bool {
    s.items.get(behind).is_none_or(|item| item.mark().is_some_and(|mark| mark != '-'))
}

/// A whole number right before the word for what it counts.
fn counts(s: &Sentence<'_>, at: usize) -> bool {
    let next = s.items.get(at + 1);
    next.is_some_and(|item| {
        matches!(item.shape, Shape::Word) && matches!(item.cue, Cue::None | Cue::Group | Cue::Things)
    })
}

/// "at 5 years," "5-year", "over 12 months": a number that is a time, inside the bridge.
fn time(s: &Sentence<'_>, at: usize) -> bool {
    let dash = usize::from(s.mark(at + 1) == Some('-'));
    let preposition = at > 0 && s.cue(at - 1) == Cue::Preposition;
    matches!(s.cue(at + 1 + dash), Cue::Time(_)) && (dash == 1 || preposition)
        || at > 0 && matches!(s.cue(at - 1), Cue::Time(_))
}
