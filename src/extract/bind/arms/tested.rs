//! `Effect of enalapril on …`, `Sumatriptan reduces …`: what a title says was tested, where the abstract names only its
//! control.

use super::candidate::{Candidate, foreign_words, names, trimmed};
use super::vocabulary::{experimental, generic, weak};
use crate::extract::bind::words::Word;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// Words of a title's phrase that may name an arm, at most.
const LONGEST: usize = 5;

/// The first phrase of the title that the abstract comes back to, and that is no disease of its patients.
pub(super) fn tested<'t>(sentences: &[Sentence<'t>], words: &[Vec<Word<'t>>]) -> Option<Candidate<'t>> {
    let (title, rest): (Vec<_>, Vec<_>) = sentences.iter().zip(words).partition(|(s, _)| s.title);
    let returns = |phrase: &Vec<Word<'_>>| {
        let telling = |w: &Word<'_>| phrase.iter().any(|p| p.key == w.key && tells(p));
        let mut often = 0;
        for (s, words) in &rest {
            let Some(at) = words.iter().position(telling) else { continue };
            let had = words[at.saturating_sub(4)..at].windows(2).any(|pair| {
                s.cue(pair[0].item) == Cue::People && pair[1].is(&["with", "undergoing", "having"])
            });
            if had {
                return false;
            }
            often += 1;
        }
        often >= 2
    };
    title
        .iter()
        .flat_map(|(s, words)| phrases(s, words))
        .find(returns)
        .map(|words| Candidate::lone(words, true))
}

/// The phrases of a title that stand where what was tested does: at its head, behind "of", "with", "by", "versus".
fn phrases<'t>(s: &Sentence<'t>, words: &[Word<'t>]) -> Vec<Vec<Word<'t>>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = words[at..].iter().take_while(|w| inside(s, w)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|b| &words[b]);
        let placed = before.is_none_or(|b| {
            matches!(s.cue(b.item), Cue::Of | Cue::Received | Cue::Versus | Cue::Article)
                || b.is(&["by", "using", "comparing", "adding", "add"])
                || b.is(&["with"]) && at.checked_sub(2).is_none_or(|p| s.cue(words[p].item) != Cue::People)
        });
        let name = trimmed(words[at..at + run].to_vec());
        if placed
            && name.len() <= LONGEST
            && name.iter().any(tells)
            && names(&name)
            && !foreign_words(s, &name)
        {
            out.push(name);
        }
        at += run;
    }
    out
}

fn inside(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    word.word && (matches!(s.cue(word.item), Cue::None) || word.is(&["plus"]))
}

fn tells(word: &Word<'_>) -> bool {
    word.word && word.text.len() > 2 && !generic(word.key) && !weak(word.key) && !experimental(word.key)
}
