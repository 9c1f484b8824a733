//! litx reads the results out of the abstracts of clinical trials: sample sizes, hazard ratios with their intervals
//! and P values, proportions by arm, follow-up — each number with its exact place in the text — and checks them
//! against each other.
//!
//! Data walks one way: an identifier leads to a raw record ([`source`]), the record is parsed ([`parse`]) into an
//! article with one canonical text ([`record`]), results are read from it ([`extract`]) and checked ([`check`]).
//!
//! ```
//! use litx::{check::check, extract::extract, record::Abstract};
//!
//! let mut article = Abstract::new("A trial");
//! let text = "The hazard ratio was 0.49 (95% CI, 0.36 to 0.67; P<0.001).";
//! article.push(Some("RESULTS".into()), None, text);
//!
//! let read = extract(&article);
//! let finding = &read.findings[0];
//! assert_eq!(finding.result.to_string(), "HR 0.49 [0.36, 0.67] 95% P<0.001");
//! assert_eq!(&article.as_str()[finding.span.range()], &text[4..text.len() - 2]);
//!
//! // The interval holds its value, is centred on it, and gives the P value.
//! assert!(check(&article, &read).iter().all(|verdict| verdict.ruling.grade().is_none()));
//! ```

#[cfg(feature = "catalogue")]
pub mod catalogue;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod export;
pub mod extract;
pub mod finding;
pub mod id;
pub mod lex;
#[cfg(feature = "catalogue")]
pub mod lock;
pub mod parse;
pub mod record;
pub mod source;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "catalogue")]
pub mod testing;
pub mod text;
#[cfg(feature = "catalogue")]
pub mod verify;
#[cfg(feature = "cli")]
pub mod view;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
