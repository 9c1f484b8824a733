//! Scenario files: what the service holds and does wrong, what litx is asked, what it must answer.
//! The format is described in `fixtures/eutils/README.md`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::article::Article;
use super::store::Store;
use super::{Server, Switches, UnknownDoi};

/// One scenario file.
#[derive(Clone, Debug)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) shows: String,
    pub(crate) store: Store,
    pub(crate) switches: Switches,
    /// Route and script.
    pub(crate) faults: Vec<(String, String)>,
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) runs: Vec<Run>,
}

/// One command line and what must come of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// What stands behind `litx fetch`.
    pub(crate) words: Vec<String>,
    /// The exit codes that are right.
    pub(crate) exit: Vec<i32>,
    /// Input to the PMIDs it must lead to.
    pub(crate) found: Vec<(String, Vec<u32>)>,
    pub(crate) missing: Vec<String>,
    /// Input and the error code, if one is asked for.
    pub(crate) failed: Vec<(String, String)>,
    /// The routes asked, in order, if that is laid down.
    pub(crate) requests: Option<Vec<String>>,
    /// Route (`all` for every one), least and most requests.
    pub(crate) counts: Vec<(String, usize, usize)>,
    /// `ROUTE PARAMETER TEXT`: some request had it.
    pub(crate) sent: Vec<[String; 3]>,
    /// The same: no request had it.
    pub(crate) never_sent: Vec<[String; 3]>,
    /// Parts of what is said to people, and what must not be said.
    pub(crate) says: Vec<String>,
    pub(crate) never_says: Vec<String>,
}

impl Scenario {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a scenario file");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut scenario = Self {
            name: name.clone(),
            shows: String::new(),
            store: Store::default(),
            switches: Switches::default(),
            faults: Vec::new(),
            env: BTreeMap::new(),
            runs: Vec::new(),
        };
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let (key, value) =
                line.split_once(':').unwrap_or_else(|| panic!("{name}: `{line}` has no colon"));
            scenario.line(key.trim(), value.trim());
        }
        assert!(!scenario.shows.is_empty(), "{name} says nothing of what it shows");
        assert!(!scenario.runs.is_empty(), "{name} runs nothing");
        scenario
    }

    fn line(&mut self, key: &str, value: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        match (key, &words[..]) {
            ("shows", _) => self.shows = value.to_owned(),
            ("records", ["made", from]) => self.store.articles.extend(Store::made(number(from), 1).articles),
            ("records", ["made", from, "x", count]) => {
                self.store.articles.extend(Store::made(number(from), number(count)).articles);
            }
            ("records", ["made", from, "doi", ..]) => {
                let doi = value.split_once(" doi ").map_or("", |(_, doi)| doi);
                self.put(with_doi(number(from), doi));
            }
            ("records", ["made", from, "without", "location"]) => {
                let xml = String::from_utf8(Article::made(number(from)).xml()).expect("text");
                let (before, rest) = xml.split_once("<ELocationID").expect("a location");
                let after = rest.split_once("</ELocationID>").expect("an end").1;
                self.put(format!("{before}{after}"));
            }
            ("records", ["made", from, "without", "pmc"]) => {
                let xml = String::from_utf8(Article::made(number(from)).xml()).expect("text");
                let pmc = format!("<ArticleId IdType=\"pmc\">PMC{from}</ArticleId>");
                self.put(xml.replace(&pmc, ""));
            }
            ("records", ["made", from, "trial", nct]) => {
                let xml = String::from_utf8(Article::made(number(from)).xml()).expect("text");
                self.put(xml.replace(&format!("NCT{:08}", number(from) % 100_000_000), nct));
            }
            ("records", ["fixture", pmid]) => self.store.add_fixtures(Some(number(pmid))),
            ("records", ["fixtures"]) => self.store.add_fixtures(None),
            ("gone", _) => {
                for pmid in words {
                    self.store.articles.remove(&number(pmid));
                }
            }
            ("merged", [old, "->", new]) => {
                self.store.merged.insert(number(old), number(new));
            }
            ("switch", words) => self.switch(words),
            ("search", _) => {
                let (term, pmids) = value.split_once(" => ").expect("`search: TERM => PMIDS`");
                let pmids = pmids.split_whitespace().map(number).collect();
                self.switches.canned.insert(term.to_owned(), pmids);
            }
            ("faults", [route, ..]) => {
                let script = value.strip_prefix(route).unwrap_or_default();
                self.faults.push(((*route).to_owned(), script.to_owned()));
            }
            ("env", _) => {
                let (name, value) = value.split_once('=').expect("`env: NAME=VALUE`");
                self.env.insert(name.to_owned(), value.to_owned());
            }
            ("run", words) => {
                self.runs
                    .push(Run { words: words.iter().map(|w| (*w).to_owned()).collect(), ..Run::default() });
            }
            _ => {
                let name = self.name.clone();
                let run =
                    self.runs.last_mut().unwrap_or_else(|| panic!("{name}: `{key}` stands before any run"));
                run.line(&name, key, value, &words);
            }
        }
    }

    fn put(&mut self, xml: String) {
        let article = Article::read(xml.as_bytes());
        self.store.articles.insert(article.pmid, article);
    }

    fn switch(&mut self, words: &[&str]) {
        let switches = &mut self.switches;
        match *words {
            ["unknown-doi", "quoted"] => switches.unknown_doi = UnknownDoi::QuotedPhraseNotFound,
            ["unknown-doi", "citing"] => switches.unknown_doi = UnknownDoi::Citing,
            ["unknown-doi", "unrelated", n] => {
                switches.unknown_doi = UnknownDoi::Unrelated(number(n) as usize)
            }
            ["rungs", ref rungs @ ..] => switches.rungs = rungs.iter().map(|r| (*r).to_owned()).collect(),
            ["unknown-tag", "reported"] => switches.unknown_tag_reported = true,
            ["shuffle"] => switches.shuffle = true,
            ["no-gzip"] => switches.gzip = false,
            ["unbroken-empty-set"] => switches.break_in_empty_set = false,
            ["rate", without, with] => {
                switches.rate = Some((number(without) as usize, number(with) as usize))
            }
            ["retry-after", n] => switches.retry_after = Some(number(n).into()),
            ["keys", ref keys @ ..] => switches.keys = keys.iter().map(|k| (*k).to_owned()).collect(),
            ["idconv", "strings"] => switches.idconv_strings = true,
            ["idconv", "off"] => switches.idconv = false,
            ["europepmc", "off"] => switches.europepmc = false,
            ["cut-over", n] => switches.cut_over = Some(number(n) as usize),
            ["corrupt-number", pmid] => switches.corrupt_number.push(number(pmid)),
            ["corrupt", pmid] => switches.corrupt.push(number(pmid)),
            ["efetch-takes", ms] => switches.efetch_takes = Duration::from_millis(number(ms).into()),
            _ => panic!("{}: no switch `{}`", self.name, words.join(" ")),
        }
    }

    /// Starts the service this scenario asks for.
    pub(crate) fn server(&self) -> Server {
        let server = Server::start(self.store.clone(), self.switches.clone());
        for (route, script) in &self.faults {
            server.script(route, script);
        }
        server
    }
}

