//! Sentences that hold results: groups, events, scores and associations whose numbers agree with one another.

use std::fmt::Write as _;

use super::chance::Chance;
use super::prose::{fill, gap};
use super::style::{Measure, Style};
use super::words::Words;

macro_rules! say {
    ($out:expr, $($said:tt)*) => {
        write!($out, $($said)*).expect("text takes all that is written")
    };
}

const EVENTS: &[&str] = &[
    "death from any cause",
    "stroke",
    "relapse",
    "disease progression",
    "treatment failure",
    "hospital readmission",
    "infection",
    "major bleeding",
    "preterm birth",
    "acute kidney injury",
    "fracture",
    "myocardial infarction",
    "recurrence",
    "sepsis",
    "venous thrombosis",
    "delirium",
    "heart failure",
    "remission",
    "wound infection",
];
const HARMS: &[&str] = &[
    "nausea",
    "headache",
    "hypertension",
    "rash",
    "fatigue",
    "diarrhea",
    "neutropenia",
    "dizziness",
    "cough",
    "anemia",
];
const SCORES: &[(&str, &str)] = &[
    ("pain score", "points"),
    ("systolic blood pressure", "mm Hg"),
    ("body weight", "kg"),
    ("depression score", "points"),
    ("hemoglobin level", "g/dl"),
    ("quality-of-life score", "points"),
    ("LDL cholesterol level", "mg/dl"),
];
const CONTROLS: &[&str] = &["placebo", "usual care", "standard therapy", "observation"];
const EXPOSURES: &[&str] = &[
    "current smoking",
    "obesity",
    "older age",
    "male sex",
    "low income",
    "diabetes",
    "physical inactivity",
    "high alcohol intake",
    "previous surgery",
    "low birth weight",
    "night work",
    "chronic kidney disease",
];
const SURVIVALS: &[&str] = &["overall survival", "progression-free survival", "event-free survival"];
const UNITS: &[&str] = &["ng/ml", "mmol/l", "μg/g", "mg/dl", "pg/ml", "kPa"];

const HAZARD: Measure = ("hazard ratio", "HR");
const ODDS: Measure = ("odds ratio", "OR");
const ADJUSTED_ODDS: Measure = ("adjusted odds ratio", "aOR");
const ADJUSTED_HAZARD: Measure = ("adjusted hazard ratio", "aHR");
const RISK: Measure = ("risk ratio", "RR");
const DIFFERENCE: Measure = ("mean difference", "MD");

/// Slips among sentences that compare two groups: a percentage ten too high, or the bounds of an interval exchanged.
pub const SLIPS: f64 = 0.005;

/// Writes one sentence of a study.
type Sentence<'a> = fn(&Study<'a>, &mut Chance, &mut String);

/// A study whose abstract is about to be written.
pub struct Study<'a> {
    words: &'a Words,
    style: Style,
    drug: &'a str,
    control: &'static str,
    people: [usize; 2],
    weeks: usize,
}

impl<'a> Study<'a> {
    /// One of its year.
    pub fn new(words: &'a Words, year: usize, chance: &mut Chance) -> Self {
        let n = (20.0 * 2_f64.powf(chance.within(0.3, 6.5))) as usize;
        Self {
            words,
            style: Style::of(year, chance),
            drug: words.drugs.any(chance),
            control: chance.pick(CONTROLS),
            people: [n + chance.below(n / 8 + 2), n],
            weeks: 4 * chance.between(1, 13),
        }
    }

    /// The methods of a trial: who its groups are.
    pub fn design(&self, chance: &mut Chance, out: &mut String) {
        let form = chance.pick(&[
            "In this double-blind trial, we randomly assigned patients with %a %n to receive DRUG or CONTROL.",
            "Patients with %a %n were randomised (1:1) to DRUG or CONTROL; the primary outcome was EVENT.",
            "We conducted an open-label trial of DRUG versus CONTROL in adults with %n of the %n.",
        ]);
        let form = form
            .replace("DRUG", self.drug)
            .replace("CONTROL", self.control)
            .replace("EVENT", chance.pick(EVENTS));
        fill(&form, self.words, chance, out);
    }

