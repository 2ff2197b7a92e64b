//! The tickets, and the helper for pushes.

use bytes::Bytes;
use connectors::{Pending, SinkError, SinkErrorKind, push_frames};
use framing::FrameLimits;
use model::{Seq, Terminator};

#[tokio::test]
async fn a_ticket_resolves_as_the_sink_says() {
    let (completion, pending) = Pending::channel();
    completion.complete(Ok((Seq(3), Seq(9))));
    assert_eq!(pending.durable().await, Ok((Seq(3), Seq(9))));

    let (completion, pending) = Pending::channel();
    let full = SinkError::new(SinkErrorKind::DiskFull, "no space left on device");
    completion.complete(Err(full.clone()));
    assert_eq!(pending.durable().await, Err(full));
}

#[tokio::test]
async fn a_dropped_ticket_says_that_the_sink_is_closed() {
    let (completion, pending) = Pending::channel();
    drop(completion);
    assert_eq!(pending.durable().await.map_err(|error| error.kind), Err(SinkErrorKind::Closed));
}

#[test]
fn a_pushed_body_is_lines() {
    let frames = push_frames(Bytes::from_static(b"{\"a\":1}\r\n\nlast"), FrameLimits::default());
    let texts: Vec<_> = frames.iter().map(|(bytes, _)| &bytes[..]).collect();
    assert_eq!(texts, [b"{\"a\":1}".as_slice(), b"", b"last"]);
    assert_eq!(frames[0].1.terminator(), Terminator::CrLf);
    assert!(frames[2].1.is_unterminated());
    assert!(push_frames(Bytes::new(), FrameLimits::default()).is_empty());
}
