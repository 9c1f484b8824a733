//! What a command costs: time, processor time, and the memory it held at most.

// Each bench uses a part.
#![allow(dead_code)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// Processor time of all cores; nothing where the system does not tell (it is Linux that does).
    pub(crate) cpu: Option<Duration>,
    /// Bytes that were held at most.
    pub(crate) peak: Option<u64>,
}

impl Cost {
    /// `12.3 s, 20.1 s of CPU, 57 MB`
    pub(crate) fn shown(&self) -> String {
        let cpu = self.cpu.map_or_else(String::new, |cpu| format!(", {:.2} s of CPU", cpu.as_secs_f64()));
        let peak = self.peak.map_or_else(String::new, |peak| format!(", {} MB at most", peak >> 20));
        format!("{:.2} s{cpu}{peak}", self.wall.as_secs_f64())
    }
}

/// Runs work of this process; no peak is told, since what was held before counts too.
pub(crate) fn work<T>(work: impl FnOnce() -> T) -> Cost {
    let (begin, before) = (Instant::now(), processor(0));
    std::hint::black_box(work());
    let cpu = processor(0).zip(before).map(|(after, before)| after - before);
    Cost { wall: begin.elapsed(), cpu, peak: None }
}

/// Runs a command to its end, what it prints thrown away.
///
/// # Panics
/// Where it cannot be run or fails: a bench of what does not work tells nothing.
pub(crate) fn run(command: &mut Command) -> Cost {
    let begin = Instant::now();
    let before = processor(2);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("it runs");
    let mut peak = None;
    let status = loop {
        // The peak only grows, so the last look is the true one but for the last moment.
        peak = held(child.id()).max(peak);
        match child.try_wait().expect("it can be waited for") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let wall = begin.elapsed();
    assert!(status.success(), "{command:?} failed");
    let cpu = processor(2).zip(before).map(|(after, before)| after - before);
    Cost { wall, cpu, peak }
}

/// Whether a command is on the path.
pub(crate) fn there(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// The most memory that a process held, in bytes.
fn held(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// Processor time of this process, or (`from` 2) of all children that have ended, and of theirs.
fn processor(from: usize) -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets; counted from the state, which is the third.
    let fields: Vec<_> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    let ticks: u64 =
        fields.get(11 + from..13 + from)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    // Linux counts in hundredths of a second, whatever the clock.
    Some(Duration::from_millis(10 * ticks))
}
