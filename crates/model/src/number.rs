//! Numbers that must not be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// A record's place in the vault: global, from 1, without gaps.
    Seq(u64)
}
number! {
    /// A stream: the [`Seq`] of the record that opened it.
    StreamId(u64)
}
number! {
    /// An immutable version of a feed's configuration, from 1; 0 is ours (records that no feed brought).
    FeedId(u32)
}
number! {
    /// A place in a stream: a byte offset in a file, an ordinal on a connection.
    Position(u64)
}

impl Seq {
    /// The one after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
