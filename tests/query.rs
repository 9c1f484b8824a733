//! Searching the store: the language of words, every condition, order and paging, formats, SQL of one's own.

#[path = "query/conditions.rs"]
mod conditions;
#[path = "query/formats.rs"]
mod formats;
#[path = "query/free.rs"]
mod free;
#[path = "query/language.rs"]
mod language;
#[path = "query/paging.rs"]
mod paging;
#[path = "query/place.rs"]
mod place;
#[path = "shared/plain.rs"]
mod plain;
