//! `2015..2024`, `2020..`, `..1999`, `2020`: years, both ends included.

use std::fmt;

/// A range of years; an end that is not there is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Years {
    first: Option<i32>,
    last: Option<i32>,
}

impl Years {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let year = |text: &str| match text.trim() {
            "" => Ok(None),
            text => match text.parse::<i32>() {
                Ok(year) if text.len() == 4 => Ok(Some(year)),
                _ => Err(format!("`{text}` is no year: write 2015..2024, 2020.., ..1999 or 2020")),
            },
        };
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        match (year(first)?, year(last)?) {
            (None, None) => Err(format!("`{text}` has no end: write 2015..2024, 2020.. or ..1999")),
            (Some(first), Some(last)) if first > last => Err(format!("`{text}` begins after its end")),
            (first, last) => Ok(Self { first, last }),
        }
    }

    pub(super) fn holds(self, year: i32) -> bool {
        self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        match self.first {
            Some(first) if self.last == Some(first) => write!(f, "{first}"),
            _ => write!(f, "{}..{}", year(self.first), year(self.last)),
        }
    }
}
