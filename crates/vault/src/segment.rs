//! Segment files: their names and their header.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use model::Seq;

use crate::{DamageKind::Header, VaultError, damage::Fault, frame::Fields};

/// The version of segment, side and compressed files that this program writes, and the newest that it reads.
pub(crate) const VERSION: u32 = 1;
/// Magic, version, first number, checksum.
pub(crate) const HEADER_BYTES: u64 = 24;
/// Where the folder of torn bytes lies in the vault's.
pub(crate) const QUARANTINE: &str = "quarantine";

const MAGIC: [u8; 8] = *b"LLVAULT\n";

/// In which form a segment's bytes are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SegmentForm {
    /// As written.
    Hot,
    /// In compressed blocks.
    Cold,
}

/// The segment's file as written.
pub(crate) fn hot_path(dir: &Path, first: Seq) -> PathBuf {
    dir.join(format!("{:020}.seg", first.0))
}

/// The segment's file once compressed.
pub(crate) fn cold_path(dir: &Path, first: Seq) -> PathBuf {
    dir.join(format!("{:020}.segz", first.0))
}

/// The segment's side file.
pub(crate) fn side_path(dir: &Path, first: Seq) -> PathBuf {
    dir.join(format!("{:020}.side", first.0))
}

/// The name under which a file is written before it is whole.
pub(crate) fn draft_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".draft");
    PathBuf::from(name)
}

/// Header of the segment whose first record gets this number.
pub(crate) fn write_header(first: Seq) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&VERSION.to_be_bytes());
    out.extend_from_slice(&first.0.to_be_bytes());
    let crc = crc32c::crc32c(&out);
    out.extend_from_slice(&crc.to_be_bytes());
    out
}

/// What a segment's first bytes say.
pub(crate) enum HeaderFound {
    Good,
    Newer(u32),
    Bad(Fault),
}

/// Compares a segment's first bytes with the header that belongs there.
pub(crate) fn check_header(bytes: &[u8], first: Seq) -> HeaderFound {
    let wanted = write_header(first);
    if bytes.get(..wanted.len()) == Some(&wanted) {
        return HeaderFound::Good;
    }
    let mut fields = Fields(bytes);
    // A newer version may look different behind its number, but not before it.
    if fields.take() == Some(MAGIC) {
        match fields.take().map(u32::from_be_bytes) {
            Some(found) if found > VERSION => return HeaderFound::Newer(found),
            _ => {}
        }
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    HeaderFound::Bad(Fault::new(Header, hex(&wanted), hex(bytes.get(..wanted.len()).unwrap_or(bytes))))
}

/// The segments of a directory by their first number. Where a segment lies in both forms, the compressed one is whole
/// (it got its name last) and counts.
pub(crate) fn list_segments(dir: &Path) -> Result<BTreeMap<Seq, SegmentForm>, VaultError> {
    let listed = || -> io::Result<BTreeMap<Seq, SegmentForm>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(dir)? {
            let name = entry?.file_name();
            let Some((number, form)) = name.to_str().and_then(|name| name.split_once('.')) else { continue };
            let form = match form {
                "seg" => SegmentForm::Hot,
                "segz" => SegmentForm::Cold,
                _ => continue,
            };
            if let (20, Ok(first)) = (number.len(), number.parse()) {
                let kept = found.entry(Seq(first)).or_insert(form);
                if form == SegmentForm::Cold {
                    *kept = form;
                }
            }
        }
        Ok(found)
    };
    listed().map_err(VaultError::io("list", dir))
}

/// Makes names that were given or taken away in a directory durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    fs::File::open(dir)?.sync_all()
}

/// Writes a whole file so that it is there whole or not at all, and durable.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft_path(path);
    let written = (|| {
        let mut file = create_private(&draft)?;
        io::Write::write_all(&mut file, bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    })();
    if written.is_err() {
        // The draft is of no use; should it stay, the next start removes it.
        let _ = fs::remove_file(&draft);
    }
    written?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Creates an empty file that only its owner can read: evidence names people.
pub(crate) fn create_private(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(path)
}
