//! Batches, feeds and conservation.

use std::{collections::BTreeMap, time::Duration};

use ledger::{BatchRecords, EntryNumber, EntryType, ErrorKind, Moment, NewBatch, Sums};
use model::{Feed, FeedId, FeedKind, Seq};
use seal::sha256;
use stamp::UtcNanos;

use crate::site::{START, Site};

pub(crate) fn sums(received: u64, stored: u64) -> Sums {
    let rejected = BTreeMap::from([("too_long".to_owned(), received - stored)]);
    Sums { received, stored, rejected, lost: 0 }
}

pub(crate) fn batch_of<const N: usize>(first: u64, last: u64, feeds: [(FeedId, Sums); N]) -> NewBatch {
    let records = (first <= last).then(|| BatchRecords {
        first_seq: Seq(first),
        last_seq: Seq(last),
        root: sha256(&[b"a root"]),
    });
    let moment = |seconds: u64| Moment {
        wall: UtcNanos(START + i64::try_from(seconds).unwrap() * 1_000_000_000),
        monotonic: Duration::from_secs(seconds),
    };
    NewBatch { records, boot_id: "boot-1".to_owned(), opened: moment(1), closed: moment(11), feeds: feeds.into() }
}

fn feed(name: &str, zone: Option<&str>) -> Feed {
    Feed { name: name.to_owned(), kind: FeedKind::SyslogUdp, zone: zone.map(str::to_owned), year: None }
}

#[test]
fn one_configuration_has_one_number_and_another_the_next() {
    let site = Site::new();
    let ledger = site.open();
    let first = ledger.register_feed(&feed("fw", None)).unwrap();
    assert_eq!(ledger.register_feed(&feed("fw", None)).unwrap(), first);
    let second = ledger.register_feed(&feed("fw", Some("+01:00"))).unwrap();
    assert_eq!((first, second), (FeedId(1), FeedId(2)));
    assert_eq!(ledger.feed(first).unwrap(), Some(feed("fw", None)));
    assert_eq!(ledger.feed(FeedId(3)).unwrap(), None);
    drop(ledger);
    let ledger = site.open();
    assert_eq!(ledger.register_feed(&feed("fw", Some("+01:00"))).unwrap(), second);
    assert_eq!(ledger.feeds().unwrap(), [(first, feed("fw", None)), (second, feed("fw", Some("+01:00")))]);
    assert_eq!(ledger.iterate_entries(&[EntryType::Feed]).count(), 2);
}

#[test]
fn batches_come_back_as_sealed_and_idle_ones_keep_the_last_seq() {
    let site = Site::new();
    let ledger = site.open();
    assert_eq!((ledger.last_batch().unwrap(), ledger.last_sealed_seq().unwrap()), (None, Seq(0)));
    let full = batch_of(1, 10, [(FeedId(1), sums(12, 10)), (FeedId(2), Sums { lost: 3, ..Sums::default() })]);
    let idle = batch_of(1, 0, []);
    ledger.append_batch(&full).unwrap();
    ledger.append_batch(&idle).unwrap();
    let stored: Vec<_> = ledger.iterate_batches().map(Result::unwrap).collect();
    assert_eq!(stored.iter().map(|batch| &batch.batch).collect::<Vec<_>>(), [&full, &idle]);
    assert_eq!(stored.iter().map(|batch| batch.through_seq).collect::<Vec<_>>(), [Seq(10), Seq(10)]);
    assert_eq!(ledger.batches(stored[0].entry, 5).unwrap(), stored[1..]);
    assert_eq!(ledger.last_batch().unwrap().as_ref(), stored.last());
    assert_eq!(ledger.last_sealed_seq().unwrap(), Seq(10));
}

#[test]
fn records_are_sealed_once_and_in_order() {
    let site = Site::new();
    let ledger = site.open();
    ledger.append_batch(&batch_of(1, 10, [(FeedId(1), sums(10, 10))])).unwrap();
    for (first, last) in [(1, 10), (10, 12), (5, 6)] {
        let error = ledger.append_batch(&batch_of(first, last, [(FeedId(1), sums(3, 3))])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{first} to {last}");
    }
    // After a declared loss, numbers go on behind a gap; the loss entry and the vault's check tell of it.
    ledger.append_batch(&batch_of(15, 15, [(FeedId(1), sums(1, 1))])).unwrap();
    assert_eq!(ledger.last_sealed_seq().unwrap(), Seq(15));
    assert_eq!(ledger.conservation().unwrap()["feed 1"].received, 11, "what was refused is not counted");
}

#[test]
fn sums_add_up_over_batches_and_versions_of_a_feed() {
    let site = Site::new();
    let ledger = site.open();
    let first = ledger.register_feed(&feed("fw", None)).unwrap();
    let second = ledger.register_feed(&feed("fw", Some("+01:00"))).unwrap();
    let other = ledger.register_feed(&feed("mail", None)).unwrap();
    let lost = Sums { lost: 4, ..Sums::default() };
    let own = (FeedId(0), sums(2, 2));
    ledger.append_batch(&batch_of(1, 9, [(first, sums(8, 7)), (other, lost.clone()), own])).unwrap();
    ledger.append_batch(&batch_of(10, 12, [(second, sums(5, 3)), (other, lost)])).unwrap();
    let found = ledger.conservation().unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["fw", "ledgerline", "mail"]);
    assert_eq!(found["fw"], sums(13, 10));
    assert!(found["fw"].is_conserved());
    assert_eq!((found["mail"].received, found["mail"].lost), (0, 8));
    assert!(!Sums { received: 3, stored: 2, ..Sums::default() }.is_conserved());
    drop(ledger);
    assert_eq!(site.open().conservation().unwrap(), found);
    assert_eq!(site.wrong(), "");
}

#[test]
fn a_batch_of_many_feeds_fits_by_moving_its_sums() {
    let site = Site::new();
    let ledger = site.open();
    let mut batch = batch_of(1, 5, []);
    batch.feeds = (1..=3_000).map(|id| (FeedId(id), sums(id.into(), 0))).collect();
    let number = ledger.append_batch(&batch).unwrap();
    assert_eq!(ledger.entry(number).unwrap().unwrap().parse().unwrap().moved, ["feeds"]);
    assert_eq!(ledger.batches(EntryNumber(0), 1).unwrap()[0].batch, batch);
    assert_eq!(site.wrong(), "");
}
