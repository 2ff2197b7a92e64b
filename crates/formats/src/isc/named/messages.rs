//! What BIND says, after `ns/client.c`, `ns/query.c`, `ns/xfrout.c`, `ns/update.c`, `dns/resolver.c`, `dns/xfrin.c`.

use crate::meaning::{FAILURE, Meaning, SUCCESS};

const QUERIED: Meaning = Meaning { action: "dns_query", category: &["network"], kind: &["protocol"], outcome: None };
const ANSWERED: Meaning = Meaning { action: "dns_answer", category: &["network"], kind: &["protocol"], outcome: None };
const QUERY_REFUSED: Meaning =
    Meaning { action: "dns_query", category: &["network"], kind: &["protocol", "denied"], outcome: FAILURE };
const QUERY_FAILED: Meaning =
    Meaning { action: "dns_query", category: &["network"], kind: &["protocol", "error"], outcome: FAILURE };
const TRANSFER: Meaning =
    Meaning { action: "dns_zone_transfer", category: &["network"], kind: &["protocol"], outcome: None };
const TRANSFER_REFUSED: Meaning =
    Meaning { action: "dns_zone_transfer", category: &["network"], kind: &["protocol", "denied"], outcome: FAILURE };
const TRANSFER_FAILED: Meaning =
    Meaning { action: "dns_zone_transfer", category: &["network"], kind: &["protocol", "error"], outcome: FAILURE };
const NOTIFIED: Meaning = Meaning { action: "dns_notify", category: &["network"], kind: &["protocol"], outcome: None };
const NOTIFY_REFUSED: Meaning =
    Meaning { action: "dns_notify", category: &["network"], kind: &["protocol", "denied"], outcome: FAILURE };
const UPDATED: Meaning = Meaning { action: "dns_update", category: &["network"], kind: &["protocol"], outcome: None };
const UPDATE_REFUSED: Meaning =
    Meaning { action: "dns_update", category: &["network"], kind: &["protocol", "denied"], outcome: FAILURE };
const LIMITED: Meaning =
    Meaning { action: "dns_rate_limited", category: &["network"], kind: &["protocol", "denied"], outcome: None };
const REWRITTEN: Meaning =
    Meaning { action: "dns_answer_rewritten", category: &["network"], kind: &["protocol", "change"], outcome: SUCCESS };
const RESOLVING_FAILED: Meaning =
    Meaning { action: "dns_resolution", category: &["network"], kind: &["protocol", "error"], outcome: FAILURE };
const RESOLVED: Meaning =
    Meaning { action: "dns_resolution", category: &["network"], kind: &["protocol"], outcome: SUCCESS };
const ZONE: Meaning = Meaning { action: "dns_zone", category: &["configuration"], kind: &["info"], outcome: None };
const STARTED: Meaning =
    Meaning { action: "dns_server_started", category: &["process"], kind: &["start"], outcome: SUCCESS };
const STOPPED: Meaning =
    Meaning { action: "dns_server_stopped", category: &["process"], kind: &["end"], outcome: SUCCESS };
const COMMANDED: Meaning =
    Meaning { action: "dns_server_command", category: &["configuration"], kind: &["info"], outcome: None };

/// Of what else it says of a client.
pub(super) const OF_CLIENT: Meaning =
    Meaning { action: "dns_client", category: &["network"], kind: &["protocol"], outcome: None };

