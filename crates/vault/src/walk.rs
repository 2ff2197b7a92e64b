//! The walk through a segment, frame by frame, past damage.

use std::{io, sync::Arc};

use bytes::Bytes;
use model::Seq;

use crate::{
    Damage,
    DamageKind::{CutOff, Missing, Sequence, Trailing},
    damage::Fault,
    frame::{FRAME_BYTES_MIN, Frame, Parsed, next_by_lengths, parse_frame},
    segment::{HEADER_BYTES, HeaderFound},
    source::Source,
};

/// So much is read at once.
const CHUNK_BYTES: usize = 1 << 20;
/// No segment holds more: its offsets have 32 bits.
const SEGMENT_FRAMES_MAX: u64 = (1 << 32) / FRAME_BYTES_MIN;

/// A walk through one segment. It reads ahead; frames are slices of what was read.
pub(crate) struct Walk {
    source: Arc<Source>,
    /// The last number that can stand here; none in the last segment.
    limit: Option<Seq>,
    buffer: Bytes,
    buffer_at: u64,
    /// Where the next frame stands.
    offset: u64,
    /// Its number.
    expected: Seq,
    is_begun: bool,
    is_ended: bool,
}

/// What the walk meets.
pub(crate) enum Walked {
    /// A frame and where it stands.
    Frame(u64, Frame),
    /// A place that is not as written. The walk goes on behind it.
    Damage(Damage),
    /// A header of a newer version; the walk ends.
    Newer(u32),
    /// Everything was seen; the frames end at this offset.
    End(u64),
}

impl Walk {
    /// A walk from the start of a segment.
    pub(crate) fn new(source: Arc<Source>, limit: Option<Seq>) -> Self {
        let expected = source.first;
        let buffer = Bytes::new();
        Self { source, limit, buffer, buffer_at: 0, offset: 0, expected, is_begun: false, is_ended: false }
    }

    /// A walk from the frame of a number. Where the frame does not stand at the offset, it goes from the start.
    pub(crate) fn from_frame(source: Arc<Source>, limit: Option<Seq>, offset: u64, seq: Seq) -> io::Result<Self> {
        let mut walk = Self::new(source, limit);
        if offset >= HEADER_BYTES
            && let Parsed::Frame(frame, _) = walk.parse_at(offset)?
            && frame.receipt.seq == seq
        {
            (walk.offset, walk.expected, walk.is_begun) = (offset, seq, true);
        }
        Ok(walk)
    }

    /// The number that comes next.
    pub(crate) const fn expected(&self) -> Seq {
        self.expected
    }

    /// The next thing met. After the end it stays at the end.
    pub(crate) fn step(&mut self) -> io::Result<Walked> {
        if self.is_ended {
            return Ok(Walked::End(self.offset));
        }
        if !self.is_begun {
            self.is_begun = true;
            if let Some(met) = self.begin()? {
                return Ok(met);
            }
        }
        let mut parsed = self.parse_at(self.offset)?;
        if !matches!(parsed, Parsed::Frame(..)) && self.limit.is_none() {
            // The writer may have gone on since this chunk was read: look again before judging.
            self.buffer = Bytes::new();
            parsed = self.parse_at(self.offset)?;
        }
        match parsed {
            Parsed::Frame(frame, bytes) => self.accept(frame, bytes),
            Parsed::Bad(fault) => self.skip_damage(fault).map(Walked::Damage),
            Parsed::End | Parsed::Short(_) => self.finish(),
        }
    }

    fn begin(&mut self) -> io::Result<Option<Walked>> {
        self.offset = HEADER_BYTES;
        Ok(match self.source.check_header()? {
            HeaderFound::Good => None,
            HeaderFound::Newer(version) => {
                self.is_ended = true;
                Some(Walked::Newer(version))
            }
            // Behind a bad header the frames can still be read, unless there is no way to their bytes.
            HeaderFound::Bad(fault) => {
                self.is_ended = self.source.is_broken();
                let through = if self.is_ended { self.limit } else { Some(self.before_expected()) };
                Some(Walked::Damage(self.damage(fault, 0, through)))
            }
        })
    }

