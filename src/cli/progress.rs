//! Progress on standard error: a bar on a terminal, a line every ten seconds under `-v`, nothing under `-q`.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Global;
use super::report;

const LINE_EVERY: Duration = Duration::from_secs(10);

/// How far a run over so many things has come; 0 where nobody knows how many.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Where no bar is drawn and lines are wanted: when the last was written.
    lines: Option<Instant>,
    what: &'static str,
}

impl Progress {
    pub(crate) fn new(global: &Global, total: usize, what: &'static str) -> Self {
        let target = if global.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let (length, template) = match total {
            0 => (None, "{pos} {prefix}, {per_sec} {msg}"),
            _ => (Some(total as u64), "{pos}/{len} {prefix}, {per_sec}, {eta} left {msg}"),
        };
        let bar = ProgressBar::with_draw_target(length, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(what);
        let lines = (bar.is_hidden() && global.verbose > 0).then(Instant::now);
        Self { bar, lines, what }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.bar.inc(1);
        if let Some(last) = &mut self.lines
            && last.elapsed() >= LINE_EVERY
        {
            *last = Instant::now();
            let of = self.bar.length().map_or_else(String::new, |length| format!("/{length}"));
            report::note(&format!("{}{of} {}", self.bar.position(), self.what));
        }
    }

    /// What is being done.
    pub(crate) fn at(&self, what: String) {
        self.bar.set_message(what);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
