//! `litx doctor`: what is configured, where from, and whether it works.

use super::args::{DoctorArgs, Global};
use super::config::{Settings, shown};
use super::report::Failure;
use super::{Ending, output};
use crate::source::eutils::Eutils;
use crate::store::{Store, StoreError};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &DoctorArgs) -> Result<Ending, Failure> {
    let settings = Settings::read(global)?;
    let mut out = format!("litx {} (reader {})\n", env!("CARGO_PKG_VERSION"), crate::extract::VERSION);
    for setting in &settings.all {
        out.push_str(&format!("{:<14} {:<58} from {}\n", setting.name, setting.shown(), setting.origin));
    }
    let mut ending = Ending::Well;
    let path = settings.store()?;
    match Store::open_existing(&path) {
        Ok(store) => {
            out.push_str(&format!("{:<14} {}: {} records\n", "store", shown(&path), store.stats()?.records))
        }
        Err(StoreError::Missing(_)) => {
            out.push_str(&format!("{:<14} {}: not made yet\n", "store", shown(&path)))
        }
        Err(error) => {
            ending = Ending::BadInput;
            out.push_str(&format!("{:<14} {error}\n", "store"));
        }
    }
    if args.online {
        match Eutils::new(settings.services(false, global.verbose)?)?.ping() {
            Ok(()) => out.push_str(&format!("{:<14} answers\n", "E-utilities")),
            Err(error) => {
                ending = Ending::Service;
                out.push_str(&format!("{:<14} {error}\n", "E-utilities"));
            }
        }
    }
    output::text(&out)?;
    Ok(ending)
}
