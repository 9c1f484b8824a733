//! What "the intervention group" gets, where the text calls it by its role only: `Effects of balance training on …`, `Peer
//! support for …` in the title, `to assess the efficacy of …`. With a control beside it, that is what was tested.

use super::candidate::{Candidate, foreign_words, names, trimmed};
use super::entry::told;
use super::stands::{count, counted, placed};
use super::table::Table;
use crate::extract::bind::outcome::nature::treatment_like;
use crate::extract::bind::words::{Word, Words};
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words of such a name, at most.
const LONGEST: usize = 6;

/// What the one arm that is called by its role only is tested for: that arm, the name, and the arm that has the name
/// already, if there is one.
struct Topic<'t> {
    arm: usize,
    name: Vec<Word<'t>>,
    held_by: Option<usize>,
}

/// Calls the arm that has only its role for a name by what was tested.
pub(super) fn call<'t>(
    table: &mut Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
    happens: &[&[Word<'t>]],
    compared: &[Candidate<'t>],
) {
    let Some(topic) = topic(table, sentences, words, readings, happens, compared) else { return };
    table.call(topic.arm, &topic.name);
    if let Some(held_by) = topic.held_by {
        table.unite(&[(topic.arm, held_by)]);
    }
}

/// What the arm under test gets, where nothing but its role is known of it and all others are controls.
fn topic<'t>(
    table: &Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    readings: &[Vec<Reading>],
    happens: &[&[Word<'t>]],
    compared: &[Candidate<'t>],
) -> Option<Topic<'t>> {
    let role = |i: &usize| {
        let keys = &table.arms[*i].keys;
        keys.iter().all(|key| told(*key, Sort::Experimental)) && table.arms[*i].vague() == 1
    };
    let mut roles = (0..table.arms.len()).filter(role);
    let arm = roles.next().filter(|_| roles.next().is_none())?;
    let others = || (0..table.arms.len()).filter(|i| *i != arm);
    if others().all(|i| !table.is_control(i)) {
        return None;
    }
    let again = |name: &[Word<'t>], once: usize| {
        let often =
            once + count(words, name) + table.shorts(name).map(|short| count(words, short)).sum::<usize>();
        often >= 2 && !counted(happens, name)
    };
    // What future studies should look at stands behind results.
    let mut told = sentences
        .iter()
        .zip(words)
        .zip(readings)
        .take_while(|((s, _), readings)| s.title || readings.is_empty());
    let titled = told.find_map(|((s, own), _)| {
        let aims = s.title || s.may_say(&[Sort::Aim]);
        // What says nothing of arms was not looked at before, and is not among what is counted.
        let apart = own.is_empty() && aims;
        let name = if apart { tested(s, &Words::of(s)) } else { tested(s, own) }?;
        // "web-based guided self-help intervention", "self-help intervention": as it is said again.
        let most = if aims { name.len() } else { 1 };
        let parts = (0..most).map(|from| &name[from..]).filter(|part| part.len() > 1 || name.len() == 1);
        parts.filter(|part| telling(s, part)).find(|part| again(part, usize::from(apart))).map(<[_]>::to_vec)
    });
    // "A trial of tolvarin versus placebo", where the "intervention" is all that is known besides the placebo.
    let against = || {
        let control =
            |c: &Candidate<'t>| others().any(|i| table.is_control(i) && table.arms[i].has(&c.words));
        let pairs = compared.chunk_by(|a, b| a.list == b.list);
        let sides = pairs.filter_map(|pair| match pair {
            [one, other] if control(other) && !control(one) => Some(one),
            [one, other] if control(one) && !control(other) => Some(other),
            _ => None,
        });
        let treatment = |c: &&Candidate<'t>| {
            c.words.len() <= LONGEST
                && !c.words.iter().all(small)
                && !c.words.iter().any(|w| w.is(&["design", "trial", "study"]))
                && c.words.last().is_some_and(|w| treatment_like(w.text))
                && again(&c.words, 0)
                && placed(words, &c.words) >= 1
        };
        sides.filter(treatment).map(|c| c.words.clone()).next()
    };
    let placebo = || others().all(|i| table.is_control(i) && table.arms[i].vague() == 0);
    let name = titled.or_else(|| if placebo() { against() } else { None })?;
    let holds = |i: usize| {
        let entry = &table.arms[i];
        entry.has(&name) || name.iter().any(|w| !small(w) && entry.keys.contains(&w.key))
    };
    if others().any(|i| table.is_control(i) && holds(i)) {
        return None;
    }
    let mut holders = others().filter(|i| holds(*i));
    let held_by = holders.next();
    holders.next().is_none().then_some(Topic { arm, name, held_by })
}

/// Whether the rest of a name is a name.
fn telling(s: &Sentence<'_>, part: &[Word<'_>]) -> bool {
    names(part)
        && s.cue(part[0].item) != Cue::Article
        && !part.iter().any(|w| w.is_of(Sort::Joins))
        && part.iter().any(|w| !small(w) && !w.is(NOUNS))
}

/// Nouns that name no treatment alone.
const NOUNS: &[&str] = &[
    "program",
    "programs",
    "programme",
    "programmes",
    "training",
    "package",
    "strategy",
    "strategies",
    "service",
    "services",
    "application",
    "support",
    "course",
    "guideline",
    "guidelines",
    "sessions",
    "counselling",
    "counseling",
    "medications",
    "medication",
    "medicine",
    "medicines",
    "exercises",
    "technique",
    "techniques",
    "approach",
    "model",
];

/// Whether a word tells nothing by itself.
fn small(word: &Word<'_>) -> bool {
    !word.word || word.sorts.meet(&[Sort::Generic, Sort::Weak, Sort::Experimental, Sort::Nameless])
}

/// Nouns of what a study says about a treatment, with "of" behind them.
const OF: &[&str] = &["benefit", "benefits", "evaluation", "safety", "feasibility", "usefulness", "role"];

/// Those that a title says so by.
const STUDY: &[&str] = &["trial", "study"];

/// Those that say so in any sentence without results.
const EFFECT: &[&str] = &["effect", "effects", "efficacy", "effectiveness", "impact", "influence"];

const USE: &[&str] = &["use", "value"];

/// Words that follow the name of what was tested.
const THEN: &[&str] = &[
    "in",
    "on",
    "for",
    "to",
    "among",
    "prior",
    "aiming",
    "aimed",
    "designed",
    "during",
    "after",
    "following",
    "upon",
    "as",
    "at",
    "when",
    "by",
    "before",
    "improves",
    "improve",
    "improved",
    "reduces",
    "reduce",
    "reduced",
    "increases",
    "increase",
    "increased",
    "decreases",
    "enhances",
    "prevents",
    "does",
    "attenuates",
    "promotes",
    "lowers",
];

/// What a title, or an aim, says was tested.
fn tested<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Option<Vec<Word<'t>>> {
    if words.iter().any(|w| w.cue == Cue::Versus) {
        return None;
    }
    // "The use of X for" at the head of a title; "to increase the use of X" is what was measured.
    let aims = s.title || s.may_say(&[Sort::Aim]);
    let says = |at: usize| {
        let w = &words[at];
        let of = words[at + 1].cue == Cue::Of;
        of && (w.is(EFFECT) || aims && w.is(OF) || s.title && w.is(STUDY) || s.title && at < 2 && w.is(USE))
            || s.title && w.is(STUDY) && words[at + 1].is(&["on"])
    };
    let starts = (0..words.len().saturating_sub(1)).filter(|at| says(*at)).map(|at| at + 2);
    // "Does peer support reduce …?"
    let head = usize::from(words.first().is_some_and(|w| w.is(&["does", "do", "can", "is", "are", "will"])));
    starts.chain((s.title && head < words.len()).then_some(head)).find_map(|at| phrase(s, words, at))
}

