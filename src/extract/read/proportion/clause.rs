//! People who are counted side by side, of all of whom one verb says what happened: `Four adults in the A group, one in the B
//! group, and one adult on placebo stopped because of pain`.

use super::each_did::taken;
use super::part::Part;
use super::verb::{OF_ALL, showed_it, state};
use crate::extract::read::Known;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue, Sort};

/// Groups of people side by side, at most.
const MANY: usize = 5;

/// Words that say who people are, at most: "adults in the group that was given tolvarin".
const WHO: usize = 12;

/// Items from the first count to the one that is read, at most.
const APART: usize = 40;

/// A count of people, alone or beside others, with a verb that says what happened to them. Somebody must have been counted
/// before: those whom an article counts first are its people, whatever happened to them.
pub(super) fn of_clause(s: &Sentence<'_>, i: usize, known: &Known) -> Option<Part> {
    let n = s.count(i)?.decimal.as_whole()?;
    // The size of an arm is no count of those to whom something happened.
    let sized = n >= SMALL && known.sizes.contains(&n);
    // "one-fourth of"
    let part = s.mark(i + 1) == Some('-');
    if known.sizes.is_empty() || sized || part || s.items[i].depth > 0 || !s.has(Classes::PEOPLE) {
        return None;
    }
    if heads(s, i) {
        return walk(s, i, i).and_then(|last| Part::of_count(s, i, last));
    }
    let first = (i.saturating_sub(APART)..i).find(|at| {
        s.items[*at].depth == 0
            && s.items[*at].number().is_some()
            && heads(s, *at)
            && walk(s, *at, i).is_some()
    })?;
    walk(s, first, i).and_then(|last| Part::of_count(s, i, last))
}

/// Fewer people than this may be as many as some arm has by chance.
const SMALL: u64 = 8;

/// Whether the number at `i` heads its clause: "in the A group, four adults …", "and an additional four".
fn heads(s: &Sentence<'_>, i: usize) -> bool {
    let mut at = i;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1) else { return true };
        let passed = s.is_word(
            before,
            &["only", "another", "other", "additional", "further", "remaining", "the", "an", "just"],
        );
        // "the 21 adults in the A group showed": those who were told of before.
        if !passed || before + 1 == i && s.is_word(before, &["the"]) {
            break;
        }
        at = before;
    }
    at.checked_sub(1).is_none_or(|b| {
        // "the ages of 20, 30 and 40"
        let number = b > 0 && s.items[b - 1].numeric();
        !number && (matches!(s.mark(b), Some(',' | ';' | ':')) || s.cue(b) == Cue::And)
            || s.is_word(b, &["but", "while", "whereas", "although", "that", "because"])
    })
}

/// Walks from one count of people to the next until the verb of all of them; the last item of the people of the count at `of`,
/// where it is among them.
fn walk(s: &Sentence<'_>, first: usize, of: usize) -> Option<usize> {
    let mut at = first;
    let mut own = None;
    let mut people = false;
    for many in 0..MANY {
        s.items.get(at)?.number()?.decimal.as_whole()?;
        let (end, noun) = counted(s, at)?;
        people |= noun;
        if at == of {
            own = Some(end.0);
        }
        let mut next = end.1;
        // "two and four adults, respectively, had"
        let comma = usize::from(s.mark(next) == Some(','));
        let and = next + comma;
        let versus = s.cue(and) == Cue::Versus;
        if matches!(s.cue(and), Cue::And | Cue::Versus) || comma == 1 {
            let joint = and + usize::from(versus || s.cue(and) == Cue::And);
            let joint = joint + usize::from(s.is_word(joint, &["only", "in"]));
            if s.items.get(joint).is_some_and(|item| item.number().is_some() && item.depth == 0) {
                at = joint;
                continue;
            }
        }
        // The comma behind a list: "48 on A and 56 on B, stopped".
        if comma == 1 && (many > 0 || s.cue(next + 1) == Cue::Respectively) {
            next += 1;
        }
        if s.cue(next) == Cue::Respectively {
            next += 1 + usize::from(s.mark(next + 1) == Some(','));
        }
        let told = people && befell(s, next, many > 0 || end.1 > end.0 + 1);
        // The quotation of the last goes on to the verb.
        let own = if at == of { Some(next) } else { own };
        return own.filter(|_| told);
    }
    None
}

