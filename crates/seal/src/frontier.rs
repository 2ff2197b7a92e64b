//! The head of a tree that grows.

use crate::{Digest, node_hash};

/// The head of a Merkle tree that grows leaf by leaf (RFC 6962 §2.1), in at most 64 digests.
///
/// It holds the roots of the full subtrees that the leaves so far make, from the left: one for each bit that is set in
/// their number, the largest first. That is enough to go on and to tell the root, not to prove anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    len: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The head of a tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { len: 0, peaks: Vec::new() }
    }

    /// The head whose [`Frontier::parts`] were kept; none where the digests are not as many as `len` has set bits.
    #[must_use]
    pub fn from_parts(len: u64, peaks: Vec<Digest>) -> Option<Self> {
        (u32::try_from(peaks.len()) == Ok(len.count_ones())).then_some(Self { len, peaks })
    }

    /// What to keep so that [`Frontier::from_parts`] gives it back: the number of leaves, and the roots of the full
    /// subtrees, the largest first.
    #[must_use]
    pub fn parts(&self) -> (u64, &[Digest]) {
        (self.len, &self.peaks)
    }

    /// Adds a leaf's hash at the right.
    pub fn push(&mut self, leaf: Digest) {
        let mut root = leaf;
        // Each trailing one of the old length is a full subtree of the size of what is carried.
        for _ in 0..self.len.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                root = node_hash(&left, &root);
            }
        }
        self.peaks.push(root);
        self.len = self.len.saturating_add(1);
    }

    /// How many leaves it has.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// True before the first leaf.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().copied();
        let Some(smallest) = peaks.next() else { return Digest::EMPTY_TREE };
        peaks.fold(smallest, |right, left| node_hash(&left, &right))
    }
}

impl Extend<Digest> for Frontier {
    fn extend<T: IntoIterator<Item = Digest>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

impl FromIterator<Digest> for Frontier {
    fn from_iter<T: IntoIterator<Item = Digest>>(leaves: T) -> Self {
        let mut frontier = Self::new();
        frontier.extend(leaves);
        frontier
    }
}

/// The root over these leaves' hashes (RFC 6962 §2.1).
#[must_use]
pub fn root_of(leaves: &[Digest]) -> Digest {
    leaves.iter().copied().collect::<Frontier>().root()
}
