//! Import of real files.

use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use connectors::file::{
    Acquired, Compression, ImportLimits, ImportOutcome, Importer, Progress, acquire, acquire_stream,
};
use connectors::{CloseReason, SinkErrorKind};
use flate2::write::GzEncoder;
use model::{Part, Position, StreamOrigin};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::world::{FEED, Recorder, RefuseAt, clock};

fn importer(sink: &Recorder) -> Importer<Recorder> {
    Importer {
        feed: FEED,
        limits: ImportLimits::default(),
        clock: clock(),
        sink: sink.clone(),
        shutdown: CancellationToken::new(),
    }
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory")
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn import_path(importer: &Importer<Recorder>, path: &Path) -> ImportOutcome {
    let (acquired, file) = acquire(path).expect("a readable file");
    importer.import(file, &acquired, |_| {}).await.expect("an open sink")
}

/// Imports bytes as a file of their own; a fresh sink.
async fn import_bytes(bytes: &[u8], change: impl FnOnce(&mut ImportLimits)) -> (ImportOutcome, Recorder) {
    let folder = TempDir::new().expect("a folder");
    let sink = Recorder::open();
    let mut importer = importer(&sink);
    change(&mut importer.limits);
    let outcome = import_path(&importer, &write(&folder, "a.log", bytes)).await;
    (outcome, sink)
}

/// `count` numbered lines that do not compress far (xorshift numbers).
fn lines(count: usize) -> Vec<u8> {
    let mut content = Vec::new();
    let mut number = 0x9e37_79b9_7f4a_7c15_u64;
    for at in 0..count {
        write!(content, "{at} ").expect("memory");
        for _ in 0..4 {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            write!(content, "{number:016x}").expect("memory");
        }
        content.push(b'\n');
    }
    content
}

#[tokio::test]
async fn a_plain_file_is_delivered_line_by_line() {
    let content = b"one\n\r\n\ntwo\r\nla\0st";
    let folder = TempDir::new().expect("a folder");
    let path = write(&folder, "plain.log", content);
    let sink = Recorder::open();
    let outcome = import_path(&importer(&sink), &path).await;

    assert_eq!(sink.lines(), ["one", "", "", "two", "la\\x00st"]);
    assert_eq!((outcome.received, outcome.stored), (5, 5));
    assert_eq!((outcome.bytes_read, outcome.content_bytes), (17, 17));
    assert_eq!((outcome.problem, outcome.rejected.len()), (None, 0));
    assert_eq!(outcome.sha256_as_read, Some(hex(content)));
    sink.look(|recorded| {
        let positions: Vec<_> = recorded.stored.iter().map(|one| one.position).collect();
        assert_eq!(positions, [0, 4, 6, 7, 12].map(Position));
        assert!(recorded.stored[4].flags.is_unterminated());
        let stream = recorded.only_stream();
        assert_eq!(stream, outcome.stream);
        let StreamOrigin::File { name, size_bytes, modified_at, sha256, compression } = &recorded.opened[&stream]
        else {
            panic!("{:?}", recorded.opened);
        };
        assert_eq!((name.as_str(), *size_bytes), (path.to_str().expect("UTF-8"), 17));
        assert_eq!((sha256, compression), (&hex(content), &None));
        let modified = std::fs::metadata(&path).and_then(|about| about.modified()).expect("a time");
        let nanos = modified.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_nanos();
        assert_eq!(modified_at.map(|at| at.0 as u128), Some(nanos));
        let closing = &recorded.closed[&stream];
        assert_eq!((closing.reason, closing.frames, closing.bytes), (CloseReason::End, 5, 17));
        assert_eq!(closing.sha256, Some(hex(content)));
    });
}

#[tokio::test]
async fn an_empty_file_is_a_stream_without_frames() {
    let (outcome, sink) = import_bytes(b"", |_| {}).await;
    assert_eq!((outcome.received, outcome.problem), (0, None));
    sink.look(|recorded| assert_eq!((recorded.opened.len(), recorded.closed.len()), (1, 1)));
}

#[tokio::test]
async fn compressed_files_give_the_content_and_its_offsets() {
    let content = b"one\ntwo\nthree\n".as_slice();
    let (first, second) = content.split_at(6);
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9], zstd(content).as_slice()].concat();
    let cases = [
        ("gzip", gzip(content), Compression::Gzip),
        ("gzip of two members", [gzip(first), gzip(second)].concat(), Compression::Gzip),
        ("zstd", zstd(content), Compression::Zstd),
        ("zstd of two frames", [zstd(first), zstd(second)].concat(), Compression::Zstd),
        ("zstd behind a skippable frame", skippable, Compression::Zstd),
    ];
    for (name, bytes, compression) in cases {
        let (outcome, sink) = import_bytes(&bytes, |_| {}).await;
        assert_eq!(sink.lines(), ["one", "two", "three"], "{name}");
        assert_eq!(outcome.problem, None, "{name}");
        assert_eq!((outcome.bytes_read, outcome.content_bytes), (bytes.len() as u64, 14), "{name}");
        assert_eq!(outcome.sha256_as_read, Some(hex(&bytes)), "{name}");
        sink.look(|recorded| {
            let positions: Vec<_> = recorded.stored.iter().map(|one| one.position).collect();
            assert_eq!(positions, [0, 4, 8].map(Position), "{name}");
            let StreamOrigin::File { compression: told, .. } = &recorded.opened[&outcome.stream] else { panic!() };
            assert_eq!(told.as_deref(), Some(compression.name()), "{name}");
        });
    }
}

