//! Words as typed, and what full-text search is asked.

use litx::store::search::{Range, Times, Words};
use proptest::prelude::*;

/// Typed, and the expression of FTS5; `T` stands for the columns of words without a field.
const READ: &[(&str, &str)] = &[
    ("heart", r#"T : "heart""#),
    ("heart failure", r#"(T : "heart" AND T : "failure")"#),
    (r#""heart failure""#, r#"T : "heart failure""#),
    ("“heart failure”", r#"T : "heart failure""#),
    ("death*", r#"T : "death" *"#),
    (r#""heart fail"*"#, r#"T : "heart fail" *"#),
    ("heart OR lung kidney", r#"(T : "heart" OR (T : "lung" AND T : "kidney"))"#),
    ("(heart OR lung) AND kidney", r#"((T : "heart" OR T : "lung") AND T : "kidney")"#),
    ("heart NOT mice", r#"(T : "heart" NOT T : "mice")"#),
    ("NOT mice heart", r#"(T : "heart" NOT T : "mice")"#),
    ("heart AND NOT (mice OR rats)", r#"(T : "heart" NOT (T : "mice" OR T : "rats"))"#),
    ("heart NOT mice NOT rats", r#"(T : "heart" NOT (T : "mice" OR T : "rats"))"#),
    ("title:heart abstract:lung", r#"({title} : "heart" AND {abstract} : "lung")"#),
    ("ti:heart tiab:lung", r#"({title} : "heart" AND {title abstract} : "lung")"#),
    (r#"mesh:"Heart Failure""#, r#"{mesh} : "Heart Failure""#),
    ("title:(heart OR abstract:lung)", r#"({title} : "heart" OR {abstract} : "lung")"#),
    ("journal:lancet* author:Dimopoulos", r#"({journal} : "lancet" * AND {authors} : "Dimopoulos")"#),
    // What a plain user types is no syntax.
    ("progression-free", r#"T : "progression-free""#),
    ("IL-6 p53 HER2/neu", r#"(T : "IL-6" AND T : "p53" AND T : "HER2/neu")"#),
    ("Crohn's Alzheimer’s", r#"(T : "Crohn's" AND T : "Alzheimer’s")"#),
    ("P<0.05 n=12 50% 10.1056/x", r#"(T : "P<0.05" AND T : "n=12" AND T : "50%" AND T : "10.1056/x")"#),
    ("1:1 HLA-B:57", r#"(T : "1:1" AND T : "HLA-B:57")"#),
    ("heart & lung + –", r#"(T : "heart" AND T : "lung")"#),
    ("and or not near", r#"(T : "and" AND T : "or" AND T : "not" AND T : "near")"#),
    ("NEAR heart {title} ^lung", r#"(T : "NEAR" AND T : "heart" AND T : "{title}" AND T : "^lung")"#),
    ("-heart", r#"T : "-heart""#),
    ("naïve β-blocker 心", r#"(T : "naïve" AND T : "β-blocker" AND T : "心")"#),
    ("()heart", r#"T : "heart""#),
];

#[test]
fn words_become_one_expression() {
    for (typed, wanted) in READ {
        let words = Words::read(typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
        assert_eq!(words.to_fts().replace("{title abstract mesh}", "T"), *wanted, "{typed}");
    }
}

/// Typed, the character that is wrong, and a part of what is said.
const REFUSED: &[(&str, usize, &str)] = &[
    ("", 1, "no word to look for"),
    ("– & /", 1, "no word to look for"),
    ("\"\"", 1, "no word to look for"),
    ("heart \"failure", 7, "quotation is never closed"),
    ("heart (lung", 7, "bracket is never closed"),
    ("heart) lung", 6, "bracket closes that was never opened"),
    ("OR heart", 1, "OR needs words on both sides"),
    ("heart OR", 7, "OR needs words on both sides"),
    ("heart OR OR lung", 7, "OR needs words on both sides"),
    ("AND heart", 1, "AND needs words on both sides"),
    ("heart AND", 7, "AND needs words on both sides"),
    ("heart AND )", 7, "AND needs words on both sides"),
    ("heart NOT", 7, "NOT needs words behind it"),
    ("NOT mice", 5, "only what must not be there"),
    ("heart OR NOT mice", 14, "only what must not be there"),
    ("titel:heart", 1, "no field `titel:`"),
    ("é title: heart", 3, "`title:` has no words"),
    ("cardio*vascular", 1, "star within a word"),
    ("a*", 1, "stands for too many words"),
    ("IL-6*", 1, "stands for too many words"),
];

#[test]
fn what_is_no_search_is_refused_with_its_place() {
    for (typed, at, said) in REFUSED {
        let error = Words::read(typed).err().unwrap_or_else(|| panic!("{typed} was read"));
        assert!(error.message.contains(said), "{typed}: {error}");
        assert_eq!(error.at, *at, "{typed}: {error}");
        assert!(!error.help.is_empty());
    }
}

#[test]
fn too_much_is_refused() {
    let deep = format!("{}heart{}", "(".repeat(60), ")".repeat(60));
    assert!(Words::read(&deep).expect_err("too deep").message.contains("brackets within brackets"));
    assert!(Words::read(&"heart ".repeat(1000)).expect_err("too many").message.contains("more than"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed is refused by us or understood by SQLite.
    #[test]
    fn no_text_is_a_syntax_error(text in any_typed()) {
        let Ok(words) = Words::read(&text) else { return Ok(()) };
        let db = rusqlite::Connection::open_in_memory().expect("opens");
        db.execute_batch("CREATE VIRTUAL TABLE words USING fts5 (title, abstract, mesh, types, journal, authors)")
            .expect("full-text search");
        let found = db.query_row("SELECT count(*) FROM words WHERE words MATCH ?1", [words.to_fts()], |row| row.get::<_, i64>(0));
        prop_assert!(found.is_ok(), "{text:?}: {found:?}");
    }
}

fn any_typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Zéβ0-9]{1,6}",
        r#"["“”'()*:^{}+.,;<>=%&\\/-]"#,
        prop::sample::select(vec!["AND", "OR", "NOT", "NEAR", "title:", "mesh:", " ", " ", "\0", "\""])
            .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

#[test]
fn ranges_have_one_notation() {
    let range = |low, high| Ok(Range { low, high });
    for (typed, wanted) in [
        ("2015..2024", range(Some(2015.0), Some(2024.0))),
        ("..0.8", range(None, Some(0.8))),
        ("300..", range(Some(300.0), None)),
        ("95", range(Some(95.0), Some(95.0))),
        ("-2..-0.5", range(Some(-2.0), Some(-0.5))),
        ("\u{2212}2..0", range(Some(-2.0), Some(0.0))),
    ] {
        assert_eq!(typed.parse::<Range>(), wanted, "{typed}");
    }
    for (typed, said) in [
        ("..", "has no end"),
        ("", "has no end"),
        ("8..2", "begins above its end"),
        ("0.5-0.8", "is no number"),
        ("nan", "is no number"),
        ("1..inf", "is no number"),
        ("1e999", "is no number"),
    ] {
        let error = typed.parse::<Range>().expect_err(typed).to_string();
        assert!(error.contains(said), "{typed}: {error}");
    }
}

#[test]
fn times_are_in_any_unit() {
    let days = |text: &str| {
        let times = text.parse::<Times>().unwrap_or_else(|e| panic!("{text}: {e}"));
        (times.range.low, times.range.high, times.cycles)
    };
    assert_eq!(days("5 years"), days("60 months"));
    assert_eq!(days("2 weeks"), (Some(14.0), Some(14.0), false));
    assert_eq!(days("1..5 years"), (Some(365.25), Some(1826.25), false));
    assert_eq!(days("6 months..2yrs"), (Some(182.625), Some(730.5), false));
    assert_eq!(days("..30d"), (None, Some(30.0), false));
    assert_eq!(days("3.. cycles"), (Some(3.0), None, true));
    for (typed, said) in [
        ("5", "has no unit"),
        ("5 moons", "is no unit"),
        ("1 year..3 cycles", "cycles"),
        ("years", "has no end"),
    ] {
        let error = typed.parse::<Times>().expect_err(typed).to_string();
        assert!(error.contains(said), "{typed}: {error}");
    }
}
