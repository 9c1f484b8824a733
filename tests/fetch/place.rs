//! A folder of its own with a store, the binary run in it, and what came of that.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::server::{CALLER_IP, Server};

pub(crate) const EMAIL: &str = "who@example.org";
pub(crate) const KEY: &str = "SECRETKEY123";
/// A run that is not over by then hangs.
pub(crate) const HANGS: Duration = Duration::from_secs(90);

/// What came of one run.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) exit: i32,
    pub(crate) found: BTreeMap<String, BTreeSet<u32>>,
    pub(crate) missing: BTreeSet<String>,
    pub(crate) failed: BTreeMap<String, String>,
    /// Anything else said of an input.
    pub(crate) other: BTreeMap<String, String>,
    pub(crate) totals: BTreeMap<String, u64>,
    /// What is said to people: standard error, and the messages of errors.
    pub(crate) said: String,
    /// All output.
    pub(crate) output: String,
}

/// A folder of its own with a store, and the way the binary is called there.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) env: BTreeMap<String, String>,
}

impl Place {
    pub(crate) fn new(server: &Server) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_string_lossy().into_owned();
        let env = [
            ("HOME", home.clone()),
            ("XDG_CACHE_HOME", format!("{home}/cache")),
            ("XDG_DATA_HOME", format!("{home}/data")),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("XDG_RUNTIME_DIR", home.clone()),
            ("TMPDIR", home),
            ("LITX_EMAIL", EMAIL.to_owned()),
            ("LITX_MIN_GAP_MS", "1".to_owned()),
            ("LITX_DEADLINE_S", "20".to_owned()),
            ("LITX_EUTILS_URL", server.eutils_url()),
            ("LITX_IDCONV_URL", server.idconv_url()),
            ("LITX_EUROPEPMC_URL", server.europepmc_url()),
        ];
        Self { folder, env: env.into_iter().map(|(n, v)| (n.to_owned(), v)).collect() }
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("litx.db")
    }

    pub(crate) fn start(&self, words: &[String]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_litx"))
            .args(["fetch", "--json", "--db"])
            .arg(self.store())
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(&self.env)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub(crate) fn run(&self, words: &[String]) -> Outcome {
        let mut child = self.start(words);
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let out = std::thread::spawn(move || {
            let mut text = Vec::new();
            out.read_to_end(&mut text).map(|_| text).unwrap_or_default()
        });
        let err = std::thread::spawn(move || {
            let mut text = Vec::new();
            err.read_to_end(&mut text).map(|_| text).unwrap_or_default()
        });
        let begun = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if begun.elapsed() > HANGS => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    break None;
                }
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        let out = String::from_utf8(out.join().unwrap()).expect("standard output is UTF-8");
        let err = String::from_utf8_lossy(&err.join().unwrap()).into_owned();
        let mut outcome = read(&out, &err);
        outcome.exit = status.and_then(|s| s.code()).unwrap_or(-1);
        outcome
    }

    /// Texts that must stand nowhere: the files of this place that hold one.
    pub(crate) fn leaks(&self) -> Vec<String> {
        let mut leaks = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let bytes = std::fs::read(entry.path()).unwrap();
                    for secret in [KEY, EMAIL, CALLER_IP] {
                        if bytes.windows(secret.len()).any(|w| w == secret.as_bytes()) {
                            leaks.push(format!("{secret} stands in {}", entry.file_name().to_string_lossy()));
                        }
                    }
                }
            }
        }
        leaks
    }
}

/// Reads `litx.fetch/1`.
pub(crate) fn read(out: &str, err: &str) -> Outcome {
    let mut outcome = Outcome { said: err.to_owned(), output: format!("{out}\n{err}"), ..Outcome::default() };
    let Ok(value) = serde_json::from_str::<serde_json::Value>(out) else { return outcome };
    assert_eq!(value["schema"], "litx.fetch/1", "{out}");
    for article in value["articles"].as_array().into_iter().flatten() {
        let input = article["input"].as_str().unwrap_or_default().to_owned();
        match article["status"].as_str().unwrap_or_default() {
            "found" => {
                let pmid = article["record"]["pmid"].to_string().trim_matches('"').parse().unwrap_or(0);
                outcome.found.entry(input).or_default().insert(pmid);
            }
            "not_in_pubmed" => {
                outcome.missing.insert(input);
            }
            "failed" => {
                let error = &article["error"];
                outcome.said += &format!("\n{}", error["message"].as_str().unwrap_or_default());
                outcome.failed.insert(input, error["code"].as_str().unwrap_or_default().to_owned());
            }
            other => {
                outcome.other.insert(input, other.to_owned());
            }
        }
    }
    for (name, count) in value["totals"].as_object().into_iter().flatten() {
        outcome.totals.insert(name.clone(), count.as_u64().unwrap_or(u64::MAX));
    }
    outcome
}
