//! People whom a sentence counts side by side and tells apart: `36 survivors and 24 matched controls`, `44 with gout
//! and 31 with lupus`, `81 were randomised to tolvarin and 78 to surgery`.

use crate::extract::bind::frames::{self, Scene};
use crate::extract::bind::outcome::measures;
use crate::extract::read::Reading;
use crate::extract::read::participants::in_review;
use crate::extract::sentence::Sentence;
use crate::finding::{Reported, Role};
use crate::lex::{Classes, Cue, Sort};
use crate::text::Span;

use super::name::{before, ends, inside, phrase};

/// Items from one size to the next, at most.
const APART: usize = 40;

/// Words of a name, at most.
const LONGEST: usize = 8;

/// How a size says whom it counts.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// By what they have or got: `44 with gout`.
    Had,
    /// By what they are: `24 matched controls`.
    Called,
    /// Before the bracket of the size: `patients with gout (n = 44)`.
    Bracketed,
}

/// A size, where it stands among the readings, and what its people are called.
#[derive(Clone, Copy)]
struct Size<'r> {
    at: usize,
    reading: &'r Reading,
    n: u64,
    name: Option<(Told, Span)>,
}

/// People of no known arm whom their sentence tells from others.
pub(in crate::extract::bind) struct Part {
    /// The item of their number.
    pub(in crate::extract::bind) main: usize,
    /// What they are called.
    pub(super) name: Span,
    /// The first of a row.
    pub(super) first: bool,
    /// The step that they took, where no word says one.
    pub(super) step: Option<Role>,
}

/// The people of no known arm who are told apart: each of a row of sizes has a name of its own.
pub(super) fn apart(scene: &Scene<'_, '_>) -> Vec<Part> {
    let s = scene.s;
    let people = |r: &Reading| matches!(r.result, Reported::Participants(_));
    let free = |at: &usize| people(&scene.readings[*at]) && scene.bound[*at].is_none();
    if !(0..scene.readings.len()).any(|at| free(&at))
        || scene.readings.iter().filter(|r| people(r)).count() < 2
    {
        return Vec::new();
    }
    let sizes: Vec<Size<'_>> =
        scene.readings.iter().enumerate().filter_map(|(at, r)| size(s, at, r)).collect();
    let mut found = Vec::new();
    for row in sizes.chunk_by(|one, other| beside(s, one, other)) {
        let row = if of_the_first(s, row) { &row[1..] } else { row };
        let bound = |size: &Size<'_>| scene.bound[size.at].is_some();
        let row = &*beside_controls(s, row);
        let named = row.iter().all(|size| bound(size) || size.name.is_some());
        let text = |size: &Size<'_>| size.name.map(|(_, span)| span.of(s.text));
        let same = |one: &Size<'_>, other: &Size<'_>| {
            text(one).zip(text(other)).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b) || but_for_sex(a, b))
        };
        let distinct = (1..row.len()).all(|k| row[..k].iter().all(|one| !same(one, &row[k])));
        // "a multicentre (n = 12), open (n = 5) study compared A (n = 80) with B (n = 82)": the arms have theirs.
        let others = sizes.iter().any(|size| bound(size) && !row.iter().any(|own| own.at == size.at));
        let aside = row.iter().any(|size| matches!(size.name, Some((Told::Bracketed, _)))) && others;
        // "The tolvarin group consisted of 14 adults with gout and 9 with lupus": the arm is of the whole row.
        let led = row.iter().any(|size| bound(size) && !names_its_arm(scene, size));
        if row.len() >= 2 && named && distinct && !aside && !led && !unlike(s, row) {
            let new = row.iter().filter(|size| !bound(size));
            let first = row[0].at;
            found.extend(new.filter_map(|size| {
                Some(Part {
                    main: size.reading.main,
                    name: size.name?.1,
                    first: size.at == first,
                    step: None,
                })
            }));
        }
    }
    found
}

/// Whether two names differ by nothing but the sex of their people: `12 healthy males and 12 healthy females`.
fn but_for_sex(a: &str, b: &str) -> bool {
    const SEXES: &[&str] = &["male", "female", "males", "females", "men", "women", "boys", "girls"];
    let sex = |word: &str| SEXES.iter().any(|sex| word.eq_ignore_ascii_case(sex));
    let parted = |name: &str| name.split(' ').any(sex);
    let rest = |word: &&str| !sex(word);
    parted(a) && parted(b) && a.split(' ').filter(rest).eq(b.split(' ').filter(rest))
}

