//! Catalogues from files and folders.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::changed::Changed;
use super::mappings::Mappings;
use crate::catalogue::{Catalogue, Fault, Language, Lines, Mapping};
use crate::cli::report::{self, Failure};
use crate::verify::report::Misread;

/// Bytes of a catalogue, at most.
const LONGEST: u64 = 64 << 20;

/// Folders below a folder, at most.
const DEEPEST: usize = 32;

/// Faults of one file that are told, at most.
const TOLD: usize = 20;

/// What was read.
#[derive(Default)]
pub(in crate::cli) struct Catalogues {
    pub(in crate::cli) catalogues: Vec<Catalogue>,
    /// What is wrong with files that could not be read.
    pub(in crate::cli) faults: Vec<Misread>,
    /// How many they are.
    pub(in crate::cli) broken: usize,
    /// Catalogues that did not change.
    pub(in crate::cli) passed_over: usize,
}

/// Reads the catalogues of files and folders, in sorted order; of files that could not be read, the faults are told.
pub(in crate::cli) fn read(
    paths: &[PathBuf],
    mappings: &Mappings,
    changed: Option<&Changed>,
) -> Result<Catalogues, Failure> {
    let found = found(paths, mappings, changed)?;
    if found.catalogues.is_empty() && found.broken == 0 && found.passed_over == 0 {
        return Err(Failure::helped(
            "there is no catalogue here",
            "a catalogue is a .yaml, .toml or .json file that begins with `schema: litx.catalogue/1`",
        ));
    }
    Ok(found)
}

/// The same, where there may be none.
pub(in crate::cli) fn found(
    paths: &[PathBuf],
    mappings: &Mappings,
    changed: Option<&Changed>,
) -> Result<Catalogues, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let about = std::fs::metadata(path)
            .map_err(|e| Failure::io(&format!("cannot read {}", path.display()), &e))?;
        if about.is_dir() { below(path, 0, &mut files)? } else { files.push((path.clone(), true)) }
    }
    let mut asked = Vec::with_capacity(files.len());
    for (path, named) in files {
        let unchanged = changed.map(|changed| changed.touches(&path)).transpose()? == Some(false);
        asked.push((path, named, unchanged));
    }
    let read: Vec<Result<Looked, Broken>> = asked
        .par_iter()
        .map(|(path, named, unchanged)| one(path, *named, *unchanged, mappings.of(path)))
        .collect();
    let mut gathered = Catalogues::default();
    for result in read {
        match result {
            Ok(Looked::Catalogue(catalogue)) => gathered.catalogues.push(catalogue),
            Ok(Looked::Unchanged) => gathered.passed_over += 1,
            Ok(Looked::Other) => {}
            Err(broken) => {
                gathered.broken += 1;
                gathered.faults.extend(broken.misread());
            }
        }
    }
    gathered.faults.iter().for_each(tell);
    Ok(gathered)
}

/// What a file turned out to be.
enum Looked {
    Catalogue(Catalogue),
    /// A catalogue that did not change.
    Unchanged,
    /// No catalogue, and nobody said it was one.
    Other,
}

/// A file that is no catalogue, and why.
struct Broken {
    file: String,
    text: String,
    faults: Vec<Fault>,
}

impl Broken {
    /// Its faults with their places, the first of them where there are many.
    fn misread(self) -> Vec<Misread> {
        let lines = Lines::new(&self.text);
        let told = |fault: &Fault| Misread {
            file: self.file.clone(),
            place: lines.place(fault.at.start),
            message: fault.message.clone(),
            help: fault.help.clone(),
        };
        let mut out: Vec<Misread> = self.faults.iter().take(TOLD).map(told).collect();
        if let (Some(last), more @ 1..) = (out.last_mut(), self.faults.len().saturating_sub(TOLD)) {
            last.message += &format!("; and {more} faults more behind it");
        }
        out
    }
}

/// One file; of a folder's files, those that say they are catalogues.
fn one(path: &Path, named: bool, unchanged: bool, mapping: Option<&Mapping>) -> Result<Looked, Broken> {
    if named && unchanged {
        return Ok(Looked::Unchanged);
    }
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
        Err(_) if !named => return Ok(Looked::Other),
        Err(error) => {
            let end = error.utf8_error().valid_up_to();
            let read = String::from_utf8_lossy(&error.as_bytes()[..end]).into_owned();
            let fault = Fault {
                at: crate::text::Span::new(end, end),
                message: "no text in UTF-8".to_owned(),
                help: Some("save it as UTF-8".to_owned()),
            };
            return Err(Broken { file, text: read, faults: vec![fault] });
        }
    };
    let own = text.contains("litx.catalogue/");
    if !named && !own && mapping.is_none() {
        return Ok(Looked::Other);
    }
    if unchanged {
        return Ok(Looked::Unchanged);
    }
    let kept = text.clone();
    let read = match mapping.filter(|_| !own) {
        Some(mapping) => Catalogue::mapped(&file, text, language, mapping),
        None => Catalogue::read(&file, text, language),
    };
    read.map(Looked::Catalogue).map_err(|faults| Broken { file: file.clone(), text: kept, faults })
}

/// A fault with its place, and what to do.
fn tell(fault: &Misread) {
    report::error(&Failure::Input {
        message: format!("{}:{}:{}: {}", fault.file, fault.place.line, fault.place.column, fault.message),
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
