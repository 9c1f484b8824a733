//! Arguments of `litx query`.

use clap::{Args, ValueEnum};

use super::MinGrade;
use crate::cli::query::named;
use crate::finding::Measure;
use crate::id::Nct;
use crate::store::search::{Order, Range, Times, Words};

pub(crate) const QUERY: &str = "Examples:
  litx query daratumumab smoldering
  litx query '\"heart failure\" AND (mortality OR death*) NOT title:mice' --type rct --year 2015..
  litx query statin* --measure hr --outcome mortality --upper-below 1 --n 1000.. --format csv > statins.csv
  litx query --measure or --value 2.. --p-below 0.05 --time '5 years' --sort value
  litx query --failed=containment --year 2020.. --articles
  litx query --sql 'SELECT measure, count(*) FROM estimate GROUP BY measure'

Words stand side by side, or with AND, OR, NOT and brackets; \"…\" for words in this order, a star at the end of a word for
any ending. A field goes in front: title: abstract: mesh: type: journal: author:. Without one a word is looked for in title,
abstract and subject headings. Hyphens, dots and apostrophes are no syntax.

Ranges are 2015..2024, ..0.8 (at most), 300.. (at least) or 95, ends included. Everything asked of results must hold of one
and the same result. Of several measures, kinds, units, types, journals or trials any will do; every --mesh and --author must
be there.

Nothing that fits is no error: exit code 0, and a note.";

/// What is asked of the store.
#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// Words of the article
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,

    /// An estimate of this measure: hr, or, rr, md, hazard_ratio, …
    #[arg(long, value_name = "MEASURE", value_parser = named::measure, help_heading = RESULTS)]
    pub(crate) measure: Vec<Measure>,
    /// A result of this kind
    #[arg(long, value_name = "KIND", value_parser = named::kind, help_heading = RESULTS)]
    pub(crate) kind: Vec<&'static str>,
    /// Its value within a range
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true, help_heading = RESULTS)]
    pub(crate) value: Option<Range>,
    /// Its value below a number
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, help_heading = RESULTS)]
    pub(crate) value_below: Option<f64>,
    /// Its value above a number
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, help_heading = RESULTS)]
    pub(crate) value_above: Option<f64>,
    /// The upper end of its interval below a number
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, help_heading = RESULTS)]
    pub(crate) upper_below: Option<f64>,
    /// The lower end of its interval above a number
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true, help_heading = RESULTS)]
    pub(crate) lower_above: Option<f64>,
    /// Its interval leaves out no difference: 1 for ratios, 0 for differences
    #[arg(long, help_heading = RESULTS)]
    pub(crate) excludes_null: bool,
    /// P surely below a number (P<0.05 is below 0.05, P>0.01 is not)
    #[arg(long, value_name = "NUMBER", help_heading = RESULTS)]
    pub(crate) p_below: Option<f64>,
    /// P surely not below a number
    #[arg(long, value_name = "NUMBER", help_heading = RESULTS)]
    pub(crate) p_above: Option<f64>,
    /// The level of its interval, in per cent
    #[arg(long, value_name = "RANGE", help_heading = RESULTS)]
    pub(crate) level: Option<Range>,
    /// Words of what was measured
    #[arg(long, value_name = "WORDS", value_parser = phrase, help_heading = RESULTS)]
    pub(crate) outcome: Option<(String, Words)>,
    /// Words of the group it is of
    #[arg(long, value_name = "WORDS", value_parser = phrase, help_heading = RESULTS)]
    pub(crate) arm: Option<(String, Words)>,
    /// Words of the group it is compared with
    #[arg(long, value_name = "WORDS", value_parser = phrase, help_heading = RESULTS)]
    pub(crate) comparator: Option<(String, Words)>,
    /// When: '5 years', '1..5 years', '6 months..' (60 months are 5 years)
    #[arg(long, value_name = "TIME", help_heading = RESULTS)]
    pub(crate) time: Option<Times>,
    /// A share in per cent, as printed or as its counts give it
    #[arg(long, value_name = "RANGE", help_heading = RESULTS)]
    pub(crate) percent: Option<Range>,
    /// How many of a share had it
    #[arg(long, value_name = "RANGE", help_heading = RESULTS)]
    pub(crate) events: Option<Range>,
    /// Its unit, as printed
    #[arg(long, value_name = "UNIT", help_heading = RESULTS)]
    pub(crate) unit: Vec<String>,

    /// How many took part
    #[arg(long, value_name = "RANGE", conflicts_with_all = ["n_min", "n_max"], help_heading = ARTICLES)]
    pub(crate) n: Option<Range>,
    /// How many took part, at least
    #[arg(long, value_name = "NUMBER", help_heading = ARTICLES)]
    pub(crate) n_min: Option<u32>,
    /// How many took part, at most
    #[arg(long, value_name = "NUMBER", help_heading = ARTICLES)]
    pub(crate) n_max: Option<u32>,
    /// Published in these years
    #[arg(long, value_name = "RANGE", help_heading = ARTICLES)]
    pub(crate) year: Option<Range>,
    /// Publication type: rct, meta-analysis, review, …, or PubMed's whole name
    #[arg(long, value_name = "TYPE", value_parser = named::publication_type, help_heading = ARTICLES)]
    pub(crate) r#type: Vec<String>,
    /// Journal by its abbreviation ('N Engl J Med'), or its beginning and a star
    #[arg(long, value_name = "NAME", value_parser = worded, help_heading = ARTICLES)]
    pub(crate) journal: Vec<String>,
    /// Subject heading, by its whole name
    #[arg(long, value_name = "HEADING", value_parser = worded, help_heading = ARTICLES)]
    pub(crate) mesh: Vec<String>,
    /// Author: 'Dimopoulos', 'Dimopoulos MA'
    #[arg(long, value_name = "NAME", value_parser = worded, help_heading = ARTICLES)]
    pub(crate) author: Vec<String>,
    /// Trial: NCT01234567
    #[arg(long, value_name = "NUMBER", help_heading = ARTICLES)]
    pub(crate) nct: Vec<Nct>,
    /// Retracted
    #[arg(long, conflicts_with = "not_retracted", help_heading = ARTICLES)]
    pub(crate) retracted: bool,
    /// Not retracted
    #[arg(long, help_heading = ARTICLES)]
    pub(crate) not_retracted: bool,
    /// Numbers that do not fit together, by any check or by this one (`--failed=containment`)
    #[arg(long, value_name = "CHECK", num_args = 0..=1, require_equals = true, default_missing_value = "", value_parser = named::check, help_heading = ARTICLES)]
    pub(crate) failed: Vec<Option<&'static str>>,
    /// So gravely, at least
    #[arg(long, value_enum, value_name = "GRADE", default_value_t = MinGrade::Warn, requires = "failed", help_heading = ARTICLES)]
    pub(crate) min_grade: MinGrade,
    /// With its abstract
    #[arg(long, help_heading = ARTICLES)]
    pub(crate) has_abstract: bool,

    /// Give articles, one a line or row, and not their results
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) articles: bool,
    /// In which order
    #[arg(long, value_enum, default_value_t = Sort::Newest, value_name = "ORDER", help_heading = OUTPUT)]
    pub(crate) sort: Sort,
    /// Articles at most (results, where these are sorted); 0 for all [default: 20 in a table, else all]
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    pub(crate) limit: Option<usize>,
    /// Pass over the first
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = OUTPUT)]
    pub(crate) offset: usize,
    /// Go on behind this article, newest first
    #[arg(long, value_name = "PMID", conflicts_with = "offset", help_heading = OUTPUT)]
    pub(crate) after: Option<i64>,
    /// How many articles and results fit, and nothing else
    #[arg(long, conflicts_with_all = ["explain", "limit", "offset", "after"], help_heading = OUTPUT)]
    pub(crate) count: bool,
    /// Show the SQL with its parameters and how SQLite goes about it; search nothing
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) explain: bool,
    /// One SQL statement of your own, which can only read (schema.sql names tables and views)
    #[arg(long, value_name = "SELECT", conflicts_with_all = OTHERS, help_heading = OUTPUT)]
    pub(crate) sql: Option<String>,
}

