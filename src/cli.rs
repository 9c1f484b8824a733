//! The command line: the only place that prints, reads the environment and chooses exit codes.

mod args;
mod article;
mod catalogue;
mod check;
mod chunk;
mod cited;
mod config;
mod counts;
mod doctor;
mod explain;
mod extract;
mod fetch;
mod held;
mod ids;
mod ingest;
mod input;
mod locks;
mod merge;
mod output;
mod pipeline;
mod progress;
mod query;
mod reextract;
mod replace;
mod report;
mod rows;
mod show;
mod stats;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use report::Failure;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All well.
    Well,
    /// Something was found: an identifier not in PubMed, an inconsistency.
    Found,
    /// Usage or bad input.
    BadInput,
    /// The network or a service failed.
    Service,
    /// Only what could not be verified, where that counts.
    Unverifiable,
    /// Ctrl-C.
    Interrupted,
}

impl Ending {
    fn code(self, exit_zero: bool) -> u8 {
        match self {
            Ending::Well => 0,
            Ending::Found => u8::from(!exit_zero),
            Ending::BadInput => 2,
            Ending::Service => 3,
            Ending::Unverifiable => 4,
            Ending::Interrupted => 130,
        }
    }
}

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let exit_zero = cli.global.exit_zero;
    report::set_colour(cli.global.color);
    let ending = match command(&cli) {
        Ok(ending) => ending,
        // A reader that went away wants no more, and no complaint.
        Err(Failure::ClosedPipe) => Ending::Well,
        Err(failure) => {
            report::error(&failure);
            failure.ending()
        }
    };
    ExitCode::from(ending.code(exit_zero))
}

fn command(cli: &Cli) -> Result<Ending, Failure> {
    let global = &cli.global;
    if let Some((format, commands)) = cli.strange_format() {
        let commands: Vec<String> = commands.iter().map(|name| format!("`litx {name}`")).collect();
        let message = format!("{format} is a format of {}", commands.join(" and "));
        return Err(Failure::helped(message, "choose another with --format"));
    }
    match &cli.command {
        Command::Fetch(args) => fetch::run(global, args),
        Command::Extract(args) => extract::run(global, args),
        Command::Show(args) => show::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Query(args) => query::run(global, args),
        Command::Explain(args) => explain::run(global, args),
        Command::Verify(args) => verify::run(global, args),
        Command::Catalogue(command) => catalogue::run(global, command),
        Command::Ingest(args) => ingest::run(global, args),
        Command::Merge(args) => merge::run(global, args),
        Command::Stats => stats::run(global),
        Command::Reextract(args) => reextract::run(global, args),
        Command::Doctor(args) => doctor::run(global, args),
        Command::Schema(args) => {
            output::text(args.name.text())?;
            Ok(Ending::Well)
        }
        Command::Completions(args) => {
            let mut out = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "litx", &mut out);
            output::bytes(&out)?;
            Ok(Ending::Well)
        }
        Command::Man(args) => {
            man(args.folder.as_deref())?;
            Ok(Ending::Well)
        }
    }
}

/// One page on standard output, or a page a command into a folder.
fn man(folder: Option<&std::path::Path>) -> Result<(), Failure> {
    let command = Cli::command();
    match folder {
        None => {
            let mut out = Vec::new();
            clap_mangen::Man::new(command)
                .render(&mut out)
                .map_err(|e| Failure::io("cannot write the page", &e))?;
            output::bytes(&out)
        }
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|e| Failure::io(&format!("cannot make {}", folder.display()), &e))?;
            clap_mangen::generate_to(command, folder)
                .map_err(|e| Failure::io(&format!("cannot write to {}", folder.display()), &e))
        }
    }
}
