//! A store with the records of the fixtures, and the program asked about it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

/// One store for all tests that only read.
static STORE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let pubmed = format!("{}/fixtures/pubmed", env!("CARGO_MANIFEST_DIR"));
    let ended = litx(&folder.path().join("litx.db"), &["ingest", &pubmed]);
    assert!(ended.status.success(), "{}", err(&ended));
    folder
});

pub(crate) fn store() -> PathBuf {
    STORE.path().join("litx.db")
}

/// Runs the program on a store.
pub(crate) fn litx(store: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_litx"));
    let home = store.parent().expect("a folder");
    command.env_clear().env("HOME", home).env("LITX_DB", store).current_dir(home).args(arguments);
    command.output().expect("the program runs")
}

/// `litx query` on the fixtures.
pub(crate) fn query(arguments: &[&str]) -> Output {
    litx(&store(), &[&["query"], arguments].concat())
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// The lines of `--format jsonl`, of a run that must succeed.
pub(crate) fn lines(arguments: &[&str]) -> Vec<Value> {
    let given = query(&[&["--format", "jsonl"], arguments].concat());
    assert_eq!(given.status.code(), Some(0), "{arguments:?}: {}", err(&given));
    out(&given).lines().map(|line| serde_json::from_str(line).expect("a document")).collect()
}

/// The PMIDs of articles that fit, in their order.
pub(crate) fn articles(arguments: &[&str]) -> Vec<String> {
    let lines = lines(&[&["--articles"], arguments].concat());
    lines.iter().map(|line| line["pmid"].as_str().expect("a PMID").to_owned()).collect()
}
