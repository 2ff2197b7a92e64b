#![no_main]

libfuzzer_sys::fuzz_target!(|raw: &[u8]| formats::fuzzing::read_words(raw));
