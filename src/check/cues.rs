//! Words that say why numbers need not fit: each a reason to judge more mildly, or not at all.

use std::sync::LazyLock;

/// What a sentence speaks of, as far as checks must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cue {
    /// A one-sided test or bound.
    OneSided,
    /// Non-inferiority or equivalence: the null is a margin.
    Margin,
    /// A test of trend, heterogeneity or interaction.
    OtherTest,
    /// Several looks or several tests: levels and P values are corrected, not always both.
    Multiplicity,
    /// Intervals that need not be centred: exact, bootstrap, profile, Bayesian.
    Uneven,
    /// The same, as a method that holds for the whole article.
    UnevenMethod,
    /// Adjusted, weighted or imputed values, which counts do not give.
    Adjusted,
    /// Weighted or imputed shares.
    Weighed,
    /// Everybody in several arms: crossover, factorial, paired.
    Shared,
    /// Clusters, eyes, lesions: counts that are not of people.
    Units,
    /// Shares that are estimated over time, not counted.
    Actuarial,
    /// Changes and means, whose percentages are no shares.
    Change,
    /// Points of per cent.
    Points,
    /// A change of odds, by name.
    Odds,
}

/// Which cues a piece of text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    pub(super) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }

    /// One walk over the text: at the start of each word, the phrases that begin with its letter.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = 0u16;
        let mut within = false;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !within {
                let slot = usize::from(byte.to_ascii_lowercase());
                for (phrase, cue) in &BY_LETTER[slot] {
                    let here = bytes.get(at..at + phrase.len());
                    if here.is_some_and(|here| here.eq_ignore_ascii_case(phrase.as_bytes())) {
                        found |= 1 << *cue as u8;
                    }
                }
            }
            within = letter;
        }
        Self(found)
    }
}

