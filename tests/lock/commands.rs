//! `litx catalogue lock`, `outdated`, `add`, and `litx verify` with a lock file, end to end.

use std::path::PathBuf;
use std::process::Command;

use super::fixtures;
use super::server::store::Store;
use super::server::{Server, Switches};

/// A folder of its own, and the binary in it.
struct Place {
    folder: tempfile::TempDir,
    env: Vec<(&'static str, String)>,
}

struct Ran {
    exit: i32,
    out: String,
    err: String,
}

impl Place {
    /// Where nothing can be asked: the services' addresses lead nowhere.
    fn offline() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_string_lossy().into_owned();
        let nowhere = "http://127.0.0.1:9/".to_owned();
        let env = vec![
            ("HOME", home.clone()),
            ("TMPDIR", home),
            ("LITX_MIN_GAP_MS", "1".to_owned()),
            ("LITX_DEADLINE_S", "2".to_owned()),
            ("LITX_EUTILS_URL", nowhere.clone()),
            ("LITX_IDCONV_URL", nowhere.clone()),
            ("LITX_EUROPEPMC_URL", nowhere),
        ];
        Self { folder, env }
    }

    fn online(server: &Server) -> Self {
        let mut place = Self::offline();
        place.env.retain(|(name, _)| !name.ends_with("_URL"));
        place.env.push(("LITX_EUTILS_URL", server.eutils_url()));
        place.env.push(("LITX_IDCONV_URL", server.idconv_url()));
        place.env.push(("LITX_EUROPEPMC_URL", server.europepmc_url()));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, words: &str) -> Ran {
        let words = words.replace("FIXTURES", &fixtures().join("pubmed").to_string_lossy());
        let output = Command::new(env!("CARGO_BIN_EXE_litx"))
            .args(words.split_whitespace())
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.env.iter().cloned())
            .output()
            .unwrap();
        Ran {
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs, and holds the exit code and a piece of what is said.
    fn says(&self, words: &str, exit: i32, piece: &str) -> Ran {
        let ran = self.run(words);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(
            ran.exit == exit && said.contains(piece),
            "litx {words}: exit {}, not {exit}; wanted `{piece}` in\n{said}",
            ran.exit
        );
        ran
    }
}

fn catalogue(claims: &[&str]) -> String {
    let mut text = "schema: litx.catalogue/1\nclaims:\n".to_owned();
    for (n, claim) in claims.iter().enumerate() {
        text += &format!("  - {{id: c{n}, {claim}}}\n");
    }
    text
}

const AQUILA: &str = "source: 'pmid:39652675', n: 390";
const WRONG: &str = "source: 'pmid:39652675', measure: HR, value: 0.94, outcome: progression";

#[test]
fn every_claim_that_is_written_is_supported() {
    let place = Place::offline();
    let mut store = Store::default();
    store.add_fixtures(None);
    let ids: Vec<String> = store.articles.keys().map(|pmid| format!("pmid:{pmid}")).collect();
    let ran = place.run(&format!("catalogue add {} --from FIXTURES --offline --to all.yaml", ids.join(" ")));
    assert_eq!(ran.exit, 0, "{}", ran.err);
    let verified = place.says("verify all.yaml --from FIXTURES --json --strict", 0, "");
    let report: serde_json::Value = serde_json::from_str(&verified.out).unwrap();
    assert!(report["totals"]["claims"].as_u64().unwrap() > 700, "{}", report["totals"]);
    assert_eq!(report["totals"]["claims"], report["totals"]["supported"], "{}", report["totals"]);
    // From the lock file alone, with texts and without.
    place.says("catalogue lock all.yaml --from FIXTURES --offline", 0, "");
    assert_eq!(place.says("verify all.yaml --json --strict", 0, "").out, verified.out);
    place.says("catalogue lock all.yaml --hash-only --offline", 0, "its text was taken out");
    assert_eq!(place.says("verify all.yaml --json --strict", 0, "").out, verified.out);
    // Nothing is written twice, and what stands there is not touched.
    let before = place.read("all.yaml");
    place.says("catalogue add pmid:39652675 --from FIXTURES --offline --to all.yaml", 0, "0 claims written");
    assert_eq!(place.read("all.yaml"), before);
}

#[test]
fn claims_are_appended_behind_what_stands_there() {
    let place = Place::offline();
    let mine =
        "# mine\nschema: litx.catalogue/1\nclaims:\n- id: a   # first\n  source: pmid:39652675\n  n: 390";
    place.write("mine.yaml", mine);
    place.says("catalogue add pmid:39652675 --from FIXTURES --offline --to mine.yaml", 0, "already there");
    let now = place.read("mine.yaml");
    assert!(now.starts_with(&format!("{mine}\n# ")), "{now}");
    assert!(now.contains("\n- id: dimopoulos-2025-hazard-ratio-1\n  source: pmid:39652675\n  measure: hazard ratio\n  value: 0.49\n  ci: [0.36, 0.67]\n  p: \"<0.001\"\n"), "{now}");
    place.says("verify mine.yaml --from FIXTURES --strict", 0, "16 claims: 16 supported");
    for (name, text, exit, piece) in [
        ("flow.yaml", "schema: litx.catalogue/1\nclaims: []\n", 2, "no claim can be written at its end"),
        (
            "note.yaml",
            "schema: litx.catalogue/1\nclaims:\n  - {id: a, source: 'pmid:1', n: 3}\nnote: x\n",
            2,
            "at its end",
        ),
        ("bad.yaml", "schema: litx.catalogue/1\nclaims:\n  - {id: a, sauce: x}\n", 2, "bad.yaml:3:"),
        ("some.toml", "", 2, "claims are written in YAML"),
    ] {
        place.write(name, text);
        let words = format!("catalogue add pmid:39652675 --from FIXTURES --offline --to {name}");
        place.says(&words, exit, piece);
        assert_eq!(place.read(name), text, "{name} stays as it was");
    }
}

#[test]
fn a_lock_file_answers_first_and_damage_never_passes() {
    let place = Place::offline();
    place.write("claims/a.yaml", &catalogue(&[AQUILA]));
    place.says("verify claims", 0, "`litx catalogue lock claims/a.yaml` gets it");
    place.says("catalogue lock claims --from FIXTURES", 0, "1 source: 1 added, 0 changed");
    place.says("verify claims --strict", 0, "1 supported");
    let lock = place.read("claims/litx.lock.jsonl");
    place.says("catalogue lock claims --from FIXTURES --refresh", 0, "0 changed, 0 dropped, 1 as before");
    assert_eq!(place.read("claims/litx.lock.jsonl"), lock, "the same content, the same bytes");
    // The nearest upward, and the one that is named.
    place.write("claims/deep/er/b.yaml", &catalogue(&[AQUILA]));
    place.says("verify claims/deep --strict", 0, "1 supported");
    place.write("elsewhere/c.yaml", &catalogue(&[AQUILA]));
    place.says("verify elsewhere --strict", 4, "1 unverifiable");
    place.says("verify elsewhere --strict --lock claims/litx.lock.jsonl", 0, "1 supported");
    place.says("verify elsewhere --lock no.jsonl", 2, "cannot read no.jsonl");
    for (damaged, piece) in [
        (lock.replacen("390", "391", 1), "claims/litx.lock.jsonl:1: the line was changed by hand"),
        (lock.trim_end().to_owned(), "claims/litx.lock.jsonl:1: the file is cut short"),
        (lock[..lock.len() / 2].to_owned(), "claims/litx.lock.jsonl:1: the file is cut short"),
        (format!("{lock}{lock}"), "claims/litx.lock.jsonl:2: pmid:39652675 stands here a second time"),
        (lock.replacen("lock/1", "lock/9", 1), "update litx"),
        (String::new(), "claims/litx.lock.jsonl:1: the file is empty"),
    ] {
        place.write("claims/litx.lock.jsonl", &damaged);
        // Local records that have the source do not make up for it.
        place.says("verify claims --from FIXTURES", 2, piece);
        place.says("catalogue lock claims --from FIXTURES --refresh", 2, piece);
        place.says("catalogue outdated claims --from FIXTURES", 2, piece);
        assert_eq!(place.read("claims/litx.lock.jsonl"), damaged, "nothing is written over it");
    }
}

#[test]
fn a_lock_file_without_texts_refuses_what_is_wrong() {
    let place = Place::offline();
    let quote = "source: 'pmid:39652675', quote: 'No unexpected safety concerns were identified.'";
    place.write("a.yaml", &catalogue(&[AQUILA, WRONG, quote]));
    place.says("catalogue lock a.yaml --from FIXTURES --hash-only", 0, "1 added");
    let ran = place.says(
        "verify a.yaml",
        1,
        "3 claims: 1 supported, 1 contradicted, 0 not found, 0 ambiguous, 1 unverifiable",
    );
    assert!(ran.out.contains("holds findings alone, not the text"), "{}", ran.out);
    assert!(!place.read("litx.lock.jsonl").contains("safety concerns"));
    // A source that comes later gets no text either.
    place.write("a.yaml", &catalogue(&[AQUILA, "source: 'pmid:90000001', n: 1"]));
    place.says("catalogue lock a.yaml --from FIXTURES", 0, "1 added");
    assert!(!place.read("litx.lock.jsonl").contains("\"abstract\""));
}

#[test]
fn what_no_claim_names_is_dropped_and_what_another_catalogue_names_is_not() {
    let place = Place::offline();
    place.write("a.yaml", &catalogue(&[AQUILA, "source: 'pmid:90000001', n: 1"]));
    place.write("b.yaml", &catalogue(&["source: 'pmid:90000002', n: 1"]));
    place.says("catalogue lock a.yaml b.yaml --from FIXTURES", 0, "3 sources: 3 added");
    place.write("a.yaml", &catalogue(&[AQUILA]));
    let ran =
        place.says("catalogue lock a.yaml --from FIXTURES", 0, "0 added, 0 changed, 1 dropped, 2 as before");
    assert!(ran.err.contains("dropped  pmid:90000001"), "{}", ran.err);
    place.says("catalogue lock a.yaml --offline", 0, "2 as before");
    // Where another catalogue cannot be read, nobody knows what it names.
    place.write("a.yaml", &catalogue(&["source: 'pmid:90000002', n: 1"]));
    place.write("b.yaml", "schema: litx.catalogue/1\nclaims: 3\n");
    place.says("catalogue lock a.yaml --offline", 0, "2 as before");
}

#[test]
fn sources_come_from_pubmed_and_changes_are_told() {
    let mut store = Store::default();
    store.add_fixtures(Some(39_652_675));
    let server = Server::start(store, Switches::default());
    let place = Place::online(&server);
    let doi = "source: 'doi:10.1056/nejmoa2409029', n: 390";
    place.write("a.yaml", &catalogue(&[AQUILA, doi, "source: 'pmid:90999999', n: 1"]));
    place.says("catalogue lock a.yaml", 1, "no PubMed record has pmid:90999999");
    let lock = place.read("litx.lock.jsonl");
    assert_eq!(lock.lines().count(), 1);
    assert!(lock.contains("\"source\":\"eutils\"") && lock.contains("\"fetched_at\":\"20"), "{lock}");
    server.clear_log();
    place.says(
        "verify a.yaml",
        0,
        "3 claims: 2 supported, 0 contradicted, 0 not found, 0 ambiguous, 1 unverifiable",
    );
    assert!(server.log().is_empty(), "verify asks nothing of the network");
    place.says("catalogue outdated a.yaml", 0, "1 asked: 0 outdated");
    place.says("catalogue lock a.yaml --refresh", 1, "0 changed");
    assert_eq!(place.read("litx.lock.jsonl"), lock, "fetched again and the same: not a byte changes");
    // The article is corrected and retracted.
    let xml = std::fs::read_to_string(fixtures().join("pubmed/39652675.xml")).unwrap();
    let link = "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionIn\"><RefSource>Somewhere</RefSource>\
                </CommentsCorrections></CommentsCorrectionsList>";
    let changed = xml.replace("Among the 390", "Among the 380").replacen(
        "</MedlineCitation>",
        &format!("{link}</MedlineCitation>"),
        1,
    );
    assert!(changed.contains("380") && changed.contains("RetractionIn"));
    server.lock().store.add(changed.as_bytes());
    let ran = place.says("catalogue outdated a.yaml --json", 1, "1 asked: 1 outdated");
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["sources"][0]["changes"], serde_json::json!(["text", "flags"]));
    assert_eq!(told["sources"][0]["flags"], serde_json::json!(["retracted"]));
    assert_eq!(place.read("litx.lock.jsonl"), lock, "outdated only tells");
    place.says("catalogue lock a.yaml --refresh", 1, "changed  pmid:39652675  text, flags");
    let ran = place.says("verify a.yaml", 1, "2 not found");
    assert!(ran.out.contains("was retracted"), "{}", ran.out);
    // PubMed is down: what is locked stays, and the exit says why nothing new came.
    let lock = place.read("litx.lock.jsonl");
    let down = Place::offline();
    down.write("a.yaml", &catalogue(&[AQUILA]));
    down.write("litx.lock.jsonl", &lock);
    down.says("catalogue lock a.yaml --refresh", 3, "pmid:39652675");
    assert_eq!(down.read("litx.lock.jsonl"), lock);
    down.says("catalogue outdated a.yaml", 3, "pmid:39652675");
    down.says("catalogue lock a.yaml --refresh --offline", 1, "nothing may be asked");
    down.says("catalogue lock a.yaml --offline", 0, "1 as before");
}

#[test]
fn a_trial_is_locked_with_every_article_of_it() {
    let mut store = Store::default();
    store.add_fixtures(Some(39_652_675));
    let server = Server::start(store, Switches::default());
    let place = Place::online(&server);
    place.write("a.yaml", &catalogue(&[AQUILA]));
    place.says("catalogue lock a.yaml", 0, "1 added");
    assert!(!place.read("litx.lock.jsonl").contains("nct:"), "it was not asked for the trial");
    place.write("a.yaml", &catalogue(&[AQUILA, "source: 'nct:NCT03301220', n: 390"]));
    place.says("verify a.yaml --strict", 4, "nct:NCT03301220 is neither locked nor in the store");
    place.says("catalogue lock a.yaml", 0, "");
    assert!(place.read("litx.lock.jsonl").contains("\"nct:NCT03301220\""));
    place.says("verify a.yaml --strict", 0, "2 supported");
    place.write("a.yaml", &catalogue(&[AQUILA]));
    place.says("catalogue lock a.yaml", 0, "");
    assert!(!place.read("litx.lock.jsonl").contains("nct:"), "no claim names the trial any more");
}
