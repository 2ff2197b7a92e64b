//! The other end of a tunnel or of a login, and who that is.

use memchr::memchr;
use model::{Fact, Field, Name};

use super::{Line, meanings::Slot};
use crate::syntax::cut::is_ip;

impl Line<'_, '_> {
    /// What a FortiGate counts of its tunnels, it sent and received itself: where the other end is the source, that one
    /// sent what was received here.
    fn turn_counts(&mut self) {
        let is_source = |fact: &Fact| Some(fact.value.span()) == self.span(Slot::RemoteIp);
        if !self.record.first(Field::SourceIp).is_some_and(is_source) {
            return;
        }
        for fact in &mut self.record.facts {
            fact.field = match fact.field {
                Some(Field::SourceBytes) => Some(Field::DestinationBytes),
                Some(Field::DestinationBytes) => Some(Field::SourceBytes),
                Some(Field::SourcePackets) => Some(Field::DestinationPackets),
                Some(Field::DestinationPackets) => Some(Field::SourcePackets),
                other => other,
            };
        }
    }

    /// Who the other end of a tunnel or a login is: it is the source, unless the tunnel was begun from here.
    pub(super) fn conclude_peer(&mut self) {
        let is_ours = self.text(Slot::Init) == b"local";
        let (near, far) = (
            [(Slot::LocalIp, Field::SourceIp), (Slot::LocalPort, Field::SourcePort)],
            [(Slot::LocalIp, Field::DestinationIp), (Slot::LocalPort, Field::DestinationPort)],
        );
        let (peer_near, peer_far) = (
            [(Slot::RemoteIp, Field::SourceIp), (Slot::RemotePort, Field::SourcePort)],
            [(Slot::RemoteIp, Field::DestinationIp), (Slot::RemotePort, Field::DestinationPort)],
        );
        let ends = if is_ours { [near, peer_far] } else { [far, peer_near] };
        for (slot, field) in ends.into_iter().flatten() {
            self.give(field.name(), slot, field);
        }
        self.turn_counts();
        // "https(192.0.2.7)": by which way an administrator came, and from where; the address alone where he was barred.
        let ui = self.text(Slot::Interface);
        let inside = memchr(b'(', ui).and_then(|open| ui.get(open + 1..)?.strip_suffix(b")"));
        let address = inside.unwrap_or(ui);
        if is_ip(address) && !self.given.contains(Field::SourceIp) {
            let span = self.body.span_of(address);
            self.record.push("ui", Some(Field::SourceIp), span);
        }
        self.conclude_tunnel_user();
    }

    /// Where a key of flows names a source beside the other end of a tunnel or a login, both are told: no line has both.
    pub(super) fn tell_other_peer(&mut self) {
        let Some(span) = self.span(Slot::RemoteIp) else { return };
        let flow = self.record.first(Field::SourceIp).filter(|fact| fact.name == Name::Known("srcip"));
        let source = flow.and_then(|fact| fact.value.bytes(self.body.raw));
        let peer = self.text(Slot::RemoteIp);
        if is_ip(peer) && source.is_some_and(|source| source != peer) {
            self.record.push(Field::SourceIp.name(), Some(Field::SourceIp), span);
        }
    }

    /// Whom XAUTH or EAP made sure of is the user; what the peer called itself in IKE, its address for the most, is not.
    fn conclude_tunnel_user(&mut self) {
        let Some(user) = self.span(Slot::TunnelUser) else { return };
        let raw = self.body.raw;
        let of_peer = |fact: &&mut Fact| fact.field == Some(Field::UserName) && fact.name == Name::Known("user");
        for fact in self.record.facts.iter_mut().filter(of_peer) {
            let is_address = fact.value.bytes(raw).is_some_and(is_ip);
            fact.field = Some(Field::RelatedUser).filter(|_| !is_address);
        }
        self.record.push("xauthuser", Some(Field::UserName), user);
    }
}
