//! Arguments.

mod catalogue;
mod ingest;
mod query;
mod verify;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use catalogue::{AddArgs, CatalogueCommand, LockArgs, OutdatedArgs};
use ingest::{INGEST, MERGE};
pub(crate) use ingest::{IngestArgs, MergeArgs, Shard};
use query::QUERY;
pub(crate) use query::QueryArgs;
use verify::VERIFY;
pub(crate) use verify::{Preset, VerifyArgs};

/// Reads the results out of PubMed abstracts, with the place of every number, and checks them against each other.
#[derive(Debug, Parser)]
#[command(
    name = "litx",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Output format; it never changes by itself
    #[arg(short, long, global = true, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Short for --format json
    #[arg(long, global = true, conflicts_with = "format")]
    pub(crate) json: bool,
    /// The store, one SQLite file [default: in the user's data folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Say less
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: requests, waits, how a search was understood
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Threads that read articles [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Exit 0 even where something was found: for runs that only report
    #[arg(long, global = true)]
    pub(crate) exit_zero: bool,
}

impl Format {
    /// The commands that have it, where not every one has.
    fn only_of(self) -> Option<&'static [&'static str]> {
        match self {
            Format::Sarif => Some(&["check", "verify"]),
            Format::Junit | Format::Github => Some(&["verify"]),
            _ => None,
        }
    }
}

impl Cli {
    /// A format that is another command's, and whose.
    pub(crate) fn strange_format(&self) -> Option<(String, &'static [&'static str])> {
        let format = self.global.format();
        let commands = format.only_of()?;
        let own = match self.command {
            Command::Check(_) => "check",
            Command::Verify(_) => "verify",
            _ => "",
        };
        let name = format.to_possible_value()?.get_name().to_owned();
        (!commands.contains(&own)).then_some((name, commands))
    }
}

impl Global {
    pub(crate) fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    pub(crate) fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism;
        self.threads.or_else(|| cores().ok()).map_or(1, NonZeroUsize::get)
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One document
    Json,
    /// One document a line
    Jsonl,
    /// One finding a row
    Csv,
    /// One finding a row, tabs between
    Tsv,
    /// One finding a row, as Markdown
    Md,
    /// One finding a row, as HTML
    Html,
    /// SARIF 2.1.0, of `check` and `verify`
    Sarif,
    /// JUnit XML, of `verify`
    Junit,
    /// Annotations of GitHub Actions, of `verify`
    Github,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Get articles by identifier or search; store, read, check and show them
    #[command(after_help = FETCH)]
    Fetch(FetchArgs),
    /// Read results out of local records or text; touches no store
    #[command(after_help = EXTRACT)]
    Extract(ExtractArgs),
    /// Show one stored article
    Show(ShowArgs),
    /// What does not fit together in the numbers of articles
    #[command(after_help = CHECK)]
    Check(CheckArgs),
    /// Search the store by words and by what results say
    #[command(after_help = QUERY)]
    Query(Box<QueryArgs>),
    /// What a check means: its formula, source, known false alarms, an example
    Explain(ExplainArgs),
    /// Hold the claims of evidence catalogues against what their sources print
    #[command(after_help = VERIFY)]
    Verify(VerifyArgs),
    /// Start catalogues, and lock what their sources say
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Take local records into the store
    #[command(after_help = INGEST)]
    Ingest(IngestArgs),
    /// Join stores into one, as if their files had been read into it
    #[command(after_help = MERGE)]
    Merge(MergeArgs),
    /// Read stored articles again with this litx, and say what that changes
    #[command(name = "re-extract")]
    Reextract(ReextractArgs),
    /// What the store holds
    Stats,
    /// What is configured, and where from
    Doctor(DoctorArgs),
    /// JSON Schemas of the machine formats
    Schema(SchemaArgs),
    /// Completions for a shell
    Completions(CompletionsArgs),
    /// The manual page, or all of them into a folder
    Man(ManArgs),
}

const FETCH: &str = "Examples:
  litx fetch 10.1056/NEJMoa2409029
  litx fetch 39652675 PMC3531190 NCT03301220 https://doi.org/10.1056/NEJMoa2409029
  litx fetch --ids list.txt --format jsonl > articles.jsonl
  litx fetch --query 'daratumumab[ti] AND randomized controlled trial[pt]' --limit 50
  litx fetch 10.1056/NEJMoa2409029 --from fixtures/pubmed";

const EXTRACT: &str = "Examples:
  litx extract abstract.txt
  litx extract --format jsonl records.xml.gz > findings.jsonl
  litx extract --unread - < abstract.txt";

const CHECK: &str = "Examples:
  litx check 10.1056/NEJMoa2409029
  litx check --min-grade info abstract.txt
  litx check --all --format sarif > litx.sarif

