//! Real output against the JSON Schemas, for every record of the fixtures.

#[path = "shared/plain.rs"]
mod plain;

use litx::check::check;
use litx::export::{article, findings, schema, verdicts};
use litx::extract::extract;
use litx::parse::{self, Item};
use serde_json::{Value, json};

use plain::plain;

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validator_for(&plain(&schema)).expect("the schema is one")
}

fn hold(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let value = plain(value);
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {}", errors.join("\n"));
}

#[test]
fn every_fixture_validates() {
    let (of_findings, of_check, of_fetch) =
        (validator(schema::FINDINGS), validator(schema::CHECK), validator(schema::FETCH));
    let (mut documents, mut judged) = (0, 0);
    let mut articles = Vec::new();
    for folder in ["fixtures/pubmed", "fixtures/text"] {
        for entry in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).expect("fixtures")
        {
            let path = entry.expect("an entry").path();
            let bytes = std::fs::read(&path).expect("readable");
            if bytes.starts_with(&[0x1f, 0x8b]) {
                continue;
            }
            for item in parse::items(parse::sniff(&bytes), bytes.as_slice()) {
                let Ok(Item::Record(parsed)) = item else { continue };
                let record = parsed.record;
                let extraction = extract(&record.text);
                let document = findings::document("x", &record.text, &extraction);
                assert_eq!(findings::line("x", &record.text, &extraction), document.to_string());
                hold(&of_findings, &document, &format!("{} {}", path.display(), record.label()));
                let verdicts: Vec<Value> =
                    verdicts::verdicts(&record.text, &check(&record.text, &extraction));
                let line = json!({"schema": "litx.check/1", "id": "x", "verdicts": verdicts});
                hold(&of_check, &line, &record.label());
                judged += verdicts.len();
                documents += 1;
                articles.push(json!({
                    "input": record.label(), "status": "found", "error": null,
                    "record": article::record(&record), "findings": document, "verdicts": verdicts,
                }));
            }
        }
    }
    assert!(documents > 40 && judged > 100, "{documents} documents, {judged} verdicts");
    let fetched = json!({
        "schema": article::SCHEMA, "articles": articles,
        "totals": {"asked": documents, "found": documents, "not_in_pubmed": 0, "failed": 0},
    });
    hold(&of_fetch, &fetched, "fetch");
}

#[test]
fn a_mistyped_field_is_refused() {
    let of_findings = validator(schema::FINDINGS);
    let good = json!({"schema": "litx.findings/1", "id": "x", "arms": [], "findings": []});
    assert!(of_findings.is_valid(&good));
    for (pointer, value) in [("schema", json!("litx.findings/2")), ("arms", json!(null)), ("extra", json!(1))]
    {
        let mut bad = good.clone();
        bad[pointer] = value;
        assert!(!of_findings.is_valid(&bad), "{pointer}");
    }
}
