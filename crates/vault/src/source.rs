//! The plain bytes of a segment, whatever form it is kept in.

use std::{fs::File, io, os::unix::fs::FileExt, path::Path};

use model::Seq;

use crate::{
    DamageKind::Block,
    cold::{ColdFile, ColdOpened},
    damage::Fault,
    segment::{HEADER_BYTES, HeaderFound, SegmentForm, check_header, cold_path, hot_path},
};

/// A segment that is open for reading.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) first: Seq,
    /// The file's name, for messages.
    pub(crate) name: String,
    bytes: SourceBytes,
}

#[derive(Debug)]
enum SourceBytes {
    Hot(File),
    Cold(ColdFile),
    /// A compressed segment whose table cannot be read.
    Broken(Fault),
    /// A compressed segment of a newer version.
    Newer(u32),
}

impl Source {
    /// Opens a segment. A file that is being compressed meanwhile is found under its other name.
    pub(crate) fn open(dir: &Path, first: Seq, form: SegmentForm) -> io::Result<Self> {
        let other = if form == SegmentForm::Hot { SegmentForm::Cold } else { SegmentForm::Hot };
        match Self::open_form(dir, first, form) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Self::open_form(dir, first, other).map_err(|_| error)
            }
            opened => opened,
        }
    }

    fn open_form(dir: &Path, first: Seq, form: SegmentForm) -> io::Result<Self> {
        let path = match form {
            SegmentForm::Hot => hot_path(dir, first),
            SegmentForm::Cold => cold_path(dir, first),
        };
        let file = File::open(&path)?;
        let bytes = match form {
            SegmentForm::Hot => SourceBytes::Hot(file),
            SegmentForm::Cold => match ColdFile::open(file, first)? {
                ColdOpened::Good(cold) => SourceBytes::Cold(cold),
                ColdOpened::Bad(fault) => SourceBytes::Broken(fault),
                ColdOpened::Newer(version) => SourceBytes::Newer(version),
            },
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { first, name, bytes })
    }

    /// Reads from `offset` until the buffer is full or the segment ends; tells how many bytes that were. A compressed
    /// block that cannot be read reads as zeros.
    pub(crate) fn fill(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match &self.bytes {
            SourceBytes::Hot(file) => fill_from(file, offset, buffer),
            SourceBytes::Cold(cold) => cold.fill(offset, buffer),
            SourceBytes::Broken(_) | SourceBytes::Newer(_) => Ok(0),
        }
    }

    /// Looks at the header: that of the compressed form, then that of the segment.
    pub(crate) fn check_header(&self) -> io::Result<HeaderFound> {
        match &self.bytes {
            SourceBytes::Broken(fault) => Ok(HeaderFound::Bad(fault.clone())),
            SourceBytes::Newer(version) => Ok(HeaderFound::Newer(*version)),
            SourceBytes::Hot(_) | SourceBytes::Cold(_) => {
                let mut header = [0; HEADER_BYTES as usize];
                let read = self.fill(0, &mut header)?;
                Ok(check_header(header.get(..read).unwrap_or_default(), self.first))
            }
        }
    }

    /// True where no byte of it can be read, because its compressed form's table is damaged.
    pub(crate) const fn is_broken(&self) -> bool {
        matches!(self.bytes, SourceBytes::Broken(_))
    }

    /// What is wrong with the compressed block that holds this offset.
    pub(crate) fn block_fault(&self, offset: u64) -> io::Result<Option<Fault>> {
        let SourceBytes::Cold(cold) = &self.bytes else { return Ok(None) };
        Ok(cold
            .broken_block(offset)?
            .map(|block| Fault::new(Block, format!("block {block} with its checksum and content"), "another content")))
    }
}

/// Reads until the buffer is full or the file ends.
pub(crate) fn fill_from(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while let Some(rest) = buffer.get_mut(count..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + count as u64) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}
