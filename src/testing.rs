//! Numbers in tests, held against what their source prints.
//!
//! ```
//! use litx::testing::{Article, ci};
//!
//! let article = Article::new(
//!     "A trial of tolvarin",
//!     "The hazard ratio for progression or death was 0.71 (95% CI, 0.55 to 0.92; P = 0.009).",
//! );
//! article.hazard_ratio("progression or death").p("0.009").assert_printed("0.71", ci("0.55", "0.92"));
//! ```
//!
//! A number that the source does not print fails the test with the message of `litx verify`: what the source prints, its
//! words, and the slip that would explain the difference. Numbers are text, so that their digits count: 0.50 is not 0.5.

use serde_json::{Map, Value, json};

use crate::catalogue::{Catalogue, Language};
use crate::extract::extract;
use crate::finding::Extraction;
use crate::record::{Abstract, Record};
use crate::verify::{Read, Standing, verify};

#[cfg(feature = "files")]
mod source;

#[cfg(feature = "files")]
pub use source::Source;

/// An article, read once.
#[derive(Clone, Debug)]
pub struct Article {
    text: Abstract,
    extraction: Extraction,
}

/// An interval for [`Expected::assert_printed`]: both limits as printed.
pub fn ci(low: &str, high: &str) -> [String; 2] {
    [low.to_owned(), high.to_owned()]
}

impl Article {
    /// A title and an abstract.
    pub fn new(title: &str, text: &str) -> Self {
        let mut article = Abstract::new(title);
        article.push(None, None, text);
        Self::of_text(article)
    }

    /// A parsed record.
    pub fn of(record: &Record) -> Self {
        Self::of_text(record.text.clone())
    }

    /// A text that is already one.
    pub fn of_text(text: Abstract) -> Self {
        let extraction = extract(&text);
        Self { text, extraction }
    }

    /// What was read from it.
    pub fn extraction(&self) -> &Extraction {
        &self.extraction
    }

    /// An estimate of a measure, by any of its names: `hazard ratio`, `MD`.
    pub fn estimate(&self, measure: &str, outcome: &str) -> Expected<'_> {
        Expected::new(self, "value").with("measure", json!(measure)).with("outcome", json!(outcome))
    }

    /// A hazard ratio.
    pub fn hazard_ratio(&self, outcome: &str) -> Expected<'_> {
        self.estimate("hazard ratio", outcome)
    }

    /// An odds ratio.
    pub fn odds_ratio(&self, outcome: &str) -> Expected<'_> {
        self.estimate("odds ratio", outcome)
    }

    /// A risk ratio.
    pub fn risk_ratio(&self, outcome: &str) -> Expected<'_> {
        self.estimate("risk ratio", outcome)
    }

    /// A mean difference.
    pub fn mean_difference(&self, outcome: &str) -> Expected<'_> {
        self.estimate("mean difference", outcome)
    }

    /// A percentage of people.
    pub fn percent(&self, outcome: &str) -> Expected<'_> {
        Expected::new(self, "proportion/percent").with("outcome", json!(outcome))
    }

    /// A number of people with an outcome.
    pub fn count(&self, outcome: &str) -> Expected<'_> {
        Expected::new(self, "proportion/count").with("outcome", json!(outcome))
    }

    /// A number of people in the trial.
    pub fn participants(&self) -> Expected<'_> {
        Expected::new(self, "n")
    }

    /// A median.
    pub fn median(&self, outcome: &str) -> Expected<'_> {
        Expected::new(self, "quantity/median").with("outcome", json!(outcome))
    }

    /// A mean.
    pub fn mean(&self, outcome: &str) -> Expected<'_> {
        Expected::new(self, "quantity/mean").with("outcome", json!(outcome))
    }

    /// The median time people were followed.
    pub fn median_follow_up(&self) -> Expected<'_> {
        Expected::new(self, "follow_up/median")
    }

    /// Holds words against the text, sign by sign.
    ///
    /// # Panics
    /// If the text does not say so.
    #[track_caller]
    pub fn assert_says(&self, words: &str) {
        self.assert_claim(&json!({"quote": words}));
    }

    /// Holds a claim as catalogues write it (without `id` and `source`) against the article.
    ///
    /// # Panics
    /// If it is no claim, or the article does not support it.
    #[track_caller]
    pub fn assert_claim(&self, claim: &Value) {
        if let Err(message) = self.hold(claim) {
            panic!("{message}");
        }
    }

    /// The message of a claim that does not stand.
    fn hold(&self, claim: &Value) -> Result<(), String> {
        let mut whole = json!({"id": "this number", "source": "id:test"});
        for (name, value) in claim.as_object().into_iter().flatten() {
            whole[name] = value.clone();
        }
        let document = json!({"schema": "litx.catalogue/1", "claims": [whole]}).to_string();
        let catalogue = Catalogue::read("test", document, Language::Json)
            .map_err(|faults| faults.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join("; "))?;
        let read = Read::new(&self.text, &self.extraction);
        let verified = verify(&catalogue.claims[0], &read);
        if verified.standing == Standing::Supported {
            return Ok(());
        }
        let slip = verified.slip.map_or_else(String::new, |slip| format!(" ({slip}?)"));
        let quote = verified
            .quote
            .map_or_else(String::new, |span| format!("\n  = \"{}\"", span.of(self.text.as_str())));
        Err(format!("{}: {}{slip}{quote}", verified.standing.words(), verified.message))
    }
}

/// A number that is expected of an article, with its context; nothing is compared before an `assert`.
#[derive(Clone, Debug)]
#[must_use = "nothing is compared before an assert"]
pub struct Expected<'a> {
    article: &'a Article,
    /// Where its main number stands in a claim.
    main: &'static str,
    claim: Map<String, Value>,
}

impl<'a> Expected<'a> {
    fn new(article: &'a Article, main: &'static str) -> Self {
        Self { article, main, claim: Map::new() }
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.claim.insert(name.to_owned(), value);
        self
    }

    /// The group it is of.
    pub fn arm(self, arm: &str) -> Self {
        self.with("arm", json!(arm))
    }

    /// The group it is held against.
    pub fn against(self, comparator: &str) -> Self {
        self.with("comparator", json!(comparator))
    }

    /// The time it is tied to: `5 years`.
    pub fn at(self, time: &str) -> Self {
        self.with("time", json!(time))
    }

    /// The step of the trial people are counted at: `randomized`.
    pub fn role(self, role: &str) -> Self {
        self.with("role", json!(role))
    }

    /// Its P value with its operator: `<0.001`.
    pub fn p(self, p: &str) -> Self {
        self.with("p", json!(p))
    }

    /// The level of its interval, where it is not 95.
    pub fn level(self, level: &str) -> Self {
        self.with("level", json!(level))
    }

    /// The article prints this number, with this interval.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn assert_printed(mut self, value: &str, interval: [String; 2]) {
        let table = self.main.split_once('/').map(|(table, _)| table);
        match table.filter(|table| *table == "quantity") {
            Some(table) => {
                self.claim.entry(table).or_insert_with(|| json!({}))["ci"] = json!(interval);
            }
            None => self = self.with("ci", json!(interval)),
        }
        self.assert(value);
    }

    /// The article prints this number.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn assert(mut self, value: &str) {
        match self.main.split_once('/') {
            Some((table, name)) => {
                self.claim.entry(table).or_insert_with(|| json!({}))[name] = json!(value);
            }
            None => {
                self.claim.insert(self.main.to_owned(), json!(value));
            }
        }
        self.article.assert_claim(&Value::Object(self.claim));
    }
}
