//! NCBI's E-utilities and their sisters (Europe PMC, the PMC ID converter).
//!
//! One request is under way at a time. Every reply is classified before anything is read from it (`reply`), requests
//! keep their distance (`pace`), passing faults are tried again within a deadline (`retry`), and an identifier
//! counts as resolved only when a record carries it as its own (`resolve`).

mod batch;
mod client;
mod pace;
mod plan;
mod query;
mod reply;
mod request;
mod resolve;
mod retry;
mod sisters;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Answer, Found, Source, SourceError};
use crate::id::Identifier;
use client::Client;
pub use request::Secret;

/// How to reach the services, and how politely.
#[derive(Clone)]
pub struct Config {
    /// Base URL ending in `/entrez/eutils/`.
    pub eutils_url: String,
    /// The ID converter's URL, ending in `/articles/`.
    pub idconv_url: String,
    /// Europe PMC's base URL, ending in `/rest/`.
    pub europepmc_url: String,
    /// The user's key; never printed, logged or stored.
    pub api_key: Option<Secret>,
    /// The developer's or user's address; never printed either.
    pub email: Option<Secret>,
    /// Name of the calling program.
    pub tool: String,
    /// Least time between the starts of two requests; by default 400 ms, with a key 110 ms.
    pub min_gap: Option<Duration>,
    /// How long one question may take, with all its attempts.
    pub deadline: Duration,
    /// A file that keeps the pace across processes of one machine.
    pub pace_file: Option<PathBuf>,
    /// Told of every request, reply and wait.
    pub observer: Option<Observer>,
}

/// What is told of events.
pub type Observer = Arc<dyn Fn(Event) + Send + Sync>;

impl Default for Config {
    fn default() -> Self {
        Self {
            eutils_url: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/".to_owned(),
            idconv_url: "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/".to_owned(),
            europepmc_url: "https://www.ebi.ac.uk/europepmc/webservices/rest/".to_owned(),
            api_key: None,
            email: None,
            tool: "litx".to_owned(),
            min_gap: None,
            deadline: Duration::from_secs(60),
            pace_file: None,
            observer: None,
        }
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("eutils_url", &self.eutils_url)
            .field("api_key", &self.api_key)
            .field("email", &self.email)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// Something that happened on the way; carries no secret.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A request goes out.
    Request {
        /// Masked, as one line.
        line: String,
        /// From 1.
        attempt: u32,
    },
    /// A reply came.
    Reply {
        /// HTTP status.
        status: u16,
        /// Size of the body.
        bytes: usize,
        /// What it was taken for.
        class: String,
    },
    /// Waiting before the next attempt.
    Waiting {
        /// Why.
        why: String,
        /// How long.
        for_: Duration,
    },
    /// A search was understood otherwise than it was written, or something was left out.
    Warning(String),
}

/// The E-utilities as a source of records.
pub struct Eutils {
    runtime: tokio::runtime::Runtime,
    client: Client,
}

impl Eutils {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    /// If the system gives no resources for one, or a base URL is none.
    pub fn new(config: Config) -> Result<Self, SourceError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| SourceError::new("system", format!("cannot start the network runtime: {e}")))?;
        let client = runtime.block_on(async { Client::new(config) })?;
        Ok(Self { runtime, client })
    }

    /// Runs to the end, or to Ctrl-C: what was answered until then was given, the rest was not asked.
    fn interruptible<T>(&self, work: impl Future<Output = Result<T, SourceError>>) -> Result<T, SourceError> {
        self.runtime.block_on(async {
            tokio::select! {
                done = work => done,
                _ = tokio::signal::ctrl_c() => Err(SourceError::new("interrupted", "interrupted")),
            }
        })
    }

    /// The first requests that `ids` would send, masked: for a dry run.
    pub fn plan(&self, ids: &[Identifier]) -> Vec<String> {
        plan::plan(&self.client, ids)
    }

    /// Every record that answers a PubMed search, up to `limit`; `each` returns `false` to stop.
    ///
    /// # Errors
    /// When the search itself could not be asked, or was refused.
    pub fn query(
        &self,
        term: &str,
        limit: Option<u64>,
        each: &mut dyn FnMut(Result<Found, SourceError>) -> bool,
    ) -> Result<query::Asked, SourceError> {
        self.interruptible(query::run(&self.client, term, limit, each))
    }

    /// Asks the service for nothing but a sign of life.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn ping(&self) -> Result<(), SourceError> {
        self.runtime.block_on(self.client.search("1[uid]", 0, 1, false)).map(|_| ())
    }
}

impl Source for Eutils {
    fn fetch(
        &self,
        ids: &[Identifier],
        each: &mut dyn FnMut(usize, Answer) -> bool,
    ) -> Result<(), SourceError> {
        self.interruptible(resolve::run(&self.client, ids, each))
    }
}
