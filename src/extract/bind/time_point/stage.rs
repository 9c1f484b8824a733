//! Lengths and stages: what a time with a noun behind it is of, and which lengths are no time of a result.

use super::place::tie;
use crate::extract::sentence::Sentence;
use crate::lex::Cue;

/// What people come to at a time: "follow-up", "visit".
pub(super) fn visit(s: &Sentence<'_>, i: usize) -> bool {
    s.cue(i) == Cue::FollowUp
        || s.is_word(
            i,
            &["visit", "assessment", "evaluation", "examination", "mark", "timepoint", "endpoint"],
        )
        || s.is_word(i, &["postoperative", "post-treatment", "posttreatment", "review", "check"])
}

/// `after an 8-week diet`, `at the 14-week test phase evaluation`: any noun behind what says when, but a phase before the treatment.
pub(super) fn stage(s: &Sentence<'_>, i: usize, behind: usize) -> bool {
    const WHEN: &[&str] = &["at", "after", "following", "over", "throughout"];
    tie(s, i).is_some_and(|tie| s.is_word(tie, WHEN))
        && !course(s, behind)
        && !passed(s, behind)
        && !lead_in(s, behind)
}

/// What goes before the treatment under test: `a 5-week placebo run-in phase`.
fn lead_in(s: &Sentence<'_>, i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "run",
        "run-in",
        "washout",
        "wash-out",
        "wash",
        "lead",
        "lead-in",
        "baseline",
        "qualification",
        "withdrawal",
        "stabilization",
        "stabilisation",
    ];
    (i..i + 5)
        .take_while(|k| s.items.get(*k).is_some_and(|item| !item.numeric()))
        .any(|k| s.is_word(k, BEFORE) || s.is_word(k, &["placebo"]) && s.is_word(k + 1, &["period", "phase"]))
}

/// What people go through for some time.
const COURSES: &[&str] = &[
    "treatment",
    "therapy",
    "trial",
    "study",
    "period",
    "course",
    "program",
    "programme",
    "intervention",
    "training",
    "treatments",
    "therapies",
    "periods",
    "courses",
    "programs",
    "programmes",
    "interventions",
];

/// What has a length, and is over or goes on at the time of a result.
pub(super) fn passed(s: &Sentence<'_>, i: usize) -> bool {
    let word = s.is_word(i, COURSES) || s.is_word(i, &["training period"]);
    // "after the 12-week treatment group"
    let mut behind = (i + 1..i + 3).take_while(|k| s.mark(*k).is_none());
    word && !behind.any(|k| matches!(s.cue(k), Cue::Group | Cue::People))
}

/// The length of a treatment, a test or a measurement, and no time of a result: `12-week programme`, `24-h monitoring`.
pub(super) fn course(s: &Sentence<'_>, i: usize) -> bool {
    const OTHERS: &[&str] = &[
        "old",
        "washout",
        "interval",
        "walk",
        "walking",
        "monitoring",
        "recall",
        "infusion",
        "regimen",
        "session",
        "sessions",
        "delay",
        "difference",
        "exposure",
        "data",
        "window",
        "run",
        "supply",
        "stay",
        "prophylaxis",
        "duration",
        "schedule",
        "schedules",
        "regimens",
        "segments",
        "segment",
        "epochs",
        "recording",
        "recordings",
    ];
    s.cue(i) == Cue::Criterion || s.is_word(i, COURSES) || s.is_word(i, OTHERS)
}

/// How a study of some length was made: `a 12-week, double-blind comparison`.
pub(super) fn design(s: &Sentence<'_>, i: usize) -> bool {
    const DESIGNS: &[&str] = &[
        "double",
        "double-blind",
        "double-blinded",
        "single-blind",
        "triple-blind",
        "triple",
        "randomized",
        "randomised",
        "placebo-controlled",
        "controlled",
        "parallel",
        "parallel-group",
        "crossover",
        "cross-over",
        "multicenter",
        "multicentre",
        "multinational",
        "prospective",
        "open",
        "open-label",
    ];
    s.is_word(i, DESIGNS)
}

/// What is measured or collected over a day: `24-hour ambulatory blood pressure`, `24-h urine volume`.
pub(super) fn recorded(s: &Sentence<'_>, i: usize) -> bool {
    const RECORDED: &[&str] = &[
        "ambulatory",
        "urine",
        "urinary",
        "systolic",
        "diastolic",
        "median",
        "mean",
        "average",
        "pH",
        "blood",
        "difference",
        "arterial",
        "SBP",
        "DBP",
        "BP",
        "ABP",
        "ABPM",
        "MAP",
        "heart",
        "HR",
        "gastric",
        "intragastric",
        "esophageal",
        "oesophageal",
        "acid",
        "acidity",
        "holter",
        "electrocardiographic",
        "ECG",
        "recording",
        "recordings",
        "protein",
        "proteinuria",
        "albumin",
        "albuminuria",
        "excretion",
        "creatinine",
        "sodium",
        "collection",
        "profile",
        "pressure",
        "dietary",
        "urinary",
        "UNa",
        "calcium",
        "AUC",
        "area",
        "dosing",
        "trough",
        "value",
        "values",
        "value",
        "values",
    ];
    s.is_word(i, RECORDED)
}
/// Whether a time that stands behind "over" or "during" at `b` is an age, the length of a follow-up, or how long something was given:
/// `women over 60 years`, `over 4 years of follow-up`, `infused over 30 minutes`.
pub(super) fn length(s: &Sentence<'_>, b: usize, i: usize) -> bool {
    const GIVEN: &[&str] = &[
        "given",
        "administered",
        "infused",
        "injected",
        "delivered",
        "infusion",
        "infusions",
        "injection",
        "bolus",
        "intravenously",
        "sessions",
        "session",
        "recruited",
        "enrolled",
        "collected",
        "conducted",
        "studied",
        "monitored",
        "followed",
        "titrated",
        "tapered",
        "increased to",
        "doses",
        "aged",
        "those",
    ];
    let value = || b.checked_sub(1).is_some_and(|v| s.spent[v] || s.unit_end(v).is_some() || s.closes(v));
    let course = || {
        let before = b.saturating_sub(5)..b;
        before.clone().any(|k| s.is_word(k, GIVEN))
            || b.checked_sub(1).is_some_and(|k| s.cue(k) == Cue::People || s.is_word(k, COURSES))
    };
    let of = s.cue(i + 2) == Cue::Of
        && (i + 3..i + 6).any(|k| s.cue(k) == Cue::FollowUp || s.is_word(k, &["age"]));
    s.is_word(i + 2, &["old", "ago"]) || of || !value() && course()
}
