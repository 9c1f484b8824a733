//! Whatever is read as an identifier is displayed in a form that reads as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use litx::id::Identifier;

fuzz_target!(|text: &str| {
    if let Ok(id) = text.parse::<Identifier>() {
        assert_eq!(id.to_string().parse(), Ok(id));
    }
});
