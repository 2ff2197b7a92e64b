//! A set of assumptions: what may be rested on, and what an answer does rest on.

use std::{fmt, str::FromStr};

use crate::Assumption;

/// A set of assumptions, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssumptionSet(u32);

impl AssumptionSet {
    /// Nothing may be assumed, not even that our own clock was right: no time is bounded then.
    pub const NONE: Self = Self(0);

    /// Every assumption but [`Assumption::StreamKeepsOrder`], which must be asked for: writer threads break it.
    pub const DEFAULT: Self = Self(Self::ALL.0 & !(1 << Assumption::StreamKeepsOrder as u8));

    /// What anchors rest on.
    pub(crate) const ANCHORS: Self = Self(
        1 << Assumption::Lag as u8 | 1 << Assumption::AnchorsFalseMax as u8 | 1 << Assumption::AnchorKeysUnique as u8,
    );

    /// Every assumption.
    pub const ALL: Self = Self((1 << Assumption::ALL.len()) - 1);

    /// The set of these.
    #[must_use]
    pub fn of(assumptions: &[Assumption]) -> Self {
        assumptions.iter().fold(Self::NONE, |set, of| set.with(*of))
    }

    /// This set and one more.
    #[must_use]
    pub const fn with(self, assumption: Assumption) -> Self {
        Self(self.0 | 1 << assumption as u8)
    }

    /// This set without one.
    #[must_use]
    pub const fn without(self, assumption: Assumption) -> Self {
        Self(self.0 & !(1 << assumption as u8))
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True where it is in.
    #[must_use]
    pub const fn contains(self, assumption: Assumption) -> bool {
        self.0 & (1 << assumption as u8) != 0
    }

    /// True where all of the other are in.
    #[must_use]
    pub const fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those inside, in the order of [`Assumption::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Assumption> {
        Assumption::ALL.into_iter().filter(move |of| self.contains(*of))
    }
}

/// Why a text names no set of assumptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAssumption(pub String);

impl fmt::Display for UnknownAssumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown assumption {:?}: none, default, all, or of these with commas:", self.0)?;
        Assumption::ALL.iter().try_for_each(|of| write!(f, " {}", of.name()))
    }
}

impl std::error::Error for UnknownAssumption {}

impl FromStr for AssumptionSet {
    type Err = UnknownAssumption;

    /// `none`, `default`, `all`, or names with commas; a name with `-` in front is taken away from the default.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut set = match text {
            "none" => return Ok(Self::NONE),
            "default" => return Ok(Self::DEFAULT),
            "all" => return Ok(Self::ALL),
            _ if text.starts_with('-') => Self::DEFAULT,
            _ => Self::NONE,
        };
        for word in text.split(',') {
            let name = word.strip_prefix('-').unwrap_or(word);
            let found = Assumption::ALL.into_iter().find(|of| of.name() == name);
            let assumption = found.ok_or_else(|| UnknownAssumption(word.to_owned()))?;
            set = if name.len() == word.len() { set.with(assumption) } else { set.without(assumption) };
        }
        Ok(set)
    }
}

impl fmt::Display for AssumptionSet {
    /// The form that is read back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NONE {
            return f.write_str("none");
        }
        self.iter().enumerate().try_for_each(|(index, of)| {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}", of.name())
        })
    }
}
