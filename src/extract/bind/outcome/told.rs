//! What a reading rule told of its own outcome: "hazard ratio for death, 0.75".

use super::nature::{MEASURED, PEOPLE, TREATMENT, nature};
use super::phrase::last_word;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::text::Span;

/// The words that the reading rule took for the name, unless they say who is compared: "difference between groups",
/// "hazard ratio for surgery versus rest".
pub(in crate::extract::bind) fn told(s: &Sentence<'_>, reading: &Reading) -> Option<Span> {
    let mut own = reading.outcome?;
    let name = own.of(s.text);
    // "death in the surgery group", "relapse [A vs B]"
    let within = [" in the ", " of the ", " in ", " ["].iter().filter_map(|at| name.find(at)).min();
    let grouped = [" groups", " arms", " group", " arm"].iter().any(|word| name.ends_with(word));
    // "difference favouring A", "effect sizes found for A": whom, and not of what
    const OTHERS: [&str; 5] = ["comparison", "favo", "when ", "found", "those"];
    if OTHERS.iter().any(|start| name.starts_with(start)) {
        return None;
    }
    if let Some(at) = within.filter(|_| grouped || name.contains('[')) {
        own.end = own.start + at;
        return Some(own);
    }
    let (before, behind) = (s.text.get(..own.start)?.trim_end(), s.text.get(own.end..)?.trim_start());
    let versus = ["versus", "vs"].iter().any(|word| behind.starts_with(word));
    let compared = before.ends_with("between") || versus && nature(last_word(name)) != MEASURED;
    // "hazard ratio with tolvarin alone"
    let compared = compared || before.ends_with(" with") && nature(last_word(name)) == TREATMENT;
    let groups = grouped || ["groups", "arms"].contains(&name);
    if compared || groups {
        return None;
    }
    // "relapse was lowest in those on A": the name, and not what is said of it
    let says = [" was ", " were ", " is ", " are ", " had ", " did ", ", but ", ", favo"];
    if let Some(at) = says.iter().filter_map(|verb| name.find(verb)).min() {
        let name = &name[..at];
        let whom = name.contains("group")
            || name.starts_with("patients")
            || matches!(nature(last_word(name)), TREATMENT | PEOPLE);
        own.end = own.start + at;
        return (!whom).then_some(own);
    }
    Some(own)
}
