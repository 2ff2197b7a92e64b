//! Every format that is read here, in the order in which they are tried.

use std::sync::LazyLock;

use model::{Format, Record};

use crate::{
    apache, application, arcsight, aws, body::Body, checkpoint, cisco, crowdstrike, docker, dovecot, elastic, exim,
    fail2ban, falco, fortinet, ftp, google, haproxy, ibm, icinga, isc, json_lines, juniper, keycloak, kubernetes,
    linux, logfmt_lines, microsoft, mikrotik, mongodb, mysql, nagios, netfilter, nginx, ocsf, okta, openvpn, opsgenie,
    ossec, pagerduty, paloalto, pf, postfix, postgresql, prometheus, redis, santa, sendmail, sigma, snmp, snort,
    sonicwall, sophos, splunk, squid, suricata, syslog, sysmon, systemd, watchguard, wazuh, windows, zabbix, zeek,
};

pub(crate) use crate::sign::Sign;

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

/// The products, the most particular first: the first that claims a body has it.
pub(crate) const PRODUCTS: &[Product] = &[
    // Their lines are the most of many logs, and no other product's are alike: asked first, they spare all other looks.
    arcsight::cef::PRODUCT,
    ibm::leef::PRODUCT,
    paloalto::panos::PRODUCT,
    // Before FortiGate's, whose keys they write.
    fortinet::fortiweb::PRODUCT,
    fortinet::fortimail::PRODUCT,
    fortinet::forticlient::PRODUCT,
    fortinet::fortiddos::PRODUCT,
    fortinet::fortimanager::PRODUCT,
    fortinet::fortigate::PRODUCT,
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
    isc::named::PRODUCT,
    fail2ban::log::PRODUCT,
    exim::mail::TAGGED,
    exim::mail::PRODUCT,
    ftp::proftpd::PRODUCT,
    ftp::pureftpd::PRODUCT,
    ftp::vsftpd::PRODUCT,
    ftp::xferlog::PRODUCT,
    openvpn::log::TAGGED,
    openvpn::log::PRODUCT,
    dovecot::log::TAGGED,
    dovecot::log::PRODUCT,
    netfilter::PRODUCT,
    // Behind what else the kernel writes.
    linux::KERNEL,
    cisco::asa::PRODUCT,
    cisco::asa::bare::PRODUCT,
    cisco::ios::PRODUCT,
    cisco::amp::PRODUCT,
    cisco::fmc::PRODUCT,
    sysmon::linux::PRODUCT,
    windows::EVENT_XML,
    windows::SNARE,
    windows::NXLOG_DATA,
    windows::AGENT_DATA,
    windows::FORWARDED,
    windows::WINEVTLOG,
    windows::firewall::PRODUCT,
    microsoft::iis::PRODUCT,
    microsoft::iis::NATIVE,
    snmp::trap::PRODUCT,
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
    juniper::srx::PRODUCT,
    juniper::netscreen::PRODUCT,
    pf::filterlog::PRODUCT,
    pf::webgui::PRODUCT,
    checkpoint::firewall::PRODUCT,
    sonicwall::sonicos::PRODUCT,
    mikrotik::routeros::PRODUCT,
    sophos::xg::PRODUCT,
    sophos::utm::PRODUCT,
    watchguard::fireware::PRODUCT,
    ossec::alerts::PRODUCT,
    ossec::active_response::PRODUCT,
    suricata::fast::PRODUCT,
    snort::alert::PRODUCT,
    snort::table::TABLE,
    aws::vpcflow::PRODUCT,
    zeek::tsv::PRODUCT,
    // Alerts on events of Windows hold the event's own members.
    elastic::security::PRODUCT,
    sigma::hit::PRODUCT,
    windows::WINLOGBEAT,
    windows::NXLOG,
    windows::EVENT_OBJECT,
    windows::EVTXECMD,
    suricata::eve::PRODUCT,
    snort::object::OBJECT,
    nginx::access::OBJECT,
    paloalto::panos::OBJECT,
    fortinet::fortigate::OBJECT,
    checkpoint::firewall::OBJECT,
    wazuh::alerts::PRODUCT,
    ossec::named::OBJECT,
    windows::eventchannel::PRODUCT,
    crowdstrike::falcon::PRODUCT,
    zabbix::alert::PRODUCT,
    opsgenie::webhook::PRODUCT,
    pagerduty::webhook::PRODUCT,
    pagerduty::events::SENT,
    ocsf::finding::PRODUCT,
    splunk::alert::PRODUCT,
    splunk::alert::EXPORT,
    falco::alert::TEXT,
    falco::alert::PRODUCT,
    prometheus::alertmanager::PRODUCT,
    okta::system::PRODUCT,
    aws::guardduty::PRODUCT,
    aws::networkfirewall::PRODUCT,
    aws::vpcflow::OBJECT,
    microsoft::defender::PRODUCT,
    microsoft::graph::PRODUCT,
    microsoft::office::PRODUCT,
    microsoft::entra::PRODUCT,
    microsoft::loganalytics::PRODUCT,
    microsoft::sentinel::PRODUCT,
    netfilter::ulogd::OBJECT,
    zeek::json::PRODUCT,
    mysql::audit::PRODUCT,
    postgresql::log::PRODUCT,
    postgresql::log::OBJECT,
    keycloak::events::PRODUCT,
    keycloak::object::OBJECT,
    mysql::server::PRODUCT,
    sendmail::mail::PRODUCT,
    santa::log::PRODUCT,
    redis::log::PRODUCT,
    mongodb::log::PRODUCT,
    mongodb::log::OBJECT,
    logfmt_lines::PRODUCT,
    // Wordings of many applications: behind every product of its own.
    application::log::PRODUCT,
    linux::LAUREL,
    linux::SUDO_OBJECT,
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

#[cfg(test)]
mod tests {
    use super::{PRODUCTS, formats};

    #[test]
    fn readers_of_one_format_are_of_one_version() {
        for product in PRODUCTS {
            assert!(formats().contains(&product.format), "{:?}", product.format);
        }
    }
}
