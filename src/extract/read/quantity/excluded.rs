//! Numbers that are no quantity, whatever stands around: doses, times, names, counts of people, test statistics.

use crate::extract::item::Shape;
use crate::extract::sentence::Sentence;
use crate::lex::{Classes, Cue};

use super::cost::exchanged;
use super::given::{dose, limit};
use super::place::{at_a_time, joint_before, lasts};
use super::rate::of_a_kind;

pub(super) fn excluded(s: &Sentence<'_>, i: usize) -> bool {
    // A value with its ± is one wherever it stands.
    let spread = matches!(s.items.get(i + 1).map(|item| &item.shape), Some(Shape::PlusMinus));
    // "6.4 +2.4 hours": a plus sign where ± was meant.
    let meant = i > 0 && s.items[i - 1].numeric() && s.words(i).starts_with('+');
    // The 0.48 of "4.1 W/kg body weight (±0.48)".
    let of_another = i > 0 && s.items[i - 1].shape == Shape::PlusMinus;
    meant
        || of_another
        || spread && dose_of(s, i)
        || !spread && given_or_counted(s, i)
        || compound(s, i)
        || symbol(s, i)
}

/// "at the highest dose (14 ± 3.5 mg/day)", "tolvarin, 12 ± 4.5 mg/day": what was given, where no mean is named.
fn dose_of(s: &Sentence<'_>, i: usize) -> bool {
    let unit = i + 3;
    let often = s.mark(unit + 1) == Some('/') && s.is_word(unit + 2, &["day", "d", "kg"]);
    s.cue(unit) == Cue::Dose
        && often
        && !s.has(Classes::STATISTIC | Classes::P)
        && !s.any(i.saturating_sub(40)..i, Classes::CONSUMED | Classes::MOVED)
}

fn given_or_counted(s: &Sentence<'_>, i: usize) -> bool {
    // "≤ 140/90 mm Hg"
    let pair = || i > 1 && s.mark(i - 1) == Some('/') && !s.items[i - 1].spaced && s.plain(i - 2).is_some();
    spelled(s, i)
        || enumerates(s, i)
        || counted(s, i)
        || dose(s, i)
        || strength(s, i)
        || steps(s, i)
        || year(s, i)
        || exchanged(s, i)
        || at_a_time(s, i)
        || bracketed_name(s, i)
        || limit(s, i)
        || pair() && limit(s, i - 2)
        || spanned(s, i)
        || behind_p(s, i)
        || of_the_clock(s, i)
        || spread_alone(s, i)
}

/// `from 7 A.M. to 9 P.M.`, `at 8 pm`: a time of day.
fn of_the_clock(s: &Sentence<'_>, i: usize) -> bool {
    s.is_word(i + 1, &["am", "pm", "a.m", "p.m", "a.m.", "p.m."])
        || s.is_word(i + 1, &["a", "p"]) && s.mark(i + 2) == Some('.') && s.is_word(i + 3, &["m"])
}

/// `37.3 years (35.1–39.5; SD 15.3)`, `standard deviation [SD], 13.1 yr`: the spread of a value that stands further off, and no
/// value itself.
fn spread_alone(s: &Sentence<'_>, i: usize) -> bool {
    let Some(mut at) = i.checked_sub(1).filter(|_| s.has(Classes::SPREAD)) else { return false };
    for _ in 0..3 {
        if s.cue(at) == Cue::Sd {
            // "(mean, SD) 4.1", "mean ± SD 4.1" name both.
            return !(at.saturating_sub(4)..at).any(|k| matches!(s.cue(k), Cue::Statistic(_)));
        }
        if !matches!(s.mark(at), Some('=' | ',' | ':' | ']' | ')')) || at == 0 {
            return false;
        }
        at -= 1;
    }
    false
}

