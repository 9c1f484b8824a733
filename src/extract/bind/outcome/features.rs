//! What speaks for a phrase as the name of what a value measures: small facts, each with a weight that was learned.

use super::candidates::Candidate;
use super::nature;
use super::surroundings::{CHANGED, Counts, ENDED, Look, TURNED, VERSUS, WAS, context, gap};
use super::usage::STEPS;
use crate::extract::sentence::Sentence;
use crate::finding::Reported;

/// A group of facts of which a candidate has one, or several.
#[derive(Clone, Copy)]
#[repr(usize)]
enum Block {
    /// How far before the value, in items; behind it.
    Before,
    Behind,
    /// Other values between; other runs of words between.
    Values,
    Runs,
    /// First of the sentence, first of its clause.
    Start,
    /// What stands right before; right behind.
    Left,
    Right,
    /// How it was cut.
    Cut,
    /// How many words.
    Words,
    /// What its first and its last word are.
    First,
    Last,
    /// Brackets: the value in one that opens behind the phrase, the phrase deeper than the value.
    Brackets,
    /// How often its last word stands in the article.
    Often,
    /// Taken over from the sentence before, or the value before.
    Carried,
    /// Whether a clause ends between.
    Clause,
    /// The first run of words before the value, or the last.
    Order,
    /// What the value before was of, by what stands between the two.
    Chosen,
    /// Inside the result's own words: "hazard ratio of death was 0.75".
    Own,
    /// Where else the article has its last word: the title, the sentence on its outcomes; whether it names an arm.
    Where,
    /// What stands before the preposition that it follows: "hazard ratio for", "increase in".
    Governor,
    /// Its side of the value and how far in runs, crossed with what stands behind it and how it was cut.
    RightRuns,
    CutRuns,
    BracketsRuns,
    /// What stands right before the value, crossed with the side and order of the runs.
    Context,
    /// In the phrase that the sentence opens with: "In patients with asthma, …"; in a bracket that holds no value.
    Fronted,
    /// An arm, a comparison or a verb between.
    Between,
    /// One or two letters.
    Short,
    /// What its head is of; that crossed with its side and distance in runs, and with what stands before it.
    Nature,
    NatureRuns,
    NatureLeft,
    /// Another of its words is of a treatment; is one of an arm's name.
    Treats,
    /// All that stands between it and a value right behind.
    Gap,
    /// How phrases are used that end with its last word, that begin with its first.
    WordLast,
    WordFirst,
    /// Stands to its value as the phrase chosen for the value before stands to that one, and how.
    Parallel,
}

/// Ways in which a phrase may stand to its value: its side and distance in runs, the value in a bracket right behind or not.
const WAYS: usize = 12;

/// Name and size of each block, in order.
pub(super) const BLOCKS: [(&str, usize); 35] = [
    ("before", 8),
    ("behind", 8),
    ("values_between", 8),
    ("runs_between", 10),
    ("start", 4),
    ("left", 17),
    ("right", 13),
    ("cut", 6),
    ("words", 7),
    ("first_word", 8),
    ("last_word", 10),
    ("brackets", 6),
    ("often", 5),
    ("carried", 24),
    ("clause", 3),
    ("order", 6),
    ("chosen", 8),
    ("own", 4),
    ("where", 8),
    ("governor", 10),
    ("right_by_runs", 78),
    ("cut_by_runs", 36),
    ("brackets_by_runs", 36),
    ("context_by_runs", 60),
    ("fronted", 4),
    ("between", 16),
    ("short", 2),
    ("nature", nature::CLASSES),
    ("nature_by_runs", nature::CLASSES * 6),
    ("nature_by_left", nature::CLASSES * 17),
    ("treats", 4),
    ("gap", 12),
    ("word_last", STEPS),
    ("word_first", STEPS),
    ("parallel", WAYS + 1),
];

/// Facts of one candidate, before they are crossed with the kind of result.
pub(crate) const FACTS: usize = {
    let mut sum = 0;
    let mut i = 0;
    while i < BLOCKS.len() {
        sum += BLOCKS[i].1;
        i += 1;
    }
    sum
};

