//! What the variables of notifications and the notifications themselves mean, by name and by number.

use model::Field;

use crate::{
    meaning::{FAILURE, Meaning, SUCCESS},
    syntax::names::Names,
};

/// What a variable says.
#[derive(Clone, Copy)]
pub(super) enum Object {
    /// The field.
    Is(Field),
    /// The field, where an address stands there.
    Address(Field),
    /// Which notification it is.
    Trap,
}

use Object::{Address, Is, Trap};

/// By the object's name, without its module and its instance.
static OBJECTS: Names<Object, 22> = Names::new([
    ("snmpTrapOID", Trap),
    ("snmpTrapAddress", Address(Field::HostIp)),
    ("sysName", Is(Field::HostHostname)),
    ("sysDescr", Is(Field::HostOsName)),
    ("ifDescr", Is(Field::ObserverIngressInterfaceName)),
    ("ifName", Is(Field::ObserverIngressInterfaceName)),
    ("locIfReason", Is(Field::EventReason)),
    ("authAddr", Address(Field::SourceIp)),
    ("cExtSnmpTargetAuthInetAddr", Address(Field::SourceIp)),
    ("ccmHistoryEventTerminalUser", Is(Field::UserName)),
    ("ccmHistoryEventServerAddress", Address(Field::SourceIp)),
    ("bgpPeerRemoteAddr", Address(Field::DestinationIp)),
    ("cbgpPeer2RemoteAddr", Address(Field::DestinationIp)),
    ("ospfNbrIpAddr", Address(Field::DestinationIp)),
    ("clogHistMsgText", Is(Field::EventReason)),
    ("clogHistMsgName", Is(Field::RuleName)),
    ("clogHistFacility", Is(Field::LogLogger)),
    ("mteHotTrigger", Is(Field::RuleName)),
    ("logMessage", Is(Field::EventReason)),
    ("hrSWRunName", Is(Field::ProcessName)),
    ("prNames", Is(Field::ProcessName)),
    ("dskPath", Is(Field::FilePath)),
]);

/// By the object's number behind `1.3.`, for snmptrapd without MIBs.
const NUMBERS: [(&str, &str); 9] = [
    ("6.1.6.3.1.1.4.1", "snmpTrapOID"),
    ("6.1.6.3.18.1.3", "snmpTrapAddress"),
    ("6.1.2.1.1.5", "sysName"),
    ("6.1.2.1.1.1", "sysDescr"),
    ("6.1.2.1.2.2.1.2", "ifDescr"),
    ("6.1.2.1.31.1.1.1.1", "ifName"),
    ("6.1.4.1.9.2.2.1.1.20", "locIfReason"),
    ("6.1.4.1.9.2.1.5", "authAddr"),
    ("6.1.2.1.15.3.1.7", "bgpPeerRemoteAddr"),
];

/// What a variable of this name says.
pub(super) fn find_object(name: &[u8]) -> Option<Object> {
    if let Some(number) = read_number(name) {
        let fits = |own: &str| number.strip_prefix(own.as_bytes()).is_some_and(|rest| matches!(rest, [] | [b'.', ..]));
        let (_, name) = NUMBERS.iter().find(|(own, _)| fits(own))?;
        return OBJECTS.find(name.as_bytes()).map(|row| row.1);
    }
    let name = name.rsplit(|byte| *byte == b':').next()?;
    let mut parts = name.split(|byte| *byte == b'.');
    let first = parts.next()?;
    // `.iso.org.dod.….snmpTrapOID.0`: the object is the last of the words.
    let object = if first.is_empty() || first == b"iso" {
        parts.rfind(|part| part.first().is_some_and(u8::is_ascii_alphabetic))?
    } else {
        first
    };
    OBJECTS.find(object).map(|row| row.1)
}

/// What follows the first two arcs (ISO, org), which are written `.1.3.`, `1.3.` or `iso.3.`.
fn read_number(name: &[u8]) -> Option<&[u8]> {
    const ROOT: [&str; 3] = [".1.3.", "iso.3.", "1.3."];
    let start = ROOT.iter().find(|root| name.starts_with(root.as_bytes()))?;
    let tail = name.get(start.len()..)?;
    if !tail.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return None;
    }
    Some(tail)
}

const fn row(
    action: &'static str,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    outcome: Option<&'static str>,
) -> Meaning {
    Meaning { action, category, kind, outcome }
}

const COLD: Meaning = row("system_started", &["host"], &["start"], None);
const WARM: Meaning = row("system_restarted", &["host"], &["start"], None);
const LINK_DOWN: Meaning = row("interface_down", &["network"], &["info"], None);
const LINK_UP: Meaning = row("interface_up", &["network"], &["info"], None);
const REFUSED: Meaning = row("snmp_authentication", &["authentication", "network"], &["start", "denied"], FAILURE);
const NEIGHBOUR_LOST: Meaning = row("neighbor_lost", &["network"], &["info"], None);
const NEIGHBOUR: Meaning = row("neighbor_changed", &["network"], &["change"], None);
const NEIGHBOUR_UP: Meaning = row("neighbor_up", &["network"], &["info"], None);
const THRESHOLD: Meaning = row("threshold_crossed", &["host"], &["info"], None);
const THRESHOLD_BACK: Meaning = row("threshold_recovered", &["host"], &["info"], None);
const TOPOLOGY: Meaning = row("topology_changed", &["network"], &["change"], None);
const CHANGED: Meaning = row("configuration_changed", &["configuration"], &["change"], SUCCESS);
const HARDWARE: Meaning = row("hardware_changed", &["host"], &["change"], None);
const ENVIRONMENT: Meaning = row("environment_alarm", &["host"], &["error"], None);
const POWER: Meaning = row("power_state_changed", &["host"], &["change"], None);
const STOPPED: Meaning = row("service_stopped", &["process"], &["end"], None);
const RESTARTED: Meaning = row("service_restarted", &["process"], &["start"], None);
const FAILOVER: Meaning = row("failover", &["network"], &["change"], None);
const LOGGED: Meaning = row("message_logged", &["host"], &["info"], None);

