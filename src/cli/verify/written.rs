//! A report in any format, to standard output and to files.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::args::{Format, Global, VerifyArgs};
use crate::cli::output;
use crate::cli::report::{self, Failure};
use crate::export::{claims, github, junit, sarif};
use crate::verify::report::Report;
use crate::view::terminal;

/// `--output FORMAT:FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    format: Format,
    file: PathBuf,
}

impl Output {
    /// Reads the option's value.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let names = || FORMATS.map(name).join(", ");
        let (format, file) = text
            .split_once(':')
            .filter(|(_, file)| !file.is_empty())
            .ok_or_else(|| format!("write FORMAT:FILE, as in junit:report.xml; formats are {}", names()))?;
        let format = FORMATS
            .into_iter()
            .find(|known| name(*known) == format)
            .ok_or_else(|| format!("claims are not given as `{format}`; formats are {}", names()))?;
        Ok(Self { format, file: PathBuf::from(file) })
    }
}

/// The formats of claims.
const FORMATS: [Format; 6] =
    [Format::Table, Format::Json, Format::Jsonl, Format::Junit, Format::Sarif, Format::Github];

fn name(format: Format) -> String {
    format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Whether a report holds findings as documents: others need not keep them.
pub(super) fn documents(global: &Global, args: &VerifyArgs) -> bool {
    let holds = |format| matches!(format, Format::Json | Format::Jsonl);
    holds(global.format()) || args.output.iter().any(|output| holds(output.format))
}

/// Says before any work that a format or a pair of files will not do.
pub(super) fn fits(global: &Global, args: &VerifyArgs) -> Result<(), Failure> {
    if !FORMATS.contains(&global.format()) {
        let message = format!("claims are not given as {}", name(global.format()));
        return Err(Failure::helped(message, format!("choose {}", FORMATS.map(name).join(", "))));
    }
    for (n, output) in args.output.iter().enumerate() {
        if args.output[..n].iter().any(|before| before.file == output.file) {
            let message = format!("two reports go to {}", output.file.display());
            return Err(Failure::helped(message, "give each --output a file of its own"));
        }
    }
    Ok(())
}

/// Writes the report wherever it was asked for. The totals stand in the table and in documents; else they go to standard
/// error.
pub(super) fn write(global: &Global, args: &VerifyArgs, report: &Report) -> Result<(), Failure> {
    for output in &args.output {
        let text = anstream::adapter::strip_str(&text(output.format, report, args.all)).to_string();
        save(&output.file, &text)?;
    }
    let format = global.format();
    // GitHub's runner takes annotations from the output of any step; a machine format stays what it is.
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    if format == Format::Table && on_github {
        output::text_if(&github::lines(report))?;
    }
    output::text_if(&text(format, report, args.all))?;
    if matches!(format, Format::Jsonl | Format::Github) && !global.quiet {
        report::note(&report.words());
    }
    Ok(())
}

fn text(format: Format, report: &Report, all: bool) -> String {
    match format {
        Format::Json => claims::document(report),
        Format::Jsonl => claims::lines(report),
        Format::Junit => junit::document(report),
        Format::Sarif => {
            serde_json::to_string_pretty(&sarif::claims::document(report)).unwrap_or_default() + "\n"
        }
        Format::Github => github::lines(report),
        _ => terminal::claims(report, all),
    }
}

/// Writes a file, the folder it goes to as well.
fn save(file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(file, text))
        .map_err(|e| Failure::io(&format!("cannot write {}", file.display()), &e))
}
