//! The incremental decoder: bytes in pieces of any size, the same frames out.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use model::{FrameFlags, Framing, Part, Terminator};

use crate::count::{Count, Opening, read_count, read_opening};
use crate::line::{Found, LineEnd, split_terminator};
use crate::{Frame, FrameLimits, FramingRule};

/// Cuts one stream into frames. It does no I/O: [`Framer::push`] what came, take [`Framer::next_frame`] until there is
/// none, and call [`Framer::finish`] when the stream has ended, after which the rest comes out as well.
///
/// - The frames do not depend on how the bytes were cut into pushes.
/// - Every byte is in a frame, or is the terminator that the frame's flags name, or belongs to the octet count in
///   front of a frame of [`Framing::OctetCounting`], whose digits say that frame's length (of all its parts, and with
///   its terminator).
/// - **Counts that lie.** A count that is no digits and blank, that is larger than 16 MiB, or that promises more than
///   the stream brings, is text and no framing: from its first digit on, the rest of the stream is cut into lines,
///   and [`Framer::count_refused_at`] says where that began. (Only where parts of a counted frame were handed out
///   before its stream ended, its last part is flagged as unterminated instead.)
/// - A frame that the end of the stream cut off is flagged as unterminated.
/// - An unfinished frame is held in memory up to the bound of [`FrameLimits`] and a few bytes.
#[derive(Debug)]
pub struct Framer {
    limits: FrameLimits,
    mode: Mode,
    buffer: BytesMut,
    /// How many bytes of the stream came before the first byte of `buffer`.
    offset: u64,
    /// How many bytes of `buffer` are known to hold no end of line.
    searched: usize,
    line_end: LineEnd,
    /// True where parts of the frame at hand were handed out.
    in_parts: bool,
    /// How many bytes of a counted message, handed out in parts, are still to come.
    counted: usize,
    count_refused_at: Option<u64>,
    ended: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Opening,
    Lines,
    OctetCounting,
    Tls,
}

impl Framer {
    /// A decoder at the start of a stream.
    #[must_use]
    pub fn new(rule: FramingRule, limits: FrameLimits) -> Self {
        let mode = match rule {
            FramingRule::Detect => Mode::Opening,
            FramingRule::Lines => Mode::Lines,
            FramingRule::OctetCounting => Mode::OctetCounting,
        };
        Self {
            limits,
            mode,
            buffer: BytesMut::new(),
            offset: 0,
            searched: 0,
            line_end: LineEnd::Unknown,
            in_parts: false,
            counted: 0,
            count_refused_at: None,
            ended: false,
        }
    }

    /// Adds what came next in the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Room for at least `bytes_min` bytes to read into, so that what is read from a socket is never copied again.
    pub fn room(&mut self, bytes_min: usize) -> &mut impl BufMut {
        self.buffer.reserve(bytes_min);
        &mut self.buffer
    }

    /// Says that the stream has ended; the frames that are left come out of [`Framer::next_frame`].
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// The next frame; none where more bytes are needed.
    pub fn next_frame(&mut self) -> Option<Frame> {
        loop {
            let step = match self.mode {
                Mode::Opening => self.open(),
                Mode::Lines => self.cut_line(),
                Mode::OctetCounting => self.cut_counted(),
                Mode::Tls => self.cut_tls(),
            };
            match step {
                Step::Frame(frame) => return Some(frame),
                Step::NeedBytes => return None,
                Step::Again => {}
            }
        }
    }