/// `30 patients and 28 matched controls`: beside controls those who are called nothing else are the patients, the cases.
fn beside_controls<'r>(s: &Sentence<'_>, row: &[Size<'r>]) -> Vec<Size<'r>> {
    let control = |size: &Size<'_>| {
        let last = size.reading.last;
        matches!(size.name, Some((Told::Called, _))) && s.is_word(last, &["controls", "healthy volunteers"])
    };
    let cases = |size: &Size<'_>| {
        let last = size.reading.last;
        size.name.is_none() && last == size.reading.main + 1 && s.is_word(last, &["patients", "cases"])
    };
    let [one, other] = row else { return row.to_vec() };
    let mut row = vec![*one, *other];
    if control(other) && cases(one) {
        row[0].name = Some((Told::Called, s.items[one.reading.last].span));
    }
    row
}

/// Whether a row tells what else people got: `60 received tolvarin, 12 a balimab and 4 surgery`; those of a trial's arms are
/// about as many each.
fn unlike(s: &Sentence<'_>, row: &[Size<'_>]) -> bool {
    let got =
        |size: &Size<'_>| size.reading.last > size.reading.main && s.cue(size.reading.last) == Cue::Received;
    let sizes = || row.iter().map(|size| size.n);
    row.iter().any(got) && sizes().min() < sizes().max().map(|most| most / UNLIKE)
}

/// How often the smallest arm of a trial is in its largest, at most.
const UNLIKE: u64 = 3;

/// A size that may be told apart from others: not of a review, or of a step that only some of the same people took.
fn size<'r>(s: &Sentence<'_>, at: usize, reading: &'r Reading) -> Option<Size<'r>> {
    let Reported::Participants(people) = &reading.result else { return None };
    let n = people.n.decimal.as_whole()?;
    if matches!(people.role, Role::Screened | Role::Completed) || in_review(s, reading.main) {
        return None;
    }
    Some(Size { at, reading, n, name: name(s, reading) })
}

/// Whether the arm of a size is named beside it, and not before the row.
fn names_its_arm(scene: &Scene<'_, '_>, size: &Size<'_>) -> bool {
    let arm = scene.bound[size.at];
    let from = if is_labelled(scene.s, size.reading) {
        size.reading.main.saturating_sub(APART)
    } else {
        size.reading.main
    };
    let near = from..size.reading.last + APART;
    scene.mentions.iter().chain(scene.further).any(|m| Some(m.arm) == arm && near.contains(&m.first))
}

/// Whether a size is a label's, `n = 15`, `(15 adults)`; not behind a colon that only opens a list: `Two groups were studied: 15 adults with
/// gout and 14 with lupus`.
fn is_labelled(s: &Sentence<'_>, size: &Reading) -> bool {
    let opened = size.main.checked_sub(1).is_some_and(|at| s.mark(at) == Some(':'))
        && s.items[size.main].depth == 0
        && size.last > size.main;
    !opened && frames::is_labelled(s, size)
}

/// Whether one size follows another behind a joint, and is no part of it.
fn beside(s: &Sentence<'_>, one: &Size<'_>, other: &Size<'_>) -> bool {
    let (from, to) = (one.reading.last + 1, other.reading.first);
    let (a, b) = (is_labelled(s, one.reading), is_labelled(s, other.reading));
    let level = s.items[one.reading.main].depth == s.items[other.reading.main].depth;
    if to <= from || to - from > APART || a != b || !level {
        return false;
    }
    // "208 adults with gout, 106 on tolvarin and 102": another number stands between.
    let number = |at: usize| {
        let amount = matches!(s.cue(at + 1), Cue::Dose | Cue::Unit | Cue::Time(_));
        s.items[at].numeric() && s.items[at].depth == s.items[one.reading.main].depth && !amount
    };
    if (from..to).any(number) {
        return false;
    }
    let both = matches!((one.name, other.name), (Some((Told::Had, _)), Some((Told::Had, _))));
    let joins = |at: usize| {
        matches!(s.cue(at), Cue::And | Cue::Versus | Cue::Or)
            || s.is_word(at, &["while", "whereas"])
            // "38 adults with gout, 22 women": of those before.
            || (a || both) && matches!(s.mark(at), Some(',' | ';'))
    };
    if a {
        return (from..to).any(joins);
    }
    let small = |at: usize| {
        s.cue(at) == Cue::Article || s.is_word(at, &["another", "other", "of", "group", "to", "with"])
    };
    let joint = (from..to).rev().find(|at| !small(*at));
    let part = (other.reading.last + 1..other.reading.last + 3)
        .any(|at| s.is_word(at, &["whom", "them", "these", "those", "which"]));
    joint.is_some_and(joins) && !part
}

