//! Slips made on purpose: one error at a time in texts that agree with themselves, and how many the checks find.
//!
//! The texts are those of the fixtures, and the labelled abstracts where they lie (`LITX_GOLD`). `cargo test --test slips --
//! --nocapture` prints the table of the README; `tests/slips.txt` holds that no rate falls.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use litx::check::{Grade, Verdict, check, problems};
use litx::extract::extract;
use litx::finding::{Estimate, Extraction, Number, Proportion, Reported};
use litx::parse::{self, Item};
use litx::record::Abstract;
use litx::text::Span;
use serde_json::Value;

/// Detection rates in per cent, by texts and kind: the least at `warn`, and at any grade.
const RATCHET: &str = include_str!("slips.txt");

/// Slips of one kind in one text, at most.
const EACH: usize = 3;

/// Replacements that make one slip.
type Slip = Vec<(Span, String)>;

/// A better reader changes in which findings slips are made, and with that the rates a little.
const SLACK: f64 = 1.0;

/// Warnings among untouched findings, per thousand, at most.
const WARNS: f64 = 10.0;

/// Real texts hold real slips. Errors among the labelled ones that a person read and found true: an odds ratio below its
/// own interval.
const READ_AND_TRUE: usize = 1;

#[test]
fn slips_are_found_and_untouched_texts_are_left_alone() {
    let fixtures = fixtures();
    let mut pools = vec![("fixtures", fixtures, 0)];
    match gold() {
        Some(texts) => pools.push(("labelled", texts, READ_AND_TRUE)),
        None => println!("skipped: no labelled abstracts (LITX_GOLD)"),
    }
    let mut wrong = Vec::new();
    for (name, texts, true_errors) in pools {
        let (findings, warns, errors) = untouched(&texts);
        println!(
            "{name}: {} texts, {findings} findings untouched: {warns} warn, {errors} error",
            texts.len()
        );
        assert!(findings > 300, "{name}: too few findings");
        assert_eq!(errors, true_errors, "{name}: an error in an untouched text");
        assert!(1000.0 * warns as f64 <= WARNS * findings as f64, "{name}: {warns} warnings in {findings}");
        for (kind, [made, warn, any]) in seed(&texts) {
            let rate = |n: usize| 100.0 * n as f64 / made as f64;
            println!("{name:9} {kind:18} made {made:4}  warn {:5.1}%  any {:5.1}%", rate(warn), rate(any));
            assert!(made >= 10, "{name}: only {made} slips of the kind {kind}");
            let (least_warn, least_any) = least(name, kind);
            if rate(warn) + SLACK < least_warn || rate(any) + SLACK < least_any {
                wrong.push(format!(
                    "{name} {kind}: {:.1} {:.1}, at least {least_warn} {least_any}",
                    rate(warn),
                    rate(any)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "fewer slips are found:\n{}", wrong.join("\n"));
}

fn least(pool: &str, kind: &str) -> (f64, f64) {
    let line = RATCHET.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some(pool) && words.next() == Some(kind)).then(|| words.collect::<Vec<_>>())
    });
    let line = line.unwrap_or_else(|| panic!("slips.txt has no line for {pool} {kind}"));
    (line[0].parse().expect("a rate"), line[1].parse().expect("a rate"))
}

/// Title and sections alone: slips are made in plain text.
fn plain(text: &Abstract) -> Abstract {
    let mut out = Abstract::new(text.title());
    for section in text.sections() {
        out.push(section.label.clone(), section.category.clone(), text.section_text(section));
    }
    out
}

/// The records written for litx, but for those with slips of their own, and the texts under `agrees` of the checks.
fn fixtures() -> Vec<Abstract> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut out = Vec::new();
    let files = |folder: &str| {
        let mut paths: Vec<_> = std::fs::read_dir(root.join(folder))
            .expect("fixtures")
            .map(|e| e.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    };
    for path in files("pubmed").into_iter().chain(files("text")) {
        let bytes = std::fs::read(&path).expect("readable");
        if path.ends_with("slips.xml") || bytes.starts_with(&[0x1f, 0x8b]) {
            continue;
        }
        for item in parse::items(parse::sniff(&bytes), bytes.as_slice()) {
            if let Ok(Item::Record(parsed)) = item {
                out.push(plain(&parsed.record.text));
            }
        }
    }
    for path in files("checks") {
        let text = std::fs::read_to_string(&path).expect("readable");
        let agreeing = text
            .lines()
            .skip_while(|line| *line != "agrees")
            .skip(1)
            .take_while(|line| line.starts_with("  "));
        for line in agreeing.filter(|line| !line.contains(" || ")) {
            let mut article = Abstract::new("");
            article.push(None, None, line.trim());
            out.push(article);
        }
    }
    out
}

/// The labelled abstracts that were read while building.
fn gold() -> Option<Vec<Abstract>> {
    let root = std::env::var("LITX_GOLD").unwrap_or_else(|_| "../shared/eval".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let labelled = std::fs::read_to_string(root.join("dev.jsonl")).ok()?;
    let articles = std::fs::read_to_string(root.join("dev-articles.jsonl")).ok()?;
    let id = |line: &str| serde_json::from_str::<Value>(line).ok().map(|value| value["id"].to_string());
    let wanted: HashSet<String> = labelled.lines().take(320).filter_map(id).collect();
    let lines = articles.lines().filter(|line| id(line).is_some_and(|id| wanted.contains(&id)));
    let bytes = lines.collect::<Vec<_>>().join("\n");
    let items = parse::items(parse::Format::JsonLines, bytes.as_bytes());
    Some(
        items
            .filter_map(|item| match item {
                Ok(Item::Record(parsed)) => Some(plain(&parsed.record.text)),
                _ => None,
            })
            .collect(),
    )
}

/// Findings, warnings and errors of texts as they are.
fn untouched(texts: &[Abstract]) -> (usize, usize, usize) {
    let (mut findings, mut warns, mut errors) = (0, 0, 0);
    for text in texts {
        let extraction = extract(text);
        findings += extraction.findings.len();
        for verdict in problems(text, &extraction, Grade::Warn) {
            println!("untouched: {} {}", verdict.check, verdict.message);
            if verdict.ruling.grade() == Some(Grade::Error) { errors += 1 } else { warns += 1 }
        }
    }
    (findings, warns, errors)
}

/// Makes every kind of slip in every text: how many were made, found at `warn`, found at any grade.
fn seed(texts: &[Abstract]) -> BTreeMap<&'static str, [usize; 3]> {
    let mut out = BTreeMap::new();
    let read: Vec<Extraction> = texts.iter().map(extract).collect();
    let ps: Vec<String> = texts.iter().zip(&read).flat_map(|(text, read)| p_values(text, read)).collect();
    for (text, extraction) in texts.iter().zip(&read) {
        let before = check(text, extraction);
        let mut made: BTreeMap<&str, usize> = BTreeMap::new();
        for (kind, slip) in slips(text, extraction, &ps) {
            let made = made.entry(kind).or_default();
            // What disagreed before is no consistent finding to begin with.
            let known = slip.iter().any(|(span, _)| {
                before.iter().any(|v| v.ruling.grade().is_some() && v.spans().any(|s| s.overlaps(*span)))
            });
            if *made >= EACH || known {
                continue;
            }
            *made += 1;
            let counts = out.entry(kind).or_insert([0; 3]);
            counts[0] += 1;
            let grade = found(text, &slip);
            counts[1] += usize::from(grade >= Some(Grade::Warn));
            counts[2] += usize::from(grade.is_some());
        }
    }
    out
}

/// The gravest disagreement that a slip leads to, at its place.
fn found(text: &Abstract, slip: &Slip) -> Option<Grade> {
    let changed = apply(text, slip);
    // Where the first replacement now stands.
    let (first, new) = slip.iter().min_by_key(|(span, _)| span.start)?;
    let place = Span::new(first.start, first.start + new.len().max(1));
    let verdicts: Vec<Verdict> = problems(&changed, &extract(&changed), Grade::Info);
    verdicts
        .iter()
        .filter(|v| v.spans().fold(place, Span::to).len() < 400 && v.spans().any(|s| s.overlaps(place)))
        .filter_map(|v| v.ruling.grade())
        .max()
}

fn apply(text: &Abstract, slip: &Slip) -> Abstract {
    let edit = |span: Span| {
        let mut out = String::new();
        let mut at = span.start;
        let mut here: Vec<&(Span, String)> = slip.iter().filter(|(s, _)| span.contains(*s)).collect();
        here.sort_by_key(|(s, _)| s.start);
        for (place, new) in here {
            out.push_str(&text.as_str()[at..place.start]);
            out.push_str(new);
            at = place.end;
        }
        out + &text.as_str()[at..span.end]
    };
    let mut out = Abstract::new(&edit(text.title_span()));
    for section in text.sections() {
        out.push(section.label.clone(), section.category.clone(), &edit(section.span()));
    }
    out
}

/// Every P value of an estimate with an interval, as printed.
fn p_values(text: &Abstract, extraction: &Extraction) -> Vec<String> {
    let estimates = extraction.findings.iter().filter_map(|f| match &f.result {
        Reported::Estimate(Estimate { p: Some(p), interval: Some(_), .. }) if p.value.is_some() => {
            Some(p.span)
        }
        _ => None,
    });
    estimates.map(|span| span.of(text.as_str()).to_owned()).collect()
}

fn slips(text: &Abstract, extraction: &Extraction, ps: &[String]) -> Vec<(&'static str, Slip)> {
    let of = |n: Number| n.span.of(text.as_str()).to_owned();
    let mut out: Vec<(&'static str, Slip)> = Vec::new();
    let mut turn = 0;
    for (i, finding) in extraction.findings.iter().enumerate() {
        match &finding.result {
            Reported::Estimate(e) => {
                let Some(interval) = &e.interval else { continue };
                let (Some(value), Some(low), Some(high)) = (e.value, interval.low, interval.high) else {
                    continue;
                };
                turn += 1;
                let target = [value, low, high][turn % 3];
                out.extend(swapped(&of(target)).map(|new| ("digits_swapped", vec![(target.span, new)])));
                let target = [value, low, high][(turn + 1) % 3];
                out.extend(pointless(&of(target)).map(|new| ("decimal_lost", vec![(target.span, new)])));
                if of(low) != of(high) {
                    out.push(("limits_exchanged", vec![(low.span, of(high)), (high.span, of(low))]));
                }
                if let Some(p) = e.p.as_ref().filter(|p| p.value.is_some()) {
                    let printed = p.span.of(text.as_str());
                    let at = ps.iter().position(|other| other == printed).unwrap_or(0);
                    let other = ps.iter().cycle().skip(at).take(ps.len()).find(|other| *other != printed);
                    out.extend(other.map(|other| ("p_of_another", vec![(p.span, other.clone())])));
                }
            }
            Reported::Proportion(Proportion {
                count: Some(count),
                total: Some(total),
                percent: Some(percent),
                ..
            }) => {
                turn += 1;
                let target = if turn % 2 == 0 { *percent } else { *count };
                out.extend(swapped(&of(target)).map(|new| ("digits_swapped", vec![(target.span, new)])));
                out.extend(pointless(&of(*percent)).map(|new| ("decimal_lost", vec![(percent.span, new)])));
                if let (Ok(n), Some(total)) = (of(*count).parse::<u64>(), total.decimal.as_whole()) {
                    let new = if n + 10 <= total { n + 10 } else { n.saturating_sub(10) };
                    out.push(("count_ten_off", vec![(count.span, new.to_string())]));
                }
            }
            _ => {}
        }
        out.extend(exchanged(text, extraction, i).map(|slip| ("arms_swapped", slip)));
    }
    out
}

/// The counts of two neighbouring shares exchanged, their percentages left.
fn exchanged(text: &Abstract, extraction: &Extraction, i: usize) -> Option<Slip> {
    let share = |k: usize| match &extraction.findings.get(k)?.result {
        Reported::Proportion(p) => Some((p.count?, p.percent?)),
        _ => None,
    };
    let ((a, _), (b, _)) = (share(i)?, share(i + 1)?);
    let (first, second) = (a.span.of(text.as_str()), b.span.of(text.as_str()));
    (first != second && b.span.start.saturating_sub(a.span.end) < 150)
        .then(|| vec![(a.span, second.to_owned()), (b.span, first.to_owned())])
}

/// Two neighbouring digits that differ, exchanged: 0.49 to 0.94.
fn swapped(number: &str) -> Option<String> {
    let mut letters: Vec<char> = number.chars().collect();
    let digits: Vec<usize> = (0..letters.len()).filter(|i| letters[*i].is_ascii_digit()).collect();
    // The zero before a point stays.
    let zero = usize::from(number.trim_start_matches(['-', '\u{2212}']).starts_with('0'));
    let pair = digits.windows(2).skip(zero).find(|pair| letters[pair[0]] != letters[pair[1]])?;
    let (a, b) = (pair[0], pair[1]);
    letters.swap(a, b);
    Some(letters.into_iter().collect())
}

/// Without its point: 0.49 to 049.
fn pointless(number: &str) -> Option<String> {
    let out: String = number.chars().filter(|c| !matches!(c, '.' | '·')).collect();
    (out != number).then_some(out)
}
