//! Every format that is read here, in the order in which they are tried.

use std::sync::LazyLock;

use model::{Format, Record};

use crate::{
    apache, application, arcsight, aws, body::Body, checkpoint, cisco, crowdstrike, docker, elastic, falco, fortinet,
    google, haproxy, ibm, icinga, json_lines, juniper, kubernetes, linux, logfmt_lines, microsoft, mikrotik, mysql,
    nagios, netfilter, nginx, ocsf, okta, opsgenie, ossec, pagerduty, paloalto, pf, postfix, postgresql, prometheus,
    redis, santa, sendmail, sigma, snort, sonicwall, sophos, splunk, squid, suricata, syntax::json::Members, syslog,
    sysmon, systemd, watchguard, wazuh, windows, zabbix, zeek,
};

/// A product's dialect.
pub(crate) struct Product {
    /// Its name and version.
    pub(crate) format: Format,
    /// What a body shows before the reader is tried at all.
    pub(crate) sign: Sign,
    /// Reads a body into the record and claims it (true), or does not claim it (false): then whatever it put into the
    /// record is taken back. The record already holds the envelope's facts and, unless the body is JSON, `message`.
    pub(crate) read: fn(&Body<'_>, &mut Record) -> bool,
}

/// A cheap look that spares a line the readers that cannot claim it.
pub(crate) enum Sign {
    /// The program is one of these.
    Tag(&'static [&'static str]),
    /// The body begins with one of these.
    Start(&'static [&'static str]),
    /// One of these stands somewhere in the body. The rarer, the better.
    Holds(&'static [&'static str]),
    /// The body is a JSON object that has all of these members at its top. No product with another sign is asked for
    /// an object.
    Members(&'static [&'static str]),
    /// As [`Sign::Members`], of one of several sets: a product that writes documents of several kinds.
    AnyMembers(&'static [&'static [&'static str]]),
    /// The body's first byte is one that such a line can begin with, and more is seen at a look that costs no more than
    /// one search through the line. The first byte spares almost every other line the look.
    LookAt(fn(&u8) -> bool, fn(&Body<'_>) -> bool),
    /// Anything else that costs no more than one search through the line.
    Look(fn(&Body<'_>) -> bool),
}

impl Sign {
    /// True where the reader is worth trying. The members are those of a body that is a JSON object.
    pub(crate) fn shows_in(&self, body: &Body<'_>, members: Option<&Members<'_>>) -> bool {
        match self {
            Self::Members(names) => members.is_some_and(|members| members.have(names)),
            Self::AnyMembers(sets) => members.is_some_and(|members| sets.iter().any(|names| members.have(names))),
            _ if members.is_some() => false,
            Self::Tag(tags) => tags.iter().any(|tag| tag.as_bytes() == body.tag_text()),
            Self::Start(starts) => starts.iter().any(|start| body.text().starts_with(start.as_bytes())),
            Self::Holds(parts) => parts.iter().any(|part| memchr::memmem::find(body.text(), part.as_bytes()).is_some()),
            Self::LookAt(begins, look) => body.text().first().is_some_and(begins) && look(body),
            Self::Look(look) => look(body),
        }
    }
}

/// The products, the most particular first: the first that claims a body has it.
pub(crate) const PRODUCTS: &[Product] = &[
    linux::AUDITD,
    // Before the programs of the same names on other systems.
    juniper::junos::PRODUCT,
    // Before the programs through which PAM writes.
    linux::PAM,
    linux::SSHD,
    linux::SUDO,
    linux::SU,
    linux::CRON,
    linux::SYSTEMD,
    linux::SHADOW,
    linux::DROPBEAR,
    postfix::PRODUCT,
    netfilter::PRODUCT,
    // Behind what else the kernel writes.
    linux::KERNEL,
    cisco::asa::PRODUCT,
    cisco::ios::PRODUCT,
    cisco::amp::PRODUCT,
    fortinet::fortigate::PRODUCT,
    arcsight::cef::PRODUCT,
    ibm::leef::PRODUCT,
    sysmon::linux::PRODUCT,
    windows::EVENT_XML,
    windows::firewall::PRODUCT,
    zabbix::log::PRODUCT,
    zabbix::log::SENT,
    zabbix::alert::TEXT,
    nagios::log::PRODUCT,
    icinga::log::PRODUCT,
    haproxy::log::PRODUCT,
    squid::access::PRODUCT,
    nginx::error::PRODUCT,
    apache::error::PRODUCT,
    // Before Apache's, which takes every line in the Common Log Format.
    nginx::access::PRODUCT,
    apache::access::PRODUCT,
    paloalto::panos::PRODUCT,
    juniper::srx::PRODUCT,
    juniper::netscreen::PRODUCT,
    pf::filterlog::PRODUCT,
    pf::webgui::PRODUCT,
    checkpoint::firewall::PRODUCT,
    sonicwall::sonicos::PRODUCT,
    mikrotik::routeros::PRODUCT,
    sophos::xg::PRODUCT,
    watchguard::fireware::PRODUCT,
    ossec::alerts::PRODUCT,
    suricata::fast::PRODUCT,
    snort::alert::PRODUCT,
    aws::vpcflow::PRODUCT,
    zeek::tsv::PRODUCT,
    // Alerts on events of Windows hold the event's own members.
    elastic::security::PRODUCT,
    sigma::hit::PRODUCT,
    windows::WINLOGBEAT,
    windows::NXLOG,
    suricata::eve::PRODUCT,
    wazuh::alerts::PRODUCT,
    crowdstrike::falcon::PRODUCT,
    zabbix::alert::PRODUCT,
    opsgenie::webhook::PRODUCT,
    pagerduty::webhook::PRODUCT,
    ocsf::finding::PRODUCT,
    splunk::alert::PRODUCT,
    falco::alert::TEXT,
    falco::alert::PRODUCT,
    prometheus::alertmanager::PRODUCT,
    okta::system::PRODUCT,
    aws::guardduty::PRODUCT,
    microsoft::defender::PRODUCT,
    microsoft::graph::PRODUCT,
    microsoft::sentinel::PRODUCT,
    zeek::json::PRODUCT,
    mysql::audit::PRODUCT,
    postgresql::log::PRODUCT,
    mysql::server::PRODUCT,
    sendmail::mail::PRODUCT,
    santa::log::PRODUCT,
    redis::log::PRODUCT,
    logfmt_lines::PRODUCT,
    // Wordings of many applications: behind every product of its own.
    application::log::PRODUCT,
    linux::LAUREL,
    docker::json::PRODUCT,
    kubernetes::audit::PRODUCT,
    kubernetes::cri::PRODUCT,
    systemd::journal::PRODUCT,
    google::vpcflow::PRODUCT,
    // Takes every JSON object that no product claimed.
    json_lines::PRODUCT,
];

/// How structured data (RFC 5424 §6.3) begins that is a product's whole record: the envelope leaves it to the product,
/// as the beginning of the body.
pub(crate) const DATA_OF_PRODUCTS: [&str; 5] =
    ["[junos@", "[action:\"", "[sc4s@2620 ", "[checkpoint@2620 ", "[Fields@1.3.6.1.4.1.2620 "];

/// What no reader claims: its whole text is the message.
pub(crate) const UNKNOWN: Format = Format { name: "unknown", version: 1 };

/// Formats that are an envelope alone, and [`UNKNOWN`].
const OTHERS: &[Format] = &[UNKNOWN, syslog::RFC3164, syslog::RFC5424];

/// Every format that a record can name, in the order of their names.
#[must_use]
pub fn formats() -> &'static [Format] {
    static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
        let mut all: Vec<Format> =
            PRODUCTS.iter().map(|product| product.format).chain(OTHERS.iter().copied()).collect();
        all.sort_unstable_by_key(|format| format.name);
        // A product that writes objects and text has a reader for each.
        all.dedup_by_key(|format| format.name);
        all
    });
    &FORMATS
}
