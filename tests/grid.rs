//! Ordinary sentences by the hundred: `fixtures/bindings/grid.txt` crosses ways to say who the arms are with kinds of values
//! and with sentences, and every value must be of the arm and the outcome that its place in the sentence says.

use std::collections::BTreeMap;

use litx::extract::extract;
use litx::finding::{Arm, Extraction, Finding, Number, Reported};
use litx::record::Abstract;

/// How many readings of the grid are not yet as they must be, by what is wrong with them. Lower these as the reader
/// learns; a rise is a fault.
const UNREAD: usize = 47;
const OF_NO_ARM: usize = 3;
const OF_THE_WRONG_ARM: usize = 0;
const OF_THE_WRONG_OUTCOME: usize = 0;
const COMPARED_WRONG: usize = 0;
const LEVELS_UNREAD: usize = 15;
const LEVELS_OF_ANOTHER_KIND: usize = 0;

/// One way to say who the arms are.
struct Arms<'t> {
    sentence: &'t str,
    arms: [ArmWords<'t>; 2],
}

/// How sentences call an arm, and words of which its name must hold one.
struct ArmWords<'t> {
    name: &'t str,
    group: &'t str,
    holds: Vec<&'t str>,
}

/// A kind of value: what it is of, and the values of both arms for both outcomes.
struct Values<'t> {
    kind: &'t str,
    outcomes: [(&'t str, &'t str); 2],
    values: [&'t str; 4],
}

/// Places of values in a sentence: arm and outcome.
const PLACES: [(&str, usize, usize); 4] = [("{a1}", 0, 0), ("{b1}", 1, 0), ("{a2}", 0, 1), ("{b2}", 1, 1)];

fn section<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let lines = text.lines().skip_while(|line| *line != name).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    assert!(!lines.is_empty(), "grid.txt has no section {name}");
    lines
}

fn parts<const N: usize>(line: &str, sign: &'static str) -> [String; N] {
    let parts: Vec<String> = line.split(sign).map(|part| part.trim().to_owned()).collect();
    parts.try_into().unwrap_or_else(|_| panic!("{N} parts by {sign:?} wanted: {line}"))
}

fn arm_words(part: &str) -> ArmWords<'_> {
    let mut parts = part.split('/').map(str::trim);
    let (Some(name), Some(group), Some(holds)) = (parts.next(), parts.next(), parts.next()) else {
        panic!("name / group / words wanted: {part}");
    };
    ArmWords { name, group, holds: holds.split(',').map(str::trim).collect() }
}

fn arms(text: &str) -> Vec<Arms<'_>> {
    let line = |line: &'_ str| -> Vec<usize> { line.match_indices('|').map(|(at, _)| at).collect() };
    let read = |one| {
        let at = line(one);
        assert_eq!(at.len(), 2, "a sentence and two arms wanted: {one}");
        Arms {
            sentence: one[..at[0]].trim(),
            arms: [arm_words(&one[at[0] + 1..at[1]]), arm_words(&one[at[1] + 1..])],
        }
    };
    section(text, "arms").into_iter().map(read).collect()
}

fn values(text: &str) -> Vec<Values<'_>> {
    let read = |line: &'_ str| -> Vec<usize> { line.match_indices('|').map(|(at, _)| at).collect() };
    let mut out = Vec::new();
    for line in section(text, "values") {
        let at = read(line);
        assert_eq!(at.len(), 6, "a kind, two outcomes and four values wanted: {line}");
        let part = |n: usize| line[at[n - 1] + 1..at.get(n).copied().unwrap_or(line.len())].trim();
        let outcome = |n: usize| part(n).split_once(", ").expect("an outcome and its word");
        out.push(Values {
            kind: line[..at[0]].trim(),
            outcomes: [outcome(1), outcome(2)],
            values: [part(3), part(4), part(5), part(6)],
        });
    }
    out
}

/// A text of two sections: who the arms are, and the sentence.
fn read(arms: &Arms<'_>, sentence: &str) -> Extraction {
    let mut article = Abstract::new("A trial");
    article.push(Some("METHODS".to_owned()), None, arms.sentence);
    article.push(Some("RESULTS".to_owned()), None, sentence);
    extract(&article)
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().expect("a sentence");
    first.to_uppercase().chain(letters).collect()
}

