//! Syslog over TCP, over real connections.

use std::net::SocketAddr;

use connectors::syslog_tcp::{Listener, SyslogTcpConfig};
use connectors::{CloseReason, ConnectorError, SinkErrorKind};
use model::{Framing, Part, Position, StreamOrigin};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::world::{FEED, Recorder, RefuseAt, clock};

struct Serving {
    address: SocketAddr,
    sink: Recorder,
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), ConnectorError>>,
}

async fn serve(sink: Recorder, change: impl FnOnce(&mut SyslogTcpConfig)) -> Serving {
    let mut config = SyslogTcpConfig { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..SyslogTcpConfig::default() };
    change(&mut config);
    let listener = Listener::bind(config).await.expect("a free port");
    let address = listener.local_addr();
    let shutdown = CancellationToken::new();
    let task = tokio::spawn(listener.serve(FEED, clock(), sink.clone(), shutdown.clone()));
    Serving { address, sink, shutdown, task }
}

impl Serving {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the listener accepts")
    }

    /// Sends bytes on a connection of their own, closes it, and waits for the end of its stream.
    async fn send(&self, bytes: &[u8]) {
        let closed = self.sink.look(|recorded| recorded.closed.len());
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.expect("sent");
        drop(stream);
        self.sink.until(|recorded| recorded.closed.len() > closed).await;
    }

    async fn end(self) -> Result<(), ConnectorError> {
        self.shutdown.cancel();
        self.task.await.expect("no panic")
    }
}

#[tokio::test]
async fn both_framings_on_one_port() {
    let serving = serve(Recorder::open(), |_| {}).await;
    serving.send(b"<13>one\n<13>two\r\n\n<13>three").await;
    serving.send(b"7 <13>one9 <13>two\n\n").await;
    let sink = serving.sink.clone();
    serving.end().await.expect("a quiet end");

    assert_eq!(sink.lines(), ["<13>one", "<13>two", "", "<13>three", "<13>one", "<13>two\\n"]);
    sink.look(|recorded| {
        assert_eq!(recorded.opened.len(), 2);
        let framings: Vec<_> = recorded.stored.iter().map(|one| one.flags.framing()).collect();
        assert_eq!(framings[..4], [Framing::Line; 4]);
        assert_eq!(framings[4..], [Framing::OctetCounting; 2]);
        let positions: Vec<_> = recorded.stored.iter().map(|one| one.position).collect();
        assert_eq!(positions, [0, 1, 2, 3, 0, 1].map(Position));
        assert!(recorded.stored[3].flags.is_unterminated());
        for closing in recorded.closed.values() {
            assert_eq!((closing.reason, closing.problem.as_ref()), (CloseReason::End, None));
        }
        let counts: Vec<_> = recorded.closed.values().map(|closing| (closing.frames, closing.bytes)).collect();
        assert_eq!(counts, [(4, 27), (2, 20)]);
    });
}

#[tokio::test]
async fn the_origin_says_who_and_where() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let mut stream = serving.connect().await;
    stream.write_all(b"<13>a\n").await.expect("sent");
    serving.sink.until(|recorded| recorded.stored.len() == 1).await;
    let origin = StreamOrigin::Connection {
        peer: stream.local_addr().expect("bound").to_string(),
        local: serving.address.to_string(),
    };
    serving.sink.look(|recorded| assert_eq!(recorded.opened[&recorded.only_stream()], origin));
}

#[tokio::test]
async fn split_writes_give_the_same_frames() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let mut stream = serving.connect().await;
    stream.set_nodelay(true).expect("a socket");
    for byte in b"9 <13>hello10 <13>wor\nld" {
        stream.write_all(&[*byte]).await.expect("sent");
        tokio::task::yield_now().await;
    }
    drop(stream);
    serving.sink.until(|recorded| recorded.closed.len() == 1).await;
    assert_eq!(serving.sink.lines(), ["<13>hello", "<13>wor\\nld"]);
}

