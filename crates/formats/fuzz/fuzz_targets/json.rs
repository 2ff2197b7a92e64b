#![no_main]

use serde_json::{Map, Value};

libfuzzer_sys::fuzz_target!(|raw: &[u8]| {
    let is_whole = formats::fuzzing::read_json(raw);
    // What another reader takes for JSON is whole to this one too.
    if raw.starts_with(b"{") && serde_json::from_slice::<Map<String, Value>>(raw).is_ok() {
        assert!(is_whole, "{}", String::from_utf8_lossy(raw));
    }
});
