//! One stored frame: its bytes, written and read.

use bytes::Bytes;
use model::{Evidence, EvidenceKind, FeedId, FrameFlags, Position, Receipt, Seq, StreamId};
use seal::Digest;
use stamp::UtcNanos;

use crate::{
    DamageKind::{self, Checksum, Kind, Length},
    damage::Fault,
    hash::{body_hash, leaf_of},
};

/// The most raw bytes that a frame can hold: 16 MiB. Framing cuts far below it; a length beyond it is damage.
pub const RAW_BYTES_MAX: u32 = 16 << 20;

/// Length, checksum, and the fields up to and with `raw_len`.
pub(crate) const HEAD_BYTES: usize = 8 + FIELD_BYTES;
/// The shortest frame.
pub(crate) const FRAME_BYTES_MIN: u64 = 8 + FIELD_BYTES as u64 + 16;

const FIELD_BYTES: usize = 45;
const SALT_BYTES: u32 = 16;
const BODY_BYTES: u32 = 32;

/// A frame as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) kind: EvidenceKind,
    pub(crate) receipt: Receipt,
    /// The length as received, also where erased.
    pub(crate) raw_len: u32,
    pub(crate) body: FrameBody,
}

/// What stands behind the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FrameBody {
    Salted { salt: [u8; 16], raw: Bytes },
    Erased(Digest),
}

/// What the bytes at one place are.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// A whole frame, and how many bytes it takes.
    Frame(Frame, u64),
    /// Zeros: nothing was written here.
    End,
    /// So many bytes are needed to tell.
    Short(usize),
    /// No frame.
    Bad(Fault),
}

impl Frame {
    pub(crate) fn body_digest(&self) -> Digest {
        match &self.body {
            FrameBody::Salted { salt, raw } => body_hash(salt, raw),
            FrameBody::Erased(body) => *body,
        }
    }

    pub(crate) fn leaf(&self) -> Digest {
        leaf_of(&self.receipt, self.raw_len, &self.body_digest())
    }

    pub(crate) fn into_evidence(self) -> Evidence {
        let raw = match self.body {
            FrameBody::Salted { raw, .. } => raw,
            FrameBody::Erased(_) => Bytes::new(),
        };
        Evidence { kind: self.kind, receipt: self.receipt, raw }
    }
}

/// How many bytes the frame of a record takes.
pub(crate) const fn frame_bytes(raw_len: u32) -> u64 {
    FRAME_BYTES_MIN + raw_len as u64
}