    /// Eight to twelve results of a trial.
    pub fn trial(&self, chance: &mut Chance, out: &mut String) {
        self.enrolled(chance, out);
        let followed: &[Sentence<'a>] = if chance.share(0.5) { &[Self::follow_up] } else { &[] };
        let second: Sentence<'a> = if chance.share(0.5) { Self::survival } else { Self::change };
        for sentence in followed.iter().chain(&[Self::compared, second, Self::harm]) {
            gap(out);
            sentence(self, chance, out);
        }
    }

    /// Eight to twelve results of a cohort.
    pub fn cohort(&self, chance: &mut Chance, out: &mut String) {
        self.included(chance, out);
        let associations = vec![Self::association as Sentence<'a>; chance.between(4, 6)];
        let first: [Sentence<'a>; 2] = [Self::follow_up, Self::happened];
        for sentence in first.iter().chain(&associations).chain(&[Self::unlike as Sentence<'a>]) {
            gap(out);
            sentence(self, chance, out);
        }
    }

    /// One to three results.
    pub fn few(&self, chance: &mut Chance, out: &mut String) {
        let sentence: Sentence<'a> = match chance.below(8) {
            0 => Self::included,
            1 => Self::happened,
            2 | 3 => Self::measured,
            4 => Self::accuracy,
            5 => Self::correlation,
            6 => Self::association,
            _ => Self::unlike,
        };
        sentence(self, chance, out);
    }

    fn enrolled(&self, chance: &mut Chance, out: &mut String) {
        let ([a, b], drug, control) = (self.people, self.drug, self.control);
        let n = a + b;
        match chance.below(3) {
            0 => say!(
                out,
                "A total of {n} patients underwent randomization: {a} were assigned to the {drug} group and {b} to the {control} group."
            ),
            1 => say!(out, "{n} patients were randomly assigned to {drug} (n={a}) or {control} (n={b})."),
            _ => say!(
                out,
                "In all, {n} patients were randomised, {a} to the {drug} group and {b} to the {control} group."
            ),
        }
    }

    fn follow_up(&self, chance: &mut Chance, out: &mut String) {
        let months = self.style.decimal(chance.within(5.0, 80.0), 1);
        match chance.below(2) {
            0 => say!(out, "The median follow-up was {months} months."),
            _ => say!(out, "Patients were followed for a median of {months} months."),
        }
    }

    /// Events in both groups and their ratio.
    fn compared(&self, chance: &mut Chance, out: &mut String) {
        let (event, style, drug, control) = (chance.pick(EVENTS), self.style, self.drug, self.control);
        let risk = chance.within(0.08, 0.45);
        let effect = -0.25 + 0.3 * chance.bell();
        let n = self.people.map(|n| n as f64);
        let count = |risk: f64, n: f64| (risk.min(0.9) * n).round().max(1.0).min(n - 1.0);
        let events = [count(risk * effect.exp(), n[0]), count(risk, n[1])];
        let shares = [events[0] / n[0], events[1] / n[1]];
        let (measure, log, error) = match chance.below(3) {
            0 => (
                RISK,
                (shares[0] / shares[1]).ln(),
                1.0 / events[0] - 1.0 / n[0] + 1.0 / events[1] - 1.0 / n[1],
            ),
            1 => (
                ODDS,
                (shares[0] / (1.0 - shares[0]) * (1.0 - shares[1]) / shares[1]).ln(),
                1.0 / events[0] + 1.0 / (n[0] - events[0]) + 1.0 / events[1] + 1.0 / (n[1] - events[1]),
            ),
            _ => {
                let hazard = shares.map(|share| -(1.0 - share).ln());
                (HAZARD, (hazard[0] / hazard[1]).ln(), 1.0 / events[0] + 1.0 / events[1])
            }
        };
        let error = error.sqrt();
        let slip = chance.share(SLIPS).then(|| chance.below(2));
        let [low, high] = if slip == Some(1) { [1.96, -1.96] } else { [-1.96, 1.96] };
        let ratio = [log, log + low * error, log + high * error].map(f64::exp);
        let a = style.share(events[0] as usize, self.people[0], slip == Some(0));
        let b = style.share(events[1] as usize, self.people[1], false);
        let begin = out.len();
        match chance.below(3) {
            0 => say!(out, "{event} occurred in {a} in the {drug} group and in {b} in the {control} group ("),
            1 => say!(out, "{event} was recorded in {a} with {drug} and in {b} with {control} ("),
            _ => say!(out, "{event} occurred in {a} and {b}, respectively ("),
        }
        raise(begin, out);
        style.estimate(measure, ratio, 2, Some(log / error), out);
        out.push_str(").");
    }

    fn survival(&self, chance: &mut Chance, out: &mut String) {
        let (survival, drug, control) = (chance.pick(SURVIVALS), self.drug, self.control);
        let years = chance.between(2, 5);
        let b = chance.within(30.0, 85.0);
        let [a, b] = [b + chance.within(-3.0, 12.0), b].map(|share| self.style.decimal(share, 1));
        let begin = out.len();
        say!(out, "{survival} at {years} years was {a}% with {drug} and {b}% with {control}.");
        raise(begin, out);
    }

    fn change(&self, chance: &mut Chance, out: &mut String) {
        let (drug, control, weeks) = (self.drug, self.control, self.weeks);
        let (score, unit) = SCORES[chance.below(SCORES.len())];
        let deviation = chance.within(2.0, 9.0);
        let b = -chance.within(0.1, 4.0);
        let error = deviation * (1.0 / self.people[0] as f64 + 1.0 / self.people[1] as f64).sqrt();
        // Rounded before they are set against each other, so that the difference is that of what is printed.
        let [a, b] = [b - chance.within(0.2, 3.0), b].map(|change| (change * 10.0).round() / 10.0);
        let difference = a - b;
        let [change, other] = [a, b].map(|change| self.style.decimal(change, 1));
        say!(
            out,
            "The mean change in {score} from baseline to week {weeks} was {change} {unit} with {drug} and {other} {unit} with {control} ("
        );
        let values = [difference, difference - 1.96 * error, difference + 1.96 * error];
        self.style.estimate(DIFFERENCE, values, 1, Some(difference / error), out);
        out.push_str(").");
    }

    fn harm(&self, chance: &mut Chance, out: &mut String) {
        let (harm, drug, control) = (chance.pick(HARMS), self.drug, self.control);
        let [a, b] =
            [chance.within(2.0, 30.0), chance.within(1.0, 20.0)].map(|share| self.style.decimal(share, 1));
        let begin = out.len();
        match chance.below(2) {
            0 => say!(
                out,
                "{harm} occurred in {a}% of the patients in the {drug} group and in {b}% in the {control} group."
            ),
            _ => say!(
                out,
                "{harm} was reported in {a}% and {b}% of the patients in the {drug} group and the {control} group, respectively."
            ),
        }
        raise(begin, out);
    }

    fn included(&self, chance: &mut Chance, out: &mut String) {
        let n = self.people[0] * chance.between(1, 6);
        match chance.below(2) {
            0 => fill(&format!("A total of {n} patients with %a %n were included."), self.words, chance, out),
            _ => fill(&format!("We enrolled {n} adults with %n of the %n."), self.words, chance, out),
        }
    }

    fn happened(&self, chance: &mut Chance, out: &mut String) {
        let n = self.people[0];
        let count = chance.between(1, n - 1);
        let share = self.style.share(count, n, false);
        let begin = out.len();
        say!(out, "{} occurred in {share}.", chance.pick(EVENTS));
        raise(begin, out);
    }

    fn association(&self, chance: &mut Chance, out: &mut String) {
        let (exposure, event) = (chance.pick(EXPOSURES), chance.pick(EVENTS));
        let log = chance.within(-0.4, 1.0);
        let error = chance.within(0.05, 0.35);
        let begin = out.len();
        match chance.below(2) {
            0 => say!(out, "{exposure} was associated with {event} ("),
            _ => say!(out, "In multivariable analysis, {exposure} was a predictor of {event} ("),
        }
        raise(begin, out);
        let measure = if chance.share(0.5) { ADJUSTED_ODDS } else { ADJUSTED_HAZARD };
        let ratio = [log, log - 1.96 * error, log + 1.96 * error].map(f64::exp);
        let z = chance.share(0.6).then_some(log / error);
        self.style.estimate(measure, ratio, 2, z, out);
        out.push_str(").");
    }

    /// A measured quantity in two groups, as laboratories print it.
    fn measured(&self, chance: &mut Chance, out: &mut String) {
        let unit = chance.pick(UNITS);
        let mean = chance.within(4.0, 90.0);
        let [a, b, da, db] = [mean, mean * chance.within(0.5, 1.7), mean * 0.2, mean * 0.25]
            .map(|number| self.style.decimal(number, 1));
        let sign = if matches!(self.style, Style::Old) { "+/-" } else { "±" };
        fill(
            &format!(
                "The %n of %n was {a} {sign} {da} {unit} in %a %p and {b} {sign} {db} {unit} in controls."
            ),
            self.words,
            chance,
            out,
        );
    }

    fn accuracy(&self, chance: &mut Chance, out: &mut String) {
        let (a, b) = (chance.between(55, 98), chance.between(50, 99));
        fill("The sensitivity and specificity of %n were ", self.words, chance, out);
        say!(out, "{a}% and {b}%.");
    }

    fn correlation(&self, chance: &mut Chance, out: &mut String) {
        let r = chance.within(0.15, 0.9);
        let z = r * (self.people[0] as f64).sqrt();
        let form = format!(
            "The %n was correlated with %a %n (r = {}, {}).",
            self.style.decimal(r, 2),
            self.style.p(z)
        );
        fill(&form, self.words, chance, out);
    }

    fn unlike(&self, chance: &mut Chance, out: &mut String) {
        let p = self.style.p(chance.bell().abs() * 1.6);
        let form = match chance.below(2) {
            0 => format!("The %n of %n differed between %a and %a %p ({p})."),
            _ => format!("The %n was higher in %a %p than in %a %p ({p})."),
        };
        fill(&form, self.words, chance, out);
    }
}

/// A capital for the sentence that begins there.
fn raise(begin: usize, out: &mut str) {
    out[begin..=begin].make_ascii_uppercase();
}