#[tokio::test]
async fn a_damaged_file_keeps_what_was_read_and_is_reported() {
    let content = lines(20_000);
    let whole = String::from_utf8(content.clone()).expect("ASCII");
    let cut = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() * 2 / 3);
        bytes
    };
    let mut flipped = gzip(&content);
    let middle = flipped.len() / 2;
    flipped[middle..middle + 64].fill(0xff);
    let cases = [
        ("a cut gzip", cut(gzip(&content)), 10_000),
        ("a cut zstd", cut(zstd(&content)), 5_000),
        ("a gzip with a damaged middle", flipped, 5_000),
        ("a gzip and something else", [gzip(&content), b"trailing".to_vec()].concat(), 20_000),
        ("a header alone", gzip(&content)[..5].to_vec(), 0),
    ];
    for (name, bytes, frames_min) in cases {
        let (outcome, sink) = import_bytes(&bytes, |_| {}).await;
        let problem = outcome.problem.expect(name);
        assert!(problem.starts_with("damaged, or cut off, after "), "{name}: {problem}");
        assert!(outcome.received >= frames_min, "{name}: {}", outcome.received);
        assert_eq!(outcome.received, outcome.stored, "{name}");
        let kept = sink.lines();
        // Up to the damage every line is as it was; the last one may be cut.
        let whole_ones = if name.contains("middle") { frames_min as usize } else { kept.len().saturating_sub(1) };
        assert!(whole.lines().zip(&kept[..whole_ones]).all(|(line, kept)| line == kept), "{name}");
        assert_eq!(outcome.sha256_as_read, Some(hex(&bytes)), "{name}: the file itself was read to its end");
        sink.look(|recorded| assert_eq!(recorded.closed[&outcome.stream].reason, CloseReason::Broken, "{name}"));
    }
}

#[tokio::test]
async fn a_bomb_is_stopped_at_the_named_ratio() {
    let zeros = vec![0; 32 << 20];
    for bytes in [gzip(&zeros), zstd(&zeros)] {
        let (outcome, sink) = import_bytes(&bytes, |_| {}).await;
        let problem = outcome.problem.expect("reported");
        assert!(problem.starts_with("stopped at decompressed_ratio_max = 200: "), "{problem}");
        assert!(outcome.content_bytes < 16 << 20, "{}", outcome.content_bytes);
        assert_eq!(outcome.sha256_as_read, Some(hex(&bytes)));
        sink.look(|recorded| {
            let kept: usize = recorded.stored.iter().map(|one| one.raw.len()).sum();
            assert_eq!(kept as u64, outcome.content_bytes, "what was read is kept");
            assert_eq!(recorded.stored[0].flags.part(), Part::First);
            assert_eq!(recorded.closed[&outcome.stream].reason, CloseReason::Limit);
        });
    }
}