/// Whether the first of a row counts those whose parts the others are.
fn of_the_first(s: &Sentence<'_>, row: &[Size<'_>]) -> bool {
    let first = row[0].reading.first;
    let head = first.checked_sub(1).map(|at| at - usize::from(s.cue(at) == Cue::Article && at > 0));
    let parts: u64 = row[1..].iter().map(|size| size.n).sum();
    // "Of 60 adults", not "a group of 60 adults", "scans of 60 adults".
    let opens =
        |at: usize| at == 0 || s.mark(at - 1).is_some() || matches!(s.cue(at - 1), Cue::And | Cue::Or);
    let of = |at: usize| s.cue(at) == Cue::Of && opens(at);
    head.is_some_and(of) || row.len() > 2 && row[0].n >= parts
}

/// What tells the people of a size from others.
fn name(s: &Sentence<'_>, size: &Reading) -> Option<(Told, Span)> {
    if is_labelled(s, size) {
        let span = before(s, size)
            .or_else(|| inside(s, size))
            .filter(|span| !span.of(s.text).split(' ').next_back().is_some_and(measures));
        return span.map(|span| (Told::Bracketed, span)).or_else(|| Some((Told::Had, got_behind(s, size)?)));
    }
    had(s, size).map(|span| (Told::Had, span)).or_else(|| Some((Told::Called, called(s, size)?)))
}

/// `one group (n = 62) received tolvarin, and the other (n = 63) a balm`: what those of a bracket got, behind it.
fn got_behind(s: &Sentence<'_>, size: &Reading) -> Option<Span> {
    const ONE_OF: &[&str] = &["one", "other", "another", "first", "second", "third", "fourth"];
    let head = size.first.checked_sub(2).filter(|at| s.opens(at + 1) && s.closes(size.last + 1))?;
    let one_of = (head.saturating_sub(2)..=head).any(|at| s.is_word(at, ONE_OF));
    let other = s.is_word(head, &["other"]);
    if !one_of || !(other || matches!(s.cue(head), Cue::Group | Cue::People)) {
        return None;
    }
    let at = size.last + 2;
    let at = at + usize::from(s.mark(at) == Some(','));
    let at = at + usize::from(s.cue(at) == Cue::Was);
    let verb = s.cue(at) == Cue::Received;
    if !verb && !other {
        return None;
    }
    let start = at + usize::from(verb);
    let start = start + usize::from(s.cue(start) == Cue::Article);
    let end = end(s, start);
    phrase(s, start, end).filter(|_| tells(s, start, end))
}

/// What people have or got: `with gout`, `treated with tolvarin`, `who underwent surgery`, `were randomised to surgery`.
fn had(s: &Sentence<'_>, size: &Reading) -> Option<Span> {
    let with = size.last > size.main && s.is_word(size.last, &["with", "without"]);
    // "57 received A": the verb closes the size.
    let got = size.last > size.main && s.cue(size.last) == Cue::Received;
    let mut at = size.last + usize::from(!with && !got);
    // "15 men (mean age, 50 years) with gout"
    if s.opens(at) {
        at = s.behind_bracket(at)?;
    }
    at += usize::from(s.is_word(at, &["who"]));
    at += usize::from(s.cue(at) == Cue::Was);
    let start = match s.cue(at) {
        Cue::Received => at + 1,
        Cue::Role(Role::Randomized) if s.cue(at + 1) == Cue::To => at + 2,
        Cue::To => at + 1,
        _ if s.is_word(at, &["with", "having"]) => at + 1,
        // "60 adults in the rowing group"
        _ if s.is_word(at, &["in"]) && in_group(s, at) => at + 1,
        _ if s.is_word(at, &["without"]) => at,
        _ => return None,
    };
    // "were assigned to receive tolvarin"
    let start = start + usize::from(s.cue(start) == Cue::Received && s.cue(start - 1) == Cue::To);
    let start = start + usize::from(s.cue(start) == Cue::Article);
    let end = end(s, start + usize::from(s.is_word(start, &["without"])));
    // "with stable, compensated gout": the name goes on.
    let cut = s.mark(end) == Some(',') && s.is_plain_word(end + 1) && s.cue(end + 1) == Cue::None;
    phrase(s, start, end).filter(|_| !cut && tells(s, start, end))
}

