//! `fortinet.fortimanager`: FortiManager and FortiAnalyzer, which write FortiOS's keys: their own events, and the logs of
//! devices that they forward in their own form, which names the version of the log (`logver=`).
//!
//! FortiManager and FortiAnalyzer Event Log Reference, 7.4
//! (<https://docs.fortinet.com/document/fortimanager/7.4.0/fortimanager-fortianalyzer-event-log-reference>). A line with
//! a FortiGate's serial number is that FortiGate's, whoever forwarded it.

use model::{Format, Record};

use super::fortigate::read_line;
use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{cut::cut_text, scan::find_text},
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "fortinet.fortimanager", version: 3 },
    sign: Sign::LookAt(u8::is_ascii_lowercase, shows),
    read,
};

/// How serial numbers of the two begin, and those of FortiGates (FortiWifi and the chassis among them).
const SERIALS: [&str; 4] = ["FMG", "FMV", "FAZ", "FL-"];
const FORTIGATES: [&str; 2] = ["FG", "FW"];

/// The serial number of the device, or the version of the log without a FortiGate's number.
fn shows(body: &Body<'_>) -> bool {
    const KEY_BYTES_MAX: usize = 12;
    let text = body.text();
    let begins_with_key = text.get(..KEY_BYTES_MAX).unwrap_or(text).contains(&b'=');
    if !begins_with_key {
        return false;
    }
    let serial = find_serial(text).unwrap_or_default();
    begins_with(serial, &SERIALS) || !begins_with(serial, &FORTIGATES) && find_text(text, b"logver=").is_some()
}

/// The value of `devid=`.
fn find_serial(text: &[u8]) -> Option<&[u8]> {
    let (_, serial) = cut_text(text, "devid=")?;
    Some(serial.strip_prefix(b"\"").unwrap_or(serial))
}

fn begins_with(text: &[u8], starts: &[&str]) -> bool {
    starts.iter().any(|start| text.starts_with(start.as_bytes()))
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let serial = find_serial(body.text()).unwrap_or_default();
    // What is forwarded was seen by a firewall.
    let (product, kind) = match () {
        () if begins_with(serial, &["FAZ", "FL-"]) => ("FortiAnalyzer", "management"),
        () if begins_with(serial, &SERIALS) => ("FortiManager", "management"),
        () => ("FortiGate", "firewall"),
    };
    read_line(body, product, kind, record)
}
