//! What an estimate estimates.

use super::names::names;

names! {
    /// What an estimate estimates. Names are the contract's.
    Measure {
        /// Hazard ratio, subdistribution ones included.
        HazardRatio = "hazard_ratio",
        /// Odds ratio.
        OddsRatio = "odds_ratio",
        /// Risk ratio, relative risk.
        RiskRatio = "risk_ratio",
        /// Rate ratio, incidence rate ratio.
        RateRatio = "rate_ratio",
        /// Prevalence ratio.
        PrevalenceRatio = "prevalence_ratio",
        /// Ratio of (arithmetic) means.
        RatioOfMeans = "ratio_of_means",
        /// Ratio of geometric means.
        GeometricMeanRatio = "geometric_mean_ratio",
        /// A ratio the text does not name further.
        OtherRatio = "other_ratio",
        /// Difference of risks, in percentage points or as a fraction.
        RiskDifference = "risk_difference",
        /// Difference of rates.
        RateDifference = "rate_difference",
        /// Difference of means.
        MeanDifference = "mean_difference",
        /// Standardised mean difference: Cohen's d, Hedges' g.
        StandardizedMeanDifference = "standardized_mean_difference",
        /// Difference of medians.
        MedianDifference = "median_difference",
        /// Difference of restricted mean survival times.
        RmstDifference = "restricted_mean_survival_time_difference",
        /// A difference the text does not name further.
        OtherDifference = "other_difference",
        /// Relative risk reduction, per cent.
        RelativeRiskReduction = "relative_risk_reduction",
        /// Efficacy of a vaccine, per cent.
        VaccineEfficacy = "vaccine_efficacy",
        /// Number needed to treat.
        NumberNeededToTreat = "number_needed_to_treat",
        /// Coefficient of a regression.
        RegressionCoefficient = "regression_coefficient",
        /// Correlation coefficient.
        Correlation = "correlation",
        /// Area under the ROC curve, C statistic.
        Auc = "auc",
        /// Sensitivity.
        Sensitivity = "sensitivity",
        /// Specificity.
        Specificity = "specificity",
        /// Kappa of agreement.
        Kappa = "kappa",
    }
}

/// The scale on which a measure's sampling error is near symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// log(value); null at 1.
    Log,
    /// The value itself; null at 0.
    Linear,
    /// log(1 − value/100); null at 0: efficacy and relative reductions in per cent.
    LogOfRemainder,
    /// atanh(value); null at 0: correlations.
    Fisher,
    /// None is safe to assume.
    None,
}

impl Measure {
    /// As people abbreviate it; the notation of `Display` and of the examples.
    pub fn symbol(self) -> &'static str {
        match self {
            Measure::HazardRatio => "HR",
            Measure::OddsRatio => "OR",
            Measure::RiskRatio => "RR",
            Measure::RateRatio => "IRR",
            Measure::PrevalenceRatio => "PR",
            Measure::RatioOfMeans => "RoM",
            Measure::GeometricMeanRatio => "GMR",
            Measure::OtherRatio => "ratio",
            Measure::RiskDifference => "RD",
            Measure::RateDifference => "rate difference",
            Measure::MeanDifference => "MD",
            Measure::StandardizedMeanDifference => "SMD",
            Measure::MedianDifference => "median difference",
            Measure::RmstDifference => "RMST difference",
            Measure::OtherDifference => "difference",
            Measure::RelativeRiskReduction => "RRR",
            Measure::VaccineEfficacy => "VE",
            Measure::NumberNeededToTreat => "NNT",
            Measure::RegressionCoefficient => "coefficient",
            Measure::Correlation => "r",
            Measure::Auc => "AUC",
            Measure::Sensitivity => "sensitivity",
            Measure::Specificity => "specificity",
            Measure::Kappa => "kappa",
        }
    }

    /// In words: `hazard ratio`.
    pub fn words(self) -> String {
        match self {
            Measure::Auc => "area under the curve".to_owned(),
            Measure::NumberNeededToTreat => "number needed to treat".to_owned(),
            other => other.name().replace('_', " "),
        }
    }

    /// Whether 1 means no difference.
    pub fn is_ratio(self) -> bool {
        self.scale() == Scale::Log
    }

    /// The scale of its sampling error.
    pub fn scale(self) -> Scale {
        use Measure::*;
        match self {
            HazardRatio | OddsRatio | RiskRatio | RateRatio | PrevalenceRatio | RatioOfMeans
            | GeometricMeanRatio | OtherRatio => Scale::Log,
            RiskDifference
            | RateDifference
            | MeanDifference
            | StandardizedMeanDifference
            | MedianDifference
            | RmstDifference
            | OtherDifference
            | RegressionCoefficient => Scale::Linear,
            RelativeRiskReduction | VaccineEfficacy => Scale::LogOfRemainder,
            Correlation => Scale::Fisher,
            NumberNeededToTreat | Auc | Sensitivity | Specificity | Kappa => Scale::None,
        }
    }
}
