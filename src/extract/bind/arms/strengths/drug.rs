//! The words that name drugs, beside their strengths.

use crate::extract::bind::arms::candidate::tells;
use crate::extract::bind::words::Word;
use crate::lex::Sort;

/// The one word of a phrase that names a drug, where there is only one; before a strength the last: the velate of
/// "micronized tolvarin velate 5 mg".
pub(in crate::extract::bind::arms) fn drug<'t>(phrase: &[Word<'t>]) -> Option<Word<'t>> {
    let mut found = phrase.iter().filter(|w| names_drug(w));
    let one = found.next()?;
    if found.next().is_none() {
        return Some(*one);
    }
    let strength = phrase.iter().position(|w| w.numeric)?;
    let last = strength.checked_sub(1).and_then(|b| phrase.get(b))?;
    (names_drug(last) && !says_how(last)).then_some(*last)
}

/// Whether a word names a drug, or another thing that tells arms apart.
fn names_drug(w: &Word<'_>) -> bool {
    const NOT: &[Sort] =
        &[Sort::Weak, Sort::Control, Sort::Experimental, Sort::Lone, Sort::Negation, Sort::Unit];
    // "GB 25 micrograms": a short form.
    let short = || w.text.len() > 1 && w.text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let digits = || w.text.bytes().all(|b| b.is_ascii_digit());
    w.word
        && (w.text.len() > 3 || short())
        && !digits()
        && tells(std::slice::from_ref(w))
        && !w.sorts.meet(NOT)
}

/// Whether a word beside a strength may be its drug where no list of arms says so: "the 5-mg drug group", too.
pub(super) fn may_be_drug(w: &Word<'_>) -> bool {
    const NOT: &[Sort] = &[Sort::Foreign, Sort::Nameless, Sort::NoName, Sort::Joins, Sort::End, Sort::Amount];
    (names_drug(w) || w.is(&["drug"])) && !says_how(w) && !w.sorts.meet(NOT) && !w.is(GIVEN_AS)
}

/// "containing 5 mg", "5 mg orally"
pub(super) fn says_how(w: &Word<'_>) -> bool {
    ["ing", "ly", "ed"].iter().any(|end| w.text.ends_with(end))
        && !w.is(&["esterified", "conjugated", "inhaled"])
}

/// What a drug is given as, between its name and its strength: "tolvarin syrup (5 or 10 mg)".
const GIVEN_AS: &[&str] = &[
    "syrup",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
    "spray",
    "gel",
    "cream",
    "ointment",
    "solution",
    "suspension",
    "suppository",
    "suppositories",
    "patch",
    "patches",
    "injection",
    "injections",
    "infusion",
    "inhaler",
    "inhalation",
    "film",
    "drops",
    "bolus",
    "premedication",
    "prophylaxis",
    "supplementation",
    "infusions",
    "formulation",
    "nasal",
    "rectal",
    "vaginal",
    "depot",
    "retard",
    "powder",
    "iv",
    "sr",
    "xr",
    "er",
    "cr",
];
