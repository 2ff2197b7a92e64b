//! Roots and proofs.

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use proptest::prelude::*;
use seal::{
    Digest, Frontier, consistency_proof, inclusion_proof, leaf_hash, node_hash, root_of, sha256, verify_consistency,
    verify_inclusion,
};

/// The leaves of the reference test vectors of certificate-transparency (`merkletree/merkle_tree_test.cc`).
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// Their roots, by number of leaves from one on.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn leaves_of(count: usize) -> Vec<Digest> {
    (0..count).map(|number| leaf_hash(&[&number.to_be_bytes()])).collect()
}

fn oracle_of(count: usize) -> MemoryBackedTree<sha2::Sha256, [u8; 8]> {
    let mut tree = MemoryBackedTree::new();
    (0..count).for_each(|number| tree.push(number.to_be_bytes()));
    tree
}

fn oracle_root(root: Digest, size: u64) -> RootHash<sha2::Sha256> {
    RootHash::new(root.0.into(), size)
}

#[test]
fn reference_vectors_give_their_roots() {
    let leaves: Vec<Digest> = LEAVES.iter().map(|leaf| leaf_hash(&[&unhex(leaf)])).collect();
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(frontier.root(), sha256(&[]));
    for (count, root) in ROOTS.iter().enumerate() {
        frontier.push(leaves[count]);
        assert_eq!(frontier.root().to_string(), *root, "{} leaves", count + 1);
        assert_eq!(root_of(&leaves[..=count]).to_string(), *root, "{} leaves", count + 1);
    }
}

/// RFC 6962 §2.1.3 draws this tree of seven leaves and names the nodes of its proofs.
#[test]
fn the_example_of_the_rfc_has_the_proofs_it_names() {
    let leaf = leaves_of(7);
    let (a, b, c, d, e, f, j) = (leaf[0], leaf[1], leaf[2], leaf[3], leaf[4], leaf[5], leaf[6]);
    let (g, h, i) = (node_hash(&a, &b), node_hash(&c, &d), node_hash(&e, &f));
    let k = node_hash(&g, &h);
    let l = node_hash(&i, &j);
    let inclusion = [(0, vec![b, h, l]), (3, vec![c, g, l]), (4, vec![f, j, k]), (6, vec![i, k])];
    for (index, proof) in inclusion {
        assert_eq!(inclusion_proof(&leaf, index), Some(proof), "inclusion of {index}");
    }
    let consistency = [(3, vec![c, d, g, l]), (4, vec![l]), (6, vec![i, j, k]), (7, vec![]), (0, vec![])];
    for (old, proof) in consistency {
        assert_eq!(consistency_proof(&leaf, old), Some(proof), "consistency from {old}");
    }
    assert_eq!(inclusion_proof(&leaf, 7), None);
    assert_eq!(consistency_proof(&leaf, 8), None);
}

#[test]
fn every_small_tree_agrees_with_the_oracle() {
    for size in 1..=33_usize {
        let (leaves, oracle) = (leaves_of(size), oracle_of(size));
        let root = root_of(&leaves);
        let size_u64 = u64::try_from(size).unwrap();
        assert_eq!(root.0.as_slice(), oracle.root().as_bytes().as_slice());
        for index in 0..size {
            let proof = inclusion_proof(&leaves, index).unwrap();
            assert_eq!(proof.concat_bytes(), oracle.prove_inclusion(index).as_bytes(), "{index} of {size}");
            let index = u64::try_from(index).unwrap();
            assert!(verify_inclusion(&leaves[usize::try_from(index).unwrap()], index, size_u64, &proof, &root));
            let theirs = InclusionProof::<sha2::Sha256>::from_bytes(proof.concat_bytes());
            oracle_root(root, size_u64).verify_inclusion(&index.to_be_bytes(), index, &theirs).unwrap();
        }
        for old in 0..=size {
            let proof = consistency_proof(&leaves, old).unwrap();
            let old_root = root_of(&leaves[..old]);
            let old_u64 = u64::try_from(old).unwrap();
            assert!(verify_consistency(old_u64, size_u64, &old_root, &root, &proof), "{old} to {size}");
            if old > 0 {
                assert_eq!(proof.concat_bytes(), oracle.prove_consistency(size - old).as_bytes(), "{old} to {size}");
                let theirs = ConsistencyProof::<sha2::Sha256>::try_from_bytes(proof.concat_bytes()).unwrap();
                oracle_root(root, size_u64).verify_consistency(&oracle_root(old_root, old_u64), &theirs).unwrap();
            }
        }
    }
}

trait ConcatBytes {
    fn concat_bytes(&self) -> Vec<u8>;
}

impl ConcatBytes for Vec<Digest> {
    fn concat_bytes(&self) -> Vec<u8> {
        self.iter().flat_map(|digest| digest.0).collect()
    }
}

