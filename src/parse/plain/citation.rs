//! A citation as PubMed prints it: authors, title, and `N Engl J Med. 2024 Dec 9. doi: 10.1056/NEJMoa2409029.`

use std::str::FromStr;

use crate::id::Doi;
use crate::parse::dates::{partial, year_in};
use crate::parse::jsonl::{add_doi, identify};
use crate::parse::nbib::cited;
use crate::record::Record;

/// Reads the lines of a citation; returns the title.
pub(super) fn read(part: &str, record: &mut Record) -> String {
    let lines = lines_of(part);
    let Some(place) = lines.iter().rposition(|line| is_place(line)) else {
        // No line of place and date: the first line that is no list of authors is the title.
        let title = lines.iter().position(|line| !is_authors(line)).unwrap_or(0);
        authors(&lines[..title], record);
        return lines.get(title..).unwrap_or_default().join(" ");
    };
    let has_authors = place > 0 && (is_authors(lines[0]) || place > 1);
    authors(&lines[..usize::from(has_authors)], record);
    read_place(lines[place], record);
    for line in lines[place + 1..].iter().take(20) {
        if let Some((_, number)) = line.split_once("PMID:") {
            identify(record, number);
        }
    }
    lines[usize::from(has_authors)..place].join(" ")
}

/// The lines, without blank ones and without what stands in brackets over several lines (`( Original study )`).
fn lines_of(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut aside = false;
    for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if aside {
            aside = !line.ends_with(')');
        } else if line == "(" || (line.starts_with('(') && line.ends_with(')')) {
            aside = line == "(";
        } else {
            out.push(line);
        }
    }
    out
}

fn authors(lines: &[&str], record: &mut Record) {
    for line in lines {
        let (authors, cut) = cited(line);
        record.authors.extend(authors);
        record.authors_truncated |= cut;
    }
}

/// Names with initials, set apart by commas.
fn is_authors(line: &str) -> bool {
    let names: Vec<&str> = line.trim_end_matches('.').split(',').map(str::trim).collect();
    let initials = |name: &&&str| {
        let last = name.rsplit(' ').next().unwrap_or("");
        name.contains(' ') && last.len() <= 4 && last.chars().all(char::is_uppercase)
    };
    line.contains("et al") || names.iter().filter(initials).count() * 2 > names.len()
}

/// A line with `doi:`, or a journal, a full stop and a year.
fn is_place(line: &str) -> bool {
    line.contains("doi:") || line.contains("doi.org/") || before_year(line).is_some()
}

/// The place where the year begins, behind `Journal. `.
fn before_year(line: &str) -> Option<usize> {
    let starts = line.match_indices(". ").map(|(at, _)| at + 2);
    let bytes = line.as_bytes();
    starts.into_iter().find(|at| {
        let year = bytes.get(*at..*at + 4).is_some_and(|year| year.iter().all(u8::is_ascii_digit));
        year && bytes.get(*at + 4).is_none_or(|b| matches!(b, b' ' | b';' | b'.' | b'-'))
    })
}

/// `N Engl J Med. 2025 May 8;392(18):1777-1788. doi: 10.1056/NEJMoa2409029. Epub 2024 Dec 9. PMID: 39652675.`
fn read_place(line: &str, record: &mut Record) {
    let at = before_year(line);
    let journal = at.map_or_else(|| line.split(". ").next().unwrap_or(""), |at| &line[..at - 2]);
    record.journal.iso = Some(journal.trim().to_owned()).filter(|journal| !journal.is_empty());
    if let Some(rest) = at.map(|at| &line[at..]) {
        let end = rest.find(['.', ';', ':']).unwrap_or(rest.len());
        record.dates.published = partial(&rest[..end]);
        if rest[end..].starts_with(';') {
            read_issue(&rest[end + 1..], record);
        }
    }
    let doi = line.split_once("doi:").map(|(_, rest)| rest.trim_start());
    let doi = doi.or_else(|| line.split_once("doi.org/").map(|(_, rest)| rest));
    if let Some(doi) = doi.and_then(|rest| rest.split_whitespace().next()) {
        add_doi(record, Doi::from_str(doi).ok());
    }
    if let Some((_, epub)) = line.split_once("Epub ") {
        let date = &epub[..epub.find(['.', ';']).unwrap_or(epub.len())];
        record.dates.electronic = partial(date).filter(|date| date.year.is_some() && year_in(epub).is_some());
    }
    if let Some((_, number)) = line.split_once("PMID:") {
        identify(record, number.split_whitespace().next().unwrap_or(""));
    }
}

/// `392(18):1777-1788. …`
fn read_issue(text: &str, record: &mut Record) {
    let text = text.split(". ").next().unwrap_or(text).trim_end_matches('.');
    let (place, pages) = text.split_once(':').unwrap_or((text, ""));
    let (volume, issue) = place.split_once('(').unwrap_or((place, ""));
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    record.journal.volume = some(volume);
    record.journal.issue = some(issue.trim_end_matches(')'));
    record.journal.pages = some(pages);
}
