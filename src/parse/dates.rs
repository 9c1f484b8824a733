//! Months and years in words.

use crate::record::PartialDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `Dec`, `December`, `dec.`, `12`, `05`.
pub(super) fn month(text: &str) -> Option<u8> {
    let text = text.trim().trim_end_matches('.');
    if !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let lower = text.to_ascii_lowercase();
    let found =
        MONTHS.iter().position(|name| *name == lower || (lower.len() >= 3 && name.starts_with(&lower)));
    let found = found.or((lower == "sept").then_some(8))?;
    u8::try_from(found + 1).ok()
}

/// The first year in a text: four digits, from 1400 to 2199, that stand alone.
pub(super) fn year_in(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| digits.parse().ok().filter(|year| (1400..2200).contains(year)))
}

/// `2024 Dec 9`, `2024 Dec`, `2024`, `2024/12/09 06:00`; what is more than that is kept as printed, with its year.
pub(super) fn partial(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let parts: Vec<&str> =
        text.split([' ', '/']).filter(|part| !part.is_empty() && !part.contains(':')).take(5).collect();
    let year = parts.first().and_then(|year| (year.len() == 4).then(|| year_in(year)).flatten());
    let whole = match (year, parts.as_slice()) {
        (Some(_), [_]) => Some(PartialDate { year, ..PartialDate::default() }),
        (Some(_), [_, m]) => month(m).map(|m| PartialDate { year, month: Some(m), ..PartialDate::default() }),
        (Some(_), [_, m, d]) => month(m).and_then(|m| {
            let day = d.parse().ok().filter(|day| (1..=31).contains(day))?;
            Some(PartialDate { year, month: Some(m), day: Some(day), raw: None })
        }),
        _ => None,
    };
    whole.or_else(|| {
        let raw = (!text.is_empty()).then(|| text.to_owned());
        raw.map(|raw| PartialDate { year: year_in(&raw), raw: Some(raw), ..PartialDate::default() })
    })
}
