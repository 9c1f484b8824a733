//! What reading costs in instructions, which do not depend on how busy a machine is.
//!
//! `cargo bench --bench instructions` (needs valgrind) counts every case and holds it against `benches/instructions.txt`;
//! with `-- --keep` it writes that file anew. A case is run once and twice; the difference is the cost of one run without
//! the program's start.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use litx::check::{Grade, check, problems};
use litx::extract::extract;

mod texts;
use texts::{HOSTILE, articles, hostile};

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");

/// A case: its name, what its cost is divided by, and one run.
struct Case {
    name: String,
    units: usize,
    run: Box<dyn Fn() -> usize>,
}

fn cases() -> Vec<Case> {
    let articles = articles();
    let n = articles.len();
    let ready: Vec<_> = articles.iter().map(|a| (extract(a), a.clone())).collect();
    let (read, checked) = (articles.clone(), articles);
    let mut out = vec![
        Case {
            name: "read, per abstract".to_owned(),
            units: n,
            run: Box::new(move || read.iter().map(|a| extract(black_box(a)).findings.len()).sum()),
        },
        Case {
            name: "read and check, per abstract".to_owned(),
            units: n,
            run: Box::new(move || checked.iter().map(|a| check(a, &extract(black_box(a))).len()).sum()),
        },
        Case {
            name: "problems of findings alone, per abstract".to_owned(),
            units: n,
            run: Box::new(move || {
                ready.iter().map(|(read, a)| problems(black_box(a), black_box(read), Grade::Warn).len()).sum()
            }),
        },
    ];
    // Cues without end: the cost of a byte must not grow with the length.
    for (name, unit) in HOSTILE {
        for length in [10_000, 100_000] {
            let article = hostile(unit, length);
            out.push(Case {
                name: format!("{name} repeated to {length} bytes, per byte"),
                units: article.as_str().len(),
                run: Box::new(move || extract(black_box(&article)).findings.len()),
            });
        }
    }
    out
}

/// Instructions of a program that runs one case so many times; nothing where there is no valgrind.
fn count(case: &str, times: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .env("LITX_CASE", case)
        .env("LITX_TIMES", times.to_string())
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(':').next()?.trim().replace(',', "").parse().ok()
}

fn kept(case: &str) -> Option<f64> {
    let text = std::fs::read_to_string(KEPT).ok()?;
    let line = text.lines().find(|line| line.strip_suffix(case).is_some_and(|rest| rest.ends_with("  ")))?;
    line.split_whitespace().next()?.parse().ok()
}

fn main() {
    let cases = cases();
    if let Ok(wanted) = std::env::var("LITX_CASE") {
        let times = std::env::var("LITX_TIMES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
        if let Some(case) = cases.iter().find(|case| case.name == wanted) {
            (0..times).for_each(|_| {
                black_box((case.run)());
            });
        }
        return;
    }
    let mut lines =
        String::from("# Instructions, as `cargo bench --bench instructions -- --keep` counted them.\n");
    for case in &cases {
        let (Some(once), Some(twice)) = (count(&case.name, 1), count(&case.name, 2)) else {
            println!("passed over: valgrind is not installed, or could not run this program");
            return;
        };
        let cost = twice.saturating_sub(once) as f64 / case.units as f64;
        let ratio =
            kept(&case.name).map_or(String::new(), |kept| format!("{:>7.3} of what was kept", cost / kept));
        println!("{cost:>12.0}  {:<60}{ratio}", case.name);
        lines.push_str(&format!("{cost:>12.1}  {}\n", case.name));
    }
    if std::env::args().any(|arg| arg == "--keep") && std::fs::write(Path::new(KEPT), lines).is_err() {
        println!("cannot write {KEPT}");
    }
}
