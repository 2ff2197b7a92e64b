//! Compressed segments.

use std::fs;

use model::Seq;
use vault::{Vault, VaultErrorKind, VaultOptions};

use crate::setting::{copy_of, files_of, fill, flip, is_filled, look, open, small};

const THROUGH: u64 = 4000;

fn options() -> VaultOptions {
    VaultOptions { segment_bytes_max: 150_000, hot_bytes_max: 160_000, ..small() }
}

fn filled() -> (tempfile::TempDir, Vault) {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &options());
    fill(&mut vault.writer, THROUGH);
    (dir, vault)
}

#[test]
fn compressing_changes_no_record_and_no_leaf() {
    let (dir, vault) = filled();
    let before = look(dir.path());
    let hot = fs::read(&files_of(dir.path(), "seg")[0]).unwrap();
    let mut scan = vault.reader.scan(Seq(1), Seq(THROUGH));
    assert!(is_filled(&scan.next().unwrap().unwrap()));
    let done = vault.reader.compress_next().unwrap().unwrap();
    assert_eq!((done.first, done.plain_bytes), (Seq(1), hot.len() as u64));
    assert!(done.cold_bytes < done.plain_bytes / 2);
    assert_eq!(fs::metadata(&files_of(dir.path(), "segz")[0]).unwrap().len(), done.cold_bytes);
    assert_eq!(vault.reader.compress_next().unwrap(), None, "the budget holds now");
    assert_eq!((files_of(dir.path(), "seg").len(), files_of(dir.path(), "segz").len()), (2, 1));
    // A scan that began in the form as written goes on.
    assert_eq!(scan.map(|evidence| assert!(is_filled(&evidence.unwrap()))).count() as u64, THROUGH - 1);
    assert_eq!(look(dir.path()), before);
    for vault in [vault, open(dir.path(), &options())] {
        for seq in (1..=THROUGH).step_by(37) {
            assert!(is_filled(&vault.reader.read(Seq(seq)).unwrap().unwrap()));
        }
        assert_eq!(
            vault.reader.scan(Seq(700), Seq(3000)).map(|evidence| assert!(is_filled(&evidence.unwrap()))).count(),
            2301
        );
    }
}

#[test]
fn a_crash_while_compressing_leaves_a_whole_form() {
    let (dir, vault) = filled();
    let hot = files_of(dir.path(), "seg")[0].clone();
    let bytes = fs::read(&hot).unwrap();
    vault.reader.compress_next().unwrap().unwrap();
    drop(vault);
    fs::write(&hot, &bytes).unwrap();
    assert_eq!(look(dir.path()).1, []);
    let vault = open(dir.path(), &options());
    assert_eq!(vault.recovery.losses, []);
    assert!(files_of(dir.path(), "segz").is_empty());
    assert_eq!(fs::read(&hot).unwrap(), bytes);
    assert!(vault.reader.compress_next().unwrap().is_some());
}

#[test]
fn a_flip_of_any_byte_of_the_compressed_form_is_found() {
    let (dir, vault) = filled();
    vault.reader.compress_next().unwrap().unwrap();
    drop(vault);
    let name = files_of(dir.path(), "segz")[0].file_name().unwrap().to_owned();
    let copy = copy_of(dir.path());
    let path = copy.path().join(&name);
    let good = fs::read(&path).unwrap();
    // Every byte of header and table, and every 97th of the blocks.
    for at in (0..64).chain((64..good.len()).step_by(97)).chain([good.len() - 1]) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        fs::write(&path, &bad).unwrap();
        let is_found = vault::inspect(copy.path()).unwrap().any(|met| match met {
            Ok(vault::Inspected::Damage(_)) => true,
            Ok(vault::Inspected::Frame(_)) => false,
            Err(error) => matches!(error.kind, VaultErrorKind::Newer { .. }),
        });
        assert!(is_found, "byte {at}");
    }
    fs::write(&path, [&good[..], b"x"].concat()).unwrap();
    assert!(!look(copy.path()).1.is_empty(), "bytes behind the end");
}

#[test]
fn a_broken_block_costs_its_records_only() {
    let (dir, vault) = filled();
    vault.reader.compress_next().unwrap().unwrap();
    drop(vault);
    let path = files_of(dir.path(), "segz")[0].clone();
    let good = fs::read(&path).unwrap();
    let first_len = usize::try_from(u32::from_be_bytes(good[32..36].try_into().unwrap())).unwrap();
    // Three blocks: the table ends at 32 + 3 * 8 + 4. The second one is hit.
    flip(&path, 60 + first_len + 10, 1);
    let reader = open(dir.path(), &options()).reader;
    let (mut read, mut told) = (0, Vec::new());
    for met in reader.scan(Seq(1), Seq(THROUGH)) {
        match met {
            Ok(evidence) => {
                assert!(is_filled(&evidence));
                told.push(evidence.receipt.seq.0);
                read += 1;
            }
            Err(error) => {
                let VaultErrorKind::Damaged(damage) = error.kind else { panic!("{error}") };
                told.extend(damage.seq.0..=damage.through.unwrap().0);
            }
        }
    }
    assert_eq!(told, (1..=THROUGH).collect::<Vec<_>>());
    let lost = THROUGH - read;
    assert!((600..1000).contains(&lost), "64 KiB hold about 770 of these records: {lost}");
    assert!(is_filled(&reader.read(Seq(1)).unwrap().unwrap()));
    assert!(matches!(reader.read(Seq(900)).unwrap_err().kind, VaultErrorKind::Damaged(_)));
    let kinds: Vec<_> = look(dir.path()).1.iter().map(|damage| damage.kind).collect();
    assert!(kinds.contains(&vault::DamageKind::Block) || kinds.contains(&vault::DamageKind::Checksum), "{kinds:?}");
}
