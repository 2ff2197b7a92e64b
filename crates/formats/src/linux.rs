//! Programs of Linux hosts that write to syslog.

mod auditd;
mod pam;
mod sshd;
mod sudo;

use model::Field;

use crate::{body::Body, registry::Product, syntax::cut::is_ip};

pub(crate) const AUDITD: Product = auditd::PRODUCT;
pub(crate) const PAM: Product = pam::PRODUCT;
pub(crate) const SSHD: Product = sshd::PRODUCT;
pub(crate) const SUDO: Product = sudo::PRODUCT;

/// Adds the far end of a login, which is written as an address or as a name; an empty one is none.
fn push_source(body: &Body<'_>, name: &'static str, text: &[u8], record: &mut model::Record) {
    match text {
        b"" | b"?" | b"UNKNOWN" | b"unknown" => {}
        _ if is_ip(text) => record.push(name, Some(Field::SourceIp), body.span_of(text)),
        _ => record.push(name, Some(Field::SourceDomain), body.span_of(text)),
    }
}
