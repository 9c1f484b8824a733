//! What directly follows a measure's name: its abbreviation, the label of the intervals to come.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::{IntervalKind, Number};

/// What follows the name, and where that ends.
pub(super) struct Head {
    pub(super) behind: usize,
    pub(super) label: Option<(Option<Number>, IntervalKind)>,
}

/// `[HR]`, `(OR) [95% CI]`, `[wash–water, adjusted for age]` behind a name.
pub(super) fn head(s: &Sentence<'_>, mut at: usize) -> Head {
    let mut label = None;
    for _ in 0..3 {
        let comma = usize::from(matches!(s.mark(at), Some(',' | ';')));
        if let Some(Shape::IntervalLabel(own)) = s.items.get(at + comma).map(|item| &item.shape) {
            label = Some((own.level, own.kind));
            at += comma + 1;
            continue;
        }
        if !s.opens(at) {
            break;
        }
        let Some(behind) = s.behind_bracket(at) else { break };
        let inside = &s.items[at + 1..behind - 1];
        // "relative risk reduction [1 minus the risk ratio]"
        let minus = s.number(at + 1).is_some_and(|n| n.to_f64() == 1.0)
            && (s.is_word(at + 2, &["minus"]) || s.mark(at + 2) == Some('-'));
        let no_value = inside
            .iter()
            .skip(usize::from(minus))
            .all(|item| !item.numeric() || matches!(item.shape, Shape::IntervalLabel(_)));
        if !no_value || inside.len() > 16 {
            break;
        }
        for item in inside {
            if let Shape::IntervalLabel(own) = &item.shape {
                label = Some((own.level, own.kind));
            }
        }
        at = behind;
    }
    Head { behind: at, label }
}
