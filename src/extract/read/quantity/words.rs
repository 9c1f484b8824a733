//! Words that name what is measured.

/// What lasts until an event: without a word, its time is a median.
pub(super) const SURVIVAL: &[&str] = &[
    "survival",
    "PFS",
    "OS",
    "progression",
    "TTP",
    "EFS",
    "DFS",
    "RFS",
    "MST",
    "mOS",
    "mPFS",
    "TTF",
    "recurrence",
    "relapse",
];

/// What is measured in units of time.
pub(super) const LASTING: &[&str] = &[
    "duration",
    "stay",
    "time",
    "times",
    "half-life",
    "life",
    "age",
    "hospitalization",
    "hospitalisation",
    "delay",
    "onset",
    "tmax",
    "latency",
    "length",
    "LOS",
    "sleep",
    "days",
    "Tmax",
    "t1",
    "ventilation",
    "recovery",
];

/// What is measured in per cent and is no share of people.
pub(super) const IN_PERCENT: &[&str] = &[
    "HbA1c",
    "A1c",
    "HbA",
    "HbA1",
    "LVEF",
    "ejection",
    "hematocrit",
    "haematocrit",
    "FMD",
    "saturation",
    "SpO2",
    "SaO2",
    "FEV1",
];

/// What is measured in another unit, and whose percentages are changes.
pub(super) const CHANGED_IN_PERCENT: &[&str] = &[
    "body weight",
    "weight change",
    "bone mineral density",
    "ldl cholesterol",
    "cholesterol",
    "density",
    "volume",
    "atheroma volume",
];

/// What has a level: its value stands behind an "of".
pub(super) const LEVELS: &[&str] = &[
    "level",
    "levels",
    "concentration",
    "concentrations",
    "value",
    "values",
    "score",
    "scores",
    "loss",
    "count",
    "counts",
    "titer",
    "titers",
    "titre",
    "titres",
    "clearance",
    "weight",
    "pressure",
    "volume",
    "BMI",
    "rate",
    "thickness",
    "height",
    "length",
];
