//! litx reads the results out of the abstracts of clinical trials: sample sizes, hazard ratios with their intervals
//! and P values, proportions by arm, follow-up — each number with its exact place in the text — and checks them
//! against each other.
//!
//! Data walks one way: an identifier leads to a raw record ([`source`]), the record is parsed ([`parse`]) into an
//! article with one canonical text ([`record`]), results are read from it and checked ([`check`]).

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod export;
pub mod extract;
pub mod finding;
pub mod id;
pub mod lex;
pub mod parse;
pub mod record;
pub mod source;
#[cfg(feature = "store")]
pub mod store;
pub mod text;
#[cfg(feature = "cli")]
pub mod view;
