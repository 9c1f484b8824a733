//! Arms that stand in a list with a known one: the others of `tolvarin, alfazumab, or placebo` where placebo alone is known.
//! What is joined to an arm by "or", "versus", commas or "and", and said again, is a treatment as well.

use super::candidate::{Candidate, foreign_words, letter, names, trimmed};
use super::stands::{count, counted, placed};
use super::table::Table;
use super::{LISTS, Mention};
use crate::extract::bind::outcome::nature::treatment_like;
use crate::extract::bind::words::{Word, Words};
use crate::extract::sentence::Sentence;
use crate::lex::{Cue, Sort};

/// Words of such a name, at most.
const LONGEST: usize = 4;

/// Members of a list, at most.
const MEMBERS: usize = 6;

/// Words before what is held against another.
const BEFORE: &[&str] = &[
    "with",
    "by",
    "after",
    "during",
    "under",
    "between",
    "that",
    "whether",
    "comparing",
    "compare",
    "compared",
];

/// Words between a name and its joint, at most: strengths, how often, a bracket.
const APART: usize = 16;

/// A list on its way: from where to where each member's name stands, in words.
pub(super) struct List {
    pub(super) members: Vec<(usize, usize)>,
    /// The word before the first member and the one behind the last.
    pub(super) before: Option<usize>,
    pub(super) behind: usize,
    /// Something other than "and" joins them.
    told: bool,
}

