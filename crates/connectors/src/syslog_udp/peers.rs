//! The open streams of the peers of one socket.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use model::{Position, StreamId};

/// The streams by peer, bounded in their number.
#[derive(Debug)]
pub(super) struct Peers {
    peers_max: usize,
    open: BTreeMap<SocketAddr, Peer>,
    /// Grows with each use, and says who was silent the longest.
    uses: u64,
}

/// One peer's open stream.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) stream: StreamId,
    pub(super) frames: u64,
    pub(super) bytes: u64,
    last_use: u64,
}

impl Peers {
    pub(super) const fn new(peers_max: usize) -> Self {
        Self { peers_max, open: BTreeMap::new(), uses: 0 }
    }

    /// The open stream of a peer, noted as used now.
    pub(super) fn find(&mut self, peer: &SocketAddr) -> Option<&mut Peer> {
        let found = self.open.get_mut(peer)?;
        self.uses += 1;
        found.last_use = self.uses;
        Some(found)
    }

    pub(super) fn insert(&mut self, peer: SocketAddr, stream: StreamId) {
        self.uses += 1;
        self.open.insert(peer, Peer { stream, frames: 0, bytes: 0, last_use: self.uses });
    }

    /// Where there is no room for one more: the eighth that was silent the longest, at least one, to be closed. An
    /// eighth at once, because closing waits for the disk.
    pub(super) fn evict(&mut self) -> Vec<Peer> {
        if self.open.len() < self.peers_max {
            return Vec::new();
        }
        let mut uses: Vec<_> = self.open.values().map(|peer| peer.last_use).collect();
        let (_, &mut newest, _) = match uses.len().checked_sub(1) {
            Some(last) => uses.select_nth_unstable((self.open.len() / 8).saturating_sub(1).min(last)),
            None => return Vec::new(),
        };
        self.open.extract_if(.., |_, peer| peer.last_use <= newest).map(|(_, peer)| peer).collect()
    }

    /// All that are open, to be closed.
    pub(super) fn take_all(&mut self) -> Vec<Peer> {
        std::mem::take(&mut self.open).into_values().collect()
    }
}

impl Peer {
    /// The next position, counted.
    pub(super) const fn next_position(&mut self, bytes: usize) -> Position {
        let position = Position(self.frames);
        self.frames += 1;
        self.bytes += bytes as u64;
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_silent_eighth_goes() {
        let mut peers = Peers::new(16);
        let address = |port: u16| SocketAddr::from(([192, 0, 2, 1], port));
        for port in 0..16 {
            assert!(peers.evict().is_empty());
            peers.insert(address(port), StreamId(u64::from(port)));
        }
        assert!(peers.find(&address(0)).is_some());
        let evicted: Vec<_> = peers.evict().iter().map(|peer| peer.stream.0).collect();
        assert_eq!(evicted, [1, 2], "0 was used again, so 1 and 2 were silent the longest");
        assert_eq!(peers.take_all().len(), 14);
    }

    #[test]
    fn a_bound_of_one_still_moves_on() {
        let mut peers = Peers::new(1);
        let address = SocketAddr::from(([192, 0, 2, 1], 514));
        peers.insert(address, StreamId(1));
        assert_eq!(peers.evict().len(), 1);
    }
}
