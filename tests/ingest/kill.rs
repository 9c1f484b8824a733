//! Killed at any moment, a run that is begun again ends with the store of one that was never disturbed.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::rows::{rows, whole};
use crate::{gz, made, set, trials, withdraw};

/// Kills that fall into a run; more of them with `LITX_KILLS`.
fn kills() -> u32 {
    std::env::var("LITX_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(50)
}

fn lay(place: &Place) {
    place.write("in/pubmed26n0001.xml.gz", gz(&trials(1..40)));
    place.write("in/pubmed26n0002.xml", trials(40..60));
    let mut inner = String::new();
    for pmid in (1..60).step_by(5) {
        let mut changed = made(pmid);
        (changed.revised, changed.value) = (2025, 11);
        inner += &changed.xml();
    }
    inner += &withdraw(&[7, 8, 9, 50]);
    inner += &made(2).xml().replace("<ArticleTitle>", "<ArticleTitle>&nosuch;");
    inner += &made(300).xml();
    place.write("in/pubmed26n0003.xml", set(&inner));
    let lines = (0..10).map(|i| {
        format!("{{\"id\":\"own{i}\",\"title\":\"Text {i}\",\"abstract\":\"Death in 15 of 194 (7.7%).\"}}\n")
    });
    place.write("in/texts.jsonl", lines.collect::<String>());
}

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[test]
fn killed_at_any_moment_a_run_goes_on_where_it_stopped() {
    let place = Place::new();
    lay(&place);
    let arguments = |db: &str| -> Vec<String> {
        ["ingest", "--db", db, "--commit-every", "6", "in"].iter().map(|s| (*s).to_owned()).collect()
    };
    let begun = Instant::now();
    let clean = place.run(&["ingest", "--db", "clean.db", "--commit-every", "6", "in"]);
    let took = begun.elapsed();
    assert_eq!(clean.code, 2, "one record is damaged: {}", clean.err);
    whole(&place.path("clean.db"));
    let wanted = rows(&place.path("clean.db"));

    let mut chance = Chance(26);
    let (mut killed, mut tried, mut round) = (0, 0, 0);
    while killed < kills() {
        round += 1;
        let db = format!("{round}.db");
        let arguments = arguments(&db);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // Often the run that goes on is killed as well.
        loop {
            tried += 1;
            assert!(tried < 20 * kills(), "runs end before they can be killed: {killed} of {tried}");
            let mut run = place.command(&arguments).stderr(Stdio::null()).spawn().expect("the program runs");
            std::thread::sleep(took.mul_f64(chance.next()).min(Duration::from_secs(20)));
            run.kill().expect("killed");
            let caught = run.wait().expect("it ends").code().is_none();
            killed += u32::from(caught);
            // Else what was left in the midst of writing is litx's own to mend.
            if chance.next() < 0.3 && place.path(&db).exists() {
                whole_or_new(&place, &db);
            }
            if !caught || chance.next() < 0.5 {
                break;
            }
        }
        let end = place.run(&arguments);
        assert!(end.code == 2 || end.code == 0, "{}", end.err);
        if round % 5 == 0 {
            whole(&place.path(&db));
        }
        assert!(
            rows(&place.path(&db)) == wanted,
            "round {round}: another store than that of an undisturbed run"
        );
        for ending in ["", "-wal", "-shm", "-journal", "-ingest"] {
            let _ = std::fs::remove_file(place.path(&format!("{db}{ending}")));
        }
    }
}

/// Killed before the schema was there, a store holds nothing yet.
fn whole_or_new(place: &Place, db: &str) {
    let path = place.path(db);
    let tables = crate::rows::number(&path, "SELECT count(*) FROM sqlite_schema");
    if tables > 0 {
        whole(&path);
    }
}
