//! `--baseline`, `--changed-since`.

use std::process::Command;

use crate::place::{Place, code, err, json, out};

const GOOD: &str = "schema: litx.catalogue/1\nclaims:\n  - {id: n, source: \"pmid:39652675\", n: 390}\n";
const BAD: &str = "schema: litx.catalogue/1\nclaims:\n  - {id: n, source: \"pmid:39652675\", n: 39}\n";

#[test]
fn known_failures_pass_and_new_ones_do_not() {
    let place = Place::new();
    let with = ["claims", "--baseline", "known.json"];
    let missing = place.verify(&with);
    assert_eq!(code(&missing), 2);
    assert!(err(&missing).contains("`--update-baseline` writes it"), "{}", err(&missing));
    let written = place.verify(&[&with[..], &["--update-baseline"]].concat());
    assert_eq!(code(&written), 0, "{}", err(&written));
    let text = place.read("known.json");
    let known = json(&text)["known"].as_array().expect("entries").clone();
    assert!(text.lines().count() == known.len() + 5, "an entry a line: {text}");
    let keys: Vec<String> = known.iter().map(|e| format!("{} {}", e["catalogue"], e["id"])).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    let held = place.verify(&[&with[..], &["--json"]].concat());
    assert_eq!((code(&held), err(&held)), (0, String::new()));
    assert_eq!(json(&out(&held))["totals"]["known"].to_string(), known.len().to_string());
    // The same file from another folder.
    let from = crate::place::fixtures().join("pubmed");
    let elsewhere = place
        .command()
        .current_dir(place.path().join("claims"))
        .args(["verify", ".", "--baseline", "../known.json", "--from"])
        .arg(from)
        .output()
        .expect("it runs");
    assert_eq!(code(&elsewhere), 0, "{}", out(&elsewhere));
    place.write("claims/new.yaml", BAD);
    let new = place.verify(&with);
    assert_eq!(code(&new), 1);
    assert!(out(&new).contains("claims/new.yaml:3:41 not found n:"), "{}", out(&new));
    place.write("claims/new.yaml", BAD.replace("n: 39}", "n: 194, arm: active monitoring}"));
    assert_eq!(code(&place.verify(&with)), 1);
}

#[test]
fn entries_that_have_served_are_named() {
    let place = Place::empty();
    place.write("a.yaml", BAD);
    place.write("b.yaml", BAD);
    let with = ["a.yaml", "b.yaml", "--baseline", "known.json"];
    assert_eq!(code(&place.verify(&[&with[..], &["--update-baseline"]].concat())), 0);
    place.write("a.yaml", GOOD);
    place.write("b.yaml", BAD.replace("id: n", "id: m"));
    let held = place.verify(&with);
    assert_eq!(code(&held), 1, "the renamed claim is new");
    let told = err(&held);
    assert!(told.contains("known.json: n of a.yaml: the claim is supported now"), "{told}");
    assert!(told.contains("known.json: n of b.yaml: the claim is gone"), "{told}");
    std::fs::remove_file(place.path().join("b.yaml")).expect("removed");
    let held = place.verify(&["a.yaml", "--baseline", "known.json"]);
    assert_eq!(code(&held), 0);
    assert!(err(&held).contains("n of b.yaml: the catalogue is gone"), "{}", err(&held));
    let updated = place.verify(&["a.yaml", "--baseline", "known.json", "--update-baseline"]);
    assert_eq!(code(&updated), 0);
    assert_eq!(place.read("known.json"), "{\n  \"schema\": \"litx.baseline/1\",\n  \"known\": []\n}\n");
}