/// Beginnings of words, and what they say.
const PHRASES: &[(&str, Cue)] = &[
    ("one-sided", Cue::OneSided),
    ("one sided", Cue::OneSided),
    ("1-sided", Cue::OneSided),
    ("1 sided", Cue::OneSided),
    ("single-sided", Cue::OneSided),
    ("one-tail", Cue::OneSided),
    ("one tail", Cue::OneSided),
    ("1-tail", Cue::OneSided),
    ("noninferior", Cue::Margin),
    ("non-inferior", Cue::Margin),
    ("non inferior", Cue::Margin),
    ("not inferior", Cue::Margin),
    ("equivalen", Cue::Margin),
    ("bioequivalen", Cue::Margin),
    ("trend", Cue::OtherTest),
    ("heterogen", Cue::OtherTest),
    ("interaction", Cue::OtherTest),
    ("interim", Cue::Multiplicity),
    ("alpha spending", Cue::Multiplicity),
    ("alpha-spending", Cue::Multiplicity),
    ("bonferroni", Cue::Multiplicity),
    ("multiplicity", Cue::Multiplicity),
    ("multiple comparison", Cue::Multiplicity),
    ("multiple testing", Cue::Multiplicity),
    ("simultaneous", Cue::Multiplicity),
    ("repeated confidence", Cue::Multiplicity),
    ("dunnett", Cue::Multiplicity),
    ("tukey", Cue::Multiplicity),
    ("hochberg", Cue::Multiplicity),
    ("bootstrap", Cue::Uneven),
    ("bootstrap", Cue::UnevenMethod),
    ("exact", Cue::Uneven),
    ("bayes", Cue::Uneven),
    ("bayes", Cue::UnevenMethod),
    ("credible", Cue::Uneven),
    ("credible", Cue::UnevenMethod),
    ("credibility", Cue::Uneven),
    ("crl", Cue::Uneven),
    ("cri", Cue::Uneven),
    ("profile", Cue::Uneven),
    ("profile", Cue::UnevenMethod),
    ("posterior", Cue::Uneven),
    ("posterior", Cue::UnevenMethod),
    ("clopper", Cue::Uneven),
    ("clopper", Cue::UnevenMethod),
    ("firth", Cue::Uneven),
    ("firth", Cue::UnevenMethod),
    ("percentile", Cue::Uneven),
    ("fieller", Cue::Uneven),
    ("fieller", Cue::UnevenMethod),
    ("hodges", Cue::Uneven),
    ("wilson", Cue::Uneven),
    ("newcombe", Cue::Uneven),
    ("jackknife", Cue::Uneven),
    ("jackknife", Cue::UnevenMethod),
    ("permutation", Cue::Uneven),
    ("permutation", Cue::UnevenMethod),
    ("monte carlo", Cue::Uneven),
    ("monte carlo", Cue::UnevenMethod),
    ("mediat", Cue::Uneven),
    ("indirect effect", Cue::Uneven),
    ("cost", Cue::Uneven),
    ("median", Cue::Uneven),
    ("pseudo-median", Cue::Uneven),
    ("pseudomedian", Cue::Uneven),
    ("adjust", Cue::Adjusted),
    ("multivaria", Cue::Adjusted),
    ("weight", Cue::Adjusted),
    ("propensity", Cue::Adjusted),
    ("imput", Cue::Adjusted),
    ("imput", Cue::Weighed),
    ("weighted", Cue::Weighed),
    ("adjusted rate", Cue::Weighed),
    ("cluster", Cue::Weighed),
    ("standardi", Cue::Adjusted),
    ("pooled", Cue::Adjusted),
    ("meta-analy", Cue::Adjusted),
    ("metaanaly", Cue::Adjusted),
    ("stratified", Cue::Adjusted),
    ("mantel", Cue::Adjusted),
    ("model", Cue::Adjusted),
    ("trials", Cue::Adjusted),
    ("studies", Cue::Adjusted),
    ("peto", Cue::Adjusted),
    ("regression", Cue::Adjusted),
    ("crossover", Cue::Shared),
    ("cross-over", Cue::Shared),
    ("crossed over", Cue::Shared),
    ("factorial", Cue::Shared),
    ("matched", Cue::Shared),
    ("paired", Cue::Shared),
    ("latin square", Cue::Shared),
    ("cluster", Cue::Units),
    ("eye", Cue::Units),
    ("lesion", Cue::Units),
    ("teeth", Cue::Units),
    ("tooth", Cue::Units),
    ("sample", Cue::Units),
    ("specimen", Cue::Units),
    ("kaplan", Cue::Actuarial),
    ("actuarial", Cue::Actuarial),
    ("cumulative", Cue::Actuarial),
    ("life table", Cue::Actuarial),
    ("life-table", Cue::Actuarial),
    ("estimated", Cue::Actuarial),
    ("projected", Cue::Actuarial),
    ("survival", Cue::Actuarial),
    ("mean", Cue::Change),
    ("average", Cue::Change),
    ("decreas", Cue::Change),
    ("increas", Cue::Change),
    ("reduc", Cue::Change),
    ("chang", Cue::Change),
    ("declin", Cue::Change),
    ("improve", Cue::Change),
    ("point", Cue::Points),
    ("absolute", Cue::Points),
    ("odds of", Cue::Odds),
    ("odds for", Cue::Odds),
    ("odds were", Cue::Odds),
    ("odds was", Cue::Odds),
];

static BY_LETTER: LazyLock<Vec<Vec<(&'static str, Cue)>>> = LazyLock::new(|| {
    let mut out = vec![Vec::new(); 256];
    for (phrase, cue) in PHRASES {
        out[usize::from(phrase.as_bytes()[0])].push((*phrase, *cue));
    }
    out
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_beginnings_of_words_in_either_case() {
        let cues = Cues::of("The unadjusted ratio (One-Sided P) was not inferior.");
        assert!(cues.has(Cue::OneSided) && cues.has(Cue::Margin));
        assert!(!cues.has(Cue::Adjusted) && !cues.has(Cue::Uneven));
        assert_eq!(Cues::of("é \u{2212} P"), Cues::default());
    }
}
