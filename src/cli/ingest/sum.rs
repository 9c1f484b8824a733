//! MD5 of files, and the `.md5` files that NLM lays beside its own.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use md5::{Digest, Md5};

use crate::cli::report::Failure;
use crate::source::hex;

/// Bytes of a `.md5` file, at most: some lines.
const LONGEST: u64 = 1 << 20;

/// The MD5 of a file as it lies; a failure where the one beside it says another.
pub(super) fn checked(path: &Path) -> Result<String, Failure> {
    let told = told(path)?;
    let found = of(path).map_err(|e| Failure::io(&format!("cannot read {}", path.display()), &e))?;
    match told {
        Some((beside, told)) if told != found => Err(Failure::helped(
            format!(
                "{} is not the file that {} is of: its MD5 is {found}, not {told}",
                path.display(),
                beside.display()
            ),
            "download it again; nothing of it was stored",
        )),
        _ => Ok(found),
    }
}

fn of(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut md5 = Md5::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hex(&md5.finalize())),
            Ok(n) => md5.update(&buffer[..n]),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// What the file beside it (`NAME.md5`) says, if there is one.
fn told(path: &Path) -> Result<Option<(PathBuf, String)>, Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".md5");
    let beside = PathBuf::from(beside);
    let failed = |e: std::io::Error| Failure::io(&format!("cannot read {}", beside.display()), &e);
    let file = match File::open(&beside) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes).map_err(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match sum(&String::from_utf8_lossy(&bytes), &name) {
        Some(sum) => Ok(Some((beside, sum))),
        None => Err(Failure::helped(
            format!("{} holds no MD5 of {name}", beside.display()),
            "download it again, or take it away to read the file unchecked",
        )),
    }
}

/// The MD5 of a file of this name: `MD5(NAME)= HEX` as NLM writes it, `HEX  NAME` as md5sum does, or the digits alone.
fn sum(text: &str, name: &str) -> Option<String> {
    let hex = |text: &str| {
        let text = text.trim();
        (text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
    };
    let same = |text: &str| text.trim().rsplit(['/', '\\']).next() == Some(name);
    text.lines().find_map(|line| {
        let line = line.trim();
        if let Some((file, sum)) =
            line.strip_prefix("MD5").and_then(|rest| rest.trim().strip_prefix('(')?.split_once(')'))
        {
            return hex(sum.trim().strip_prefix('=')?).filter(|_| same(file));
        }
        match line.split_once(char::is_whitespace) {
            Some((sum, file)) => hex(sum).filter(|_| same(file.trim().trim_start_matches('*'))),
            None => hex(line),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::sum;

    const HEX: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn every_form_of_a_sum_is_read_and_only_that_of_the_file() {
        let name = "pubmed26n0001.xml.gz";
        for text in [
            format!("MD5({name})= {HEX}\n"),
            format!("MD5 ({name}) = {}\n", HEX.to_uppercase()),
            format!("{HEX}  {name}\n"),
            format!("{HEX} *./sub/{name}\r\n"),
            format!("ffffffffffffffffffffffffffffffff  other.xml.gz\n{HEX}  {name}\n"),
            format!("{HEX}\n"),
        ] {
            assert_eq!(sum(&text, name).as_deref(), Some(HEX), "{text}");
        }
        for text in [
            String::new(),
            "<html>404 Not Found</html>".to_owned(),
            format!("MD5(pubmed26n0002.xml.gz)= {HEX}"),
            format!("{HEX}  pubmed26n0002.xml.gz"),
            format!("MD5({name})= {}", &HEX[1..]),
        ] {
            assert_eq!(sum(&text, name), None, "{text}");
        }
    }
}
