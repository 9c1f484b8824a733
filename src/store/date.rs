//! Dates as columns hold them: YYYY-MM-DD, with 00 for what is not known, so that text compares as time does.

use crate::record::PartialDate;

pub(super) fn write(date: &PartialDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year.unwrap_or(0), date.month.unwrap_or(0), date.day.unwrap_or(0))
}

pub(super) fn read(text: &str) -> Option<PartialDate> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let mut next = || parts.next().flatten().filter(|n| *n > 0);
    let (year, month, day) = (next(), next(), next());
    let small = |n: Option<u16>| n.and_then(|n| u8::try_from(n).ok());
    Some(PartialDate { year: Some(i32::from(year?)), month: small(month), day: small(day), raw: None })
}