/// A sentence with its arms' names in.
fn named(sentence: &str, arms: &Arms<'_>) -> String {
    let [a, b] = &arms.arms;
    sentence
        .replace("{A}", a.name)
        .replace("{B}", b.name)
        .replace("{the A}", a.group)
        .replace("{the B}", b.group)
}

fn number(finding: &Finding) -> Option<Number> {
    match &finding.result {
        Reported::Proportion(share) => share.count.or(share.percent),
        Reported::Quantity(quantity) => quantity.value,
        Reported::Estimate(estimate) => estimate.value,
        _ => None,
    }
}

/// The first number of a text.
fn first_number(text: &str) -> f64 {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '-')).unwrap_or(text.len());
    text[..end].parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn is(arm: Option<&Arm>, words: &ArmWords<'_>) -> bool {
    let said = |name: &str, word: &str| {
        name.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word))
            || name.eq_ignore_ascii_case(word)
    };
    arm.is_some_and(|arm| {
        words.holds.iter().any(|word| said(&arm.name, word) || arm.name.contains(word) && word.len() > 2)
    })
}

/// What is wrong, how often, and where it was seen first.
#[derive(Default)]
struct Faults(BTreeMap<&'static str, Vec<String>>);

impl Faults {
    fn add(&mut self, what: &'static str, text: String) {
        self.0.entry(what).or_default().push(text);
    }

    fn count(&self, what: &str) -> usize {
        self.0.get(what).map_or(0, Vec::len)
    }

    /// As many faults as are known, or the test says which there are.
    fn hold(&self, known: &[(&'static str, usize)]) {
        let wrong: Vec<String> = known
            .iter()
            .filter(|(what, known)| self.count(what) != *known)
            .map(|(what, known)| {
                let seen = self.0.get(what).map(|seen| seen.join("\n  ")).unwrap_or_default();
                format!("{what}: {} now, {known} known\n  {seen}", self.count(what))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_value_is_of_the_arm_and_the_outcome_that_its_place_says() {
    let text = include_str!("../fixtures/bindings/grid.txt");
    let (arms, kinds) = (arms(text), values(text));
    let mut faults = Faults::default();
    let mut checked = 0;
    for line in section(text, "sentences") {
        let [fits, sentence] = parts(line, " | ");
        for kind in kinds.iter().filter(|kind| fits == "any" || fits == kind.kind) {
            for arms in &arms {
                let mut full =
                    sentence.replace("{one}", kind.outcomes[0].0).replace("{two}", kind.outcomes[1].0);
                for ((place, ..), value) in PLACES.iter().zip(kind.values) {
                    full = full.replace(place, value);
                }
                let full = capital(&named(&full, arms));
                let found = read(arms, &full);
                for ((place, arm, outcome), value) in PLACES.iter().zip(kind.values) {
                    if !sentence.contains(place) {
                        continue;
                    }
                    checked += 1;
                    let wanted = first_number(value);
                    let of_result = |f: &&Finding| {
                        f.span.start > arms.sentence.len()
                            && !matches!(f.result, Reported::Estimate(_))
                            && number(f).is_some_and(|n| n.to_f64() == wanted)
                    };
                    let Some(finding) = found.findings.iter().find(of_result) else {
                        faults.add("unread", format!("{value}: {full}"));
                        continue;
                    };
                    let own = finding.arm.map(|arm| &found.arms[usize::from(arm.0)]);
                    match own {
                        None => faults.add("of no arm", format!("{value}: {full}")),
                        Some(own) if !is(Some(own), &arms.arms[*arm]) => {
                            faults.add("of the wrong arm", format!("{value} {}: {full}", own.name));
                        }
                        Some(_) => {}
                    }
                    let word = if sentence.contains("{two}") {
                        kind.outcomes[*outcome].1
                    } else {
                        kind.outcomes[0].1
                    };
                    let named = finding.outcome.as_ref().is_some_and(|outcome| {
                        outcome.text.contains(word) || outcome.text.to_lowercase().contains(word)
                    });
                    if !named {
                        let outcome = finding.outcome.as_ref().map_or("none", |outcome| &outcome.text);
                        faults.add("of the wrong outcome", format!("{value} {outcome}: {full}"));
                    }
                }
            }
        }
    }
    assert!(checked > 5000, "{checked}");
    faults.hold(&[
        ("unread", UNREAD),
        ("of no arm", OF_NO_ARM),
        ("of the wrong arm", OF_THE_WRONG_ARM),
        ("of the wrong outcome", OF_THE_WRONG_OUTCOME),
    ]);
}

#[test]
fn every_comparison_is_of_the_arms_that_its_sentence_says() {
    let text = include_str!("../fixtures/bindings/grid.txt");
    let mut faults = Faults::default();
    for line in section(text, "comparisons") {
        let [sentence, wanted] = parts(line, " | ");
        for arms in &arms(text) {
            let full = capital(&named(&sentence, arms));
            let found = read(arms, &full);
            for one in wanted.split(", ") {
                let mut words = one.split(' ');
                let value = first_number(words.next().expect("a number"));
                let side = |word: Option<&str>| word.map(|word| &arms.arms[usize::from(word == "B")]);
                let (arm, _, against) = (side(words.next()), words.next(), side(words.next()));
                let of = |f: &&Finding| {
                    let p = match &f.result {
                        Reported::PValue(p) => p.value,
                        _ => None,
                    };
                    f.span.start > arms.sentence.len() && number(f).or(p).is_some_and(|n| n.to_f64() == value)
                };
                let name = |id: Option<litx::finding::ArmId>| id.map(|id| &found.arms[usize::from(id.0)]);
                let held = |arm: Option<&Arm>, words: Option<&ArmWords<'_>>| match words {
                    Some(words) => is(arm, words),
                    None => arm.is_none(),
                };
                let right = found
                    .findings
                    .iter()
                    .find(of)
                    .is_some_and(|f| held(name(f.arm), arm) && held(name(f.comparator), against));
                if !right {
                    faults.add("compared wrong", format!("{one}: {full}"));
                }
            }
        }
    }
    faults.hold(&[("compared wrong", COMPARED_WRONG)]);
}

/// What is measured: its name, its unit, and numbers by letter.
struct Measured {
    what: String,
    unit: String,
    numbers: BTreeMap<&'static str, String>,
}

impl Measured {
    fn read(line: &str) -> Self {
        let [what, unit, v, w, s, d] = parts(line, "|");
        let places = v.split_once('.').map_or(0, |(_, places)| places.len());
        let reckoned = |of: &str, times: f64| format!("{:.places$}", first_number(of) * times);
        let (x, e) = (reckoned(&v, 1.2), reckoned(&d, 0.4));
        let (l, h) = (reckoned(&d, 0.6), reckoned(&d, 1.5));
        let numbers = [("v", v), ("w", w), ("s", s), ("d", d), ("x", x), ("e", e), ("l", l), ("h", h)];
        // A per-cent sign stands right behind its number.
        let unit = if unit == "%" || unit.is_empty() { unit } else { format!(" {unit}") };
        Self { what, unit, numbers: numbers.into() }
    }

    fn say(&self, sentence: &str) -> String {
        let mut full = sentence.replace("{what}", &self.what).replace("{unit}", &self.unit);
        for (letter, number) in &self.numbers {
            full = full.replace(&format!("{{{letter}}}"), number);
        }
        capital(&full)
    }
}

#[test]
fn every_level_is_read_as_what_was_measured() {
    let text = include_str!("../fixtures/bindings/grid.txt");
    let measured: Vec<Measured> = section(text, "measured").into_iter().map(Measured::read).collect();
    let arms = arms(text);
    let mut faults = Faults::default();
    for line in section(text, "levels") {
        let [sentence, wanted] = parts(line, " | ");
        for measured in &measured {
            let full = measured.say(&sentence);
            let found = read(&arms[0], &full);
            let own = || found.findings.iter().filter(|f| f.span.start > arms[0].sentence.len());
            for letter in wanted.split(' ') {
                let value = first_number(&measured.numbers[letter]);
                let of = |f: &Finding| {
                    matches!(f.result, Reported::Quantity(_) | Reported::Estimate(_))
                        && number(f).is_some_and(|n| n.to_f64().abs() == value)
                };
                if !own().any(of) {
                    faults.add("unread", format!("{value}: {full}"));
                }
            }
            let people = |f: &Finding| {
                matches!(
                    f.result,
                    Reported::Proportion(_) | Reported::Participants(_) | Reported::RelativeChange(_)
                )
            };
            if own().any(people) {
                faults.add("of another kind", full);
            }
        }
    }
    faults.hold(&[("unread", LEVELS_UNREAD), ("of another kind", LEVELS_OF_ANOTHER_KIND)]);
}
