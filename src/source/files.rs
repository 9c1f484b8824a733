//! Local files answering in the network's place: PubMed XML, NBIB, JSON Lines, text; plain or gzipped.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::{Answer, Found, RawRecord, Source, SourceError};
use crate::id::Identifier;
use crate::parse::{self, Format, Item};
use crate::record::{Record, RecordKind};

mod names;

pub use names::by_name;

/// Endings of files that are read; others in a folder are passed over.
const ENDINGS: &[&str] = &["xml", "nbib", "txt", "jsonl", "ndjson", "medline", "md"];
/// Folders below a folder, at most.
const DEEPEST: usize = 32;

/// Files and folders as a source of records. They are read when asked, one record at a time.
#[derive(Debug)]
pub struct Files {
    files: Vec<PathBuf>,
    damages: std::sync::Mutex<Vec<String>>,
}

impl Files {
    /// Lists the files of `paths`: files as given, folders with all below them, by name, numbers in it as numbers.
    ///
    /// # Errors
    /// If a path does not exist or cannot be listed, or no file of a known kind is found.
    pub fn open(paths: &[PathBuf]) -> Result<Self, SourceError> {
        let mut files = Vec::new();
        for path in paths {
            list(path, 0, &mut files)?;
        }
        if files.is_empty() {
            let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
            return Err(SourceError::new("no_files", format!("no records in {}", shown.join(", ")))
                .with_help("expected .xml, .nbib, .jsonl, .txt or .md files, plain or .gz"));
        }
        Ok(Self { files, damages: std::sync::Mutex::default() })
    }

    /// The files, in the order they are read.
    pub fn paths(&self) -> &[PathBuf] {
        &self.files
    }

