//! `litx catalogue add`: claims from what was read, each with its sentence above it, ready to edit.

use std::collections::HashSet;
use std::path::Path;

use super::draft::{self, HEAD};
use super::lacking;
use crate::catalogue::claim::Cited;
use crate::catalogue::{Catalogue, Language, Lines};
use crate::cli::args::{AddArgs, Global};
use crate::cli::cited::Gathered;
use crate::cli::config::Settings;
use crate::cli::replace::replace;
use crate::cli::report::{self, Failure};
use crate::cli::{Ending, output};
use crate::extract::extract;
use crate::finding::{Finding, Reported};
use crate::id::Identifier;
use crate::record::{Author, Record};
use crate::text::Span;
use crate::verify::{Read, verify};

/// Characters of a line of comment.
const WIDTH: usize = 100;

/// Runs the command.
pub(super) fn run(global: &Global, settings: &Settings, args: &AddArgs) -> Result<Ending, Failure> {
    let mut cited: Vec<Cited> = Vec::new();
    for text in &args.identifiers {
        cited.push(text.parse().map_err(|e: crate::id::IdError| Failure::from(e))?);
    }
    let (before, old) = match &args.to {
        Some(path) => existing(path)?,
        None => (String::new(), None),
    };
    let offline = args.offline || settings.offline()?.is_some();
    let mut gathered = Gathered::new(cited);
    gathered.local(&args.from)?;
    gathered.stored(settings, |_| true)?;
    if !offline {
        gathered.network(settings, global.verbose)?;
    }
    let mut draft = Draft {
        indent: indent(&before, old.as_ref()),
        ids: old.iter().flat_map(|c| &c.claims).map(|claim| claim.id.clone()).collect(),
        old: old.as_ref(),
        text: String::new(),
        written: 0,
        there: 0,
        left: 0,
    };
    let mut seen = HashSet::new();
    for (cited, found) in &gathered.found {
        if seen.insert(&found.raw.provenance.sha256) {
            draft.article(cited, &found.record);
        }
    }
    let ending = lacking(&gathered);
    let Draft { text, written, there, left, .. } = draft;
    if written > 0 {
        match &args.to {
            None => output::text(&format!("{HEAD}{text}"))?,
            Some(path) => append(path, &before, old.as_ref(), &text, written)?,
        }
    }
    if !global.quiet {
        let said = |n: usize, what: &str| if n > 0 { format!(", {n} {what}") } else { String::new() };
        report::note(&format!(
            "{written} claims written{}{}",
            said(there, "already there"),
            said(left, "findings left out, which no claim can say")
        ));
    }
    Ok(ending)
}

/// The catalogue to append to: its text and claims, where there is one.
fn existing(path: &Path) -> Result<(String, Option<Catalogue>), Failure> {
    let name = path.display().to_string();
    if Language::of(&name) != Some(Language::Yaml) {
        return Err(Failure::helped(
            format!("{name}: claims are written in YAML"),
            "name a file .yaml or .yml",
        ));
    }
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok((String::new(), None)),
        Err(e) => return Err(Failure::io(&format!("cannot read {name}"), &e)),
    };
    if text.trim().is_empty() {
        return Ok((String::new(), None));
    }
    match Catalogue::read(&name, text.clone(), Language::Yaml) {
        Ok(catalogue) => Ok((text, Some(catalogue))),
        Err(faults) => {
            let fault = faults.first();
            let place = Lines::new(&text).place(fault.map_or(0, |f| f.at.start));
            let message = fault.map_or("it cannot be read", |f| f.message.as_str());
            Err(Failure::Input {
                message: format!("{name}:{}:{}: {message}", place.line, place.column),
                help: fault.and_then(|f| f.help.clone()),
            })
        }
    }
}

/// Spaces before the dash of a claim.
fn indent(text: &str, old: Option<&Catalogue>) -> usize {
    let last = old.and_then(|catalogue| catalogue.claims.last());
    let line = last.and_then(|claim| text.get(..claim.at.start)?.rsplit('\n').next());
    line.map_or(2, |line| line.len() - line.trim_start().len())
}

/// Writes claims behind those of a file, which stays as it is; a file they cannot stand behind is refused.
fn append(
    path: &Path,
    before: &str,
    old: Option<&Catalogue>,
    claims: &str,
    count: usize,
) -> Result<(), Failure> {
    let text = match old {
        None => format!("{HEAD}{claims}"),
        Some(_) if before.ends_with('\n') => format!("{before}{claims}"),
        Some(_) => format!("{before}\n{claims}"),
    };
    let kept = old.map_or(&[][..], |catalogue| &catalogue.claims[..]);
    let now = Catalogue::read("", text.clone(), Language::Yaml)
        .map(|catalogue| catalogue.claims)
        .unwrap_or_default();
    if now.len() != kept.len() + count || now.get(..kept.len()) != Some(kept) {
        return Err(Failure::helped(
            format!("{}: no claim can be written at its end", path.display()),
            "let `claims:` be its last part, one claim behind the other, each with a dash",
        ));
    }
    replace(path, text.as_bytes())
}

