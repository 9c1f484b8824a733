//! The numbers of this project are those that AQUILA prints.

use evidence::{ENROLLED, PROGRESSION_OR_DEATH};
use litx::testing::{Article, Source, ci};

fn aquila() -> Article {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/claims/litx.lock.jsonl");
    Source::locked(lock).and_then(|source| source.get("doi:10.1056/NEJMoa2409029")).expect("the record")
}

#[test]
fn the_hazard_ratio_is_what_the_abstract_prints() {
    let [value, low, high] = PROGRESSION_OR_DEATH;
    aquila()
        .hazard_ratio("progression or death")
        .arm("daratumumab")
        .against("active monitoring")
        .p("<0.001")
        .assert_printed(value, ci(low, high));
}

#[test]
fn people_and_deaths_are_those_of_the_abstract() {
    let aquila = aquila();
    aquila.participants().assert(ENROLLED);
    aquila.count("died").arm("daratumumab").assert("15");
    aquila.percent("overall survival").arm("active monitoring").at("5 years").assert("86.9");
    aquila.median_follow_up().assert("65.2");
    aquila.assert_says("No unexpected safety concerns were identified.");
}

#[test]
#[should_panic(expected = "contradicted: value 0.94 — the source prints HR 0.49 [0.36, 0.67] 95% P<0.001 (digits transposed?)")]
fn a_wrong_digit_is_named() {
    aquila().hazard_ratio("progression or death").assert("0.94");
}
