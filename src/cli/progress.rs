//! Progress on standard error: a bar on a terminal, a line every ten seconds under `-v`, nothing under `-q`.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Global;
use super::report;

const LINE_EVERY: Duration = Duration::from_secs(10);

/// How far a run over so many things has come; 0 where nobody knows how many.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Where no bar is drawn and lines are wanted: when the last was written.
    lines: Option<Instant>,
    what: &'static str,
    begun: Instant,
    /// Records so far, of a run over bytes.
    records: u64,
}

impl Progress {
    pub(crate) fn new(global: &Global, total: usize, what: &'static str) -> Self {
        match total {
            0 => Self::drawn(global, None, "{pos} {prefix}, {per_sec} {msg}", what),
            _ => Self::drawn(
                global,
                Some(total as u64),
                "{pos}/{len} {prefix}, {per_sec}, {eta} left {msg}",
                what,
            ),
        }
    }

    /// Of a run over so many bytes, in which records are counted.
    pub(crate) fn of_bytes(global: &Global, total: u64) -> Self {
        Self::drawn(global, Some(total), "{bar:20} {msg}", "bytes")
    }

    fn drawn(global: &Global, length: Option<u64>, template: &str, what: &'static str) -> Self {
        let target = if global.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(length, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(what);
        let lines = (bar.is_hidden() && global.verbose > 0).then(Instant::now);
        Self { bar, lines, what, begun: Instant::now(), records: 0 }
    }

    /// So many bytes are done, in the midst of a file, and so many more records.
    pub(crate) fn reach(&mut self, file: &str, bytes: u64, records: u64) {
        self.records += records;
        self.bar.set_position(bytes);
        let line = self.is_due();
        if !line && self.bar.is_hidden() {
            return;
        }
        let took = self.begun.elapsed();
        let total = self.bar.length().unwrap_or(bytes).max(bytes);
        let left = took.mul_f64((total - bytes) as f64 / bytes.max(1) as f64);
        let said = format!(
            "{} of {}, {} records, {}/s, {} left, {file}",
            HumanBytes(bytes),
            HumanBytes(total),
            HumanCount(self.records),
            HumanCount((self.records as f64 / took.as_secs_f64().max(0.001)) as u64),
            HumanDuration(left),
        );
        if line {
            report::note(&said);
        }
        self.bar.set_message(said);
    }

    /// Whether a line is to be written now.
    fn is_due(&mut self) -> bool {
        let Some(last) = self.lines.as_mut().filter(|last| last.elapsed() >= LINE_EVERY) else {
            return false;
        };
        *last = Instant::now();
        true
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.bar.inc(1);
        if self.is_due() {
            let of = self.bar.length().map_or_else(String::new, |length| format!("/{length}"));
            report::note(&format!("{}{of} {}", self.bar.position(), self.what));
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
