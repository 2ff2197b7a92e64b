//! Damage in the segment that is written: told apart from a torn end, and no record but its own is lost.

use std::{fs, ops::RangeInclusive, path::Path};

use model::Seq;
use vault::{Vault, VaultError, VaultErrorKind, VaultOptions, VaultReader};

use crate::setting::{append, copy_of, files_of, fill, filled_one, flip, is_filled, look, one_segment, open};

/// Opens a vault with damage that must stay where it is: the bytes are as before, what is not damaged is read, new
/// records go behind it, and a look finds the same before and after.
fn check_that_it_stays(dir: &Path, options: &VaultOptions, damaged: RangeInclusive<u64>, next: u64, case: &str) {
    let path = files_of(dir, "seg")[0].clone();
    let (bytes, before) = (fs::read(&path).unwrap(), look(dir));
    for _ in 0..2 {
        let Vault { reader, recovery, writer } = open(dir, options);
        assert_eq!((recovery.next, recovery.losses), (Seq(next), vec![]), "{case}");
        let [told] = &recovery.damaged[..] else { panic!("{case}: {:?}", recovery.damaged) };
        assert_eq!((told.seq.0, told.through), (*damaged.start(), Some(Seq(*damaged.end()))), "{case}");
        check_reading(&reader, &damaged, next - 1, case);
        drop(writer);
        assert_eq!((fs::read(&path).unwrap(), look(dir)), (bytes.clone(), before.clone()), "{case}");
    }
    let Vault { mut writer, reader, .. } = open(dir, options);
    fill(&mut writer, next + 4);
    check_reading(&reader, &damaged, next + 4, case);
    assert_eq!(fs::read(&path).unwrap(), bytes, "{case}: evidence is not altered");
    drop(writer);
    let Vault { reader, recovery, .. } = open(dir, options);
    assert_eq!((recovery.next, recovery.losses, recovery.damaged), (Seq(next + 5), vec![], vec![]), "{case}");
    check_reading(&reader, &damaged, next + 4, case);
    let (frames, found) = look(dir);
    assert_eq!(frames.len() as u64, next + 4 - damaged.clone().count() as u64, "{case}");
    assert_eq!((found.len(), found[0].seq.0), (1, *damaged.start()), "{case}");
    assert_eq!(fs::read_dir(dir.join("quarantine")).unwrap().count(), 0, "{case}");
}

/// Every way of reading gives the records up to a number but for those that are damaged.
fn check_reading(reader: &VaultReader, damaged: &RangeInclusive<u64>, through: u64, case: &str) {
    let is_damaged = |error: &VaultError| matches!(error.kind, VaultErrorKind::Damaged(_));
    let wanted: Vec<u64> = (1..=through).filter(|seq| !damaged.contains(seq)).collect();
    let (mut read, mut leaves, mut errors) = (Vec::new(), Vec::new(), 0);
    for met in reader.scan(Seq(1), Seq(u64::MAX)) {
        match met {
            Ok(evidence) => {
                assert!(is_filled(&evidence), "{case}");
                read.push(evidence.receipt.seq.0);
            }
            Err(error) => {
                assert!(is_damaged(&error), "{case}: {error}");
                errors += 1;
            }
        }
    }
    leaves.extend(reader.scan_leaves(Seq(1), Seq(u64::MAX)).filter_map(Result::ok).map(|(seq, _)| seq.0));
    assert_eq!((&read, &leaves, errors), (&wanted, &wanted, 1), "{case}");
    for seq in 1..=through {
        match reader.read(Seq(seq)) {
            Ok(evidence) => assert!(is_filled(&evidence.unwrap()) && wanted.contains(&seq), "{case}"),
            Err(error) => assert!(is_damaged(&error) && damaged.contains(&seq), "{case}: {error}"),
        }
    }
}

#[test]
fn a_damaged_record_in_the_last_segment_costs_no_other() {
    let (dir, ends, _) = filled_one(&one_segment());
    let all_sealed = VaultOptions { next_seq_min: Seq(41), ..one_segment() };
    let options = [("none sealed", one_segment()), ("all sealed", all_sealed)];
    // Each part of a frame: its lengths, its checksum, its kind, its number, its salt, its bytes.
    let places = [0, 3, 5, 8, 12, 16, 50, 52, 60, 75];
    for (sealed, options) in &options {
        for (seq, place) in [1, 2, 17, 39, 40].into_iter().flat_map(|seq| places.map(|place| (seq, place))) {
            if seq == 40 && *sealed == "none sealed" {
                continue;
            }
            let copy = copy_of(dir.path());
            flip(&files_of(copy.path(), "seg")[0], ends[seq - 1] + place, 0x11);
            let seq = seq as u64;
            check_that_it_stays(copy.path(), options, seq..=seq, 41, &format!("{sealed}, record {seq}, byte {place}"));
        }
        let copy = copy_of(dir.path());
        let path = files_of(copy.path(), "seg")[0].clone();
        (16..18).for_each(|seq| flip(&path, ends[seq] + 60, 1));
        let damaged = look(copy.path()).1;
        assert_eq!((damaged.len(), damaged[0].seq, damaged[0].through), (1, Seq(17), Some(Seq(18))));
        check_that_it_stays(copy.path(), options, 17..=18, 41, &format!("{sealed}, two neighbours"));
    }
}