    /// How many bytes are held because their frame is not finished.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.buffer.len()
    }

    /// True where the stream began with a TLS hello, so that nothing readable will come.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.mode == Mode::Tls
    }

    /// The offset in the stream of the first octet count that was a lie; what follows was cut into lines.
    #[must_use]
    pub const fn count_refused_at(&self) -> Option<u64> {
        self.count_refused_at
    }

    fn open(&mut self) -> Step {
        self.mode = match read_opening(&self.buffer) {
            Opening::OctetCounting => Mode::OctetCounting,
            Opening::Tls => Mode::Tls,
            Opening::Unfinished if !self.ended => return Step::NeedBytes,
            Opening::Lines | Opening::Unfinished => Mode::Lines,
        };
        Step::Again
    }

    fn cut_line(&mut self) -> Step {
        let bytes_max = self.limits.frame_bytes();
        // The longest whole line with the longest terminator: what lies behind cannot change where this one is cut.
        let window = self.buffer.len().min(bytes_max.saturating_add(2));
        let bytes = self.buffer.get(..window).unwrap_or_default();
        let is_all = self.ended && window == self.buffer.len();
        match self.line_end.find(bytes, self.searched, is_all) {
            Found::End(length, terminator) if length <= bytes_max => {
                Step::Frame(self.take_frame(Framing::Line, length, terminator, Ending::Terminated))
            }
            Found::End(..) => self.take_part(Framing::Line),
            Found::None(_) if window > bytes_max.saturating_add(1) => self.take_part(Framing::Line),
            Found::None(_) if is_all && window > bytes_max => self.take_part(Framing::Line),
            Found::None(_) if is_all && window > 0 => {
                Step::Frame(self.take_frame(Framing::Line, window, Terminator::None, Ending::CutOff))
            }
            Found::None(searched) => {
                self.searched = searched;
                Step::NeedBytes
            }
        }
    }

    fn cut_counted(&mut self) -> Step {
        if self.counted > 0 {
            return self.cut_counted_part();
        }
        let (header, message) = match read_count(&self.buffer) {
            Count::Octets { header, message } => (header, message),
            Count::Unfinished if !self.ended || self.buffer.is_empty() => return Step::NeedBytes,
            Count::Unfinished | Count::Lie => return self.refuse_count(),
        };
        let needed = header + message.min(self.limits.frame_bytes());
        if self.buffer.len() < needed {
            return if self.ended { self.refuse_count() } else { Step::NeedBytes };
        }
        self.skip(header);
        self.counted = message;
        self.cut_counted_part()
    }

    fn cut_counted_part(&mut self) -> Step {
        let length = self.counted.min(self.limits.frame_bytes());
        if self.buffer.len() < length {
            if !self.ended {
                return Step::NeedBytes;
            }
            self.counted = 0;
            let length = self.buffer.len();
            return Step::Frame(self.take_frame(Framing::OctetCounting, length, Terminator::None, Ending::CutOff));
        }
        if self.counted > length {
            self.counted -= length;
            return self.take_part(Framing::OctetCounting);
        }
        self.counted = 0;
        let (content, terminator) = split_terminator(self.buffer.get(..length).unwrap_or_default());
        let length = content.len();
        Step::Frame(self.take_frame(Framing::OctetCounting, length, terminator, Ending::Terminated))
    }

    fn cut_tls(&mut self) -> Step {
        let bytes_max = self.limits.frame_bytes();
        match self.buffer.len() {
            length if length > bytes_max => self.take_part(Framing::Whole),
            length if length > 0 && self.ended => {
                Step::Frame(self.take_frame(Framing::Whole, length, Terminator::None, Ending::Terminated))
            }
            _ => Step::NeedBytes,
        }
    }

    fn refuse_count(&mut self) -> Step {
        self.count_refused_at = Some(self.offset);
        self.mode = Mode::Lines;
        Step::Again
    }

    /// Takes as many bytes as a frame may have; more of the same frame follow.
    fn take_part(&mut self, framing: Framing) -> Step {
        let part = if self.in_parts { Part::Middle } else { Part::First };
        self.in_parts = true;
        let flags = FrameFlags::new(framing, Terminator::None, part);
        Step::Frame(self.take(self.limits.frame_bytes(), flags))
    }

    /// Takes a frame, or what is left of one that came out in parts, and skips its terminator.
    fn take_frame(&mut self, framing: Framing, length: usize, terminator: Terminator, ending: Ending) -> Frame {
        let part = if self.in_parts { Part::Last } else { Part::Whole };
        self.in_parts = false;
        let flags = FrameFlags::new(framing, terminator, part);
        let flags = if ending == Ending::CutOff { flags.unterminated() } else { flags };
        let frame = self.take(length, flags);
        self.skip(match terminator {
            Terminator::None => 0,
            Terminator::Lf | Terminator::Nul => 1,
            Terminator::CrLf => 2,
        });
        frame
    }

    fn take(&mut self, length: usize, flags: FrameFlags) -> Frame {
        let frame = Frame { bytes: self.buffer.split_to(length).freeze(), flags, offset: self.offset };
        self.offset += length as u64;
        self.searched = 0;
        frame
    }

    fn skip(&mut self, length: usize) {
        self.buffer.advance(length);
        self.offset += length as u64;
    }
}

enum Step {
    Frame(Frame),
    NeedBytes,
    Again,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Terminated,
    CutOff,
}

/// Cuts a body that is there at once into lines (HTTP push of lines and NDJSON). Nothing is copied where nobody else
/// holds the body.
#[must_use]
pub fn cut_lines(body: Bytes, limits: FrameLimits) -> Vec<Frame> {
    let mut framer = Framer::new(FramingRule::Lines, limits);
    framer.buffer = body.try_into_mut().unwrap_or_else(|shared| BytesMut::from(shared.as_ref()));
    framer.finish();
    std::iter::from_fn(|| framer.next_frame()).collect()
}
