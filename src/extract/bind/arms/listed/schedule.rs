//! How often something is given, where that tells two arms of one drug apart: `tolvarin every 2 weeks or every 4 weeks`, `weekly or
//! every 3 weeks`, `once daily or twice daily`.

use super::Phrase;
use crate::extract::bind::words::Word;
use crate::lex::Cue;

/// Words that say how often, and tell two arms apart where nothing else does.
pub(super) const SCHEDULE: &[&str] =
    &["once", "twice", "daily", "weekly", "bid", "tid", "qid", "qd", "bd", "nocte"];

/// Takes what says from word `k` on how often the last phrase is given; of "every 2 or 4 weeks" the second is a phrase of its own. How
/// many words that are.
pub(super) fn take<'t>(words: &[Word<'t>], k: usize, phrases: &mut Vec<Phrase<'t>>) -> usize {
    let Some(phrase) = phrases.last_mut() else { return 0 };
    if let Some((one, other)) = either(words, k).filter(|_| phrase.schedule.is_empty()) {
        let (words, doses) = (phrase.words.clone(), phrase.doses.clone());
        phrase.schedule = one;
        phrases.push(Phrase { words, doses, schedule: other, aside: true, ..Phrase::default() });
        return 5;
    }
    let often = often(words, k);
    phrase.schedule.extend(words.iter().skip(k).take(often));
    often
}

/// How many words from `k` on say how often: "daily", "every 2 weeks", "every other day".
fn often(words: &[Word<'_>], k: usize) -> usize {
    let Some(word) = words.get(k) else { return 0 };
    if word.is(SCHEDULE) {
        return 1;
    }
    let time = |at: usize| words.get(at).is_some_and(|w| matches!(w.cue, Cue::Time(_)));
    let counted =
        |at: usize| words.get(at).is_some_and(|w| w.numeric || w.is(&["other", "second", "third", "fourth"]));
    if word.is(&["every"]) && counted(k + 1) && time(k + 2) { 3 } else { 0 }
}

/// How many words from `k` on say it twice, with one unit: `every 2 or 4 weeks`; and the two.
fn either<'t>(words: &[Word<'t>], k: usize) -> Option<(Vec<Word<'t>>, Vec<Word<'t>>)> {
    let [every, one, joint, other, unit] = words.get(k..k + 5)? else { return None };
    let both = every.is(&["every"])
        && one.numeric
        && matches!(joint.cue, Cue::Or | Cue::And)
        && other.numeric
        && matches!(unit.cue, Cue::Time(_));
    both.then(|| (vec![*every, *one, *unit], vec![*every, *other, *unit]))
}

/// Gives a phrase of nothing but a schedule the drug of the one before it: `tolvarin once daily or twice daily`.
pub(super) fn inherit<'t>(phrases: &mut Vec<Phrase<'t>>) {
    for k in 1..phrases.len() {
        let bare = |phrase: &Phrase<'_>| {
            phrase.words.is_empty() && phrase.doses.is_empty() && phrase.also.is_empty()
        };
        let (before, rest) = phrases.split_at_mut(k);
        if let (Some(drug), Some(own)) = (before.last(), rest.first_mut())
            && bare(own)
            && differ(drug, own)
        {
            own.words.clone_from(&drug.words);
            own.doses.clone_from(&drug.doses);
        }
    }
    phrases.retain(|phrase| !phrase.is_empty());
}

/// Whether two phrases are told apart by how often.
pub(super) fn differ(one: &Phrase<'_>, other: &Phrase<'_>) -> bool {
    let keys = |phrase: &Phrase<'_>| phrase.schedule.iter().map(|w| w.key).collect::<Vec<u64>>();
    !one.schedule.is_empty() && !other.schedule.is_empty() && keys(one) != keys(other)
}

/// A name with how often it is given: "tolvarin every 2 weeks", which is called "every 2 weeks" as well; "twice-daily tolvarin", and
/// "tolvarin twice daily".
pub(super) fn told<'t>(
    words: Vec<Word<'t>>,
    schedule: Vec<Word<'t>>,
    also: &mut Vec<Vec<Word<'t>>>,
) -> Vec<Word<'t>> {
    if schedule.is_empty() || words.is_empty() {
        return schedule.into_iter().chain(words).collect();
    }
    let behind = words.iter().chain(&schedule).copied().collect();
    if schedule.len() > 2 {
        also.push(schedule);
        return behind;
    }
    also.push(behind);
    schedule.into_iter().chain(words).collect()
}
