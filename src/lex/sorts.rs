//! What binding asks of every word, as classes are what reading asks: the lists that it stands in, and a few meanings, a
//! bit each. The words are data that binding is tuned by and learns from, and stand in files.

use super::Cue;
use crate::finding::Role;

/// Declares the sorts, first those that a meaning makes, then those that are lists of words, with their names in the files.
macro_rules! sorts {
    ($($(#[$made_doc:meta])* $made:ident,)* => $($(#[$doc:meta])* $list:ident = $name:literal,)*) => {
        /// A sort of item.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum Sort { $($(#[$made_doc])* $made,)* $($(#[$doc])* $list,)* }

        impl Sort {
            const LISTS: &[(Self, &str)] = &[$((Self::$list, $name),)*];
            const FIRST_LIST: Self = Self::LISTS[0].0;
        }
    };
}

sorts! {
    /// "the group".
    Group,
    /// "received".
    Received,
    /// "respectively".
    Respectively,
    /// A unit of time.
    Time,
    /// A unit of doses.
    Dose,
    /// "randomly assigned".
    Randomized,
    /// An opening bracket.
    Opening,
    /// A comma or semicolon.
    Parting,
    /// An equals sign.
    Equal,
    /// A word that can be part of what was measured.
    Naming,
    =>
    /// Does not tell one arm from another.
    Generic = "generic",
    /// Before "group" only points, and names no arm.
    NoName = "no_name",
    /// Says that an arm is a control.
    Control = "control",
    /// Only says that an arm is the one that another is held against, and not what it gets.
    Opposite = "opposite",
    /// Only says that an arm is the one under test.
    Experimental = "experimental",
    /// Turns a name into its opposite: "no boost", "non-smokers", "without tourniquet".
    Negation = "negation",
    /// Joins two treatments to one arm.
    Joins = "joins",
    /// No arm's name holds it.
    Foreign = "foreign",
    /// Names no arm by itself: what is measured, when, how the study was done.
    Nameless = "nameless",
    /// Says how, and names nothing by itself: "oral", "high".
    Weak = "weak",
    /// Says that an arm is what the other is added to, or what is usual: "alone", "standard".
    Lone = "lone",
    /// Says only that an arm gets all, or one, of what is tested: "combination", "monotherapy".
    Whole = "whole",
    /// May say by itself that people are of an arm: "placebo", "controls", "recipients".
    Recipient = "recipient",
    /// Is of a verb that assigns.
    Assigns = "assigns",
    /// Stands before whom a value is of.
    Opens = "opens",
    /// Stands before an arm's name.
    Before = "before",
    /// Stands behind an arm's name.
    Behind = "behind",
    /// Goes with the name before it.
    Tail = "tail",
    /// Is no end of a name.
    End = "end",
    /// What a trial of clusters assigns.
    Unit = "unit",
    /// People that a study without treatments compares.
    Side = "side",
    /// People of a kind that others are not of: "responders", "normotensives".
    Kind = "kind",
    /// Is a name with a letter behind it: "treatment A", "regimen B".
    Lettered = "lettered",
    /// Says that two are alike, or one better: "superior to", "comparable with".
    Likened = "likened",
    /// Follows "to" where a sentence states an aim and assigns nobody.
    Aim = "aims",
    /// Says that two are compared.
    Compares = "compares",
    /// A unit that doses are given in as other amounts are: "g", "micrograms".
    Amount = "amount",
    /// "either".
    Either = "either",
    /// "between".
    Between = "between",
    /// With "of" behind it says that what follows happens to people: "the risk of".
    Happens = "happens",
    /// Names nothing.
    Empty = "empty",
    /// Says how a thing was counted, and does not name it: "the risk of …".
    Head = "head",
    /// Says how, or what was compared, and names nothing alone: "more effective (P = 0.02)".
    Bare = "bare",
    /// Says that two are alike or not, or that nothing changed: "similar", "unchanged".
    Alike = "alike",
    /// A verb that only tells that something is so: "observed".
    Told = "told",
    /// Points at an arm that was named before: "this group", "the latter".
    Points = "points",
    /// Ties another statement on: "that", "because".
    Clause = "clause",
    /// Says how a result was reckoned, and not of what it is: "mean difference".
    Reckoned = "reckoned",
    /// Stands in the sentence that says what is measured.
    Measured = "measured",
    /// People whom a value may count: "62% were women".
    Sex = "sex",
    /// "overall".
    Overall = "overall",
    /// Names studies that a review counts.
    Study = "study",
    /// Turns from one statement to the next: "whereas".
    Turn = "turn",
    /// Says that something moved, be it in one group or in two: "increased", "improvement".
    Moves = "moves",
    /// Says of two that they are alike or not: "greater", "similar".
    Weighs = "weighs",
    /// Names the state before, or the time after, that a change is told by: "baseline".
    Since = "since",
    /// Says that one thing goes with another in all people together: "predictor".
    Ties = "ties",
    /// Is what is linked with a risk: "factor".
    Factor = "factor",
    /// Says that people are without an event: "survival", "free".
    Free = "free",
    /// Says that people had an event: "died", "relapse".
    Struck = "struck",
    /// Has a value of its own, and is no share of people: "pressure".
    Gauged = "gauged",
}

/// The lists of which a plural s makes no difference.
const OF_ARMS: &str = include_str!("sorts/arms.txt");
/// The lists of words as printed, but for capitals.
const AS_PRINTED: [&str; 2] = [include_str!("sorts/around.txt"), include_str!("sorts/outcomes.txt")];

/// A set of sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sorts(u64);

impl Sorts {
    /// The sorts of what has a meaning and starts with a word of these lists.
    pub(super) fn of(cue: Cue, lists: Self) -> Self {
        let meaning = match cue {
            Cue::None | Cue::PercentScale | Cue::Symbol(_) if !lists.has(Sort::Empty) => {
                Self::one(Sort::Naming)
            }
            Cue::Happened
            | Cue::Measure { .. }
            | Cue::Things
            | Cue::Unit
            | Cue::Criterion
            | Cue::Grade
            | Cue::Purpose(_) => Self::one(Sort::Naming),
            Cue::Group => Self::one(Sort::Group),
            Cue::Received => Self::one(Sort::Received),
            Cue::Respectively => Self::one(Sort::Respectively),
            Cue::Time(_) => Self::one(Sort::Time),
            Cue::Dose => Self::one(Sort::Dose),
            Cue::Role(Role::Randomized) => Self::one(Sort::Randomized),
            _ => Self::default(),
        };
        meaning.and(lists)
    }

    /// Those that no list makes: of a phrase, the lists of its first word say nothing.
    pub(crate) const fn of_meaning(self) -> Self {
        Self(self.0 & (Self::one(Sort::FIRST_LIST).0 - 1))
    }

    /// Those that lists make.
    pub(super) const fn of_lists(self) -> Self {
        Self(self.0 & !(Self::one(Sort::FIRST_LIST).0 - 1))
    }

    /// The sort of a sign.
    pub(crate) const fn of_sign(sign: char) -> Self {
        match sign {
            '(' | '[' => Self::one(Sort::Opening),
            ',' | ';' => Self::one(Sort::Parting),
            '=' => Self::one(Sort::Equal),
            _ => Self(0),
        }
    }

    pub(super) const fn one(sort: Sort) -> Self {
        Self(1 << sort as u32)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set has one of these. Inlined, so that a list which is known becomes one number.
    #[inline(always)]
    pub(crate) fn meet(self, sorts: &[Sort]) -> bool {
        sorts.iter().any(|sort| self.has(*sort))
    }

    pub(crate) const fn has(self, sort: Sort) -> bool {
        self.0 & Self::one(sort).0 != 0
    }
}

/// Every word of every list, in both numbers where a plural s makes no difference.
pub(super) fn listed() -> impl Iterator<Item = (Sort, String)> {
    let of_arms = words(OF_ARMS).flat_map(|(list, word)| {
        let one = singular(word);
        let several = Some(format!("{one}s")).filter(|several| plural(several));
        std::iter::once(one.to_owned()).chain(several).map(move |word| (list, word))
    });
    of_arms.chain(AS_PRINTED.into_iter().flat_map(words).map(|(list, word)| (list, word.to_owned())))
}

/// The words of a file with their lists: name, colon, words between spaces a line.
fn words(text: &'static str) -> impl Iterator<Item = (Sort, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':')).flat_map(
        |(name, words)| {
            let list = Sort::LISTS.iter().find(|(_, known)| *known == name).map(|(list, _)| *list);
            words.split_whitespace().filter_map(move |word| Some((list?, word)))
        },
    )
}

/// A word without its plural s.
pub(crate) fn singular(word: &str) -> &str {
    if plural(word) { &word[..word.len() - 1] } else { word }
}

/// Whether a word ends in a plural s.
pub(crate) fn plural(word: &str) -> bool {
    match word.as_bytes() {
        [_, _, .., before, b's' | b'S'] => !matches!(before, b's' | b'u' | b'i'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_list() {
        for line in [OF_ARMS].into_iter().chain(AS_PRINTED).flat_map(str::lines) {
            let name = line.split_once(':').map(|(name, _)| name).filter(|_| !line.starts_with('#'));
            assert!(name.is_none_or(|name| Sort::LISTS.iter().any(|(_, known)| *known == name)), "{line}");
        }
    }

    #[test]
    fn a_plural_s_makes_no_difference_in_names_of_arms_alone() {
        use crate::lex::{key, lists};

        for word in ["placebo", "Placebos", "controls", "control"] {
            assert!(lists(key(word)).has(Sort::Control), "{word}");
        }
        assert!(lists(key("whereas")).has(Sort::Turn));
        assert!(!lists(key("women's")).has(Sort::Sex));
        assert_eq!(lists(key("lisinopril")), Sorts::default());
    }
}
