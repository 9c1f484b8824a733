//! JSON Schemas (2020-12) of the machine formats; `tests/schema.rs` holds real output against them.

/// Of a findings document.
pub const FINDINGS: &str = include_str!("schema/findings.json");
/// Of a verdict.
pub const CHECK: &str = include_str!("schema/check.json");
/// Of `fetch --json`.
pub const FETCH: &str = include_str!("schema/fetch.json");
/// Of a catalogue, for editors.
pub const CATALOGUE: &str = include_str!("schema/catalogue.json");
/// Of `verify --json`.
pub const VERIFY: &str = include_str!("schema/verify.json");
/// Of `query --json`.
pub const QUERY: &str = include_str!("schema/query.json");