    /// What could not be read so far: `file: what is wrong`.
    pub fn damages(&self) -> Vec<String> {
        self.damages.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// The records of names that local texts were given, each the first of its name.
    ///
    /// # Errors
    /// If a file cannot be opened.
    pub fn named(&self, names: &[&str]) -> Result<Vec<(String, Found)>, SourceError> {
        let mut open: HashSet<&str> = names.iter().copied().collect();
        let mut found = Vec::new();
        self.records(&mut |record, raw| {
            if let Some(name) = record.given_id.clone().filter(|name| open.remove(name.as_str())) {
                found.push((name, Found { record, raw }));
            }
            !open.is_empty()
        })?;
        Ok(found)
    }

    fn note(&self, damage: String) {
        let mut damages = self.damages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !damages.contains(&damage) {
            damages.push(damage);
        }
    }

    /// Every record of every file, in order; `each` returns `false` to stop.
    fn records(&self, each: &mut dyn FnMut(Record, RawRecord) -> bool) -> Result<(), SourceError> {
        for path in &self.files {
            let name = path.display().to_string();
            let (format, reader) = open(path)?;
            for item in parse::items(format, reader) {
                match item {
                    Ok(Item::Record(parsed)) => {
                        let raw = RawRecord::new(parsed.raw, format!("file:{name}"), "file".to_owned(), None);
                        if !each(parsed.record, raw) {
                            return Ok(());
                        }
                    }
                    Ok(Item::Delete(_)) => {}
                    Ok(Item::Damaged(damage)) => self.note(format!("{name}: {damage}")),
                    Err(error) => self.note(format!("{name}: {error}")),
                }
            }
        }
        Ok(())
    }
}

/// Opens a file, gzipped or not, and tells its format.
///
/// # Errors
/// If it cannot be opened or its beginning cannot be read.
pub fn open(path: &Path) -> Result<(Format, Box<dyn BufRead>), SourceError> {
    let failed = |e: std::io::Error| SourceError::new("file", format!("cannot read {}: {e}", path.display()));
    unpack(File::open(path).map_err(failed)?).map_err(failed)
}

/// The same for what was opened by other means.
///
/// # Errors
/// If its beginning cannot be read.
pub fn unpack<'r>(file: impl Read + 'r) -> std::io::Result<(Format, Box<dyn BufRead + 'r>)> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let gzipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let reader: Box<dyn Read + 'r> =
        if gzipped { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let format = parse::sniff(reader.fill_buf()?);
    Ok((format, Box::new(reader)))
}

fn list(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let failed = |e: std::io::Error| {
        SourceError::new("file", format!("cannot read {}: {e}", path.display())).with_help("check the path")
    };
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    if depth > DEEPEST {
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
        .map_err(failed)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?
        .iter()
        .map(|e| e.path())
        .collect();
    entries.sort_by(|a, b| by_name(a, b));
    for entry in entries {
        if entry.is_dir() {
            list(&entry, depth + 1, files)?;
        } else if known(&entry) {
            files.push(entry);
        }
    }
    Ok(())
}

/// Whether a file of a folder is one of records, by its name.
fn known(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.') {
        // Of Markdown, cached records alone: they begin with front matter.
        Some((_, "md")) => {
            let mut head = [0; 3];
            File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"---"
        }
        Some((_, ending)) => ENDINGS.contains(&ending),
        None => false,
    }
}

impl Source for Files {
    fn fetch(
        &self,
        ids: &[Identifier],
        each: &mut dyn FnMut(usize, Answer) -> bool,
    ) -> Result<(), SourceError> {
        let mut wanted: HashMap<Identifier, Vec<usize>> = HashMap::new();
        for (i, id) in ids.iter().enumerate() {
            wanted.entry(id.clone()).or_default().push(i);
        }
        let mut hits: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
        self.records(&mut |record, raw| {
            let mut indices: Vec<usize> =
                identifiers(&record).iter().filter_map(|id| wanted.get(id)).flatten().copied().collect();
            indices.sort_unstable();
            indices.dedup();
            for i in indices {
                keep(hits.entry(i).or_default(), Found { record: record.clone(), raw: raw.clone() });
            }
            true
        })?;
        for (i, id) in ids.iter().enumerate() {
            let answer = match hits.remove(&i) {
                None => Answer::NotFound { asked: vec!["local files".to_owned()] },
                Some(found) => settle(id, found),
            };
            if !each(i, answer) {
                break;
            }
        }
        Ok(())
    }
}

/// Every identifier a record answers to.
fn identifiers(record: &Record) -> Vec<Identifier> {
    let mut ids: Vec<Identifier> = Vec::new();
    ids.extend(record.pmid.map(Identifier::Pmid));
    ids.extend(record.pmcid.map(Identifier::Pmcid));
    ids.extend(record.dois.iter().map(|own| Identifier::Doi(own.doi.clone())));
    ids.extend(record.trials.iter().map(|trial| Identifier::Nct(trial.nct)));
    ids.extend(record.given_id.as_ref().and_then(|id| id.parse().ok()));
    ids
}

/// Of one record in several files or versions, the newest.
fn keep(found: &mut Vec<Found>, new: Found) {
    let same = found.iter_mut().find(|f| f.record.pmid.is_some() && f.record.pmid == new.record.pmid);
    match same {
        Some(old) => {
            let age = |f: &Found| (f.record.version, f.record.dates.revised.clone());
            if age(&new) > age(old) {
                *old = new;
            }
        }
        None => {
            // The same text without a number, twice.
            if found.iter().all(|f| f.raw.provenance.sha256 != new.raw.provenance.sha256) {
                found.push(new);
            }
        }
    }
}

fn settle(id: &Identifier, mut found: Vec<Found>) -> Answer {
    if found.len() == 1 || matches!(id, Identifier::Nct(_)) {
        return Answer::Found(found);
    }
    // A record with a number before a text without one; an article before a chapter.
    if found.iter().filter(|f| f.record.pmid.is_some()).count() == 1 {
        found.retain(|f| f.record.pmid.is_some());
        return Answer::Found(found);
    }
    let articles = found.iter().filter(|f| f.record.kind == RecordKind::Article).count();
    if articles == 1 {
        found.retain(|f| f.record.kind == RecordKind::Article);
        return Answer::Found(found);
    }
    Answer::Ambiguous(found)
}
