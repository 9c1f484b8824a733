//! Classes of words, signs and numbers, a bit each: what rules look for over many places at once.
//!
//! Whether any of twenty words stands among the forty items before a number is one look at a sentence that has none of
//! them, and one comparison an item where it has. A list of words that a rule asks for at one place only is the rule's.

use std::ops::BitOr;

use super::Cue;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64);

impl Classes {
    pub(crate) const NONE: Self = Self(0);

    /// Whether the two have a class in common.
    pub(crate) const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of these are among others.
    pub(crate) const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Both, in constants too.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class of a meaning, for those that rules look for from afar.
    pub(crate) fn of(cue: Cue) -> Self {
        match cue {
            Cue::Lower | Cue::Higher => Self::MOVED,
            Cue::Statistic(_) => Self::STATISTIC,
            Cue::Versus => Self::VERSUS,
            Cue::MoreThan | Cue::LessThan => Self::BOUND,
            Cue::Difference => Self::DIFFERENCE,
            Cue::Measure { .. } | Cue::Symbol(_) => Self::MEASURE,
            Cue::Criterion => Self::CRITERION,
            Cue::People => Self::PEOPLE,
            Cue::Happened => Self::HAPPENED,
            Cue::Role(_) | Cue::Received => Self::STEP,
            Cue::FollowUp => Self::FOLLOW_UP,
            Cue::NotReached => Self::NOT_REACHED,
            Cue::Sd | Cue::Se | Cue::Iqr | Cue::Range => Self::SPREAD,
            Cue::PercentScale => Self::PERCENT_SCALE,
            Cue::Things => Self::THINGS,
            _ => Self::NONE,
        }
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// Numbers the classes: first those that a meaning or a shape makes, then those that are lists of words.
macro_rules! classes {
    (
        $($(#[$made_doc:meta])* $made:ident;)*
        => words
        $($(#[$doc:meta])* $name:ident: $($word:literal)+;)*
    ) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "they number the constants")]
        enum Bit { $($made,)* $($name,)* }

        impl Classes {
            $($(#[$made_doc])* pub(crate) const $made: Self = Self(1 << Bit::$made as u64);)*
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << Bit::$name as u64);)*
        }

        /// The words of each class, and phrases of the lexicon; in capitals or not.
        pub(super) const WORDS: &[(Classes, &[&str])] = &[$((Classes::$name, &[$($word),+])),*];
    };
}

classes! {
    /// A word or phrase.
    WORD;
    /// A number in any shape.
    NUMERIC;
    /// A percentage.
    PERCENT;
    /// A labelled interval, a range, or the label of intervals.
    LIMITS;
    /// A labelled interval.
    INTERVAL;
    /// A P value.
    P;
    /// A bracket.
    BRACKET;
    /// What parts two clauses.
    SEMICOLON;
    /// "lower", "increased".
    MOVED;
    /// The name of a statistic.
    STATISTIC;
    /// "versus", "than".
    VERSUS;
    /// "more than", "below".
    BOUND;
    /// "difference".
    DIFFERENCE;
    /// The name of a measure, or a letter that may be one.
    MEASURE;
    /// "margin", "power", "aged".
    CRITERION;
    /// "patients".
    PEOPLE;
    /// "died".
    HAPPENED;
    /// A step of the trial: "enrolled", "received".
    STEP;
    /// "follow-up".
    FOLLOW_UP;
    /// "not reached".
    NOT_REACHED;
    /// "standard deviation", "range".
    SPREAD;
    /// What is measured in per cent.
    PERCENT_SCALE;
    /// "sites", "trials".
    THINGS;

    => words

    /// What stands in the place of a number, or starts it: no people, not significant ("ns", "n.s.").
    NO_NUMBER:
        "none" "ns" "n";

    /// Cohen's d and Hedges' g.
    EFFECT_LETTER:
        "d" "g";

    /// "observed for a median of 12 months".
    OBSERVED:
        "observed" "monitored";

    /// Behind a difference: which way it is.
    COMPARATIVE:
        "more" "higher" "greater" "longer" "further" "larger" "less" "lower" "fewer" "shorter" "smaller";

    /// Before or behind a measure's name: what the trial was planned to find.
    PLANNED_ESTIMATE:
        "detect" "assuming" "assumed" "assumption" "margin" "noninferiority margin" "non-inferiority margin"
        "power" "alpha" "α";

    /// Before a difference: what the trial was planned to find.
    PLANNED_DIFFERENCE:
        "detect" "power" "assuming" "expected" "if" "hypothesized" "hypothesised" "margin";

    /// Before a change: what the trial was planned to find, or could not show.
    PLANNED_CHANGE:
        "detect" "power" "assuming" "assumed" "margin" "expected" "refute" "exclude" "goal" "objective"
        "objectives" "hypothesized" "hypothesised" "anticipated" "could" "detection" "until";

    /// Before a quantity: what the trial was planned to find, or who could enter.
    PLANNED_QUANTITY:
        "detect" "assuming" "assumed" "assume" "power" "margin" "eligible" "inclusion" "criteria" "defined"
        "planned" "expected" "will" "would" "target" "goal" "limit" "intended" "titrated" "achieve" "achieving"
        "sufficient";

    /// Before a percentage: how the trial was designed.
    PLANNED_SHARE:
        "power" "powered" "detect" "assuming" "assumed" "assumption" "hypothesised" "hypothesized" "designed"
        "expected";

    /// Before a quantity: what people are given.
    GIVEN:
        "receive" "dose" "doses" "dosage" "regimen" "injection" "infusion" "scale";

    /// Around a P value: it is a rule of the study.
    CALLED_SIGNIFICANT:
        "considered" "regarded" "deemed" "denoted" "denote" "accepted" "threshold" "indicated" "designates"
        "designated";

    /// Before a number: it is a year or the end of a span.
    DATED:
        "in" "since" "and" "from" "to" "until" "through" "of" "during" "by";

    /// What happens to a person once.
    EVENTS:
        "death" "deaths" "relapse" "relapses" "recurrence" "recurrences" "fatalities" "suicides" "stillbirths";

    /// What heads a list of what happened to people.
    LISTED:
        "deaths" "because" "endpoints" "due" "died" "events" "toxicity" "toxicities" "reasons" "discontinued"
        "withdrew" "complications" "side-effects" "withdrawn" "relapses" "discontinuation" "withdrawals"
        "withdrawal";

    /// Before a number of events: an analysis waited for it, or it was to be prevented.
    AWAITED:
        "after" "per" "of" "requiring" "required" "prevent" "avoid" "cause" "prevented" "avoided" "save"
        "observing" "until" "when" "than" "least";

    /// Verbs that the lexicon does not tell, and that say that something happened where people stand before them.
    BEFELL:
        "had" "underwent" "stopped" "crossed" "needed" "became" "tested" "remained" "adhered" "refused"
        "declined" "vomited" "complained" "quit" "tolerated" "preferred" "worsened" "complied" "exhibited"
        "reached" "attained" "fell" "felt" "bled" "desaturated" "seroconverted" "ovulated" "cleared"
        "converted" "reverted" "ceased" "miscarried" "fainted" "violated" "rejected" "gained" "noticed"
        "persisted" "mounted" "sustained" "regained" "normalised" "normalized" "regressed" "abstained"
        "acquired" "contracted" "resumed" "interrupted";

    /// Verbs that say so, too, where people head their clause.
    SHOWED:
        "showed" "demonstrated" "rebled" "did" "benefited" "benefitted" "displayed" "manifested";

    /// What people were when something had happened to them.
    STATES:
        "lost" "diagnosed" "withdrawn" "hospitalized" "hospitalised" "readmitted" "cured" "transfused" "intubated" "alive"
        "dead" "free" "lost to follow-up" "lost to follow up" "lost to followup";

    /// Before "in 4 patients": that it happened to them.
    SEEN:
        "occurred" "reported" "observed" "noted" "seen" "detected" "found" "recorded" "identified" "developed"
        "diagnosed" "required" "present" "improved" "confirmed" "documented" "necessary" "elevated" "resolved"
        "evident" "persisted" "discontinued" "stopped" "noticed" "encountered" "demonstrated" "suspected"
        "interrupted" "unchanged" "absent" "normalized" "normalised" "worsened" "increased" "decreased" "obtained"
        "achieved" "avoided" "successful" "positive" "negative" "normal" "restored" "visible" "complete";

    /// Behind a percentage and "of": an amount of which it is a part.
    NORMS:
        "maximal" "maximum" "max" "predicted" "basal" "baseline" "initial" "peak" "caloric" "calories" "energy"
        "control" "normal" "reference" "variance" "variation" "variability" "body";

    /// Before a percentage: an amount that is printed in per cent.
    AMOUNTS:
        "variance" "variation" "oxygen" "humidity" "saturation" "hematocrit" "haematocrit" "efficacy"
        "effectiveness" "inhibition" "suppression" "discount" "discounted" "fio2" "moisture" "purity";

    /// Behind a percentage: what is made at that strength.
    PREPARED:
        "cream" "gel" "ointment" "solution" "solutions" "drops" "lotion" "saline" "chloride" "patch" "mouthwash"
        "mouthrinse" "suspension" "dextrose" "glucose" "bupivacaine" "ropivacaine" "lidocaine" "chlorhexidine"
        "emulsion" "foam" "toothpaste" "varnish" "shampoo" "iodine" "agarose" "nitrous" "oxygen" "lignocaine"
        "levobupivacaine" "mepivacaine" "sevoflurane" "isoflurane" "desflurane" "ethanol" "alcohol" "peroxide"
        "formalin" "gels" "creams" "ointments" "patches" "lotions" "sprays" "mixture"
        "albumin" "extract" "extracts" "TiF4" "NaF" "dilution" "paste" "sulfate" "sulphate" "magnesium" "sodium" "carbohydrate" "carbohydrates" "protein" "fat";

    /// Beside a percentage: what happened to a share, or that one follows.
    TOLD_OF_SHARES:
        "approximately" "about" "only" "nearly" "almost" "experienced" "had" "reported" "discontinued"
        "achieved" "showed" "respectively" "observed" "found" "considered" "rated" "still" "also" "further"
        "additional" "another" "remaining" "exactly" "roughly" "agreed" "versus" "where" "when" "which" "who"
        "whom" "while" "whereas" "compared" "respective";

    /// Behind a percentage: what a change is called where its size stands before it.
    CHANGES:
        "difference" "differences" "reduction" "reductions" "decrease" "decreases" "increase" "increases"
        "improvement" "improvements" "decline" "change" "changes" "drop" "fall" "rise" "gain" "weight loss"
        "mean decrease" "mean increase" "mean reduction" "mean change";

    /// Before the percentage in a bracket: how it was found.
    ESTIMATED:
        "estimate" "estimated" "rate" "incidence" "percentage" "proportion";

    /// Before a sum: a price, or a limit of what one would pay.
    PRICED:
        "willing" "willingness" "pay" "priced" "threshold" "thresholds" "funded" "paid" "incentive";

    /// What is used up and measured in units of doses.
    CONSUMED:
        "consumption" "requirement" "requirements" "consumed" "required" "excretion" "amount" "intake";

    /// What is measured in units of time.
    LASTING:
        "duration" "stay" "time" "times" "half-life" "life" "age" "hospitalization" "hospitalisation" "delay"
        "onset" "tmax" "latency" "length" "LOS" "sleep" "days" "Tmax" "t1" "ventilation" "recovery";

    /// Before a time: a plan tells it.
    OUTCOMES:
        "outcomes" "endpoints";

    /// What lasts until an event: without a word, its time is a median.
    SURVIVAL:
        "survival" "PFS" "OS" "progression" "TTP" "EFS" "DFS" "RFS" "MST" "mOS" "mPFS" "TTF" "recurrence"
        "relapse";

    /// What is measured in per cent and is no share of people.
    IN_PERCENT:
        "inhibition" "HbA1c" "A1c" "HbA" "HbA1" "LVEF" "ejection" "hematocrit" "haematocrit" "FMD" "saturation" "SpO2" "SaO2"
        "FEV1" "ratio" "ratios" "occupancy" "Emax" "bioavailability";

    /// What has a level: its value stands behind an "of".
    LEVELS:
        "level" "levels" "concentration" "concentrations" "value" "values" "score" "scores" "loss" "count"
        "counts" "titer" "titers" "titre" "titres" "clearance" "weight" "pressure" "volume" "BMI" "rate"
        "thickness" "height" "length";

    /// What a time is the length of, and no outcome.
    COURSE:
        "study" "treatment" "trial" "therapy" "intervention" "period" "total" "program" "programme" "expectancy"
        "regimens" "regimen" "doubling";

    /// Before a time that is no value.
    BEFORE_A_TIME:
        "at" "after" "for" "within" "during" "over" "until" "every" "before" "through" "in" "by" "past" "last"
        "first" "next" "following" "than" "on" "to" "up to" "another" "additional" "baseline" "final" "from"
        "previous" "preceding" "about" "about every" "then" "between" "exceeding";

    /// Words of events, whose change is a change of risk.
    RISK:
        "risk" "odds" "hazard" "hazards" "incidence" "occurrence" "prevalence" "mortality" "likelihood" "risks" "deaths" "likely"
        "relative" "proportional" "strokes" "events" "endpoints" "relapses" "exacerbations" "fractures"
        "infections" "recurrences" "hospitalizations" "admissions";

    /// Before a percentage: that patients had to reach it.
    REACHED:
        "demonstrated" "demonstrating" "had" "achieved" "achieving" "achieve" "having" "with" "experienced" "experiencing" "show" "showed"
        "showing" "reached" "defined" "a" "an";

    /// Between a percentage and the word that says which way it changed.
    BETWEEN_CHANGE:
        "relative" "proportional" "significant" "significantly" "greater" "overall" "further" "risk" "statistically"
        "lower" "additional" "net";

    /// Verbs that say which way something went, right before how far.
    WENT:
        "fell" "dropped" "declined" "decreased" "increased" "rose" "reduced" "inhibited" "improved" "suppressed";

    /// Nouns of change, of which what changed stands behind.
    CHANGING:
        "reduction" "reductions" "decrease" "decreases" "increase" "increases" "decline" "improvement"
        "improvements" "difference" "differences" "change" "changes";

    /// Before a time that an interval is not of.
    SPAN:
        "at" "after" "over" "in" "within" "for" "during" "to" "than" "until";

    /// Words of a rate's denominator that no meaning of the lexicon holds.
    DENOMINATORS:
        "person" "patient" "participant" "subject" "woman" "child" "capita" "live" "births" "birth" "cubic"
        "square" "milliliter" "millilitre" "liter" "litre" "deciliter" "decilitre" "millimeter" "millimetre"
        "kilogram" "gram" "meter" "metre" "centimeter" "second" "QALY" "QALYs" "mm3" "mm2" "m2" "cm3" "eye"
        "cycle" "dose" "visit" "night" "wk" "procedure" "admission" "pyrs" "PY" "PYs" "pyr";
}