    fn accept(&mut self, frame: Frame, bytes: u64) -> io::Result<Walked> {
        let seq = frame.receipt.seq;
        if seq == self.expected {
            let at = self.offset;
            self.offset += bytes;
            self.expected = seq.next();
            return Ok(Walked::Frame(at, frame));
        }
        let wanted = format!("record {}", self.expected);
        if self.is_possible(seq) {
            let fault = Fault::new(Missing, wanted, format!("record {seq}"));
            let damage = self.damage(fault, self.offset, Some(Seq(seq.0 - 1)));
            self.expected = seq;
            return Ok(Walked::Damage(damage));
        }
        self.skip_damage(Fault::new(Sequence, wanted, format!("record {seq}"))).map(Walked::Damage)
    }

    /// At the end all that follows must be zeros, and the last number must have come.
    fn finish(&mut self) -> io::Result<Walked> {
        if let Some(at) = self.find_nonzero()? {
            // Where a chunk was read while the writer went on, the frame is there by now.
            self.buffer = Bytes::new();
            if let Parsed::Frame(frame, bytes) = self.parse_at(self.offset)? {
                return self.accept(frame, bytes);
            }
            let fault = match self.parse_at(self.offset)? {
                Parsed::End => Fault::new(Trailing, "zeros behind the last frame", format!("a byte at {at}")),
                _ => Fault::new(CutOff, "a whole frame", "the end of the file inside of it"),
            };
            return self.skip_damage(fault).map(Walked::Damage);
        }
        self.is_ended = true;
        match self.limit {
            Some(limit) if self.expected <= limit => {
                let fault = Fault::new(Missing, format!("record {}", self.expected), "the end of the segment");
                let damage = self.damage(fault, self.offset, Some(limit));
                self.expected = limit.next();
                Ok(Walked::Damage(damage))
            }
            _ => Ok(Walked::End(self.offset)),
        }
    }

    /// Goes to the next readable frame behind a bad place and tells what lies between.
    fn skip_damage(&mut self, fault: Fault) -> io::Result<Damage> {
        let at = self.offset;
        let fault = self.source.block_fault(at)?.unwrap_or(fault);
        let next = match self.find_by_lengths(at)? {
            None => {
                let from = self.end_by_both_lengths(at)?;
                self.find_by_bytes(at, from.unwrap_or(at + 1))?
            }
            found => found,
        };
        let through = match next {
            Some((offset, seq)) => {
                self.offset = offset;
                Some(Seq(seq.0.saturating_sub(1)))
            }
            None => {
                self.is_ended = true;
                self.limit
            }
        };
        let damage = self.damage(fault, at, through);
        if let Some(through) = through {
            self.expected = through.next();
        }
        Ok(damage)
    }

