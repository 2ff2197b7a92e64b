//! The chain of steps behind a statement.

use super::{Order, Proof};
use crate::{Why, settings::at};

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

    /// The steps by axes and quotes alone. Each round looks through the quotes once and goes back by at least one.
    fn trace(&self, one: u32, other: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut end = other;
        for _ in 0..=self.graph.quotes.len() {
            if end == one {
                break;
            }
            if self.axes.precedes(one, end) {
                steps.push((one, end, self.axis_why(one)));
                break;
            }
            let leads = |quote: &&crate::anchor::Quote| {
                let into = quote.other == end || self.axes.precedes(quote.other, end);
                into && (quote.one == one
                    || self.axes.precedes(one, quote.one)
                    || self.reach.follows(one, quote.one, &self.axes))
            };
            let Some(quote) = self.graph.quotes.iter().find(leads) else { break };
            if quote.other != end {
                steps.push((quote.other, end, self.axis_why(quote.other)));
            }
            steps.push((quote.one, quote.other, Why::Quoted));
            end = quote.one;
        }
        steps.reverse();
        steps
    }

    fn axis_why(&self, index: u32) -> Why {
        let axis = at(&self.axes.spots, index as usize).and_then(|spot| self.axes.axes.get(spot.axis as usize));
        axis.map_or(Why::StampsAndArrival, |of| of.1)
    }
}
