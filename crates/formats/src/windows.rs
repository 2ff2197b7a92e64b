//! Windows: its event log, whoever carries it, and its firewall.

mod conclusions;
mod event;
mod event_xml;
pub(crate) mod eventchannel;
mod exported;
mod fields;
pub(crate) mod firewall;
mod meanings;
mod nxlog;
mod object;
mod rendered;
mod snare;
mod status;
mod winlogbeat;

pub(crate) use self::event_xml::{PRODUCT as EVENT_XML, read_event};
pub(crate) use self::exported::read_event_text;
pub(crate) use self::{
    nxlog::PRODUCT as NXLOG, object::OBJECT as EVENT_OBJECT, snare::PRODUCT as SNARE, winlogbeat::PRODUCT as WINLOGBEAT,
};
