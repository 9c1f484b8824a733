//! One arm: what tells it from others, and the phrases that mean it.

use crate::extract::bind::words::{Word, alike};
use crate::lex::{Cue, Sort, key, lists};

/// One arm.
pub(super) struct Entry<'t> {
    /// Words that tell it from others, short forms written out, sorted.
    pub(super) keys: Vec<u64>,
    /// Two treatments together: "paclitaxel plus bevacizumab".
    pub(super) combined: bool,
    /// One of those words turns it into its opposite; says that it is a control.
    pub(super) negated: bool,
    pub(super) control: bool,
    /// The list it was met in first.
    pub(super) list: usize,
    pub(super) phrases: Vec<Vec<Word<'t>>>,
    /// The drug, the key of the number and its unit, of a drug that is given at several strengths.
    pub(super) strength: Option<(Word<'t>, u64, Word<'t>)>,
    /// The other printed forms of its names are among its phrases.
    pub(super) formed: bool,
}

impl<'t> Entry<'t> {
    pub(super) fn new(keys: Vec<u64>, combined: bool, list: usize) -> Self {
        let any = |sort| keys.iter().any(|key| told(*key, sort));
        let says_little = |key: &u64| told(*key, Sort::Weak) || told(*key, Sort::Lone);
        // "sham acupuncture", "usual care", but not "routine functional testing".
        let control = keys.iter().any(|key| told(*key, Sort::Control) && !says_little(key))
            || any(Sort::Control) && keys.iter().all(|key| told(*key, Sort::Control) || says_little(key));
        let negated = any(Sort::Negation);
        Self { keys, combined, negated, control, list, phrases: Vec::new(), strength: None, formed: false }
    }

    /// What tells the entry from others, made one number.
    pub(super) fn id(&self) -> u64 {
        self.keys.iter().fold(0, |id, key| id.rotate_left(7) ^ key)
    }

    /// "group D": called by a letter or a number.
    pub(super) fn labelled(&self) -> bool {
        self.phrases.iter().any(|phrase| label(phrase))
    }