    /// If only one frame is damaged and one of its lengths is not, the next frame or the end stands behind it.
    fn find_by_lengths(&mut self, at: u64) -> io::Result<Option<(u64, Seq)>> {
        let head = self.load(at, FRAME_BYTES_MIN as usize)?;
        let after = self.expected.next();
        for bytes in next_by_lengths(&head, 0).into_iter().flatten() {
            let next = at + bytes;
            match self.parse_at(next)? {
                Parsed::Frame(frame, _) if frame.receipt.seq == after => return Ok(Some((next, after))),
                Parsed::End | Parsed::Short(_) if self.limit == Some(self.expected) => return Ok(Some((next, after))),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Where the frame ends whose two lengths agree. Nothing before that is taken for a frame: what a crash cut short may
    /// hold text that imitates one, and no batch root is there yet to show it.
    fn end_by_both_lengths(&mut self, at: u64) -> io::Result<Option<u64>> {
        let head = self.load(at, FRAME_BYTES_MIN as usize)?;
        Ok(match next_by_lengths(&head, 0) {
            [Some(by_len), Some(by_raw_len)] if by_len == by_raw_len => Some(at + by_len),
            _ => None,
        })
    }

    /// Else every byte behind is tried. A frame so found proves no more than its checksum: text that imitates a frame
    /// can only be met behind a damaged length, and its leaf will not be under the batch's root.
    fn find_by_bytes(&mut self, at: u64, from: u64) -> io::Result<Option<(u64, Seq)>> {
        let mut next = from;
        loop {
            let window = self.load(next, CHUNK_BYTES)?;
            if window.len() < FRAME_BYTES_MIN as usize {
                return Ok(None);
            }
            let last = window.len() - FRAME_BYTES_MIN as usize;
            for start in 0..=last {
                let here = next + start as u64;
                let frame = match parse_frame(&window, start) {
                    Parsed::Frame(frame, _) => Some(frame),
                    Parsed::Short(_) => match self.parse_at(here)? {
                        Parsed::Frame(frame, _) => Some(frame),
                        _ => None,
                    },
                    Parsed::End | Parsed::Bad(_) => None,
                };
                let seq = frame.map(|frame| frame.receipt.seq);
                if let Some(seq) = seq.filter(|seq| self.is_possible(*seq) && self.is_near(*seq, at, here)) {
                    return Ok(Some((here, seq)));
                }
            }
            next += last as u64 + 1;
        }
    }

    /// A number that can stand in this segment from here on.
    fn is_possible(&self, seq: Seq) -> bool {
        let place = seq.0.saturating_sub(self.source.first.0);
        seq >= self.expected && place < SEGMENT_FRAMES_MAX && self.limit.is_none_or(|limit| seq <= limit)
    }

    /// No more records can be lost between two places than frames have room there.
    fn is_near(&self, seq: Seq, from: u64, to: u64) -> bool {
        seq.0.saturating_sub(self.expected.0) <= (to - from) / FRAME_BYTES_MIN + 1
    }

    fn find_nonzero(&mut self) -> io::Result<Option<u64>> {
        let mut at = self.offset;
        loop {
            let bytes = self.load(at, CHUNK_BYTES)?;
            if let Some(place) = bytes.iter().position(|byte| *byte != 0) {
                return Ok(Some(at + place as u64));
            }
            if bytes.len() < CHUNK_BYTES {
                return Ok(None);
            }
            at += bytes.len() as u64;
        }
    }

    /// What stands at an offset; `Short` only where the segment ends inside.
    fn parse_at(&mut self, offset: u64) -> io::Result<Parsed> {
        let mut wanted = FRAME_BYTES_MIN as usize;
        loop {
            let bytes = self.load(offset, wanted)?;
            match parse_frame(&bytes, 0) {
                Parsed::Short(needed) if needed > wanted && bytes.len() >= wanted => wanted = needed,
                Parsed::Short(_) if bytes.is_empty() => return Ok(Parsed::End),
                parsed => return Ok(parsed),
            }
        }
    }

    /// The bytes from an offset to the end of what was read: at least `wanted`, or fewer where the segment ends.
    fn load(&mut self, offset: u64, wanted: usize) -> io::Result<Bytes> {
        let inside = offset.checked_sub(self.buffer_at).and_then(|at| usize::try_from(at).ok());
        if let Some(at) = inside.filter(|at| at.saturating_add(wanted) <= self.buffer.len()) {
            return Ok(self.buffer.slice(at..));
        }
        let mut chunk = vec![0; wanted.max(CHUNK_BYTES)];
        let read = self.source.fill(offset, &mut chunk)?;
        chunk.truncate(read);
        self.buffer = Bytes::from(chunk);
        self.buffer_at = offset;
        Ok(self.buffer.clone())
    }

    fn before_expected(&self) -> Seq {
        Seq(self.expected.0.saturating_sub(1))
    }

    fn damage(&self, fault: Fault, offset: u64, through: Option<Seq>) -> Damage {
        let Fault { kind, expected, found } = fault;
        Damage { kind, segment: self.source.name.clone(), offset, seq: self.expected, through, expected, found }
    }
}
