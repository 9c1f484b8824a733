//! Any text, taken for YAML, TOML or JSON, is claims, or faults with places inside it.

use litx::catalogue::{Catalogue, Language, Lines};
use proptest::prelude::*;

fn holds(text: &str) {
    for language in [Language::Yaml, Language::Toml, Language::Json] {
        let read = Catalogue::read("a", text.to_owned(), language);
        let places = match &read {
            Ok(catalogue) => catalogue.claims.iter().flat_map(|c| [c.at, c.source.at]).collect::<Vec<_>>(),
            Err(faults) => {
                assert!(!faults.is_empty(), "refused without a reason");
                faults.iter().map(|fault| fault.at).collect()
            }
        };
        let lines = Lines::new(text);
        for at in places {
            assert!(text.get(at.range()).is_some(), "{language:?}: {at:?} is no place of {text:?}");
            assert!(lines.place(at.start) <= lines.place(at.end));
        }
    }
}

/// Pieces that catalogues are made of, thrown together.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "schema: litx.catalogue/1\n",
        "schema = \"litx.catalogue/1\"\n",
        "claims:\n",
        "[[claims]]\n",
        "  - id: a\n",
        "    source: pmid:1\n",
        "    value: 0.50\n",
        "{\"schema\": \"litx.catalogue/1\", \"claims\": [",
        "{\"id\": \"é\", \"source\": \"pmid:1\", \"n\": 3}",
        "]}",
        "&a ",
        "*a",
        "<<: *a\n",
        "!!binary ",
        "? ",
        "- ",
        ": ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "\r\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "𝛽",
        "\0",
        "\\u00e9",
        "\\ud800",
        "0·50",
        "~",
        "null",
        "1e999",
        "2020-01-01",
        "proportion: {count: 1, percent: \"3%\"}\n",
        "    ci: [0.36, 0.67]\n",
        "    p: {below: 0.05}\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text(text in "(?s).{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_row_of_pieces(text in pieces()) {
        holds(&text);
    }

    #[test]
    fn a_catalogue_cut_off_anywhere(at in 0usize..2000) {
        let whole = include_str!("../../fixtures/claims/verdicts/ambiguous.yaml");
        let mut at = at.min(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        holds(&whole[..at]);
    }
}

#[test]
fn what_goes_deep_or_grows_without_end_is_refused() {
    let head = "schema: litx.catalogue/1\nnote: ";
    let deep =
        |n: usize| [head.to_owned() + &"[".repeat(n) + &"]".repeat(n), head.to_owned() + &"{a: ".repeat(n)];
    let bomb: String = (1..40).map(|i| format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1)).collect();
    let mut texts = vec![format!("a0: &a0 [x, y]\n{bomb}")];
    texts.extend(deep(100).into_iter().chain(deep(20_000)));
    texts.push("[".repeat(100_000));
    texts.push("{\"a\":".repeat(100_000));
    texts.push(format!("a = {}", "[".repeat(100_000)));
    texts.push("- ".repeat(100_000));
    texts.push("? ".repeat(100_000));
    for text in texts {
        holds(&text);
        for language in [Language::Yaml, Language::Toml, Language::Json] {
            assert!(Catalogue::read("a", text.clone(), language).is_err());
        }
    }
}
