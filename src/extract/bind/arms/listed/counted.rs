//! A list in the bracket behind how many it has: `to one of three drugs (tolvarin, alfazumab, or vexatine)`.

use super::super::assignment::{FARTHEST_TO, behind_leads, listed_from};
use super::super::candidate::Candidate;
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// `to one of three drugs (tolvarin, alfazumab, or vexatine)`, `to two regimens (…)`: the list in the bracket behind how many there
/// are.
pub(in super::super) fn in_bracket<'t>(
    s: &Sentence<'t>,
    words: &[Word<'t>],
    verb: usize,
    list: usize,
) -> Option<Vec<Candidate<'t>>> {
    const NOUNS: &[&str] = &[
        "drugs",
        "treatments",
        "therapies",
        "agents",
        "medications",
        "interventions",
        "strategies",
        "conditions",
        "diets",
        "programs",
        "programmes",
        "protocols",
        "schedules",
        "techniques",
        "methods",
        "procedures",
        "doses",
        "concentrations",
        "formulations",
        "preparations",
        "solutions",
        "combinations",
    ];
    const MANY: &[&str] = &["two", "three", "four", "five", "six", "both"];
    let many = |w: &Word<'_>| w.is(MANY) || w.numeric && matches!(w.text, "2" | "3" | "4" | "5" | "6");
    let reach = words.len().min(verb + FARTHEST_TO);
    let open = (verb + 2..reach).find(|k| s.opens(words[*k].item))?;
    let noun = open - 1;
    let told = (words[noun].is_of(Sort::Group) && words[noun].text.ends_with('s') || words[noun].is(NOUNS))
        && words[noun.saturating_sub(3)..noun].iter().any(many);
    let close = open + words[open..].iter().take(FARTHEST_TO).position(|w| s.closes(w.item))?;
    let joined = words[open..close].iter().any(|w| matches!(w.cue, Cue::Or | Cue::And | Cue::Versus));
    let sized = words[open..close].iter().any(|w| w.text == "=");
    if !told || !joined || sized {
        return None;
    }
    let found = listed_from(s, &words[..close], behind_leads(s, &words[..close], open + 1), list);
    (found.len() >= 2).then_some(found)
}
