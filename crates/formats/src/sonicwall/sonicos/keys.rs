//! What SonicOS's keys mean; `src`, `dst`, `natSrc` and `natDst` are several values and read apart.

use model::Field;

use crate::syntax::{
    keyed::{
        Says::{self, Address, Is, IsNoted, Noted, Severity},
        slots,
    },
    names::Names,
};

slots! { Message Time Protocol Text Action Operation Device ApplianceTime }

/// By key. What is not here stays under its own name.
#[rustfmt::skip] // One key a row.
pub(super) static KEYS: Names<Says<Slot>, 55> = Names::new([
    ("id", IsNoted(Field::ObserverName, Slot::Device)),
    ("sn", Is(Field::ObserverSerialNumber)),
    ("time", Noted(Slot::Time)), ("vp_time", Noted(Slot::ApplianceTime)),
    ("fw", Address(Field::ObserverIp)),
    ("pri", Severity),
    ("m", IsNoted(Field::EventCode, Slot::Message)),
    ("msg", Noted(Slot::Text)),
    ("n", Is(Field::EventSequence)),
    ("note", Is(Field::EventReason)),
    ("fw_action", Noted(Slot::Action)),
    ("srcV6", Address(Field::SourceIp)),
    ("dstV6", Address(Field::DestinationIp)),
    ("natSrcV6", Address(Field::SourceNatIp)),
    ("natDstV6", Address(Field::DestinationNatIp)),
    ("srcMac", Is(Field::SourceMac)),
    ("dstMac", Is(Field::DestinationMac)),
    ("srcZone", Is(Field::ObserverIngressZone)),
    ("dstZone", Is(Field::ObserverEgressZone)),
    ("proto", Noted(Slot::Protocol)),
    ("sent", Is(Field::SourceBytes)),
    ("rcvd", Is(Field::DestinationBytes)),
    ("spkt", Is(Field::SourcePackets)),
    ("rpkt", Is(Field::DestinationPackets)),
    ("usr", Is(Field::UserName)),
    ("user", Is(Field::UserName)),
    ("dstname", Is(Field::UrlDomain)),
    ("arg", Is(Field::UrlPath)),
    ("op", Noted(Slot::Operation)),
    ("result", Is(Field::HttpResponseStatusCode)),
    ("referer", Is(Field::HttpRequestReferrer)),
    ("Category", Is(Field::RuleCategory)),
    ("rule", Is(Field::RuleName)),
    ("rule_id", Is(Field::RuleId)),
    ("vpnpolicy", Is(Field::RuleRuleset)),
    ("appName", Is(Field::NetworkApplication)),
    ("appcat", Is(Field::RuleCategory)),
    ("sid", Is(Field::RuleId)),
    ("ipscat", Is(Field::RuleCategory)),
    ("spycat", Is(Field::RuleCategory)),
    ("virus", Is(Field::RuleName)),
    ("filename", Is(Field::FileName)),
    ("fileid", Is(Field::RelatedHash)),
    ("filehash", Is(Field::RelatedHash)),
    ("uuid", Is(Field::RuleUuid)),
    ("af_policy", Is(Field::RuleName)),
    ("af_object", Is(Field::RuleDescription)),
    ("af_action", Noted(Slot::Action)),
    ("agent", Is(Field::UserAgentOriginal)),
    ("dnsname", Is(Field::DnsQuestionName)),
    ("from", Is(Field::EmailFromAddress)),
    ("to", Is(Field::EmailToAddress)),
    ("vlan", Is(Field::NetworkVlanId)),
    ("srccountry", Is(Field::SourceGeoCountryName)),
    ("dstcountry", Is(Field::DestinationGeoCountryName)),
]);
