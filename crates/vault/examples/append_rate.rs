//! Measures how many records a second the vault stores, reads back and inspects.
//!
//! `cargo run --release -p vault --example append_rate [RECORDS [DIR]]`: 2 000 000 records of about 180 bytes by
//! default, in a temporary directory, synced every 4096.

use std::{
    hint::black_box,
    path::PathBuf,
    time::{Duration, Instant},
};

use model::{FeedId, FrameFlags, Position, Seq, StreamId};
use stamp::UtcNanos;
use vault::{NewFrame, SystemSalt, Vault, VaultOptions, inspect};

const SYNC_RECORDS: u64 = 4096;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let records: u64 = arguments.next().map_or(Ok(2_000_000), |count| count.parse())?;
    let scratch = tempfile::tempdir()?;
    let dir = arguments.next().map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let options = VaultOptions { hot_bytes_max: 0, ..VaultOptions::default() };
    let Vault { mut writer, reader, recovery } = Vault::open(&dir, &options, Box::<SystemSalt>::default())?;
    let first = recovery.next;

    let begun = Instant::now();
    for number in 0..records {
        let raw = format!(
            "<189>date=2026-11-20 time=10:11:12 devname=\"fw-1\" type=\"traffic\" srcip=192.0.2.{} srcport={} \
             dstip=198.51.100.7 dstport=443 action=\"accept\" sessionid={number} sentbyte=4096",
            number % 250,
            number % 60_000
        );
        writer.append(&NewFrame {
            feed: FeedId(1),
            stream: StreamId(1),
            position: Position(number),
            received_at: UtcNanos(1_795_169_472_000_000_000),
            flags: FrameFlags(5),
            raw: raw.as_bytes(),
        })?;
        if number % SYNC_RECORDS == 0 {
            writer.sync()?;
        }
    }
    let through = writer.sync()?;
    print_rate("append, hash, sync", records, begun.elapsed());

    let begun = Instant::now();
    let mut bytes = 0;
    for evidence in reader.scan(first, through) {
        bytes += black_box(evidence?).raw.len();
    }
    print_rate("scan", records, begun.elapsed());

    let begun = Instant::now();
    let reads = records.min(200_000);
    for number in 0..reads {
        // A large odd step visits the records in no order.
        let seq = Seq(first.0 + number.wrapping_mul(2_654_435_761) % records);
        black_box(reader.read(seq)?);
    }
    print_rate("read one by one", reads, begun.elapsed());

    let begun = Instant::now();
    let met = inspect(&dir)?.map(|met| met.map(black_box)).collect::<Result<Vec<_>, _>>()?.len();
    print_rate("inspect", met as u64, begun.elapsed());

    let begun = Instant::now();
    let (mut plain, mut cold) = (0, 0);
    while let Some(done) = reader.compress_next()? {
        (plain, cold) = (plain + done.plain_bytes, cold + done.cold_bytes);
    }
    println!("compress: {plain} to {cold} bytes in {:.2?}", begun.elapsed());

    let begun = Instant::now();
    let count = reader.scan(first, through).map(black_box).count();
    print_rate("scan, compressed", count as u64, begun.elapsed());
    println!("{bytes} raw bytes");
    Ok(())
}

fn print_rate(what: &str, records: u64, took: Duration) {
    let rate = u128::from(records) * 1_000_000 / took.as_micros().max(1);
    println!("{what}: {records} records in {took:.2?}, {rate} records/s");
}