/// `patients with a pressure of 95 mm Hg to 114 mm Hg`: both ends of what people had to have, and no change.
fn spanned(s: &Sentence<'_>, i: usize) -> bool {
    let end = |k: usize| s.unit_end(k + 1);
    let low = |k: usize| {
        k > 1
            && s.cue(k - 1) == Cue::Of
            && s.plain(k).is_some()
            && end(k).is_some_and(|to| {
                s.cue(to) == Cue::To && s.plain(to + 1).is_some() && s.words(to + 2) == s.words(k + 1)
            })
            && (k.saturating_sub(10)..k).any(|b| s.is_word(b, &["with"]))
            && !s.any(k.saturating_sub(14)..k, Classes::MOVED | Classes::STATISTIC)
    };
    let first = || (i.saturating_sub(5)..i).rev().find(|k| s.plain(*k).is_some());
    low(i) || i > 2 && s.cue(i - 1) == Cue::To && first().is_some_and(low)
}

/// `12-week`, the 3 of `3- and 6-month`, `1:1`, `3 × 8`.
fn compound(s: &Sentence<'_>, i: usize) -> bool {
    // The 1.73 of "ml/min per 1.73 m2" is the unit's.
    if s.words(i) == "1.73" && s.words(i + 1).starts_with('m') {
        return true;
    }
    // "every 1-unit increase", "(CV% 26.2)"
    if i > 0
        && (s.is_word(i - 1, &["every", "each", "per"])
            && s.number(i).is_some_and(|n| !n.decimal.is_negative())
            || i > 1 && s.mark(i - 1) == Some('%') && s.is_word(i - 2, &["CV"]))
    {
        return true;
    }
    // Of "day 1: 48" the sign opens a list.
    let joined = |k: usize| s.items.get(k).is_some_and(|m| !m.spaced);
    let tied = |k: usize| {
        s.mark(k) == Some(':')
            && joined(k)
            && (joined(k + 1) || !(k > 1 && matches!(s.cue(k - 2), Cue::Time(_) | Cue::Grade | Cue::Group)))
    };
    let ratio = s.count(i).is_some()
        && (tied(i + 1) && s.count(i + 2).is_some() || i > 1 && tied(i - 1) && s.items[i - 2].numeric());
    // "29.7 X 10(3) cells/mL"
    let power = i > 1 && s.is_word(i - 1, &["x"]) && s.words(i) == "10" && s.items[i - 2].numeric();
    let times = power
        || i > 0 && s.mark(i - 1) == Some('×')
        || s.mark(i + 1) == Some('×') && !s.words(i + 2).starts_with("10");
    // "a 7.2-month median duration", "a 0.5-kg loss" are results.
    let median = || {
        // "24-h median pressure"
        s.number(i).is_none_or(|n| n.decimal.as_whole() != Some(24))
            && matches!(s.cue(i + 2), Cue::Time(_))
            && matches!(s.cue(i + 3), Cue::Statistic(_))
            && lasts(s, i + 4..i + 8)
            || matches!(s.cue(i + 2), Cue::Unit)
                && matches!(s.cue(i + 3), Cue::Lower | Cue::Higher)
                && !s.is_word(i + 4, &["scale", "scales", "criterion", "criteria"])
    };
    let dashed = s.mark(i + 1) == Some('-') && !median()
        || matches!(s.cue(i + 1), Cue::Time(_) | Cue::Unit)
            && s.mark(i + 2) == Some('-')
            && !s.items[i + 2].spaced;
    // "a 28 day course"
    let adjective = s.is_word(i + 1, &["day", "week", "month", "year", "hour", "minute"])
        && s.number(i).is_some_and(|n| n.decimal.digits() != 1 && n.decimal.places() == 0)
        && matches!(s.items.get(i + 2).map(|item| &item.shape), Some(Shape::Word))
        && matches!(s.cue(i + 2), Cue::None | Cue::Received | Cue::FollowUp);
    // "24 h ambulatory pressure"
    let around = s.is_word(i + 1, &["h", "hr"])
        && matches!(s.items.get(i + 2).map(|item| &item.shape), Some(Shape::Word))
        && s.number(i).is_some_and(|n| n.decimal.as_whole() == Some(24))
        && matches!(s.cue(i + 2), Cue::None | Cue::Unit | Cue::Statistic(_) | Cue::Sd);
    dashed || ratio || times || adjective || around
}

