//! Numbers as printed.

use std::fmt;

use serde::ser::{Serialize, Serializer};

/// Digits of a number, at most.
const MOST_DIGITS: usize = 18;

/// A decimal number with the digits that were printed: 0.50 is not 0.5.
///
/// At most 18 digits; [`Decimal::parse`] refuses longer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    digits: u64,
    places: u8,
}

impl Decimal {
    /// `digits` × 10^−`places`, negated if asked.
    pub const fn new(negative: bool, digits: u64, places: u8) -> Self {
        Self { negative, digits, places }
    }

    /// A whole number.
    pub const fn whole(n: u64) -> Self {
        Self::new(false, n, 0)
    }

    /// Reads plain ASCII: an optional sign, digits, at most one point with digits behind it. `.03` is allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = match rest.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (rest, ""),
        };
        if whole.is_empty() && fraction.is_empty() || whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let mut digits = 0u64;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            digits = digits * 10 + u64::from(byte - b'0');
        }
        Some(Self { negative, digits, places: fraction.len() as u8 })
    }

    /// The number that so many printed digits make, of which the last `places` stand behind the point.
    pub(crate) fn of_digits(digits: u64, count: usize, places: usize) -> Option<Self> {
        (count <= MOST_DIGITS).then(|| Self::new(false, digits, places as u8))
    }

    /// Below zero, or printed with a minus sign.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// The same number with the other sign.
    pub fn negated(self) -> Self {
        Self { negative: !self.negative, ..self }
    }

    /// Digits behind the point.
    pub fn places(self) -> u8 {
        self.places
    }

    /// All digits as one whole number.
    pub fn digits(self) -> u64 {
        self.digits
    }

    /// The number as a non-negative whole one, if it was printed as one.
    pub fn as_whole(self) -> Option<u64> {
        (self.places == 0 && !self.negative).then_some(self.digits)
    }

    /// The nearest float: for arithmetic in checks and exports only.
    pub fn to_f64(self) -> f64 {
        // Both are exact below 2^53 and 10^22, so the quotient is correctly rounded for what is printed in practice.
        let magnitude = self.digits as f64 / 10f64.powi(i32::from(self.places));
        if self.negative { -magnitude } else { magnitude }
    }

    /// Half a unit of the last printed digit: the number stands for `value ± half_unit`.
    pub fn half_unit(self) -> f64 {
        0.5 / 10f64.powi(i32::from(self.places))
    }

    /// Equal as numbers, whatever the digits: 0.50 and 0.5.
    pub fn same_value(self, other: Self) -> bool {
        let (mut a, mut b) = (u128::from(self.digits), u128::from(other.digits));
        let (pa, pb) = (u32::from(self.places), u32::from(other.places));
        if pa < pb {
            a *= 10u128.pow(pb - pa);
        } else {
            b *= 10u128.pow(pa - pb);
        }
        a == b && (self.negative == other.negative || a == 0)
    }
}

/// Characters of a number, at most: as many digits behind the point as a byte counts, one before, point and sign.
const LONGEST: usize = 258;

/// The same of a number with few digits behind the point, as nearly all have.
const SHORT: usize = 24;

impl Decimal {
    /// Gives its characters to what takes them.
    pub(crate) fn printed<T>(self, take: impl FnOnce(&str) -> T) -> T {
        if usize::from(self.places) < MOST_DIGITS {
            take(self.in_room(&mut [0; SHORT]))
        } else {
            take(self.in_room(&mut [0; LONGEST]))
        }
    }

    /// Its characters, made from the last to the first; one digit at least stands before the point.
    fn in_room(self, room: &mut [u8]) -> &str {
        let mut at = room.len();
        let mut push = |byte| {
            at -= 1;
            room[at] = byte;
        };
        let (mut digits, mut behind) = (self.digits, self.places);
        loop {
            push(b'0' + (digits % 10) as u8);
            digits /= 10;
            match behind {
                0 if digits == 0 => break,
                0 => {}
                1 => {
                    behind = 0;
                    push(b'.');
                }
                _ => behind -= 1,
            }
        }
        if self.negative {
            push(b'-');
        }
        std::str::from_utf8(&room[at..]).unwrap_or_default()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.printed(|text| f.pad(text))
    }
}

/// A JSON number with the printed digits (`0.50`).
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.printed(|text| serde_json::Number::from_string_unchecked(text.to_owned()).serialize(serializer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept_as_printed() {
        for (text, shown) in
            [("0.50", "0.50"), (".03", "0.03"), ("-0.5", "-0.5"), ("+2", "2"), ("007", "7"), ("12", "12")]
        {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!(decimal.to_string(), shown);
            assert_eq!(serde_json::to_string(&decimal).unwrap(), shown);
        }
        for text in ["", "-", ".", "1.", "1.2.3", "1e5", "1234567890123456789", "a", "--1", "1 2"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn printed_and_numeric_equality_differ() {
        let (a, b) = (Decimal::parse("0.50").unwrap(), Decimal::parse("0.5").unwrap());
        assert!(a != b && a.same_value(b));
        assert!(Decimal::parse("-0").unwrap().same_value(Decimal::whole(0)));
        assert!(!Decimal::parse("-1").unwrap().same_value(Decimal::whole(1)));
        assert_eq!(a.half_unit(), 0.005);
        assert_eq!(Decimal::parse("-3.25").unwrap().to_f64(), -3.25);
    }
}
