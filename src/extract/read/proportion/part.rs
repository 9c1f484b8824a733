//! What a share is made of, as its parts are met.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::finding::Number;
use crate::lex::{Classes, Cue};

/// A share on its way.
pub(super) struct Part {
    pub(super) percent: Option<(Number, usize)>,
    pub(super) count: Option<Number>,
    pub(super) total: Option<Number>,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) main: usize,
    /// Items whose numbers it took, the main one aside: most parts on their way come to nothing.
    pub(super) used: Vec<usize>,
}

impl Part {
    /// A count that only what happened makes a share; `last` is where its quotation ends.
    pub(super) fn of_count(s: &Sentence<'_>, i: usize, last: usize) -> Option<Self> {
        let count = s.count(i)?;
        Some(Self {
            percent: None,
            count: Some(count),
            total: None,
            first: i,
            last,
            main: i,
            used: Vec::new(),
        })
    }

    pub(super) fn take(&mut self, at: usize) {
        self.last = self.last.max(at);
        self.used.push(at);
    }

    pub(super) fn add_total(&mut self, (total, at): (Number, usize), last: usize) {
        self.total = Some(total);
        self.take(at);
        self.last = self.last.max(last);
    }

    /// `(7.7%)`, `[8%]`, `(7.7%; …`, `(7.7 %, 95% CI …`, `(7.7% of those treated)`, `(Kaplan-Meier estimate, 7.7%)`.
    pub(super) fn bracketed_percent(&mut self, s: &Sentence<'_>, at: usize) -> bool {
        let at = at + usize::from(s.opens(at));
        let at = behind_estimate(s, at);
        // "HbA1c ≥ 7.5%" is no share; "(<1%", "(1, <1%" is.
        let bounded = matches!(s.mark(at), Some('<' | '>' | '≤' | '≥'));
        if bounded && at > 0 && !s.opens(at - 1) && !matches!(s.mark(at - 1), Some(',' | ';' | '=' | ':')) {
            return false;
        }
        let at = at + usize::from(bounded);
        let Some(percent) = s.percent(at) else { return false };
        if at == 0
            || !(s.opens(at - 1)
                || s.is_word(at - 1, &["estimate", "estimated", "rate"])
                || matches!(s.mark(at - 1), Some('<' | '>' | '≤' | '≥' | ',' | '=' | ';')))
        {
            return false;
        }
        // "(75% lower)", "(86% with refractory disease)" say something else.
        let next = s.items.get(at + 1);
        let ends = next.is_none_or(|n| {
            !matches!(n.shape, Shape::Word)
                || matches!(n.cue, Cue::Of | Cue::And | Cue::Versus | Cue::Interval(_) | Cue::People)
        });
        if !ends {
            return false;
        }
        self.percent = Some((percent, at));
        self.take(at);
        if s.closes(at + 1) {
            self.last = at + 1;
        }
        true
    }
}

/// The place behind "Kaplan-Meier estimate," where it stands at `at`.
fn behind_estimate(s: &Sentence<'_>, at: usize) -> usize {
    let word = (at..at + 4).find(|k| s.is(*k, Classes::ESTIMATED));
    match word {
        Some(word) if (at..word).all(|k| s.cue(k) == Cue::None && !s.items[k].numeric()) => {
            s.skip(word + 1, &[',', ':', '='])
        }
        _ => at,
    }
}
