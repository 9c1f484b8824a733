//! Findings and articles in the forms other programs read. One file a format.

pub mod findings;