fn phrase<'t>(s: &Sentence<'t>, words: &[Word<'t>], at: usize) -> Option<Vec<Word<'t>>> {
    let inside = |w: &&Word<'_>| {
        w.word && matches!(w.cue, Cue::None | Cue::Article | Cue::Adjusted | Cue::Time(_)) && !w.is(THEN)
    };
    let run: Vec<Word<'t>> = words[at..].iter().take_while(inside).take(LONGEST + 3).copied().collect();
    let next = words.get(at + run.len());
    // "in combination with"
    let joined = words.get(at + run.len() + 1).is_some_and(|w| w.is_of(Sort::Joins));
    // "Variability in strength": of what was measured, unless it is "in the treatment of".
    let within = at < 2 && next.is_some_and(|w| w.is(&["in"])) && {
        let mut behind = words[at + run.len() + 1..].iter().skip_while(|w| w.cue == Cue::Article);
        !behind.next().is_some_and(|w| {
            w.is(&["treatment", "prevention", "management", "therapy", "treating", "preventing"])
        })
    };
    let ends = !joined
        && !within
        && next.is_none_or(|w| {
            w.is(THEN) || matches!(w.text, ":" | "." | ";" | "?") || at > 0 && s.opens(w.item)
        });
    let name = trimmed(run);
    let fits =
        ends && name.len() <= LONGEST && !name.iter().all(small) && names(&name) && !foreign_words(&name);
    fits.then_some(name)
}
