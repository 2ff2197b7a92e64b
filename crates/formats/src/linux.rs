//! Programs of Linux hosts that write to syslog.

mod auditd;
mod bare;
mod cron;
mod dropbear;
mod kernel;
mod laurel;
mod pam;
mod shadow;
mod sshd;
mod su;
mod sudo;
mod sudo_object;
mod systemd;

use crate::{registry::Product, wording::push_source};

pub(crate) const AUDITD: Product = auditd::PRODUCT;
pub(crate) const PAM: Product = pam::PRODUCT;
pub(crate) const SSHD: Product = bare::SSHD;
pub(crate) const SUDO: Product = bare::SUDO;
pub(crate) const SUDO_OBJECT: Product = sudo_object::PRODUCT;
pub(crate) const CRON: Product = cron::PRODUCT;
pub(crate) const DROPBEAR: Product = dropbear::PRODUCT;
pub(crate) const KERNEL: Product = kernel::PRODUCT;
pub(crate) const LAUREL: Product = laurel::PRODUCT;
pub(crate) const SHADOW: Product = shadow::PRODUCT;
pub(crate) const SU: Product = su::PRODUCT;
pub(crate) const SYSTEMD: Product = systemd::PRODUCT;
