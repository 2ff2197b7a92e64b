//! Hits of Sigma rules on Windows events, as Chainsaw, Hayabusa and Zircolite write them in JSON lines.
//!
//! Written after <https://github.com/WithSecureLabs/chainsaw> (`hunt --jsonl`),
//! <https://github.com/Yamato-Security/hayabusa> (`json-timeline -L`, its profiles) and
//! <https://wagga40.github.io/Zircolite/>, whose hit is a rule with all events that it matched: the first of them counts.

use model::{Fact, Field, Format, Name, Record, Span, TimeRole, Value};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::cut_text,
        document::{
            Dialect, Document, Means,
            Means::{Both, Is, IsNoted, Noted, PathAndName, Severity, Techniques, Time},
            Slot,
        },
        names::Names,
        scan::find_text,
        technique::{find_tactic, find_techniques},
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "sigma.hit", version: 3 },
    sign: Sign::AnyMembers(&[
        &["group", "kind", "document", "name"],
        &["group", "kind", "documents", "name"],
        &["rule_level", "matches", "title"],
        &["Timestamp", "RuleTitle", "Level"],
        &["Timestamp", "RuleTitle", "Channel"],
    ]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| {
        // Chainsaw calls what several events made a hit together the documents of an aggregate.
        let event = path.strip_prefix(b"document.data.Event.").or_else(|| path.strip_prefix(b"documents.data.Event."));
        if let Some(system) = event.and_then(|event| event.strip_prefix(b"System.")) {
            return SYSTEM.find(system);
        }
        if let Some(column) = path.strip_prefix(b"matches.") {
            return SYSTEM.find(column).or_else(|| DATA.find(column));
        }
        let data = event.and_then(|event| event.strip_prefix(b"EventData."));
        let data = data.or_else(|| path.strip_prefix(b"Details."));
        let data =
            data.or_else(|| path.strip_prefix(b"AllFieldInfo.")).or_else(|| path.strip_prefix(b"ExtraFieldInfo."));
        match data {
            Some(data) => DATA.find(data),
            None => MEANINGS.find(path),
        }
    },
    wrappers: &[],
};

static MEANINGS: Names<Means, 32> = Names::new([
    // Chainsaw.
    ("timestamp", Time(TimeRole::Event)),
    ("name", Both(Field::RuleName, Field::Message)),
    ("id", Is(Field::RuleUuid)),
    ("group", Is(Field::RuleRuleset)),
    ("level", Severity),
    ("tags", Techniques),
    ("references", Is(Field::RuleReference)),
    ("kind", Noted(Slot::Kind)),
    ("source", Noted(Slot::Text)),
    ("document.path", Is(Field::LogFilePath)),
    ("documents.path", Is(Field::LogFilePath)),
    // Zircolite.
    ("title", Both(Field::RuleName, Field::Message)),
    ("description", Is(Field::RuleDescription)),
    ("rule_level", Severity),
    ("sigma", Noted(Slot::Class)),
    ("sigmafile", Is(Field::RuleRuleset)),
    // Hayabusa.
    ("Timestamp", Time(TimeRole::Event)),
    ("RuleTitle", Both(Field::RuleName, Field::Message)),
    ("RuleID", Is(Field::RuleUuid)),
    ("RuleFile", Is(Field::RuleRuleset)),
    ("RuleAuthor", Noted(Slot::Actor)),
    ("Level", Severity),
    ("Computer", Both(Field::HostName, Field::HostHostname)),
    ("Channel", Is(Field::EventDataset)),
    ("Provider", Is(Field::EventProvider)),
    ("EventID", Is(Field::EventCode)),
    ("RecordID", Is(Field::EventSequence)),
    ("MitreTactics", Noted(Slot::Name)),
    ("MitreTags", Techniques),
    ("EvtxFile", Is(Field::LogFilePath)),
    ("Details", Noted(Slot::Target)),
    ("AllFieldInfo", Noted(Slot::Number)),
]);

/// Of the event's system part: as a tree, and as the columns that Zircolite makes of it.
static SYSTEM: Names<Means, 11> = Names::new([
    ("EventID", Is(Field::EventCode)),
    ("EventID.#text", Is(Field::EventCode)),
    ("Channel", Is(Field::EventDataset)),
    ("Computer", Both(Field::HostName, Field::HostHostname)),
    ("EventRecordID", Is(Field::EventSequence)),
    ("Provider_attributes.Name", Is(Field::EventProvider)),
    ("Provider.#attributes.Name", Is(Field::EventProvider)),
    ("Provider_Name", Is(Field::EventProvider)),
    ("Security_attributes.UserID", Is(Field::UserId)),
    ("SystemTime", Time(TimeRole::Event)),
    ("OriginalLogfile", Is(Field::LogFilePath)),
]);

