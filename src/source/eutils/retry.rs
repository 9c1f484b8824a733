//! When to ask again, and after how long.

use std::time::{Duration, SystemTime};

/// Attempts for one question, at most.
pub(super) const ATTEMPTS: u32 = 6;
/// Attempts for a batch whose replies are cut off; then it is asked for in halves.
pub(super) const CUT_BATCH_ATTEMPTS: u32 = 2;
/// Attempts where nothing answers at all: a missing network is told at once.
pub(super) const UNREACHED_ATTEMPTS: u32 = 2;
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// The pause before attempt `next` (from 2): a random part of 1 s doubling to 30 s, so that clients do not march in
/// step; `scale` shortens it in tests.
pub(super) fn pause(next: u32, random: f64, scale: f64) -> Duration {
    let full = FIRST.saturating_mul(1 << next.saturating_sub(2).min(5)).min(LONGEST);
    full.mul_f64(random.clamp(0.05, 1.0) * scale)
}

/// What `Retry-After` asks: seconds or an HTTP date, a minute at most.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let asked = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(asked.min(LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_are_random() {
        let full: Vec<f64> = (2..=9).map(|n| pause(n, 1.0, 1.0).as_secs_f64()).collect();
        assert_eq!(full, [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]);
        assert!(pause(4, 0.5, 1.0) < pause(4, 1.0, 1.0) && pause(4, 0.0, 1.0) > Duration::ZERO);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_long() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(retry_after("7", now), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:47 GMT", now), Some(Duration::from_secs(10)));
        assert_eq!(retry_after("86400", now), Some(Duration::from_secs(60)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
