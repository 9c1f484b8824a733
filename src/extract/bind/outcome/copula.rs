//! The subject of a value: `Targets were reached, and retention was 87%`. What a clause opens with and says to be so much is what was
//! measured, whatever was named before.

use super::candidates::{Candidate, Cut, reckons};
use super::changes::NOUNS;
use super::nature::{JUDGING, PEOPLE, PLACE, TIME, TREATMENT, nature};
use super::phrase::last_word;
use crate::extract::bind::frames::Scene;
use crate::extract::read::Reading;
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// The name right before "was" and its value, where the clause opens with it.
pub(super) fn subject(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Span> {
    let s = scene.s;
    if s.items.get(reading.first)?.depth > 0 || reading.outcome.is_some() {
        return None;
    }
    let about = |k: usize| matches!(s.cue(k), Cue::About | Cue::Article);
    let verb = reading.first.checked_sub(1)?;
    let verb = if about(verb) { verb.checked_sub(1)? } else { verb };
    let last = verb.checked_sub(1).filter(|_| s.is_word(verb, &["was", "were"]))?;
    // "the retention rate was"
    let last = if s.is_word(last, &["rate", "rates"]) { last.checked_sub(1)? } else { last };
    let whole = |c: &&Candidate| c.last == last && c.cut == Cut::Whole;
    let run = all.iter().filter(whole).find(|c| opens(s, c))?.run;
    // "the incidence of relapse was": of that without how it was counted.
    let of = all.iter().filter(whole).filter(|c| c.run == run).max_by_key(|c| c.first)?;
    let class = nature(last_word(s.words(of.last)));
    let other = matches!(class, TREATMENT | PEOPLE | TIME | PLACE | JUDGING)
        || s.is_word(of.last, NOUNS)
        || reckons(s, of.last)
        || s.is_of(of.last, Sort::Reckoned)
        || s.is_of(of.last, Sort::Head)
        || scene.mentions.iter().chain(scene.further).any(|m| m.last + 1 == of.first);
    (!other).then(|| of.span(s))
}

/// Whether a phrase opens its clause, over an article and a statistic.
fn opens(s: &Sentence<'_>, c: &Candidate) -> bool {
    let mut k = c.first;
    for _ in 0..3 {
        let Some(b) = k.checked_sub(1) else { return true };
        match s.cue(b) {
            Cue::Article | Cue::Statistic(_) => k = b,
            Cue::And => return b.checked_sub(1).is_some_and(|b| s.mark(b) == Some(',')),
            _ => {
                return s.mark(b) == Some(';')
                    || s.is_word(b, &["while", "whereas", "but"])
                        && b.checked_sub(1).is_none_or(|b| matches!(s.mark(b), Some(',' | ';')));
            }
        }
    }
    k == 0
}
