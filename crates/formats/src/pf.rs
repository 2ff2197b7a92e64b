//! OpenBSD's packet filter, as pfSense and OPNsense use it.

pub(crate) mod filterlog;
pub(crate) mod webgui;
