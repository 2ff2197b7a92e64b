//! Windows: its event log, whoever carries it, and its firewall.

mod agent_data;
mod conclusions;
mod event;
mod event_xml;
pub(crate) mod eventchannel;
mod evtxecmd;
mod exported;
mod fields;
pub(crate) mod firewall;
mod flat;
mod forwarded;
mod meanings;
mod nxlog;
mod nxlog_data;
mod object;
mod powershell;
mod rendered;
mod snare;
mod status;
mod values;
mod winevtlog;
mod winlogbeat;

pub(crate) use self::event_xml::{PRODUCT as EVENT_XML, read_event};
pub(crate) use self::exported::read_event_text;
pub(crate) use self::{
    agent_data::AGENT_DATA, evtxecmd::EXPORT as EVTXECMD, forwarded::PRODUCT as FORWARDED, nxlog::PRODUCT as NXLOG,
    nxlog_data::DATA as NXLOG_DATA, object::OBJECT as EVENT_OBJECT, snare::PRODUCT as SNARE,
    winevtlog::AGENT as WINEVTLOG, winlogbeat::PRODUCT as WINLOGBEAT,
};