#[test]
fn a_damaged_baseline_is_told_with_its_place() {
    let place = Place::empty();
    place.write("a.yaml", GOOD);
    for (text, at) in [
        ("{\"schema\": \"litx.baseline/1\",\n \"known\": [", "known.json:2:11: no valid baseline"),
        ("{\"schema\": \"litx.baseline/2\", \"known\": []}", "this litx reads `litx.baseline/1`"),
        (
            "{\"schema\": \"litx.baseline/1\", \"known\": [{\"catalogue\": \"a\", \"id\": \"b\", \"verdict\": \"fine\"}]}",
            "`fine` is no verdict of a failure: contradicted, not_found, ambiguous, unverifiable",
        ),
        ("{\"schema\": \"litx.baseline/1\", \"known\": [], \"knwon\": []}", "unknown field `knwon`"),
    ] {
        place.write("known.json", text);
        let held = place.verify(&["a.yaml", "--baseline", "known.json"]);
        assert_eq!(code(&held), 2);
        assert!(err(&held).contains(at), "{}", err(&held));
        assert_eq!(place.read("known.json"), text);
    }
    assert_eq!(code(&place.verify(&["a.yaml", "--update-baseline"])), 2, "of which file?");
}

#[test]
fn only_what_changed_is_looked_at() {
    let place = Place::empty();
    let git = |arguments: &[&str]| {
        Command::new("git")
            .current_dir(place.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    std::fs::create_dir_all(place.path().join("x/é é")).expect("a folder");
    place.write("x/old.yaml", BAD);
    place.write("x/é é/mine.yaml", GOOD);
    place.write("x/other.json", "{}");
    let with = ["x", "--changed-since", "HEAD"];
    if !git(&["init", "-q", "."]) {
        eprintln!("passed over: there is no git here");
        return;
    }
    let none = place.verify(&with);
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("git knows no commit `HEAD`"), "{}", err(&none));
    assert!(git(&["add", "x"]) && git(&["commit", "-qm", "x"]));
    let unchanged = place.verify(&with);
    assert_eq!(code(&unchanged), 0);
    assert!(out(&unchanged).contains("0 claims: "), "{}", out(&unchanged));
    assert!(out(&unchanged).contains("; 2 unchanged catalogues passed over"), "{}", out(&unchanged));
    let ids = |arguments: &[&str]| -> Vec<String> {
        let document = json(&out(&place.verify(&[arguments, &["--json"]].concat())));
        let claims = document["claims"].as_array().expect("claims").clone();
        claims.iter().map(|claim| claim["file"].as_str().expect("a file").to_owned()).collect()
    };
    place.write("x/é é/mine.yaml", GOOD.replace("id: n", "id: m"));
    assert_eq!(ids(&with), ["x/é é/mine.yaml"], "changed, not committed");
    place.write("x/new.yaml", GOOD);
    assert_eq!(ids(&with), ["x/new.yaml", "x/é é/mine.yaml"], "not yet known to git");
    assert!(git(&["add", "x"]) && git(&["commit", "-qm", "y"]));
    assert_eq!(ids(&with), Vec::<String>::new());
    assert_eq!(ids(&["x", "--changed-since", "HEAD~1"]), ["x/new.yaml", "x/é é/mine.yaml"]);
    // What a folder's catalogues depend on: its configuration, its lock file.
    for shared in ["x/é é/litx.toml", "x/é é/litx.lock.jsonl"] {
        place.write(shared, "");
        assert_eq!(ids(&with), ["x/é é/mine.yaml"], "{shared} changed");
        std::fs::remove_file(place.path().join(shared)).expect("removed");
    }
    for bad in ["nowhere", "--upload-pack=x", ""] {
        assert_eq!(code(&place.verify(&["x", &format!("--changed-since={bad}")])), 2, "{bad}");
    }
    let outside = Place::empty();
    outside.write("a.yaml", GOOD);
    let path = outside.path().join("a.yaml");
    let told = place.verify(&[&path.to_string_lossy(), "--changed-since", "HEAD"]);
    assert_eq!(code(&told), 2);
    assert!(err(&told).contains("lies outside of the working tree"), "{}", err(&told));
}