/// Writes the frame of a record at the end of `out`.
pub(crate) fn write_frame(out: &mut Vec<u8>, kind: EvidenceKind, receipt: &Receipt, salt: &[u8; 16], raw: &[u8]) {
    let start = out.len();
    // Length and checksum are filled in once the rest is known.
    out.extend_from_slice(&[0; 8]);
    out.push(code_of(kind));
    out.extend_from_slice(&receipt.seq.0.to_be_bytes());
    out.extend_from_slice(&receipt.received_at.0.to_be_bytes());
    out.extend_from_slice(&receipt.feed.0.to_be_bytes());
    out.extend_from_slice(&receipt.stream.0.to_be_bytes());
    out.extend_from_slice(&receipt.position.0.to_be_bytes());
    out.extend_from_slice(&receipt.flags.0.to_be_bytes());
    out.extend_from_slice(&u32::try_from(raw.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(salt);
    out.extend_from_slice(raw);
    let Some((head, fields)) = out.get_mut(start..).and_then(|frame| frame.split_first_chunk_mut::<8>()) else {
        return;
    };
    let len = u32::try_from(fields.len()).unwrap_or(u32::MAX).to_be_bytes();
    let crc = crc32c::crc32c(fields).to_be_bytes();
    head.iter_mut().zip(len.into_iter().chain(crc)).for_each(|(to, from)| *to = from);
}

/// Reads the frame at `at`; its raw bytes are a slice of the buffer.
pub(crate) fn parse_frame(buffer: &Bytes, at: usize) -> Parsed {
    let bytes = buffer.get(at..).unwrap_or_default();
    let mut fields = Fields(bytes);
    let Some(len) = fields.take().map(u32::from_be_bytes) else { return Parsed::Short(4) };
    if len == 0 {
        return Parsed::End;
    }
    let Some((crc, kind, receipt, raw_len)) = read_fields(&mut fields) else { return Parsed::Short(HEAD_BYTES) };
    let rest = if kind == code_of(EvidenceKind::Erased) { BODY_BYTES } else { SALT_BYTES.saturating_add(raw_len) };
    let wanted = rest.saturating_add(FIELD_BYTES as u32);
    if raw_len > RAW_BYTES_MAX || len != wanted {
        return bad(Length, format!("{wanted} bytes, as its fields say"), format!("{len} bytes"));
    }
    let end = len as usize + 8;
    let Some(summed) = bytes.get(8..end) else { return Parsed::Short(end) };
    let computed = crc32c::crc32c(summed);
    if computed != crc {
        return bad(Checksum, format!("{crc:08x}, as stored"), format!("{computed:08x}"));
    }
    let Some(kind) = kind_of(kind) else { return bad(Kind, "a kind from 1 to 4", format!("{kind}")) };
    let body = if kind == EvidenceKind::Erased {
        fields.take().map(|body| FrameBody::Erased(Digest(body)))
    } else {
        let raw = || buffer.slice(at + HEAD_BYTES + SALT_BYTES as usize..at + end);
        fields.take().map(|salt| FrameBody::Salted { salt, raw: raw() })
    };
    body.map_or(Parsed::Short(end), |body| Parsed::Frame(Frame { kind, receipt, raw_len, body }, end as u64))
}

/// Where the next frame would stand if only one of its two lengths is damaged.
pub(crate) fn next_by_lengths(buffer: &Bytes, at: usize) -> [Option<u64>; 2] {
    let mut fields = Fields(buffer.get(at..).unwrap_or_default());
    let len = fields.take().map(u32::from_be_bytes);
    let raw_len = read_fields(&mut fields).map(|(_, _, _, raw_len)| raw_len);
    let is_possible = |bytes: &u64| (FRAME_BYTES_MIN..=frame_bytes(RAW_BYTES_MAX)).contains(bytes);
    [len.map(|len| u64::from(len) + 8).filter(is_possible), raw_len.map(frame_bytes).filter(is_possible)]
}

fn read_fields(fields: &mut Fields<'_>) -> Option<(u32, u8, Receipt, u32)> {
    let crc = u32::from_be_bytes(fields.take()?);
    let [kind] = fields.take()?;
    let receipt = Receipt {
        seq: Seq(u64::from_be_bytes(fields.take()?)),
        received_at: UtcNanos(i64::from_be_bytes(fields.take()?)),
        feed: FeedId(u32::from_be_bytes(fields.take()?)),
        stream: StreamId(u64::from_be_bytes(fields.take()?)),
        position: Position(u64::from_be_bytes(fields.take()?)),
        flags: FrameFlags(u32::from_be_bytes(fields.take()?)),
    };
    Some((crc, kind, receipt, u32::from_be_bytes(fields.take()?)))
}

fn bad(kind: DamageKind, expected: impl Into<String>, found: impl Into<String>) -> Parsed {
    Parsed::Bad(Fault::new(kind, expected, found))
}

const fn code_of(kind: EvidenceKind) -> u8 {
    match kind {
        EvidenceKind::Record => 1,
        EvidenceKind::StreamOpened => 2,
        EvidenceKind::StreamClosed => 3,
        EvidenceKind::Erased => 4,
    }
}

const fn kind_of(code: u8) -> Option<EvidenceKind> {
    match code {
        1 => Some(EvidenceKind::Record),
        2 => Some(EvidenceKind::StreamOpened),
        3 => Some(EvidenceKind::StreamClosed),
        4 => Some(EvidenceKind::Erased),
        _ => None,
    }
}

/// Takes fields of fixed length off the front.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl Fields<'_> {
    pub(crate) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }
}
