//! How a frame was cut: the `flags` of a stored record.

/// How the bytes of a stream were cut into frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// The whole of what was handed over is the frame (a file's or a stream's opening).
    Whole,
    /// Lines (RFC 6587 §3.4.2, and files).
    Line,
    /// Octet counting (RFC 6587 §3.4.1).
    OctetCounting,
    /// A datagram is a frame (RFC 5426).
    Datagram,
}

/// What stood between this frame and the next, and is not in the raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminator {
    /// Nothing.
    None,
    /// `\n`.
    Lf,
    /// `\r\n`.
    CrLf,
    /// `\0`.
    Nul,
}

/// Whether a frame was longer than the bound and is kept in parts, at consecutive positions of its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is whole.
    Whole,
    /// More parts follow.
    First,
    /// Parts came before, more follow.
    Middle,
    /// Parts came before, none follows.
    Last,
}

/// The `flags` word of a record: bits 0–1 framing, 2–3 terminator, 4–5 part, 6 unterminated; the rest is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FrameFlags(pub u32);

impl FrameFlags {
    const UNTERMINATED: u32 = 1 << 6;

    /// The word for a frame.
    #[must_use]
    pub const fn new(framing: Framing, terminator: Terminator, part: Part) -> Self {
        let framing = match framing {
            Framing::Whole => 0,
            Framing::Line => 1,
            Framing::OctetCounting => 2,
            Framing::Datagram => 3,
        };
        let terminator = match terminator {
            Terminator::None => 0,
            Terminator::Lf => 1,
            Terminator::CrLf => 2,
            Terminator::Nul => 3,
        };
        let part = match part {
            Part::Whole => 0,
            Part::First => 1,
            Part::Middle => 2,
            Part::Last => 3,
        };
        Self(framing | terminator << 2 | part << 4)
    }

    /// The same, marked as cut off by the end of the stream.
    #[must_use]
    pub const fn unterminated(self) -> Self {
        Self(self.0 | Self::UNTERMINATED)
    }

    /// True where the stream ended before the frame did.
    #[must_use]
    pub const fn is_unterminated(self) -> bool {
        self.0 & Self::UNTERMINATED != 0
    }

    /// How the frame was cut.
    #[must_use]
    pub const fn framing(self) -> Framing {
        match self.0 & 3 {
            0 => Framing::Whole,
            1 => Framing::Line,
            2 => Framing::OctetCounting,
            _ => Framing::Datagram,
        }
    }

    /// What ended the frame.
    #[must_use]
    pub const fn terminator(self) -> Terminator {
        match self.0 >> 2 & 3 {
            0 => Terminator::None,
            1 => Terminator::Lf,
            2 => Terminator::CrLf,
            _ => Terminator::Nul,
        }
    }

    /// Which part of a long frame it is.
    #[must_use]
    pub const fn part(self) -> Part {
        match self.0 >> 4 & 3 {
            0 => Part::Whole,
            1 => Part::First,
            2 => Part::Middle,
            _ => Part::Last,
        }
    }
}
