//! A folder of its own to run litx in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::plain::plain;

pub(crate) struct Place(tempfile::TempDir);

impl Place {
    /// With the catalogues of `fixtures/claims/verdicts` in `claims`.
    pub(crate) fn new() -> Self {
        let place = Self::empty();
        std::fs::create_dir(place.path().join("claims")).expect("a folder");
        for path in catalogues() {
            std::fs::copy(&path, place.path().join("claims").join(path.file_name().expect("a name")))
                .expect("copied");
        }
        place
    }

    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), text).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// `litx verify` with the records of the fixtures.
    pub(crate) fn verify(&self, arguments: &[&str]) -> Output {
        let from = fixtures().join("pubmed");
        self.command().arg("verify").arg("--from").arg(from).args(arguments).output().expect("it runs")
    }

    /// litx, in this folder, with nothing of the environment but the way to programs.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_litx"));
        command.env_clear().env("HOME", self.path()).current_dir(self.path());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The files whose name is the verdict of all their claims.
pub(crate) fn catalogues() -> Vec<PathBuf> {
    let folder = fixtures().join("claims/verdicts");
    let entries = std::fs::read_dir(&folder).expect("fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// Holds a document against a schema.
pub(crate) fn fits(schema: &str, document: &Value) {
    let validator = jsonschema::validator_for(&plain(&json(schema))).expect("a schema");
    let document = plain(document);
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
