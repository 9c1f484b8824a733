//! The pace of requests: a least gap between their starts, kept by all work of the process and, through a small file,
//! by all processes of the machine. After "too many requests" everybody waits.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The longest cool-down after "too many requests".
const LONGEST_COOL_DOWN: Duration = Duration::from_secs(15);
/// A reservation farther ahead than this is no sound one: a clock was set back, or the file is not ours.
const FARTHEST: Duration = Duration::from_secs(30);

/// Grants starts of requests.
pub(super) struct Gate {
    gap: Duration,
    file: Option<PathBuf>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The start granted last, in milliseconds since 1970.
    last: u64,
    cool_down: Duration,
}

impl Gate {
    pub(super) fn new(gap: Duration, file: Option<PathBuf>) -> Self {
        Self { gap, file, state: Mutex::default() }
    }

    /// Reserves the next start; says how long to wait for it.
    pub(super) fn reserve(&self) -> Duration {
        self.reserve_at(now())
    }

    fn reserve_at(&self, now: u64) -> Duration {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut shared = self.file.as_ref().and_then(open_locked);
        let last = shared.as_mut().and_then(read_start).unwrap_or(0).max(state.last);
        let start = next_start(last, now, self.gap);
        state.last = start;
        if let Some(file) = &mut shared {
            write_start(file, start);
        }
        Duration::from_millis(start - now)
    }

    /// Nobody starts for a while: one second, doubling to fifteen, or as long as the service asked.
    pub(super) fn cool_down(&self, asked: Option<Duration>) -> Duration {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.cool_down = (state.cool_down * 2).clamp(Duration::from_secs(1), LONGEST_COOL_DOWN);
        let pause = asked.unwrap_or(state.cool_down).max(self.gap);
        let until = now() + millis(pause);
        state.last = state.last.max(until.saturating_sub(millis(self.gap)));
        if let Some(mut file) = self.file.as_ref().and_then(open_locked) {
            write_start(&mut file, state.last);
        }
        pause
    }

    /// A reply came that was not refused: the next cool-down starts small again.
    pub(super) fn went_well(&self) {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner).cool_down = Duration::ZERO;
    }
}

/// The earliest start: a gap behind the last one, never before now; unsound reservations are ignored.
fn next_start(last: u64, now: u64, gap: Duration) -> u64 {
    let earliest = last.saturating_add(millis(gap));
    if last > now + millis(FARTHEST) { now } else { earliest.max(now) }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX / 4)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, millis)
}

/// The file, locked for us alone; nothing where that fails, since pace must never stop the work.
fn open_locked(path: &PathBuf) -> Option<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).ok()?;
    for _ in 0..50 {
        if file.try_lock().is_ok() {
            return Some(file);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    None
}

fn read_start(file: &mut File) -> Option<u64> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_start(file: &mut File, start: u64) {
    // A failed write costs politeness towards other processes, nothing else.
    let _ =
        file.seek(SeekFrom::Start(0)).and_then(|_| file.set_len(0)).and_then(|()| write!(file, "{start}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_keep_their_gap_and_never_crowd_a_second() {
        let gate = Gate::new(Duration::from_millis(400), None);
        let base = 1_000_000;
        let starts: Vec<u64> = (0..10).map(|_| base + millis(gate.reserve_at(base))).collect();
        assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= 400), "{starts:?}");
        for start in &starts {
            assert!(starts.iter().filter(|s| (*start..start + 1000).contains(s)).count() <= 3);
        }
    }

    #[test]
    fn two_processes_share_one_pace() {
        let folder = tempfile::tempdir().unwrap();
        let file = Some(folder.path().join("pace"));
        let gap = Duration::from_millis(400);
        let (a, b) = (Gate::new(gap, file.clone()), Gate::new(gap, file.clone()));
        let base = now();
        let mut starts: Vec<u64> = (0..6)
            .map(|i| base + millis(if i % 2 == 0 { a.reserve_at(base) } else { b.reserve_at(base) }))
            .collect();
        starts.sort_unstable();
        assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= 400), "{starts:?}");
        std::fs::write(file.as_ref().unwrap(), "nonsense").unwrap();
        assert_eq!(Gate::new(gap, file).reserve_at(base + 1), Duration::ZERO);
    }

    #[test]
    fn a_reservation_from_the_far_future_is_ignored() {
        assert_eq!(next_start(u64::MAX / 2, 5000, Duration::from_millis(400)), 5000);
        assert_eq!(next_start(4900, 5000, Duration::from_millis(400)), 5300);
    }

    #[test]
    fn everybody_waits_after_too_many_requests() {
        let gate = Gate::new(Duration::from_millis(1), None);
        let pauses: Vec<u64> = (0..6).map(|_| gate.cool_down(None).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 15, 15]);
        assert!(gate.reserve() > Duration::from_secs(10));
        gate.went_well();
        assert_eq!(gate.cool_down(Some(Duration::from_secs(3))), Duration::from_secs(3));
    }
}
