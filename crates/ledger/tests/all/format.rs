//! FORMAT.md says what is written: its test vector is made again here, byte for byte.

use seal::{VerifyingKey, leaf_hash, root_of, verify};

use crate::site::{Site, viewed};

const FORMAT: &str = include_str!("../../FORMAT.md");

/// The text of the fenced block after this heading.
fn block(heading: &str) -> &'static str {
    let (_, rest) = FORMAT.split_once(&format!("### {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let (_, rest) = rest.split_once("```text\n").unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_test_vector_is_what_the_code_writes() {
    let site = Site::new();
    let ledger = site.open();
    ledger.append(viewed(42)).unwrap();
    let signed = ledger.checkpoint().unwrap();
    let entries: Vec<_> = ledger.iterate_entries(&[]).map(Result::unwrap).collect();
    let lines: String = entries.iter().map(|entry| format!("{}\n", entry.line)).collect();
    let openings: String = entries[1]
        .openings
        .iter()
        .map(|(field, opening)| {
            let salt: String = opening.salt.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{field}|{salt}|{}\n", opening.value)
        })
        .collect();
    let leaves: String = entries.iter().map(|entry| format!("{}\n", leaf_hash(&[entry.line.as_bytes()]))).collect();
    let key = format!("{}\n", ledger.verifying_key().unwrap());
    let secret = std::fs::read_to_string(site.dir().join("keys/custody.key")).unwrap();
    for (heading, written) in [
        ("Lines", &lines),
        ("Openings", &openings),
        ("Leaf hashes", &leaves),
        ("Verifying key", &key),
        ("Signing key", &secret),
        ("Checkpoint", &signed.note),
    ] {
        assert_eq!(block(heading), written, "FORMAT.md, {heading}");
    }
}

/// Reads the vector as a stranger would: with hashes alone, nothing of the ledger's code.
#[test]
fn the_test_vector_is_consistent_in_itself() {
    let lines: Vec<&str> = block("Lines").lines().collect();
    let leaves: Vec<_> = lines.iter().map(|line| leaf_hash(&[line.as_bytes()])).collect();
    assert_eq!(
        block("Leaf hashes").lines().map(|leaf| leaf.parse::<seal::Digest>().unwrap()).collect::<Vec<_>>(),
        leaves
    );
    let key: VerifyingKey = block("Verifying key").trim().parse().unwrap();
    let checkpoint = verify(block("Checkpoint"), &key).unwrap();
    assert_eq!((checkpoint.size, checkpoint.root), (2, root_of(&leaves)));
    let line: serde_json::Value = serde_json::from_str(lines[1]).unwrap();
    for opening in block("Openings").lines() {
        let parts: Vec<&str> = opening.splitn(3, '|').collect();
        let salt: Vec<u8> = (0..16).map(|at| u8::from_str_radix(&parts[1][2 * at..2 * at + 2], 16).unwrap()).collect();
        let pieces: [&[u8]; 5] =
            [b"ledgerline/custody/field/v1\n", &salt, parts[0].as_bytes(), b"\n", parts[2].as_bytes()];
        assert_eq!(line["private"][parts[0]], seal::sha256(&pieces).to_string());
    }
}
