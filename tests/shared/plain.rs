//! JSON with the numbers of a validator: those of litx carry their printed digits.

use serde_json::Value;

/// The same document, its numbers compared as values.
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Number(n) => {
            let text = n.to_string();
            let whole = text.parse::<i64>().map(Value::from);
            whole.or_else(|_| text.parse::<f64>().map(Value::from)).expect("a number")
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(map) => {
            map.iter().map(|(k, v)| (k.clone(), plain(v))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
