//! Arguments of `litx verify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(super) const VERIFY: &str = "Examples:
  litx verify claims/aquila.yaml
  litx verify claims --output junit:report.xml --output sarif:report.sarif
  litx verify claims --strict

Sources are looked for in the lock file beside the catalogue, then in --from, then in the store; nothing is asked of the
network. Exit 0: every claim is supported, or its source could not be read; 1: a claim is contradicted, ambiguous or not
found; 2: a catalogue or lock file is damaged; 4: with --strict, a source could not be read.";

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Catalogues (YAML, TOML, JSON), or folders with all below them
    #[arg(value_name = "CATALOGUE", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Local records to look for sources in
    #[arg(long, value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
    /// The lock file [default: litx.lock.jsonl beside the catalogue, or the nearest above]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// Read the files as catalogues of this form [default: as litx.toml says]
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) preset: Option<Preset>,
    /// Write a report to a file as well: junit:report.xml, sarif:report.sarif; also table, json, jsonl, github
    #[arg(short, long, value_name = "FORMAT:FILE", value_parser = crate::cli::verify::Output::parse)]
    pub(crate) output: Vec<crate::cli::verify::Output>,
    /// Failures that this file names do not fail the run
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what fails now into the baseline
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
    /// Only catalogues that git says changed since a revision, or whose lock file did
    #[arg(long, value_name = "REV")]
    pub(crate) changed_since: Option<String>,
    /// Exit 4 where a source could not be read
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show supported claims as well
    #[arg(long)]
    pub(crate) all: bool,
}

/// Forms of catalogues that are not litx's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// Tables with `reference`, and `supporting_text` or `snippet`
    Quotations,
}
