//! What a search found.

use std::fmt::Write;

use super::{BAD, BOLD, DIM, lines, table};

/// The line of an article.
pub struct HitLine<'a> {
    /// Its number or name.
    pub id: String,
    /// When.
    pub year: Option<i32>,
    /// Where.
    pub journal: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// Retracted, corrected, ….
    pub flags: Vec<&'a str>,
    /// How many took part.
    pub people: Option<i64>,
    /// How many results of it fit.
    pub results: usize,
}

/// An article and, row by row, notation, outcome, groups, time and words of results; how many there are where no rows are
/// given.
pub fn hit(line: &HitLine<'_>, rows: &[[String; 5]]) -> String {
    let mut out = String::new();
    let year = line.year.map_or_else(|| "    ".to_owned(), |year| format!("{year:4}"));
    let journal = line.journal.unwrap_or("–");
    let _ = write!(out, "{:>8}  {year}  {journal}  {BOLD}{}{BOLD:#}", line.id, line.title);
    if let Some(people) = line.people {
        let _ = write!(out, "  n={people}");
    }
    for flag in &line.flags {
        let style = if *flag == "retracted" || *flag == "concern" { BAD } else { DIM };
        let _ = write!(out, "  {style}{flag}{style:#}");
    }
    if rows.is_empty() {
        let plural = if line.results == 1 { "" } else { "s" };
        let _ = writeln!(out, "  {DIM}{} result{plural}{DIM:#}", line.results);
        return out;
    }
    out.push('\n');
    // A column that no row fills takes no room.
    let filled: Vec<usize> = (0..5).filter(|i| rows.iter().any(|row| !row[*i].is_empty())).collect();
    let mut results = table(&[]);
    for row in rows {
        results.add_row(filled.iter().map(|i| row[*i].replace('\n', " ")).collect::<Vec<_>>());
    }
    for row in lines(&results).lines().filter(|row| !row.is_empty()) {
        let _ = writeln!(out, "         {row}");
    }
    out
}

/// Rows under their columns.
pub fn grid<Row: AsRef<[String]>>(columns: &[&str], rows: &[Row]) -> String {
    let mut out = table(columns);
    for row in rows {
        out.add_row(row.as_ref().iter().map(|cell| cell.replace('\n', " ")).collect::<Vec<_>>());
    }
    lines(&out)
}
