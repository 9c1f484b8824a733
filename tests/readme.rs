//! Every console block of the README, run: what it shows is what the program prints.

use std::path::Path;
use std::process::Command;

/// A command of a block and the lines shown under it.
struct Shown {
    command: String,
    output: String,
    offline: bool,
    line: usize,
}

fn blocks(text: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut inside = None;
    for (number, line) in text.lines().enumerate() {
        match inside {
            None if line.starts_with("```console") => inside = Some(line.contains("offline")),
            Some(_) if line.starts_with("```") => inside = None,
            Some(offline) => match line.strip_prefix("$ ") {
                Some(command) => {
                    out.push(Shown {
                        command: command.to_owned(),
                        output: String::new(),
                        offline,
                        line: number + 1,
                    });
                }
                None => {
                    let shown = out.last_mut().expect("a command before its output");
                    shown.output += line;
                    shown.output.push('\n');
                }
            },
            None => {}
        }
    }
    out
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let home = tempfile::tempdir().expect("a folder");
    let shown = blocks(&text);
    assert!(shown.len() >= 8, "only {} commands are shown", shown.len());
    let mut wrong = Vec::new();
    for Shown { command, output, offline, line } in shown {
        let arguments = command
            .strip_prefix("cargo run --release -- ")
            .or_else(|| command.strip_prefix("litx "))
            .unwrap_or_else(|| panic!("README.md:{line}: `{command}` is no command of litx"));
        // The shell of a reader splits at blanks outside of quotes, and a pipe cuts the output short.
        let (arguments, cut) = match arguments.split_once(" | head -n ") {
            Some((arguments, n)) => (arguments, n.trim().parse().expect("a number of lines")),
            None => (arguments, usize::MAX),
        };
        let mut words: Vec<String> = Vec::new();
        for (i, part) in arguments.split('\'').enumerate() {
            if i % 2 == 1 {
                words.push(part.to_owned())
            } else {
                words.extend(part.split_whitespace().map(str::to_owned))
            }
        }
        let mut run = Command::new(env!("CARGO_BIN_EXE_litx"));
        run.args(&words).current_dir(root).env_clear().env("HOME", home.path());
        if offline {
            // Nobody listens there.
            run.env("LITX_EUTILS_URL", "http://127.0.0.1:1/entrez/eutils/");
        }
        let done = run.output().expect("the program runs");
        let mut printed =
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        printed = printed.replace("127.0.0.1", "eutils.ncbi.nlm.nih.gov");
        let printed: String = printed.lines().take(cut).map(|l| l.trim_end().to_owned() + "\n").collect();
        if printed.trim_end() != output.trim_end() {
            wrong.push(format!("README.md:{line}: {command}\n--- shown\n{output}--- printed\n{printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
