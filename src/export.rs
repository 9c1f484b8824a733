//! Findings and articles in the forms other programs read. One file a format.

pub mod article;
#[cfg(feature = "catalogue")]
pub mod claims;
pub mod findings;
#[cfg(feature = "catalogue")]
pub mod github;
#[cfg(feature = "catalogue")]
pub mod junit;
pub mod rows;
pub mod sarif;
pub mod schema;
pub mod verdicts;
