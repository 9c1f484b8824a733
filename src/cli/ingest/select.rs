//! `--select`: what of the input is taken. `KEY:THIS,OR THIS`, all conditions must hold.

mod phrase;

use std::fmt;

use crate::cli::query::named;
use crate::finding::Extraction;
use crate::record::Record;
use crate::store::search::Range;
use phrase::Phrase;

/// One condition; one of its alternatives must hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    Year(Vec<Range>),
    /// Publication types by name or number, in lower case.
    Type(Vec<String>),
    /// Words of title and abstract.
    Words(Vec<Phrase>),
    Has(Vec<Part>),
    /// PubMed's codes of languages.
    Lang(Vec<String>),
    /// Journals by any of their names, in lower case and without dots.
    Journal(Vec<String>),
}

/// What an article may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Abstract,
    /// The number of a registered trial.
    Trial,
    /// Any result.
    Finding,
    /// A result of this kind.
    Kind(&'static str),
}

impl Condition {
    /// Reads `year:2015..2024`, `type:rct`, `words:heart failure,thrombo*`, …
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        const KEYS: &str = "year:, type:, words:, has:, lang: or journal:";
        let (key, rest) = text.split_once(':').ok_or_else(|| format!("it begins with {KEYS}"))?;
        let given = alternatives(rest)?;
        Ok(match key.trim() {
            "year" => Condition::Year(all(&given, |text| text.parse::<Range>().map_err(|e| e.to_string()))?),
            "type" => Condition::Type(all(&given, |text| Ok(named::publication_type(text)?.to_lowercase()))?),
            "words" => Condition::Words(all(&given, Phrase::parse)?),
            "has" => Condition::Has(all(&given, Part::parse)?),
            "lang" => Condition::Lang(all(&given, |text| Ok(text.to_lowercase()))?),
            "journal" => Condition::Journal(all(&given, |text| Ok(plain_journal(text)))?),
            other => return Err(format!("`{other}:` is no condition; it begins with {KEYS}")),
        })
    }

    /// Whether a record may be taken; `true` where its results have to be known.
    fn of_record(&self, record: &Record) -> bool {
        match self {
            Condition::Year(years) => {
                record.dates.year().is_some_and(|year| years.iter().any(|range| holds(range, year)))
            }
            Condition::Type(names) => record.types.iter().any(|term| {
                names
                    .iter()
                    .any(|name| *name == term.name.to_lowercase() || term.ui.eq_ignore_ascii_case(name))
            }),
            Condition::Words(phrases) => Phrase::any(phrases, record.text.as_str()),
            Condition::Has(parts) => parts.iter().any(|part| part.of_record(record) != Some(false)),
            Condition::Lang(codes) => {
                record.languages.iter().any(|language| codes.contains(&language.to_lowercase()))
            }
            Condition::Journal(names) => {
                let journal = &record.journal;
                let own = [&journal.iso, &journal.medline, &journal.title];
                own.into_iter().flatten().any(|name| names.contains(&plain_journal(name)))
            }
        }
    }

    fn of_results(&self, record: &Record, read: &Extraction) -> bool {
        let Condition::Has(parts) = self else { return true };
        parts.iter().any(|part| part.of_record(record).unwrap_or_else(|| part.of_results(read)))
    }
}

impl Part {
    fn parse(text: &str) -> Result<Self, String> {
        let name = text.to_lowercase().replace([' ', '-'], "_");
        Ok(match name.as_str() {
            "abstract" => Part::Abstract,
            "trial" | "nct" => Part::Trial,
            "finding" => Part::Finding,
            name => Part::Kind(named::kind(name).map_err(|kinds| {
                format!("`{text}` is none of abstract, trial, finding, or a kind of result: {kinds}")
            })?),
        })
    }

    /// What the record alone tells; nothing where its results have to be known.
    fn of_record(self, record: &Record) -> Option<bool> {
        match self {
            Part::Abstract => Some(!record.text.sections().is_empty()),
            Part::Trial => Some(!record.trials.is_empty()),
            Part::Finding | Part::Kind(_) => None,
        }
    }

    fn of_results(self, read: &Extraction) -> bool {
        match self {
            Part::Kind(kind) => read.findings.iter().any(|finding| finding.result.kind() == kind),
            _ => !read.findings.is_empty(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Part::Abstract => "abstract",
            Part::Trial => "trial",
            Part::Finding => "finding",
            Part::Kind(kind) => kind,
        }
    }
}

/// Whether a record may be taken, before anything is read from its text.
pub(super) fn of_record(conditions: &[Condition], record: &Record) -> bool {
    conditions.iter().all(|condition| condition.of_record(record))
}

/// Whether a record that may be taken is taken, now that its results are known.
pub(super) fn of_results(conditions: &[Condition], record: &Record, read: &Extraction) -> bool {
    conditions.iter().all(|condition| condition.of_results(record, read))
}

/// One way to write it, whatever way it was given: files are read again where it changes.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, mut values): (&str, Vec<String>) = match self {
            Condition::Year(years) => ("year", years.iter().map(written).collect()),
            Condition::Type(names) => ("type", names.clone()),
            Condition::Words(phrases) => ("words", phrases.iter().map(ToString::to_string).collect()),
            Condition::Has(parts) => ("has", parts.iter().map(|part| part.name().to_owned()).collect()),
            Condition::Lang(codes) => ("lang", codes.clone()),
            Condition::Journal(names) => ("journal", names.clone()),
        };
        values.sort();
        values.dedup();
        let quoted = values.iter().map(|v| if v.contains(',') { format!("\"{v}\"") } else { v.clone() });
        write!(f, "{key}:{}", quoted.collect::<Vec<_>>().join(","))
    }
}

