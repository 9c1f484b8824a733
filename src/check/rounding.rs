//! What a printed number stands for: every value that rounds to it.

use crate::finding::Decimal;

/// A closed range of real numbers, the lower end first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Bounds {
    /// The values that are printed as `decimal`: half a unit of its last digit to both sides.
    pub fn of(decimal: Decimal) -> Self {
        Self { low: decimal.to_f64() - decimal.half_unit(), high: decimal.to_f64() + decimal.half_unit() }
    }

    /// A range from any two ends.
    pub fn new(a: f64, b: f64) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    /// The range of a growing function over this one.
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self::new(f(self.low), f(self.high))
    }

    /// Whether the two share a value.
    pub fn meets(self, other: Bounds) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// How far apart the two are; 0 where they meet.
    pub fn distance(self, other: Bounds) -> f64 {
        (self.low - other.high).max(other.low - self.high).max(0.0)
    }

    /// Whether it holds `value`.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// As `low to high`, with one digit more than the number it is of was printed with.
    pub fn show_printed(self, decimal: Decimal) -> String {
        let places = usize::from(decimal.places()) + 1;
        format!("{:.places$} to {:.places$}", self.low, self.high)
    }

    /// As `low to high`, to `digits` significant digits.
    pub fn show(self, digits: usize) -> String {
        format!("{} to {}", significant(self.low, digits), significant(self.high, digits))
    }
}

/// A number to so many significant digits, without an exponent where it is of ordinary size.
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let magnitude = value.abs().log10().floor();
    if !(-7.0..=9.0).contains(&magnitude) {
        return format!("{value:.*e}", digits.saturating_sub(1));
    }
    let places = (digits as f64 - 1.0 - magnitude).max(0.0) as usize;
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_zeros_count() {
        let wide = Bounds::of(Decimal::parse("0.5").unwrap());
        let narrow = Bounds::of(Decimal::parse("0.50").unwrap());
        assert!(wide.holds(0.46) && !narrow.holds(0.46));
        assert_eq!(significant(0.000_123_45, 3), "0.000123");
        assert_eq!(significant(7.731_958, 3), "7.73");
    }
}
