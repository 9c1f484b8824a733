//! What holds for any text at all.

use litx::check::check;
use litx::export::findings;
use litx::extract::extract;
use litx::finding::{Extraction, Finding, Interval, Number, PValue, Reported};
use litx::record::Abstract;
use proptest::prelude::*;

/// An article of one title and some sections.
fn article(title: &str, sections: &[String]) -> Abstract {
    let mut article = Abstract::new(title);
    for section in sections {
        article.push(None, None, section);
    }
    article
}

/// Every number of a finding.
fn numbers(finding: &Finding) -> Vec<Number> {
    let interval =
        |i: &Option<Interval>| i.iter().flat_map(|i| [i.low, i.high]).flatten().collect::<Vec<_>>();
    let p = |p: &Option<PValue>| p.iter().filter_map(|p| p.value).collect::<Vec<_>>();
    match &finding.result {
        Reported::Participants(n) => vec![n.n],
        Reported::Estimate(e) => [e.value.into_iter().collect(), interval(&e.interval), p(&e.p)].concat(),
        Reported::Proportion(x) => {
            [x.percent.into_iter().chain(x.count).chain(x.total).collect(), interval(&x.interval)].concat()
        }
        Reported::Quantity(q) => {
            let spread = q.dispersion.iter().flat_map(|d| [d.value, d.low, d.high]).flatten();
            [q.value.into_iter().chain(spread).collect(), interval(&q.interval)].concat()
        }
        Reported::RelativeChange(r) => [vec![r.percent], interval(&r.interval), p(&r.p)].concat(),
        Reported::FollowUp(u) => vec![u.value],
        Reported::PValue(value) => value.value.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Spans lie on character boundaries, quotations are the text's own, every number stands in its finding's quotations.
fn exact(article: &Abstract, extraction: &Extraction) {
    let text = article.as_str();
    for finding in &extraction.findings {
        let quoted: Vec<_> = std::iter::once(finding.span).chain(finding.support.iter().copied()).collect();
        for span in &quoted {
            assert!(text.get(span.range()).is_some(), "{span:?} is no place of the text");
        }
        for number in numbers(finding) {
            assert!(text.get(number.span.range()).is_some());
            assert!(
                quoted.iter().any(|span| span.contains(number.span)),
                "{} of {} stands at {:?}, outside of {quoted:?}",
                number,
                finding.result,
                number.span
            );
        }
        for arm in [finding.arm, finding.comparator].into_iter().flatten() {
            assert!(usize::from(arm.0) < extraction.arms.len());
        }
        if let Some(outcome) = &finding.outcome {
            assert_eq!(&text[outcome.span.range()], outcome.text);
        }
    }
    for arm in &extraction.arms {
        for mention in &arm.mentions {
            assert_eq!(&text[mention.span.range()], mention.text);
        }
    }
    let sections: Vec<&str> = article.sections().iter().map(|s| article.section_text(s)).collect();
    let document = findings::document("x", article, extraction);
    for finding in document["findings"].as_array().into_iter().flatten() {
        let span = &finding["span"];
        let number = |key: &str| span[key].as_i64().expect("an offset");
        let section = match number("section") {
            -1 => article.title(),
            i => sections[usize::try_from(i).expect("an index")],
        };
        let (start, end) = (number("start") as usize, number("end") as usize);
        let quote: String = section.chars().skip(start).take(end - start).collect();
        assert_eq!(span["quote"].as_str(), Some(quote.as_str()));
    }
}

fn holds(title: &str, sections: &[String]) {
    let article = article(title, sections);
    let extraction = extract(&article);
    exact(&article, &extraction);
    assert_eq!(extraction, extract(&article), "the same text gives the same findings");
    check(&article, &extraction);
}

/// Pieces that results are made of, thrown together.
fn cues() -> impl Strategy<Value = String> {
    let pieces = [
        "hazard ratio",
        "HR",
        "OR",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        ":",
        ".",
        "95% CI",
        "CI",
        "0.49",
        "·",
        "0·36",
        "-",
        "–",
        "−",
        "to",
        "P",
        "<",
        "=",
        "0.001",
        "%",
        "15",
        "of",
        "194",
        "/",
        "±",
        "+/-",
        "patients",
        "were",
        "randomly assigned",
        "respectively",
        "vs.",
        "and",
        "or",
        "the placebo group",
        "in",
        "with",
        "median",
        "follow-up",
        "months",
        "5-year",
        "IQR",
        "SD",
        "n",
        "1,234",
        "1\u{2009}234",
        "NE",
        "one-sided",
        "for",
        "lower",
        "than",
        "died",
        "twenty-two",
        "× 10",
        "^",
        "-5",
        "grade",
        "3",
        "\u{a0}",
        "é",
        "𝛽",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|p| p.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_without_panic_and_with_exact_places(title in "\\PC{0,60}", sections in prop::collection::vec("(?s).{0,300}", 0..4)) {
        holds(&title, &sections);
    }

    #[test]
    fn any_row_of_cues_is_read_without_panic_and_with_exact_places(title in cues(), sections in prop::collection::vec(cues(), 0..4)) {
        holds(&title, &sections);
    }

    #[test]
    fn glued_cues_too(section in cues()) {
        holds("", &[section.replace(' ', "")]);
    }
}

/// The lexicon says each phrase once.
#[test]
fn no_phrase_stands_twice_in_the_lexicon() {
    let mut seen = std::collections::HashMap::new();
    let twice: Vec<String> = litx::lex::phrases()
        .filter_map(|(phrase, cue)| {
            let before = seen.insert(phrase.replace('-', " "), cue)?;
            Some(format!("{phrase}: {before:?} and {cue:?}"))
        })
        .collect();
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

/// Rules look at what stands beside a number; an abstract that is cut off has nothing there.
#[test]
fn ordinary_sentences_are_read_wherever_they_begin_or_end() {
    let bindings = include_str!("../fixtures/bindings/frames.txt");
    let texts = bindings.lines().filter_map(|line| line.strip_prefix("> "));
    let read = |text: &str| {
        let article = article("", &[text.to_owned()]);
        let extraction = extract(&article);
        exact(&article, &extraction);
        check(&article, &extraction);
    };
    let mut count = 0;
    for text in texts {
        for (at, _) in text.match_indices([' ', '(', ')', ',', '=', '.']) {
            read(&text[..at + 1]);
            read(&text[at + 1..]);
            count += 2;
        }
    }
    assert!(count > 10_000, "{count}");
}