/// `n = 12`, `F(1, 106) = 2.88`, `df = 2`, `r = .42`: numbers of a test.
fn symbol(s: &Sentence<'_>, i: usize) -> bool {
    let Some(sign) = i.checked_sub(1) else { return false };
    // "(mean = 4.6 of 5.0)": the most that a scale has.
    if s.cue(sign) == Cue::Of
        && sign > 1
        && s.items[sign - 1].number().is_some()
        && (s.mark(sign - 2) == Some('=') || matches!(s.cue(sign - 2), Cue::Statistic(_)))
    {
        return true;
    }
    let Some(name) = sign.checked_sub(1) else { return false };
    let letter = |k: usize| {
        s.is_word(
            k,
            &[
                "n", "F", "t", "df", "r", "d", "z", "U", "H", "Q", "k", "χ2", "χ", "I2", "R2", "chi2", "λ",
                "ρ", "β", "b", "B", "α", "w",
            ],
        ) || s.closes(k)
            || indexed(s.words(k))
    };
    match s.mark(sign) {
        // "males = 203" counts people; "F2,22 = 4.6".
        Some('=') => {
            letter(name)
                || s.cue(name) == Cue::People
                || s.items[name].numeric() && name > 1 && s.mark(name - 1) == Some(',') && letter(name - 2)
        }
        Some('(') => !s.items[sign].spaced && s.length(name) <= 2 && letter(name),
        Some(',') => {
            name > 1
                && s.items[name].numeric()
                && s.mark(name - 1) == Some('(')
                && !s.items[name - 1].spaced
                && s.length(name - 2) <= 2
                && letter(name - 2)
        }
        _ => false,
    }
}

/// A letter with its degrees of freedom: `t144`.
fn indexed(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(['t', 'F', 'z', 'χ'])
        && word.chars().skip(1).all(|c| c.is_ascii_digit())
}

/// `3.2 g/L (10 mg)`, `(10 mg: 3.2 g/L; 20 mg: 4.7 g/L)`: the strength that a value is of.
fn strength(s: &Sentence<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.cue(i + 1) == Cue::Dose) else { return false };
    let next = i + 2;
    let value =
        |k: usize| s.items[k].numeric() || s.closes(k) || matches!(s.cue(k), Cue::Unit | Cue::Time(_));
    let behind_value = before > 0 && s.opens(before) && s.closes(next) && value(before - 1);
    let heads = (s.opens(before) || s.mark(before) == Some(';'))
        && matches!(s.mark(next), Some(':' | '=' | ','))
        && s.items.get(next + 1).is_some_and(|item| item.numeric());
    behind_value || heads
}

/// Numbers of a list of rising whole numbers, at most.
const STEPS: usize = 10;

