//! Orders, pages, counts.

use crate::place::{articles, err, lines, out, query};

#[test]
fn pages_join_into_the_whole() {
    let whole = articles(&["--type", "rct"]);
    assert!(whole.len() > 30, "{}", whole.len());
    assert!(whole.is_sorted_by(|a, b| a.len() > b.len() || a > b), "newest first: {whole:?}");
    for sort in ["newest", "year", "people", "relevance"] {
        let whole = articles(&["trial*", "--sort", sort]);
        let mut joined = Vec::new();
        while joined.len() < whole.len() {
            let offset = joined.len().to_string();
            joined.extend(articles(&["trial*", "--sort", sort, "--limit", "7", "--offset", &offset]));
        }
        assert_eq!(joined, whole, "{sort}");
    }
    let mut joined = articles(&["--type", "rct", "--limit", "5"]);
    while joined.len() < whole.len() {
        let last = joined.last().expect("one").clone();
        joined.extend(articles(&["--type", "rct", "--limit", "5", "--after", &last]));
    }
    assert_eq!(joined, whole);
}

#[test]
fn a_page_says_how_to_go_on() {
    let page = query(&["--type", "rct", "--limit", "2"]);
    assert!(err(&page).contains("2 articles") && err(&page).contains("--after 90000050"), "{}", err(&page));
    let page = query(&["--type", "rct", "--limit", "2", "--sort", "people"]);
    assert!(err(&page).contains("--offset 2"), "{}", err(&page));
    let whole = query(&["--nct", "NCT03301220"]);
    assert_eq!(err(&whole), "1 article, 16 results\n");
    let json = query(&["--type", "rct", "--limit", "2", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&json)).expect("a document");
    assert_eq!(document["next"]["after"], 90_000_050);
    assert_eq!(document["totals"]["articles"], 2);
}

#[test]
fn results_are_sorted_each_by_itself() {
    let numbers = |asked: &[&str], of: &str| -> Vec<f64> {
        lines(asked).iter().filter_map(|line| line["finding"].pointer(of)?.as_f64()).collect()
    };
    let values = numbers(&["--measure", "hr", "--sort", "value"], "/value");
    assert!(values.len() > 20 && values.is_sorted(), "{values:?}");
    let p = numbers(&["--measure", "hr", "--sort", "p"], "/p/value");
    assert!(p.len() > 10 && p.is_sorted(), "{p:?}");
    assert_eq!(lines(&["--measure", "hr", "--sort", "value", "--limit", "3"]).len(), 3);
}

#[test]
fn articles_are_sorted_by_what_is_asked() {
    let by = |sort: &str, of: &str| -> Vec<i64> {
        let lines = lines(&["--articles", "--type", "rct", "--sort", sort]);
        lines.iter().filter_map(|line| line[of].as_i64()).collect()
    };
    for (sort, of) in [("year", "year"), ("people", "people")] {
        let numbers = by(sort, of);
        assert!(numbers.len() > 20 && numbers.is_sorted_by(|a, b| a >= b), "{sort}: {numbers:?}");
    }
    // A word of the title counts for more than one of the abstract.
    assert_eq!(articles(&["stroke", "--sort", "relevance"])[0], "90000019");
}

#[test]
fn counts_are_those_of_the_whole() {
    for asked in
        [&["--type", "rct"][..], &["trial", "--measure", "hr"], &["--measure", "hr"], &["--percent", "50.."]]
    {
        let counted = query(&[asked, &["--count", "--json"]].concat());
        let counted: serde_json::Value = serde_json::from_str(&out(&counted)).expect("a document");
        assert_eq!(counted["articles"], articles(asked).len(), "{asked:?}");
        assert_eq!(counted["results"], lines(asked).len(), "{asked:?}");
    }
    assert_eq!(
        out(&query(&["--nct", "NCT03301220", "--count", "--format", "csv"])),
        "articles,results\n1,16\n"
    );
}
