//! What is stored comes back, whole and in order, also while more is stored.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use model::{EvidenceKind, FeedId, FrameFlags, Position, Seq, StreamId};
use proptest::prelude::*;
use stamp::UtcNanos;
use vault::{NewFrame, RAW_BYTES_MAX, SystemSalt, Vault, VaultErrorKind, VaultOptions};

use crate::setting::{append, files_of, fill, frame_of, is_filled, look, open, small, text_of};

/// What a test stores.
#[derive(Clone, Debug)]
struct Given {
    feed: u32,
    stream: u64,
    position: u64,
    received_ns: i64,
    flags: u32,
    raw: Vec<u8>,
    then: Then,
}

/// What it does afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Nothing,
    Sync,
    Reopen,
}

fn given() -> impl Strategy<Value = Given> {
    let raw = prop_oneof![
        8 => prop::collection::vec(any::<u8>(), 0..200),
        1 => prop::collection::vec(any::<u8>(), 4000..9000),
    ];
    let then = prop_oneof![6 => Just(Then::Nothing), 2 => Just(Then::Sync), 1 => Just(Then::Reopen)];
    (any::<u32>(), any::<u64>(), any::<u64>(), any::<i64>(), any::<u32>(), raw, then).prop_map(
        |(feed, stream, position, received_ns, flags, raw, then)| Given {
            feed,
            stream,
            position,
            received_ns,
            flags,
            raw,
            then,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_stored_comes_back(list in prop::collection::vec(given(), 1..80), compress in any::<bool>()) {
        let dir = tempfile::tempdir().unwrap();
        let options = VaultOptions { hot_bytes_max: 0, ..small() };
        let mut vault = Vault::open(dir.path(), &options, Box::<SystemSalt>::default()).unwrap();
        let mut leaves = Vec::new();
        for given in &list {
            let Given { feed, stream, position, received_ns, flags, raw, .. } = given;
            let frame = NewFrame {
                feed: FeedId(*feed), stream: StreamId(*stream), position: Position(*position),
                received_at: UtcNanos(*received_ns), flags: FrameFlags(*flags), raw,
            };
            leaves.push(vault.writer.append(&frame).unwrap().leaf);
            if given.then != Then::Nothing {
                prop_assert_eq!(vault.writer.sync().unwrap(), Seq(leaves.len() as u64));
            }
            if given.then == Then::Reopen {
                drop(vault);
                vault = Vault::open(dir.path(), &options, Box::<SystemSalt>::default()).unwrap();
                prop_assert_eq!(&vault.recovery.losses, &[]);
            }
        }
        vault.writer.sync().unwrap();
        while compress && vault.reader.compress_next().unwrap().is_some() {}
        let all: Vec<_> = vault.reader.scan(Seq(0), Seq(u64::MAX)).map(Result::unwrap).collect();
        prop_assert_eq!(all.len(), list.len());
        for ((number, given), evidence) in (1..).zip(&list).zip(&all) {
            let receipt = evidence.receipt;
            prop_assert_eq!((receipt.seq, receipt.feed.0, receipt.stream.0), (Seq(number), given.feed, given.stream));
            prop_assert_eq!((receipt.position.0, receipt.received_at.0, receipt.flags.0), (given.position, given.received_ns, given.flags));
            prop_assert_eq!(&evidence.raw[..], &given.raw[..]);
            prop_assert_eq!(&vault.reader.read(Seq(number)).unwrap().unwrap(), evidence);
        }
        let (from, to) = (Seq(list.len() as u64 / 3), Seq(list.len() as u64 / 2));
        let part: Vec<_> = vault.reader.scan(from, to).map(|evidence| evidence.unwrap().receipt.seq).collect();
        prop_assert_eq!(part, (from.0.max(1)..=to.0).map(Seq).collect::<Vec<_>>());
        let scanned: Vec<_> = vault.reader.scan_leaves(Seq(1), Seq(u64::MAX)).map(|leaf| leaf.unwrap().1).collect();
        prop_assert_eq!(&scanned, &leaves);
        let (frames, damage) = look(dir.path());
        prop_assert_eq!(damage, []);
        prop_assert_eq!(frames.iter().map(|frame| frame.leaf).collect::<Vec<_>>(), leaves);
    }
}

#[test]
fn nothing_is_visible_before_it_is_durable() {
    let dir = tempfile::tempdir().unwrap();
    let Vault { mut writer, reader, recovery } = open(dir.path(), &small());
    assert_eq!((recovery.through, recovery.next, recovery.losses), (Seq(0), Seq(1), vec![]));
    assert_eq!(writer.sync().unwrap(), Seq(0));
    assert_eq!(append(&mut writer, b"a").seq, Seq(1));
    assert_eq!(reader.durable_through(), Seq(0));
    assert_eq!(reader.read(Seq(1)).unwrap(), None);
    assert_eq!(reader.scan(Seq(1), Seq(9)).count(), 0);
    assert_eq!(writer.sync().unwrap(), Seq(1));
    assert_eq!(reader.durable_through(), Seq(1));
    assert_eq!(reader.read(Seq(1)).unwrap().unwrap().raw, "a");
    for none in [0, 2, u64::MAX] {
        assert_eq!(reader.read(Seq(none)).unwrap(), None);
    }
    // What was not synced is gone with the writer, and its number is given again.
    append(&mut writer, b"b");
    drop(writer);
    let mut vault = open(dir.path(), &small());
    assert_eq!((vault.recovery.through, &vault.recovery.losses[..]), (Seq(1), &[][..]));
    assert_eq!(append(&mut vault.writer, b"c").seq, Seq(2));
}

#[test]
fn a_stream_is_numbered_by_its_opening() {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &small());
    append(&mut vault.writer, b"a");
    let opened = vault.writer.append_opening(FeedId(1), UtcNanos(5), b"{}").unwrap();
    vault.writer.append_closing(&NewFrame { stream: StreamId(opened.seq.0), ..frame_of(b"{}") }).unwrap();
    vault.writer.sync().unwrap();
    let kinds: Vec<_> = vault
        .reader
        .scan(Seq(1), Seq(3))
        .map(|evidence| {
            let evidence = evidence.unwrap();
            (evidence.kind, evidence.receipt.stream)
        })
        .collect();
    assert_eq!(
        kinds,
        [
            (EvidenceKind::Record, StreamId(1)),
            (EvidenceKind::StreamOpened, StreamId(2)),
            (EvidenceKind::StreamClosed, StreamId(2))
        ]
    );
}

#[test]
fn a_frame_beyond_the_bound_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let options = VaultOptions { disk_reserve_bytes: 0, ..VaultOptions::default() };
    let mut vault = open(dir.path(), &options);
    let long = vec![b'x'; RAW_BYTES_MAX as usize + 1];
    assert_eq!(vault.writer.append(&frame_of(&long)).unwrap_err().kind, VaultErrorKind::TooLong);
    assert_eq!(append(&mut vault.writer, &long[1..]).seq, Seq(1));
    append(&mut vault.writer, b"next");
    vault.writer.sync().unwrap();
    assert_eq!(vault.reader.read(Seq(1)).unwrap().unwrap().raw.len(), RAW_BYTES_MAX as usize);
    let lengths: Vec<_> = vault.reader.scan(Seq(1), Seq(2)).map(|evidence| evidence.unwrap().raw.len()).collect();
    assert_eq!(lengths, [RAW_BYTES_MAX as usize, 4]);
}