/// `velorinib 5, 10, and 20 mg`, `(4, 8, and 12 weeks)`, `0, 6 weeks`, `concentrations of 3, 5 and 9 ng/mL`: rising whole
/// numbers with one unit behind the last are doses, or when it was measured, where they are three or start at nought.
fn steps(s: &Sentence<'_>, i: usize) -> bool {
    let whole = |k: usize| s.plain(k).and_then(|n| n.decimal.as_whole());
    let joint =
        |k: usize| matches!(s.mark(k), Some(',' | ';' | '&')) || matches!(s.cue(k), Cue::And | Cue::Or);
    let timed = |k: usize| matches!(s.cue(k), Cue::Time(_));
    let next = |at: usize| {
        let from = at + 1 + usize::from(timed(at + 1));
        let joints = (from..from + 2).take_while(|k| joint(*k)).count();
        (joints > 0 && whole(from + joints).is_some()).then_some(from + joints)
    };
    if whole(i).is_none() {
        return false;
    }
    let mut first = i;
    for _ in 0..STEPS {
        let Some(before) = (2..=4)
            .filter_map(|back| first.checked_sub(back))
            .find(|at| whole(*at).is_some() && next(*at) == Some(first))
        else {
            break;
        };
        first = before;
    }
    let (mut at, mut count, mut rising, mut one_unit) = (first, 1, true, true);
    while let Some(behind) = next(at).filter(|_| count < STEPS) {
        rising &= whole(behind) > whole(at);
        one_unit &= !timed(at + 1);
        (at, count) = (behind, count + 1);
    }
    let from_nought = whole(first) == Some(0) && count > 1 && timed(at + 1);
    let step = match s.cue(at + 1) {
        Cue::Dose => true,
        // "the stay was 5, 7, and 9 days"
        Cue::Time(_) => from_nought || !lasts(s, s.clause_start(first)..first),
        Cue::Unit => {
            first > 1
                && s.cue(first - 1) == Cue::Of
                && s.is_word(first - 2, &["concentrations", "doses", "dosages", "strengths", "rates"])
        }
        _ => false,
    };
    rising && step && (from_nought || count > 2 && one_unit)
}

/// Years, and days of a month.
fn year(s: &Sentence<'_>, i: usize) -> bool {
    let Some(n) = s.count(i).and_then(|n| n.decimal.as_whole()) else { return false };
    let dated = (1900..2100).contains(&n) && s.words(i).len() == 4;
    // "2168 (293) with A and 2073 (284) with B": a mean with its spread.
    let spread = || {
        s.has(Classes::SPREAD)
            && s.opens(i + 1)
            && s.plain(i + 2).is_some()
            && s.closes(i + 3)
            && i > 0
            && matches!(s.cue(i - 1), Cue::Was | Cue::And | Cue::Versus)
    };
    let plain = dated && s.unit_end(i + 1).is_none() && !spread();
    // "in 1999 US dollars"
    let money = dated && s.cue(i + 1) == Cue::Currency && i > 0 && s.cue(i - 1) == Cue::Preposition;
    plain || money || s.month(i + 1) || i > 0 && s.month(i - 1) || i > 1 && s.month(i - 2)
}

/// `25(OH)D`, `mm(2)`, `[−32, 21]`.
fn bracketed_name(s: &Sentence<'_>, i: usize) -> bool {
    let glued = |k: usize| s.items.get(k).is_some_and(|item| !item.spaced);
    let chemical = s.opens(i + 1)
        && glued(i + 1)
        && s.closes(i + 3)
        && matches!(s.items[i + 2].shape, Shape::Word)
        && s.cue(i + 2) == Cue::None;
    let raised = i > 1
        && s.opens(i - 1)
        && glued(i - 1)
        && s.closes(i + 1)
        && (s.cue(i - 2) == Cue::Unit || s.is_word(i - 2, &["x10"]) || s.items[i - 2].numeric())
        && s.number(i).is_some_and(|n| n.decimal.places() == 0 && n.decimal.digits() < 13);
    chemical || raised || limits(s, i)
}