An argument that names a file is read as `litx extract` reads it; any other is an identifier of the store.
`litx explain` lists the checks.";

#[derive(Clone, Debug, Args)]
pub(crate) struct FetchArgs {
    /// DOI, PMID, PMCID, NCT number, or the address of a page that names one; `-` reads a list
    #[arg(value_name = "ID", required_unless_present_any = ["ids", "query"])]
    pub(crate) identifiers: Vec<String>,
    /// A list of identifiers, one a line; blank lines and lines that begin with # are passed over
    #[arg(long, value_name = "FILE")]
    pub(crate) ids: Vec<PathBuf>,
    /// A PubMed search
    #[arg(long, value_name = "TERM", conflicts_with_all = ["identifiers", "ids", "from", "offline"])]
    pub(crate) query: Option<String>,
    /// Records of a search, at most
    #[arg(long, value_name = "N", requires = "query")]
    pub(crate) limit: Option<u64>,
    /// Answer from local files or folders in place of the network
    #[arg(long, value_name = "PATH", conflicts_with = "offline")]
    pub(crate) from: Vec<PathBuf>,
    /// Answer from the store alone
    #[arg(long)]
    pub(crate) offline: bool,
    /// Ask again for what is stored
    #[arg(long, conflicts_with = "offline")]
    pub(crate) refresh: bool,
    /// Show the requests that would be sent, and send none
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Where several records claim one identifier, take the first
    #[arg(long)]
    pub(crate) first: bool,
    /// Wait up to five minutes for a struggling service
    #[arg(long)]
    pub(crate) patient: bool,
    /// Store nothing
    #[arg(long)]
    pub(crate) no_store: bool,
    /// Fetch the good identifiers of a list that has bad ones
    #[arg(long)]
    pub(crate) keep_going: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Files; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
    /// The format of the input [default: told by its beginning]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
    /// List the numbers that ended in no finding, in place of the findings
    #[arg(long)]
    pub(crate) unread: bool,
}

/// Input formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Xml,
    Nbib,
    Jsonl,
    Text,
}

#[derive(Debug, Args)]
pub(crate) struct ReextractArgs {
    /// Articles that this very reader read as well
    #[arg(long, conflicts_with = "diff")]
    pub(crate) all: bool,
    /// Say what would change, and write nothing
    #[arg(long, conflicts_with = "diff")]
    pub(crate) dry_run: bool,
    /// Read nothing again: say how the results of another store differ from those of this one
    #[arg(long, value_name = "STORE")]
    pub(crate) diff: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// DOI, PMID, PMCID, NCT number, or id:NAME of a stored text
    #[arg(value_name = "ID")]
    pub(crate) identifier: String,
    /// Show the abstract with its findings marked
    #[arg(long = "abstract")]
    pub(crate) whole: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Files (`-` is standard input), or identifiers of stored articles
    #[arg(value_name = "ID|FILE", required_unless_present = "all")]
    pub(crate) what: Vec<String>,
    /// Every article of the store
    #[arg(long, conflicts_with = "what")]
    pub(crate) all: bool,
    /// Show, and exit with 1 for, disagreements of this grade and above
    #[arg(long, value_enum, value_name = "GRADE", default_value_t = MinGrade::Warn)]
    pub(crate) min_grade: MinGrade,
    /// Give what agrees and what cannot be told as well
    #[arg(long)]
    pub(crate) agreeing: bool,
    /// The format of files [default: told by their beginning]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
}

/// Grades of disagreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MinGrade {
    /// Worth knowing; often has an honest reason
    Info,
    /// Likely a slip
    Warn,
    /// Cannot be true as printed
    Error,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The check; without one, all of them are listed
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Also ask the service for a sign of life
    #[arg(long)]
    pub(crate) online: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Of which format
    #[arg(value_enum, default_value_t = SchemaName::Findings)]
    pub(crate) name: SchemaName,
}

/// Formats that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// `extract --format jsonl`, one line
    Findings,
    /// `check --format json`, and a line of `check --format jsonl`
    Check,
    /// `fetch --json`
    Fetch,
    /// A catalogue of claims, for editors
    Catalogue,
    /// `verify --json`
    Verify,
    /// `query --json`, and a line of `query --format jsonl`
    Query,
}

impl SchemaName {
    pub(crate) fn text(self) -> &'static str {
        match self {
            SchemaName::Findings => crate::export::schema::FINDINGS,
            SchemaName::Check => crate::export::schema::CHECK,
            SchemaName::Fetch => crate::export::schema::FETCH,
            SchemaName::Catalogue => crate::export::schema::CATALOGUE,
            SchemaName::Verify => crate::export::schema::VERIFY,
            SchemaName::Query => crate::export::schema::QUERY,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Where to write a page a command
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
}
