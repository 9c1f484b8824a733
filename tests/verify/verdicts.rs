//! Every claim stands as the name of its file says, for the reason that its note gives.

use std::collections::BTreeSet;

use crate::place::{Place, catalogues, code, err, json, out};

/// The note of each claim, in order: parts of its message, joined by ` | `.
fn notes(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim().trim_start_matches('"');
            let value = line.strip_prefix("note")?.trim_start_matches('"').trim_start();
            let value = value.strip_prefix([':', '='])?.trim();
            value.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
        })
        .collect()
}

#[test]
fn every_claim_stands_as_its_file_says() {
    let (place, mut seen) = (Place::new(), BTreeSet::new());
    for path in catalogues() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let verdict = name.split('.').next().expect("a verdict").to_owned();
        let verified = place.verify(&[&format!("claims/{name}"), "--json"]);
        let failed = !["supported", "unverifiable"].contains(&verdict.as_str());
        assert_eq!(code(&verified), i32::from(failed), "{name}: {}", err(&verified));
        let document = json(&out(&verified));
        let claims = document["claims"].as_array().expect("claims");
        let mut notes = notes(&std::fs::read_to_string(&path).expect("readable"));
        // A catalogue may have one of its own.
        notes.drain(..notes.len().saturating_sub(claims.len()));
        assert_eq!((claims.len(), claims.len() > 3), (notes.len(), true), "{name}");
        for (claim, note) in claims.iter().zip(notes) {
            let id = claim["id"].as_str().expect("an id");
            assert_eq!(claim["verdict"].as_str(), Some(verdict.as_str()), "{id}: {claim}");
            let slip = claim["slip"].as_str().map_or_else(String::new, |slip| format!(" {slip}?"));
            let said = format!("{}{slip} {}", claim["message"], claim["warnings"]).replace(['“', '”'], "");
            for part in note.split(" | ") {
                assert!(said.contains(part), "{id}: `{part}` is not in: {said}");
            }
        }
        seen.insert(verdict);
    }
    let all: BTreeSet<String> = litx::verify::Standing::ALL.iter().map(|s| s.name().to_owned()).collect();
    assert_eq!(seen, all);
}

#[test]
fn the_report_for_people_shows_the_catalogue_and_the_source() {
    let place = Place::new();
    for name in ["contradicted.toml", "not_found.json", "ambiguous.yaml", "unverifiable.toml"] {
        let verified = place.verify(&[&format!("claims/{name}")]);
        insta::assert_snapshot!(name, out(&verified));
    }
    let all = out(&place.verify(&["claims/supported.yaml", "--all"]));
    insta::assert_snapshot!("supported.yaml", all);
}

#[test]
fn strict_runs_end_with_four_where_only_sources_are_missing() {
    let place = Place::new();
    assert_eq!(code(&place.verify(&["claims/unverifiable.toml"])), 0);
    assert_eq!(code(&place.verify(&["claims/unverifiable.toml", "--strict"])), 4);
    assert_eq!(code(&place.verify(&["claims", "--strict"])), 1);
    assert_eq!(code(&place.verify(&["claims", "--exit-zero"])), 0);
}
