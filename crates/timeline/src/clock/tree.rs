//! Smallest value of a range.

use std::ops::Range;

use crate::settings::at;

/// Answers the minimum of any range in O(log n), in two words a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct MinTree {
    leaves: usize,
    nodes: Vec<i64>,
}

impl MinTree {
    /// Over these values, in order.
    pub(crate) fn build(values: impl ExactSizeIterator<Item = i64>) -> Self {
        let leaves = values.len();
        let mut nodes = vec![i64::MAX; leaves];
        nodes.extend(values);
        for parent in (1..leaves).rev() {
            let least = at(&nodes, 2 * parent).min(at(&nodes, 2 * parent + 1));
            if let Some(node) = nodes.get_mut(parent) {
                *node = least;
            }
        }
        Self { leaves, nodes }
    }

    /// The smallest of a range, [`i64::MAX`] of an empty one. What lies beyond the end is not there.
    pub(crate) fn min(&self, range: Range<usize>) -> i64 {
        let (mut from, mut to) = (range.start + self.leaves, range.end.min(self.leaves) + self.leaves);
        let mut least = i64::MAX;
        while from < to {
            if from % 2 == 1 {
                least = least.min(at(&self.nodes, from));
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                least = least.min(at(&self.nodes, to));
            }
            from /= 2;
            to /= 2;
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::MinTree;

    #[test]
    fn every_range_of_small_trees_is_right() {
        for count in 0..20_usize {
            let values: Vec<i64> = (0..count).map(|of| ((of * 7919) % 31) as i64 - 15).collect();
            let tree = MinTree::build(values.iter().copied());
            for from in 0..=count {
                for to in from..=count {
                    let least = values[from..to].iter().copied().min().unwrap_or(i64::MAX);
                    assert_eq!(tree.min(from..to), least, "{count} {from} {to}");
                }
            }
        }
    }
}
