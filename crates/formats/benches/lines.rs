//! How many lines a second are read and normalised on one core: `cargo bench -p formats`.
//!
//! Each product's lines are those of its fixture. `mix` is the log that `LEDGERLINE_BENCH_LOG` names, where it names
//! one, else the fixtures of what a SOC's log is mostly made of.

#![expect(clippy::expect_used, reason = "a benchmark may stop where its lines are missing")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use divan::{Bencher, black_box, counter::ItemsCount};
use model::{Feed, FeedId, FeedKind, FrameFlags, Position, Receipt, Seq, StreamId, StreamOrigin};
use normalize::FeedContext;
use stamp::UtcNanos;

/// How many lines of a log are read in one round: enough for several megabytes.
const LINES_MAX: usize = 100_000;
/// How often a fixture's lines are repeated in one round.
const ROUNDS: usize = 64;

fn main() {
    divan::main();
}

/// What a SOC's log is mostly made of.
const MIXED: &[&str] = &[
    "linux/sshd",
    "linux/sudo",
    "linux/pam",
    "syslog/rfc3164",
    "syslog/rfc5424",
    "netfilter/log",
    "cisco/asa",
    "fortinet/fortigate",
    "suricata/eve",
    "wazuh/alerts",
];

/// Every fixture as `vendor/product`.
static PRODUCTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = fixtures();
    let vendors = list(&root).into_iter().filter(|vendor| vendor != "incidents");
    let products = vendors.flat_map(|vendor| {
        let products = list(&root.join(&vendor));
        products.into_iter().map(move |product| format!("{vendor}/{product}"))
    });
    products.collect()
});

#[divan::bench(args = PRODUCTS.iter())]
fn product(bencher: Bencher<'_, '_>, product: &String) {
    let lines = read_lines(&fixtures().join(product).join("basic.log"));
    let lines: Vec<&[u8]> = (0..ROUNDS).flat_map(|_| lines.iter().map(Vec::as_slice)).collect();
    bench_lines(bencher, &lines);
}

#[divan::bench]
fn mix(bencher: Bencher<'_, '_>) {
    let lines = match std::env::var_os("LEDGERLINE_BENCH_LOG") {
        Some(path) => read_lines(Path::new(&path)),
        None => MIXED.iter().flat_map(|product| read_lines(&fixtures().join(product).join("basic.log"))).collect(),
    };
    let lines: Vec<&[u8]> = lines.iter().take(LINES_MAX).map(Vec::as_slice).collect();
    bench_lines(bencher, &lines);
}

fn bench_lines(bencher: Bencher<'_, '_>, lines: &[&[u8]]) {
    let feed = Feed { name: "bench".into(), kind: FeedKind::SyslogTcp, zone: None, year: None };
    let feed = FeedContext::new(&feed).expect("no zone is a zone");
    let origin = StreamOrigin::Connection { peer: "192.0.2.1:40000".into(), local: "192.0.2.2:514".into() };
    let received_at = UtcNanos::parse_rfc3339("2026-11-23T00:00:00Z").expect("a moment");
    bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
        for (line, seq) in lines.iter().zip(1..) {
            let receipt = Receipt {
                seq: Seq(seq),
                feed: FeedId(1),
                stream: StreamId(1),
                position: Position(seq - 1),
                received_at,
                flags: FrameFlags::default(),
            };
            black_box(normalize::read_event(black_box(line), receipt, &origin, &feed));
        }
    });
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The names of a folder's folders, sorted.
fn list(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the fixtures are there").flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

fn read_lines(file: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(file).expect("a log to read");
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(<[u8]>::to_vec).collect()
}
