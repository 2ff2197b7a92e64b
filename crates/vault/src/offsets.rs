//! The side file of a closed segment: from a record's number to its offset. A cache: it can be made again.

use std::{fs::File, io, path::Path};

use model::Seq;

use crate::{
    frame::Fields,
    segment::{VERSION, side_path, write_whole},
    source::fill_from,
    walk::{Walk, Walked},
};

const MAGIC: [u8; 8] = *b"LLVSIDE\n";
/// Magic, version, first number, count.
const HEAD_BYTES: u64 = 28;

/// Where the records of a closed segment stand. Offset 0 says that a record cannot be read.
#[derive(Debug)]
pub(crate) enum Offsets {
    /// In the side file.
    File(File),
    /// The side file could not be written.
    Memory(Vec<u32>),
}

impl Offsets {
    /// The side file, or the same by a walk, which also writes the file again.
    pub(crate) fn open(dir: &Path, first: Seq, walk: Walk) -> io::Result<Self> {
        if let Some(file) = open_side(dir, first) {
            return Ok(Self::File(file));
        }
        let offsets = collect_offsets(walk, first)?;
        // On a full or read-only disk the vault can still be read.
        let _ = write_side(dir, first, &offsets);
        Ok(open_side(dir, first).map_or(Self::Memory(offsets), Self::File))
    }

    /// Where the record at this place of the segment, from 0, should stand.
    pub(crate) fn find(&self, place: u64) -> io::Result<Option<u64>> {
        let offset = match self {
            Self::Memory(offsets) => usize::try_from(place).ok().and_then(|place| offsets.get(place).copied()),
            Self::File(file) => {
                let mut offset = [0; 4];
                // The checksum stands behind the last offset: reading one too far gives an offset that is refused
                // because another record, or none, stands there.
                let read = fill_from(file, HEAD_BYTES + 4 * place, &mut offset)?;
                (read == offset.len()).then_some(u32::from_be_bytes(offset))
            }
        };
        Ok(offset.filter(|offset| *offset != 0).map(u64::from))
    }
}

/// Writes the side file.
pub(crate) fn write_side(dir: &Path, first: Seq, offsets: &[u32]) -> io::Result<()> {
    let mut out = MAGIC.to_vec();
    out.reserve(offsets.len() * 4 + 24);
    out.extend_from_slice(&VERSION.to_be_bytes());
    out.extend_from_slice(&first.0.to_be_bytes());
    out.extend_from_slice(&(offsets.len() as u64).to_be_bytes());
    offsets.iter().for_each(|offset| out.extend_from_slice(&offset.to_be_bytes()));
    let crc = crc32c::crc32c(&out);
    out.extend_from_slice(&crc.to_be_bytes());
    write_whole(&side_path(dir, first), &out)
}

/// The side file, where it is there and whole.
fn open_side(dir: &Path, first: Seq) -> Option<File> {
    let path = side_path(dir, first);
    let bytes = std::fs::read(&path).ok()?;
    let (summed, crc) = bytes.split_last_chunk::<4>()?;
    let mut fields = Fields(summed);
    let head = (fields.take()?, u32::from_be_bytes(fields.take()?), u64::from_be_bytes(fields.take()?));
    let count = u64::from_be_bytes(fields.take()?);
    let is_whole = head == (MAGIC, VERSION, first.0)
        && fields.0.len() as u64 == count.checked_mul(4)?
        && crc32c::crc32c(summed).to_be_bytes() == *crc;
    if is_whole { File::open(path).ok() } else { None }
}

fn collect_offsets(mut walk: Walk, first: Seq) -> io::Result<Vec<u32>> {
    let mut offsets = Vec::new();
    loop {
        match walk.step()? {
            Walked::Frame(offset, frame) => {
                let place = usize::try_from(frame.receipt.seq.0.saturating_sub(first.0)).unwrap_or(usize::MAX);
                // The numbers of one segment are bounded by its bytes, so no damage can make this large.
                offsets.resize(place, 0);
                offsets.push(u32::try_from(offset).unwrap_or(0));
            }
            Walked::Damage(_) => {}
            Walked::Newer(_) | Walked::End(_) => return Ok(offsets),
        }
    }
}
