//! What a line costs grows with its length and no faster: hostile lines are doubled, and the bytes that are looked at
//! are counted, not timed (`syntax/effort.rs`).
//!
//! `PROPTEST_CASES=100000 cargo test --release -p formats --lib cost` looks at all there is.

use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;

use crate::{read, syntax::effort::take_spent};

/// What a hostile sender repeats: what parts, opens, guards or begins something in one of the syntaxes.
const REPEATED: &[&str] = &[
    "a",
    "1",
    "é",
    "\0",
    " ",
    "\t",
    ",",
    "=",
    "|",
    ";",
    ":",
    "<",
    ">",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "%",
    "&",
    "#",
    "/",
    "\\",
    "\"",
    "'",
    "-",
    ".",
    "@",
    "\"\"",
    "\\\"",
    "\\\\",
    "=\"",
    "='",
    "=,",
    "[[",
    "]]",
    "/-",
    "->",
    ": ",
    ", ",
    " (a)",
    "\" \"",
    "&amp;",
    "&#x41;",
    "%20",
    "\\u0041",
    "\\ud800",
    "<a>",
    "</a>",
    "<a b='c'>",
    "<!--",
    "<![CDATA[",
    "<1>",
    "a=b ",
    "a=\"b\" ",
    "a=\"",
    "a='b' ",
    "a.b=c ",
    "=1 ",
    "user=a ",
    "src=192.0.2.1 ",
    " ; X=",
    "; from=<",
    "IN=e OUT= ",
    "[a b=\"c\"]",
    "[x y=\"",
    "{\"a\":",
    "{\"a\":1},",
    "\"a\":1,",
    "\"a\":{},",
    ",\"b\":\"c\"",
    "[{},",
    "192.0.2.1 ",
    "192.0.2.1,",
    "2001:db8::1 ",
    "2001:db8::1,",
    "::1,",
    "1.",
    "1:",
    "1/",
    "a:1 ",
    "/a",
    "\\a",
    "a, ",
    "T1059 ",
    "T1059,",
    "a from b port 1 ",
    "for a from b ",
    "http://a/",
    "Nov 20 10:11:12 h a: ",
    "2026-11-20T10:11:12Z ",
    "<13>1 - h a 1 - ",
    "CEF:0|",
    "LEEF:2.0|",
    "%ASA-6-302013: ",
    "pam_unix(a:b): ",
    "last message repeated 2 times",
    "GET / HTTP/1.1\" 200 1 ",
    "[20/Nov/2026:10:11:12 +0100] ",
];

/// What was once dear, by the line's front and the piece that is repeated behind it.
const ONCE_DEAR: [(&str, &str); 7] = [
    ("type=KERNEL msg=audit(1763632800.123:46): a=", "xID="),
    ("type=KERNEL msg=audit(1763632800.123:46): a=", "1ARCH="),
    ("type=KERNEL msg=audit(1763632800.123:46): a=", "1ID=\"\""),
    // What a line tells twice is named once.
    (
        r#"date=2026-11-20 time=10:11:12 devname="FG1" devid="FG1" logid="0100032002" type="event" subtype="system" "#,
        "srcip=192.0.2.1 srcip=192.0.2.2 ",
    ),
    (
        r#"id=firewall sn=0017C5 time="2026-11-20 10:11:12" fw=198.51.100.1 pri=6 c=16 m=30 "#,
        "src=192.0.2.1:1:X1 src=192.0.2.2:2:X1 ",
    ),
    (
        r#"<30>2026:11:20-10:11:12 utm1 aua[4711]: id="3005" severity="warn" sys="System" sub="auth" name="a" "#,
        r#"srcip="192.0.2.1" srcip="192.0.2.2" "#,
    ),
    (
        r#"<134>1 2026-11-20T10:11:01+01:00 gw1 CheckPoint 7776 - [action:"Drop"; "#,
        r#"src:"192.0.2.1"; src:"192.0.2.2"; "#,
    ),
];

/// Every line that the products' fixtures hold.
static LINES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let list = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut logs: Vec<_> =
        list(&root).flat_map(|vendor| list(&vendor)).map(|folder| folder.join("basic.log")).collect();
    logs.sort();
    let texts = logs.into_iter().filter_map(|log| fs::read(log).ok());
    let lines = texts.flat_map(|text| text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>());
    lines.filter(|line| !line.is_empty()).collect()
});

/// What is repeated: one of the above, or a piece of the line itself as its own syntax parts it.
fn cut_piece(line: &[u8], choice: usize) -> Vec<u8> {
    if let Some(piece) = REPEATED.get(choice) {
        return piece.as_bytes().to_vec();
    }
    let pieces = || line.split_inclusive(|byte| matches!(byte, b' ' | b',' | b'|' | b';' | b'\t' | b'{' | b'}'));
    let count = pieces().count();
    pieces().nth(choice % count.max(1)).map_or_else(|| b" ".to_vec(), <[u8]>::to_vec)
}

/// The line with a piece standing in it so often that it takes so many bytes, an odd number of times: an even one would
/// close the quotes that it opens.
fn stretch(line: &[u8], at: usize, piece: &[u8], bytes: usize) -> Vec<u8> {
    let (head, tail) = line.split_at(at.min(line.len()));
    [head, &piece.repeat((bytes / piece.len()) | 1), tail].concat()
}

fn measure(raw: &[u8]) -> u64 {
    take_spent();
    let record = read(raw);
    // A fact costs, too.
    take_spent() + record.facts.len() as u64
}

#[test]
fn what_was_once_dear_grows_with_its_length() {
    const BYTES: usize = 1 << 14;
    for (front, piece) in ONCE_DEAR {
        let [once, twice] =
            [BYTES, 2 * BYTES].map(|bytes| measure(&stretch(front.as_bytes(), front.len(), piece.as_bytes(), bytes)));
        assert!(twice * 10 <= once * 23, "{once} bytes are looked at, then {twice}: {piece} behind {front}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn twice_the_bytes_cost_twice(
        line in any::<prop::sample::Index>(),
        choice in 0..2 * REPEATED.len(),
        place in any::<prop::sample::Index>(),
        is_at_end in any::<bool>(),
    ) {
        const BYTES: usize = 1 << 14;
        // Tables are asked once, whatever the length.
        const FREE: u64 = 1 << 17;
        let line = line.get(&LINES);
        let piece = cut_piece(line, choice);
        let at = if is_at_end { line.len() } else { place.index(line.len()) };
        let once = measure(&stretch(line, at, &piece, BYTES));
        let twice = measure(&stretch(line, at, &piece, 2 * BYTES));
        prop_assert!(
            twice * 10 <= once * 23 + FREE * 10,
            "{once} bytes are looked at, then {twice}: {:?} repeated at {at} of\n{}",
            String::from_utf8_lossy(&piece), String::from_utf8_lossy(line),
        );
    }
}