impl Run {
    fn line(&mut self, name: &str, key: &str, value: &str, words: &[&str]) {
        let owned = |words: &[&str]| -> Vec<String> { words.iter().map(|w| (*w).to_owned()).collect() };
        let triple = || match *words {
            [route, parameter, ..] => {
                let text =
                    value[route.len()..].trim_start().strip_prefix(parameter).unwrap_or_default().trim();
                [route.to_owned(), parameter.to_owned(), text.to_owned()]
            }
            _ => panic!("{name}: `{key}: ROUTE PARAMETER TEXT`"),
        };
        match key {
            "exit" => self.exit = value.split(" or ").map(|c| c.trim().parse().expect("a code")).collect(),
            "found" => match value.rsplit_once(" = ") {
                Some((input, pmids)) => {
                    self.found.push((input.to_owned(), pmids.split_whitespace().map(number).collect()));
                }
                None => self.found.extend(words.iter().map(|w| ((*w).to_owned(), vec![number(w)]))),
            },
            "missing" => self.missing.extend(owned(words)),
            "failed" => match value.rsplit_once(" = ") {
                Some((input, code)) => self.failed.push((input.to_owned(), code.to_owned())),
                None => self.failed.extend(words.iter().map(|w| ((*w).to_owned(), String::new()))),
            },
            "requests" if words == ["none"] => self.requests = Some(Vec::new()),
            "requests" => self.requests = Some(owned(words)),
            "count" => match *words {
                [route, count] => {
                    let (least, most) = count.split_once("..").unwrap_or((count, count));
                    self.counts.push((route.to_owned(), number(least) as usize, number(most) as usize));
                }
                _ => panic!("{name}: `count: ROUTE N` or `count: ROUTE N..M`"),
            },
            "sent" => self.sent.push(triple()),
            "never sent" => self.never_sent.push(triple()),
            "says" => self.says.push(value.to_owned()),
            "never says" => self.never_says.push(value.to_owned()),
            _ => panic!("{name}: `{key}` is no key"),
        }
    }
}

fn with_doi(pmid: u32, doi: &str) -> String {
    let xml = String::from_utf8(Article::made(pmid).xml()).expect("text");
    let escaped = doi.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    xml.replace(&format!("10.5555/made.{pmid}<"), &format!("{escaped}<"))
}

fn number(word: &str) -> u32 {
    word.parse().unwrap_or_else(|_| panic!("`{word}` is no number"))
}
