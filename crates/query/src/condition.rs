//! What a value must be.

use std::{net::IpAddr, ops::Bound};

use ipnet::IpNet;
use stamp::Interval;

use crate::{Pattern, Words};

/// What one value of a field must be. Texts are folded ([`crate::fold`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The text.
    Keyword(String),
    /// The whole value, as it stands on the wire, is of this pattern.
    Pattern(Pattern),
    /// The words stand in the value.
    Words(Words),
    /// A text between these, in the order of UTF-8 bytes.
    KeywordRange(Range<String>),
    /// The number.
    Number(u64),
    /// A number between these.
    NumberRange(Range<u64>),
    /// An address of this network; a single address is a network of one.
    Network(IpNet),
    /// An address between these, in the order of [`address_number`].
    AddressRange(Range<IpAddr>),
    /// A moment inside; none where the ends are the wrong way round.
    Moment(Interval),
}

/// From here to there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range<T> {
    /// The lower bound.
    pub from: Bound<T>,
    /// The upper bound.
    pub to: Bound<T>,
}

impl<T> Range<T> {
    /// True where the value lies between.
    pub fn contains<V: ?Sized + PartialOrd<V>>(&self, value: &V) -> bool
    where
        T: std::borrow::Borrow<V>,
    {
        let from = match &self.from {
            Bound::Included(bound) => value >= bound.borrow(),
            Bound::Excluded(bound) => value > bound.borrow(),
            Bound::Unbounded => true,
        };
        let to = match &self.to {
            Bound::Included(bound) => value <= bound.borrow(),
            Bound::Excluded(bound) => value < bound.borrow(),
            Bound::Unbounded => true,
        };
        from && to
    }

    /// The same range of other values.
    pub fn map<U>(&self, change: impl Fn(&T) -> U) -> Range<U> {
        Range { from: self.from.as_ref().map(&change), to: self.to.as_ref().map(&change) }
    }
}

/// The place of an address among all of them: that of IPv6, with IPv4 at `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
#[must_use]
pub const fn address_number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The first and the last address of a network, by [`address_number`].
#[must_use]
pub fn network_bounds(network: &IpNet) -> (u128, u128) {
    (address_number(network.network()), address_number(network.broadcast()))
}