impl List {
    /// Whether a list that "and" alone joins stands where treatments are told, and ends there: "effects of A and B in …".
    fn closed(&self, words: &[Word<'_>]) -> bool {
        let ends = words.get(self.behind).map(|w| w.cue);
        let people = ends.is_none_or(|cue| matches!(cue, Cue::Group | Cue::People | Cue::Respectively))
            || words.get(self.behind).is_some_and(|w| !w.word);
        let before = self.before.and_then(|at| words.get(at)).is_some_and(|w| {
            matches!(w.cue, Cue::Of | Cue::Received)
                || w.sorts.meet(&[Sort::Compares, Sort::Between])
                || w.is(&["with", "both", "to", "by", "receive", "either"])
                || w.cue == Cue::Preposition && people
        });
        let behind = words.get(self.behind).is_none_or(|w| {
            !w.word
                || w.text.ends_with("ed")
                || matches!(
                    w.cue,
                    Cue::Preposition
                        | Cue::Was
                        | Cue::Respectively
                        | Cue::Group
                        | Cue::People
                        | Cue::Versus
                        | Cue::Received
                )
                || w.cue == Cue::Of && words[self.behind - 1].is_of(Sort::Whole)
        });
        // "treatment with the combination of A and B" is of one arm.
        let from = self.before.unwrap_or(0);
        let near = words.get(from.saturating_sub(4)..=from).unwrap_or_default();
        let both = near
            .iter()
            .any(|w| w.is_of(Sort::Whole) || w.is(&["sequence", "mixture", "ingestion", "combining"]));
        before && behind && !both
    }
}

/// Adds what lists and comparisons name beside known arms; says whether there was any.
pub(super) fn grow<'t>(
    table: &mut Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    mentions: &[Vec<Mention>],
    happens: &[&[Word<'_>]],
    compared: &[Candidate<'t>],
) -> bool {
    let anchor = |arm: usize| table.arms[arm].list > 0 || table.is_control(arm);
    let mut beside = neighbours(table, sentences, words, mentions, happens, anchor);
    beside.extend(opposed(table, sentences, words, compared, happens, anchor));
    let before = table.arms.len();
    for candidate in &beside {
        table.add_new(candidate, before);
    }
    let grown = table.arms.len() > before;
    if grown {
        table.short_names(words);
    }
    grown
}

/// The members of lists that are no arms yet.
fn neighbours<'t>(
    table: &Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    mentions: &[Vec<Mention>],
    happens: &[&[Word<'_>]],
    anchor: impl Fn(usize) -> bool,
) -> Vec<Candidate<'t>> {
    let mut out: Vec<Candidate<'t>> = Vec::new();
    let anchors: Vec<bool> = (0..table.arms.len()).map(anchor).collect();
    for ((s, own), mentions) in sentences.iter().zip(words).zip(mentions) {
        if mentions.is_empty() {
            continue;
        }
        for list in lists(s, own) {
            let closed = list.closed(own);
            if !list.told && !closed {
                continue;
            }
            let item = |k: usize| own[k].item;
            let arm = |(from, to): &(usize, usize)| {
                mentions.iter().find(|m| m.first <= item(*to - 1) && m.last >= item(*from))
            };
            // The member is the arm, and not one that begins or ends with it.
            let whole = |member: &(usize, usize)| {
                arm(member).filter(|m| {
                    (anchors[usize::from(m.arm.0)] || closed && list.told) && m.last >= item(member.1 - 1)
                })
            };
            if !list.members.iter().any(|member| whole(member).is_some()) {
                continue;
            }
            for (n, member) in list.members.iter().enumerate() {
                if arm(member).is_some() || out.len() >= 2 * MEMBERS {
                    continue;
                }
                let run = &own[member.0..member.1];
                // "A, B, and the combination": the last of three.
                let all = n >= 2 && n + 1 == list.members.len();
                let again = |name: &[Word<'t>]| {
                    (name_of_arm(name) || all && matches!(name, [w] if w.is_of(Sort::Whole)))
                        && !counted(happens, name)
                        && count(words, name) >= 2
                        && placed(words, name) >= 1
                };
                // Before a joint a name ends for sure, behind one it begins for sure; "and" may join two statements.
                let first = n == 0;
                let cuts = if list.told { run.len() } else { 1 };
                let found = (0..cuts).map(|cut| if first { &run[cut..] } else { &run[..run.len() - cut] });
                let name = found.map(|name| trimmed(name.to_vec())).find(|name| again(name));
                if let Some(name) = name {
                    out.push(Candidate::lone(name, true));
                }
            }
        }
    }
    out
}

/// Of pairs that the text compares, those of which one side is a known arm, and the other said again: `X versus Y`.
fn opposed<'t>(
    table: &Table<'t, '_>,
    sentences: &[Sentence<'t>],
    words: &[Words<'t>],
    compared: &[Candidate<'t>],
    happens: &[&[Word<'_>]],
    anchor: impl Fn(usize) -> bool,
) -> Vec<Candidate<'t>> {
    let known = |c: &Candidate<'t>| table.arms.iter().zip(0..).any(|(arm, i)| anchor(i) && arm.has(&c.words));
    // "were hungry than those", "against a virus", "more debris than"
    let placed_so = |c: &Candidate<'t>| {
        let (Some(s), Some(first)) = (sentences.get((c.list / LISTS).wrapping_sub(1)), c.words.first())
        else {
            return false;
        };
        let before = first.item.wrapping_sub(1);
        s.cue(before) != Cue::Was && !s.is_word(before, &["against"])
    };
    // On the left of "than" stands as often what was measured.
    let leads = |c: &Candidate<'t>| {
        let (Some(s), Some(first)) = (sentences.get((c.list / LISTS).wrapping_sub(1)), c.words.first())
        else {
            return false;
        };
        let Some(before) = first.item.checked_sub(1) else { return true };
        let before = if s.cue(before) == Cue::Article { before.wrapping_sub(1) } else { before };
        s.is_word(before, BEFORE)
            || s.cue(before) == Cue::Received
            || s.is_word(before, &["of"])
                && s.is_word(before.wrapping_sub(1), &["effect", "effects", "efficacy"])
    };
    let mut out = Vec::new();
    for pair in compared.chunk_by(|a, b| a.list == b.list) {
        let [one, other] = pair else { continue };
        let side = match (known(one), known(other)) {
            (true, false) => other,
            (false, true) => one,
            _ => continue,
        };
        let told = gotten(&side.words)
            && placed_so(side)
            && (std::ptr::eq(side, other) || leads(side))
            && !counted(happens, &side.words);
        if told
            && side.words.len() <= LONGEST
            && count(words, &side.words) >= 2
            && placed(words, &side.words) >= 1
        {
            out.push(Candidate::lone(side.words.clone(), true));
        }
    }
    out
}

/// Whether a phrase can be what somebody gets.
fn name_of_arm(name: &[Word<'_>]) -> bool {
    !foreign_words(name) && gotten(name)
}

/// The same, by its words alone.
fn gotten(name: &[Word<'_>]) -> bool {
    let Some(last) = name.last() else { return false };
    names(name)
        && !name.iter().all(|w| w.sorts.meet(&[Sort::Weak, Sort::Generic, Sort::Experimental]))
        && !letter(last)
        && !name.iter().any(|w| w.text.ends_with("ed") || w.text.ends_with("ly") || w.text.ends_with("ing"))
        && treatment_like(last.text)
}

/// The members of a list of three or more whose effects a sentence compares: `we compared the effects of tolvarin, alfazumab and
/// vexatine on …`.
pub(super) fn compared<'t>(s: &Sentence<'t>, words: &Words<'t>, out: &mut Vec<Candidate<'t>>) {
    if !words.holds(Sort::Compares) {
        return;
    }
    for list in lists(s, words).into_iter().filter(|list| list.members.len() >= 3) {
        let from = list.before.unwrap_or(0);
        let led = list.before.is_some_and(|at| {
            // "compared with tolvarin, alfazumab or vexatine": the others.
            words[at].cue != Cue::Versus
                && (matches!(words[at].cue, Cue::Of | Cue::Received)
                    || words[at].is(&["between"])
                    || words[at].is_of(Sort::Compares))
        });
        let said = |w: &Word<'_>| w.is_of(Sort::Compares);
        let before = words[from.saturating_sub(BACK)..=from].iter().any(said);
        let behind = words.get(list.behind..).unwrap_or_default().iter().take(BACK).any(said);
        let member = |(from, to): &(usize, usize)| trimmed(words[*from..*to].to_vec());
        let names: Vec<Vec<Word<'t>>> = list.members.iter().map(member).collect();
        // "fluorin, leucor, and irinol (FLI)": all of them are one.
        let open = |(_, to): &(usize, usize)| words.get(*to).is_some_and(|w| s.opens(w.item));
        let one =
            list.members.last().is_some_and(open) && !list.members[..list.members.len() - 1].iter().any(open);
        if led && !one && (before || behind) && names.iter().all(|name| name_of_arm(name)) {
            out.extend(names.into_iter().map(|name| Candidate::lone(name, false)));
        }
    }
}

/// Words from a list to the verb that compares, at most.
const BACK: usize = 14;

/// The lists of a sentence.
fn lists(s: &Sentence<'_>, words: &[Word<'_>]) -> Vec<List> {
    let mut out: Vec<List> = Vec::new();
    let mut k = 0;
    while k < words.len() {
        if !joint(&words[k]) || words[..k].last().is_some_and(|w| w.item == words[k].item) {
            k += 1;
            continue;
        }
        if let Some(list) = list(s, words, k) {
            k = list.behind.max(k + 1);
            out.push(list);
        } else {
            k += 1;
        }
    }
    out
}

fn joint(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Or | Cue::And)
}

/// The list whose first joint that is no comma is word `k`.
pub(super) fn list(s: &Sentence<'_>, words: &[Word<'_>], k: usize) -> Option<List> {
    let mut members: Vec<(usize, usize)> = Vec::new();
    let mut told = false;
    let mut at = k;
    if words.get(at.checked_sub(1)?)?.text == "," {
        at -= 1;
    }
    // Back over commas.
    let mut from = at;
    loop {
        let member = back(s, words, from)?;
        members.insert(0, member);
        from = member.0;
        let mut before = from;
        while before.checked_sub(1).is_some_and(|b| lead(&words[b])) {
            before -= 1;
        }
        let comma = before.checked_sub(1).filter(|b| words[*b].text == "," && members.len() < MEMBERS);
        let Some(comma) = comma else {
            from = before;
            break;
        };
        if back(s, words, comma).is_none() {
            from = before;
            break;
        }
        from = comma;
    }
    // On over joints.
    let mut behind = k;
    while members.len() < MEMBERS {
        let mut next = behind;
        while words.get(next).is_some_and(|w| w.text == "," || joint(w)) {
            told |= words[next].cue != Cue::And && joint(&words[next]);
            next += 1;
        }
        if next == behind {
            break;
        }
        let Some((member, end)) = on(s, words, next) else { break };
        members.push(member);
        behind = end;
    }
    (members.len() >= 2).then_some(List { members, before: from.checked_sub(1), behind, told })
}

/// Whether a word stands before a name and is no part of it: "the", "5 mg of".
fn lead(word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Article | Cue::Dose | Cue::Of | Cue::Unit)
        || word.numeric
        || word.is(&["either", "oral", "that", "those"])
}

/// Whether a word goes with a name and is no part of it: a strength, how often.
fn aside(s: &Sentence<'_>, word: &Word<'_>) -> bool {
    matches!(word.cue, Cue::Dose | Cue::Unit | Cue::Time(_))
        || word.numeric
        || word.depth > 0
        || matches!(s.mark(word.item), Some('(' | ')' | '[' | ']' | '/'))
        || word.is(&[
            "at", "once", "twice", "daily", "bid", "tid", "qid", "qd", "bd", "orally", "a", "per", "times",
        ])
}

fn inside(word: &Word<'_>) -> bool {
    (word.word && word.depth == 0 && word.cue == Cue::None && !word.numeric)
        && !word.sorts.meet(&[Sort::Foreign, Sort::Compares, Sort::Between, Sort::Either])
}

/// The name that ends before word `end`, strengths and brackets between passed over.
fn back(s: &Sentence<'_>, words: &[Word<'_>], end: usize) -> Option<(usize, usize)> {
    let asides = words[..end].iter().rev().take(APART).take_while(|w| aside(s, w)).count();
    let end = end - asides;
    let len = words[..end].iter().rev().take(LONGEST).take_while(|w| inside(w)).count();
    (len > 0).then(|| (end - len, end))
}

/// The name that starts at word `from`, and where what goes with it ends.
fn on(s: &Sentence<'_>, words: &[Word<'_>], from: usize) -> Option<((usize, usize), usize)> {
    let leads = words[from..].iter().take(APART).take_while(|w| lead(w)).count();
    let from = from + leads;
    // "placebo preceded by": what was done, and no more of the name.
    let name = words[from..].iter().take(LONGEST).enumerate();
    let len = name.take_while(|(n, w)| inside(w) && (*n == 0 || !w.text.ends_with("ed"))).count();
    let end = from + len;
    let asides = words[end..].iter().take(APART).take_while(|w| aside(s, w)).count();
    (len > 0).then_some(((from, end), end + asides))
}
