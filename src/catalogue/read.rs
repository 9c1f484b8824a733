//! From a file's values to claims: every name is known, every claim says one thing of one source.

mod beside;
mod context;
mod form;
mod states;

use std::collections::HashMap;

use super::claim::Claim;
use super::fault::Fault;
use super::node::{Node, Value};
use crate::text::Span;
use form::Form;

/// What the first line of a catalogue says.
pub(super) const SCHEMA: &str = "litx.catalogue/1";

/// Names of a claim.
pub(super) const FIELDS: &[&str] = &[
    "id",
    "source",
    "measure",
    "value",
    "ci",
    "level",
    "p",
    "outcome",
    "arm",
    "arms",
    "comparator",
    "subgroup",
    "time",
    "role",
    "n",
    "proportion",
    "lower",
    "higher",
    "follow_up",
    "quantity",
    "unit",
    "quote",
    "rounded",
    "note",
];

/// The claims of a catalogue.
pub(super) fn claims(root: &Node) -> Result<Vec<Claim>, Vec<Fault>> {
    let mut faults = Vec::new();
    let Value::Table(entries) = &root.value else {
        let message = format!("a catalogue is a table with `schema` and `claims`, this is {}", root.kind());
        return Err(vec![Fault::helped(root.at, message, format!("begin with `schema: {SCHEMA}`"))]);
    };
    for (key, _) in entries {
        if !["schema", "claims", "note"].contains(&key.name.as_str()) {
            faults.push(Fault::unknown(
                key.at,
                "part of a catalogue",
                &key.name,
                &["schema", "claims", "note"],
            ));
        }
    }
    match root.get("schema") {
        Some(node) if node.text() == Some(SCHEMA) => {}
        Some(node) => faults.push(Fault::helped(
            node.at,
            format!("this litx reads `{SCHEMA}`"),
            "update litx, or write the catalogue in this form",
        )),
        None => faults.push(Fault::helped(
            Span::new(root.at.start, root.at.start),
            "the catalogue does not say its schema",
            format!("begin with `schema: {SCHEMA}`"),
        )),
    }
    let mut claims = Vec::new();
    match root.get("claims") {
        Some(Node { value: Value::List(nodes), .. }) => {
            for node in nodes {
                match claim(node) {
                    Ok(claim) => claims.push(claim),
                    Err(mut found) => faults.append(&mut found),
                }
            }
        }
        Some(node) => {
            faults.push(Fault::new(node.at, format!("`claims` is a list, this is {}", node.kind())))
        }
        None => {
            faults.push(Fault::new(Span::new(root.at.start, root.at.start), "the catalogue has no `claims`"))
        }
    }
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for claim in &claims {
        if seen.insert(&claim.id, ()).is_some() {
            faults.push(Fault::helped(
                claim.at,
                format!("a second claim has the id `{}`", claim.id),
                "every claim of a catalogue has an id of its own",
            ));
        }
    }
    if faults.is_empty() {
        return Ok(claims);
    }
    faults.sort_by_key(|fault| fault.at);
    Err(faults)
}

/// One claim.
pub(super) fn claim(node: &Node) -> Result<Claim, Vec<Fault>> {
    let Value::Table(entries) = &node.value else {
        return Err(vec![Fault::new(node.at, format!("a claim is a table, this is {}", node.kind()))]);
    };
    let mut faults: Vec<Fault> = entries
        .iter()
        .filter(|(key, _)| !FIELDS.contains(&key.name.as_str()))
        .map(|(key, _)| Fault::unknown(key.at, "part of a claim", &key.name, FIELDS))
        .collect();
    let mut form = Form { node, faults: &mut faults };
    let start = Span::new(node.at.start, node.at.start);
    let id = match node.get("id").map(|id| (id.text(), id)) {
        Some((Some(id), at)) if !id.trim().is_empty() => Some((id.to_owned(), at.at)),
        Some((_, id)) => form.wrong(id.at, "an id is text", "give it a short name"),
        None => form.wrong(start, "a claim has no `id`", "give it a name of its own"),
    };
    let source = match node.get("source") {
        Some(source) => form.source(source),
        None => {
            form.wrong(start, "a claim has no `source`", "name one: `source: doi:10.1056/…`, `pmid:39652675`")
        }
    };
    let context = form.context();
    let states = form.states();
    form.beside();
    match (id, source, states) {
        (Some((id, at)), Some(source), Some(states)) if faults.is_empty() => {
            Ok(Claim { id, at, source, states, context })
        }
        _ => Err(faults),
    }
}
