//! The search language, as much of it as the contract names: quoted and bare phrases with a field tag, ranges, `AND`,
//! `OR`, `NOT` from left to right, parentheses.

use std::collections::BTreeSet;

use super::article::Article;
use super::{State, UnknownDoi};

/// What a search gave.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(crate) pmids: BTreeSet<u32>,
    pub(crate) phrases_not_found: Vec<String>,
    pub(crate) quoted_not_found: Vec<String>,
    pub(crate) fields_not_found: Vec<String>,
}

/// Answers a term.
pub(crate) fn search(state: &State, term: &str) -> Hits {
    let mut reader = Reader { rest: term, state, hits: Hits::default() };
    if let Some(pmids) = state.switches.canned.get(term.trim()) {
        return Hits { pmids: pmids.iter().copied().collect(), ..Hits::default() };
    }
    let pmids = reader.expression();
    Hits { pmids, ..reader.hits }
}

struct Reader<'a> {
    rest: &'a str,
    state: &'a State,
    hits: Hits,
}

/// A phrase as written: its text, whether in quotes, its tag.
struct Phrase {
    text: String,
    quoted: bool,
    tag: String,
}

impl Reader<'_> {
    fn expression(&mut self) -> BTreeSet<u32> {
        let mut found = self.clause();
        loop {
            self.rest = self.rest.trim_start();
            let Some(word) = ["AND", "OR", "NOT"].into_iter().find(|w| word(self.rest, w)) else {
                return found;
            };
            self.rest = &self.rest[word.len()..];
            let other = self.clause();
            found = match word {
                "AND" => found.intersection(&other).copied().collect(),
                "OR" => found.union(&other).copied().collect(),
                _ => found.difference(&other).copied().collect(),
            };
        }
    }

    fn clause(&mut self) -> BTreeSet<u32> {
        self.rest = self.rest.trim_start();
        if let Some(inside) = self.rest.strip_prefix('(') {
            self.rest = inside;
            let found = self.expression();
            self.rest = self.rest.trim_start();
            self.rest = self.rest.strip_prefix(')').unwrap_or(self.rest);
            // A tag after a group means nothing.
            let _ = self.tag();
            return found;
        }
        let Some(first) = self.phrase() else {
            // Something unreadable: it is skipped, as a lenient engine does.
            let mut chars = self.rest.chars();
            chars.next();
            self.rest = chars.as_str();
            return BTreeSet::new();
        };
        let is_range = self.rest.trim_start().starts_with(':');
        if is_range {
            self.rest = &self.rest.trim_start()[1..];
            self.rest = self.rest.trim_start();
            if let Some(second) = self.phrase() {
                return self.range(&first.text, &second.text, &second.tag);
            }
        }
        self.found(&first)
    }

    fn phrase(&mut self) -> Option<Phrase> {
        if let Some(inside) = self.rest.strip_prefix('"') {
            let (text, rest) = inside.split_once('"').unwrap_or((inside, ""));
            let text = text.to_owned();
            self.rest = rest;
            return Some(Phrase { text, quoted: true, tag: self.tag() });
        }
        let end = self.rest.find(['[', '(', ')']).unwrap_or(self.rest.len());
        let words = &self.rest[..end];
        let stop = [" AND ", " OR ", " NOT "].iter().filter_map(|w| words.find(w)).min().unwrap_or(end);
        let text = self.rest[..stop].trim().to_owned();
        self.rest = &self.rest[stop..];
        let tag = self.tag();
        (!text.is_empty() || !tag.is_empty()).then_some(Phrase { text, quoted: false, tag })
    }

    fn tag(&mut self) -> String {
        let trimmed = self.rest.trim_start();
        match trimmed.strip_prefix('[').and_then(|r| r.split_once(']')) {
            Some((tag, rest)) => {
                self.rest = rest;
                tag.trim().to_lowercase()
            }
            None => String::new(),
        }
    }

    fn range(&self, from: &str, to: &str, tag: &str) -> BTreeSet<u32> {
        let articles = &self.state.store.articles;
        if matches!(tag, "uid" | "pmid") {
            let (Ok(from), Ok(to)) = (from.trim().parse::<u32>(), to.trim().parse::<u32>()) else {
                return BTreeSet::new();
            };
            return if from > to {
                BTreeSet::new()
            } else {
                articles.range(from..=to).map(|(p, _)| *p).collect()
            };
        }
        let (from, to) = (date(from, (0, 1, 1)), date(to, (9999, 12, 31)));
        articles.values().filter(|a| (from..=to).contains(&a.entered)).map(|a| a.pmid).collect()
    }

    fn found(&mut self, phrase: &Phrase) -> BTreeSet<u32> {
        let Phrase { text, quoted, tag } = phrase;
        if let Some(pmids) = self.state.switches.canned.get(text) {
            return pmids.iter().copied().collect();
        }
        let all = |keep: &dyn Fn(&Article) -> bool| -> BTreeSet<u32> {
            self.state.store.articles.values().filter(|a| keep(a)).map(|a| a.pmid).collect()
        };
        let lower = text.to_lowercase();
        let is_date = matches!(tag.as_str(), "edat" | "crdt" | "pdat" | "dp" | "mdat" | "mhda");
        if let Some((from, to)) = text.split_once(':')
            && (is_date || matches!(tag.as_str(), "uid" | "pmid"))
        {
            return self.range(from, to, tag);
        }
        let found = match tag.as_str() {
            "sb" if lower == "all" => return all(&|_| true),
            "doi" | "aid" | "lid" => return self.doi(phrase),
            "pmid" | "uid" => text
                .trim()
                .parse()
                .ok()
                .filter(|p| self.state.store.articles.contains_key(p))
                .into_iter()
                .collect(),
            "pmcid" | "pmc" => all(&|a| a.pmcid.as_deref().is_some_and(|p| p.eq_ignore_ascii_case(text))),
            "si" => all(&|a| {
                a.trials.iter().any(|t| t.eq_ignore_ascii_case(text.rsplit('/').next().unwrap_or(text)))
            }),
            "ti" | "title" => all(&|a| a.title.to_lowercase().contains(&lower)),
            "tiab" | "title/abstract" | "tw" | "" | "all fields" | "all" => all(&|a| a.text.contains(&lower)),
            _ if is_date => self.range(text, text, tag),
            unknown => {
                if self.state.switches.unknown_tag_reported {
                    self.hits.fields_not_found.push(unknown.to_owned());
                }
                all(&|a| a.text.contains(&lower))
            }
        };
        if found.is_empty() {
            self.not_found(phrase, *quoted);
        }
        found
    }

    fn doi(&mut self, phrase: &Phrase) -> BTreeSet<u32> {
        let rung = match (phrase.tag.as_str(), phrase.quoted) {
            ("doi", true) => "quoted-doi",
            ("doi", false) => "bare-doi",
            (tag, _) => tag,
        };
        let articles = self.state.store.articles.values();
        let may = self.state.switches.rungs.iter().any(|r| r == rung);
        let found: BTreeSet<u32> = articles
            .filter(|a| {
                may && (a.has_doi(&phrase.text)
                    || (rung == "aid" && a.pmcid.as_deref() == Some(&phrase.text)))
            })
            .map(|a| a.pmid)
            .collect();
        if !found.is_empty() {
            return found;
        }
        match self.state.switches.unknown_doi {
            UnknownDoi::PhraseNotFound => self.not_found(phrase, false),
            UnknownDoi::QuotedPhraseNotFound => self.not_found(phrase, phrase.quoted),
            UnknownDoi::Unrelated(n) => {
                return self.state.store.articles.keys().rev().take(n).copied().collect();
            }
            UnknownDoi::Citing => {
                let articles = self.state.store.articles.values();
                return articles
                    .filter(|a| a.mentions(&phrase.text) && !a.has_doi(&phrase.text))
                    .map(|a| a.pmid)
                    .collect();
            }
        }
        BTreeSet::new()
    }

    fn not_found(&mut self, phrase: &Phrase, as_quoted: bool) {
        let tag = if phrase.tag.is_empty() { String::new() } else { format!("[{}]", phrase.tag) };
        match as_quoted {
            true => self.hits.quoted_not_found.push(format!("\"{}\"{tag}", phrase.text)),
            false => self.hits.phrases_not_found.push(format!("{}{tag}", phrase.text)),
        }
    }
}

fn word(text: &str, wanted: &str) -> bool {
    text.strip_prefix(wanted).is_some_and(|rest| rest.starts_with([' ', '(', '\n']))
}

/// `YYYY`, `YYYY/MM` or `YYYY/MM/DD`; what is missing is taken from `filled`.
pub(crate) fn date(text: &str, filled: (u16, u8, u8)) -> (u16, u8, u8) {
    let mut parts = text.trim().split(['/', '-']).map(|p| p.parse::<u16>().ok());
    let mut next = || parts.next().flatten();
    (next().unwrap_or(filled.0), next().map_or(filled.1, |m| m as u8), next().map_or(filled.2, |d| d as u8))
}
