//! The chain of steps behind a statement.

use super::{Order, Proof, search::Way};
use crate::Why;

/// One step: the first record is before the second, and why.
pub(crate) type Step = (u32, u32, Why);

impl Order {
    /// The steps from one record to another, given what proves that it is before.
    pub(crate) fn explain(&self, one: u32, other: u32, proof: Proof) -> Vec<Step> {
        match proof {
            Proof::Axis(why) => vec![(one, other, why)],
            Proof::Quotes => self.trace(one, other),
            Proof::Intervals(last, first) => {
                let mut steps = self.trace(one, last);
                steps.push((last, first, Why::IntervalsDisjoint));
                steps.extend(self.trace(first, other));
                steps
            }
        }
    }

    /// The steps by axes and quotes alone.
    fn trace(&self, one: u32, other: u32) -> Vec<Step> {
        if one == other {
            return Vec::new();
        }
        if self.axes.precedes(one, other) {
            return vec![(one, other, self.axes.why(one))];
        }
        let Way::Legs(legs) = self.quotes.find_way(one, other, &self.axes, &self.closure) else { return Vec::new() };
        let mut steps = Vec::new();
        let mut begin = one;
        for leg in legs {
            if leg.quoted != begin {
                steps.push((begin, leg.quoted, self.axes.why(begin)));
            }
            steps.push((leg.quoted, leg.quoting, Why::Quoted));
            begin = leg.quoting;
        }
        if begin != other {
            steps.push((begin, other, self.axes.why(begin)));
        }
        steps
    }
}