/// Behind the count at `i`: the end of its people, and the place behind who they are; whether a word for people stands there.
fn counted(s: &Sentence<'_>, i: usize) -> Option<((usize, usize), bool)> {
    let kind = |at: usize| {
        s.cue(at) == Cue::None && s.is_plain_word(at) && !s.words(at).ends_with("ed")
            || s.mark(at) == Some('-')
            || s.cue(at) == Cue::Received && s.mark(at - 1) == Some('-')
    };
    let of = usize::from(s.cue(i + 1) == Cue::Of && s.is_word(i + 2, &["the", "these", "those"])) * 2;
    let from = i + 1 + of;
    let words = (from..from + 4).take_while(|at| kind(*at)).count();
    let noun = s.cue(from + words) == Cue::People;
    let end = if noun { from + words } else { i };
    let mut at = end + 1;
    // "nine adults (group I) and six (group C)"
    if s.opens(at) {
        let close = s.behind_bracket(at)?;
        // "95 adults (tolvarin, n = 48; control, n = 47)" tells sizes.
        let sized = (at..close).any(|k| s.is_word(k, &["n"]) && s.mark(k + 1) == Some('='));
        if sized || s.any(at..close, Classes::PERCENT | Classes::P | Classes::LIMITS) {
            return None;
        }
        at = close;
    }
    let who = s.cue(at) == Cue::Preposition && !s.is_word(at, &["per", "after", "before", "during", "until"])
        || s.cue(at) == Cue::Of
        || s.cue(at) == Cue::Received && !s.is_word(at, &["received", "underwent", "took", "used"])
        || s.is_word(at, &["allocated", "assigned", "who"]);
    if !noun && !who && s.cue(at) != Cue::And {
        return None;
    }
    if who {
        let relative = s.is_word(at, &["who"]);
        if relative && s.cue(at + 1) != Cue::Received {
            return None;
        }
        let from = at + 1 + usize::from(relative);
        at = from
            + (from..from + WHO)
                .take_while(|k| {
                    let dose = matches!(s.cue(k + 1), Cue::Dose | Cue::Unit);
                    let item = s.items.get(*k);
                    item.is_some_and(|item| !item.numeric() || item.named || dose)
                        && (s.mark(*k).is_none_or(|c| matches!(c, '-' | '/' | '+')))
                        && !matches!(s.cue(*k), Cue::Versus | Cue::And | Cue::Respectively | Cue::Was)
                        && !verb(s, *k)
                })
                .count();
    }
    Some(((end, at), noun))
}

/// A verb that says what happened, by its list.
fn verb(s: &Sentence<'_>, at: usize) -> bool {
    s.cue(at) == Cue::Happened && !s.is_word(at, &["experienced", "reported"])
        || s.cue(at) == Cue::Happened && s.cue(at - 1) != Cue::Article
        || s.is(at, Classes::BEFELL | Classes::SHOWED)
        || s.cue(at) == Cue::Was
}

/// Whether a verb stands here that says what happened to people; behind more than a word for people, or a list of them, any that
/// is a plain verb of the past.
fn befell(s: &Sentence<'_>, at: usize, listed: bool) -> bool {
    let at = at
        + usize::from(
            s.is_word(at, &["both", "each", "also", "still", "subsequently", "later", "eventually"]),
        );
    let step = (at + 1..at + 4).any(|k| matches!(s.cue(k), Cue::Role(_) | Cue::FollowUp | Cue::Received));
    if s.is_word(at, &["was", "were", "remained", "became"]) {
        return (state(s, at + 1) || quality(s, at + 1)) && !taken(s, at);
    }
    if s.cue(at) == Cue::Happened {
        return !step;
    }
    if s.is(at, Classes::BEFELL) || s.is_word(at, &["had"]) {
        // "had higher levels than", "had a mean pressure of": a value of theirs.
        let article = usize::from(s.cue(at + 1) == Cue::Article);
        let value = s.is_word(at + 1 + article, NO_EVENT)
            || s.is(at + 1 + article, Classes::COMPARATIVE)
            // "95 physicians had 1182 patients"
            || s.items.get(at + 1).is_some_and(|item| item.numeric()) && s.any(at + 2..at + 4, Classes::PEOPLE)
            || (at + 1..at + 5).any(|k| matches!(s.cue(k), Cue::Statistic(_)));
        return !step
            && !value
            && s.cue(at + 1) != Cue::To
            && !s.is_word(at, &["underwent"])
            && !s.is_word(at + 1, &["been"]);
    }
    if s.is(at, Classes::SHOWED) {
        return showed_it(s, at);
    }
    let word = s.words(at);
    listed
        && s.cue(at) == Cue::None
        && word.len() > 4
        && word.ends_with("ed")
        && !s.is_word(at, OF_ALL)
        && !step
}

/// Behind "had": a value of theirs, or what lets them be analysed.
const NO_EVENT: &[&str] = &[
    "similar",
    "significantly",
    "comparable",
    "better",
    "worse",
    "sufficient",
    "adequate",
    "available",
    "complete",
    "evaluable",
    "enough",
];

/// `were hyperthyroid`, `were pain-free`: what people were, and not who, or what was done with them.
fn quality(s: &Sentence<'_>, at: usize) -> bool {
    let adverb = s.is_plain_word(at) && (s.words(at).ends_with("ly") || s.is_word(at, &["already", "still"]));
    let at = at + usize::from(adverb);
    s.is_plain_word(at)
        && s.cue(at) == Cue::None
        && !s.words(at).ends_with("ed")
        && !s.is_of(at, Sort::Sex)
        && !s.is_word(
            at,
            &[
                "taken", "given", "drawn", "chosen", "seen", "white", "black", "from", "aged", "of", "not",
                "also", "brought", "sent", "put", "shown",
            ],
        )
}