#[test]
fn two_damaged_records_and_a_torn_end_are_told_apart() {
    let (dir, ends, _) = filled_one(&one_segment());
    let path = files_of(dir.path(), "seg")[0].clone();
    [4, 29].into_iter().for_each(|seq| flip(&path, ends[seq] + 70, 4));
    flip(&path, ends[39] + 60, 1);
    let options = VaultOptions { next_seq_min: Seq(11), ..one_segment() };
    let before = fs::read(&path).unwrap();
    let Vault { mut writer, reader, recovery } = open(dir.path(), &options);
    let numbers: Vec<_> = recovery.damaged.iter().map(|damage| (damage.seq.0, damage.through)).collect();
    assert_eq!(numbers, [(5, Some(Seq(5))), (30, Some(Seq(30)))]);
    let [loss] = &recovery.losses[..] else { panic!("{recovery:?}") };
    assert_eq!((loss.seq, loss.through, recovery.next), (Seq(40), None, Seq(40)));
    assert_eq!(fs::read(loss.quarantine.as_ref().unwrap()).unwrap(), before[ends[39]..ends[40]]);
    assert_eq!(fs::read(&path).unwrap(), before[..ends[39]]);
    fill(&mut writer, 45);
    assert_eq!(reader.scan(Seq(1), Seq(45)).filter(Result::is_ok).count(), 43);
    drop(writer);
    let again = open(dir.path(), &options).recovery;
    assert_eq!((again.next, again.losses, again.damaged), (Seq(46), vec![], vec![]));
}

#[test]
fn a_damaged_end_is_cut_where_it_was_not_sealed_and_stays_where_it_was() {
    let (dir, ends, _) = filled_one(&one_segment());
    let path = files_of(dir.path(), "seg")[0].clone();
    flip(&path, ends[39] + 60, 1);
    let wanted = fs::read(&path).unwrap()[ends[39]..ends[40]].to_vec();
    let mut quarantines = Vec::new();
    for count in 1..=2 {
        let Vault { mut writer, reader, recovery } = open(dir.path(), &one_segment());
        let [loss] = &recovery.losses[..] else { panic!("{recovery:?}") };
        assert_eq!((recovery.next, loss.seq, loss.through, recovery.damaged), (Seq(40), Seq(40), None, vec![]));
        let quarantine = loss.quarantine.clone().unwrap();
        assert_eq!(quarantine, dir.path().join(format!("quarantine/00000000000000000001-{}-{count}.torn", ends[39])));
        assert!(loss.found.starts_with("checksum at byte "), "{}", loss.found);
        quarantines.push(quarantine);
        assert_eq!(append(&mut writer, b"again").seq, Seq(40));
        writer.sync().unwrap();
        assert_eq!(reader.read(Seq(40)).unwrap().unwrap().raw, "again");
        // A second crash at the same place does not write over the first quarantine.
        drop(writer);
        flip(&path, ends[39] + 60, 1);
    }
    assert_eq!(fs::read(&quarantines[0]).unwrap(), wanted);

    // Two records at the end, the first of them sealed: neither is cut, and both stay damaged.
    let (dir, ends, _) = filled_one(&one_segment());
    (38..40).for_each(|seq| flip(&files_of(dir.path(), "seg")[0], ends[seq] + 60, 1));
    let sealed = VaultOptions { next_seq_min: Seq(41), ..one_segment() };
    check_that_it_stays(dir.path(), &sealed, 39..=40, 41, "two at the end");
}

#[test]
fn a_flip_of_any_byte_costs_one_record_at_most() {
    const COUNT: u64 = 10;
    let dir = tempfile::tempdir().unwrap();
    fill(&mut open(dir.path(), &one_segment()).writer, COUNT);
    let path = files_of(dir.path(), "seg")[0].clone();
    let good = fs::read(&path).unwrap();
    let used = good.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    for next_seq_min in [1, COUNT / 2, COUNT + 1] {
        let options = VaultOptions { next_seq_min: Seq(next_seq_min), ..one_segment() };
        // The version is left out: another one is refused.
        for at in (0..8).chain(12..used) {
            let copy = tempfile::tempdir().unwrap();
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            let path = copy.path().join(path.file_name().unwrap());
            fs::write(&path, &bad).unwrap();
            let case = format!("byte {at}, numbers from {next_seq_min} on");
            let Vault { reader, recovery, .. } = open(copy.path(), &options);
            let read: Vec<_> = reader.scan(Seq(1), Seq(COUNT)).filter_map(Result::ok).collect();
            assert!(read.iter().all(is_filled), "{case}");
            assert!(read.len() as u64 >= COUNT - 1, "{case}: {} left", read.len());
            if recovery.losses.is_empty() {
                assert_eq!((recovery.next, recovery.damaged.len()), (Seq(COUNT + 1), 1), "{case}: {recovery:?}");
                assert_eq!(fs::read(&path).unwrap(), bad, "{case}");
            } else {
                let is_end = recovery.losses[0].seq == Seq(COUNT) && next_seq_min <= COUNT;
                assert!(is_end && recovery.damaged.is_empty(), "{case}: {recovery:?}");
            }
        }
    }
}

#[test]
fn a_segment_with_a_damaged_record_can_be_compressed() {
    let (dir, ends, _) = filled_one(&one_segment());
    flip(&files_of(dir.path(), "seg")[0], ends[1] + 60, 1);
    let options = VaultOptions { hot_bytes_max: 0, ..one_segment() };
    let reader = open(dir.path(), &options).reader;
    assert!(reader.compress_next().unwrap().is_some());
    check_reading(&reader, &(2..=2), 40, "compressed");
    let Vault { reader, recovery, mut writer } = open(dir.path(), &options);
    assert_eq!((recovery.next, recovery.losses, recovery.damaged.len()), (Seq(41), vec![], 1));
    fill(&mut writer, 45);
    check_reading(&reader, &(2..=2), 45, "compressed, then written on");
}
