//! Lists of identifiers: from arguments, files, standard input.

use std::io::Read;
use std::path::Path;

use super::report::{self, Failure};
use crate::id::{IdError, Identifier};

/// Larger lists are a matter for bulk ingest.
const LONGEST_LIST: u64 = 64 << 20;

/// Text that should name an article, and where it stood.
pub(crate) struct Input {
    pub(crate) text: String,
    pub(crate) id: Result<Identifier, IdError>,
    /// `list.txt:12`; empty for an argument.
    place: String,
}

/// Every identifier given, in order.
pub(crate) fn gather(arguments: &[String], files: &[std::path::PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument == "-" {
            list(&read(std::io::stdin().lock(), "standard input")?, "-", &mut inputs);
        } else {
            inputs.push(Input { text: argument.clone(), id: argument.parse(), place: String::new() });
        }
    }
    for path in files {
        let name = path.display().to_string();
        let text = if path == Path::new("-") {
            read(std::io::stdin().lock(), "standard input")?
        } else {
            let file =
                std::fs::File::open(path).map_err(|e| Failure::io(&format!("cannot read {name}"), &e))?;
            read(file, &name)?
        };
        list(&text, &name, &mut inputs);
    }
    Ok(inputs)
}

fn read(from: impl Read, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    from.take(LONGEST_LIST)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::io(&format!("cannot read {name}"), &e))?;
    String::from_utf8(bytes).map_err(|e| {
        let valid = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::helped(format!("{name}:{line} is no text in UTF-8"), "save the list as UTF-8")
    })
}

/// One identifier a line; more than one where white space or commas part them and each is one by itself.
fn list(text: &str, name: &str, inputs: &mut Vec<Input>) {
    for (number, line) in text.lines().enumerate() {
        // A comment starts the line or stands behind white space: a DOI may hold a `#`.
        let line = line.trim_start_matches('\u{feff}').trim();
        let line = line.split(" #").next().unwrap_or(line).trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{name}:{}", number + 1);
        let whole: Result<Identifier, IdError> = line.parse();
        let parts: Vec<&str> = line.split([' ', '\t', ',']).filter(|part| !part.is_empty()).collect();
        if whole.is_err() && parts.len() > 1 && parts.iter().all(|part| part.parse::<Identifier>().is_ok()) {
            for part in parts {
                inputs.push(Input { text: part.to_owned(), id: part.parse(), place: place.clone() });
            }
        } else {
            inputs.push(Input { text: line.to_owned(), id: whole, place });
        }
    }
}

/// Names every bad identifier; how many there are.
pub(crate) fn complain(inputs: &[Input]) -> usize {
    let mut bad = 0;
    for input in inputs {
        if let Err(error) = &input.id {
            bad += 1;
            let place = if input.place.is_empty() { String::new() } else { format!("{}: ", input.place) };
            report::error(&Failure::Input {
                message: format!("{place}{error}"),
                help: error.guess.as_ref().map(|guess| format!("did you mean {guess}?")),
            });
        }
    }
    bad
}
