//! Compressed segments: zstd in blocks that can be read one by one.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use model::Seq;
use zstd::bulk::{Compressor, Decompressor};

use crate::{
    DamageKind::Header,
    damage::Fault,
    frame::Fields,
    segment::{VERSION, cold_path, create_private, draft_path, hot_path, sync_dir},
    source::fill_from,
};

/// So many plain bytes are in a block (fewer in the last); no window is larger.
const BLOCK_BYTES: usize = 64 << 10;
const MAGIC: [u8; 8] = *b"LLVCOLD\n";
/// Magic, version, first number, plain length, number of blocks.
const HEAD_BYTES: usize = 32;
/// Compressed length and checksum of a block.
const ROW_BYTES: usize = 8;

/// A segment that was compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compressed {
    /// The number of its first record.
    pub first: Seq,
    /// Its bytes before.
    pub plain_bytes: u64,
    /// Its bytes now.
    pub cold_bytes: u64,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
struct Block {
    /// Where it begins in the file.
    at: u64,
    len: u32,
    crc: u32,
}

/// An open compressed segment.
#[derive(Debug)]
pub(crate) struct ColdFile {
    file: File,
    plain_len: u64,
    blocks: Vec<Block>,
}

/// What a compressed file turned out to be.
#[derive(Debug)]
pub(crate) enum ColdOpened {
    Good(ColdFile),
    Newer(u32),
    Bad(Fault),
}

impl ColdFile {
    /// Reads the table.
    pub(crate) fn open(file: File, first: Seq) -> io::Result<ColdOpened> {
        let bad = |expected: &str, found: String| Ok(ColdOpened::Bad(Fault::new(Header, expected, found)));
        let mut head = [0; HEAD_BYTES];
        let read = fill_from(&file, 0, &mut head)?;
        let mut fields = Fields(head.get(..read).unwrap_or_default());
        let known = (fields.take(), fields.take().map(u32::from_be_bytes), fields.take().map(u64::from_be_bytes));
        if let (Some(MAGIC), Some(version), _) = known
            && version > VERSION
        {
            return Ok(ColdOpened::Newer(version));
        }
        if known != (Some(MAGIC), Some(VERSION), Some(first.0)) {
            return bad("magic, version and first number of a compressed segment", format!("{known:x?}"));
        }
        let plain_len = fields.take().map(u64::from_be_bytes).unwrap_or_default();
        let count = fields.take().map(u32::from_be_bytes).unwrap_or_default();
        let file_len = file.metadata()?.len();
        let table_len = count as usize * ROW_BYTES;
        if u64::from(count) != plain_len.div_ceil(BLOCK_BYTES as u64) || table_len as u64 > file_len {
            return bad("as many blocks as the plain length needs", format!("{count} blocks"));
        }
        let mut table = vec![0; table_len + 4];
        let read = fill_from(&file, HEAD_BYTES as u64, &mut table)?;
        let (rows, sum) = table.split_at_checked(table_len).unwrap_or_default();
        let computed = crc32c::crc32c_append(crc32c::crc32c(&head), rows);
        if read != table.len() || sum != computed.to_be_bytes() {
            return bad("a table with its checksum", format!("checksum {computed:08x}"));
        }
        let mut at = (HEAD_BYTES + table.len()) as u64;
        let mut blocks = Vec::with_capacity(count as usize);
        let mut rows = Fields(rows);
        while let (Some(len), Some(crc)) = (rows.take().map(u32::from_be_bytes), rows.take().map(u32::from_be_bytes)) {
            blocks.push(Block { at, len, crc });
            at += u64::from(len);
        }
        if at != file_len {
            return bad(&format!("a file of {at} bytes"), format!("{file_len} bytes"));
        }
        Ok(ColdOpened::Good(Self { file, plain_len, blocks }))
    }

    /// See [`crate::source::Source::fill`].
    pub(crate) fn fill(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut plain = Vec::with_capacity(BLOCK_BYTES);
        let mut count = 0;
        while let Some(rest) = buffer.get_mut(count..).filter(|rest| !rest.is_empty()) {
            let at = offset + count as u64;
            let (number, inside) = place_of(at);
            let Some(block) = self.blocks.get(number).filter(|_| at < self.plain_len) else { break };
            if !self.read_block(number, block, &mut plain)? {
                plain.clear();
                plain.resize(self.plain_bytes(number), 0);
            }
            let part = plain.get(inside..).unwrap_or_default();
            rest.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
            count += part.len().min(rest.len());
        }
        Ok(count)
    }

