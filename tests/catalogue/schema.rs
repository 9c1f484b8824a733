//! The JSON Schema of catalogues, which editors read, against the reader: one contract, told twice.

use litx::catalogue::{Catalogue, Fault, Language};
use litx::export::schema;
use serde_json::{Value, json};

use crate::plain::plain;

fn document() -> Value {
    plain(&serde_json::from_str(schema::CATALOGUE).expect("the schema is JSON"))
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&document()).expect("the schema is one")
}

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/claims/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn read(catalogue: &Value) -> Result<Catalogue, Vec<Fault>> {
    Catalogue::read("a.json", catalogue.to_string(), Language::Json)
}

#[test]
fn schema_and_reader_accept_and_refuse_the_same_claims() {
    let (schema, shapes) =
        (validator(), serde_json::from_str::<Value>(&fixture("shapes.json")).expect("JSON"));
    for (list, wanted) in [("accepted", true), ("refused", false)] {
        let claims = shapes[list].as_array().expect("a list");
        assert!(claims.len() > 10);
        for claim in claims {
            let catalogue = json!({"schema": "litx.catalogue/1", "claims": [claim]});
            let said = read(&catalogue);
            assert_eq!(said.is_ok(), wanted, "the reader, of {claim}: {:?}", said.err());
            let errors: Vec<String> = schema
                .iter_errors(&plain(&catalogue))
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert_eq!(errors.is_empty(), wanted, "the schema, of {claim}: {errors:?}");
        }
    }
}

#[test]
fn schema_and_reader_accept_and_refuse_the_same_catalogues() {
    let schema = validator();
    let claims = json!([{"id": "a", "source": "pmid:1", "n": 1}]);
    for (catalogue, wanted) in [
        (json!({"schema": "litx.catalogue/1", "claims": claims, "note": "mine"}), true),
        (json!({"schema": "litx.catalogue/1", "claims": []}), true),
        (json!({"schema": "litx.catalogue/2", "claims": claims}), false),
        (json!({"claims": claims}), false),
        (json!({"schema": "litx.catalogue/1"}), false),
        (json!({"schema": "litx.catalogue/1", "claims": {"a": 1}}), false),
        (json!({"schema": "litx.catalogue/1", "claims": claims, "clams": []}), false),
        (json!([]), false),
    ] {
        assert_eq!(read(&catalogue).is_ok(), wanted, "the reader, of {catalogue}");
        assert_eq!(schema.is_valid(&plain(&catalogue)), wanted, "the schema, of {catalogue}");
    }
}

#[test]
fn catalogues_of_the_fixtures_fit_the_schema() {
    let schema = validator();
    let mut catalogues =
        vec![serde_json::from_str::<Value>(&fixture("verdicts/not_found.json")).expect("JSON")];
    for name in ["verdicts/contradicted.toml", "verdicts/unverifiable.toml"] {
        let table: toml::Table = fixture(name).parse().expect("TOML");
        catalogues.push(from_toml(&table.into()));
    }
    for catalogue in catalogues {
        let catalogue = plain(&catalogue);
        let errors: Vec<String> =
            schema.iter_errors(&catalogue).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}

fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(n) => json!(n),
        toml::Value::Float(n) => json!(n),
        toml::Value::Boolean(b) => json!(b),
        toml::Value::Datetime(time) => json!(time.to_string()),
        toml::Value::Array(items) => items.iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(k, v)| (k.clone(), from_toml(v))).collect::<serde_json::Map<_, _>>().into()
        }
    }
}

/// The names that the reader knows at a place, as its complaint of a name far from all of them lists them.
fn known(claim: &Value) -> Vec<String> {
    let odd = "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";
    let catalogue = json!({"schema": "litx.catalogue/1", "claims": [claim]});
    let faults = read(&catalogue).expect_err("a name that is not known");
    let fault = faults.iter().find(|f| f.message.contains(odd)).expect("a complaint of it");
    let help = fault.help.as_deref().and_then(|help| help.strip_prefix("known are ")).expect("a list");
    help.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_name_of_the_reader_is_in_the_schema_with_a_description() {
    let document = document();
    let claim = &document["$defs"]["claim"]["properties"];
    let odd = json!({"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz": 1});
    let places = [
        (claim.clone(), known(&odd)),
        (claim["proportion"]["properties"].clone(), known(&json!({"proportion": odd}))),
        (claim["follow_up"]["properties"].clone(), known(&json!({"follow_up": odd}))),
        (claim["quantity"]["properties"].clone(), known(&json!({"quantity": odd}))),
    ];
    for (properties, mut names) in places {
        let properties = properties.as_object().expect("properties");
        let mut told: Vec<String> = properties.keys().cloned().collect();
        told.sort();
        names.sort();
        assert_eq!(told, names);
        for (name, property) in properties {
            let own = property.get("description").or_else(|| {
                let pointer = property["$ref"].as_str()?.strip_prefix('#')?;
                document.pointer(pointer)?.get("description")
            });
            assert!(own.is_some(), "{name} has no description");
        }
    }
}