/// The ends of `[−32, 21 days]`, `[$235, $739]`, `[95% CI = −£97, £149]`.
fn limits(s: &Sentence<'_>, i: usize) -> bool {
    let sign = |k: usize| usize::from(matches!(s.mark(k), Some('$' | '£' | '€')));
    let start = i - sign(i.wrapping_sub(1)).min(i);
    let Some(before) = start.checked_sub(1) else { return false };
    let low =
        s.mark(before) == Some('[') && s.mark(i + 1) == Some(',') && s.number(i + 2 + sign(i + 2)).is_some();
    let high = s.mark(before) == Some(',')
        && before.checked_sub(1).filter(|low| *low > 0).is_some_and(|low| {
            s.items[low].numeric()
                && low.checked_sub(1 + sign(low - 1)).is_some_and(|k| s.mark(k) == Some('['))
        });
    let labelled = || {
        s.items[i].depth > 0
            && sign(i.wrapping_sub(1)) == 1
            && (i.saturating_sub(7)..i).rev().take_while(|k| s.mark(*k) != Some(';')).any(|k| {
                s.items[k].depth == s.items[i].depth && matches!(s.items[k].shape, Shape::IntervalLabel(_))
            })
            && s.unit_end(i + 1).is_none()
    };
    low || high || labelled()
}

/// What is taken several times over, to be averaged.
const REPEATED: &[&str] = &[
    "measurements",
    "measurement",
    "readings",
    "determinations",
    "recordings",
    "replicates",
    "repetitions",
    "observations",
    "assays",
];

/// Counts of people and of things that happened to them, `15 (7.7%)`, `15 of 194`.
fn counted(s: &Sentence<'_>, i: usize) -> bool {
    let Some(n) = s.count(i) else { return false };
    // "the average of three measurements": how a value was found.
    if (i + 1..i + 4).any(|k| s.is_word(k, REPEATED)) || super::super::participants::has_aside(s, i) {
        return true;
    }
    // "131 (304 attacks)": things of one kind, alone in a bracket.
    if of_a_kind(s, i) {
        return true;
    }
    let mut words = (i + 1..i + 4).take_while(|k| {
        s.is(*k, Classes::WORD)
            && !matches!(s.cue(*k), Cue::Time(_) | Cue::Unit | Cue::Versus | Cue::Was | Cue::Of)
            && !s.is_word(*k, &["per"])
    });
    let mut people = || {
        words.any(|k| {
            matches!(s.cue(k), Cue::People | Cue::Things | Cue::Happened | Cue::Group | Cue::Role(_))
        })
    };
    let share = s.opens(i + 1) && s.percent(i + 2).is_some() && s.closes(i + 3)
        || s.opens(i + 1)
            && s.percent(i + 2).is_some()
            && s.number(i).is_some_and(|_| s.percent(i).is_none())
            && !matches!(s.items.get(i + 3).map(|x| &x.shape), Some(Shape::PlusMinus));
    let of = s.is_word(i + 1, &["out"])
        || s.cue(i + 1) == Cue::Of
            && (s.count(i + 2).is_some() || s.cue(i + 2) == Cue::Article && s.count(i + 3).is_some());
    let total = i > 1 && s.cue(i - 1) == Cue::Of && s.count(i - 2).is_some();
    share || of || total || n.decimal.digits() > 0 && people()
}

/// `P<0.01, 0.02, respectively`
fn behind_p(s: &Sentence<'_>, i: usize) -> bool {
    let from = joint_before(s, i);
    from > 0
        && matches!(s.items[from - 1].shape, Shape::P(_))
        && from < i
        && s.number(i).is_some_and(|n| n.to_f64() < 1.0)
        && s.unit_end(i + 1).is_none()
}

/// "and (3) a longer operation": the number of a point.
fn enumerates(s: &Sentence<'_>, i: usize) -> bool {
    i > 1
        && s.opens(i - 1)
        && s.closes(i + 1)
        && s.count(i).and_then(|n| n.decimal.as_whole()).is_some_and(|n| n < 10)
        && (s.cue(i - 2) == Cue::And || matches!(s.mark(i - 2), Some(',' | ';' | ':')))
}

/// A number in words is a value only right behind its statistic: "a median of four treatments".
fn spelled(s: &Sentence<'_>, i: usize) -> bool {
    let right = i > 1 && s.cue(i - 1) == Cue::Of && matches!(s.cue(i - 2), Cue::Statistic(_));
    s.items[i].spelled && !right
}