#[tokio::test]
async fn content_is_stopped_at_the_named_bytes() {
    let bytes = gzip(&lines(1000));
    let (outcome, sink) = import_bytes(&bytes, |limits| limits.decompressed_bytes_max = 100).await;
    assert_eq!(outcome.content_bytes, 100);
    assert_eq!(outcome.problem.as_deref(), Some("stopped at decompressed_bytes_max = 100"));
    assert_eq!(sink.lines().len(), 2, "a line of 67 bytes, and the beginning of the next");
    let (outcome, _) = import_bytes(&lines(1000), |limits| limits.decompressed_bytes_max = 100).await;
    assert_eq!((outcome.received, outcome.problem), (1000, None), "a plain file is no bomb");
}

#[tokio::test]
async fn a_zstd_window_beyond_the_bound_is_refused() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("memory");
    encoder.window_log(20).expect("a valid window");
    encoder.write_all(&lines(50_000)).expect("memory");
    let bytes = encoder.finish().expect("memory");
    let (outcome, _) = import_bytes(&bytes, |limits| limits.zstd_window_log_max = 15).await;
    assert_eq!(outcome.received, 0);
    assert!(outcome.problem.is_some());
    let (outcome, _) = import_bytes(&bytes, |limits| limits.zstd_window_log_max = 20).await;
    assert_eq!((outcome.received, outcome.problem), (50_000, None));
}

#[tokio::test]
async fn a_file_that_changed_is_reported() {
    let folder = TempDir::new().expect("a folder");
    let path = write(&folder, "live.log", b"one\n");
    let (acquired, file) = acquire(&path).expect("a readable file");
    std::fs::write(&path, b"one\ntwo\n").expect("written");
    let sink = Recorder::open();
    let outcome = importer(&sink).import(file, &acquired, |_| {}).await.expect("an open sink");
    assert_eq!(sink.lines(), ["one", "two"]);
    let expected = format!("changed since it was acquired: SHA-256 was {}, is {}", hex(b"one\n"), hex(b"one\ntwo\n"));
    assert_eq!(outcome.problem, Some(expected));
}

#[tokio::test]
async fn standard_input_is_spooled_and_then_imported() {
    let bytes = gzip(b"one\ntwo\n");
    let mut spool = tempfile::tempfile().expect("a file");
    let acquired = acquire_stream(Cursor::new(bytes.clone()), &mut spool, "-").expect("spooled");
    let expected = Acquired {
        name: "-".into(),
        size_bytes: bytes.len() as u64,
        modified_at: None,
        sha256: hex(&bytes),
        compression: Some(Compression::Gzip),
    };
    assert_eq!(acquired, expected);
    let travelled = serde_json::to_string(&acquired).expect("JSON");
    assert_eq!(serde_json::from_str::<Acquired>(&travelled).expect("the same JSON"), expected);
    let sink = Recorder::open();
    let outcome = importer(&sink).import(spool, &acquired, |_| {}).await.expect("an open sink");
    assert_eq!(sink.lines(), ["one", "two"]);
    assert_eq!(outcome.problem, None);
}

#[tokio::test]
async fn a_large_file_is_pipelined_and_tells_its_progress() {
    let content = lines(200_000);
    let folder = TempDir::new().expect("a folder");
    let (acquired, file) = acquire(&write(&folder, "large.log", &content)).expect("a readable file");
    let sink = Recorder::open();
    let mut told: Vec<Progress> = Vec::new();
    let outcome = importer(&sink).import(file, &acquired, |progress| told.push(progress)).await.expect("an open sink");
    assert_eq!((outcome.stored, outcome.problem), (200_000, None));
    let whole = String::from_utf8(content).expect("ASCII");
    assert!(whole.lines().eq(sink.lines()), "every line, in order");
    assert!(told.len() > 10, "{}", told.len());
    assert!(told.windows(2).all(|pair| pair[0].bytes_read <= pair[1].bytes_read && pair[0].frames < pair[1].frames));
    let last = told.last().expect("some");
    assert_eq!((last.bytes_read, last.size_bytes, last.frames), (acquired.size_bytes, acquired.size_bytes, 200_000));
}

