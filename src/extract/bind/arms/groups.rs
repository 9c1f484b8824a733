//! `the daratumumab group`, `active-monitoring group`, `placebo arm`, `group A`.

use super::candidate::{Candidate, DEGREES, LONGEST_NAME, foreign_words, hyphened, leads, names};
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// `the daratumumab group`, `active-monitoring group`, `placebo arm`, `group A`.
pub(super) fn groups<'t>(s: &Sentence<'t>, words: &Words<'t>, list: usize, out: &mut Vec<Candidate<'t>>) {
    if !words.holds(Sort::Group) && !words.holds(Sort::Lettered) {
        return;
    }
    for (k, word) in words.iter().enumerate() {
        if word.is_of(Sort::Lettered) {
            let labels = labels(s, words, k);
            if !labels.is_empty() {
                out.extend(labels.into_iter().map(|label| Candidate::lone(vec![*word, label], true)));
                continue;
            }
        }
        if !word.is_of(Sort::Group) || word.is(&["regimen", "phase", "recipients", "of", "patients"]) {
            continue;
        }
        // "International Myeloma Working Group": a name of people at work, no arm.
        let proper = |w: &Word<'_>| w.word && w.text.starts_with(char::is_uppercase);
        if proper(word) && k.checked_sub(1).is_some_and(|b| proper(&words[b]) && b > 0) {
            continue;
        }
        // "group A", "arm 2", "groups I and II".
        let labels = labels(s, words, k);
        if !labels.is_empty() {
            // "treatment group A" is called so in full.
            let kind = k.checked_sub(1).map(|b| words[b]).filter(|w| w.is_of(Sort::Experimental));
            for label in labels {
                let also = kind.map(|kind| vec![kind, *word, label]);
                out.push(Candidate {
                    also: also.into_iter().collect(),
                    ..Candidate::lone(vec![*word, label], true)
                });
            }
            continue;
        }
        if word.is(&["cohort", "cohorts"]) || by_groups(words, k) {
            continue;
        }
        let mut from = k;
        while from > 0 && k - from < LONGEST_NAME {
            let before = &words[from - 1];
            // "the 1 cm group", "the 24-week group": the strength is the name.
            let strength =
                from < k && before.numeric && matches!(words[from].cue, Cue::Dose | Cue::Unit | Cue::Time(_));
            if strength {
                from -= 1;
                continue;
            }
            // "the 10 mg/kg tolvarin group"
            let per = from < k
                && before.text == "/"
                && words[from].is(&["kg", "d", "m2", "day", "h"])
                && from.checked_sub(2).is_some_and(|unit| words[unit].cue == Cue::Dose);
            if per {
                from -= 2;
                continue;
            }
            let bound = !before.word
                || matches!(
                    before.cue,
                    Cue::Article
                        | Cue::And
                        | Cue::Or
                        | Cue::Versus
                        | Cue::Was
                        | Cue::To
                        | Cue::Of
                        | Cue::People
                        | Cue::Role(_)
                        | Cue::Received
                        | Cue::Lower
                        | Cue::Higher
                        | Cue::Difference
                        | Cue::Measure { .. }
                )
                || before.cue == Cue::Preposition && !before.is(&["without"]);
            // "the less intensive treatment group"
            if before.is(&["less", "more"]) && from < k && degree(words, from) {
                from -= 1;
                break;
            }
            // "when trial arm was …"
            if before.is(&["when", "while", "where", "if", "as"]) {
                break;
            }
            // "the on-demand group"
            if bound && !hyphened(s, before) && !(before.is(&["on", "in", "at"]) && leads(s, before)) {
                break;
            }
            from -= 1;
        }
        let name = &words[from..k];
        // "the treatment groups" are all of them.
        let all = word.text.ends_with('s') && name.iter().all(|w| w.is_of(Sort::Experimental));
        // "in each treatment group"
        let all = all
            || name.iter().all(|w| w.is_of(Sort::Experimental))
                && from.checked_sub(1).is_some_and(|b| words[b].is(&["each", "every", "both"]));
        // "the three tolvarin groups"
        let counted = word.text.ends_with('s')
            && from
                .checked_sub(1)
                .is_some_and(|b| words[b].numeric || words[b].is(&["both", "all", "two", "three", "four"]));
        let numbered = name.first().is_some_and(|w| w.numeric) && name.len() >= 2;
        // "a selected group of patients", "in which group", "mid-arm circumference"
        let nameless = matches!(name, [only] if only.is(&["selected", "unselected", "which", "what", "mid"]));
        // "including focus groups": people who talk.
        let talk = name.last().is_some_and(|w| w.is(&["focus", "working", "discussion"]));
        // "the MS group": capitals, and no number before.
        let short = |w: &Word<'_>| {
            w.text.len() > 1
                && w.text.bytes().all(|b| b.is_ascii_uppercase())
                && !from.checked_sub(1).is_some_and(|b| words[b].numeric)
        };
        let unit = name.len() == 1
            && matches!(s.cue(name[0].item), Cue::Dose | Cue::Unit | Cue::Time(_))
            && !short(&name[0]);
        if (numbered || names(name))
            && !unit
            && !all
            && !counted
            && !talk
            && !nameless
            && (name.len() <= 2 || !foreign_words(name))
        {
            // Two names of groups in one sentence are two groups.
            out.push(Candidate { words: name.to_vec(), also: Vec::new(), list, sure: true });
            if word.text.ends_with('s') {
                joined(words, from, list, out);
            }
        }
    }
}

