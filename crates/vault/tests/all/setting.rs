//! What the tests share: a directory with a vault in it, and records to store.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use model::{Evidence, EvidenceKind, FeedId, FrameFlags, Position, Seq, StreamId};
use stamp::UtcNanos;
use vault::{Appended, Damage, Inspected, InspectedFrame, NewFrame, SaltSource, Vault, VaultOptions, VaultWriter};

/// Gives the bytes 0 to 15 each time.
pub(crate) struct CountingSalt;

impl SaltSource for CountingSalt {
    fn fill(&mut self, salt: &mut [u8; 16]) -> io::Result<()> {
        salt.iter_mut().zip(0..).for_each(|(byte, number)| *byte = number);
        Ok(())
    }
}

/// Small segments, no reserve.
pub(crate) fn small() -> VaultOptions {
    VaultOptions { segment_bytes_max: 4096, allocate_bytes: 8192, disk_reserve_bytes: 0, ..VaultOptions::default() }
}

pub(crate) fn open(dir: &Path, options: &VaultOptions) -> Vault {
    Vault::open(dir, options, Box::new(CountingSalt)).unwrap()
}

pub(crate) fn append(writer: &mut VaultWriter, raw: &[u8]) -> Appended {
    writer.append(&frame_of(raw)).unwrap()
}

pub(crate) fn frame_of(raw: &[u8]) -> NewFrame<'_> {
    NewFrame {
        feed: FeedId(3),
        stream: StreamId(1),
        position: Position(raw.len() as u64),
        received_at: UtcNanos(1_760_220_855_000_000_000),
        flags: FrameFlags(5),
        raw,
    }
}

/// The text of the record of a number; the lengths differ.
pub(crate) fn text_of(seq: u64) -> Vec<u8> {
    format!("record {seq} {}", "x".repeat(usize::try_from(seq % 17).unwrap())).into_bytes()
}

/// Stores and syncs records up to a number.
pub(crate) fn fill(writer: &mut VaultWriter, through: u64) {
    while writer.next_seq() <= Seq(through) {
        let text = text_of(writer.next_seq().0);
        append(writer, &text);
    }
    writer.sync().unwrap();
}

/// True where evidence is what `fill` stored.
pub(crate) fn is_filled(evidence: &Evidence) -> bool {
    evidence.kind == EvidenceKind::Record && evidence.raw == text_of(evidence.receipt.seq.0)
}

pub(crate) fn files_of(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|is| is == extension));
    found.sort();
    found
}

/// The frames and the damage that a look at the directory finds.
pub(crate) fn look(dir: &Path) -> (Vec<InspectedFrame>, Vec<Damage>) {
    let (mut frames, mut damage) = (Vec::new(), Vec::new());
    for met in vault::inspect(dir).unwrap() {
        match met.unwrap() {
            Inspected::Frame(frame) => frames.push(frame),
            Inspected::Damage(found) => damage.push(found),
        }
    }
    (frames, damage)
}

pub(crate) fn flip(path: &Path, at: usize, mask: u8) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= mask;
    fs::write(path, bytes).unwrap();
}

/// A directory with the same files.
pub(crate) fn copy_of(dir: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    copy
}

/// Forty records in one segment; the offsets at which each ends; its bytes.
pub(crate) fn filled_one(options: &VaultOptions) -> (tempfile::TempDir, Vec<usize>, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), options);
    fill(&mut vault.writer, 40);
    let bytes = fs::read(&files_of(dir.path(), "seg")[0]).unwrap();
    let (frames, damage) = look(dir.path());
    assert_eq!((frames.len(), damage), (40, vec![]));
    let mut ends = vec![24];
    for frame in frames {
        ends.push(ends[ends.len() - 1] + 69 + frame.raw_len as usize);
    }
    (dir, ends, bytes)
}

pub(crate) fn one_segment() -> VaultOptions {
    VaultOptions { segment_bytes_max: 1 << 20, ..small() }
}
