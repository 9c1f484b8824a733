//! The group that the text names right behind a number: "13.3 months in the carboplatin group". Where that name cannot be
//! the claim's, the claim is not that number's, whatever group litx bound it to.

use std::collections::HashSet;

use super::Read;

/// Words that end the name of a group.
const GROUPS: &[&str] =
    &["arm", "arms", "group", "groups", "patients", "participants", "recipients", "cohort", "cohorts"];

/// Words of a control, and of what is held against it.
pub(super) const CONTROL: &[&str] = &[
    "control",
    "placebo",
    "usual",
    "standard",
    "conventional",
    "comparison",
    "sham",
    "routine",
    "observation",
    "untreated",
    "no",
];
const TESTED: &[&str] = &["intervention", "experimental", "active"];

/// Whether the name right behind a number is of another group than the claim names.
pub(super) fn other_group(claimed: &str, end: usize, source: &Read<'_>) -> bool {
    let Some(name) = name_behind(source.text.as_str(), end) else { return false };
    let (printed, wanted) = (source.names.words(name).telling, source.names.words(claimed).telling);
    if printed.is_subset(&wanted) || wanted.is_subset(&printed) {
        return false;
    }
    let control = |words: &HashSet<String>| CONTROL.iter().any(|word| words.contains(*word));
    let tested = |words: &HashSet<String>| TESTED.iter().any(|word| words.contains(*word));
    // Two names that share a treatment and differ in its partner.
    let paired = |name: &str| [" and ", "+", "plus "].iter().any(|join| name.contains(join));
    let partners = paired(name) && paired(claimed) && printed.intersection(&wanted).next().is_some();
    partners || control(&wanted) && !control(&printed) || tested(&wanted) && control(&printed)
}

/// The words between a number and the "group" right behind it: "in the A group", "of control patients", "A arm". "In each
/// group" names none.
fn name_behind(text: &str, end: usize) -> Option<&str> {
    const LONGEST: usize = 8;
    const BEFORE: [&str; 7] = ["in", "of", "for", "with", "per", "on", "the"];
    const JOINS: [&str; 6] = ["or", "and", "to", "vs", "v", "versus"];
    const NONE: [&str; 6] = ["each", "both", "either", "all", "two", "three"];
    let rest = text[end..].trim_start_matches(['%', ')', ']', ' ']);
    let bracket = text[end..text.len() - rest.len()].contains([')', ']']);
    let (mut from, mut to) = (0, 0);
    for (n, word) in rest.split_inclusive(' ').enumerate().take(LONGEST) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let small = BEFORE.contains(&lower.as_str());
        // Behind what joins, and behind a bracket that no preposition follows, something else begins.
        if n == 0 && (JOINS.contains(&lower.as_str()) || bracket && !small) {
            return None;
        }
        if GROUPS.contains(&lower.as_str()) {
            return (from < to).then(|| rest[from..to].trim());
        }
        let ended = bare.len() < word.trim_end().len();
        if ended || NONE.contains(&lower.as_str()) || bare.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        to += word.len();
        if small && from + word.len() == to {
            from = to;
        }
    }
    None
}

/// Whether a number is the size of a part of the people, and no rate of an outcome: "the 40% patient subset with".
pub(super) fn sizes_a_part(end: usize, source: &Read<'_>) -> bool {
    let rest = source.text.as_str()[end..].trim_start_matches(['%', ' ']);
    rest.split_whitespace().take(2).any(|word| ["subset", "subgroup", "subpopulation"].contains(&word))
}
