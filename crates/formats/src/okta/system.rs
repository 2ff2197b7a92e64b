//! Okta's System Log, one event an object.
//!
//! Written after "System Log API" and the catalogue of event types:
//! <https://developer.okta.com/docs/reference/api/system-log/>, <https://developer.okta.com/docs/reference/api/event-types/>.
//! Also read as an event hook and as EventBridge wrap it.

use model::{Field, Format, Name, Record, TimeRole};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Is, IsNoted, IsSays, Noted, Severity, Time},
            Sayings, Slot,
        },
        names::Names,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "okta.system", version: 1 },
    sign: Sign::AnyMembers(&[
        &["eventType", "actor", "published"],
        &["eventType", "actor", "outcome"],
        &["eventType", "legacyEventType"],
        &["eventType", "displayMessage", "uuid"],
        &["eventtype", "actor", "outcome"],
        &["cloudEventsVersion", "eventTypeVersion", "data"],
        &["detail-type", "source", "detail"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &["data.events.", "detail."] };

const RESULTS: Sayings = &[
    ("SUCCESS", &[(Field::EventOutcome, "success")]),
    ("ALLOW", &[(Field::EventOutcome, "success"), (Field::EventType, "allowed")]),
    ("FAILURE", &[(Field::EventOutcome, "failure")]),
    ("DENY", &[(Field::EventOutcome, "failure"), (Field::EventType, "denied")]),
    ("CHALLENGE", &[(Field::EventOutcome, "unknown")]),
    ("SKIPPED", &[(Field::EventOutcome, "unknown")]),
    ("UNKNOWN", &[(Field::EventOutcome, "unknown")]),
];

/// By path.
static MEANINGS: Names<Means, 55> = Names::new([
    ("published", Time(TimeRole::Event)),
    ("eventTime", Time(TimeRole::Created)),
    ("uuid", Is(Field::EventId)),
    ("eventId", Is(Field::EventId)),
    ("eventType", IsNoted(Field::EventCode, Slot::Kind)),
    ("displayMessage", Is(Field::Message)),
    ("severity", Severity),
    ("outcome.result", IsSays(Field::EventReason, RESULTS)),
    ("outcome.reason", Is(Field::EventReason)),
    ("actor.id", Is(Field::UserId)),
    ("actor.alternateId", IsNoted(Field::UserName, Slot::Actor)),
    ("actor.displayName", Is(Field::UserFullName)),
    ("client.ipAddress", IsNoted(Field::SourceIp, Slot::NearAddress)),
    ("client.userAgent.rawUserAgent", Is(Field::UserAgentOriginal)),
    ("client.userAgent.browser", Is(Field::UserAgentName)),
    ("client.geographicalContext.city", Is(Field::SourceGeoCityName)),
    ("client.geographicalContext.state", Is(Field::SourceGeoRegionName)),
    ("client.geographicalContext.country", Is(Field::SourceGeoCountryName)),
    ("client.zone", Noted(Slot::Text)),
    ("device.name", Is(Field::HostName)),
    ("device.id", Is(Field::HostId)),
    ("device.os_platform", Is(Field::HostOsPlatform)),
    ("device.os_version", Is(Field::HostOsVersion)),
    ("securityContext.asNumber", Is(Field::SourceAsNumber)),
    ("securityContext.asOrg", Is(Field::SourceAsOrganizationName)),
    ("securityContext.domain", Is(Field::SourceDomain)),
    ("authenticationContext.externalSessionId", Is(Field::SessionId)),
    ("authenticationContext.rootSessionId", Noted(Slot::Text)),
    ("debugContext.debugData.url", Is(Field::UrlOriginal)),
    ("debugContext.debugData.requestUri", Is(Field::UrlPath)),
    ("debugContext.debugData.requestId", Is(Field::HttpRequestId)),
    ("debugContext.debugData.traceId", Is(Field::TraceId)),
    ("debugContext.debugData.privilegeGranted", Is(Field::UserRoles)),
    ("transaction.id", Noted(Slot::Number)),
    ("request.ipChain.ip", Is(Field::RelatedIp)),
    ("target.id", Noted(Slot::Target)),
    ("target.type", Noted(Slot::Target)),
    ("target.alternateId", Noted(Slot::Target)),
    ("target.displayName", Noted(Slot::Target)),
    ("account", Is(Field::CloudAccountId)),
    ("region", Is(Field::CloudRegion)),
    ("client.device", Noted(Slot::Text)),
    ("client.id", Noted(Slot::Text)),
    ("legacyEventType", Noted(Slot::Class)),
    ("debugContext.debugData.threatSuspected", Noted(Slot::Activity)),
    // As some warehouses hand it on: the names at the top in small letters.
    ("eventtype", IsNoted(Field::EventCode, Slot::Kind)),
    ("displaymessage", Is(Field::Message)),
    ("legacyeventtype", Noted(Slot::Class)),
    ("authenticationcontext.externalSessionId", Is(Field::SessionId)),
    ("debugcontext.debugData.url", Is(Field::UrlOriginal)),
    ("debugcontext.debugData.requestUri", Is(Field::UrlPath)),
    ("debugcontext.debugData.requestId", Is(Field::HttpRequestId)),
    ("securitycontext.asNumber", Is(Field::SourceAsNumber)),
    ("securitycontext.asOrg", Is(Field::SourceAsOrganizationName)),
    ("securitycontext.domain", Is(Field::SourceDomain)),
]);

/// How event types begin, and what they are about; the first row counts.
const CATEGORIES: &[(&str, &str)] = &[
    ("user.session.", "session"),
    ("user.authentication.", "authentication"),
    ("user.mfa.", "iam"),
    ("user.", "iam"),
    ("group.", "iam"),
    ("iam.", "iam"),
    ("application.user_membership.", "iam"),
    ("app.oauth2.", "authentication"),
    ("app.", "web"),
    ("security.", "threat"),
    ("system.email.", "email"),
    ("device.", "host"),
];

/// How event types end, and what that does.
const TYPES: &[(&str, &str)] = &[
    ("create", "creation"),
    ("add", "creation"),
    ("grant", "change"),
    ("delete", "deletion"),
    ("remove", "deletion"),
    ("revoke", "deletion"),
    ("update", "change"),
    ("activate", "change"),
    ("deactivate", "change"),
    ("suspend", "change"),
    ("lock", "change"),
    ("unlock", "change"),
    ("reset", "change"),
    ("start", "start"),
    ("end", "end"),
    ("clear", "end"),
];

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut event = Document::read(body, record, &DIALECT);
    let (kind, span) = (event.text(Slot::Kind), event.span(Slot::Kind));
    // The services behind EventBridge have nothing in common but the wrapper.
    if !kind.contains(&b'.') || !(event.has(Slot::Actor) || event.has(Slot::Class) || event.has(Slot::Target)) {
        return false;
    }
    event.conclude_observer("Okta", "Okta", "");
    let is_threat = kind.starts_with(b"security.threat") || event.text(Slot::Activity) == b"true";
    event.conclude_kind(if is_threat { "alert" } else { "event" });
    event.conclude_action(Slot::Kind);
    let category = CATEGORIES.iter().find(|(head, _)| kind.starts_with(head.as_bytes()));
    event.push_once(Field::EventCategory, category.map_or("configuration", |(_, word)| word), span);
    let is_logon = kind.starts_with(b"user.session.") || kind.starts_with(b"user.authentication.");
    if kind.starts_with(b"user.session.") {
        event.push_once(Field::EventCategory, "authentication", span);
    }
    let verb = kind.rsplit(|byte| matches!(byte, b'.' | b'_')).next().unwrap_or_default();
    let known = TYPES.iter().find(|(word, _)| word.as_bytes() == verb).map(|(_, word)| *word);
    event.push_once(Field::EventType, known.unwrap_or(if is_logon { "start" } else { "info" }), span);
    conclude_targets(&mut event, body.raw);
    true
}

/// Each target has a type, and a name of the kind that the type says. Their members stand in the same order in each.
fn conclude_targets(event: &mut Document<'_, '_>, raw: &[u8]) {
    const TARGETS_MAX: usize = 32;
    let facts = &mut event.record.facts;
    let mut kinds = [None; TARGETS_MAX];
    let is_kind = |fact: &&model::Fact| matches!(fact.name, Name::Known("target.type"));
    for (room, fact) in kinds.iter_mut().zip(facts.iter().filter(is_kind)) {
        *room = Some(fact.value.span());
    }
    let (mut alternate, mut display, mut id) = (0, 0, 0);
    for fact in facts.iter_mut() {
        let (count, is_name) = match fact.name {
            Name::Known("target.alternateId") => (&mut alternate, true),
            Name::Known("target.displayName") => (&mut display, false),
            Name::Known("target.id") => (&mut id, false),
            _ => continue,
        };
        let kind = kinds.get(*count).copied().flatten().map_or(&[][..], |span| span.of(raw));
        *count += 1;
        let is_id = matches!(fact.name, Name::Known("target.id"));
        fact.field = match (kind, is_name, is_id) {
            (b"User", true, _) => Some(Field::UserTargetName),
            (b"User", false, true) => Some(Field::UserTargetId),
            (b"User", false, false) => Some(Field::UserTargetFullName),
            (b"UserGroup", false, true) => Some(Field::GroupId),
            (b"UserGroup", false, false) => Some(Field::GroupName),
            (b"AppInstance", false, false) => Some(Field::ServiceName),
            _ => None,
        };
    }
}
