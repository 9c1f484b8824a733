//! One line of a lock file: a JSON object whose last field is the hash of all before it.

use serde_json::{Map, Value};

use super::{Entry, RESTORE, SCHEMA};
use crate::source::sha256;

/// Why a line is no source.
pub(super) struct Trouble {
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// What stands between a line's content and its hash.
const SEAL: &str = ",\"hash\":\"";

/// What to do about a line that was changed.
const ANEW: &str = "take the line back from version control, or delete it and run `litx catalogue lock`, which asks for its source";

/// The line of some fields, without its end.
pub(super) fn write(fields: &Map<String, Value>) -> String {
    let content = serde_json::to_string(fields).unwrap_or_default();
    let hash = sha256(content.as_bytes());
    let open = content.strip_suffix('}').unwrap_or(&content);
    format!("{open}{SEAL}{hash}\"}}")
}

/// Reads a line.
pub(super) fn read(line: &str) -> Result<Entry, Trouble> {
    let trouble = |message: &str, help| Trouble { message: message.to_owned(), help };
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        let help = "keep the lines of both sides, delete the marks, and run `litx catalogue lock`";
        return Err(trouble("a conflict of versions was not settled", help));
    }
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else {
        return Err(trouble("the line is not whole: it is no JSON object", RESTORE));
    };
    match fields.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        Some(other) => {
            let message = format!("this litx reads `{SCHEMA}`, the line says `{other}`");
            return Err(trouble(&message, "update litx, or write the file anew with `litx catalogue lock`"));
        }
        None => return Err(trouble("the line does not say its schema", RESTORE)),
    }
    let Some((open, hash)) = line.strip_suffix("\"}").and_then(|rest| rest.rsplit_once(SEAL)) else {
        return Err(trouble("the line does not end with its hash", ANEW));
    };
    if sha256(format!("{open}}}").as_bytes()) != hash {
        return Err(trouble("the line was changed by hand: its hash does not fit its content", ANEW));
    }
    let mut fields = fields;
    fields.shift_remove("hash");
    Entry::read(fields).map_err(|message| Trouble { message, help: ANEW })
}
