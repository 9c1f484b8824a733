//! Tables for the terminal: one article, its results side by side, the checks beside them.

mod claims;
mod head;
mod hits;
mod marked;
mod marks;
mod tables;
mod verdicts;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};

use super::Shown;
use crate::check::Grade;
use marks::Marks;

pub use claims::claims;
pub use hits::{HitLine, grid, hit};
pub use marked::{marked_abstract, unread};
pub use verdicts::verdicts;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
pub(super) const BAD: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));

/// One article as a page; `saved` names the store it was saved to.
pub fn article(shown: &Shown<'_>, saved: Option<&str>) -> String {
    let marks = Marks::new(shown.verdicts);
    let mut out = head::head(shown, &marks);
    let tables = [
        tables::comparisons(shown, &marks),
        tables::shares(shown, &marks),
        tables::quantities(shown, &marks),
        tables::p_values(shown),
    ];
    for table in tables.into_iter().flatten() {
        out.push('\n');
        out.push_str(&table);
    }
    problems(&mut out, shown);
    foot(&mut out, shown, saved);
    out
}

/// Disagreements in words, the gravest first.
fn problems(out: &mut String, shown: &Shown<'_>) {
    let mut found: Vec<_> = shown.verdicts.iter().filter_map(|v| Some((v.ruling.grade()?, v))).collect();
    found.sort_by_key(|(grade, _)| std::cmp::Reverse(*grade));
    if !found.is_empty() {
        out.push('\n');
    }
    for (grade, verdict) in found {
        let style = if grade >= Grade::Warn { BAD } else { DIM };
        let suspect = verdict.suspect.map_or_else(String::new, |s| format!(" ({s}?)"));
        let _ = writeln!(
            out,
            " {style}✗ {}{style:#} {}: {}{suspect}",
            grade.name(),
            verdict.check,
            verdict.message
        );
    }
}

fn foot(out: &mut String, shown: &Shown<'_>, saved: Option<&str>) {
    let what = if shown.record.text.has_abstract() { "abstract only" } else { "no abstract" };
    let findings = shown.extraction.findings.len();
    let problems = shown.verdicts.iter().filter(|v| v.ruling.grade() >= Some(Grade::Warn)).count();
    let saved = saved.map_or_else(String::new, |path| format!(" · saved to {path}"));
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let _ = write!(
        out,
        "{DIM}{what} · {findings} finding{}, {problems} problem{}{saved}{DIM:#}",
        plural(findings),
        plural(problems)
    );
    out.push('\n');
}

/// A table without lines; only a terminal's width bounds it.
pub(super) fn table(columns: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if table.is_tty() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(columns.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
    table
}

/// The table's lines, no blanks behind them.
pub(super) fn lines(table: &Table) -> String {
    let mut out = String::new();
    for line in table.to_string().lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