/// Of the event itself: the names of Windows, and Hayabusa's short ones.
static DATA: Names<Means, 59> = Names::new([
    ("Image", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("NewProcessName", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("Proc", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("ProcessName", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("Application", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("SourceImage", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("SrcProc", PathAndName(Field::ProcessExecutable, Field::ProcessName)),
    ("CommandLine", Is(Field::ProcessCommandLine)),
    ("Cmdline", Is(Field::ProcessCommandLine)),
    ("ProcessId", Is(Field::ProcessPid)),
    ("NewProcessId", Is(Field::ProcessPid)),
    ("PID", Is(Field::ProcessPid)),
    ("ProcessGuid", Is(Field::ProcessEntityId)),
    ("PGUID", Is(Field::ProcessEntityId)),
    ("ParentImage", PathAndName(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("ParentProcessName", PathAndName(Field::ProcessParentExecutable, Field::ProcessParentName)),
    ("ParentCommandLine", Is(Field::ProcessParentCommandLine)),
    ("ParentCmdline", Is(Field::ProcessParentCommandLine)),
    ("ParentProcessId", Is(Field::ProcessParentPid)),
    ("ParentPID", Is(Field::ProcessParentPid)),
    ("CurrentDirectory", Is(Field::ProcessWorkingDirectory)),
    ("OriginalFileName", Is(Field::ProcessPeOriginalFileName)),
    ("User", Is(Field::UserName)),
    ("SubjectUserName", Is(Field::UserName)),
    ("SubjectDomainName", Is(Field::UserDomain)),
    ("SubjectUserSid", Is(Field::UserId)),
    ("SrcUser", Is(Field::UserName)),
    ("TargetUserName", Is(Field::UserTargetName)),
    ("TargetDomainName", Is(Field::UserTargetDomain)),
    ("TargetUserSid", Is(Field::UserTargetId)),
    ("TgtUser", Is(Field::UserTargetName)),
    ("IpAddress", Is(Field::SourceIp)),
    ("IpPort", Is(Field::SourcePort)),
    ("WorkstationName", Is(Field::SourceDomain)),
    ("SrcComp", Is(Field::SourceDomain)),
    ("SourceIp", Is(Field::SourceIp)),
    ("SourceAddress", Is(Field::SourceIp)),
    ("ClientAddress", Is(Field::SourceIp)),
    ("SrcIP", Is(Field::SourceIp)),
    ("SourcePort", Is(Field::SourcePort)),
    ("SrcPort", Is(Field::SourcePort)),
    ("DestinationIp", Is(Field::DestinationIp)),
    ("DestAddress", Is(Field::DestinationIp)),
    ("DestPort", Is(Field::DestinationPort)),
    ("TgtIP", Is(Field::DestinationIp)),
    ("DestinationPort", Is(Field::DestinationPort)),
    ("TgtPort", Is(Field::DestinationPort)),
    ("DestinationHostname", Is(Field::DestinationDomain)),
    ("Protocol", Is(Field::NetworkTransport)),
    ("Proto", Is(Field::NetworkTransport)),
    ("QueryName", Is(Field::DnsQuestionName)),
    ("TargetFilename", PathAndName(Field::FilePath, Field::FileName)),
    ("ImageLoaded", PathAndName(Field::FilePath, Field::FileName)),
    ("SourceHostname", Is(Field::SourceDomain)),
    ("Svc", Is(Field::ServiceName)),
    ("TargetObject", Is(Field::RegistryPath)),
    ("ServiceName", Is(Field::ServiceName)),
    ("LogonId", Is(Field::SessionId)),
    ("LID", IsNoted(Field::SessionId, Slot::Text)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut hit = Document::read(body, record, &DIALECT);
    let origin = hit.origin;
    if hit.has(Slot::Kind) {
        hit.conclude_observer("WithSecure", "Chainsaw", "");
    } else if hit.has(Slot::Class) {
        hit.conclude_observer("Wagga", "Zircolite", "");
    } else {
        hit.conclude_observer("Yamato Security", "Hayabusa", "");
    }
    conclude_tags(body, &mut hit);
    for slot in [Slot::Target, Slot::Number] {
        read_details(body, hit.span(slot), hit.text(slot), hit.record);
    }
    hit.conclude_kind("alert");
    hit.push_once(Field::EventCategory, "intrusion_detection", origin);
    hit.push_once(Field::EventType, "info", origin);
    true
}

/// Sigma's tags (<https://github.com/SigmaHQ/sigma-specification>, appendix on tags): `attack.t1110.003`,
/// `attack.credential_access`; and Hayabusa's short names of tactics.
fn conclude_tags(body: &Body<'_>, hit: &mut Document<'_, '_>) {
    let is_tag = |fact: &&Fact| match &fact.name {
        Name::Known(name) => matches!(*name, "tags" | "MitreTactics"),
        _ => false,
    };
    let tags: Vec<Span> = hit.record.facts.iter().filter(is_tag).map(|fact| fact.value.span()).collect();
    for span in tags {
        let tag = hit.bytes(span);
        if let Some(tactic) = find_tactic(tag).or_else(|| find_short_tactic(tag)) {
            hit.push_once(Field::ThreatTacticName, tactic, span);
        }
        let id = tag.strip_prefix(b"attack.").filter(|id| id.first() == Some(&b't')).map(<[u8]>::to_ascii_uppercase);
        let Some(id) = id.and_then(|id| String::from_utf8(id).ok()) else { continue };
        let is_known = |fact: &Fact| fact.field == Some(Field::ThreatTechniqueId) && fact.value.text(body.raw) == id;
        let is_new = !hit.record.facts.iter().any(is_known);
        if is_new && find_techniques(id.as_bytes()).next() == Some((0, id.len())) {
            let field = Field::ThreatTechniqueId;
            let value = Value::Text { text: id.into(), span };
            hit.record.facts.push(Fact { name: Name::Known(field.name()), field: Some(field), value });
        }
    }
}

/// <https://github.com/Yamato-Security/hayabusa#mitre-attck-tactics-abbreviations>
fn find_short_tactic(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"Recon" => "Reconnaissance",
        b"ResDev" => "Resource Development",
        b"InitAccess" => "Initial Access",
        b"Exec" => "Execution",
        b"Persis" => "Persistence",
        b"PrivEsc" => "Privilege Escalation",
        b"Evas" => "Defense Evasion",
        b"CredAccess" => "Credential Access",
        b"Disc" => "Discovery",
        b"LatMov" => "Lateral Movement",
        b"Collect" => "Collection",
        b"C2" => "Command and Control",
        b"Exfil" => "Exfiltration",
        _ => return None,
    })
}

/// `Cmdline: whoami ¦ User: EXAMPLE\\alice`: an event's data in one text, as its profiles for tables have them.
fn read_details(body: &Body<'_>, span: Span, text: &[u8], record: &mut Record) {
    const BAR: &[u8] = " ¦ ".as_bytes();
    const PARTS_MAX: usize = 64;
    let mut start = 0;
    for _ in 0..PARTS_MAX {
        let rest = text.get(start..).unwrap_or_default();
        let len = find_text(rest, BAR).unwrap_or(rest.len());
        let part = rest.get(..len).unwrap_or_default();
        if let Some((name, value)) = cut_text(part, ": ") {
            let at = span.start as usize + start + name.len() + 2;
            push_detail(name, value, Span::new(at, at + value.len()), body, record);
        }
        start += len + BAR.len();
        if start >= text.len() {
            return;
        }
    }
}

fn push_detail(name: &[u8], value: &[u8], span: Span, body: &Body<'_>, record: &mut Record) {
    let row = DATA.find(name.trim_ascii()).filter(|_| !matches!(value, b"" | b"-"));
    let Some((name, means)) = row.copied() else { return };
    let (field, file) = match means {
        Is(field) | IsNoted(field, _) => (field, None),
        PathAndName(field, file) => (field, Some(file)),
        _ => return,
    };
    record.facts.push(make_detail(name, field, span, body));
    let name_at = value.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    if let Some(file) = file.filter(|_| name_at < value.len()) {
        let (start, end) = (span.start as usize + name_at, span.end as usize);
        record.facts.push(make_detail(name, file, Span::new(start, end), body));
    }
}

/// A part of a JSON string may hold escapes.
fn make_detail(name: &'static str, field: Field, span: Span, body: &Body<'_>) -> Fact {
    let written = span.of(body.raw);
    let value = if written.contains(&b'\\') {
        let text = String::from_utf8_lossy(written).replace("\\\"", "\"").replace("\\\\", "\\");
        Value::Text { text: text.into(), span }
    } else {
        Value::Span(span)
    };
    Fact { name: Name::Known(name), field: Some(field), value }
}
