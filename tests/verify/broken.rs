//! Files that are no catalogue: told with place and advice, exit 2, never a pass.

use crate::place::{Place, code, err, fixtures, json, out};

#[test]
fn broken_files_are_told_with_their_places() {
    let place = Place::empty();
    let mut told = String::new();
    let folder = fixtures().join("claims/broken");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() > 10);
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        std::fs::copy(&path, place.path().join(&name)).expect("copied");
        let verified = place.verify(&[&name]);
        assert_eq!(code(&verified), 2, "{name}");
        assert!(err(&verified).contains(&format!("{name}:")), "{name}: {}", err(&verified));
        assert!(!out(&verified).contains(" 1 supported"), "{name}");
        told += &err(&verified).replace("1 file could not be read: see above\n", "");
    }
    insta::assert_snapshot!("broken", told);
}

#[test]
fn a_broken_file_beside_good_ones_is_no_pass_in_any_report() {
    let place = Place::new();
    place.write(
        "claims/broken.yaml",
        "schema: litx.catalogue/1\nclaims:\n  - {id: a, source: \"pmid:1\", nn: 3}\n",
    );
    place.write("claims/latin.yaml", b"schema: litx.catalogue/1\nnote: caf\xe9\n");
    let arguments = ["claims/supported.yaml", "claims/broken.yaml", "claims/latin.yaml"];
    for (format, shows) in [
        ("json", "\"message\": \"`nn` is no part of a claim\""),
        ("junit", "<error type=\"damaged\""),
        ("sarif", "\"ruleId\": \"damaged\""),
        ("github", "::error file=claims/latin.yaml,line=2,col=10,title=no catalogue::no text in UTF-8"),
    ] {
        let verified = place.verify(&[&arguments[..], &["-f", format]].concat());
        assert_eq!(code(&verified), 2);
        assert!(out(&verified).contains(shows), "{format}: {}", out(&verified));
    }
    let document = json(&out(&place.verify(&[&arguments[..], &["--json"]].concat())));
    assert!(document["faults"].as_array().is_some_and(|faults| faults.len() >= 2));
    assert!(document["totals"]["supported"] != json("0"), "the good file is tested all the same");
}