#[tokio::test]
async fn a_full_disk_in_the_middle_keeps_the_order() {
    let content = lines(100_000);
    let folder = TempDir::new().expect("a folder");
    let path = write(&folder, "large.log", &content);
    for at in [RefuseAt::Deliver, RefuseAt::Ticket] {
        let sink = Recorder::open();
        sink.refuse(at, SinkErrorKind::DiskFull, 3);
        let outcome = import_path(&importer(&sink), &path).await;
        assert_eq!((outcome.stored, outcome.rejected.len()), (100_000, 0));
        let whole = String::from_utf8(content.clone()).expect("ASCII");
        assert!(whole.lines().eq(sink.lines()), "every line, in order");
    }
}

/// A reader that cancels after so many bytes, as a user who presses Ctrl-C would.
struct Cancelling(File, u64, CancellationToken);

impl Read for Cancelling {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1 = self.1.saturating_sub(count as u64);
        if self.1 == 0 {
            self.2.cancel();
        }
        Ok(count)
    }
}

#[tokio::test]
async fn shutdown_keeps_the_sum_true() {
    let folder = TempDir::new().expect("a folder");
    let (acquired, file) = acquire(&write(&folder, "large.log", &lines(200_000))).expect("a readable file");
    let sink = Recorder::open();
    let importer = importer(&sink);
    let reader = Cancelling(file, 4 << 20, importer.shutdown.clone());
    let outcome = importer.import(reader, &acquired, |_| {}).await.expect("an open sink");
    assert!(outcome.received < 200_000, "it ended early");
    assert_eq!(outcome.problem.as_deref(), Some("the daemon ended before its end"));
    assert_eq!(outcome.received, outcome.stored + outcome.rejected.values().sum::<u64>());
    assert_eq!(outcome.sha256_as_read, None);
    sink.look(|recorded| {
        assert_eq!(recorded.stored.len() as u64, outcome.stored);
        assert_eq!(recorded.rejected.get("shutdown").copied(), outcome.rejected.get("shutdown").copied());
        assert_eq!(recorded.closed[&outcome.stream].reason, CloseReason::Shutdown);
    });
}

/// A reader that fails after its bytes.
struct Failing(Cursor<&'static [u8]>);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the disk makes a noise")),
            count => Ok(count),
        }
    }
}

#[tokio::test]
async fn a_reader_that_fails_keeps_what_was_read() {
    let folder = TempDir::new().expect("a folder");
    let (acquired, _) = acquire(&write(&folder, "a.log", b"one\ntwo\n")).expect("a readable file");
    let sink = Recorder::open();
    let reader = Failing(Cursor::new(b"one\ntw"));
    let outcome = importer(&sink).import(reader, &acquired, |_| {}).await.expect("an open sink");
    assert_eq!(sink.lines(), ["one", "tw"]);
    let problem = outcome.problem.expect("reported");
    assert_eq!(problem, "damaged, or cut off, after 6 bytes of content: the disk makes a noise");
    assert_eq!(outcome.sha256_as_read, None);
}

#[tokio::test]
async fn a_closed_sink_ends_the_import() {
    let folder = TempDir::new().expect("a folder");
    let path = write(&folder, "a.log", b"one\n");
    let (acquired, file) = acquire(&path).expect("a readable file");
    let sink = Recorder::open();
    sink.close_for_good();
    let error = importer(&sink).import(file, &acquired, |_| {}).await.expect_err("the sink is closed");
    assert_eq!(error.to_string(), format!("import {}: closed by the test", path.display()));
}

#[test]
fn what_is_no_file_cannot_be_acquired() {
    let folder = TempDir::new().expect("a folder");
    assert!(acquire(folder.path()).expect_err("a folder").to_string().starts_with("acquire "));
    assert!(acquire(&folder.path().join("none")).expect_err("nothing").to_string().contains("No such file"));
}
