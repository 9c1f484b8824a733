//! The group that the text names right behind a number: "13.3 months in the carboplatin group". Where that name cannot be
//! the claim's, the claim is not that number's, whatever group litx bound it to.

use std::collections::HashSet;

use super::Read;

/// Words that end the name of a group.
const GROUPS: &[&str] =
    &["arm", "arms", "group", "groups", "patients", "participants", "recipients", "cohort", "cohorts"];

/// Words of a control, and of what is held against it.
const CONTROL: &[&str] = &[
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

/// The words between a number and the "group" right behind it: "in the A group", "of control patients", "A arm".
fn name_behind(text: &str, end: usize) -> Option<&str> {
    const LONGEST: usize = 6;
    const BEFORE: [&str; 8] = ["in ", "of ", "for ", "with ", "per ", "on ", "the ", "each "];
    let rest = text[end..].trim_start_matches(['%', ')', ']', ' ']);
    // Behind a bracket, or behind what joins, something else begins.
    let leads = BEFORE.iter().any(|word| rest.starts_with(word));
    let bracket = text[end..text.len() - rest.len()].contains([')', ']']);
    let joined = ["or ", "and ", "to ", "vs", "versus"].iter().any(|word| rest.starts_with(word));
    if joined || bracket && !leads {
        return None;
    }
    let mut to = 0;
    for (n, word) in rest.split_inclusive(' ').enumerate().take(LONGEST + 3) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if GROUPS.contains(&bare.to_lowercase().as_str()) {
            let mut name = rest[..to].trim();
            while let Some(rest) = BEFORE.iter().find_map(|word| name.strip_prefix(word)) {
                name = rest;
            }
            return (n > 0 && !name.is_empty()).then_some(name);
        }
        if bare.len() < word.trim_end().len() || bare.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        to += word.len();
    }
    None
}
