//! JSON, strict, with places.

use jsonc_parser::ast::Value as Ast;
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::{DEEPEST, Key, Node, Value};
use crate::catalogue::fault::Fault;
use crate::text::Span;

pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(text, &collect, &strict).map_err(|e| {
        Fault::helped(
            span(e.range()),
            format!("no valid JSON: {}", e.kind()),
            "mend it here, or right before",
        )
    })?;
    match parsed.value {
        Some(value) => node(value, 0),
        None => Ok(Node { value: Value::Null, at: Span::new(0, 0) }),
    }
}

fn node(ast: Ast<'_>, depth: usize) -> Result<Node, Fault> {
    let at = span(ast.range());
    if depth > DEEPEST {
        return Err(Fault::helped(at, "nested too deep", "a catalogue is a list of small tables"));
    }
    let value = match ast {
        Ast::NullKeyword(_) => Value::Null,
        Ast::BooleanLit(b) => Value::Bool(b.value),
        Ast::NumberLit(n) => Value::Number(n.value.to_owned()),
        Ast::StringLit(s) => Value::Text(s.value.into_owned()),
        Ast::Array(a) => {
            Value::List(a.elements.into_iter().map(|v| node(v, depth + 1)).collect::<Result<_, _>>()?)
        }
        Ast::Object(o) => {
            let mut entries = Vec::with_capacity(o.properties.len());
            for property in o.properties {
                let at = span(property.name.range());
                let key = Key { name: property.name.into_string(), at };
                entries.push((key, node(property.value, depth + 1)?));
            }
            Value::Table(entries)
        }
    };
    Ok(Node { value, at })
}

fn span(range: Range) -> Span {
    Span::new(range.start, range.end)
}
