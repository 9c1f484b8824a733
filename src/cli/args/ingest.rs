//! Arguments of `litx ingest`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// PubMed XML, NBIB, JSON Lines or text, plain or .gz; folders with all below them
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}