/// By the notification's name. RFC 3418 §2 has the first six, RFC 1493, 2819, 2981, 4273, 4750, 6933 and Cisco's,
/// Net-SNMP's and the UPS MIB the others.
static TRAPS: Names<Meaning, 46> = Names::new([
    ("coldStart", COLD),
    ("warmStart", WARM),
    ("linkDown", LINK_DOWN),
    ("linkUp", LINK_UP),
    ("authenticationFailure", REFUSED),
    ("egpNeighborLoss", NEIGHBOUR_LOST),
    ("newRoot", TOPOLOGY),
    ("topologyChange", TOPOLOGY),
    ("risingAlarm", THRESHOLD),
    ("fallingAlarm", THRESHOLD_BACK),
    ("mteTriggerFired", THRESHOLD),
    ("mteTriggerRising", THRESHOLD),
    ("mteTriggerFalling", THRESHOLD_BACK),
    ("bgpEstablished", NEIGHBOUR_UP),
    ("bgpEstablishedNotification", NEIGHBOUR_UP),
    ("bgpBackwardTransition", NEIGHBOUR_LOST),
    ("bgpBackwardTransNotification", NEIGHBOUR_LOST),
    ("bgpBackwardTransitionNotification", NEIGHBOUR_LOST),
    ("cbgpPeer2EstablishedNotification", NEIGHBOUR_UP),
    ("cbgpPeer2BackwardTransNotification", NEIGHBOUR_LOST),
    ("ospfNbrStateChange", NEIGHBOUR),
    ("ospfVirtNbrStateChange", NEIGHBOUR),
    ("ospfIfStateChange", NEIGHBOUR),
    ("lldpRemTablesChange", NEIGHBOUR),
    ("vrrpTrapNewMaster", FAILOVER),
    ("vrrpv3NewMaster", FAILOVER),
    ("cHsrpStateChange", FAILOVER),
    ("entConfigChange", HARDWARE),
    ("cefcFRUInserted", HARDWARE),
    ("cefcFRURemoved", HARDWARE),
    ("cefcModuleStatusChange", HARDWARE),
    ("cefcFanTrayStatusChange", ENVIRONMENT),
    ("ciscoEnvMonTemperatureNotification", ENVIRONMENT),
    ("ciscoEnvMonFanNotification", ENVIRONMENT),
    ("ciscoEnvMonShutdownNotification", ENVIRONMENT),
    ("ciscoEnvMonRedundantSupplyNotification", ENVIRONMENT),
    ("ciscoEnvMonSuppStatusChangeNotif", ENVIRONMENT),
    ("ciscoConfigManEvent", CHANGED),
    ("ccmCLIRunningConfigChanged", CHANGED),
    ("clogMessageGenerated", LOGGED),
    ("upsTrapOnBattery", POWER),
    ("upsTrapTestCompleted", POWER),
    ("upsTrapAlarmEntryAdded", ENVIRONMENT),
    ("upsTrapAlarmEntryRemoved", POWER),
    ("nsNotifyShutdown", STOPPED),
    ("nsNotifyRestart", RESTARTED),
]);

/// The generic notifications by number: what follows 1.3.6.1.6.3.1.1.5.
const GENERIC: [&str; 6] = ["coldStart", "warmStart", "linkDown", "linkUp", "authenticationFailure", "egpNeighborLoss"];

/// What the notification of this name or number means.
pub(super) fn find_trap(value: &[u8]) -> Option<&'static Meaning> {
    if let Some(number) = read_number(value) {
        let last = number.strip_prefix(b"6.1.6.3.1.1.5.")?;
        let [digit @ b'1'..=b'6', rest @ ..] = last else { return None };
        let name = GENERIC.get(usize::from(digit - b'1')).filter(|_| matches!(rest, [] | [b'.', ..]))?;
        return TRAPS.find(name.as_bytes()).map(|row| &row.1);
    }
    let name = value.rsplit(|byte| matches!(byte, b':' | b'.')).next()?;
    TRAPS.find(name).map(|row| &row.1)
}

/// How snmptrapd describes the traps of version 1: the words that the text ends with, and what they mean; none for a
/// trap of an enterprise's own.
pub(super) fn find_described(text: &[u8]) -> Option<(&'static str, Option<&'static Meaning>)> {
    const WORDS: [(&str, &str); 7] = [
        ("Cold Start", "coldStart"),
        ("Warm Start", "warmStart"),
        ("Link Down", "linkDown"),
        ("Link Up", "linkUp"),
        ("Authentication Failure", "authenticationFailure"),
        ("EGP Neighbor Loss", "egpNeighborLoss"),
        ("Enterprise Specific", ""),
    ];
    let (words, name) = WORDS.iter().find(|(words, _)| text.ends_with(words.as_bytes()))?;
    Some((words, TRAPS.find(name.as_bytes()).map(|row| &row.1)))
}
