//! The program run whole: output, errors, exit codes. Fetching from an emulated service is in `fetch.rs`.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of its own for each test: home, store, working folder.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_litx"));
        command.env_clear().env("HOME", self.folder.path()).current_dir(self.folder.path()).args(arguments);
        // Nobody listens there: no test asks the network by mistake.
        command.env("LITX_EUTILS_URL", "http://127.0.0.1:1/entrez/eutils/");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    fn with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // A command that refuses its arguments ends without reading.
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        child.wait_with_output().expect("it ends")
    }
}

fn fixture(name: &str) -> String {
    format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

const AQUILA: &str = "10.1056/NEJMoa2409029";

#[test]
fn fetch_from_local_records_stores_and_show_answers_from_the_store() {
    let place = Place::new();
    let fetched = place.run(&["fetch", AQUILA, "--from", &fixture("pubmed")]);
    assert_eq!(code(&fetched), 0, "{}", err(&fetched));
    assert!(
        out(&fetched).contains("hazard ratio  0.49       0.36–0.67  <0.001  disease progression or death")
    );
    assert!(out(&fetched).contains("16 findings, 0 problems · saved to ~/.local/share/litx/litx.db"));
    for form in ["39652675", "https://doi.org/10.1056%2FNEJMOA2409029", "PMID: 39652675"] {
        let shown = place.run(&["show", form]);
        assert_eq!(code(&shown), 0, "{form}: {}", err(&shown));
        // What was fetched is shown the same, but for where it was saved.
        let fetched = out(&fetched).replace(" · saved to ~/.local/share/litx/litx.db", "");
        assert_eq!(out(&shown), fetched);
    }
    let offline = place.run(&["fetch", AQUILA, "--offline", "--json"]);
    assert_eq!(code(&offline), 0);
    let missing = place.run(&["fetch", "11111111", "--offline"]);
    assert_eq!(code(&missing), 3);
    assert!(
        err(&missing).contains("not in the store") && err(&missing).contains("--from"),
        "{}",
        err(&missing)
    );
}

#[test]
fn json_of_fetch_says_what_became_of_each_identifier() {
    let place = Place::new();
    let fetched = place.run(&[
        "fetch",
        AQUILA,
        "10.5555/nothing",
        "--json",
        "--no-store",
        "--from",
        &fixture("pubmed"),
    ]);
    assert_eq!(code(&fetched), 1);
    let document: Value = serde_json::from_str(&out(&fetched)).expect("JSON");
    assert_eq!(document["schema"], "litx.fetch/1");
    let statuses: Vec<&str> =
        document["articles"].as_array().unwrap().iter().map(|a| a["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["found", "not_in_pubmed"]);
    assert_eq!(document["totals"]["asked"].to_string(), "2");
    let article = &document["articles"][0];
    assert_eq!(article["record"]["pmid"], "39652675");
    assert_eq!(article["findings"]["schema"], "litx.findings/1");
    assert_eq!(article["findings"]["findings"][5]["value"].to_string(), "0.49");
    assert!(article["verdicts"].as_array().unwrap().iter().all(|v| v["grade"].is_null()));
    assert!(err(&fetched).contains("asked 2: found 1, not in PubMed 1 (10.5555/nothing)"));
    assert_eq!(
        code(&place.run(&[
            "fetch",
            "10.5555/nothing",
            "--exit-zero",
            "--no-store",
            "--from",
            &fixture("pubmed")
        ])),
        0
    );
}

#[test]
fn the_seed_text_and_the_record_give_the_same_findings() {
    let place = Place::new();
    let findings = |arguments: &[&str]| -> Vec<Value> {
        let done = place.run(arguments);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let document: Value = serde_json::from_str(out(&done).lines().next().expect("a line")).expect("JSON");
        document["findings"].as_array().expect("findings").clone()
    };
    let text = findings(&["extract", &fixture("text/aquila.txt"), "--format", "jsonl"]);
    let record = findings(&["extract", &fixture("pubmed/39652675.xml"), "--format", "jsonl"]);
    assert_eq!(text, record);
    assert_eq!(text.len(), 16);
}

#[test]
fn without_a_network_it_fails_at_once_and_names_the_way_out() {
    let place = Place::new();
    let fetched = place.run(&["fetch", AQUILA]);
    assert_eq!(code(&fetched), 3);
    assert_eq!(out(&fetched), "");
    assert_eq!(
        err(&fetched),
        "error: cannot reach 127.0.0.1\nhelp: check the network; `--from PATH` answers from local records, `--offline` from what is stored\n"
    );
}

#[test]
fn bad_identifiers_are_named_with_their_place_and_nothing_is_fetched() {
    let place = Place::new();
    let list = "# mine\n\n39652675\nNCT123\n10.1056/NEJMoa2409029 # the second\n-5\n";
    std::fs::write(place.path("list.txt"), list).unwrap();
    let fetched = place.run(&["fetch", "--ids", "list.txt", "--from", &fixture("pubmed")]);
    assert_eq!((code(&fetched), out(&fetched).as_str()), (2, ""));
    insta::assert_snapshot!(err(&fetched), @r"
    error: list.txt:4: `NCT123` is no identifier: an NCT number has eight digits (NCT03301220)
    error: list.txt:6: `-5` is no identifier: a PMID is a whole number from 1 (39652675)
    2 of 4 are no identifiers; nothing was fetched
    help: mend them, or fetch the others with --keep-going
    ");
    let going = place.run(&[
        "fetch",
        "--ids",
        "list.txt",
        "--keep-going",
        "-f",
        "jsonl",
        "--from",
        &fixture("pubmed"),
    ]);
    assert_eq!((code(&going), out(&going).lines().count()), (2, 2));
    let piped = place
        .with_input(&["fetch", "-", "-q", "-f", "csv", "--from", &fixture("pubmed")], "39652675, 90000001\n");
    assert_eq!(code(&piped), 0, "{}", err(&piped));
    assert_eq!(err(&piped), "");
    assert!(out(&piped).lines().count() > 20);
}

#[test]
fn a_near_miss_is_offered_from_the_store() {
    let place = Place::new();
    place.run(&["fetch", AQUILA, "--from", &fixture("pubmed")]);
    let missed = place.run(&["fetch", "10.1056/NEJMoa240902", "--from", &fixture("pubmed")]);
    assert_eq!(code(&missed), 1);
    assert!(err(&missed).contains("no PubMed record has DOI 10.1056/NEJMoa240902"));
    assert!(err(&missed).contains("did you mean 10.1056/NEJMoa2409029 (in your store)?"), "{}", err(&missed));
}

#[test]
fn an_identifier_two_records_claim_is_not_guessed() {
    let place = Place::new();
    // A chapter and an article: the article is meant.
    let both = place.run(&[
        "fetch",
        "10.5555/978-0-00-990045-1",
        "-f",
        "jsonl",
        "--no-store",
        "--from",
        &fixture("pubmed"),
    ]);
    assert_eq!((code(&both), out(&both).lines().count()), (0, 1));
    let record: Value = serde_json::from_str(&out(&both)).unwrap();
    assert_eq!(record["record"]["pmid"], "90000045");
}

#[test]
fn a_retracted_record_is_said_loudly() {
    let place = Place::new();
    let fetched = place.run(&["ingest", &fixture("pubmed")]);
    assert_eq!(code(&fetched), 0, "{}", err(&fetched));
    let stats: Value = serde_json::from_str(&out(&place.run(&["stats", "--json"]))).unwrap();
    assert_eq!(stats["retracted"].to_string(), "1");
    let db = rusqlite::Connection::open(place.path(".local/share/litx/litx.db")).unwrap();
    let pmid: u32 =
        db.query_row("SELECT id FROM record WHERE flags LIKE '%\"retracted\"%'", [], |r| r.get(0)).unwrap();
    let shown = place.run(&["show", &pmid.to_string()]);
    assert!(out(&shown).contains("RETRACTED"), "{}", out(&shown));
    let again = place.run(&["fetch", &pmid.to_string(), "--no-store", "--from", &fixture("pubmed")]);
    assert!(err(&again).contains("was RETRACTED"), "{}", err(&again));
}

#[test]
fn threads_change_nothing_but_the_time() {
    let place = Place::new();
    let folder = std::fs::read_dir(fixture("pubmed")).unwrap();
    let mut files: Vec<String> = folder.map(|e| e.unwrap().path().display().to_string()).collect();
    files.sort();
    for format in ["jsonl", "csv", "table"] {
        let with = |threads: &str| {
            let mut arguments = vec!["extract", "--format", format, "--threads", threads];
            arguments.extend(files.iter().map(String::as_str));
            let read = place.run(&arguments);
            (out(&read), err(&read), code(&read))
        };
        let one = with("1");
        assert!(one.0.lines().count() > 50);
        assert!(with("2") == one && with("7") == one, "{format}");
    }
    assert_eq!(code(&place.run(&["extract", "--threads", "0", &files[0]])), 2);
}

#[test]
fn ingest_goes_on_where_it_stopped_and_honours_deletions() {
    let place = Place::new();
    let first = place.run(&["ingest", &fixture("updates"), "--json"]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    let totals: Value = serde_json::from_str(&out(&first)).unwrap();
    assert_eq!(totals["deleted"].to_string(), "1", "{totals}");
    assert_eq!(code(&place.run(&["show", "90000063"])), 1);
    let second: Value =
        serde_json::from_str(&out(&place.run(&["ingest", &fixture("updates"), "--json"]))).unwrap();
    assert_eq!((second["already_read"].to_string(), second["new"].to_string()), ("3".into(), "0".into()));
    let none = place.run(&["ingest", "nowhere"]);
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("cannot read nowhere"));
}

#[test]
fn a_store_that_fails_ends_the_run_with_its_totals() {
    let place = Place::new();
    assert_eq!(code(&place.run(&["ingest", &fixture("pubmed"), "--db", "a.db"])), 0);
    let mut bytes = std::fs::read(place.path("a.db")).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    std::fs::write(place.path("a.db"), bytes).unwrap();
    let ingested = place.run(&["ingest", &fixture("updates"), "--db", "a.db"]);
    assert_eq!(code(&ingested), 2);
    assert!(err(&ingested).contains("is damaged") && err(&ingested).contains("help: put the file aside"));
    assert!(err(&ingested).contains("3 files not read to their end"), "{}", err(&ingested));
    let words = ["fetch", AQUILA, "90000001", "--db", "a.db", "--from", &fixture("pubmed")];
    let fetched = place.run(&words);
    assert_eq!(code(&fetched), 2);
    assert!(err(&fetched).contains("is damaged"), "{}", err(&fetched));
    let said = err(&fetched);
    assert!(said.contains("asked 2: found") && said.contains("not answered"), "{said}");
}

#[test]
fn a_damaged_record_is_named_and_the_rest_goes_on() {
    let place = Place::new();
    let good = std::fs::read_to_string(fixture("pubmed/39652675.xml")).unwrap();
    let broken = good.replace("</PubmedArticleSet>", "<PubmedArticle><MedlineCitation><PMID Version=\"1\">77</PMID><Article></Wrong></MedlineCitation></PubmedArticle></PubmedArticleSet>");
    std::fs::write(place.path("two.xml"), broken).unwrap();
    let read = place.run(&["extract", "two.xml", "-f", "jsonl"]);
    assert_eq!((code(&read), out(&read).lines().count()), (2, 1));
    assert!(err(&read).contains("two.xml: record 2") && err(&read).contains("PMID 77"), "{}", err(&read));
    std::fs::write(place.path("cut.xml"), &good[..good.len() - 400]).unwrap();
    let cut = place.run(&["extract", "cut.xml", "-f", "jsonl"]);
    assert_eq!(code(&cut), 2);
    assert!(err(&cut).contains("cut off"), "{}", err(&cut));
    let empty = place.with_input(&["extract"], "");
    assert_eq!(code(&empty), 2);
    assert!(err(&empty).contains("it is empty"), "{}", err(&empty));
}

#[test]
fn extract_keeps_the_order_of_its_input_and_says_the_same_twice() {
    let place = Place::new();
    let article = |id: usize| {
        format!(
            "{{\"id\": \"{id}\", \"title\": \"T\", \"abstract\": [{{\"label\": null, \"text\": \"Of {} patients, 12 (10%) died.\"}}]}}",
            100 + id
        )
    };
    let input: String = (0..1300).map(|id| article(id) + "\n").collect();
    std::fs::write(place.path("many.jsonl"), input).unwrap();
    let once = place.run(&["extract", "many.jsonl", "-f", "jsonl"]);
    let ids: Vec<String> = out(&once)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..1300).map(|id| id.to_string()).collect::<Vec<_>>());
    let one_thread = place
        .command(&["extract", "many.jsonl", "-f", "jsonl"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .unwrap();
    assert_eq!(out(&once), out(&one_thread));
}

#[test]
fn unread_numbers_are_listed() {
    let place = Place::new();
    let text = "Trial\n\nWe gave 40 mg for 12 weeks in 2004.";
    let listed = place.with_input(&["extract", "--unread", "--json"], text);
    let document: Value = serde_json::from_str(&out(&listed)).unwrap();
    let quotes: Vec<&str> =
        document["unread"].as_array().unwrap().iter().map(|u| u["span"]["quote"].as_str().unwrap()).collect();
    assert_eq!(quotes, ["40", "12", "2004"]);
    assert_eq!(code(&place.with_input(&["extract", "--unread", "-f", "csv"], text)), 2);
}

#[test]
fn row_formats_have_one_finding_a_row() {
    let place = Place::new();
    for (format, head) in [
        ("csv", "id,pmid,doi,kind"),
        ("tsv", "id\tpmid\tdoi\tkind"),
        ("md", "| id | pmid | doi | kind"),
        ("html", "<table>"),
    ] {
        let read = place.run(&["extract", &fixture("text/aquila.txt"), "-f", format]);
        assert!(out(&read).starts_with(head), "{format}: {}", out(&read));
        let extra = match format {
            "md" => 2,
            "html" => 3,
            _ => 1,
        };
        assert_eq!(out(&read).lines().count(), 16 + extra, "{format}");
    }
}

#[test]
fn a_closed_pipe_is_silent() {
    let place = Place::new();
    let mut child = place
        .command(&[
            "extract",
            &fixture("pubmed/nejm.xml"),
            &fixture("pubmed/lancet.xml"),
            "-f",
            "jsonl",
            "-q",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((code(&done), err(&done).as_str()), (0, ""));
}

#[test]
fn settings_come_from_the_nearest_place_and_secrets_stay_secret() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("work/deep")).unwrap();
    std::fs::write(
        place.path("work/litx.toml"),
        "email = \"me@example.org\"\napi_key = \"SECRETKEY123\"\ndb = \"from-file.db\"\n",
    )
    .unwrap();
    let run = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = place.command(arguments);
        command.current_dir(place.path("work/deep"));
        if let Some((name, value)) = variable {
            command.env(name, value);
        }
        command.output().unwrap()
    };
    let told = out(&run(&["doctor"], None));
    assert!(told.contains("from-file.db") && told.contains("(set)"), "{told}");
    assert!(!told.contains("SECRETKEY123") && !told.contains("me@example.org"), "{told}");
    assert!(out(&run(&["doctor"], Some(("LITX_DB", "from-env.db")))).contains("from-env.db"));
    assert!(
        out(&run(&["doctor", "--db", "from-flag.db"], Some(("LITX_DB", "from-env.db"))))
            .contains("from-flag.db")
    );
    std::fs::write(place.path("work/litx.toml"), "emial = \"x\"\n").unwrap();
    let wrong = run(&["doctor"], None);
    assert_eq!(code(&wrong), 2);
    assert!(
        err(&wrong).contains("`emial` is no setting") && err(&wrong).contains("did you mean `email`?"),
        "{}",
        err(&wrong)
    );
}

#[test]
fn offline_is_a_setting_too() {
    let place = Place::new();
    place.run(&["fetch", AQUILA, "--from", &fixture("pubmed")]);
    let run = |arguments: &[&str], offline: &str| {
        place.command(arguments).env("LITX_OFFLINE", offline).output().unwrap()
    };
    assert_eq!(code(&run(&["fetch", AQUILA], "1")), 0);
    assert_eq!(code(&run(&["fetch", AQUILA, "--no-store"], "yes")), 0);
    let missing = run(&["fetch", "90000001"], "true");
    assert!(err(&missing).contains("is not in the store"), "{}", err(&missing));
    assert!(err(&run(&["fetch", "90000001"], "0")).contains("cannot reach"));
    assert_eq!(code(&run(&["fetch", "90000001", "--from", &fixture("pubmed")], "1")), 0);
    let refused = run(&["fetch", "90000001", "--refresh"], "1");
    assert_eq!(code(&refused), 2);
    assert_eq!(
        err(&refused),
        "error: --refresh asks the network, and `offline` is set\nhelp: it is set in LITX_OFFLINE\n"
    );
    assert!(err(&run(&["fetch", "1"], "perhaps")).contains("`perhaps`; expected true or false"));
    std::fs::write(place.path("litx.toml"), "offline = true\n").unwrap();
    assert_eq!(code(&place.run(&["fetch", AQUILA])), 0);
    assert!(out(&place.run(&["doctor"])).contains("litx.toml"));
}

#[test]
fn dry_run_shows_the_requests_and_sends_none() {
    let place = Place::new();
    let planned = place
        .command(&["fetch", AQUILA, "39652675", "--dry-run"])
        .env("NCBI_API_KEY", "SECRETKEY123")
        .output()
        .unwrap();
    assert_eq!(code(&planned), 0, "{}", err(&planned));
    insta::assert_snapshot!(out(&planned), @r#"
    POST esearch.fcgi db=pubmed retmode=xml retstart=0 retmax=10 term="10.1056/NEJMoa2409029"[doi]
    POST efetch.fcgi db=pubmed retmode=xml id=(the numbers found)
    POST efetch.fcgi db=pubmed retmode=xml id=39652675
    "#);
}

#[test]
fn schemas_completions_and_manual_pages_are_given() {
    let place = Place::new();
    for name in ["findings", "check", "fetch"] {
        let schema: Value = serde_json::from_str(&out(&place.run(&["schema", name]))).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&place.run(&["completions", shell])).contains("litx"), "{shell}");
    }
    assert!(out(&place.run(&["man"])).contains(".TH litx"));
    assert_eq!(code(&place.run(&["man", "pages"])), 0);
    assert!(place.path("pages/litx-fetch.1").exists());
}

#[test]
fn usage_errors_exit_with_two() {
    let place = Place::new();
    for arguments in [
        &["fetch"][..],
        &["fetch", "1", "--format", "nonsense"],
        &["show"],
        &["nonsense"],
        &["extract", "missing.txt"],
    ] {
        assert_eq!(code(&place.run(arguments)), 2, "{arguments:?}");
    }
    let none = place.run(&["stats"]);
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("there is no store") && err(&none).contains("help:"), "{}", err(&none));
}
