//! Inclusion and consistency proofs.

use crate::{Digest, node_hash, root_of};

/// The path that shows that the leaf at `index` (from 0) stands under the root of these leaves' hashes, from the leaf
/// up (RFC 6962 §2.1.1). None where there is no such leaf. Takes time in proportion to the number of leaves.
#[must_use]
pub fn inclusion_proof(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    let (mut tree, mut index) = (leaves, index);
    while tree.len() > 1 {
        let (left, right) = split(tree);
        if index < left.len() {
            proof.push(root_of(right));
            tree = left;
        } else {
            proof.push(root_of(left));
            index -= left.len();
            tree = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// True where the proof shows that `leaf` (its hash) stands at `index` of the tree of `size` leaves with this root
/// (RFC 9162 §2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: &Digest, index: u64, size: u64, proof: &[Digest], root: &Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // Levels on which this node is the last and has no sibling are not in the proof.
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// The path that shows that the tree of these leaves' hashes extends the tree of its first `old_size` leaves
/// (RFC 6962 §2.1.2). None where it is smaller; empty for the sizes zero and equal, where there is nothing to show.
#[must_use]
pub fn consistency_proof(leaves: &[Digest], old_size: usize) -> Option<Vec<Digest>> {
    if old_size > leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    if old_size == 0 || old_size == leaves.len() {
        return Some(proof);
    }
    let (mut tree, mut old) = (leaves, old_size);
    // True while `tree` is what the verifier knows as the old root once `old` is all of it.
    let mut is_known = true;
    while old < tree.len() {
        let (left, right) = split(tree);
        if old <= left.len() {
            proof.push(root_of(right));
            tree = left;
        } else {
            proof.push(root_of(left));
            old -= left.len();
            tree = right;
            is_known = false;
        }
    }
    if !is_known {
        proof.push(root_of(tree));
    }
    proof.reverse();
    Some(proof)
}

/// True where the proof shows that the tree of `new_size` leaves with `new_root` extends that of `old_size` leaves
/// with `old_root` (RFC 9162 §2.1.4.2). Every tree extends the empty one.
#[must_use]
pub fn verify_consistency(
    old_size: u64,
    new_size: u64,
    old_root: &Digest,
    new_root: &Digest,
    proof: &[Digest],
) -> bool {
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return proof.is_empty() && *old_root == Digest::EMPTY_TREE;
    }
    // A full old tree is itself the first node of the path.
    let mut path = old_size.is_power_of_two().then_some(old_root).into_iter().chain(proof);
    let Some(first) = path.next() else { return false };
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    let full = node.trailing_ones();
    node = node.checked_shr(full).unwrap_or(0);
    last = last.checked_shr(full).unwrap_or(0);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// Cuts a tree of at least two leaves after the largest power of two of them that is smaller than all.
fn split(leaves: &[Digest]) -> (&[Digest], &[Digest]) {
    let mut at = leaves.len().next_power_of_two() / 2;
    at = at.min(leaves.len());
    leaves.split_at(at)
}
