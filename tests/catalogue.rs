//! The reader of catalogues: against its JSON Schema, and with any text at all.

#[path = "catalogue/any_text.rs"]
mod any_text;
#[path = "shared/plain.rs"]
mod plain;
#[path = "catalogue/schema.rs"]
mod schema;
