//! Checkpoints, keys and signed notes.

use proptest::prelude::*;
use seal::{Checkpoint, Digest, KeyError, NoteError, Origin, SigningKey, VerifyingKey, leaf_hash, sign, verify};
use signed_note::{Note, StandardVerifier, VerifierList};

fn origin(name: &str) -> Origin {
    name.parse().unwrap()
}

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(origin(name), &[seed; 32])
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint { origin: origin("ledger.example.com/1"), size, root: leaf_hash(&[&size.to_be_bytes()]) }
}

#[test]
fn another_implementation_verifies_our_notes() {
    let key = key("ledger.example.com/1", 7);
    for size in [0, 1, 20_852_163, u64::MAX] {
        let note = sign(&checkpoint(size), &key);
        let theirs = StandardVerifier::new(&key.verifying_key().to_string()).unwrap();
        let parsed = Note::from_bytes(note.as_bytes()).unwrap();
        let (verified, others) = parsed.verify(&VerifierList::new(vec![Box::new(theirs)])).unwrap();
        assert_eq!((verified.len(), others.len()), (1, 0));
        assert_eq!(parsed.text(), checkpoint(size).body().as_bytes());
        assert_eq!(verify(&note, &key.verifying_key()), Ok(checkpoint(size)));
    }
}

/// The key and the note that golang.org/x/mod/sumdb/note documents.
#[test]
fn a_published_key_is_read() {
    let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let vkey: VerifyingKey = text.parse().unwrap();
    assert_eq!(vkey.to_string(), text);
    assert_eq!((vkey.origin().as_str(), vkey.id()), ("PeterNeumann", [0xc7, 0x4f, 0x20, 0xa3]));
    let bad = [
        ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Hash),
        ("PeterNeumanN+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Hash),
        ("PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Algorithm),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10", KeyError::Form),
        ("PeterNeumann+c74f20a3", KeyError::Form),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Name),
        ("", KeyError::Form),
    ];
    for (text, error) in bad {
        assert_eq!(text.parse::<VerifyingKey>(), Err(error), "{text}");
    }
}

#[test]
fn a_checkpoint_has_one_text() {
    let good = "ledger.example.com/1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    let parsed = Checkpoint::parse(good).unwrap();
    assert_eq!((parsed.size, parsed.root, parsed.body().as_str()), (7, Digest::default(), good));
    let bad = [
        "",
        "ledger.example.com/1\n7\n",
        "ledger.example.com/1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "ledger.example.com/1\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "ledger.example.com/1\n+7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "ledger.example.com/1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
        "ledger.example.com/1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "ledger.example.com/1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n",
        "a b\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ];
    for body in bad {
        assert_eq!(Checkpoint::parse(body), Err(NoteError::Body), "{body:?}");
    }
}

#[test]
fn names_keep_to_the_rules() {
    for good in ["a", "ledger.example.com/1", "größe"] {
        assert_eq!(origin(good).to_string(), good);
    }
    for bad in ["", " ", "a b", "a\u{2003}b", "a+b", "a\nb", "a\u{7}b"] {
        assert_eq!(bad.parse::<Origin>(), Err(KeyError::Name), "{bad:?}");
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let (ours, other) = (key("ledger.example.com/1", 7), key("witness.example.com", 8));
    let vkey = ours.verifying_key();
    let note = sign(&checkpoint(5), &ours);
    let by_other = sign(&checkpoint(5), &other);
    let line_of = |note: &str| note.split_once("\n\n").unwrap().1.to_owned();
    let cosigned = format!("{note}{}", line_of(&by_other));
    assert_eq!(verify(&cosigned, &vkey), Ok(checkpoint(5)));
    assert_eq!(verify(&by_other, &vkey), Err(NoteError::Unsigned));
    assert_eq!(verify(&by_other, &other.verifying_key()), Err(NoteError::Origin));
    let same_name = key("ledger.example.com/1", 9);
    assert_eq!(verify(&note, &same_name.verifying_key()), Err(NoteError::Unsigned));
    let moved = format!("{}\n{}", checkpoint(6).body(), line_of(&note));
    assert_eq!(verify(&moved, &vkey), Err(NoteError::Signature));
    let twice = format!("{note}{}", line_of(&sign(&checkpoint(6), &ours)));
    assert_eq!(verify(&twice, &vkey), Err(NoteError::Signature));
    for bad in [note.trim_end(), &note.replace("\u{2014} ", "- "), &checkpoint(5).body(), "", "\n\n"] {
        assert_eq!(verify(bad, &vkey), Err(NoteError::Form), "{bad:?}");
    }
    let many = format!("{note}{}", line_of(&by_other).repeat(100));
    assert_eq!(verify(&many, &vkey), Err(NoteError::Form));
}

#[test]
fn a_secret_is_not_shown() {
    assert_eq!(format!("{:?}", key("a", 7)), "SigningKey { origin: Origin(\"a\"), .. }");
}

proptest! {
    #[test]
    fn no_byte_of_a_note_is_unprotected(size in any::<u64>(), seed in any::<[u8; 32]>(), at in any::<usize>(), bit in 0_u8..8) {
        let key = SigningKey::from_seed(origin("ledger.example.com/1"), &seed);
        let mut note = sign(&checkpoint(size), &key).into_bytes();
        let at = at % note.len();
        note[at] ^= 1 << bit;
        if let Ok(note) = String::from_utf8(note) {
            prop_assert!(verify(&note, &key.verifying_key()).is_err());
        }
    }
}
