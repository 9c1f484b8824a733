//! Arguments of `litx catalogue`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// Write claims from what articles report, each with its sentence, ready to edit
    Add(AddArgs),
    /// Write or refresh the lock file: what the sources of catalogues say, to be committed beside them
    #[command(after_help = LOCK)]
    Lock(LockArgs),
    /// List sources that changed, were corrected or retracted since they were locked
    Outdated(OutdatedArgs),
}

const LOCK: &str = "Sources that are locked stay as they are unless --refresh; those that no claim names any more are dropped.
What is missing comes from --from, else from the store, else from PubMed. A file without texts stays one.
Exit 1: a source is not in PubMed; 2: a catalogue or the lock file is damaged; 3: a service failed.";

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// DOI, PMID, PMCID, NCT number, or id:NAME of a local text
    #[arg(value_name = "ID", required = true)]
    pub(crate) identifiers: Vec<String>,
    /// Append to this catalogue in YAML, or begin it [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Local records to look in
    #[arg(long, value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
    /// Ask nothing of the network
    #[arg(long)]
    pub(crate) offline: bool,
}

/// Catalogues and the file their sources are locked in.
#[derive(Debug, Args)]
pub(crate) struct Locked {
    /// Catalogues, or folders with all below them
    #[arg(value_name = "CATALOGUE", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The lock file [default: litx.lock.jsonl beside the catalogue, or the nearest above]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    #[command(flatten)]
    pub(crate) locked: Locked,
    /// Local records to look in
    #[arg(long, value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
    /// Ask nothing of the network
    #[arg(long)]
    pub(crate) offline: bool,
    /// Write hashes, findings and their quotations alone, no abstract
    #[arg(long)]
    pub(crate) hash_only: bool,
    /// Ask again for what is locked
    #[arg(long)]
    pub(crate) refresh: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OutdatedArgs {
    #[command(flatten)]
    pub(crate) locked: Locked,
    /// Compare with local records in place of PubMed
    #[arg(long, value_name = "PATH")]
    pub(crate) from: Vec<PathBuf>,
}