/// Behind the client's address.
pub(super) const OF_CLIENTS: &[(&str, Meaning)] = &[
    ("query: {dns_name} {dns_class} {dns_type} {flags} ({destination})[[ {subnet*}]]", QUERIED),
    ("query: {dns_name} {dns_class} {dns_type} {flags}", QUERIED),
    ("query: {dns_name} {dns_class} {dns_type}", QUERIED),
    // Infoblox' servers tell the answer, too.
    ("{transport}: query: {dns_name} {dns_class} {dns_type} response: {dns_code} {flags}[[ {answers*}]]", ANSWERED),
    ("RFC 1918 response from Internet for {dns_name}", ANSWERED),
    ("query{cache*} '{dns_name}/{dns_type}/{dns_class}' denied[[ ({reason*})]]", QUERY_REFUSED),
    ("query{cache*} denied[[ ({reason*})]]", QUERY_REFUSED),
    ("query failed ({reason*}) for {dns_name}/{dns_class}/{dns_type} at {code_line}", QUERY_FAILED),
    ("query failed ({reason*}) at {code_line}", QUERY_FAILED),
    ("zone transfer '{dns_name}/{dns_type}/{dns_class}' denied[[ ({reason*})]]", TRANSFER_REFUSED),
    ("bad zone transfer request: '{zone}': {reason*}", TRANSFER_REFUSED),
    ("transfer of '{zone}': {reason*}", TRANSFER),
    ("received notify for zone '{zone}'[[: TSIG '{key*}']]", NOTIFIED),
    ("update '{zone}' denied", UPDATE_REFUSED),
    ("update forwarding '{zone}' denied", UPDATE_REFUSED),
    ("updating zone '{zone}': {reason*}", UPDATED),
    ("signer \"{signer*}\" approved", UPDATED),
    ("signer \"{signer*}\" denied", UPDATE_REFUSED),
    ("request has invalid signature: {reason*}", QUERY_REFUSED),
    ("no matching view in class '{dns_class}'", QUERY_REFUSED),
    ("rate limit {verdict*} response to {net} for {dns_name} {dns_class} {dns_type}[[ {hash*}]]", LIMITED),
    ("rate limit {verdict*} response to {net}[[ {hash*}]]", LIMITED),
    ("rate limit {verdict*}", LIMITED),
    ("[[disabled ]]rpz {trigger} {policy} rewrite {dns_name}/{dns_type}/{dns_class} via {rule}", REWRITTEN),
    ("[[disabled ]]rpz {trigger} {policy} rewrite {dns_name} via {rule}", REWRITTEN),
    ("error sending response: {reason*}", QUERY_FAILED),
    ("message parsing failed: {reason*}", QUERY_FAILED),
];

/// Everything else.
pub(super) const MESSAGES: &[(&str, Meaning)] = &[
    ("transfer of '{zone}' from {destination}#{destination_port#}: {reason*}", TRANSFER),
    ("zone {zone}: refused notify from non-{role}: {source}#{source_port#}", NOTIFY_REFUSED),
    ("zone {zone}: notify from {source}#{source_port#}: {reason*}", NOTIFIED),
    ("zone {zone}: sending notifies[[ {reason*}]]", NOTIFIED),
    (
        "zone {zone}: refresh: failure trying {role} {destination}#{destination_port#} (source {local_end}): {reason*}",
        TRANSFER_FAILED,
    ),
    (
        "zone {zone}: refresh: retry limit for {role} {destination}#{destination_port#} exceeded (source {local_end})",
        TRANSFER_FAILED,
    ),
    ("zone {zone}: {reason*}", ZONE),
    (
        "DNS format error from {destination}#{destination_port#} resolving {dns_name}/{dns_type}: {reason*}",
        RESOLVING_FAILED,
    ),
    (
        "DNS format error from {destination}#{destination_port#} resolving {dns_name}/{dns_type} for client {source}#{source_port#}: {reason*}",
        RESOLVING_FAILED,
    ),
    ("lame server resolving '{dns_name}' (in '{zone}'?): {destination}#{destination_port#}", RESOLVING_FAILED),
    ("{reason*} resolving '{dns_name}/{dns_type}/{dns_class}': {destination}#{destination_port#}", RESOLVING_FAILED),
    ("success resolving '{dns_name}/{dns_type}' (in '{zone}'?) after {reason*}", RESOLVED),
    ("received control channel command '{command_name*}'", COMMANDED),
    ("starting BIND {version*}", STARTED),
    ("running", STARTED),
    ("shutting down[[{note*}]]", STOPPED),
    ("exiting", STOPPED),
    ("stopping command channel on {listen}#{listen_port#}", STOPPED),
    ("command channel listening on {listen}#{listen_port#}", STARTED),
    ("listening on {family} interface {interface}, {listen}#{listen_port#}", STARTED),
];
