//! What a Firebox writes as LEEF: its own keys, and events that only their message tells ("Configure Syslog Server
//! Settings", "IBM LEEF", of Fireware Help).

use model::Field;

use super::{
    Line,
    keys::{
        Means::{self, Both, Hash, Is, Kept, Noted},
        Slot,
    },
};
use crate::{syntax::names::Names, watchguard::fireware};

/// By name. The others are those of every sender.
pub(super) static KEYS: Names<Means, 18> = Names::new([
    ("host_name", Is(Field::ObserverName)),
    ("serial", Is(Field::ObserverSerialNumber)),
    ("msg", Noted(Slot::Text)),
    // A name of its cloud's catalogue, no verdict.
    ("action", Kept),
    ("src_user", Is(Field::UserName)),
    ("sent_bytes", Is(Field::SourceBytes)),
    ("rcvd_bytes", Is(Field::DestinationBytes)),
    ("sent_pkts", Is(Field::SourcePackets)),
    ("rcvd_pkts", Is(Field::DestinationPackets)),
    ("app_name", Is(Field::NetworkApplication)),
    ("op", Is(Field::HttpRequestMethod)),
    ("dstname", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("host", Both(Field::UrlDomain, Field::DestinationDomain)),
    ("arg", Is(Field::UrlOriginal)),
    ("path", Is(Field::UrlOriginal)),
    ("content_type", Is(Field::HttpResponseMimeType)),
    ("md5", Hash),
    ("sha1", Hash),
]);

impl Line<'_, '_> {
    /// Reads an event's message as in the other form. False where a flow is told, whose keys say all of it.
    pub(super) fn read_text(&mut self, id: &[u8]) -> bool {
        let text = self.text(Slot::Text);
        let is_event = self.record.first(Field::SourceIp).is_none() && !text.is_empty();
        if is_event {
            fireware::read_text(self.body, id, text, self.record);
        } else {
            fireware::part_account(self.body, self.record);
        }
        is_event
    }
}
