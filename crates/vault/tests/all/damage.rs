//! Every flipped byte is found, and takes no more records with it than it must.

use std::{collections::BTreeSet, fs};

use model::Seq;
use vault::{DamageKind, Vault, VaultErrorKind, VaultOptions};

use crate::setting::{copy_of, files_of, fill, flip, is_filled, look, open, small};

const THROUGH: u64 = 100;

/// A vault of one hundred records in several segments.
fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &small());
    fill(&mut vault.writer, THROUGH);
    assert!(files_of(dir.path(), "seg").len() > 2);
    dir
}

/// How many bytes of a segment are not the zeros ahead of the writer.
fn used(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1
}

#[test]
fn a_flip_of_any_byte_is_found() {
    let dir = filled();
    let whole = look(dir.path());
    assert_eq!((whole.0.len() as u64, &whole.1[..]), (THROUGH, &[][..]));
    let paths = files_of(dir.path(), "seg");
    // A closed segment and the one that is written.
    for path in [&paths[1], &paths[paths.len() - 1]] {
        let good = fs::read(path).unwrap();
        for at in 0..used(&good) {
            // Magic and version may also make it a newer version, which is refused with an error.
            let mask = if (8..12).contains(&at) { 1 } else { 1 << (at % 8) };
            let mut bad = good.clone();
            bad[at] ^= mask;
            fs::write(path, &bad).unwrap();
            let met: Vec<_> = vault::inspect(dir.path()).unwrap().collect();
            let is_found = met.iter().any(|met| match met {
                Err(error) => matches!(error.kind, VaultErrorKind::Newer { .. }),
                Ok(vault::Inspected::Damage(_)) => true,
                Ok(vault::Inspected::Frame(_)) => false,
            });
            assert!(is_found, "byte {at} of {}", path.display());
            let frames = met.iter().filter(|met| matches!(met, Ok(vault::Inspected::Frame(_)))).count() as u64;
            assert!(
                frames >= THROUGH - 1 || (8..12).contains(&at),
                "one flip costs one record: {frames} left, byte {at} of {}",
                path.display()
            );
        }
        fs::write(path, &good).unwrap();
    }
}

#[test]
fn every_bit_and_the_ends_of_every_byte_of_a_frame_are_found() {
    let dir = filled();
    let path = files_of(dir.path(), "seg")[1].clone();
    let good = fs::read(&path).unwrap();
    for at in 24..24 + 53 {
        let flipped = (0..8).map(|bit| good[at] ^ 1 << bit);
        for value in flipped.chain([0, u8::MAX]) {
            if value != good[at] {
                let mut bad = good.clone();
                bad[at] = value;
                fs::write(&path, &bad).unwrap();
                let (frames, damage) = look(dir.path());
                assert_eq!((frames.len() as u64, damage.len()), (THROUGH - 1, 1), "byte {at} is {value}: {damage:?}");
            }
        }
    }
}

#[test]
fn damage_in_a_closed_segment_costs_its_record_and_no_other() {
    let dir = filled();
    let path = files_of(dir.path(), "seg")[1].clone();
    let (before, _) = look(dir.path());
    let good = fs::read(&path).unwrap();
    let first: u64 = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
    let place =
        good.windows(13).position(|window| window.starts_with(format!("record {} ", first + 3).as_bytes())).unwrap();
    flip(&path, place, 0x20);
    let (frames, damage) = look(dir.path());
    assert_eq!(frames.len(), before.len() - 1);
    assert_eq!((damage.len(), damage[0].kind, damage[0].seq), (1, DamageKind::Checksum, Seq(first + 3)));
    assert_eq!((damage[0].through, damage[0].is_tail()), (Some(Seq(first + 3)), false));
    let text = damage[0].to_string();
    assert!(
        text.starts_with("checksum at byte ") && text.ends_with(&format!("record {} is not readable", first + 3)),
        "{text}"
    );

    // Opening takes nothing away; the numbers go on; the record is told as damaged, once.
    let Vault { mut writer, reader, recovery } = open(dir.path(), &small());
    assert_eq!((recovery.through, recovery.losses), (Seq(THROUGH), vec![]));
    fill(&mut writer, THROUGH + 5);
    let mut missing = BTreeSet::new();
    let mut count = 0;
    for met in reader.scan(Seq(1), Seq(u64::MAX)) {
        match met {
            Ok(evidence) => {
                assert!(is_filled(&evidence));
                count += 1;
            }
            Err(error) => {
                let VaultErrorKind::Damaged(damage) = error.kind else { panic!("{error}") };
                missing.extend(damage.seq.0..=damage.through.unwrap().0);
            }
        }
    }
    assert_eq!((count, missing), (THROUGH + 4, BTreeSet::from([first + 3])));
    let error = reader.read(Seq(first + 3)).unwrap_err();
    assert!(matches!(&error.kind, VaultErrorKind::Damaged(damage) if damage.seq == Seq(first + 3)), "{error}");
    for near in [first + 2, first + 4] {
        assert!(is_filled(&reader.read(Seq(near)).unwrap().unwrap()));
    }
    let mut torn = good;
    torn[place] ^= 0x20;
    assert_eq!(fs::read(&path).unwrap(), torn, "evidence is not altered by opening");
}

