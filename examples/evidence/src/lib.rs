//! Numbers of a project that rests on published trials, each held against its source in `tests/`.

/// Hazard ratio for progression or death, daratumumab against active monitoring (AQUILA), with its 95 % interval.
pub const PROGRESSION_OR_DEATH: [&str; 3] = ["0.49", "0.36", "0.67"];

/// Patients enrolled in AQUILA.
pub const ENROLLED: &str = "390";
