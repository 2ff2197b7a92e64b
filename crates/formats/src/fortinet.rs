//! Fortinet's products.

pub(crate) mod forticlient;
pub(crate) mod fortiddos;
pub(crate) mod fortigate;
pub(crate) mod fortimail;
pub(crate) mod fortimanager;
pub(crate) mod fortiweb;

use crate::syntax::cut::cut_text;

/// The serial number behind `device_id=`, which FortiMail and FortiWeb write.
fn find_device(text: &[u8]) -> Option<&[u8]> {
    let (_, serial) = cut_text(text, "device_id=")?;
    Some(serial.strip_prefix(b"\"").unwrap_or(serial))
}

/// The address in `GUI(192.0.2.5)`, by which an administrator came.
fn find_interface_address(interface: &[u8]) -> Option<&[u8]> {
    let (_, inside) = cut_text(interface, "(")?;
    let (address, _) = cut_text(inside, ")")?;
    Some(address)
}