#[tokio::test]
async fn a_lying_count_loses_nothing_and_is_written_down() {
    let serving = serve(Recorder::open(), |_| {}).await;
    serving.send(b"4 <13>hello\n<13>world\n").await;
    assert_eq!(serving.sink.lines(), ["<13>", "hello", "<13>world"]);
    serving.sink.look(|recorded| {
        let closing = &recorded.closed[&recorded.only_stream()];
        assert_eq!(closing.problem.as_deref(), Some("octet count at byte 6 is none, or is untrue"));
    });
    serving.send(b"99999 <13>a\n<13>b\n").await;
    assert_eq!(serving.sink.lines()[3..], ["99999 <13>a", "<13>b"]);
}

#[tokio::test]
async fn a_tls_hello_is_kept_and_the_connection_closed() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let mut stream = serving.connect().await;
    stream.write_all(b"\x16\x03\x01\x00\x04\x01\n\0\0").await.expect("sent");
    let mut answer = Vec::new();
    // The other side closes although this one keeps its half open; whether with a reset does not matter.
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty());
    serving.sink.until(|recorded| recorded.closed.len() == 1).await;
    assert_eq!(serving.sink.lines(), ["\\x16\\x03\\x01\\x00\\x04\\x01\\n\\x00\\x00"]);
    serving.sink.look(|recorded| {
        assert_eq!(recorded.closed[&recorded.only_stream()].reason, CloseReason::NotText);
    });
}

#[tokio::test]
async fn a_probe_without_bytes_leaves_no_trace() {
    let serving = serve(Recorder::open(), |_| {}).await;
    drop(serving.connect().await);
    serving.send(b"<13>a\n").await;
    serving.sink.look(|recorded| assert_eq!(recorded.opened.len(), 1));
}

#[tokio::test]
async fn a_long_line_comes_in_parts_at_consecutive_positions() {
    let serving = serve(Recorder::open(), |config| config.frame_bytes_max = 4).await;
    serving.send(b"abcdefghij\nk\n").await;
    assert_eq!(serving.sink.lines(), ["abcd", "efgh", "ij", "k"]);
    serving.sink.look(|recorded| {
        let parts: Vec<_> = recorded.stored.iter().map(|one| (one.position.0, one.flags.part())).collect();
        assert_eq!(parts, [(0, Part::First), (1, Part::Middle), (2, Part::Last), (3, Part::Whole)]);
    });
}

#[tokio::test]
async fn a_sink_without_room_holds_the_sender_back() {
    let serving = serve(Recorder::with_room(0), |_| {}).await;
    let mut stream = serving.connect().await;
    let line = vec![b'x'; 1023].into_iter().chain([b'\n']).collect::<Vec<u8>>();
    stream.write_all(&line).await.expect("sent");
    serving.sink.until(|recorded| recorded.deliver_calls == 1).await;
    // Nobody reads now: both kernel buffers fill, and then the sender cannot write.
    let mut sent = line.len();
    loop {
        match stream.try_write(&line) {
            Ok(count) => sent += count,
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                // The receiving side may still be taking over what the sending side holds.
                let wait = std::time::Duration::from_millis(300);
                if tokio::time::timeout(wait, stream.writable()).await.is_err() {
                    break;
                }
            }
            Err(error) => panic!("{error}"),
        }
        assert!(sent < 64 << 20, "the sender was never held back");
    }
    assert_eq!(serving.sink.lines(), [""; 0]);
    serving.sink.give_room();
    drop(stream);
    serving.sink.until(|recorded| recorded.closed.len() == 1).await;
    let stored: usize = serving.sink.look(|recorded| recorded.stored.iter().map(|one| one.raw.len()).sum());
    let frames = serving.sink.look(|recorded| recorded.stored.len());
    let unterminated = usize::from(sent % line.len() != 0);
    assert_eq!(stored + frames - unterminated, sent, "every byte that was taken arrived");
}

#[tokio::test]
async fn shutdown_drains_what_is_readable() {
    let serving = serve(Recorder::with_room(0), |_| {}).await;
    let mut stream = serving.connect().await;
    stream.write_all(b"<13>first\n").await.expect("sent");
    serving.sink.until(|recorded| recorded.deliver_calls == 1).await;
    // The connection waits for room. What is written now is in the kernel when the shutdown begins.
    stream.write_all(b"<13>second\n<13>third").await.expect("sent");
    serving.shutdown.cancel();
    serving.sink.give_room();
    let sink = serving.sink.clone();
    serving.end().await.expect("a quiet end");
    assert_eq!(sink.lines(), ["<13>first", "<13>second", "<13>third"]);
    sink.look(|recorded| {
        assert_eq!(recorded.closed[&recorded.only_stream()].reason, CloseReason::Shutdown);
        assert_eq!(recorded.lost, 0);
    });
    assert!(stream.read_u8().await.is_err(), "the connection is closed");
}

