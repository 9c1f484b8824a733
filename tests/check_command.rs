//! `litx check` and `litx explain`, run whole: what they print, in which shape, and how they end.

#[path = "shared/place.rs"]
mod place;
#[path = "shared/plain.rs"]
mod plain;

use litx::check::CHECKS;
use serde_json::{Value, json};

use place::{Place, fixture};
use plain::plain;

#[test]
fn a_sentence_is_shown_with_carets_under_its_numbers() {
    let place = Place::new();
    let text = "The hazard ratio for relapse was 0.50 (95% CI, 0.92 to 0.97), and nobody was lost.";
    std::fs::write(place.path("a.txt"), text).expect("written");
    let checked = place.run(&["check", "a.txt"]);
    assert_eq!(checked.code, 1);
    insta::assert_snapshot!(checked.out, @r"
    a.txt
      error containment: the interval 0.92 to 0.97 does not contain 0.50
        | The hazard ratio for relapse was 0.50 (95% CI, 0.92 to 0.97), and nobody was lost.
        |                                  ^^^^          ^^^^    ^^^^
        printed   value 0.50 · low 0.92 · high 0.97
        computed  value 0.495 to 0.505 · low 0.915 to 0.925 · high 0.965 to 0.975
    ");
    assert_eq!(checked.err, "checked 1 article, 1 finding: error 1, warn 0 in 1 article\n");
}

#[test]
fn it_ends_with_one_where_something_of_the_grade_was_found() {
    let place = Place::new();
    let slips = fixture("pubmed/slips.xml");
    assert_eq!(place.run(&["check", &slips]).code, 1);
    assert_eq!(place.run(&["check", &slips, "--exit-zero"]).code, 0);
    assert_eq!(place.run(&["check", &fixture("pubmed/39652675.xml")]).code, 0);
    let text = "33 of 55 children (61%) recovered.";
    std::fs::write(place.path("mild.txt"), text).expect("written");
    assert_eq!(place.run(&["check", "mild.txt"]).code, 0);
    assert_eq!(place.run(&["check", "mild.txt", "--min-grade", "info"]).code, 1);
    assert_eq!(place.run(&["check"]).code, 2);
    let neither = place.run(&["check", "nowhere.txt"]);
    assert_eq!(neither.code, 2);
    assert!(neither.err.contains("nowhere.txt is no file"), "{}", neither.err);
}

#[test]
fn stored_articles_are_checked_by_name_or_all_of_them() {
    let place = Place::new();
    assert_eq!(place.run(&["check", "--all"]).code, 2, "there is no store yet");
    assert_eq!(place.run(&["ingest", &fixture("pubmed"), "-q"]).code, 0);
    let one = place.run(&["check", "90000049", "--format", "jsonl"]);
    assert_eq!(one.code, 1, "{}", one.err);
    let document = one.json();
    assert_eq!(
        (document["schema"].as_str(), document["id"].as_str()),
        (Some("litx.check/1"), Some("90000049"))
    );
    assert!(document["verdicts"].as_array().is_some_and(|v| v.len() >= 4), "{document}");
    let missing = place.run(&["check", "90000049", "11111111", "-f", "jsonl"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("not in the store 1 (11111111)"), "{}", missing.err);
    let all = place.run(&["check", "--all", "--json"]);
    assert_eq!(all.code, 1);
    let stats = place.run(&["stats", "--json"]).json();
    let document = all.json();
    for given in [&document, &one.json()] {
        let schema: Value = serde_json::from_str(litx::export::schema::CHECK).expect("JSON");
        let schema = jsonschema::validator_for(&plain(&schema)).expect("a schema");
        assert!(schema.is_valid(&plain(given)), "{given}");
    }
    assert_eq!(document["totals"]["articles"], stats["records"]);
    let found: usize = document["articles"]
        .as_array()
        .expect("articles")
        .iter()
        .filter_map(|article| article["verdicts"].as_array())
        .map(Vec::len)
        .sum();
    let totals = |grade: &str| document["totals"][grade].to_string().parse::<usize>().expect("a number");
    assert_eq!(found, totals("warn") + totals("error"));
    assert_eq!(all.out, place.run(&["check", "--all", "--json"]).out, "the same bytes twice");
}

#[test]
fn what_agrees_is_given_where_it_is_asked_for() {
    let place = Place::new();
    let document = place.run(&["check", &fixture("text/aquila.txt"), "--agreeing", "-f", "jsonl"]).json();
    let verdicts = document["verdicts"].as_array().expect("verdicts");
    assert!(verdicts.iter().any(|v| v["verdict"] == "agrees"));
    let silent = place.run(&["check", &fixture("text/aquila.txt"), "-f", "jsonl"]).json();
    assert_eq!(silent["verdicts"], json!([]));
}

#[test]
fn rows_have_one_verdict_each() {
    let place = Place::new();
    let slips = fixture("pubmed/slips.xml");
    let csv = place.run(&["check", &slips, "-f", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads: Vec<String> = reader.headers().expect("heads").iter().map(str::to_owned).collect();
    assert_eq!(heads[..6], ["id", "pmid", "doi", "check", "verdict", "grade"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let documents = place.run(&["check", &slips, "-f", "jsonl"]).out;
    let verdicts: usize = documents
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("JSON")["verdicts"].as_array().map_or(0, Vec::len)
        })
        .sum();
    assert_eq!(rows.len(), verdicts);
    assert!(rows.iter().all(|row| ["warn", "error"].contains(&&row[5]) && !row[13].is_empty()), "{csv}");
}

/// The parts of the SARIF 2.1.0 schema that litx writes, with what the standard asks of each.
const SARIF: &str = include_str!("sarif.json");

#[test]
fn sarif_has_the_shape_of_the_standard_and_its_regions_hold_their_snippets() {
    let place = Place::new();
    let checked = place.run(&["check", &fixture("pubmed/slips.xml"), "--min-grade", "info", "-f", "sarif"]);
    assert_eq!(checked.code, 1);
    let log = plain(&checked.json());
    let validator =
        jsonschema::validator_for(&plain(&serde_json::from_str(SARIF).expect("JSON"))).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 5);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let places = [&result["locations"], &result["relatedLocations"]];
        for location in places.into_iter().flat_map(|list| list.as_array().into_iter().flatten()) {
            let place = &location["physicalLocation"];
            let artifact =
                &run["artifacts"][place["artifactLocation"]["index"].as_u64().expect("an index") as usize];
            assert_eq!(artifact["location"]["uri"], place["artifactLocation"]["uri"]);
            let region = &place["region"];
            let at = |key: &str| region[key].as_u64().expect("a number") as usize;
            assert_eq!(at("startLine"), at("endLine"), "numbers of one result stand in one section");
            let line = artifact["contents"]["text"]
                .as_str()
                .and_then(|text| text.split('\n').nth(at("startLine") - 1));
            let snippet: String = line
                .expect("the line")
                .chars()
                .skip(at("startColumn") - 1)
                .take(at("endColumn") - at("startColumn"))
                .collect();
            assert_eq!(Some(snippet.as_str()), region["snippet"]["text"].as_str());
        }
    }
    let other = place.run(&["extract", &fixture("text/aquila.txt"), "-f", "sarif"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("sarif is a format of `litx check`"));
}

#[test]
fn every_check_is_explained_by_its_page() {
    let place = Place::new();
    let list = place.run(&["explain"]).out;
    assert_eq!(list.lines().count(), CHECKS.len());
    for check in CHECKS {
        assert!(list.lines().any(|line| line.starts_with(check.name) && line.contains(check.summary)));
        let page = place.run(&["explain", check.name]);
        assert_eq!((page.code, page.out.trim_end()), (0, check.page.trim_end()));
    }
    assert_eq!(place.run(&["explain", "p-from-interval"]).code, 0);
    let none = place.run(&["explain", "symetry"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("did you mean symmetry?"), "{}", none.err);
}
