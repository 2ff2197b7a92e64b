//! `sysmon.linux`: Sysmon for Linux, which writes the Windows event's XML to syslog
//! (<https://github.com/microsoft/SysmonForLinux>).

use model::{Format, Record};

use crate::{
    body::Body,
    registry::{Product, Sign},
    windows::read_event,
};

pub(crate) const PRODUCT: Product =
    Product { format: Format { name: "sysmon.linux", version: 3 }, sign: Sign::Holds(&["Linux-Sysmon"]), read };

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_event(body, record)
}