#[test]
fn a_scan_tells_each_number_once_whatever_was_cut() {
    let dir = filled();
    let paths = files_of(dir.path(), "seg");
    let length = usize::try_from(fs::metadata(&paths[1]).unwrap().len()).unwrap();
    let holes = [(30, 40), (24, 300), (0, length), (length - 5, length), (length / 2, length), (200, 201)];
    for (from, to) in holes {
        for is_cut in [false, true] {
            let copy = copy_of(dir.path());
            let path = copy.path().join(paths[1].file_name().unwrap());
            let mut bytes = fs::read(&path).unwrap();
            if is_cut {
                bytes.drain(from..to);
            } else {
                bytes[from..to].fill(0);
            }
            fs::write(&path, bytes).unwrap();
            for is_side_kept in [true, false] {
                if !is_side_kept {
                    files_of(copy.path(), "side").iter().for_each(|side| fs::remove_file(side).unwrap());
                }
                let reader = open(copy.path(), &small()).reader;
                let mut told = Vec::new();
                let mut lost = 0;
                for met in reader.scan(Seq(1), Seq(u64::MAX)) {
                    match met {
                        Ok(evidence) => {
                            assert!(is_filled(&evidence));
                            told.push(evidence.receipt.seq.0);
                        }
                        Err(error) => {
                            let VaultErrorKind::Damaged(damage) = error.kind else { panic!("{error}") };
                            told.extend(damage.seq.0..=damage.through.unwrap().0);
                            lost += 1;
                        }
                    }
                }
                assert_eq!(told, (1..=THROUGH).collect::<Vec<_>>(), "{from}..{to} cut {is_cut}");
                assert!(lost > 0, "{from}..{to} cut {is_cut}");
                for seq in 1..=THROUGH {
                    match reader.read(Seq(seq)) {
                        Ok(evidence) => assert!(is_filled(&evidence.unwrap())),
                        Err(error) => assert!(matches!(error.kind, VaultErrorKind::Damaged(_)), "{error}"),
                    }
                }
            }
        }
    }
}

#[test]
fn a_missing_segment_is_found() {
    let dir = filled();
    let paths = files_of(dir.path(), "seg");
    for gone in [0, 1] {
        let copy = copy_of(dir.path());
        fs::remove_file(copy.path().join(paths[gone].file_name().unwrap())).unwrap();
        let (_, damage) = look(copy.path());
        let first = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().parse::<u64>().unwrap();
        let (seq, next) = (first(&paths[gone]), first(&paths[gone + 1]));
        assert_eq!(damage.len(), 1, "{damage:?}");
        assert_eq!(
            (damage[0].kind, damage[0].seq, damage[0].through),
            (DamageKind::Missing, Seq(seq), Some(Seq(next - 1)))
        );
    }
}

#[test]
fn text_that_imitates_a_frame_is_not_taken_for_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &VaultOptions { segment_bytes_max: 1 << 20, ..small() });
    fill(&mut vault.writer, 5);
    // The attacker knows the format and the numbers: the bytes of a frame 7 inside of record 6.
    let other = tempfile::tempdir().unwrap();
    let mut forge = open(other.path(), &small());
    fill(&mut forge.writer, 7);
    let forged = fs::read(&files_of(other.path(), "seg")[0]).unwrap();
    let at = forged.windows(9).position(|window| window == b"record 7 ").unwrap() - 16 - 53;
    let hostile = [&b"hello "[..], &forged[at..used(&forged)]].concat();
    crate::setting::append(&mut vault.writer, &hostile);
    fill(&mut vault.writer, 9);
    let path = files_of(dir.path(), "seg")[0].clone();
    let stored = fs::read(&path).unwrap();
    let start = stored.windows(6).position(|window| window == b"hello ").unwrap() - 16 - 53;
    for at in [start, start + 3, start + 6, start + 8, start + 50, start + 52, start + 60, start + 70] {
        let copy = copy_of(dir.path());
        flip(&copy.path().join(path.file_name().unwrap()), at, 0x41);
        let (frames, damage) = look(copy.path());
        let numbers: Vec<_> = frames.iter().map(|frame| frame.receipt.seq.0).collect();
        assert_eq!((numbers, damage.len()), (vec![1, 2, 3, 4, 5, 7, 8, 9], 1), "byte {at}");
        let leaves = look(dir.path()).0;
        assert!(frames.iter().all(|frame| leaves.contains(frame)), "byte {at}");
    }
}

#[test]
fn a_frame_that_was_cut_out_whole_is_missed() {
    let dir = filled();
    let path = files_of(dir.path(), "seg")[1].clone();
    let good = fs::read(&path).unwrap();
    let (before, _) = look(dir.path());
    let first: u64 = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
    let bytes_of = |seq: u64| 69 + before[usize::try_from(seq).unwrap() - 1].raw_len as usize;
    let from = 24 + bytes_of(first) + bytes_of(first + 1);
    let mut bad = good;
    bad.drain(from..from + bytes_of(first + 2));
    fs::write(&path, bad).unwrap();
    let (frames, damage) = look(dir.path());
    assert_eq!(frames.len(), before.len() - 1);
    assert_eq!((damage.len(), damage[0].kind, damage[0].offset), (1, DamageKind::Missing, from as u64));
    assert_eq!((damage[0].seq, damage[0].through), (Seq(first + 2), Some(Seq(first + 2))));
}