    /// The capitals that it is called by: the D of "group D".
    pub(super) fn letters(&self) -> Option<&'t str> {
        let label = self.phrases.iter().find(|phrase| label(phrase)).map(|phrase| phrase[1].text)?;
        (arabic_text(label).is_none() && label.bytes().all(|b| b.is_ascii_uppercase())).then_some(label)
    }

    /// Whether a word that tells, of one of its names, begins with these capitals.
    pub(super) fn begins(&self, letters: &str) -> bool {
        let begins = |w: &Word<'_>| {
            w.word
                && w.text.len() > 3
                && !w.sorts.meet(&[Sort::Generic, Sort::Weak, Sort::Joins, Sort::Negation])
                && w.text.get(..letters.len()).is_some_and(|head| head.eq_ignore_ascii_case(letters))
        };
        !self.combined && self.phrases.iter().flatten().any(begins)
    }

    /// Whether it is called by this letter or number: "group II".
    pub(super) fn called(&self, by: &Word<'_>) -> bool {
        self.phrases.iter().any(|phrase| label(phrase) && arabic(&phrase[1]) == arabic(by))
    }

    /// How little its name says: 2 for "group D" alone, 1 for "the treatment group" or "controls", 0 for a treatment.
    pub(super) fn vague(&self) -> u8 {
        let side = |key: &u64| told(*key, Sort::Experimental) || told(*key, Sort::Opposite);
        if self.phrases.iter().all(|phrase| label(phrase) || matches!(&phrase[..], [w] if letter(w))) {
            2
        } else if self.keys.iter().all(side) {
            1
        } else {
            0
        }
    }

    /// What is given where nothing is: "normal saline".
    pub(super) fn inert(&self) -> bool {
        const INERT: &[&str] = &["saline", "vehicle", "water", "air", "lactose", "dextrose"];
        !self.combined && self.phrases.iter().any(|phrase| phrase.iter().any(|w| w.is(INERT)))
    }

    /// "tolvarin alone": nothing was added.
    pub(super) fn alone(&self) -> bool {
        self.phrases.iter().any(|phrase| phrase.iter().any(|w| w.is(&["alone", "only", "monotherapy"])))
    }

    /// "tolvarin plus vexatine", "combination of both": two treatments, and not one behind the other.
    pub(super) fn adds(&self) -> bool {
        let plus = |w: &Word<'_>| w.text == "+" || w.is(&["plus", "combination", "combined"]);
        self.combined && self.phrases.iter().any(|phrase| phrase.iter().any(plus))
    }

    /// Whether it is called by these words and a strength: "tolvarin 5 mg", of "tolvarin".
    pub(super) fn is_strength_of(&self, keys: &[u64]) -> bool {
        let number = |w: &Word<'_>| w.text.starts_with(|c: char| c.is_ascii_digit());
        let own =
            |w: &Word<'_>| keys.contains(&w.key) || number(w) || w.sorts.meet(&[Sort::Generic, Sort::Amount]);
        self.strength.is_some()
            || self.phrases.first().is_some_and(|name| name.iter().any(number) && name.iter().all(own))
    }

    pub(super) fn has(&self, words: &[Word<'_>]) -> bool {
        self.phrases.iter().any(|phrase| alike(phrase, words))
    }

    pub(super) fn push(&mut self, words: &[Word<'t>]) {
        if !words.is_empty() && self.phrases.len() < 24 && !self.has(words) {
            // "standard treatment (control)"
            self.control |= words.iter().all(|w| w.is(&["control", "controls"]));
            self.phrases.push(words.to_vec());
        }
    }

    /// The longest wording, its words joined by spaces.
    pub(super) fn full_name(&self) -> String {
        let longest = self.phrases.iter().max_by_key(|phrase| phrase.len());
        longest.map_or_else(String::new, |words| joined(words))
    }

    /// The shortest wording that tells, its words joined by spaces.
    pub(super) fn name(&self) -> String {
        let telling = |phrase: &&Vec<Word<'_>>| phrase.iter().any(|w| w.word && !w.is_of(Sort::Generic));
        // "tolvarin" says more than "group B" and "B".
        let letters = |phrase: &[Word<'_>]| label(phrase) || phrase.iter().any(|w| w.word && letter(w));
        // "low-dose tolvarin" says more than "low dose".
        let level = |phrase: &[Word<'_>]| {
            const LEVELS: &[&str] = &["low", "high", "lower", "higher", "dose", "doses", "full", "half"];
            let often = |w: &Word<'_>| w.numeric || w.is(&["every"]) || matches!(w.cue, Cue::Time(_));
            phrase.iter().all(|w| w.is(LEVELS)) || phrase[0].is(&["every"]) && phrase.iter().all(often)
        };
        let named = || self.phrases.iter().filter(|phrase| telling(phrase) && !letters(phrase));
        // "tolvarin plus velorinib", not one of the two.
        let both = |phrase: &Vec<Word<'_>>| {
            phrase.iter().any(|w| w.is(&["plus"]) || matches!(w.text, "+" | "/")) || glued(phrase)
        };
        let several = self.combined && named().any(both);
        // "balance training" says more than "intervention".
        let role = |phrase: &[Word<'_>]| {
            phrase.iter().all(|w| w.sorts.meet(&[Sort::Experimental, Sort::Opposite, Sort::Generic]))
        };
        let shortest = named()
            .min_by_key(|phrase| (several && !both(phrase), level(phrase) || role(phrase), phrase.len()));
        let shortest = shortest.map(|phrase| match &phrase[..] {
            [own] => self.lettered(own).or_else(|| self.fuller(own)).unwrap_or(phrase),
            _ => phrase,
        });
        // "group II" rather than "II".
        let labelled = || self.phrases.iter().find(|phrase| label(phrase));
        let shortest = shortest.or_else(labelled);
        let shortest =
            shortest.or_else(|| self.phrases.iter().filter(telling).min_by_key(|phrase| phrase.len()));
        let mut words = shortest.or(self.phrases.first()).cloned().unwrap_or_default();
        // "20 mg" and "20" are called by their drug and unit as well.
        if let Some((drug, _, unit)) = self.strength {
            let lacks = |words: &[Word<'_>], part: Word<'_>| words.iter().all(|word| word.key != part.key);
            if lacks(&words, unit) {
                words.push(unit);
            }
            if lacks(&words, drug) {
                words.insert(0, drug);
            }
        }
        joined(&words)
    }
}

impl<'t> Entry<'t> {
    /// "vitamin D" is not called vitamin.
    fn lettered(&self, own: &Word<'_>) -> Option<&Vec<Word<'t>>> {
        let capital = |w: &Word<'_>| w.text.len() == 1 && w.text.starts_with(char::is_uppercase);
        self.phrases
            .iter()
            .find(|phrase| matches!(&phrase[..], [word, letter] if word.key == own.key && capital(letter)))
    }

    /// "on-demand support" is not called support, nor "early surgery" early: the wording of two or three words with one that says
    /// little by itself.
    fn fuller(&self, own: &Word<'_>) -> Option<&Vec<Word<'t>>> {
        let telling = |w: &Word<'_>| {
            w.key != own.key && !w.sorts.meet(&[Sort::Lone, Sort::Generic, Sort::Experimental])
        };
        let of = |phrase: &&Vec<Word<'_>>| {
            (2..=3).contains(&phrase.len())
                && phrase.iter().any(|w| w.key == own.key)
                && phrase.iter().all(|w| w.word && !w.is_of(Sort::Joins))
                && phrase.iter().any(telling)
        };
        let phrases = || self.phrases.iter().filter(of);
        phrases().min_by_key(|phrase| phrase.len()).filter(|_| says_little(own))
    }
}

impl Entry<'_> {
    /// The shortest wording that another arm of these words has not: "high-dose tolvarin" beside "low-dose tolvarin".
    pub(super) fn name_beside(&self, other: &[u64]) -> Option<String> {
        let own = |w: &Word<'_>| self.keys.contains(&w.key) && !other.contains(&w.key);
        let named = self.phrases.iter().filter(|phrase| phrase.iter().any(own));
        named.min_by_key(|phrase| phrase.len()).map(|words| joined(words))
    }
}

/// Whether a word alone says little of what an arm gets: "early", "problem", "managed", the SR of "tolvarin SR".
fn says_little(word: &Word<'_>) -> bool {
    const FORMS: &[&str] = &["sr", "er", "cr", "xr", "xl", "ir", "la", "retard", "gits"];
    const VAGUE: &[Sort] =
        &[Sort::Weak, Sort::Nameless, Sort::Foreign, Sort::NoName, Sort::Lone, Sort::Negation];
    let vague = word.sorts.meet(VAGUE);
    let verb = word.text.ends_with("ed");
    (vague || verb || word.is(FORMS)) && !word.sorts.meet(&[Sort::Experimental, Sort::Opposite])
}

/// The words of a name, as they are printed.
fn joined(words: &[Word<'_>]) -> String {
    let mut name = String::new();
    // "groups A and B" are group A and group B.
    if let [groups, letter] = words
        && label(words)
        && groups.is(&["groups", "arms", "cohorts"])
    {
        return format!("{} {}", groups.text.trim_end_matches(['s', 'S']), letter.text);
    }
    for word in words {
        // "H. pylori-positive"
        if !name.is_empty() && word.text != "." {
            name.push(' ');
        }
        name.push_str(word.text);
    }
    name
}

/// Whether the word of a key stands in a list.
pub(super) fn told(key: u64, list: Sort) -> bool {
    lists(key).has(list)
}

/// "group D", "arm 2".
pub(super) fn label(phrase: &[Word<'_>]) -> bool {
    phrase.len() == 2
        && (phrase[0].is(&["group", "groups", "arm", "arms", "cohort", "cohorts"])
            || phrase[0].is_of(Sort::Lettered) && phrase[1].text.len() == 1)
}

/// A letter or a Roman number.
fn letter(word: &Word<'_>) -> bool {
    word.text.len() == 1 || arabic(word) != word.key
}

/// The key of a label, a Roman number as the Arabic one: "group I" is "group 1".
pub(super) fn arabic(label: &Word<'_>) -> u64 {
    arabic_text(label.text).map_or(label.key, key)
}

/// The Arabic number of a Roman one.
fn arabic_text(label: &str) -> Option<&'static str> {
    const ROMAN: [(&str, &str); 8] = [
        ("I", "1"),
        ("II", "2"),
        ("III", "3"),
        ("IV", "4"),
        ("V", "5"),
        ("VI", "6"),
        ("VII", "7"),
        ("VIII", "8"),
    ];
    ROMAN.iter().find(|(roman, _)| *roman == label).map(|(_, number)| *number)
}

/// Whether a hyphen holds two names together: "alfazumab-tolvarin".
pub(super) fn glued(words: &[Word<'_>]) -> bool {
    let name = |w: &Word<'_>| {
        w.word
            && w.text.len() > 2
            && !w.sorts.meet(&[Sort::Generic, Sort::Weak, Sort::Negation, Sort::Control])
    };
    let close = |a: &Word<'_>, b: &Word<'_>| b.item == a.item + 2 && b.span().start == a.span().end + 1;
    words.windows(2).any(|pair| close(&pair[0], &pair[1]) && name(&pair[0]) && name(&pair[1]))
}
