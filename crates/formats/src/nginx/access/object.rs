//! Accesses as JSON objects: what `log_format … escape=json` gives where its members bear the names of nginx's variables
//! (<https://nginx.org/en/docs/varindex.html>), as almost every such format in use has them.

use model::{Field, Record, TimeRole};
use stamp::Form;

use super::PRODUCT;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted},
            Slot,
        },
        http::{push_access, push_request},
        names::Names,
    },
};

/// The reader of objects.
pub(crate) const OBJECT: Product = Product {
    format: PRODUCT.format,
    sign: Sign::AnyMembers(&[
        &["remote_addr", "status", "request"],
        &["remote_addr", "status", "request_uri"],
        &["remote_addr", "status", "uri"],
        // nginx's own example for Graylog.
        &["remote_addr", "response_status", "request"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect { find: |path| MEANINGS.find(path), wrappers: &[] };

/// By variable.
static MEANINGS: Names<Means, 38> = Names::new([
    ("time_local", Noted(Slot::Number)),
    ("time_iso8601", Means::Time(TimeRole::Event)),
    ("msec", Means::Time(TimeRole::Event)),
    ("@timestamp", Means::Time(TimeRole::Event)),
    ("timestamp", Means::Time(TimeRole::Event)),
    ("time", Means::Time(TimeRole::Event)),
    ("remote_addr", Address(Field::SourceIp, Field::SourceDomain)),
    ("remote_port", Is(Field::SourcePort)),
    ("remote_user", Is(Field::UserName)),
    ("request", Noted(Slot::Text)),
    ("request_method", Noted(Slot::Activity)),
    ("request_uri", Noted(Slot::Target)),
    ("uri", Noted(Slot::Name)),
    ("args", Is(Field::UrlQuery)),
    ("query_string", Is(Field::UrlQuery)),
    ("scheme", Is(Field::UrlScheme)),
    ("host", Is(Field::UrlDomain)),
    ("http_host", Is(Field::UrlDomain)),
    ("server_addr", Address(Field::DestinationIp, Field::DestinationDomain)),
    ("server_port", Is(Field::DestinationPort)),
    ("server_name", Is(Field::DestinationDomain)),
    ("server_protocol", Is(Field::NetworkProtocol)),
    ("status", IsNoted(Field::HttpResponseStatusCode, Slot::Status)),
    ("response_status", IsNoted(Field::HttpResponseStatusCode, Slot::Status)),
    ("http_scheme", Is(Field::UrlScheme)),
    ("body_bytes_sent", Is(Field::HttpResponseBodyBytes)),
    ("bytes_sent", Is(Field::HttpResponseBytes)),
    ("request_length", Is(Field::HttpRequestBytes)),
    ("request_id", Is(Field::HttpRequestId)),
    ("http_referer", Is(Field::HttpRequestReferrer)),
    ("http_referrer", Is(Field::HttpRequestReferrer)),
    ("http_user_agent", Is(Field::UserAgentOriginal)),
    ("http_x_forwarded_for", Address(Field::RelatedIp, Field::RelatedHosts)),
    ("ssl_protocol", Noted(Slot::Class)),
    ("ssl_cipher", Is(Field::TlsCipher)),
    ("ssl_server_name", Is(Field::TlsClientServerName)),
    ("hostname", Is(Field::HostHostname)),
    ("pid", Is(Field::ProcessPid)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut access = Document::read(body, record, &DIALECT);
    if access.has(Slot::Number) {
        access.record.push_time(TimeRole::Event, Form::Clf, access.span(Slot::Number));
    }
    let origin = access.origin;
    access.conclude_kind("event");
    access.push_once(Field::ServiceType, "nginx", origin);
    // What the client asked for: its own words, else the target, else what nginx made of it.
    if access.has(Slot::Text) {
        push_request(body, access.text(Slot::Text), access.record);
    } else {
        access.settle(Slot::Activity, Field::HttpRequestMethod);
        access.settle(if access.has(Slot::Target) { Slot::Target } else { Slot::Name }, Field::UrlOriginal);
    }
    push_access(origin, access.record);
    let status = access.text(Slot::Status);
    if let [b'1'..=b'5', _, _] = status {
        let outcome = if status.first() < Some(&b'4') { "success" } else { "failure" };
        access.record.push_word(Field::EventOutcome, outcome, access.span(Slot::Status));
    }
    true
}
