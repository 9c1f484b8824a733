//! A source as it was locked: who it is, what it says or what was read from it, and where it came from.

use serde_json::{Map, Value, json};

use super::{SCHEMA, blank, body, line, results};
use crate::catalogue::claim::Cited;
use crate::extract::extract;
use crate::finding::Extraction;
use crate::id::Identifier;
use crate::record::{Abstract, Flag, Record};
use crate::source::{Provenance, sha256};

/// One source of a lock file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its line, without the hash.
    fields: Map<String, Value>,
    names: Vec<Cited>,
    flags: Vec<Flag>,
    text: Abstract,
    /// Read from the text when the line was written, where the line holds no text.
    findings: Option<Extraction>,
}

/// What changed between a line and its source as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Title or abstract.
    Text,
    /// It was retracted, corrected, ….
    Flags,
    /// Its identifiers.
    Identifiers,
}

impl Change {
    /// As in JSON and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Change::Text => "text",
            Change::Flags => "flags",
            Change::Identifiers => "identifiers",
        }
    }
}

impl Entry {
    /// Of a record that some names led to. `hash_only`: of its abstract, hashes and what was read from it alone.
    pub fn of(record: &Record, from: &Provenance, cited: &[Cited], hash_only: bool) -> Self {
        let names = names(record, cited);
        let flags = record.flags();
        let mut fields = Map::new();
        let mut set = |key: &str, value: Value| fields.insert(key.to_owned(), value);
        set("schema", json!(SCHEMA));
        set("names", names.iter().map(ToString::to_string).collect());
        set("title", json!(record.title()));
        set("flags", flags.iter().map(|f| f.name()).collect());
        let text_hash = sha256(body::write(&record.text).to_string().as_bytes());
        body::put(&record.text, &mut set);
        set("text_sha256", json!(text_hash));
        set(
            "record",
            json!({"sha256": from.sha256, "source": from.source, "route": from.route, "fetched_at": from.fetched_at.and_then(moment)}),
        );
        let entry = Self { fields, names, flags, text: record.text.clone(), findings: None };
        if hash_only { entry.without_text() } else { entry }
    }

    /// The same without the abstract: what was read from it, with its quotations at their places.
    pub fn without_text(&self) -> Self {
        if self.is_hash_only() {
            return self.clone();
        }
        let extraction = extract(&self.text);
        let results = results::write(&self.text, &extraction);
        let mut fields = Map::new();
        for (name, value) in &self.fields {
            match name.as_str() {
                "title_marks" => {}
                "abstract" => {
                    fields.extend(results.clone());
                }
                _ => {
                    fields.insert(name.clone(), value.clone());
                }
            }
        }
        let text = blank::text(self.title(), &fields).unwrap_or_default();
        Self {
            fields,
            names: self.names.clone(),
            flags: self.flags.clone(),
            text,
            findings: Some(extraction),
        }
    }

    /// Whether two lines are of the same bytes of a record.
    pub fn same_record(&self, other: &Entry) -> bool {
        let hash = |entry: &Entry| entry.fields.get("record").and_then(|r| r.get("sha256")).cloned();
        hash(self) == hash(other)
    }

    /// Of a line's fields.
    pub(super) fn read(fields: Map<String, Value>) -> Result<Self, String> {
        let wrong = |name: &str| format!("`{name}` is not as a lock file has it");
        let list = |name: &str| {
            let list = fields.get(name).and_then(Value::as_array).ok_or_else(|| wrong(name))?;
            list.iter().map(|v| v.as_str().ok_or_else(|| wrong(name))).collect::<Result<Vec<&str>, _>>()
        };
        let names: Vec<Cited> =
            list("names")?.iter().map(|n| n.parse()).collect::<Result<_, _>>().map_err(|_| wrong("names"))?;
        if names.is_empty() {
            return Err(wrong("names"));
        }
        let flag = |name: &&str| Flag::ALL.into_iter().find(|f| f.name() == *name);
        let flags: Vec<Flag> =
            list("flags")?.iter().map(flag).collect::<Option<_>>().ok_or_else(|| wrong("flags"))?;
        let title = fields.get("title").and_then(Value::as_str).ok_or_else(|| wrong("title"))?;
        fields.get("text_sha256").and_then(Value::as_str).ok_or_else(|| wrong("text_sha256"))?;
        fields.get("record").and_then(Value::as_object).ok_or_else(|| wrong("record"))?;
        let (text, findings) = if fields.contains_key("abstract") {
            (body::read(title, &fields).ok_or_else(|| wrong("abstract"))?, None)
        } else {
            let (text, read) = results::read(title, &fields).map_err(wrong)?;
            (text, Some(read))
        };
        Ok(Self { names, flags, text, findings, fields })
    }

