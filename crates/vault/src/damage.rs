//! What of a stored segment is not as it was written.

use std::fmt;

use model::Seq;

/// How stored bytes break the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DamageKind {
    /// The segment's header.
    Header,
    /// The file ends inside a frame.
    CutOff,
    /// A frame's length is out of bounds, or its two lengths disagree.
    Length,
    /// A frame's checksum.
    Checksum,
    /// A frame of a kind that there is not.
    Kind,
    /// A frame whose number cannot stand there.
    Sequence,
    /// Numbers that no frame has.
    Missing,
    /// Bytes behind the end.
    Trailing,
    /// A compressed block.
    Block,
}

impl DamageKind {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::CutOff => "cut_off",
            Self::Length => "length",
            Self::Checksum => "checksum",
            Self::Kind => "kind",
            Self::Sequence => "sequence",
            Self::Missing => "missing",
            Self::Trailing => "trailing",
            Self::Block => "block",
        }
    }
}

/// One place where a segment is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// How it shows.
    pub kind: DamageKind,
    /// The segment's file name.
    pub segment: String,
    /// Where in the segment's plain bytes.
    pub offset: u64,
    /// The first number that has no readable record because of it.
    pub seq: Seq,
    /// The last such number: below `seq` where no record is missing, none where the end is not known (in the last
    /// segment, no readable frame follows).
    pub through: Option<Seq>,
    /// What the format asks for there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Damage {
    /// True where nothing readable follows and no later segment exists: the mark of a write that a crash, or a reader
    /// beside a running daemon, met half done.
    #[must_use]
    pub const fn is_tail(&self) -> bool {
        self.through.is_none()
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {} of {}: ", self.kind.name(), self.offset, self.segment)?;
        write!(f, "expected {}, found {}; ", self.expected, self.found)?;
        match self.through {
            None => write!(f, "record {} and what followed is not readable", self.seq),
            Some(through) if through < self.seq => f.write_str("no record is missing"),
            Some(through) if through == self.seq => write!(f, "record {} is not readable", self.seq),
            Some(through) => write!(f, "records {} to {through} are not readable", self.seq),
        }
    }
}

/// A [`Damage`] without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: DamageKind,
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl Fault {
    pub(crate) fn new(kind: DamageKind, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { kind, expected: expected.into(), found: found.into() }
    }
}