#[tokio::test]
async fn a_sender_that_never_pauses_does_not_hold_up_the_end() {
    let serving = serve(Recorder::open(), |config| config.drain_bytes_max = 1000).await;
    let mut stream = serving.connect().await;
    let flood = tokio::spawn(async move {
        let line = [b"x".repeat(99), b"\n".to_vec()].concat();
        while stream.write_all(&line).await.is_ok() {}
    });
    serving.sink.until(|recorded| recorded.stored.len() > 100).await;
    serving.end().await.expect("a quiet end");
    flood.await.expect("ended by the closed connection");
}

#[tokio::test]
async fn a_full_disk_is_tried_again_in_order() {
    for at in [RefuseAt::Deliver, RefuseAt::Ticket, RefuseAt::Open] {
        let serving = serve(Recorder::open(), |_| {}).await;
        serving.sink.refuse(at, SinkErrorKind::DiskFull, 2);
        serving.send(b"<13>a\n<13>b\n").await;
        assert_eq!(serving.sink.lines(), ["<13>a", "<13>b"]);
        serving.sink.look(|recorded| assert_eq!(recorded.lost, 0));
    }
}

#[tokio::test]
async fn what_a_full_disk_keeps_out_at_the_end_is_counted_as_lost() {
    let serving = serve(Recorder::open(), |_| {}).await;
    serving.sink.refuse(RefuseAt::Ticket, SinkErrorKind::DiskFull, 1);
    serving.sink.refuse(RefuseAt::Deliver, SinkErrorKind::DiskFull, 1000);
    let mut stream = serving.connect().await;
    stream.write_all(b"<13>a\n<13>b\n").await.expect("sent");
    serving.sink.until(|recorded| recorded.deliver_calls >= 1).await;
    let sink = serving.sink.clone();
    serving.end().await.expect("a full disk does not fail the listener");
    sink.look(|recorded| assert_eq!((recorded.stored.len(), recorded.lost), (0, 2)));
}

#[tokio::test]
async fn a_closed_sink_ends_the_listener() {
    let serving = serve(Recorder::open(), |_| {}).await;
    serving.sink.close_for_good();
    let mut stream = serving.connect().await;
    stream.write_all(b"<13>a\n").await.expect("sent");
    let error = serving.task.await.expect("no panic").expect_err("the sink is closed");
    assert_eq!(error.to_string(), "deliver syslog from TCP: closed by the test");
    serving.sink.look(|recorded| assert_eq!(recorded.lost, 1));
}

#[tokio::test]
async fn a_silent_connection_is_closed_after_the_bound() {
    let serving = serve(Recorder::open(), |config| config.idle_seconds_max = 0).await;
    let mut stream = serving.connect().await;
    assert!(matches!(stream.read_u8().await, Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof));
}

#[tokio::test]
async fn a_connection_beyond_the_bound_waits_for_a_place() {
    let serving = serve(Recorder::open(), |config| config.connections_max = 1).await;
    let mut first = serving.connect().await;
    first.write_all(b"<13>first\n").await.expect("sent");
    serving.sink.until(|recorded| recorded.stored.len() == 1).await;
    let mut second = serving.connect().await;
    second.write_all(b"<13>second\n").await.expect("queued by the kernel");
    first.write_all(b"<13>third\n").await.expect("sent");
    serving.sink.until(|recorded| recorded.stored.len() == 2).await;
    assert_eq!(serving.sink.lines(), ["<13>first", "<13>third"]);
    drop(first);
    serving.sink.until(|recorded| recorded.stored.len() == 3).await;
}

#[tokio::test]
async fn a_taken_address_is_an_error_at_the_start() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let config = SyslogTcpConfig { listen: serving.address, ..SyslogTcpConfig::default() };
    let error = Listener::bind(config).await.expect_err("taken").to_string();
    assert!(error.starts_with(&format!("listen for syslog over TCP on {}", serving.address)), "{error}");
}
