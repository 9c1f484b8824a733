//! Every condition, on the records of the fixtures: what it finds and what it does not.

use crate::place::{articles, err, lines, query};

/// What is asked, and the results that fit (article, position, notation), or nothing.
const ASKED: &[&[&str]] = &[
    &["--measure", "hr", "--outcome", "overall survival"],
    &["--measure", "hazard ratio", "--value", "..0.5"],
    &["--measure", "hazard_ratio", "--value-below", "0.49"],
    &["--measure", "hr", "--value", "0.66..0.68", "--p-below", "0.05"],
    &["--measure", "hr", "--p-above", "0.05"],
    &["--measure", "OR", "--value-above", "3"],
    &["--measure", "md", "--value", "-2..-1", "--excludes-null"],
    &["--measure", "md", "--value", "-2..-0.9"],
    &["--measure", "hr", "--upper-below", "0.9"],
    &["--measure", "hr", "--lower-above", "1"],
    // Limits the wrong way round: -1.1 to -3.7.
    &["--measure", "md", "--upper-below", "-1", "--lower-above", "-4"],
    &["--measure", "hr", "--level", "95", "--outcome", "first exacerbation"],
    &["--measure", "hr", "--level", "90"],
    &["--measure", "hr", "--measure", "irr", "--outcome", "infection OR revision"],
    // The value is of one result, the outcome of another: no result has both.
    &["--measure", "hr", "--value", "0.49", "--outcome", "died"],
    &["--measure", "hr", "--value", "0.52", "--outcome", "died"],
    &["--arm", "daratumumab", "--kind", "estimate"],
    &["--arm", "monitoring", "--kind", "estimate"],
    &["--comparator", "\"active monitoring\"", "--kind", "estimate"],
    &["--outcome", "surviv* NOT overall", "--time", "5 years"],
    &["--outcome", "revision", "--time", "60 months"],
    &["--outcome", "ulcer recurred", "--time", "..1 year", "--percent", "..20"],
    &["--outcome", "ulcer recurred", "--time", "1..2 years"],
    &["--percent", "86..87"],
    &["--percent", "107..108"],
    &["--events", "13..15", "--percent", "..20"],
    &["--kind", "follow-up", "--value", "65..66"],
    &["--unit", "mm hg", "--measure", "md"],
    &["--kind", "participants", "--value", "9000.."],
    &["titrat* OR daratumumab", "--measure", "hr"],
    &["daratumumab", "--measure", "or"],
    &["--measure", "kappa"],
    &["--measure", "auc", "--value-above", "1"],
];

#[test]
fn conditions_find_results() {
    let mut told = String::new();
    for asked in ASKED {
        told.push_str(&format!("$ {}\n", asked.join(" ")));
        for line in lines(asked) {
            let finding = &line["finding"];
            let outcome = finding["outcome"].as_str().unwrap_or("–");
            told.push_str(&format!(
                "  {} {} {}, {outcome}\n",
                line["pmid"].as_str().unwrap_or("?"),
                line["position"],
                line["result"].as_str().unwrap_or("?")
            ));
        }
    }
    insta::assert_snapshot!(told);
}

