//! Lists whose items each open with the name of what they give: `(response, 62% v 60%; remission, 58% v 59%)`,
//! `pain (P = 0.03), mood (P = 0.01), and sleep (P = 0.02)`.

use super::candidates::{Candidate, Cut};
use super::clause::over_bracket;
use super::nature::{MEASURED, nature, surrounds};
use super::phrase::{content, last_word};
use super::reckoned::reckoned;
use crate::extract::bind::frames::{Scene, of_one_arm};
use crate::extract::read::Reading;
use crate::finding::Reported;
use crate::lex::{Cue, Sort};
use crate::text::Span;

/// Items between a bracket's sign and a reading in it, at most.
const NEAR: usize = 16;

/// The label of each reading that stands right behind one, in a list with another.
pub(super) fn labels(scene: &Scene<'_, '_>, all: &[Candidate]) -> Vec<Option<Span>> {
    let own: Vec<Option<Label>> = scene.readings.iter().map(|r| label(scene, all, r)).collect();
    let span = |label: &Label| scene.s.items[label.first].span.to(scene.s.items[label.last].span);
    let mut out = vec![None; own.len()];
    let mut before: Option<(usize, Label)> = None;
    for (i, label) in own.iter().enumerate() {
        let Some(label) = label else { continue };
        // The item before is of the same list: nothing but its own values stands between.
        if let Some((at, last)) = before
            && last.depth == label.depth
            && last.sign == label.sign
            && (last.last..label.first).all(|k| scene.s.items[k].depth >= label.depth)
        {
            out[at] = Some(span(&last));
            out[i] = Some(span(label));
        }
        before = Some((i, *label));
    }
    for (i, own) in out.iter_mut().enumerate().skip(1) {
        *own = own.or_else(|| listed(scene, all, i));
    }
    for (i, own) in out.iter_mut().enumerate() {
        *own = own.or_else(|| lone(scene, all, i));
    }
    headed(scene, all, &mut out);
    out
}

/// `(depth: A, 12 mm; B, 15 mm; width: A, 4 mm; B, 5 mm)`, `(social: P = 0.42, emotional: P = 0.95)`: what stands between a
/// sign and a colon inside of a bracket names all that follows, up to the next such name.
fn headed(scene: &Scene<'_, '_>, all: &[Candidate], out: &mut [Option<Span>]) {
    let s = scene.s;
    let heads = |c: &&Candidate| {
        let opens = |k: usize| s.opens(k) || matches!(s.mark(k), Some(',' | ';'));
        s.mark(c.last + 1) == Some(':')
            && s.items[c.first].depth > 0
            && c.cut != Cut::People
            && c.first.checked_sub(1).is_some_and(opens)
            && !other(scene, c)
            && !reckoned(s, c)
            && !s.is_word(c.last, &["immediate", "immediately", "model", "analysis", "range"])
    };
    let heads: Vec<&Candidate> = all.iter().filter(heads).collect();
    let open =
        |c: &Candidate| (0..c.first).rfind(|k| s.opens(*k) && s.items[*k].depth <= s.items[c.first].depth);
    for (n, head) in heads.iter().enumerate() {
        let depth = s.items[head.first].depth;
        let next = heads.get(n + 1).map_or(s.items.len(), |next| next.first);
        let end = (head.last + 1..next).find(|k| s.items[*k].depth < depth).unwrap_or(next);
        let own = |r: &Reading| r.first > head.last && r.last < end;
        // "blood pressure (BP: 12 v 15)": a short form of what stands before it.
        let capitals = s.words(head.last).bytes().filter(u8::is_ascii_uppercase).count() > 1;
        let lone = capitals && heads.iter().filter(|other| open(other) == open(head)).count() == 1;
        let of_arms = scene.readings.iter().filter(|r| own(r) && of_one_arm(r)).count();
        for (reading, out) in scene.readings.iter().zip(out.iter_mut()).filter(|(r, _)| own(r)) {
            // A lone value may be of an arm that nothing else tells: "(surgery: 12%, exercise: 15%)".
            let compared = matches!(reading.result, Reported::Estimate(_));
            let of_arm = (of_arms == 1 || compared) && nature(last_word(s.words(head.last))) != MEASURED;
            if out.is_none() && !lone && super::clause::asks(scene, reading) && !of_arm {
                *out = Some(s.items[head.first].span.to(s.items[head.last].span));
            }
        }
    }
}

