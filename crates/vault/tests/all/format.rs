//! FORMAT.md against the code.

use std::{collections::BTreeMap, fs};

use model::{EvidenceKind, FeedId, FrameFlags, Framing, Part, Position, Seq, StreamId, StreamOrigin, Terminator};
use seal::{Digest, root_of};
use stamp::UtcNanos;
use vault::{Inspected, NewFrame, VaultErrorKind, VaultWriter, body_hash, leaf_of};

use crate::setting::{files_of, look, open, small};

const FORMAT: &str = include_str!("../../FORMAT.md");
const AT: i64 = 1_760_220_855_000_000_000;
const LINE: &[u8] = b"<34>Oct 11 22:14:15 mymachine su: 'su root' failed";

/// The lines of the document's test vector.
fn vector() -> BTreeMap<&'static str, Vec<u8>> {
    let block = FORMAT.split_once("```vector\n").unwrap().1.split_once("```").unwrap().0;
    let unhex =
        |hex: &str| (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    block.lines().map(|line| line.split_once(' ').unwrap()).map(|(name, hex)| (name, unhex(hex))).collect()
}

fn digest(vector: &BTreeMap<&str, Vec<u8>>, name: &str) -> Digest {
    Digest(vector[name].clone().try_into().unwrap())
}

/// Stores the three records; gives their leaves.
fn store(writer: &mut VaultWriter) -> Vec<Digest> {
    let origin = StreamOrigin::Connection { peer: "192.0.2.1:40000".into(), local: "192.0.2.9:514".into() };
    let origin = serde_json::to_vec(&origin).unwrap();
    let opened = writer.append_opening(FeedId(7), UtcNanos(AT), &origin).unwrap();
    let (feed, stream) = (FeedId(7), StreamId(opened.seq.0));
    let flags = FrameFlags::new(Framing::Line, Terminator::Lf, Part::Whole);
    let line = NewFrame { feed, stream, position: Position(0), received_at: UtcNanos(AT + 1), flags, raw: LINE };
    let record = writer.append(&line).unwrap();
    let flags = FrameFlags::default();
    let end = NewFrame { feed, stream, position: Position(1), received_at: UtcNanos(AT + 2), flags, raw: b"{}" };
    let closed = writer.append_closing(&end).unwrap();
    writer.sync().unwrap();
    vec![opened.leaf, record.leaf, closed.leaf]
}

#[test]
fn the_program_writes_what_the_document_says() {
    let (vector, dir) = (vector(), tempfile::tempdir().unwrap());
    let mut vault = open(dir.path(), &small());
    let leaves = store(&mut vault.writer);
    let stored = fs::read(dir.path().join("00000000000000000001.seg")).unwrap();
    let wanted = [&vector["header"][..], &vector["frame-1"], &vector["frame-2"], &vector["frame-3"]].concat();
    assert_eq!(stored[..wanted.len()], wanted);
    assert!(stored[wanted.len()..].iter().all(|byte| *byte == 0), "zeros behind the frames");
    let names = ["leaf-1", "leaf-2", "leaf-3"];
    assert_eq!(leaves, names.map(|name| digest(&vector, name)));
    assert_eq!(root_of(&leaves), digest(&vector, "root"));
    let salt = vector["salt"].clone().try_into().unwrap();
    let body = body_hash(&salt, LINE);
    assert_eq!(body, digest(&vector, "body-2"));
    let evidence = vault.reader.read(Seq(2)).unwrap().unwrap();
    assert_eq!((evidence.kind, &evidence.raw[..]), (EvidenceKind::Record, LINE));
    assert_eq!(leaf_of(&evidence.receipt, u32::try_from(LINE.len()).unwrap(), &body), leaves[1]);
}

#[test]
fn an_erased_frame_keeps_its_leaf() {
    let (vector, dir) = (vector(), tempfile::tempdir().unwrap());
    drop(open(dir.path(), &small()));
    let bytes = [&vector["header"][..], &vector["frame-1"], &vector["frame-2-erased"], &vector["frame-3"]].concat();
    fs::write(dir.path().join("00000000000000000001.seg"), bytes).unwrap();
    let (frames, damage) = look(dir.path());
    assert_eq!(damage, []);
    assert_eq!(
        frames.iter().map(|frame| frame.leaf).collect::<Vec<_>>(),
        ["leaf-1", "leaf-2", "leaf-3"].map(|name| digest(&vector, name))
    );
    assert_eq!((frames[1].kind, frames[1].body), (EvidenceKind::Erased, digest(&vector, "body-2")));
    let vault = open(dir.path(), &small());
    assert_eq!(vault.recovery.losses, []);
    let evidence = vault.reader.read(Seq(2)).unwrap().unwrap();
    assert_eq!((evidence.kind, evidence.raw.len()), (EvidenceKind::Erased, 0));
    assert_eq!(
        vault.reader.scan_leaves(Seq(1), Seq(3)).map(|leaf| leaf.unwrap().1).nth(1),
        Some(digest(&vector, "leaf-2"))
    );
}

#[test]
fn the_side_file_is_as_the_document_says_also_when_made_again() {
    let (vector, dir) = (vector(), tempfile::tempdir().unwrap());
    let mut vault = open(dir.path(), &small());
    store(&mut vault.writer);
    vault.writer.append(&NewFrame { raw: &[b'x'; 5000], ..crate::setting::frame_of(b"") }).unwrap();
    let sides = files_of(dir.path(), "side");
    assert_eq!(fs::read(&sides[0]).unwrap(), vector["side"]);
    let closed = fs::metadata(dir.path().join("00000000000000000001.seg")).unwrap().len();
    let used = ["header", "frame-1", "frame-2", "frame-3"].map(|name| vector[name].len()).iter().sum::<usize>();
    assert_eq!(closed, used as u64, "a closed segment has no zeros");
    vault.writer.sync().unwrap();
    drop(vault);
    for spoilt in [None, Some(vec![]), Some([&vector["side"][..39], b"x"].concat())] {
        match spoilt {
            None => fs::remove_file(&sides[0]).unwrap(),
            Some(bytes) => fs::write(&sides[0], bytes).unwrap(),
        }
        let vault = open(dir.path(), &small());
        assert_eq!(vault.reader.read(Seq(2)).unwrap().unwrap().raw, LINE);
        assert_eq!(fs::read(&sides[0]).unwrap(), vector["side"]);
    }
}

#[test]
fn a_newer_version_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = open(dir.path(), &small());
    store(&mut vault.writer);
    drop(vault);
    let path = dir.path().join("00000000000000000001.seg");
    crate::setting::flip(&path, 11, 3);
    let before = fs::read(&path).unwrap();
    let refused = vault::Vault::open(dir.path(), &small(), Box::new(crate::setting::CountingSalt)).unwrap_err();
    assert_eq!(refused.kind, VaultErrorKind::Newer { found: 2 });
    assert!(refused.to_string().ends_with("00000000000000000001.seg: written by a newer version (2)"), "{refused}");
    let met: Vec<_> = vault::inspect(dir.path()).unwrap().collect::<Vec<Result<Inspected, _>>>();
    assert_eq!(met.len(), 1);
    assert_eq!(met[0].as_ref().unwrap_err().kind, VaultErrorKind::Newer { found: 2 });
    assert_eq!(fs::read(&path).unwrap(), before, "nothing was touched");
}