/// What is asked of articles, and those that fit, newest first (their last two figures).
const ARTICLES: &[(&[&str], &str)] = &[
    (&["--year", "2023..2024", "--type", "rct"], "42 36 03 01"),
    (&["--year", "..1999"], "25 24 23"),
    (&["--year", "1950"], ""),
    (&["--n", "..30"], "51 25"),
    (&["--n-min", "9000"], "28 20 17 10 02"),
    (&["--n-min", "9000", "--n-max", "10000"], "28"),
    (&["--type", "Clinical Trial"], "30 25 23"),
    (&["--type", "phase2", "--type", "meta-analysis"], "27 22 21 14 08"),
    (&["--type", "controlled"], ""),
    (&["--journal", "lancet"], "07 05"),
    (&["--journal", "Lancet*", "--year", "2020.."], "08 06 05"),
    (&["--journal", "n. engl. j. med.", "--year", "2024.."], "03 39652675"),
    (&["--journal", "Engl J Med"], ""),
    (&["--mesh", "hypertension"], "25 09"),
    (&["--mesh", "Humans", "--mesh", "asthma"], "26"),
    (&["--mesh", "diabetes"], ""),
    (&["--author", "Dimopoulos"], "39652675"),
    (&["--author", "Dimopoulos M"], "39652675"),
    (&["--author", "Dimopoulos K"], ""),
    (&["--author", "Jorvane Y", "--author", "Ulverson"], "09 03"),
    (&["--nct", "NCT90000115"], "15"),
    (&["--nct", "NCT90000001", "--nct", "nct03301220"], "01 39652675"),
    (&["--retracted"], "32"),
    (&["septic", "--not-retracted"], ""),
    (&["--failed=containment"], "50"),
    (&["--failed"], "50 49"),
    (&["--failed=percent", "--min-grade", "info"], "50 49 02"),
    (&["--failed=order", "--failed=percent", "--min-grade", "error"], "50"),
    (&["--year", "2021", "--journal", "Open Trials Norland", "--has-abstract"], "27"),
    (&["stroke"], "19 05"),
    (&["title:stroke NOT author:Tarnowell"], "05"),
    (&["--measure", "hr", "--year", "2019", "--not-retracted"], "50"),
    (&["--outcome", "exacerbat*", "--author", "Brisketh"], "39"),
];

#[test]
fn conditions_find_articles() {
    for (asked, wanted) in ARTICLES {
        let found: Vec<String> = articles(asked)
            .into_iter()
            .map(|pmid| pmid.strip_prefix("900000").map(str::to_owned).unwrap_or(pmid))
            .collect();
        assert_eq!(found.join(" "), *wanted, "{asked:?}");
    }
}

#[test]
fn nothing_that_fits_is_said_and_no_error() {
    let given = query(&["xylophone"]);
    assert_eq!(given.status.code(), Some(0));
    assert_eq!(err(&given), "nothing fits\n");
    assert!(given.stdout.is_empty());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    for (asked, said) in [
        (&["--measure", "hazzard_ratio"][..], "did you mean `hazard ratio`?"),
        (&["--kind", "estimates"], "did you mean `estimate`?"),
        (&["--failed=contain"], "it is one of order, containment"),
        (&["--value", "0.8..0.5"], "begins above its end"),
        (&["--nct", "39652675"], "NCT"),
        (&["--outcome", "death ("], "a bracket is never closed (character 7)"),
        (&["heart", "\"failure"], "a quotation is never closed (character 7): heart \"failure"),
        (&["--sort", "relevance"], "there are none"),
        (&["heart", "--sort", "p", "--articles"], "--articles gives no results"),
        (&["heart", "--sort", "year", "--after", "7"], "use --offset"),
        (&["heart", "--explain", "--format", "csv"], "table or json"),
    ] {
        let given = query(asked);
        assert_eq!(given.status.code(), Some(2), "{asked:?}");
        assert!(err(&given).contains(said), "{asked:?}: {}", err(&given));
        assert!(given.stdout.is_empty());
    }
}

#[test]
fn what_a_user_types_stays_a_value() {
    for hostile in ["'; DROP TABLE record; --", "\" OR 1=1 --", "') OR ('1'='1", "%", "\\", "{abstract} : x"]
    {
        for option in ["--outcome", "--arm", "--journal", "--mesh", "--author", "--type", "--unit"] {
            let given = query(&["--count", option, hostile]);
            assert!(matches!(given.status.code(), Some(0 | 2)), "{option} {hostile}: {}", err(&given));
            assert!(!err(&given).contains("store failed"), "{option} {hostile}: {}", err(&given));
        }
        let given = query(&["--count", "--", hostile]);
        assert!(!err(&given).contains("store failed"), "{hostile}: {}", err(&given));
    }
    assert_eq!(articles(&["--nct", "NCT90000115"]), ["90000015"]);
}
