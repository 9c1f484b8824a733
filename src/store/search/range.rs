//! `2015..2024`, `..0.8`, `300..`, `0.5`: one notation of ranges, ends included.

use std::fmt;
use std::str::FromStr;

use crate::finding::TimeUnit;

/// A range of numbers; an end that is not there is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The smallest.
    pub low: Option<f64>,
    /// The largest.
    pub high: Option<f64>,
}

/// What is wrong with a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeError(String);

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RangeError {}

/// The two sides of `..`; the same twice where there is no `..`.
fn sides(text: &str) -> (&str, &str) {
    text.split_once("..").unwrap_or((text, text))
}

fn number(text: &str) -> Result<Option<f64>, RangeError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // `inf` and `nan` are numbers to Rust alone.
    let digits = text.replace('\u{2212}', "-");
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    match digits.parse::<f64>().ok().filter(|n| plain && n.is_finite()) {
        Some(number) => Ok(Some(number)),
        None => Err(RangeError(format!(
            "`{text}` is no number: a range is written 0.5..0.8, ..0.8 (at most), 300.. (at least) or 95"
        ))),
    }
}

impl Range {
    fn of(low: Option<f64>, high: Option<f64>, text: &str) -> Result<Self, RangeError> {
        match (low, high) {
            (None, None) => Err(RangeError(format!("`{text}` has no end: write 0.5..0.8, ..0.8 or 300.."))),
            (Some(low), Some(high)) if low > high => {
                Err(RangeError(format!("`{text}` begins above its end: the smaller number stands first")))
            }
            _ => Ok(Self { low, high }),
        }
    }
}

impl FromStr for Range {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        let (low, high) = sides(text);
        Self::of(number(low)?, number(high)?, text)
    }
}

/// A time, or a range of times: `5 years`, `1..5 years`, `6 months..2 years`, `3.. cycles`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Times {
    /// In days; in cycles where `cycles` is set.
    pub range: Range,
    /// Cycles of treatment have no length.
    pub cycles: bool,
}

/// Days of a unit; none of a cycle.
pub(super) fn days(unit: TimeUnit) -> Option<f64> {
    Some(match unit {
        TimeUnit::Minute => 1.0 / 1440.0,
        TimeUnit::Hour => 1.0 / 24.0,
        TimeUnit::Day => 1.0,
        TimeUnit::Week => 7.0,
        TimeUnit::Month => 365.25 / 12.0,
        TimeUnit::Year => 365.25,
        TimeUnit::Cycle => return None,
    })
}

/// The number and the unit of one side.
fn side(text: &str) -> Result<(Option<f64>, Option<TimeUnit>), RangeError> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (digits, name) = text.split_at(at);
    let name = name.trim().to_lowercase();
    let unit = match name.as_str() {
        "" => None,
        name => Some(unit(name).ok_or_else(|| {
            RangeError(format!(
                "`{name}` is no unit of time: it is minutes, hours, days, weeks, months, years or cycles"
            ))
        })?),
    };
    Ok((number(digits)?, unit))
}

fn unit(name: &str) -> Option<TimeUnit> {
    let single = name.strip_suffix('s').unwrap_or(name);
    TimeUnit::named(single).or(match name {
        "min" | "mins" => Some(TimeUnit::Minute),
        "h" | "hr" | "hrs" => Some(TimeUnit::Hour),
        "d" => Some(TimeUnit::Day),
        "w" | "wk" | "wks" => Some(TimeUnit::Week),
        "mo" | "mos" => Some(TimeUnit::Month),
        "y" | "yr" | "yrs" => Some(TimeUnit::Year),
        _ => None,
    })
}

impl FromStr for Times {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        let (first, second) = sides(text);
        let ((low, first), (high, second)) = (side(first)?, side(second)?);
        let (Some(first), Some(second)) = (first.or(second), second.or(first)) else {
            return Err(RangeError(format!(
                "`{text}` has no unit: write `5 years`, `1..5 years` or `12 months..`"
            )));
        };
        let cycles = first == TimeUnit::Cycle;
        if cycles != (second == TimeUnit::Cycle) {
            return Err(RangeError(format!("`{text}`: cycles have no length in other units")));
        }
        let scaled = |n: Option<f64>, unit| n.map(|n| n * days(unit).unwrap_or(1.0));
        Ok(Self { range: Range::of(scaled(low, first), scaled(high, second), text)?, cycles })
    }
}
