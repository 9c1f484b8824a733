//! Words: a head that everybody knows, and tens of thousands of made-up ones with the endings of medicine.

use super::chance::Chance;

const NOUNS: &str = "patients cells treatment study disease group effect level activity expression therapy children women \
    tissue protein function growth response blood infection cancer age factor model analysis control concentration method \
    mice rats system risk surgery care receptor type quality health tumor exposure change role gene serum brain liver heart \
    population development outcome process program training practice management diagnosis failure pressure temperature \
    membrane enzyme antibody antigen acid sequence structure synthesis binding mechanism pathway diet stress exercise memory \
    behavior sleep pain injury bone muscle skin lung kidney plasma virus bacteria species water soil plant signal image \
    surface particle density energy stability capacity sensitivity strategy policy community hospital nurse school survey";

const ADJECTIVES: &str = "clinical human high normal different low significant common specific acute chronic primary new \
    early severe large small cellular molecular genetic immune renal cardiac hepatic cerebral pulmonary vascular arterial \
    bacterial viral oral surgical medical nutritional mental social physical chemical biological functional structural \
    metabolic hormonal neural muscular dental pediatric adult elderly rural urban local systemic acid stable rapid novel \
    potential major minor complex simple positive negative active passive thermal optical electrical magnetic inflammatory \
    malignant benign congenital diabetic hypertensive respiratory gastric intestinal ocular auditory spinal motor sensory";

const PARTICIPLES: &str = "observed found reported studied measured examined described associated increased reduced treated \
    performed used identified assessed compared investigated evaluated induced shown determined related detected analyzed \
    developed isolated characterized obtained inhibited mediated activated expressed produced tested altered improved \
    affected involved considered discussed reviewed proposed required prepared applied designed controlled";

const NOUN_ENDINGS: [&str; 16] = [
    "ase", "osis", "itis", "in", "ine", "ation", "emia", "oma", "gen", "ism", "ity", "olysis", "phage",
    "ment", "one", "ide",
];
const ADJECTIVE_ENDINGS: [&str; 8] = ["ic", "al", "ous", "ar", "ive", "oid", "ary", "ine"];
const PARTICIPLE_ENDINGS: [&str; 4] = ["ated", "ized", "ed", "ified"];
const DRUG_ENDINGS: [&str; 12] = [
    "mab", "tinib", "pril", "sartan", "statin", "cillin", "oxetine", "gliptin", "vir", "azole", "olol",
    "parin",
];
const NAME_ENDINGS: [&str; 12] =
    ["sen", "ov", "er", "man", "ski", "ez", "ton", "ini", "berg", "", "ley", "ura"];
const PLACE_ENDINGS: [&str; 8] = ["burg", "ville", "stad", "mouth", "grad", "field", "polis", "ford"];

const ONSETS: [&str; 16] = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr"];
const VOWELS: [&str; 4] = ["a", "e", "i", "o"];

/// Every word that records are made of.
pub struct Words {
    pub nouns: Forms,
    pub adjectives: Forms,
    pub participles: Forms,
    pub drugs: Forms,
    /// Family names.
    pub names: Forms,
    pub places: Forms,
}

impl Words {
    /// Always the same.
    pub fn new() -> Self {
        Self {
            nouns: Forms::new(NOUNS, &NOUN_ENDINGS, 15),
            adjectives: Forms::new(ADJECTIVES, &ADJECTIVE_ENDINGS, 14),
            participles: Forms::new(PARTICIPLES, &PARTICIPLE_ENDINGS, 12),
            drugs: Forms::new("", &DRUG_ENDINGS, 11),
            names: Forms::new("", &NAME_ENDINGS, 14),
            places: Forms::new("", &PLACE_ENDINGS, 12),
        }
    }
}

/// The words of one class, the most common first.
pub struct Forms {
    text: String,
    ends: Vec<u32>,
    bits: usize,
    endings: &'static [&'static str],
}

impl Forms {
    fn new(head: &str, endings: &'static [&'static str], bits: usize) -> Self {
        let mut forms = Self { text: String::new(), ends: vec![0], bits, endings };
        for rank in 0..(1_usize << bits) - 8 {
            match head.split_ascii_whitespace().nth(if rank < 256 { rank } else { usize::MAX }) {
                Some(word) => forms.text.push_str(word),
                None => made_up(rank, if rank < 4096 { 2 } else { 3 }, endings, &mut forms.text),
            }
            forms.ends.push(u32::try_from(forms.text.len()).expect("a few hundred kB"));
        }
        forms
    }

    /// One of them, as often as its rank has it.
    pub fn any(&self, chance: &mut Chance) -> &str {
        self.at(chance.rank(self.bits))
    }

    /// The one of a rank.
    pub fn at(&self, rank: usize) -> &str {
        &self.text[self.ends[rank] as usize..self.ends[rank + 1] as usize]
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Writes one of them; now and then one that is met hardly anywhere else.
    pub fn write(&self, chance: &mut Chance, out: &mut String) {
        if chance.below(100) == 0 {
            made_up(chance.below(1 << 24), 4, self.endings, out);
        } else {
            out.push_str(self.any(chance));
        }
    }
}

/// Syllables that spell a number, and an ending.
fn made_up(number: usize, syllables: usize, endings: &[&str], out: &mut String) {
    // An odd factor shuffles numbers without making two alike.
    let mut left = number.wrapping_mul(0x9e5_1a6d) & ((1 << (6 * syllables)) - 1);
    for _ in 0..syllables {
        out.push_str(ONSETS[left & 15]);
        out.push_str(VOWELS[left >> 4 & 3]);
        left >>= 6;
    }
    out.push_str(endings[number % endings.len()]);
}

/// Writes a word with a capital.
pub fn capital(word: &str, out: &mut String) {
    let mut letters = word.chars();
    out.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
    out.push_str(letters.as_str());
}
