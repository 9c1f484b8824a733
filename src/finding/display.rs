//! Findings in one line: the notation of the examples, of snapshots and of messages.
//!
//! `HR 0.49 [0.36, 0.67] 95% P<0.001`, `15/194 7.7%`, `n=390 enrolled`, `51% lower`, `median 65.2 months`.

use std::fmt;

use super::*;

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal.fmt(f)
    }
}

impl fmt::Display for ArmId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", u32::from(self.0) + 1)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = |n: &Option<Number>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        write!(f, "[{}, {}]", limit(&self.low), limit(&self.high))?;
        if let Some(level) = self.level {
            write!(f, " {level}%")?;
        }
        match self.kind {
            IntervalKind::Confidence => Ok(()),
            other => write!(f, " {other}"),
        }
    }
}

impl fmt::Display for PValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.op, self.value) {
            (Some(op), Some(value)) => write!(f, "P{op}{value}")?,
            _ => write!(f, "P={}", self.text.unwrap_or("NS"))?,
        }
        if let Some(sided) = self.sided {
            write!(f, " {sided}-sided")?;
        }
        match self.purpose {
            Some(purpose) => write!(f, " for {purpose}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Dispersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(value) = self.value {
            write!(f, " {value}")?;
        }
        if self.low.is_some() || self.high.is_some() {
            let end = |n: &Option<Number>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
            write!(f, " {} to {}", end(&self.low), end(&self.high))?;
        }
        Ok(())
    }
}

impl fmt::Display for TimePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.value.decimal == Decimal::whole(1) { "" } else { "s" };
        write!(f, "{} {}{plural}", self.value, self.unit)
    }
}

/// The result's own numbers; what it is bound to is not part of this notation.
impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let op = |op: Option<Comparison>| op.map_or("", Comparison::name);
        match self {
            Reported::Participants(p) => write!(f, "n={} {}", p.n, p.role),
            Reported::Estimate(e) => {
                if let Some(variant) = e.variant {
                    write!(f, "{variant} ")?;
                }
                let value = e.value.map_or_else(|| "–".to_owned(), |v| v.to_string());
                write!(f, "{} {}{value}", e.measure.symbol(), op(e.value_op))?;
                tail(f, e.unit.as_deref(), e.direction, e.interval.as_ref(), e.p.as_ref())?;
                if e.adjusted { f.write_str(" adjusted") } else { Ok(()) }
            }
            Reported::Proportion(p) => {
                match (p.count, p.total) {
                    (Some(count), Some(total)) => write!(f, "{count}/{total}")?,
                    (Some(count), None) => write!(f, "{count}")?,
                    (None, Some(total)) => write!(f, "–/{total}")?,
                    (None, None) => {}
                }
                if let Some(percent) = p.percent {
                    let space = if p.count.is_some() || p.total.is_some() { " " } else { "" };
                    write!(f, "{space}{}{percent}%", op(p.percent_op))?;
                }
                tail(f, None, None, p.interval.as_ref(), None)
            }
            Reported::Quantity(q) => {
                let value = q.value.map_or_else(|| "–".to_owned(), |v| v.to_string());
                write!(f, "{} {}{value}", q.statistic, op(q.value_op))?;
                tail(f, q.unit.as_deref(), q.direction, q.interval.as_ref(), None)?;
                if let Some(cv) = q.cv {
                    write!(f, " cv {cv}%")?;
                }
                q.dispersion.as_ref().map_or(Ok(()), |d| write!(f, " {d}"))
            }
            Reported::RelativeChange(r) => {
                write!(f, "{}% {}", r.percent, r.direction)?;
                tail(f, None, None, r.interval.as_ref(), r.p.as_ref())
            }
            Reported::FollowUp(u) => {
                write!(f, "follow-up {} {}{}", u.statistic, op(u.value_op), u.value)?;
                tail(f, u.unit.as_deref(), None, None, None)?;
                u.dispersion.as_ref().map_or(Ok(()), |d| write!(f, " {d}"))
            }
            Reported::PValue(p) => p.fmt(f),
        }
    }
}

fn tail(
    f: &mut fmt::Formatter<'_>,
    unit: Option<&str>,
    direction: Option<Direction>,
    interval: Option<&Interval>,
    p: Option<&PValue>,
) -> fmt::Result {
    if let Some(unit) = unit {
        write!(f, " {unit}")?;
    }
    if let Some(direction) = direction {
        write!(f, " {direction}")?;
    }
    if let Some(interval) = interval {
        write!(f, " {interval}")?;
    }
    p.map_or(Ok(()), |p| write!(f, " {p}"))
}