/// Whether a group stands behind "in": `in the rowing group`; "in each group", "in both groups" part nobody.
fn in_group(s: &Sentence<'_>, at: usize) -> bool {
    let start = at + 1 + usize::from(s.cue(at + 1) == Cue::Article);
    let end = end(s, start);
    start > at + 1
        && s.cue(end) == Cue::Group
        && !s.words(end).ends_with('s')
        && !s.is_word(start, &["same", "other", "first", "second", "third", "fourth"])
}

/// What people are called: `matched controls`, `nurses`; "men" and "women" only part them.
pub(super) fn called(s: &Sentence<'_>, size: &Reading) -> Option<Span> {
    let start = size.main + 1;
    let end = if size.last > size.main { size.last + 1 } else { end(s, start) };
    let label = |at: usize| {
        let word = s.is(at, Classes::WORD) || s.mark(at) == Some('-');
        // "14 diabetic and obese subjects", not "14 men and women"
        let both = s.cue(at) == Cue::And
            && at > start
            && at + 2 < end
            && s.cue(end - 1) == Cue::People
            && s.cue(at - 1) != Cue::People;
        // "14 age-matched controls"
        let matched = s.mark(at + 1) == Some('-') && at + 2 < end && s.is(at, Classes::WORD);
        both || matched
            || s.is_word(at, AGES)
            || word
                && matches!(
                    s.cue(at),
                    Cue::None | Cue::People | Cue::PercentScale | Cue::Adjusted | Cue::Time(_)
                )
    };
    let parted = (start..end).all(|at| s.is_of(at, Sort::Sex));
    (start < end && end - start <= LONGEST && (start..end).all(label) && !parted && tells(s, start, end))
        .then(|| s.items[start].span.to(s.items[end - 1].span))
}

/// Where the phrase that starts at an item ends.
fn end(s: &Sentence<'_>, start: usize) -> usize {
    let stops = |at: usize| {
        at >= s.items.len()
            || ends(s, at)
            || s.closes(at)
            || s.opens(at)
            || s.items[at].numeric()
            || s.is_word(at, &["once", "twice", "daily", "weekly", "monthly"])
            || matches!(
                s.cue(at),
                Cue::And
                    | Cue::Or
                    | Cue::To
                    | Cue::Preposition
                    | Cue::Respectively
                    | Cue::Role(_)
                    | Cue::Received
                    | Cue::Group
            )
    };
    let end = (start..=start + LONGEST).find(|at| stops(*at)).unwrap_or(start);
    // "hirudin tended (to)": a verb begins there.
    let verb = |at: usize| s.cue(end) == Cue::To && s.words(at).ends_with("ed");
    if end > start && verb(end - 1) { end - 1 } else { end }
}

/// Words that tell people apart by how old they are.
const AGES: &[&str] = &["older", "younger"];

/// Words for people who have nothing.
pub(super) const SOUND: &[&str] =
    &["healthy", "normal", "unaffected", "asymptomatic", "healthy volunteers", "nondiabetic", "normotensive"];

/// Whether a word of a phrase tells people apart.
fn tells(s: &Sentence<'_>, start: usize, end: usize) -> bool {
    const SAYS_NOTHING: [Sort; 6] =
        [Sort::Generic, Sort::NoName, Sort::Empty, Sort::Study, Sort::Weak, Sort::Foreign];
    // "12 A- and 24 B-treated": the name goes on behind.
    if start >= end || s.mark(end - 1) == Some('-') || s.is_word(start, &["something", "nothing"]) {
        return false;
    }
    (start..end).any(|at| match s.cue(at) {
        _ if s.is_word(at, SOUND) || s.is_word(at, AGES) => true,
        Cue::People => [Sort::Side, Sort::Kind, Sort::Control].iter().any(|sort| s.is_of(at, *sort)),
        Cue::None | Cue::PercentScale => {
            s.is(at, Classes::WORD) && !SAYS_NOTHING.iter().any(|sort| s.is_of(at, *sort))
        }
        _ => false,
    })
}
