//! Suricata's `fast.log`, also by syslog: one line an alert.
//!
//! Written after the Suricata User Guide, "Line based alerts log (fast.log)":
//! <https://docs.suricata.io/en/latest/configuration/suricata-yaml.html#line-based-alerts-log-fast-log>.

use model::{Format, Record};

use crate::{
    body::Body,
    registry::{Product, Sign},
    snort::alert::{Sensor, begins, read_for, shows},
};

/// The reader.
pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "suricata.fast", version: 2 }, sign: Sign::LookAt(begins, shows), read };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_for(Sensor::Suricata, body, record)
}