/// One way in which a proof is falsified.
#[derive(Clone, Debug)]
enum Forgery {
    Bit(usize),
    Drop(usize),
    Double(usize),
    Swap(usize),
}

fn forgery() -> impl Strategy<Value = Forgery> {
    let at = any::<usize>();
    prop_oneof![
        any::<usize>().prop_map(Forgery::Bit),
        at.prop_map(Forgery::Drop),
        any::<usize>().prop_map(Forgery::Double),
        any::<usize>().prop_map(Forgery::Swap),
    ]
}

fn forge(proof: &[Digest], forgery: &Forgery) -> Vec<Digest> {
    let mut proof = proof.to_vec();
    let len = proof.len();
    match forgery {
        _ if len == 0 => proof.push(Digest::default()),
        Forgery::Bit(at) => proof[at % len].0[at / len % 32] ^= 1 << (at % 8),
        Forgery::Drop(at) => drop(proof.remove(at % len)),
        Forgery::Double(at) => proof.insert(at % len, proof[at % len]),
        Forgery::Swap(at) => proof.swap(at % len, (at + 1) % len),
    }
    proof
}

proptest! {
    #[test]
    fn a_frontier_is_its_leaves_however_often_it_is_kept(count in 0_usize..400, cuts in prop::collection::vec(any::<bool>(), 400)) {
        let leaves = leaves_of(count);
        let mut frontier = Frontier::new();
        for (leaf, cut) in leaves.iter().zip(cuts) {
            frontier.push(*leaf);
            if cut {
                let (len, peaks) = frontier.parts();
                frontier = Frontier::from_parts(len, peaks.to_vec()).unwrap();
            }
        }
        prop_assert_eq!(frontier.len(), u64::try_from(count).unwrap());
        prop_assert_eq!(frontier.root(), root_of(&leaves));
        if count > 0 {
            let (ours, theirs) = (frontier.root(), oracle_of(count).root());
            prop_assert_eq!(ours.0.as_slice(), theirs.as_bytes().as_slice());
        }
        let (len, peaks) = frontier.parts();
        let mut more = peaks.to_vec();
        more.push(Digest::default());
        prop_assert_eq!(Frontier::from_parts(len, more), None);
    }

    #[test]
    fn a_forged_inclusion_is_refused(size in 1_usize..200, at in any::<usize>(), forgery in forgery()) {
        let leaves = leaves_of(size);
        let (index, root) = (at % size, root_of(&leaves));
        let proof = inclusion_proof(&leaves, index).unwrap();
        let (i, n) = (u64::try_from(index).unwrap(), u64::try_from(size).unwrap());
        prop_assert!(verify_inclusion(&leaves[index], i, n, &proof, &root));
        let forged = forge(&proof, &forgery);
        if forged != proof {
            prop_assert!(!verify_inclusion(&leaves[index], i, n, &forged, &root));
        }
        prop_assert!(!verify_inclusion(&leaf_hash(&[b"other"]), i, n, &proof, &root));
        prop_assert!(!verify_inclusion(&leaves[index], i, n, &proof, &leaf_hash(&[b"other"])));
        prop_assert!(!verify_inclusion(&leaves[index], n, n, &proof, &root));
        for other in 0..n {
            prop_assert_eq!(verify_inclusion(&leaves[index], other, n, &proof, &root), other == i);
        }
    }

    #[test]
    fn a_forged_consistency_is_refused(size in 2_usize..200, at in any::<usize>(), forgery in forgery()) {
        let leaves = leaves_of(size);
        let old = 1 + at % (size - 1);
        let (old_root, root) = (root_of(&leaves[..old]), root_of(&leaves));
        let proof = consistency_proof(&leaves, old).unwrap();
        let (o, n) = (u64::try_from(old).unwrap(), u64::try_from(size).unwrap());
        prop_assert!(verify_consistency(o, n, &old_root, &root, &proof));
        let forged = forge(&proof, &forgery);
        if forged != proof {
            prop_assert!(!verify_consistency(o, n, &old_root, &root, &forged));
        }
        let other = leaf_hash(&[b"other"]);
        prop_assert!(!verify_consistency(o, n, &other, &root, &proof));
        prop_assert!(!verify_consistency(o, n, &old_root, &other, &proof));
        prop_assert!(!verify_consistency(n, o, &root, &old_root, &proof));
        prop_assert!(!verify_consistency(0, n, &other, &root, &[]));
    }
}

#[test]
fn digests_are_read_as_written() {
    let digest = sha256(&[b"a", b"bc"]);
    assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(digest.to_string().parse(), Ok(digest));
    assert_eq!(Digest::from_hex(&digest.to_string().to_uppercase()), Ok(digest));
    for bad in ["", "ba78", &"g".repeat(64), &"0".repeat(63), &"0".repeat(65), &"é".repeat(32)] {
        assert!(Digest::from_hex(bad).is_err(), "{bad}");
    }
}
