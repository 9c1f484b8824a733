//! Errors: what happened, and what to do. Everything here goes to standard error.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::Ending;
use super::args::Colour;
use crate::id::IdError;
use crate::source::SourceError;
use crate::store::StoreError;

/// What ends a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of our output went away.
    ClosedPipe,
    /// The user can mend it.
    Input { message: String, help: Option<String> },
    /// A source failed.
    Source(SourceError),
    /// The store failed.
    Store(StoreError),
}

impl Failure {
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Failure::Input { message: message.into(), help: None }
    }

    pub(crate) fn helped(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::Input { message: message.into(), help: Some(help.into()) }
    }

    pub(crate) fn io(what: &str, error: &std::io::Error) -> Self {
        Failure::input(format!("{what}: {error}"))
    }

    pub(crate) fn ending(&self) -> Ending {
        match self {
            Failure::ClosedPipe => Ending::Well,
            Failure::Source(e) if e.code == "interrupted" => Ending::Interrupted,
            Failure::Source(e) if matches!(e.code, "configuration" | "file" | "no_files") => Ending::BadInput,
            Failure::Source(_) => Ending::Service,
            Failure::Input { .. } | Failure::Store(_) => Ending::BadInput,
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Failure::Source(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

impl From<IdError> for Failure {
    fn from(error: IdError) -> Self {
        Failure::Input {
            message: error.to_string(),
            help: error.guess.map(|guess| format!("did you mean {guess}?")),
        }
    }
}

/// `--color`; NO_COLOR and CLICOLOR_FORCE are heard where it says `auto`.
pub(crate) fn set_colour(colour: Colour) {
    match colour {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

pub(crate) fn error(failure: &Failure) {
    let (message, help) = match failure {
        Failure::ClosedPipe => return,
        Failure::Input { message, help } => (message.clone(), help.clone()),
        Failure::Source(e) => (e.message.clone(), e.help.clone().map(|help| help + &by_proxy(e))),
        Failure::Store(e) => (e.to_string(), e.help().map(str::to_owned)),
    };
    say("error", AnsiColor::Red, &message);
    if let Some(help) = help {
        say("help", AnsiColor::Cyan, &help);
    }
}

/// Where requests go through a proxy, that is the first thing to look at.
fn by_proxy(error: &SourceError) -> String {
    const VARIABLES: [&str; 6] =
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];
    let set = VARIABLES.iter().find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    match set {
        Some(name) if error.code == "network" => format!("; the proxy in {name} is used"),
        _ => String::new(),
    }
}

pub(crate) fn warning(message: &str) {
    say("warning", AnsiColor::Yellow, message);
}

pub(crate) fn help(message: &str) {
    say("help", AnsiColor::Cyan, message);
}

/// A plain line.
pub(crate) fn note(message: &str) {
    // Nobody to tell when standard error is gone.
    let _ = writeln!(anstream::stderr(), "{message}");
}

pub(crate) fn say(kind: &str, colour: AnsiColor, message: &str) {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let _ = writeln!(anstream::stderr(), "{style}{kind}{style:#}: {message}");
}
