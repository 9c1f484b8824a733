//! TOML with places.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEEPEST, Key, Node, Value};
use crate::catalogue::fault::Fault;
use crate::text::Span;

pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let table = DeTable::parse(text).map_err(|e| {
        let at = e.span().map_or(Span::new(0, 0), |r| Span::new(r.start, r.end));
        Fault::helped(at, format!("no valid TOML: {}", e.message()), "mend it here, or right before")
    })?;
    let at = span(&table);
    Ok(Node { value: entries(table.into_inner(), text, 0)?, at })
}

fn entries(table: DeTable<'_>, text: &str, depth: usize) -> Result<Value, Fault> {
    let mut out = Vec::with_capacity(table.len());
    for (key, value) in table {
        let at = span(&key);
        out.push((Key { name: key.into_inner().into_owned(), at }, node(value, text, depth + 1)?));
    }
    // A table forgets the order it was written in.
    out.sort_by_key(|(key, _)| key.at);
    Ok(Value::Table(out))
}

fn node(value: Spanned<DeValue<'_>>, text: &str, depth: usize) -> Result<Node, Fault> {
    let at = span(&value);
    if depth > DEEPEST {
        return Err(Fault::helped(at, "nested too deep", "a catalogue is a list of small tables"));
    }
    let value = match value.into_inner() {
        DeValue::Boolean(b) => Value::Bool(b),
        // As written: the digits count.
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number(at.of(text).replace('_', "")),
        DeValue::String(s) => Value::Text(s.into_owned()),
        DeValue::Datetime(_) => Value::Text(at.of(text).to_owned()),
        DeValue::Array(a) => {
            Value::List(a.into_iter().map(|v| node(v, text, depth + 1)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(t) => entries(t, text, depth)?,
    };
    Ok(Node { value, at })
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}