/// Kinds of result that are told apart.
pub const KINDS: [&str; 5] = ["estimate", "proportion", "quantity", "p_value", "relative_change"];

const OFFSETS: [usize; BLOCKS.len()] = {
    let mut offsets = [0; BLOCKS.len()];
    let mut i = 1;
    while i < BLOCKS.len() {
        offsets[i] = offsets[i - 1] + BLOCKS[i - 1].1;
        i += 1;
    }
    offsets
};

fn offset(block: Block) -> usize {
    OFFSETS[block as usize]
}

/// The number of a result's kind.
pub(super) fn kind(result: &Reported) -> usize {
    match result {
        Reported::Estimate(_) => 0,
        Reported::Proportion(_) => 1,
        Reported::Quantity(_) => 2,
        Reported::PValue(_) => 3,
        _ => 4,
    }
}

/// A value whose outcome is looked for.
pub(super) struct Value {
    /// Its first item, the item of its main number, its last item.
    pub(super) first: usize,
    pub(super) main: usize,
    pub(super) last: usize,
    /// The nearest runs of words before and behind.
    pub(super) runs: (usize, usize),
}

impl Value {
    pub(super) fn new((first, main, last): (usize, usize, usize), all: &[Candidate]) -> Self {
        let before = all.iter().filter(|c| c.last < main).map(|c| c.run).max().unwrap_or(0);
        let behind = all.iter().filter(|c| c.first > last).map(|c| c.run).min().unwrap_or(0);
        Self { first, main, last, runs: (before, behind) }
    }
}

/// What stands in the sentence around a value.
pub(super) struct Setting<'a> {
    /// Where its clause starts.
    clause: usize,
    /// What stands right before it.
    context: usize,
    /// Items of the sentence's other values: first and last.
    others: &'a [(usize, usize)],
    counts: &'a Counts,
}

impl<'a> Setting<'a> {
    pub(super) fn of(
        s: &Sentence<'_>,
        value: &Value,
        others: &'a [(usize, usize)],
        counts: &'a Counts,
    ) -> Self {
        Self { clause: s.clause_start(value.first), context: context(s, value.first), others, counts }
    }
}

fn bucket(n: usize, bounds: &[usize]) -> usize {
    bounds.iter().position(|bound| n <= *bound).unwrap_or(bounds.len())
}

/// How many runs of words stand between a candidate and its value; whether it stands behind; whether the value's bracket
/// opens right behind it.
fn standing(s: &Sentence<'_>, c: &Candidate, value: &Value) -> (usize, usize, bool) {
    let before = c.last < value.main;
    let runs = if before { value.runs.0.saturating_sub(c.run) } else { c.run.saturating_sub(value.runs.1) };
    let opens = before && s.opens(c.last + 1) && s.items[value.first].depth > s.items[c.last].depth;
    (runs, usize::from(!before), opens)
}

/// The way in which a candidate stands to its value.
pub(super) fn way(s: &Sentence<'_>, c: &Candidate, value: &Value) -> usize {
    let (runs, behind, opens) = standing(s, c, value);
    runs.min(2) + 3 * behind + 6 * usize::from(opens)
}

