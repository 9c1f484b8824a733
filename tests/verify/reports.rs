//! Reports for machines.

use litx::export::schema;

use crate::place::{Place, code, err, fits, json, out};
use crate::plain::plain;

/// The parts of the SARIF 2.1.0 schema that litx writes, with what the standard asks of each.
const SARIF: &str = include_str!("../sarif.json");

#[test]
fn documents_fit_their_schema() {
    let place = Place::new();
    let document = json(&out(&place.verify(&["claims", "--json"])));
    fits(schema::VERIFY, &document);
    assert!(document["claims"].as_array().is_some_and(|claims| claims.len() > 90));
    let lines = place.verify(&["claims", "-f", "jsonl"]);
    let claims: Vec<_> = out(&lines).lines().map(json).collect();
    assert_eq!(document["claims"].as_array(), Some(&claims));
    assert!(err(&lines).contains(" claims: "), "totals are told beside the lines: {}", err(&lines));
    let strange = place.verify(&["claims", "-f", "csv"]);
    assert_eq!(code(&strange), 2);
    assert!(err(&strange).contains("claims are not given as csv"), "{}", err(&strange));
    for format in ["junit", "github"] {
        let other = place.command().args(["extract", "-f", format]).output().expect("it runs");
        assert_eq!(code(&other), 2);
        assert!(err(&other).contains(&format!("{format} is a format of `litx verify`")));
    }
}

#[test]
fn sarif_has_the_shape_of_the_standard_and_its_regions_hold_their_snippets() {
    let place = Place::new();
    let log = json(&out(&place.verify(&["claims", "-f", "sarif"])));
    fits(SARIF, &log);
    let log = plain(&log);
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let supported = run["properties"]["totals"]["supported"].as_u64().expect("a number");
    let claims = run["properties"]["totals"]["claims"].as_u64().expect("a number");
    // Every claim that does not stand, and the supported one whose source was retracted.
    assert_eq!(results.len() as u64, claims - supported + 1);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let place_of = &result["locations"][0]["physicalLocation"];
        let (file, region) = (&place_of["artifactLocation"], &place_of["region"]);
        let artifact = &run["artifacts"][file["index"].as_u64().expect("an index") as usize];
        assert_eq!(artifact["location"]["uri"], file["uri"]);
        let at = |key: &str| region[key].as_u64().expect("a number") as usize;
        assert_eq!(at("startLine"), at("endLine"));
        let text = place.read(file["uri"].as_str().expect("a path"));
        let line = text.split('\n').nth(at("startLine") - 1).expect("the line");
        let snippet: String =
            line.chars().skip(at("startColumn") - 1).take(at("endColumn") - at("startColumn")).collect();
        assert_eq!(Some(snippet.as_str()), region["snippet"]["text"].as_str(), "{result}");
    }
}

#[test]
fn junit_has_a_suite_a_catalogue_and_a_case_a_claim() {
    let place = Place::new();
    let text = out(&place.verify(&["claims", "-f", "junit"]));
    let document = roxmltree::Document::parse(&text).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let elements = |node: roxmltree::Node<'_, '_>| -> Vec<String> {
        node.children().filter(|n| n.is_element()).map(|n| n.tag_name().name().to_owned()).collect()
    };
    let mut sums = [0; 4];
    let counts = ["tests", "failures", "errors", "skipped"];
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        let name = suite.attribute("name").expect("a name");
        let mut found = [0; 4];
        for case in suite.children().filter(roxmltree::Node::is_element) {
            assert_eq!(case.tag_name().name(), "testcase");
            assert_eq!(case.attribute("classname"), Some(name));
            assert!(case.attribute("name").is_some_and(|name| !name.is_empty()));
            assert!(case.attribute("line").is_some_and(|line| line.parse::<usize>().is_ok()));
            found[0] += 1;
            for child in elements(case) {
                match child.as_str() {
                    "failure" => found[1] += 1,
                    "error" => found[2] += 1,
                    "skipped" => found[3] += 1,
                    other => assert!(["properties", "system-out"].contains(&other), "{other}"),
                }
            }
        }
        for (i, count) in counts.iter().enumerate() {
            assert_eq!(suite.attribute(*count), Some(found[i].to_string().as_str()), "{name} {count}");
            sums[i] += found[i];
        }
        let verdict = name.trim_start_matches("claims/").split('.').next().expect("a verdict");
        let failing = usize::from(["contradicted", "ambiguous", "not_found"].contains(&verdict));
        assert_eq!(found[1], failing * found[0], "{name}");
    }
    for (i, count) in counts.iter().enumerate() {
        assert_eq!(root.attribute(*count), Some(sums[i].to_string().as_str()));
    }
    assert!(sums[1] > 50 && sums[3] > 3, "{sums:?}");
    let strict = out(&place.verify(&["claims/unverifiable.toml", "-f", "junit", "--strict"]));
    assert!(strict.contains("<error type=\"unverifiable\"") && !strict.contains("<skipped"), "{strict}");
}

#[test]
fn annotations_come_by_themselves_where_github_runs() {
    let place = Place::new();
    let asked = out(&place.verify(&["claims/contradicted.toml", "-f", "github"]));
    assert!(
        asked.lines().all(|line| line.starts_with("::error file=claims/contradicted.toml,line=")),
        "{asked}"
    );
    assert!(asked.contains(",title=hr-digit%3A contradicted::value 0.94 "), "{asked}");
    assert!(asked.contains("95%25"), "{asked}");
    let run = |arguments: &[&str]| {
        let from = crate::place::fixtures().join("pubmed");
        let mut command = place.command();
        command.env("GITHUB_ACTIONS", "true").arg("verify").arg("--from").arg(from).args(arguments);
        out(&command.output().expect("it runs"))
    };
    let plain = out(&place.verify(&["claims/contradicted.toml"]));
    assert_eq!(run(&["claims/contradicted.toml"]), asked + &plain, "the totals stay last");
    let document = run(&["claims/contradicted.toml", "--json"]);
    assert_eq!(document, out(&place.verify(&["claims/contradicted.toml", "--json"])));
}

#[test]
fn several_reports_at_once() {
    let place = Place::new();
    let all = ["table", "json", "jsonl", "junit", "sarif", "github"];
    let outputs: Vec<String> = all.iter().map(|f| format!("--output={f}:reports/{f}")).collect();
    let arguments: Vec<&str> = std::iter::once("claims").chain(outputs.iter().map(String::as_str)).collect();
    let verified = place.verify(&arguments);
    assert_eq!(code(&verified), 1, "{}", err(&verified));
    for format in all {
        let alone = out(&place.verify(&["claims", "-f", format]));
        assert_eq!(place.read(&format!("reports/{format}")).trim_end(), alone.trim_end(), "{format}");
    }
    for bad in ["junit", "junit:", "csv:x", ":x"] {
        let refused = place.verify(&["claims", "--output", bad]);
        assert_eq!((code(&refused), out(&refused)), (2, String::new()), "{bad}");
    }
    let twice = place.verify(&["claims", "-o", "json:a", "-o", "junit:a"]);
    assert!(err(&twice).contains("two reports go to a"), "{}", err(&twice));
}