/// What cannot stand beside a statement of one's own.
const OTHERS: &[&str] = &[
    "words",
    "measure",
    "kind",
    "value",
    "value_below",
    "value_above",
    "upper_below",
    "lower_above",
    "excludes_null",
    "p_below",
    "p_above",
    "level",
    "outcome",
    "arm",
    "comparator",
    "time",
    "percent",
    "events",
    "unit",
    "n",
    "n_min",
    "n_max",
    "year",
    "type",
    "journal",
    "mesh",
    "author",
    "nct",
    "retracted",
    "not_retracted",
    "failed",
    "has_abstract",
    "articles",
    "limit",
    "after",
    "count",
    "explain",
];
const RESULTS: &str = "Results: all of one and the same";
const ARTICLES: &str = "Articles";
const OUTPUT: &str = "Output";

/// Orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// Articles by PMID, falling
    Newest,
    /// How well words fit, among the newest 20,000 hits
    Relevance,
    /// Articles by year, falling
    Year,
    /// Articles that say how many took part, by that, falling
    People,
    /// Results by value, rising
    Value,
    /// Results by P, rising
    P,
}

impl Sort {
    pub(crate) fn order(self) -> Order {
        match self {
            Sort::Newest => Order::Newest,
            Sort::Relevance => Order::Relevance,
            Sort::Year => Order::Year,
            Sort::People => Order::People,
            Sort::Value => Order::Value,
            Sort::P => Order::P,
        }
    }
}

/// Words of a phrase; kept as typed, too, since SQL is given them so.
fn phrase(text: &str) -> Result<(String, Words), String> {
    match Words::of_phrase(text) {
        Ok(words) => Ok((text.to_owned(), words)),
        Err(error) => Err(format!("{error}: {}", error.help)),
    }
}

/// A name with a letter or digit in it.
fn worded(text: &str) -> Result<String, String> {
    if text.contains(char::is_alphanumeric) {
        Ok(text.trim().to_owned())
    } else {
        Err("it names nothing".to_owned())
    }
}
