//! Digests: the same for the same events, other for others.

use index::{Digests, Index};
use model::{Field, Seq};
use proptest::prelude::*;

use crate::events::{Told, feed, indexed, open, options};

fn telling(count: u64) -> Vec<Told> {
    (1..=count)
        .map(|seq| {
            Told::new(seq, (seq as i64 * 7) % 5)
                .with(Some(Field::UserName), "user", ["root", "admin"][seq as usize % 2])
                .with(Some(Field::SourceIp), "src", "192.0.2.1")
                .with_word(Field::LogLevel, "notice")
        })
        .collect()
}

fn digests(telling: &[Told], commit_every: usize) -> Digests {
    indexed(telling, commit_every).2.digests().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn do_not_depend_on_commits(commits in prop::collection::vec(1_usize..9, 1..8), threads in 1_usize..3) {
        let telling = telling(33);
        let root = tempfile::tempdir().unwrap();
        let options = index::IndexOptions { writer_threads: threads, ..options() };
        let (mut writer, reader, _) = Index::open(root.path(), "reader-1", Seq(0), &options).unwrap();
        let mut rest = telling.as_slice();
        for commit in commits.iter().cycle() {
            let (part, more) = rest.split_at((*commit).min(rest.len()));
            feed(&mut writer, part, 100);
            rest = more;
            if rest.is_empty() {
                break;
            }
        }
        let told = reader.digests().unwrap();
        prop_assert_eq!(told, digests(&telling, 33));
        prop_assert_eq!((told.documents, told.through), (33, Seq(33)));
    }
}

#[test]
fn outlive_a_restart_and_a_rebuild() {
    let telling = telling(30);
    let root = tempfile::tempdir().unwrap();
    let (mut writer, _reader, _) = open(&root, 0);
    feed(&mut writer, &telling[..17], 4);
    drop(writer);
    let (mut writer, reader, _) = open(&root, 30);
    feed(&mut writer, &telling[17..], 6);
    let before = reader.digests().unwrap();
    writer.close().unwrap();
    // Merges have ended by now.
    assert_eq!(Index::read(root.path()).unwrap().unwrap().digests().unwrap(), before);

    let (mut writer, reader, standing) = Index::rebuild(root.path(), "reader-1", &options()).unwrap();
    assert_eq!((standing.through, standing.swap_due), (Seq(0), true));
    feed(&mut writer, &telling, 30);
    assert_eq!(reader.digests().unwrap(), before);
    assert_eq!(Index::read(root.path()).unwrap().unwrap().digests().unwrap(), before);
    writer.swap().unwrap();
    assert_eq!(reader.digests().unwrap(), before);
}

#[test]
fn tell_every_difference() {
    let telling = telling(5);
    let base = digests(&telling, 5);
    let change = |change: fn(&mut Told)| {
        let mut changed = telling.clone();
        change(&mut changed[2]);
        digests(&changed, 5)
    };
    let changes: [fn(&mut Told); 4] = [
        |told| told.event.time.at.0 += 1,
        |told| told.raw.extend_from_slice(b" more"),
        |told| told.event.facts[0].field = Some(Field::UserEmail),
        |told| told.feed = "udp",
    ];
    for changed in changes.map(change) {
        assert_ne!(changed.fed, base.fed);
        assert_ne!(changed.columns, base.columns);
    }
    assert_ne!(digests(&telling[..4], 5).fed, base.fed);
}