#[test]
fn readers_and_looks_go_on_while_the_writer_writes() {
    const THROUGH: u64 = 30_000;
    let dir = tempfile::tempdir().unwrap();
    let options = VaultOptions { segment_bytes_max: 64 << 10, hot_bytes_max: 256 << 10, ..small() };
    let Vault { mut writer, reader, .. } = open(dir.path(), &options);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for through in (0..=THROUGH).step_by(100) {
                fill(&mut writer, through);
            }
            done.store(true, Ordering::Release);
        });
        scope.spawn(|| {
            while !done.load(Ordering::Acquire) {
                reader.compress_next().unwrap();
            }
        });
        scope.spawn(|| {
            while !done.load(Ordering::Acquire) {
                let (frames, damage) = look(dir.path());
                assert!(frames.iter().zip(1..).all(|(frame, seq)| frame.receipt.seq == Seq(seq)));
                assert!(damage.iter().all(vault::Damage::is_tail), "{damage:?}");
            }
        });
        let mut seen = Seq(0);
        while seen < Seq(THROUGH) {
            for evidence in reader.scan(seen.next(), Seq(u64::MAX)) {
                let evidence = evidence.unwrap();
                assert_eq!(evidence.receipt.seq, seen.next());
                assert!(is_filled(&evidence), "{evidence:?}");
                seen = evidence.receipt.seq;
            }
            let any = Seq(seen.0 / 2 + 1).min(seen);
            assert!(seen == Seq(0) || is_filled(&reader.read(any).unwrap().unwrap()));
        }
    });
    assert!(!files_of(dir.path(), "segz").is_empty());
    let (frames, damage) = look(dir.path());
    assert_eq!((frames.len() as u64, damage), (THROUGH, vec![]));
    assert_eq!(reader.read(Seq(THROUGH)).unwrap().unwrap().raw, text_of(THROUGH));
}
