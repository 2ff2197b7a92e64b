//! Tables as products have them, with short names, so that every kind of row is soon met.

use model::{Field, TimeRole};

use crate::syntax::{
    document::{Dialect, Means, Slot as Part},
    keyed::{Says, slots},
    names::Names,
};

slots! { Address Number Protocol Text }

/// What the keys of pairs say.
pub(super) static KEYS: Names<Says<Slot>, 10> = Names::new([
    ("a", Says::Is(Field::UserName)),
    ("b", Says::Both(Field::SourceIp, Field::ClientIp)),
    ("c", Says::Address(Field::DestinationIp)),
    ("d", Says::AddressIfAny(Field::SourceNatIp)),
    ("e", Says::NumberIfAny(Field::SourceNatPort)),
    ("f", Says::Seconds(Field::EventDuration)),
    ("g", Says::Severity),
    ("h", Says::Noted(Slot::Address)),
    ("i", Says::IsNoted(Field::NetworkProtocol, Slot::Protocol)),
    ("j", Says::Noted(Slot::Text)),
]);

/// What the members of a document mean.
static MEMBERS: Names<Means, 16> = Names::new([
    ("a", Means::Is(Field::UserName)),
    ("b", Means::Both(Field::SourceIp, Field::ClientIp)),
    ("c", Means::Noted(Part::Text)),
    ("d", Means::IsNoted(Field::RuleName, Part::Action)),
    ("e", Means::Time(TimeRole::Event)),
    ("f", Means::Severity),
    ("g", Means::Says(&[("x", &[(Field::EventOutcome, "success")])])),
    ("h", Means::IsSays(Field::EventReason, &[("x", &[(Field::EventOutcome, "failure")])])),
    ("i", Means::Action),
    ("j", Means::Hash),
    ("k", Means::ProcessHash),
    ("l", Means::Address(Field::DestinationIp, Field::DestinationDomain)),
    ("m", Means::PathAndName(Field::FilePath, Field::FileName)),
    ("n", Means::Techniques),
    ("o", Means::Tactics),
    ("p.a", Means::Is(Field::HostName)),
]);

/// Documents of these members, which `w.` may wrap.
pub(super) static DIALECT: Dialect = Dialect { find: |path| MEMBERS.find(path), wrappers: &["w."] };

/// Wordings that part their holes well, badly, and hardly at all.
pub(super) const WORDINGS: &[(&str, u8)] = &[
    ("for {user*} from {address} port {port#}", 0),
    ("for {user*} from {address}[[ port {port#}]][[ ({reason*})]]", 1),
    ("{a*}: {b}[[, {c#}]] [{d*}]", 2),
    ("{a*} {b*} {c*} {d*} {e*} {f*}.", 3),
    ("{a*}{{{b*}=", 4),
    ("{a}[[ {b}]]", 5),
    ("by {a!} from {b}: {c-}", 6),
];
