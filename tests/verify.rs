//! `litx verify`, run whole over the project's own records: verdicts, reports, ratchet.

#[path = "verify/broken.rs"]
mod broken;
#[path = "verify/mapped.rs"]
mod mapped;
#[path = "verify/place.rs"]
mod place;
#[path = "shared/plain.rs"]
mod plain;
#[path = "verify/ratchet.rs"]
mod ratchet;
#[path = "verify/reports.rs"]
mod reports;
#[path = "verify/verdicts.rs"]
mod verdicts;
