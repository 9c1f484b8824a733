//! Arguments of `litx ingest` and `litx merge`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::ingest::Condition;

pub(crate) const INGEST: &str = "Examples:
  litx ingest baseline updatefiles
  litx ingest baseline --select type:rct --select year:2015..
  litx ingest baseline --select 'has:estimate,proportion' --no-text
  litx ingest baseline --shard 3/8 --db part3.db

PubMed's own files are read in their turn, in whatever order they are given; others by name. A .md5 beside a file is held
against it. A run that was ended in any way goes on where it stopped when it is run again.

Conditions of --select, alternatives between commas, \"quotation marks\" around what holds a comma:
  year:2015..2024   2020.. and ..1999 too
  type:rct          publication types; rct, trial, phase3, meta, sr, … for short
  words:heart failure,thrombo*    words of title and abstract
  has:estimate      or proportion, participants, quantity, follow_up, relative_change, p_value, finding, abstract, trial
  lang:eng          PubMed's codes of languages
  journal:Ann Thromb
A record that is stored already is brought up to date whether it is selected or not.

Exit 0: everything was read; 2: a file or a record was not, and is named.";

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// PubMed XML, NBIB, JSON Lines or text, plain or .gz; folders with all below them
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Take only what this holds of; given more than once, all must hold
    #[arg(long, value_name = "CONDITION", value_parser = Condition::parse)]
    pub(crate) select: Vec<Condition>,
    /// Keep results with their quotations, and no abstracts
    #[arg(long, conflicts_with = "keep_raw")]
    pub(crate) no_text: bool,
    /// Keep the own bytes of records as well
    #[arg(long)]
    pub(crate) keep_raw: bool,
    /// Read every Nth file alone, beginning with the Ith: for runs side by side into stores of their own
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    pub(crate) shard: Option<Shard>,
    /// Records in one transaction, of three seconds at most: what an interruption can cost to read again
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(crate) commit_every: u64,
}

/// One of so many runs side by side, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    pub(crate) number: usize,
    pub(crate) of: usize,
}

impl Shard {
    fn parse(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(i, n)| Some((i.trim().parse().ok()?, n.trim().parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write 1/8 to 8/8 for eight runs".to_owned()),
        }
    }
}

pub(crate) const MERGE: &str = "Examples:
  litx merge all.db part1.db part2.db part3.db

OUT is made where it is not there, and else filled up. Of one article in several stores the newest is kept, by the rules of
`litx ingest`; run again, it changes nothing. Exit 2: a store could not be joined, and is named.";

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// The store that the others go into
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// The stores that go into it
    #[arg(value_name = "STORE", required = true)]
    pub(crate) stores: Vec<PathBuf>,
}
