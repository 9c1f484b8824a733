//! Writes made-up PubMed files, named and compressed as NLM has them, each with its checksum beside it.
//!
//! ```sh
//! cargo run --release --example baseline -- --files 10 DIR      # 300,000 records
//! ```
//!
//! `--records N` a file (30,000), `--seed N` (1), `--files N` (1), `--first N` where the numbers begin (1), `--updates N` update
//! files after the baseline, `--plain` leaves them uncompressed. What is in them: `benches/baseline/mod.rs`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};

#[path = "../benches/baseline/mod.rs"]
mod baseline;

use baseline::Baseline;

struct Wanted {
    folder: PathBuf,
    seed: u64,
    records: usize,
    first: usize,
    files: usize,
    updates: usize,
    plain: bool,
}

fn main() -> ExitCode {
    match wanted(std::env::args().skip(1)).and_then(|wanted| all(&wanted).map_err(|e| e.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Writes all files side by side, each by one core.
fn all(wanted: &Wanted) -> io::Result<()> {
    fs::create_dir_all(&wanted.folder)?;
    let baseline = Baseline::new(wanted.seed, wanted.records);
    let begin = Instant::now();
    let next = AtomicUsize::new(wanted.first);
    let end = wanted.first + wanted.files + wanted.updates;
    let work = || -> io::Result<()> {
        loop {
            let file = next.fetch_add(1, Ordering::Relaxed);
            if file >= end {
                return Ok(());
            }
            write(&baseline, wanted, file)?;
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let hands: Vec<_> = (0..cores.min(end - wanted.first)).map(|_| scope.spawn(work)).collect();
        hands.into_iter().try_for_each(|hand| hand.join().expect("no panic"))
    })?;
    eprintln!("{} files in {:.1} s", end - wanted.first, begin.elapsed().as_secs_f64());
    Ok(())
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        folder: PathBuf::new(),
        seed: 1,
        records: baseline::RECORDS,
        first: 1,
        files: 1,
        updates: 0,
        plain: false,
    };
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let value = arguments.next().unwrap_or_default();
            value.parse::<usize>().map_err(|_| format!("{argument} wants a number, not `{value}`"))
        };
        match argument.as_str() {
            "--seed" => wanted.seed = number()? as u64,
            "--records" => wanted.records = number()?.max(1),
            "--first" => wanted.first = number()?.max(1),
            "--files" => wanted.files = number()?.max(1),
            "--updates" => wanted.updates = number()?,
            "--plain" => wanted.plain = true,
            other if other.starts_with('-') => return Err(format!("unknown: {other}")),
            folder => wanted.folder = folder.into(),
        }
    }
    match wanted.folder.as_os_str().is_empty() {
        true => Err("in which folder? (see the head of examples/baseline.rs)".to_owned()),
        false => Ok(wanted),
    }
}

fn write(baseline: &Baseline, wanted: &Wanted, file: usize) -> io::Result<()> {
    let name = Baseline::name(file) + if wanted.plain { ".xml" } else { ".xml.gz" };
    let path = wanted.folder.join(&name);
    let mut sum = Summed { file: BufWriter::new(File::create(&path)?), digest: Md5::new() };
    let before = wanted.first + wanted.files;
    let fill = |out: &mut dyn Write| match file < before {
        true => baseline.write(file, out),
        false => baseline.update(file, before - 1, out),
    };
    if wanted.plain {
        fill(&mut sum)?;
    } else {
        let mut packed = GzEncoder::new(&mut sum, Compression::default());
        fill(&mut packed)?;
        packed.finish()?;
    }
    sum.file.flush()?;
    let digest: String = sum.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(beside(&path), format!("MD5({name})= {digest}\n"))
}

/// Where the checksum of a file stands.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".md5");
    name.into()
}

/// A file, and the checksum of what went into it.
struct Summed {
    file: BufWriter<File>,
    digest: Md5,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