/// Tells the facts of a candidate of the value's own sentence; `often` and `place`: how often and where else its last word stands.
pub(super) fn facts(
    s: &Sentence<'_>,
    (c, look): (&Candidate, &Look),
    (value, setting): (&Value, &Setting<'_>),
    (often, place): (usize, usize),
    mut tell: impl FnMut(u16),
) {
    let mut fact = |block: Block, n: usize| {
        let size = BLOCKS[block as usize].1;
        tell((offset(block) + n.min(size - 1)) as u16);
    };
    const FAR: [usize; 7] = [1, 2, 4, 7, 12, 20, 35];
    let (runs, behind, opens) = standing(s, c, value);
    let before = behind == 0;
    let (from, to) =
        if before { (c.last + 1, value.main) } else { (value.last + 1, c.first.max(value.last + 1)) };
    if before {
        fact(Block::Before, bucket(value.main - c.last, &FAR));
    } else {
        fact(Block::Behind, bucket(c.first.saturating_sub(value.last), &FAR));
    }
    let values = setting.others.iter().filter(|(a, b)| *a >= from && *b < to).count();
    fact(Block::Values, values.min(3) + 4 * behind);
    fact(Block::Runs, runs.min(4) + 5 * behind);
    let order = if runs == 0 { 2 } else { usize::from(c.run == 0) };
    fact(Block::Order, order + 3 * behind);
    fact(Block::Start, usize::from(c.first <= 1) + 2 * usize::from(c.first <= setting.clause + 2));
    let between = setting.counts.between(from, to);
    let stands = |what| Counts::any(between, what);
    fact(Block::Clause, if stands(ENDED) { 2 } else { usize::from(stands(TURNED)) });
    let Look { left, right, cut, .. } = *look;
    fact(Block::Left, left);
    fact(Block::Right, right);
    fact(Block::Cut, cut);
    fact(Block::Words, c.last - c.first);
    fact(Block::First, look.first);
    fact(Block::Last, look.last);
    let (own, its) = (s.items[c.last].depth, s.items[value.first].depth);
    let brackets = if opens { 5 } else { usize::from(own > 0) + 2 * usize::from(its > own) };
    fact(Block::Brackets, brackets);
    fact(Block::Often, often);
    fact(Block::Own, usize::from(before && c.first >= value.first));
    fact(Block::Where, place);
    fact(Block::Governor, look.governor);
    let near = runs.min(2) + 3 * behind;
    fact(Block::RightRuns, right * 6 + near);
    fact(Block::CutRuns, cut * 6 + near);
    fact(Block::BracketsRuns, brackets * 6 + near);
    let side = match (before, runs) {
        (true, 1..) if c.run == 0 => 3,
        (true, _) => runs.min(2),
        (false, _) => 4 + runs.min(1),
    };
    fact(Block::Context, setting.context * 6 + side);
    fact(Block::Fronted, look.fronted + 2 * usize::from(setting.context == 0));
    let verbs = usize::from(stands(WAS)) + 2 * usize::from(stands(VERSUS)) + 4 * usize::from(stands(CHANGED));
    fact(Block::Between, verbs + 8 * behind);
    fact(Block::Short, usize::from(look.short));
    fact(Block::Nature, look.nature);
    fact(Block::NatureRuns, look.nature * 6 + near);
    fact(Block::NatureLeft, look.nature * 17 + left);
    fact(Block::Treats, look.treats);
    if before {
        fact(Block::Gap, gap(s, c.last, value.first));
    }
}

/// The facts of how a phrase's words are used.
pub(super) fn used((last, first): (usize, usize)) -> [u16; 2] {
    [offset(Block::WordLast) + last, offset(Block::WordFirst) + first].map(|fact| fact as u16)
}

/// How a value follows on the one before, or on the sentence before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Link {
    /// Runs of naming words between.
    pub(super) runs: usize,
    /// The value stands in a bracket.
    pub(super) bracket: bool,
}

/// The fact that a phrase is taken over from the sentence before.
pub(super) fn carried(link: Link) -> u16 {
    let n = link.runs.min(5) + 6 * usize::from(link.bracket);
    (offset(Block::Carried) + n) as u16
}

/// The fact that the value before was of a phrase that is no candidate of its own.
pub(super) fn repeated(link: Link) -> u16 {
    let n = 12 + link.runs.min(5) + 6 * usize::from(link.bracket);
    (offset(Block::Carried) + n) as u16
}

/// The fact that the reading rule took a phrase for the name, a candidate of its own or not.
pub(super) fn told(candidate: bool) -> u16 {
    (offset(Block::Own) + if candidate { 2 } else { 3 }) as u16
}

/// The fact that a candidate stands to its value in the way of the one chosen before, or does not.
pub(super) fn parallel(way: usize, before: usize) -> u16 {
    (offset(Block::Parallel) + if way == before { 1 + way } else { 0 }) as u16
}

/// The fact that the value before was of this candidate.
pub(super) fn chosen(link: Link) -> u16 {
    (offset(Block::Chosen) + link.runs.min(3) + 4 * usize::from(link.bracket)) as u16
}
