//! The closed lists of the contract: names as in JSON.

/// Declares an enum of names and how each is written in JSON.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$vdoc])* $variant,)* }

        impl $type {
            /// Every one.
            pub const ALL: &[$type] = &[$($type::$variant,)*];

            /// As in JSON.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(super) use names;

names! {
    /// The step of the trial that a number of people belongs to.
    Role {
        /// Assessed for eligibility.
        Screened = "screened",
        /// Enrolled, recruited, included.
        Enrolled = "enrolled",
        /// Randomly assigned.
        Randomized = "randomized",
        /// In the analysis.
        Analyzed = "analyzed",
        /// Finished.
        Completed = "completed",
        /// Any other: treated, in a subgroup, in a review.
        Other = "other",
    }
}

names! {
    /// An operator before a value.
    Comparison {
        /// `<`
        Less = "<",
        /// `<=`, `≤`, `< or =`
        AtMost = "<=",
        /// `=`
        Equal = "=",
        /// `>`
        Greater = ">",
        /// `>=`, `≥`
        AtLeast = ">=",
    }
}

names! {
    /// Which way a change goes.
    Direction {
        /// Lower, decreased, reduced.
        Lower = "lower",
        /// Higher, increased.
        Higher = "higher",
    }
}

names! {
    /// The statistic of a quantity.
    Statistic {
        /// Arithmetic mean.
        Mean = "mean",
        /// Median.
        Median = "median",
        /// Geometric mean.
        GeometricMean = "geometric_mean",
        /// Events per person-time, per cycle, ….
        Rate = "rate",
        /// Least-squares mean.
        LeastSquaresMean = "least_squares_mean",
        /// Change from baseline.
        Change = "change",
        /// Not named.
        Other = "other",
    }
}

names! {
    /// The statistic of a follow-up time.
    FollowUpStatistic {
        /// Median.
        Median = "median",
        /// Mean.
        Mean = "mean",
        /// As planned.
        Planned = "planned",
        /// At least.
        Minimum = "minimum",
        /// At most.
        Maximum = "maximum",
        /// Not named.
        Other = "other",
    }
}

names! {
    /// What an interval covers.
    IntervalKind {
        /// Confidence interval.
        Confidence = "confidence",
        /// Credible interval.
        Credible = "credible",
        /// Prediction interval.
        Prediction = "prediction",
    }
}

names! {
    /// What a P value tests.
    Purpose {
        /// Non-inferiority.
        Noninferiority = "noninferiority",
        /// Superiority.
        Superiority = "superiority",
        /// Interaction, heterogeneity of subgroups.
        Interaction = "interaction",
        /// Trend.
        Trend = "trend",
        /// Equivalence.
        Equivalence = "equivalence",
    }
}

names! {
    /// The kind of spread.
    DispersionKind {
        /// Standard deviation.
        Sd = "sd",
        /// Standard error.
        Se = "se",
        /// Interquartile range.
        Iqr = "iqr",
        /// Smallest to largest.
        Range = "range",
        /// The text only writes `±`.
        Unknown = "unknown",
    }
}

names! {
    /// A unit of time.
    TimeUnit {
        /// Minute.
        Minute = "minute",
        /// Hour.
        Hour = "hour",
        /// Day.
        Day = "day",
        /// Week.
        Week = "week",
        /// Month.
        Month = "month",
        /// Year.
        Year = "year",
        /// Treatment cycle.
        Cycle = "cycle",
    }
}

names! {
    /// Why a number is in no finding.
    Why {
        /// A dose or strength.
        Dose = "dose",
        /// A date or year.
        Date = "date",
        /// A criterion, margin, assumption or threshold.
        Criterion = "criterion",
        /// A length of treatment, an interval between visits.
        Duration = "duration",
        /// The time point of another number.
        TimePoint = "time_point",
        /// Part of a name or code.
        Name = "name",
        /// A registration or reference number.
        Identifier = "identifier",
        /// Said of sites, studies, visits: not a result.
        NotAResult = "not_a_result",
        /// Not understood.
        NotUnderstood = "not_understood",
    }
}
