//! What the keys of a policy's log of sessions mean.

use model::Field;

use crate::syntax::{
    keyed::{
        Says::{self, Address, AddressIfAny, Is, Noted, NumberIfAny, Seconds},
        slots,
    },
    names::Names,
};

slots! { Protocol Action Start }

/// By key. What is not here stays under its own name.
pub(super) static KEYS: Names<Says<Slot>, 24> = Names::new([
    ("start_time", Noted(Slot::Start)),
    ("duration", Seconds(Field::EventDuration)),
    ("policy_id", Is(Field::RuleId)),
    ("policy_name", Is(Field::RuleName)),
    ("service", Is(Field::NetworkProtocol)),
    ("proto", Noted(Slot::Protocol)),
    ("src zone", Is(Field::ObserverIngressZone)),
    ("dst zone", Is(Field::ObserverEgressZone)),
    ("action", Noted(Slot::Action)),
    ("sent", Is(Field::SourceBytes)),
    ("rcvd", Is(Field::DestinationBytes)),
    ("src", Address(Field::SourceIp)),
    ("dst", Address(Field::DestinationIp)),
    ("src_port", Is(Field::SourcePort)),
    ("dst_port", Is(Field::DestinationPort)),
    ("src-xlated ip", AddressIfAny(Field::SourceNatIp)),
    ("src-xlated port", NumberIfAny(Field::SourceNatPort)),
    ("dst-xlated ip", AddressIfAny(Field::DestinationNatIp)),
    ("dst-xlated port", NumberIfAny(Field::DestinationNatPort)),
    ("session_id", Is(Field::SessionId)),
    ("reason", Is(Field::EventReason)),
    ("in_intf", Is(Field::ObserverIngressInterfaceName)),
    ("out_intf", Is(Field::ObserverEgressInterfaceName)),
    ("user", Is(Field::SourceUserName)),
]);
