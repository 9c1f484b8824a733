//! One request at a time: paced, within a deadline, tried again where that helps.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep, timeout};

use super::pace::Gate;
use super::reply::{Class, Searched, classify, searched};
use super::request::{Request, Secret, redact};
use super::{Config, Event, retry};
use crate::id::Pmid;
use crate::source::SourceError;

/// The largest body that is read; a batch of 200 records has 3 to 6 MB.
const LONGEST_BODY: usize = 256 << 20;
const CONNECT: Duration = Duration::from_secs(5);
const STALL: Duration = Duration::from_secs(20);

/// The services behind one configuration.
pub(super) struct Client {
    pub(super) config: Config,
    http: reqwest::Client,
    gate: Gate,
    /// The key was refused: nothing more is asked with it.
    refused: OnceLock<SourceError>,
}

/// A reply that came, whatever it says.
struct Raw {
    status: u16,
    retry_after: Option<Duration>,
    body: Vec<u8>,
}

impl Client {
    pub(super) fn new(config: Config) -> Result<Self, SourceError> {
        for (name, url) in [
            ("E-utilities", &config.eutils_url),
            ("ID converter", &config.idconv_url),
            ("Europe PMC", &config.europepmc_url),
        ] {
            if !reqwest::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
                let message = format!("the address of the {name} is none of the web (http://…, https://…)");
                return Err(SourceError::new("configuration", message)
                    .with_help("mend it where `litx doctor` says it comes from, or unset it"));
            }
        }
        let http = reqwest::Client::builder()
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT.min(config.deadline))
            .read_timeout(STALL.min(config.deadline))
            .user_agent(concat!("litx/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|e| SourceError::new("system", format!("cannot make an HTTP client: {e}")))?;
        let gap =
            config.min_gap.unwrap_or(Duration::from_millis(if config.api_key.is_some() { 110 } else { 400 }));
        let gate = Gate::new(gap, config.pace_file.clone());
        Ok(Self { config, http, gate, refused: OnceLock::new() })
    }

    pub(super) fn tell(&self, event: Event) {
        if let Some(observer) = &self.config.observer {
            observer(event);
        }
    }

    fn secrets(&self) -> Vec<&Secret> {
        self.config.api_key.iter().chain(&self.config.email).collect()
    }

    fn redact(&self, message: &str) -> String {
        redact(message, &self.secrets())
    }

    /// Asks until a good reply, a final refusal, or the deadline.
    pub(super) async fn ask(&self, request: &Request) -> Result<Vec<u8>, SourceError> {
        if let Some(error) = self.refused.get() {
            return Err(error.clone());
        }
        let url = format!("{}{}", self.config.eutils_url, request.utility);
        // A batch that is cut off is better asked for in halves than often.
        let several = request.params.iter().any(|(name, value)| match *name {
            "id" => value.contains(','),
            "retmax" => request.utility == "efetch.fcgi" && value != "1",
            _ => false,
        });
        self.until_good(
            &request.line(),
            if several { retry::CUT_BATCH_ATTEMPTS } else { retry::ATTEMPTS },
            || {
                let mut form: Vec<(&str, &str)> =
                    request.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
                form.push(("tool", &self.config.tool));
                if let Some(email) = &self.config.email {
                    form.push(("email", email.reveal()));
                }
                if let Some(key) = &self.config.api_key {
                    form.push(("api_key", key.reveal()));
                }
                self.http.post(&url).form(&form)
            },
            classify,
        )
        .await
    }

    /// The same for a service that answers GET with JSON.
    pub(super) async fn get_json(
        &self,
        base: &str,
        query: &[(&str, &str)],
    ) -> Result<serde_json::Value, SourceError> {
        let shown: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let line = self.redact(&format!("GET {base} {}", shown.join(" ")));
        let body = self
            .until_good(&line, retry::ATTEMPTS, || self.http.get(base).query(query), classify_json)
            .await?;
        serde_json::from_slice(&body)
            .map_err(|e| SourceError::new("service", format!("the reply is no JSON: {e}")))
    }

    async fn until_good(
        &self,
        line: &str,
        cut_attempts: u32,
        build: impl Fn() -> reqwest::RequestBuilder,
        classify: impl Fn(u16, &[u8]) -> Class,
    ) -> Result<Vec<u8>, SourceError> {
        let deadline = Instant::now() + self.config.deadline;
        let mut attempt = 0;
        loop {
            attempt += 1;
            self.wait(self.gate.reserve(), deadline).await?;
            self.tell(Event::Request { line: line.to_owned(), attempt });
            let left = deadline.saturating_duration_since(Instant::now());
            let outcome = timeout(left, self.send(build())).await;
            let (error, pause) = match outcome {
                Err(_) => return Err(late(self.config.deadline)),
                Ok(Err(failure)) => {
                    let last = match failure.error.code {
                        "truncated" => cut_attempts,
                        _ => failure.attempts,
                    };
                    if attempt >= last {
                        return Err(failure.error);
                    }
                    (failure.error, self.pause(attempt + 1))
                }
                Ok(Ok(raw)) => {
                    let class = classify(raw.status, &raw.body);
                    self.tell(Event::Reply {
                        status: raw.status,
                        bytes: raw.body.len(),
                        class: self.redact(&class.name()),
                    });
                    let error = match &class {
                        Class::Good => {
                            self.gate.went_well();
                            return Ok(raw.body);
                        }
                        Class::RateLimited => {
                            let pause = self.gate.cool_down(raw.retry_after);
                            (SourceError::new("rate_limited", "the service says: too many requests")
                                .with_help("other programs on this address share the limit; an NCBI API key raises it"), pause)
                        }
                        Class::Transient(why) => {
                            let pause = raw.retry_after.unwrap_or_else(|| self.pause(attempt + 1));
                            (
                                SourceError::new(
                                    if class.is_cut_off() { "truncated" } else { "service" },
                                    self.redact(&format!("the service failed: {why}")),
                                ),
                                pause,
                            )
                        }
                        last => {
                            let error = self.final_error(last);
                            if error.code == "bad_key" {
                                let _ = self.refused.set(error.clone());
                            }
                            return Err(error);
                        }
                    };
                    let last = if error.0.code == "truncated" { cut_attempts } else { retry::ATTEMPTS };
                    if attempt >= last {
                        return Err(error.0);
                    }
                    error
                }
            };
            if Instant::now() + pause >= deadline {
                return Err(error);
            }
            self.tell(Event::Waiting { why: error.message.clone(), for_: pause });
            self.wait(pause, deadline).await?;
        }
    }

    fn pause(&self, next: u32) -> Duration {
        // A deadline of seconds, as tests set it, shortens the pauses with it.
        let scale = (self.config.deadline.as_secs_f64() / 60.0).min(1.0);
        retry::pause(next, fastrand::f64(), scale)
    }

    fn final_error(&self, class: &Class) -> SourceError {
        match class {
            Class::BadKey => SourceError::new("bad_key", "NCBI refuses the API key")
                .with_help("check NCBI_API_KEY, or unset it: litx works without a key, only slower"),
            Class::NoIds => SourceError::new("no_ids", "the service found no valid identifier in the list"),
            Class::TooLong => SourceError::new("service", "the service refuses the request as too long"),
            Class::OutOfRange => SourceError::new("out_of_range", "the result set has no such range"),
            Class::HistoryLost => {
                SourceError::new("history_lost", "the service has forgotten the result set")
            }
            Class::Moved => {
                SourceError::new("service", "the service redirects to another address, which is not followed")
                    .with_help("look for a newer litx, or name the service's address in LITX_EUTILS_URL")
            }
            other => SourceError::new("service", self.redact(&other.name())),
        }
    }

    /// Sleeps, unless the deadline comes first.
    async fn wait(&self, pause: Duration, deadline: Instant) -> Result<(), SourceError> {
        if Instant::now() + pause > deadline {
            return Err(late(self.config.deadline));
        }
        sleep(pause).await;
        Ok(())
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Raw, Failure> {
        let mut response = request.send().await.map_err(|e| self.failure(&e))?;
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|value| retry::retry_after(value.to_str().ok()?, SystemTime::now()));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| self.cut_off(&e))? {
            if body.len() + chunk.len() > LONGEST_BODY {
                let error = SourceError::new("service", "the reply is far larger than any set of records");
                return Err(Failure { error, attempts: 1 });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Raw { status, retry_after, body })
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        let mut cause: &dyn std::error::Error = error;
        while let Some(next) = cause.source() {
            cause = next;
        }
        let why = self.redact(&cause.to_string());
        if error.is_connect() || error.is_builder() {
            let host = error.url().and_then(|u| u.host_str()).unwrap_or("the service").to_owned();
            self.tell(Event::Waiting { why: format!("{host}: {why}"), for_: Duration::ZERO });
            let error = SourceError::new("network", format!("cannot reach {host}")).with_help(
                "check the network; `--from PATH` answers from local records, `--offline` from what is stored",
            );
            return Failure { error, attempts: retry::UNREACHED_ATTEMPTS };
        }
        let code = if error.is_timeout() { "timeout" } else { "network" };
        let error = SourceError::new(code, format!("the connection broke: {why}"));
        Failure { error, attempts: retry::ATTEMPTS }
    }

    /// The reply began and did not come to its end.
    fn cut_off(&self, error: &reqwest::Error) -> Failure {
        let mut failure = self.failure(error);
        if failure.error.code == "network" {
            failure.error.code = "truncated";
            failure.error.message = format!("the reply was cut off: {}", failure.error.message);
        }
        failure
    }

    /// A search.
    pub(super) async fn search(
        &self,
        term: &str,
        start: u64,
        max: u64,
        history: bool,
    ) -> Result<Searched, SourceError> {
        let body = self.ask(&Request::search(term, start, max, history)).await?;
        searched(&body)
            .map_err(|why| SourceError::new("service", format!("the search reply is not understood: {why}")))
    }

    /// The bytes of a set of records.
    pub(super) async fn fetch(&self, ids: &[Pmid]) -> Result<Vec<u8>, SourceError> {
        self.ask(&Request::fetch(ids)).await
    }
}

struct Failure {
    error: SourceError,
    /// How often it is worth asking, all in all.
    attempts: u32,
}

fn late(deadline: Duration) -> SourceError {
    SourceError::new("timeout", format!("no whole answer within {} seconds", deadline.as_secs_f64().ceil()))
        .with_help("try again later, or with --patient for a longer deadline")
}

fn classify_json(status: u16, body: &[u8]) -> Class {
    let head = body.trim_ascii_start();
    match status {
        429 => return Class::RateLimited,
        300..=399 => return Class::Moved,
        400..=499 if head.first() != Some(&b'{') => {
            return Class::Permanent(format!("status {status}, no JSON"));
        }
        _ if head.first() != Some(&b'{') => return Class::Transient(format!("status {status}, no JSON")),
        _ => {}
    }
    match serde_json::from_slice::<serde_json::Value>(body) {
        Err(_) => Class::Transient("the reply was cut off".to_owned()),
        Ok(_) if status >= 500 => Class::Transient(format!("status {status}")),
        // The ID converter answers 400 with JSON for identifiers it cannot read: that is an answer.
        Ok(_) => Class::Good,
    }
}