fn all<T>(given: &[String], read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    given.iter().map(|text| read(text)).collect()
}

fn holds(range: &Range, year: i32) -> bool {
    let year = f64::from(year);
    range.low.is_none_or(|low| low <= year) && range.high.is_none_or(|high| year <= high)
}

fn written(range: &Range) -> String {
    let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    if range.low == range.high { end(range.low) } else { format!("{}..{}", end(range.low), end(range.high)) }
}

/// `N. Engl. J. Med.` and `N Engl J Med` are one journal.
fn plain_journal(name: &str) -> String {
    name.to_lowercase().replace('.', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The alternatives between commas; quotation marks keep a comma in one.
fn alternatives(text: &str) -> Result<Vec<String>, String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match (c, out.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => out.push(String::new()),
            (c, Some(last)) => last.push(c),
            (_, None) => {}
        }
    }
    let out: Vec<String> = out.iter().map(|one| one.trim().to_owned()).collect();
    if quoted {
        return Err("a quotation mark is not closed".to_owned());
    }
    if out.iter().any(String::is_empty) {
        return Err("nothing stands behind the colon, or between two commas".to_owned());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::parse::{Format, Item, items};

    const RECORD: &str = r#"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
        <Journal><JournalIssue><PubDate><Year>2019</Year></PubDate></JournalIssue><Title>The annals of thrombosis, and beyond</Title><ISOAbbreviation>Ann. Thromb.</ISOAbbreviation></Journal>
        <ArticleTitle>Herbadine in Heart-Failure</ArticleTitle><Abstract><AbstractText>The hazard ratio was 0.80 (95% CI, 0.70 to 0.91) with Éclairine.</AbstractText></Abstract>
        <Language>eng</Language><PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"#;

    fn taken(texts: &[&str]) -> bool {
        let Some(Ok(Item::Record(parsed))) = items(Format::PubmedXml, RECORD.as_bytes()).next() else {
            panic!("a record")
        };
        let conditions: Vec<Condition> = texts
            .iter()
            .map(|text| Condition::parse(text).unwrap_or_else(|e| panic!("{text}: {e}")))
            .collect();
        let record = parsed.record;
        of_record(&conditions, &record) && of_results(&conditions, &record, &extract(&record.text))
    }

    #[test]
    fn what_holds_and_what_does_not() {
        for text in [
            "year:2019",
            "year:2015..2024",
            "year:2019..",
            "year:..2019",
            "year:1999,2018..2019",
            "type:rct",
            "type:Randomized Controlled Trial",
            "type:D016449",
            "type:review,RCT",
            "words:herbadine",
            "words:heart failure",
            "words:HEART-FAILURE",
            "words:ratio was",
            "words:herb*",
            "words:x,éclairine",
            "has:estimate",
            "has:finding",
            "has:abstract",
            "has:trial,estimate",
            "lang:eng",
            "lang:ger,ENG",
            "journal:Ann Thromb",
            "journal:\"the annals of thrombosis, and beyond\"",
        ] {
            assert!(taken(&[text]), "{text}");
        }
        for text in [
            "year:2020..",
            "year:..2018",
            "type:review",
            "type:trial",
            "words:herb",
            "words:failure heart",
            "words:in failure",
            "words:thromb*",
            "has:proportion",
            "has:trial",
            "lang:ger",
            "journal:Thromb",
        ] {
            assert!(!taken(&[text]), "{text}");
        }
        assert!(taken(&["year:2019", "type:rct", "has:estimate"]));
        assert!(!taken(&["year:2019", "type:rct", "has:p_value"]));
        assert!(taken(&[]));
    }

    #[test]
    fn what_is_no_condition_is_refused_with_a_reason() {
        for (text, reason) in [
            ("2015..2024", "begins with year:"),
            ("since:2015", "`since:` is no condition"),
            ("year:soon", "`soon` is no number"),
            ("year:2024..2015", "begins above its end"),
            ("year:..", "has no end"),
            ("words:", "nothing stands"),
            ("words:a,,b", "nothing stands"),
            ("words:--", "holds no word"),
            ("has:luck", "is none of abstract"),
            ("journal:\"Ann", "not closed"),
        ] {
            let error = Condition::parse(text).expect_err(text);
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn one_condition_has_one_name() {
        let name = |text: &str| Condition::parse(text).map(|c| c.to_string());
        assert_eq!(name("type:RCT, review"), name("type:review,Randomized Controlled Trial"));
        assert_eq!(name("year:2015 .. 2024").as_deref(), Ok("year:2015..2024"));
        for text in [
            "journal:\"a, b\",c",
            "words:heart failure,thromb*",
            "has:estimate,trial",
            "year:..1999,2020,2022..",
        ] {
            let once = name(text).expect("a condition");
            assert_eq!(name(&once), Ok(once.clone()), "{text}");
        }
    }
}
