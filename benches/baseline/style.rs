//! How houses print numbers: the same result in the shapes that `fixtures/examples` has.

use std::fmt::Write as _;

use super::chance::Chance;

/// A house's way with numbers.
#[derive(Clone, Copy)]
pub enum Style {
    /// `hazard ratio, 0.49; 95% CI, 0.36 to 0.67; P<0.001`
    Commas,
    /// `hazard ratio 0·49 [95% CI 0·36-0·67]; p<0·001`
    MiddleDots,
    /// `HR, 0.49 [95% CI, 0.36-0.67]; P < .001`
    NoZero,
    /// `hazard ratio 0.49, 95% confidence interval 0.36 to 0.67; P<0.001`
    Words,
    /// `HR (95% CI): 0.49 (0.36-0.67), p<0.001`
    HeaderFirst,
    /// `HR = 0.49; 95% CI: 0.36, 0.67; p = 0.02`
    Equals,
    /// `odds ratio = 0.49; 95% confidence limits 0.36-0.67; P less than 0.05`, as before 1990
    Old,
}

/// What a ratio or a difference is called, in full and in short.
pub type Measure = (&'static str, &'static str);

impl Style {
    /// One that was in use.
    pub fn of(year: usize, chance: &mut Chance) -> Self {
        if year < 1990 {
            return Self::Old;
        }
        match chance.below(12) {
            0..=2 => Self::Commas,
            3 => Self::MiddleDots,
            4 | 5 => Self::NoZero,
            6 => Self::Words,
            7 | 8 => Self::HeaderFirst,
            _ => Self::Equals,
        }
    }

    /// A number with so many decimals.
    pub fn decimal(self, value: f64, places: usize) -> String {
        let text = format!("{value:.places$}");
        // No minus before nothing.
        let text = if text.starts_with('-') && !text.contains(|c| ('1'..='9').contains(&c)) {
            text[1..].to_owned()
        } else {
            text
        };
        if matches!(self, Self::MiddleDots) { text.replace('.', "·") } else { text }
    }

    /// A P value of a normal deviate.
    pub fn p(self, z: f64) -> String {
        let p = libm::erfc(z.abs() / std::f64::consts::SQRT_2);
        if matches!(self, Self::Old) {
            return match p {
                p if p < 0.001 => "P less than 0.001".to_owned(),
                p if p < 0.01 => "P less than 0.01".to_owned(),
                p if p < 0.05 => "P less than 0.05".to_owned(),
                _ => "P = NS".to_owned(),
            };
        }
        let (sign, value) = match p {
            p if p < 0.001 => ("<", "0.001".to_owned()),
            p if p < 0.01 => ("=", format!("{p:.3}")),
            p => ("=", format!("{:.2}", p.min(0.99))),
        };
        match self {
            Self::MiddleDots => format!("p{sign}{}", value.replace('.', "·")),
            Self::NoZero => format!("P {sign} {}", &value[1..]),
            Self::Equals => format!("p {sign} {value}"),
            Self::HeaderFirst => format!("p{sign}{value}"),
            _ => format!("P{sign}{value}"),
        }
    }

    /// Writes an estimate; `z` of its P value where it has one.
    pub fn estimate(
        self,
        measure: Measure,
        value: [f64; 3],
        places: usize,
        z: Option<f64>,
        out: &mut String,
    ) {
        let [value, low, high] = value.map(|number| self.decimal(number, places));
        let (long, short) = measure;
        let p = z.map(|z| self.p(z));
        let done = match self {
            Self::Commas => write!(out, "{long}, {value}; 95% CI, {low} to {high}"),
            Self::MiddleDots => write!(out, "{long} {value} [95% CI {low}-{high}]"),
            Self::NoZero if low.starts_with('-') => write!(out, "{short}, {value} [95% CI, {low} to {high}]"),
            Self::NoZero => write!(out, "{short}, {value} [95% CI, {low}-{high}]"),
            Self::Words => write!(out, "{long} {value}, 95% confidence interval {low} to {high}"),
            Self::HeaderFirst if low.starts_with('-') => {
                write!(out, "{short} (95% CI): {value} ({low} to {high})")
            }
            Self::HeaderFirst => write!(out, "{short} (95% CI): {value} ({low}-{high})"),
            Self::Equals => write!(out, "{short} = {value}; 95% CI: {low}, {high}"),
            Self::Old => write!(out, "{long} = {value}; 95% confidence interval {low} to {high}"),
        };
        done.expect("text takes all that is written");
        if let Some(p) = p {
            out.push_str(if matches!(self, Self::HeaderFirst) { ", " } else { "; " });
            out.push_str(&p);
        }
    }

    /// `15 of 194 patients (7.7%)` as the house has it; a share with its numbers.
    pub fn share(self, count: usize, total: usize, slip: bool) -> String {
        let percent = 100.0 * count as f64 / total as f64;
        // A slip of the pen: ten too many.
        let percent = self.decimal(if slip { percent + 10.0 } else { percent }, 1);
        match self {
            Self::Commas => format!("{count} of {total} patients ({percent}%)"),
            Self::MiddleDots => format!("{count} [{percent}%] of {total} patients"),
            Self::NoZero => format!("{count} patients ({percent}%)"),
            Self::Words => format!("{count} of {total} ({percent}%)"),
            Self::HeaderFirst => format!("{percent}% ({count}/{total})"),
            Self::Equals => format!("{count}/{total} ({percent}%)"),
            Self::Old => format!("{count} of {total} patients ({percent}%)"),
        }
    }
}