    /// The line, without its end.
    pub fn line(&self) -> String {
        line::write(&self.fields)
    }

    /// The names it answers to.
    pub fn names(&self) -> &[Cited] {
        &self.names
    }

    /// The name it is sorted and told apart by.
    pub fn first(&self) -> String {
        self.names.first().map(ToString::to_string).unwrap_or_default()
    }

    /// For messages: `PMID 39652675`, else its first name.
    pub fn label(&self) -> String {
        match self.names.first() {
            Some(Cited::Known(Identifier::Pmid(pmid))) => format!("PMID {pmid}"),
            _ => self.first(),
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.text.title()
    }

    /// What a reader must know of it.
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// Its title and abstract; of a line without text, those words of them that findings quote, at their places.
    pub fn text(&self) -> &Abstract {
        &self.text
    }

    /// Whether it holds hashes and findings alone.
    pub fn is_hash_only(&self) -> bool {
        self.findings.is_some()
    }

    /// What it reports: read from its text, or as it was read when it was locked.
    pub fn extraction(&self) -> Extraction {
        self.findings.clone().unwrap_or_else(|| extract(&self.text))
    }

    /// Takes one more name in, or several out: a trial's number that is cited, or is so no longer.
    pub fn rename(&mut self, add: &[Cited], keep: impl Fn(&Cited) -> bool) {
        self.names.retain(keep);
        for name in add {
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
        self.names.sort_by_key(place);
        self.fields.insert("names".to_owned(), self.names.iter().map(ToString::to_string).collect());
    }

    /// What is different in another line of the same source.
    pub fn changes(&self, now: &Entry) -> Vec<Change> {
        let mut out = Vec::new();
        if self.fields.get("text_sha256") != now.fields.get("text_sha256") {
            out.push(Change::Text);
        }
        if self.flags != now.flags {
            out.push(Change::Flags);
        }
        // A name that only a catalogue gave it is none of its own.
        let own = |entry: &Entry| {
            let trial = |name: &&Cited| !matches!(name, Cited::Known(Identifier::Nct(_)));
            entry.names.iter().filter(trial).cloned().collect::<Vec<_>>()
        };
        if own(self) != own(now) {
            out.push(Change::Identifiers);
        }
        out
    }
}

/// The record's own names, and those that led to it.
fn names(record: &Record, cited: &[Cited]) -> Vec<Cited> {
    let mut names: Vec<Cited> = Vec::new();
    names.extend(record.pmid.map(|pmid| Cited::Known(Identifier::Pmid(pmid))));
    names.extend(record.dois.iter().map(|own| Cited::Known(Identifier::Doi(own.doi.clone()))));
    names.extend(record.pmcid.map(|pmcid| Cited::Known(Identifier::Pmcid(pmcid))));
    names.extend(record.given_id.clone().map(Cited::Given));
    names.extend(cited.iter().cloned());
    // A name that is no name when it is read again would make the line unreadable.
    names.retain(|name| name.to_string().parse().as_ref() == Ok(name));
    let mut once: Vec<Cited> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.sort_by_key(place);
    once
}

/// The order of names: as findable, then as stable.
fn place(name: &Cited) -> u8 {
    match name {
        Cited::Known(Identifier::Pmid(_)) => 0,
        Cited::Known(Identifier::Doi(_)) => 1,
        Cited::Known(Identifier::Pmcid(_)) => 2,
        Cited::Given(_) => 3,
        Cited::Known(_) => 4,
    }
}

/// Seconds since 1970 as a reviewer reads them: `2026-11-26T01:40:00Z`.
fn moment(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_string())
}