/// `pain (P = 0.03), mood (P = 0.01)`: the words between the bracket before and the reading's own, where words stand right
/// before that as well.
fn listed(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let s = scene.s;
    // A list of ratios is one of factors: "age (odds ratio, 1.3), smoking (odds ratio, 2.1)".
    let ratio =
        matches!(&scene.readings[i].result, Reported::Estimate(estimate) if estimate.measure.is_ratio());
    if ratio {
        return None;
    }
    let open = opening(scene, all, i)?;
    let of = |open: usize| {
        // "completion rate (P = 0.03)"
        let rate = usize::from(open > 0 && s.is_word(open - 1, &["rate", "rates"]));
        let named =
            |c: &&Candidate| c.last + 1 + rate == open && s.items[c.last].depth == s.items[open].depth;
        all.iter().filter(named).min_by_key(|c| c.first)
    };
    let own = of(open)?;
    let b = own.first.checked_sub(1)?;
    let and = matches!(s.cue(b), Cue::And | Cue::Or);
    let comma = b - usize::from(b > 0 && and);
    let parted = s.mark(comma) == Some(',');
    // "pain (P = 0.03) and mood (P = 0.01)", but not "density at the spine (P = 0.03) and hip (P = 0.01)".
    let close = if parted { comma } else { b }.checked_sub(1).filter(|b| (parted || and) && s.closes(*b))?;
    let at = scene.readings[..i].iter().rposition(|r| r.first < close)?;
    let value = &scene.readings[at];
    let before = opening(scene, all, at).and_then(of)?;
    // Names with a capital are mostly of what is compared: not "QT prolongation".
    let small = |k: usize| s.words(k).starts_with(|c: char| c.is_lowercase());
    let small = small(own.first)
        || nature(last_word(s.words(own.last))) == MEASURED && (own.first == own.last || small(own.last));
    let place = |k: usize| matches!(s.cue(k), Cue::Preposition | Cue::Of | Cue::To);
    let tied = before.first.checked_sub(1).is_some_and(|b| {
        let b = b - usize::from(b > 0 && s.cue(b) == Cue::Article);
        place(b) && b.checked_sub(1).is_none_or(|k| !s.is_word(k, super::changes::NOUNS))
    });
    if !parted && (tied || (before.first..before.last).any(place)) {
        return None;
    }
    (small && value.last < own.first && !other(scene, own) && !other(scene, before))
        .then(|| over_bracket(s, all, own, close))
}

