//! What a crash leaves behind.

use std::fs;

use model::Seq;
use vault::{Vault, VaultOptions};

use crate::setting::{append, copy_of, files_of, fill, filled_one, is_filled, look, one_segment, open, small, text_of};

#[test]
fn a_cut_at_any_byte_gives_a_prefix_and_a_quarantine() {
    let (dir, ends, bytes) = filled_one(&one_segment());
    let name = files_of(dir.path(), "seg")[0].file_name().unwrap().to_owned();
    // The file ends there, or zeros follow there: both are how a crash leaves it.
    for (cut, is_zeroed) in (ends[37]..ends[40]).flat_map(|cut| [(cut, false), (cut, true)]) {
        let copy = copy_of(dir.path());
        let mut torn = bytes.clone();
        if is_zeroed {
            torn[cut..].fill(0);
        } else {
            torn.truncate(cut);
        }
        fs::write(copy.path().join(&name), &torn).unwrap();
        let kept = ends.iter().rposition(|end| *end <= cut).unwrap();
        let Vault { mut writer, reader, recovery } = open(copy.path(), &one_segment());
        assert_eq!((recovery.through, recovery.next), (Seq(kept as u64), Seq(kept as u64 + 1)), "cut at {cut}");
        let left = &torn[ends[kept]..cut];
        let left = &left[..left.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)];
        if left.is_empty() {
            assert_eq!(recovery.losses, []);
        } else {
            let [loss] = &recovery.losses[..] else { panic!("{recovery:?}") };
            assert_eq!((loss.seq, loss.through, loss.bytes), (Seq(kept as u64 + 1), None, left.len() as u64));
            assert_eq!(fs::read(loss.quarantine.as_ref().unwrap()).unwrap(), left);
        }
        fill(&mut writer, 45);
        assert_eq!(reader.scan(Seq(1), Seq(45)).map(|evidence| assert!(is_filled(&evidence.unwrap()))).count(), 45);
        let (frames, damage) = look(copy.path());
        assert_eq!((frames.len(), damage), (45, vec![]));
        drop(writer);
        assert_eq!(open(copy.path(), &one_segment()).recovery.losses, [], "a loss is told once");
    }
}

#[test]
fn text_in_a_torn_end_that_imitates_a_record_is_not_taken_for_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &one_segment());
    fill(&mut vault.writer, 5);
    let other = tempfile::tempdir().unwrap();
    fill(&mut open(other.path(), &small()).writer, 7);
    let forged = fs::read(&files_of(other.path(), "seg")[0]).unwrap();
    let at = forged.windows(9).position(|window| window == b"record 7 ").unwrap() - 16 - 53;
    let forged = &forged[at..at + 69 + text_of(7).len()];
    append(&mut vault.writer, &[b"hello ", forged, b" and more that the crash cut off"].concat());
    vault.writer.sync().unwrap();
    let path = files_of(dir.path(), "seg")[0].clone();
    let mut bytes = fs::read(&path).unwrap();
    let cut = bytes.windows(9).position(|window| window == b" and more").unwrap();
    bytes[cut..].fill(0);
    fs::write(&path, bytes).unwrap();
    let recovery = open(dir.path(), &one_segment()).recovery;
    assert_eq!((recovery.through, recovery.next, recovery.damaged), (Seq(5), Seq(6), vec![]));
    assert_eq!((recovery.losses.len(), recovery.losses[0].seq), (1, Seq(6)));
}

#[test]
fn numbers_under_a_batch_root_are_not_given_again() {
    let (dir, ends, bytes) = filled_one(&one_segment());
    fs::write(&files_of(dir.path(), "seg")[0], &bytes[..ends[30]]).unwrap();
    let options = VaultOptions { next_seq_min: Seq(36), ..one_segment() };
    let Vault { mut writer, reader, recovery } = open(dir.path(), &options);
    assert_eq!((recovery.through, recovery.next, recovery.losses.len()), (Seq(30), Seq(36), 1));
    assert_eq!((recovery.losses[0].seq, recovery.losses[0].through), (Seq(31), Some(Seq(35))));
    assert_eq!(recovery.losses[0].quarantine, None);
    fill(&mut writer, 50);
    let lost: Vec<_> = reader.scan(Seq(1), Seq(50)).filter_map(Result::err).collect();
    assert_eq!(lost.len(), 1);
    assert!(lost[0].to_string().contains("records 31 to 35 are not readable"), "{}", lost[0]);
    assert!(reader.read(Seq(33)).is_err());
    assert!(is_filled(&reader.read(Seq(36)).unwrap().unwrap()));
    let (frames, damage) = look(dir.path());
    assert_eq!((frames.len(), damage.len(), damage[0].seq, damage[0].through), (45, 1, Seq(31), Some(Seq(35))));
    // Where the numbers are there, the bound changes nothing.
    drop(writer);
    let again = open(dir.path(), &VaultOptions { next_seq_min: Seq(51), ..one_segment() }).recovery;
    assert_eq!((again.next, again.losses), (Seq(51), vec![]));
}

#[test]
fn a_crash_while_a_segment_is_begun_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fill(&mut open(dir.path(), &small()).writer, 100);
    let next = dir.path().join("00000000000000000101.seg");
    let header = { fs::read(&files_of(dir.path(), "seg")[0]).unwrap()[..8].to_vec() };
    let cases: [(&[u8], usize); 4] = [(&[], 0), (&[0; 4096], 0), (&header, 1), (b"LLVAULT\n\0\0\0\x01junk", 1)];
    for (bytes, losses) in cases {
        fs::write(&next, bytes).unwrap();
        let Vault { mut writer, recovery, .. } = open(dir.path(), &small());
        assert_eq!((recovery.next, recovery.losses.len()), (Seq(101), losses), "{bytes:?}");
        assert!(!next.exists());
        if let [loss] = &recovery.losses[..] {
            assert_eq!(fs::read(loss.quarantine.as_ref().unwrap()).unwrap().len() as u64, loss.bytes);
        }
        assert_eq!(append(&mut writer, b"unsynced").seq, Seq(101));
        drop(writer);
        let _ = fs::remove_file(&next);
    }
}

#[test]
fn drafts_are_removed_and_strangers_stay() {
    let (dir, ..) = filled_one(&small());
    let strangers = ["notes.txt", "1.seg", "00000000000000000001.seg.bak"];
    for name in strangers.iter().chain(&["00000000000000000001.segz.draft"]) {
        fs::write(dir.path().join(name), b"x").unwrap();
    }
    let Vault { reader, recovery, .. } = open(dir.path(), &small());
    assert_eq!((recovery.through, recovery.losses, reader.scan(Seq(1), Seq(40)).count()), (Seq(40), vec![], 40));
    assert!(strangers.iter().all(|name| dir.path().join(name).exists()));
    assert!(files_of(dir.path(), "draft").is_empty());
}
