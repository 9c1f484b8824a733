//! What changes with the years: how many records there are, and what they carry.
//!
//! Thousands of records a year follow PubMed's own counts, rounded. The other tables are read off a thousand records that
//! public projects keep as test files, and bent until a file has NLM's mean size: take them for likely, not for measured.

/// Years and values; between them the straight line, outside the nearest.
type Table = &'static [(f64, f64)];

/// Thousands of records in a year. The baseline of a year is cut in the December before it.
const RECORDS: Table = &[
    (1960.0, 110.0),
    (1970.0, 215.0),
    (1980.0, 275.0),
    (1990.0, 410.0),
    (2000.0, 530.0),
    (2010.0, 960.0),
    (2015.0, 1200.0),
    (2020.0, 1600.0),
    (2025.0, 1750.0),
    (2026.0, 90.0),
];

pub const ABSTRACT: Table = &[
    (1964.0, 0.01),
    (1974.0, 0.2),
    (1976.0, 0.48),
    (1988.0, 0.6),
    (1998.0, 0.7),
    (2010.0, 0.78),
    (2018.0, 0.84),
    (2026.0, 0.86),
];
pub const AUTHORS: Table = &[(1960.0, 1.8), (1980.0, 2.8), (2000.0, 4.4), (2015.0, 5.7), (2026.0, 6.1)];
pub const DOI: Table = &[(1960.0, 0.3), (1990.0, 0.5), (2002.0, 0.8), (2012.0, 0.93), (2020.0, 0.99)];
pub const PMC: Table = &[(1990.0, 0.08), (2004.0, 0.2), (2012.0, 0.4), (2022.0, 0.52), (2026.0, 0.42)];
/// Lists of references come from publishers and PubMed Central.
pub const REFERENCES: Table =
    &[(1985.0, 0.02), (2000.0, 0.08), (2012.0, 0.18), (2018.0, 0.27), (2026.0, 0.36)];
pub const MESH: Table = &[(1960.0, 0.96), (2010.0, 0.92), (2020.0, 0.85), (2023.0, 0.6), (2026.0, 0.15)];
pub const CHEMICALS: Table = &[(1966.0, 0.05), (1980.0, 0.45), (2016.0, 0.5), (2026.0, 0.25)];
pub const GRANTS: Table = &[(1980.0, 0.05), (2000.0, 0.13), (2026.0, 0.2)];
pub const KEYWORDS: Table = &[(2011.0, 0.02), (2014.0, 0.4), (2020.0, 0.72)];
pub const ENGLISH: Table = &[(1960.0, 0.6), (1980.0, 0.75), (2000.0, 0.89), (2012.0, 0.95), (2026.0, 0.98)];
/// Sections with labels, of all abstracts.
pub const STRUCTURED: Table = &[(1987.0, 0.0), (1995.0, 0.12), (2010.0, 0.33), (2026.0, 0.4)];

/// A table's value in a year.
pub fn at(table: Table, year: f64) -> f64 {
    let after = table.iter().position(|&(y, _)| y > year).unwrap_or(table.len());
    match (after.checked_sub(1).map(|i| table[i]), table.get(after)) {
        (Some((from, low)), Some(&(to, high))) => low + (high - low) * (year - from) / (to - from),
        (Some((_, value)), None) | (None, Some(&(_, value))) => value,
        (None, None) => 0.0,
    }
}

/// The years of PubMed, each with the share of records that are not later.
pub struct Years(Vec<f64>);

const FIRST: usize = 1960;

impl Years {
    /// From 1960 to 2026.
    pub fn new() -> Self {
        let mut sum = 0.0;
        let mut ends: Vec<f64> = (FIRST..=2026)
            .map(|year| {
                sum += at(RECORDS, year as f64);
                sum
            })
            .collect();
        ends.iter_mut().for_each(|end| *end /= sum);
        Self(ends)
    }

    /// The year of a record that stands `place` of the way through all.
    pub fn at(&self, place: f64) -> usize {
        FIRST + self.0.partition_point(|&end| end < place)
    }
}