    /// The number of the block that holds this offset, where it cannot be read.
    pub(crate) fn broken_block(&self, offset: u64) -> io::Result<Option<usize>> {
        let (number, _) = place_of(offset);
        match self.blocks.get(number) {
            Some(block) if !self.read_block(number, block, &mut Vec::with_capacity(BLOCK_BYTES))? => Ok(Some(number)),
            _ => Ok(None),
        }
    }

    /// False where the block's bytes are not what was written.
    fn read_block(&self, number: usize, block: &Block, plain: &mut Vec<u8>) -> io::Result<bool> {
        // What zstd makes of a block in the worst case is little more than the block.
        if block.len as usize > 2 * BLOCK_BYTES {
            return Ok(false);
        }
        let mut packed = vec![0; block.len as usize];
        let read = fill_from(&self.file, block.at, &mut packed)?;
        if read != packed.len() || crc32c::crc32c(&packed) != block.crc {
            return Ok(false);
        }
        plain.clear();
        let unpacked = Decompressor::new()?.decompress_to_buffer(&packed, plain);
        Ok(unpacked.is_ok() && plain.len() == self.plain_bytes(number))
    }

    fn plain_bytes(&self, number: usize) -> usize {
        let rest = self.plain_len.saturating_sub((number * BLOCK_BYTES) as u64);
        usize::try_from(rest).unwrap_or(usize::MAX).min(BLOCK_BYTES)
    }
}

/// Writes a closed segment in compressed form, makes it durable, then removes the form as written. A crash at any
/// point leaves at least one whole form.
pub(crate) fn compress_segment(dir: &Path, first: Seq, level: i32) -> io::Result<Compressed> {
    let (hot, cold) = (hot_path(dir, first), cold_path(dir, first));
    let draft = draft_path(&cold);
    let written = write_cold(&hot, &draft, first, level).and_then(|sizes| {
        fs::rename(&draft, &cold)?;
        sync_dir(dir)?;
        Ok(sizes)
    });
    if written.is_err() {
        // Whatever failed, the segment as written is still there; the draft would only take space.
        let _ = fs::remove_file(&draft);
    }
    let compressed = written?;
    fs::remove_file(&hot)?;
    sync_dir(dir)?;
    Ok(compressed)
}

fn write_cold(hot: &Path, draft: &Path, first: Seq, level: i32) -> io::Result<Compressed> {
    let plain_file = File::open(hot)?;
    let plain_len = plain_file.metadata()?.len();
    let count = plain_len.div_ceil(BLOCK_BYTES as u64);
    let count_u32 = u32::try_from(count).map_err(|_| io::Error::other("segment too long to compress"))?;
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&VERSION.to_be_bytes());
    head.extend_from_slice(&first.0.to_be_bytes());
    head.extend_from_slice(&plain_len.to_be_bytes());
    head.extend_from_slice(&count_u32.to_be_bytes());
    let mut out = create_private(draft)?;
    // The table's room comes first and is filled in last.
    let mut at = (HEAD_BYTES + count as usize * ROW_BYTES + 4) as u64;
    io::Seek::seek(&mut out, io::SeekFrom::Start(at))?;
    let (mut packer, mut unpacker) = (Compressor::new(level)?, Decompressor::new()?);
    let mut plain = vec![0; BLOCK_BYTES];
    for number in 0..count {
        let read = fill_from(&plain_file, number * BLOCK_BYTES as u64, &mut plain)?;
        let block = plain.get(..read).unwrap_or_default();
        let packed = packer.compress(block)?;
        // The form as written is removed afterwards, so nothing rests on the compressor alone.
        if unpacker.decompress(&packed, BLOCK_BYTES)? != block {
            return Err(io::Error::other("a compressed block does not give its bytes back"));
        }
        out.write_all(&packed)?;
        head.extend_from_slice(&u32::try_from(packed.len()).unwrap_or(u32::MAX).to_be_bytes());
        head.extend_from_slice(&crc32c::crc32c(&packed).to_be_bytes());
        at += packed.len() as u64;
    }
    let crc = crc32c::crc32c(&head);
    head.extend_from_slice(&crc.to_be_bytes());
    io::Seek::rewind(&mut out)?;
    out.write_all(&head)?;
    out.sync_all()?;
    Ok(Compressed { first, plain_bytes: plain_len, cold_bytes: at })
}

fn place_of(offset: u64) -> (usize, usize) {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    (offset / BLOCK_BYTES, offset % BLOCK_BYTES)
}
