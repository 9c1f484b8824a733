//! Values that were not reached.

use crate::extract::item::Shape;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::finding::{Quantity, Reported, Statistic};
use crate::lex::Classes;

/// `median survival was not reached (95% CI 17.9–not evaluable)`: no value, and the bounds that are printed.
pub(super) fn not_reached(s: &Sentence<'_>, found: &mut Vec<Reading>) {
    let mut from = 1;
    while let Some(i) = s.first(from..s.items.len(), Classes::NOT_REACHED) {
        from = i + 1;
        let at = s.skip(i + 1, &['(', '[', ',', ';']);
        let Some(Shape::Interval(interval)) = s.items.get(at).map(|item| &item.shape) else { continue };
        if at == i + 1 || s.spent[at] {
            continue;
        }
        let quantity = Quantity {
            statistic: Statistic::Median,
            value: None,
            value_op: None,
            unit: None,
            direction: None,
            dispersion: None,
            cv: None,
            interval: Some((**interval).clone()),
        };
        found.push(Reading::new(Reported::Quantity(quantity), i, at, at, vec![at]));
    }
}
