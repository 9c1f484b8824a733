//! Verdicts as JSON.

use serde_json::{Map, Value, json};

use super::findings::Places;
use crate::check::Verdict;
use crate::record::Abstract;

/// The verdicts of one article.
pub fn verdicts(text: &Abstract, verdicts: &[Verdict]) -> Vec<Value> {
    let places = Places::new(text);
    verdicts.iter().map(|v| verdict(&places, v)).collect()
}

fn verdict(places: &Places<'_>, verdict: &Verdict) -> Value {
    let named = |pairs: &[(&'static str, String)]| -> Value {
        let mut out = Map::new();
        for (name, value) in pairs {
            // Arms may give several numbers of one name.
            let mut key = (*name).to_owned();
            let mut n = 2;
            while out.contains_key(&key) {
                key = format!("{name}_{n}");
                n += 1;
            }
            out.insert(key, json!(value));
        }
        Value::Object(out)
    };
    json!({
        "check": verdict.check,
        "verdict": verdict.ruling.name(),
        "grade": verdict.ruling.grade().map(|g| g.name()),
        "message": verdict.message,
        "suspect": verdict.suspect,
        "findings": verdict.findings,
        "spans": verdict.spans.iter().map(|span| places.of(*span)).collect::<Vec<_>>(),
        "printed": named(&verdict.printed),
        "computed": named(&verdict.computed),
    })
}