/// `was greater (median walking distance 12 km vs 8 km)`: something measured, between the sign of a bracket and its first value.
fn lone(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<Span> {
    let s = scene.s;
    let reading = &scene.readings[i];
    if s.items.get(reading.first)?.depth == 0 || !super::clause::asks(scene, reading) || !of_one_arm(reading)
    {
        return None;
    }
    let b = reading.first.checked_sub(1)?;
    let last = if matches!(s.mark(b), Some(',' | ':' | '=')) { b.checked_sub(1)? } else { b };
    let opens = |c: &&Candidate| {
        let mut k = c.first;
        while let Some(b) = k.checked_sub(1)
            && matches!(s.cue(b), Cue::Statistic(_) | Cue::Article)
        {
            k = b;
        }
        c.last == last && c.first < last && k.checked_sub(1).is_some_and(|b| s.opens(b))
    };
    let of = all.iter().filter(opens).min_by_key(|c| c.first)?;
    let small = s.words(of.first).starts_with(|c: char| c.is_lowercase());
    let counted = s.is_word(last, super::general::GENERAL) || s.is_of(last, Sort::Head);
    let measured = nature(last_word(s.words(last))) == MEASURED;
    (small && measured && !counted && !other(scene, of))
        .then(|| s.items[of.first].span.to(s.items[last].span))
}

/// The bracket in which a reading is, where nothing named stands before it there: `(P = 0.03`, `(F = 5.2, P = 0.03`,
/// `(12 v 15, P = 0.03`, `(grade 3, 12%`, `(12% on tolvarin, 15%`.
fn opening(scene: &Scene<'_, '_>, all: &[Candidate], i: usize) -> Option<usize> {
    let (s, first) = (scene.s, scene.readings[i].first);
    let open = (first.saturating_sub(NEAR)..first).rfind(|k| s.opens(*k))?;
    let depth = s.items.get(first)?.depth;
    let whole = s.items[open + 1].depth == depth && (open + 1..first).all(|k| s.items[k].depth >= depth);
    let graded = |c: &Candidate| (c.first..=c.last).all(|k| s.cue(k) == Cue::Grade || !content(s, k));
    let named = all.iter().any(|c| c.first > open && c.last < first && !graded(c));
    (whole && !named).then_some(open)
}

/// Whether a phrase is of an arm, people, a place or a time.
fn other(scene: &Scene<'_, '_>, of: &Candidate) -> bool {
    let s = scene.s;
    let class = nature(last_word(s.words(of.last)));
    // "time to chemotherapy"
    let governs =
        of.first < of.last && s.is_word(of.first, &["time", "need", "duration", "adherence", "exposure"]);
    surrounds(class) && !governs
        || reckoned(s, of)
        || (of.first..=of.last).any(|k| s.cue(k) == Cue::Grade)
        || numbered(s.words(of.last))
        || s.words(of.first).to_ascii_lowercase().starts_with("pre")
}

/// Words right before a reading and right behind the sign that opens an item of a list.
#[derive(Clone, Copy)]
struct Label {
    first: usize,
    last: usize,
    depth: u8,
    /// What stands between it and the value.
    sign: Option<char>,
}

/// Whether a word only numbers or letters groups, visits or types: "II", "A", "T2", "ID".
fn numbered(word: &str) -> bool {
    const NAMES: &[&str] = &["OS", "CR", "PR", "RR", "SD", "BP", "HR", "DR", "DC", "PD", "EF", "TR"];
    word.len() <= 2 && !NAMES.contains(&word)
        || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
        || word.len() <= 3 && word.bytes().any(|b| b.is_ascii_digit())
}

fn label(scene: &Scene<'_, '_>, all: &[Candidate], reading: &Reading) -> Option<Label> {
    let s = scene.s;
    let b = reading.first.checked_sub(1)?;
    let sign = s.mark(b).filter(|sign| matches!(sign, ',' | ':' | '='));
    let last = if sign.is_some() { b.checked_sub(1)? } else { b };
    let opens = |c: &Candidate| {
        let Some(k) = c.first.checked_sub(1) else { return false };
        let parted = matches!(s.mark(k), Some(';' | ':')) || s.mark(k) == Some(',') && sign.is_none();
        let and = s.cue(k) == Cue::And;
        // "were nausea 12%, …"
        let told =
            s.items[k].depth == 0 && sign.is_none() && s.is_word(k, &["were", "was", "included", "are"]);
        // "as follows: for relapse, 12%; for death, 5%", but not "for surgery, $12; for rest, $5"
        let compared = !of_one_arm(reading);
        let signed =
            |k: usize| s.opens(k) || matches!(s.mark(k), Some(';' | ':' | ',')) || s.cue(k) == Cue::And;
        let for_it = sign.is_some()
            && s.is_word(k, &["for"])
            && k.checked_sub(1).is_some_and(signed)
            && (compared || nature(last_word(s.words(c.last))) == MEASURED);
        c.last == last && (s.opens(k) || parted || and || told || for_it)
    };
    let of = all.iter().find(|c| opens(c))?;
    let depth = s.items[of.first].depth;
    // "were nausea 12%, headache 10%, and dizziness 5%"
    let small = s.words(of.first).starts_with(|c: char| c.is_lowercase());
    let share = matches!(&reading.result, Reported::Proportion(share) if share.percent.is_some());
    let parted = s.items.get(reading.last + 1).is_none_or(|_| {
        matches!(s.mark(reading.last + 1), Some(',' | ';' | '.')) || s.cue(reading.last + 1) == Cue::And
    });
    let listed = depth > 0 || sign.is_some() || share && small && parted;
    // What labels an arm or a time is no outcome.
    (depth == s.items[reading.first].depth && listed && !other(scene, of)).then_some(Label {
        first: of.first,
        last,
        depth,
        sign,
    })
}