/// Claims on their way into a catalogue.
struct Draft<'a> {
    indent: usize,
    ids: HashSet<String>,
    old: Option<&'a Catalogue>,
    text: String,
    written: usize,
    /// Findings that a claim of the catalogue is of already.
    there: usize,
    /// Findings that no claim can say.
    left: usize,
}

impl Draft<'_> {
    /// Every finding of an article.
    fn article(&mut self, cited: &Cited, record: &Record) {
        if !record.text.has_abstract() {
            report::warning(&format!("{} has no abstract: no claim of it could be verified", record.label()));
            return;
        }
        let extraction = extract(&record.text);
        let read = Read::new(&record.text, &extraction);
        let source = source(cited, record);
        let there = self.there(cited, record, &read);
        let begun = begun(record);
        let sentences = record.text.sentences();
        self.comment(&format!("{} ({})", record.title(), record.label()));
        for (i, finding) in extraction.findings.iter().enumerate() {
            if there.contains(&i) {
                self.there += 1;
                continue;
            }
            let id = self.id(&format!("{begun}-{}", kind(&finding.result)));
            let sentence = sentence(record.text.as_str(), &sentences, finding);
            match draft::claim(&id, &source, finding, &read) {
                Some(lines) => {
                    self.comment(&format!("\"{sentence}\""));
                    self.text += &draft::item(&lines, self.indent);
                    self.ids.insert(id);
                    self.written += 1;
                }
                None => {
                    self.comment(&format!("(not written: {}) \"{sentence}\"", finding.result));
                    self.left += 1;
                }
            }
        }
    }

    /// Findings that claims of the catalogue are supported by.
    fn there(&self, cited: &Cited, record: &Record, read: &Read<'_>) -> HashSet<usize> {
        let own = |name: &Cited| {
            name == cited
                || match name {
                    Cited::Known(Identifier::Pmid(pmid)) => record.pmid == Some(*pmid),
                    Cited::Known(Identifier::Pmcid(pmcid)) => record.pmcid == Some(*pmcid),
                    Cited::Known(Identifier::Doi(doi)) => record.has_doi(doi),
                    Cited::Given(name) => record.given_id.as_ref() == Some(name),
                    Cited::Known(_) => false,
                }
        };
        let claims = self.old.iter().flat_map(|c| &c.claims).filter(|claim| own(&claim.source.value));
        claims.filter_map(|claim| verify(claim, read).finding).collect()
    }

    /// An id that no claim has.
    fn id(&self, begun: &str) -> String {
        let mut n = 1;
        loop {
            let id = format!("{begun}-{n}");
            if !self.ids.contains(&id) {
                return id;
            }
            n += 1;
        }
    }

    /// Words as comment, in lines of bearable length.
    fn comment(&mut self, words: &str) {
        let lead = format!("{}#", " ".repeat(self.indent));
        let mut line = lead.clone();
        for word in words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty())
        {
            if line.len() > lead.len() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.text += &format!("{line}\n");
                line.clone_from(&lead);
            }
            line.push(' ');
            line.push_str(word);
        }
        self.text += &format!("{line}\n");
    }
}

/// How the claims of an article name it: as it was asked for, where that is a name of its own.
fn source(cited: &Cited, record: &Record) -> String {
    match (cited, record.pmid) {
        (Cited::Known(Identifier::Nct(_)), Some(pmid)) => format!("pmid:{pmid}"),
        _ => cited.to_string(),
    }
}

/// How the ids of an article's claims begin: `dimopoulos-2025`, else its number or name.
fn begun(record: &Record) -> String {
    let author = record.authors.iter().find_map(|author| match author {
        Author::Person { last, .. } => Some(last.as_str()),
        Author::Collective { .. } => None,
    });
    let year = record.dates.year();
    let name = match (author, year, record.pmid, &record.given_id) {
        (Some(author), Some(year), ..) => slug(&format!("{author} {year}")),
        (_, _, Some(pmid), _) => pmid.to_string(),
        (.., Some(given)) => slug(given),
        _ => String::new(),
    };
    if name.is_empty() { "claim".to_owned() } else { name }
}

/// Letters and digits in small letters, dashes between.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// What kind of claim, in its id.
fn kind(result: &Reported) -> String {
    match result {
        Reported::Participants(_) => "n".to_owned(),
        Reported::Estimate(e) => slug(&e.measure.words()),
        other => slug(other.kind()),
    }
}

/// The sentence a finding stands in.
fn sentence<'t>(text: &'t str, sentences: &[Span], finding: &Finding) -> &'t str {
    let last = sentences.partition_point(|sentence| sentence.start <= finding.span.start);
    last.checked_sub(1).map_or(finding.span, |i| sentences[i].to(finding.span)).of(text)
}