/// Whether the word at `k` is what there is less or more of, of a name that "less" or "more" begins: `the less tight control
/// group`, but not `was less in the control group`.
fn degree(words: &[Word<'_>], k: usize) -> bool {
    words[k].is(DEGREES)
}

/// `no group differences`, `a significant group-by-time interaction`, `face-to-face group sessions`: how groups differ, or
/// what people do together, and not who is in one.
fn by_groups(words: &[Word<'_>], k: usize) -> bool {
    const BEHIND: &[&str] = &[
        "by",
        "x",
        "×",
        "difference",
        "differences",
        "interaction",
        "interactions",
        "effect",
        "effects",
        "comparison",
        "comparisons",
        "sessions",
        "session",
        "meetings",
        "discussions",
        "classes",
        "study",
        "studies",
        "design",
        "trial",
        "trials",
    ];
    words[k].is(&["group"])
        && words.get(k + 1).is_some_and(|w| w.is(BEHIND))
        && !k.checked_sub(1).is_some_and(|b| words[b].cue == Cue::Group)
}

/// The other names of `the RT and docetaxel-RT groups`, back from the one that starts at word `from`, as far as "the", "in".
fn joined<'t>(words: &[Word<'t>], from: usize, list: usize, out: &mut Vec<Candidate<'t>>) {
    let joint = |w: &Word<'_>| w.text == "," || matches!(w.cue, Cue::And | Cue::Versus | Cue::Or);
    let mut found = Vec::new();
    let mut at = from;
    for _ in 0..3 {
        let joints = words[..at].iter().rev().take_while(|w| joint(w)).count();
        let end = at - joints;
        let inside = |w: &Word<'_>| w.word && matches!(w.cue, Cue::None | Cue::Dose | Cue::Adjusted);
        let len = words[..end].iter().rev().take(LONGEST_NAME).take_while(|w| inside(w)).count();
        let name = &words[end - len..end];
        if joints == 0 || !(1..=3).contains(&len) || !names(name) || foreign_words(name) {
            break;
        }
        at = end - len;
        found.push(name);
    }
    let placed = at.checked_sub(1).is_some_and(|b| {
        matches!(words[b].cue, Cue::Article | Cue::Preposition) || words[b].is(&["between"])
    });
    if placed {
        let candidate =
            |name: &[Word<'t>]| Candidate { words: name.to_vec(), also: Vec::new(), list, sure: true };
        out.extend(found.into_iter().map(candidate));
    }
}

/// A label of capitals and a number: "A1", "C20", "D0.15".
fn strength(label: &str) -> bool {
    let number = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let capitals = label.len() - number.len();
    let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (1..=2).contains(&capitals)
        && (1..=4).contains(&number.len())
        && digits
        && number.ends_with(|c: char| c.is_ascii_digit())
}

/// Words in the bracket behind a label, at most.
const BRACKET: usize = 12;

/// The letters or numbers behind "group" at word `k`: "A", "I and II", "A, B, and C"; behind "treatment" letters only.
pub(super) fn labels<'t>(s: &Sentence<'t>, words: &[Word<'t>], k: usize) -> Vec<Word<'t>> {
    let group = words[k].is_of(Sort::Group);
    // "in group MO": short forms of more letters, where no name stands before the noun: not "in the control group HR".
    let led = group
        && words[k].is(&["group", "groups", "arm", "arms"])
        && k.checked_sub(1).is_none_or(|b| {
            let before = &words[b];
            !before.word && s.mark(before.item) != Some('-')
                || matches!(before.cue, Cue::And | Cue::Or | Cue::Versus | Cue::To | Cue::Of)
                || before.is(&["in", "than", "for", "with", "into"])
        });
    let label = |w: &Word<'_>| {
        let letter = w.text.len() == 1 && w.text.starts_with(|c: char| c.is_ascii_uppercase());
        if !group {
            return letter && matches!(w.text, "A" | "B" | "C" | "D" | "E");
        }
        letter
            || led
                && w.text.len() <= 3
                && w.text.bytes().all(|b| b.is_ascii_uppercase())
                && matches!(w.cue, Cue::None | Cue::Time(_) | Cue::Unit | Cue::Dose)
            || w.text.len() <= 2 && w.text.bytes().all(|b| b.is_ascii_digit())
            || w.text.len() <= 4 && w.text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            || strength(w.text)
    };
    let mut out: Vec<Word<'t>> = Vec::new();
    let mut at = k + 1;
    // "group (2)", "groups (A) and (B)"
    if let Some([open, own, close]) = words.get(at..at + 3)
        && group
        && s.opens(open.item)
        && s.closes(close.item)
        && label(own)
    {
        return vec![*own];
    }
    while let Some(word) = words.get(at).filter(|_| out.len() < 6) {
        // "group 12 patients": a count, no name; "in both groups 40 mg was given".
        let counted =
            words.get(at + 1).is_some_and(|w| matches!(w.cue, Cue::People | Cue::Time(_) | Cue::Dose))
                && word.numeric;
        if !label(word) || counted {
            break;
        }
        out.push(*word);
        // "arm A and B" is of two arms though it says one.
        // So is "group 1 and 2", but not "group 1 and 2 women", nor "8 in group 1 and 13 (30%) in group 2".
        let lettered = |w: &Word<'_>| w.word && label(w);
        let number = |w: &Word<'_>| w.text.parse::<u8>().ok().filter(|_| !w.word);
        let follows = |next: &Word<'_>| number(word).is_some_and(|n| number(next) == n.checked_add(1));
        let ends = |k: usize| words.get(k).is_none_or(|w| !w.word || matches!(w.cue, Cue::Was));
        let pair = words.get(at + 1).is_some_and(|w| w.cue == Cue::And)
            && words.get(at + 2).is_some_and(|next| {
                lettered(word) && lettered(next) || follows(next) && label(next) && ends(at + 3)
            });
        // "in group AB, CD and EF"
        let comma = |k: usize| words.get(k).is_some_and(|w| w.text == ",");
        let list = comma(at + 1)
            && lettered(word)
            && words.get(at + 2).is_some_and(lettered)
            && (comma(at + 3) || words.get(at + 3).is_some_and(|w| w.cue == Cue::And));
        let several = words[k].text.ends_with('s') || pair || list;
        let mut next = at + 1;
        // "groups CM (12 min) and M (9 min)"
        if several && words.get(next).is_some_and(|w| s.opens(w.item)) {
            let bracket = words[next..].iter().take(BRACKET).position(|w| s.closes(w.item));
            let behind = bracket.map_or(words.len(), |close| next + close + 1);
            if !words.get(behind).is_some_and(|w| w.text == "," || w.cue == Cue::And) {
                break;
            }
            next = behind;
        }
        while words.get(next).is_some_and(|w| several && (w.text == "," || w.cue == Cue::And)) {
            next += 1;
        }
        if next == at + 1 {
            break;
        }
        at = next;
    }
    out
}

/// Whether "group A" stands at word `k`.
pub(super) fn names_label(words: &[Word<'_>], k: usize) -> bool {
    let label =
        |w: &Word<'_>| w.text.len() <= 3 && !w.text.contains(|c: char| c.is_ascii_lowercase() || c == ',');
    words.get(k).is_some_and(|w| w.cue == Cue::Group && w.is(&["group", "arm", "cohort"]))
        && words.get(k + 1).is_some_and(|w| label(w) && (w.word || w.numeric))
}
