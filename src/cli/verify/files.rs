//! Catalogues from files and folders.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::mappings::Mappings;
use crate::catalogue::{Catalogue, Fault, Language, Mapping, Place};
use crate::cli::report::{self, Failure};

/// Bytes of a catalogue, at most.
const LONGEST: u64 = 64 << 20;

/// Folders below a folder, at most.
const DEEPEST: usize = 32;

/// Reads the catalogues of files and folders, in sorted order; how many could not be read, each with its faults told.
pub(in crate::cli) fn read(
    paths: &[PathBuf],
    mappings: &Mappings,
) -> Result<(Vec<Catalogue>, usize), Failure> {
    let (catalogues, broken) = found(paths, mappings)?;
    if catalogues.is_empty() && broken == 0 {
        return Err(Failure::helped(
            "there is no catalogue here",
            "a catalogue is a .yaml, .toml or .json file that begins with `schema: litx.catalogue/1`",
        ));
    }
    Ok((catalogues, broken))
}

/// The same, where there may be none.
pub(in crate::cli) fn found(
    paths: &[PathBuf],
    mappings: &Mappings,
) -> Result<(Vec<Catalogue>, usize), Failure> {
    let mut files = Vec::new();
    for path in paths {
        let about = std::fs::metadata(path)
            .map_err(|e| Failure::io(&format!("cannot read {}", path.display()), &e))?;
        if about.is_dir() { below(path, 0, &mut files)? } else { files.push((path.clone(), true)) }
    }
    let read: Vec<Result<Option<Catalogue>, Broken>> =
        files.par_iter().map(|(path, named)| one(path, *named, mappings.of(path))).collect();
    let (mut catalogues, mut broken) = (Vec::new(), 0);
    for result in read {
        match result {
            Ok(Some(catalogue)) => catalogues.push(catalogue),
            Ok(None) => {}
            Err(Broken { file, text, faults }) => {
                broken += 1;
                for fault in faults {
                    tell(&file, &text, &fault);
                }
            }
        }
    }
    Ok((catalogues, broken))
}

/// A file that is no catalogue, and why.
struct Broken {
    file: String,
    text: String,
    faults: Vec<Fault>,
}

/// One file; of a folder's files, those that say they are catalogues.
fn one(path: &Path, named: bool, mapping: Option<&Mapping>) -> Result<Option<Catalogue>, Broken> {
    let file = path.strip_prefix("./").unwrap_or(path).display().to_string();
    let broken = |text: String, message: String, help: Option<&str>| Broken {
        file: file.clone(),
        text,
        faults: vec![Fault { at: crate::text::Span::new(0, 0), message, help: help.map(str::to_owned) }],
    };
    let Some(language) = Language::of(&file) else {
        let help = "name it .yaml, .yml, .toml or .json";
        return Err(broken(
            String::new(),
            "the ending tells no language of catalogues".to_owned(),
            Some(help),
        ));
    };
    match std::fs::metadata(path) {
        Ok(about) if about.len() > LONGEST => {
            let help = "parts of it can be files of their own";
            return Err(broken(
                String::new(),
                "the file is too large for a catalogue".to_owned(),
                Some(help),
            ));
        }
        _ => {}
    }
    let bytes =
        std::fs::read(path).map_err(|e| broken(String::new(), format!("cannot read it: {e}"), None))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) if !named => return Ok(None),
        Err(_) => return Err(broken(String::new(), "no text in UTF-8".to_owned(), Some("save it as UTF-8"))),
    };
    let own = text.contains("litx.catalogue/");
    if !named && !own && mapping.is_none() {
        return Ok(None);
    }
    let kept = text.clone();
    let read = match mapping.filter(|_| !own) {
        Some(mapping) => Catalogue::mapped(&file, text, language, mapping),
        None => Catalogue::read(&file, text, language),
    };
    read.map(Some).map_err(|faults| Broken { file: file.clone(), text: kept, faults })
}

/// A fault with its place, the line it is in, and what to do.
fn tell(file: &str, text: &str, fault: &Fault) {
    let place = Place::of(text, fault.at.start);
    report::error(&Failure::Input {
        message: format!("{file}:{}:{}: {}", place.line, place.column, fault.message),
        help: fault.help.clone(),
    });
}

/// The files of a folder that could be catalogues, in sorted order.
fn below(folder: &Path, depth: usize, files: &mut Vec<(PathBuf, bool)>) -> Result<(), Failure> {
    let failed = |e: &std::io::Error| Failure::io(&format!("cannot read {}", folder.display()), e);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| failed(&e))? {
        paths.push(entry.map_err(|e| failed(&e))?.path());
    }
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            if !hidden && depth < DEEPEST {
                below(&path, depth + 1, files)?;
            }
        } else if Language::of(&path.to_string_lossy()).is_some() {
            files.push((path, false));
        }
    }
    Ok(())
}
