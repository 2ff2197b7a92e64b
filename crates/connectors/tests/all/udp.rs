//! Syslog over UDP, over real sockets.

use std::net::SocketAddr;

use connectors::syslog_udp::{Listener, SyslogUdpConfig};
use connectors::{CloseReason, ConnectorError};
use model::{Framing, Part, Position, StreamId, StreamOrigin, Terminator};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::world::{FEED, Recorder, clock};

struct Serving {
    address: SocketAddr,
    sink: Recorder,
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), ConnectorError>>,
}

async fn serve(sink: Recorder, change: impl FnOnce(&mut SyslogUdpConfig)) -> Serving {
    let mut config = SyslogUdpConfig { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..SyslogUdpConfig::default() };
    change(&mut config);
    let listener = Listener::bind(config).await.expect("a free port");
    let address = listener.local_addr();
    let shutdown = CancellationToken::new();
    let task = tokio::spawn(listener.serve(FEED, clock(), sink.clone(), shutdown.clone()));
    Serving { address, sink, shutdown, task }
}

impl Serving {
    async fn peer(&self) -> UdpSocket {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        socket.connect(self.address).await.expect("an address");
        socket
    }

    async fn end(self) {
        self.shutdown.cancel();
        self.task.await.expect("no panic").expect("a quiet end");
    }
}

async fn send(socket: &UdpSocket, bytes: &[u8]) {
    socket.send(bytes).await.expect("sent");
}

fn stream_of(sink: &Recorder, peer: &UdpSocket, local: SocketAddr) -> StreamId {
    let peer = peer.local_addr().expect("bound").to_string();
    let origin = StreamOrigin::Datagrams { peer, local: local.to_string() };
    sink.look(|recorded| *recorded.opened.iter().find(|(_, one)| **one == origin).expect("opened").0)
}

#[tokio::test]
async fn each_peer_is_a_stream_of_its_own() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let (one, two) = (serving.peer().await, serving.peer().await);
    send(&one, b"<13>a\n").await;
    send(&two, b"<13>b\0").await;
    send(&one, b"<13>c\nd").await;
    send(&one, b"").await;
    let (sink, local) = (serving.sink.clone(), serving.address);
    sink.until(|recorded| recorded.stored.len() == 4).await;
    serving.end().await;

    let stream = stream_of(&sink, &one, local);
    assert_eq!(sink.lines_of(stream), ["<13>a", "<13>c\\nd", ""]);
    assert_eq!(sink.lines_of(stream_of(&sink, &two, local)), ["<13>b"]);
    sink.look(|recorded| {
        assert_eq!(recorded.opened.len(), 2);
        let of_one: Vec<_> = recorded.stored.iter().filter(|delivery| delivery.stream == stream).collect();
        assert_eq!(of_one.iter().map(|one| one.position).collect::<Vec<_>>(), [0, 1, 2].map(Position));
        assert_eq!(of_one[0].flags.terminator(), Terminator::Lf);
        assert!(recorded.stored.iter().all(|one| one.flags.framing() == Framing::Datagram));
        let closing = &recorded.closed[&stream];
        assert_eq!((closing.reason, closing.frames, closing.bytes), (CloseReason::Shutdown, 3, 12));
    });
}

#[tokio::test]
async fn a_long_datagram_comes_in_parts() {
    let serving = serve(Recorder::open(), |config| config.frame_bytes_max = 1000).await;
    let peer = serving.peer().await;
    send(&peer, &[b'x'; 2500]).await;
    let sink = serving.sink.clone();
    sink.until(|recorded| recorded.stored.len() == 3).await;
    serving.end().await;
    sink.look(|recorded| {
        let parts: Vec<_> = recorded.stored.iter().map(|one| (one.raw.len(), one.flags.part())).collect();
        assert_eq!(parts, [(1000, Part::First), (1000, Part::Middle), (500, Part::Last)]);
    });
}

#[tokio::test]
async fn the_longest_datagram_arrives_whole() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let peer = serving.peer().await;
    send(&peer, &[b'x'; 65_507]).await;
    serving.sink.until(|recorded| recorded.stored.len() == 1).await;
    serving.sink.look(|recorded| assert_eq!(recorded.stored[0].raw.len(), 65_507));
}

#[tokio::test]
async fn beyond_the_bound_the_longest_silent_peer_gives_its_place() {
    let serving = serve(Recorder::open(), |config| config.peers_max = 2).await;
    let peers = [serving.peer().await, serving.peer().await, serving.peer().await];
    for (count, peer) in [0, 1, 0, 2, 1].into_iter().enumerate() {
        send(&peers[peer], format!("<13>{peer}").as_bytes()).await;
        serving.sink.until(|recorded| recorded.stored.len() == count + 1).await;
    }
    let sink = serving.sink.clone();
    serving.end().await;
    sink.look(|recorded| {
        // The peer 1 was silent when 2 came; it came again, and 0 was silent then.
        assert_eq!(recorded.opened.len(), 4);
        let reasons: Vec<_> = recorded.closed.values().map(|closing| closing.reason).collect();
        use CloseReason::{Evicted, Shutdown};
        assert_eq!(reasons, [Evicted, Evicted, Shutdown, Shutdown]);
        assert_eq!(recorded.lost, 0);
    });
}

#[tokio::test]
async fn shutdown_takes_what_is_readable() {
    let serving = serve(Recorder::with_room(0), |_| {}).await;
    let peer = serving.peer().await;
    send(&peer, b"<13>first").await;
    serving.sink.until(|recorded| recorded.deliver_calls == 1).await;
    for _ in 0..20 {
        send(&peer, b"<13>more").await;
    }
    serving.shutdown.cancel();
    serving.sink.give_room();
    let sink = serving.sink.clone();
    serving.end().await;
    assert_eq!(sink.lines().len(), 21);
}

#[tokio::test]
async fn what_the_kernel_drops_is_counted() {
    let serving = serve(Recorder::with_room(0), |config| {
        config.receive_buffer_bytes = 4096;
        config.queue_bytes_max = 1;
    })
    .await;
    let peer = serving.peer().await;
    let sent = 200;
    for _ in 0..sent {
        send(&peer, &[b'x'; 500]).await;
    }
    serving.shutdown.cancel();
    serving.sink.give_room();
    let sink = serving.sink.clone();
    serving.end().await;
    let (stored, lost) = sink.look(|recorded| (recorded.stored.len() as u64, recorded.lost));
    assert!(lost > 0, "a buffer of 4 KiB does not hold 100 kB");
    assert_eq!(stored + lost, sent);
}

#[tokio::test]
async fn a_closed_sink_ends_the_listener() {
    let serving = serve(Recorder::open(), |_| {}).await;
    serving.sink.close_for_good();
    let peer = serving.peer().await;
    send(&peer, b"<13>a").await;
    // The reader learns of it with the next datagram.
    serving.sink.until(|recorded| recorded.lost == 1).await;
    send(&peer, b"<13>b").await;
    let error = serving.task.await.expect("no panic").expect_err("the sink is closed");
    assert_eq!(error.to_string(), "deliver syslog from UDP: closed by the test");
    serving.sink.look(|recorded| assert_eq!(recorded.lost, 2));
}

#[tokio::test]
async fn a_taken_address_is_an_error_at_the_start() {
    let serving = serve(Recorder::open(), |_| {}).await;
    let config = SyslogUdpConfig { listen: serving.address, ..SyslogUdpConfig::default() };
    let error = Listener::bind(config).await.expect_err("taken").to_string();
    assert!(error.starts_with(&format!("listen for syslog over UDP on {}", serving.address)), "{error}");
}
