//! Falco's alerts: its JSON output, and its text (`10:20:05.408091526: Warning Shell spawned … (user=root …)`).
//!
//! Written after "Output formatting" and "Supported fields": <https://falco.org/docs/concepts/outputs/formatting/>,
//! <https://falco.org/docs/reference/rules/supported-fields/>.

use model::{Fact, Field, Format, Record, Span, TimeRole, Value};

use crate::{
    body::Body,
    registry::{Product, Sign},
    syntax::{
        cut::{cut_text, is_ip},
        document::{
            Dialect, Document, Means,
            Means::{Address, Is, IsNoted, Noted, PathAndName, Severity, Techniques, Time},
            Slot,
        },
        gravity::find_gravity,
        names::Names,
        scan::find_text,
    },
    wording::release_writer,
};

/// The reader of objects.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "falco.alert", version: 4 },
    sign: Sign::AnyMembers(&[&["output", "priority", "rule"], &["output_fields", "priority", "rule"]]),
    read,
};

const DIALECT: Dialect = Dialect {
    find: |path| MEANINGS.find(path).or_else(|| FIELDS.find(path.strip_prefix(b"output_fields.")?)),
    wrappers: &[],
};

static MEANINGS: Names<Means, 9> = Names::new([
    ("time", Time(TimeRole::Event)),
    ("rule", IsNoted(Field::RuleName, Slot::Name)),
    ("priority", Severity),
    ("output", IsNoted(Field::Message, Slot::Text)),
    ("hostname", Is(Field::HostName)),
    ("source", Is(Field::EventProvider)),
    ("tags", Techniques),
    ("uuid", Is(Field::EventId)),
    ("output_fields.evt.type", IsNoted(Field::EventCode, Slot::Action)),
]);

/// By Falco's names for its fields.
static FIELDS: Names<Means, 77> = Names::new([
    ("container.id", Is(Field::ContainerId)),
    ("container.name", Is(Field::ContainerName)),
    ("container.image", Is(Field::ContainerImageName)),
    ("container.image.repository", Is(Field::ContainerImageName)),
    ("container.image.tag", Is(Field::ContainerImageTag)),
    ("container_id", Is(Field::ContainerId)),
    ("container", Is(Field::ContainerId)),
    ("image", Is(Field::ContainerImageName)),
    ("container_image_tag", Is(Field::ContainerImageTag)),
    ("container_name", Is(Field::ContainerName)),
    ("container_image", Is(Field::ContainerImageName)),
    ("k8s.ns.name", Is(Field::OrchestratorNamespace)),
    ("k8s.pod.name", Is(Field::OrchestratorResourceName)),
    ("k8s_ns", Is(Field::OrchestratorNamespace)),
    ("k8s_pod_name", Is(Field::OrchestratorResourceName)),
    ("evt.time", Noted(Slot::Number)),
    ("evt.res", Noted(Slot::Outcome)),
    ("evt.hostname", Is(Field::HostName)),
    ("user", Is(Field::UserName)),
    ("user.name", Is(Field::UserName)),
    ("user.uid", Is(Field::UserId)),
    ("user_uid", Is(Field::UserId)),
    ("user.loginuid", Noted(Slot::Number)),
    ("user.loginname", Is(Field::RelatedUser)),
    ("group.name", Is(Field::GroupName)),
    ("group.gid", Is(Field::GroupId)),
    ("proc.name", Is(Field::ProcessName)),
    ("process", Is(Field::ProcessName)),
    ("program", Is(Field::ProcessName)),
    ("proc.exe", Noted(Slot::Number)),
    ("proc.exepath", Is(Field::ProcessExecutable)),
    ("proc_exepath", Is(Field::ProcessExecutable)),
    ("proc.cmdline", Is(Field::ProcessCommandLine)),
    ("command", Is(Field::ProcessCommandLine)),
    ("cmdline", Is(Field::ProcessCommandLine)),
    ("proc.pid", Is(Field::ProcessPid)),
    ("pid", Is(Field::ProcessPid)),
    ("proc.cwd", Is(Field::ProcessWorkingDirectory)),
    ("proc.tty", Is(Field::ProcessTty)),
    ("terminal", Is(Field::ProcessTty)),
    ("proc.pname", Is(Field::ProcessParentName)),
    ("parent", Is(Field::ProcessParentName)),
    ("proc.pcmdline", Is(Field::ProcessParentCommandLine)),
    ("pcmdline", Is(Field::ProcessParentCommandLine)),
    ("proc.ppid", Is(Field::ProcessParentPid)),
    ("proc.pexepath", Is(Field::ProcessParentExecutable)),
    ("evt_type", IsNoted(Field::EventCode, Slot::Action)),
    ("fd.name", Noted(Slot::Target)),
    ("connection", Noted(Slot::Target)),
    ("file", PathAndName(Field::FilePath, Field::FileName)),
    ("fd.sip", Is(Field::DestinationIp)),
    ("fd.sport", Is(Field::DestinationPort)),
    ("fd.cip", Is(Field::SourceIp)),
    ("fd.cport", Is(Field::SourcePort)),
    ("fd.l4proto", Is(Field::NetworkTransport)),
    ("fd.sip.name", Is(Field::DestinationDomain)),
    // Other sources of events: Kubernetes' audit, CloudTrail.
    ("ka.user.name", Is(Field::UserName)),
    ("ka.verb", IsNoted(Field::EventCode, Slot::Action)),
    ("ka.target.name", Is(Field::OrchestratorResourceName)),
    ("ka.target.namespace", Is(Field::OrchestratorNamespace)),
    ("ka.uri", Is(Field::UrlOriginal)),
    ("ka.response.code", Is(Field::HttpResponseStatusCode)),
    ("ka.sourceips", Is(Field::SourceIp)),
    ("ka.useragent", Is(Field::UserAgentOriginal)),
    ("okta.actor.name", Is(Field::UserFullName)),
    ("okta.actor.alternateID", Is(Field::UserName)),
    ("okta.client.ip", Is(Field::SourceIp)),
    ("okta.evt.type", IsNoted(Field::EventCode, Slot::Action)),
    ("github.user", Is(Field::UserName)),
    ("github.type", IsNoted(Field::EventCode, Slot::Action)),
    ("ct.user.accountid", Is(Field::CloudAccountId)),
    ("ct.useragent", Is(Field::UserAgentOriginal)),
    ("ct.error", Is(Field::ErrorCode)),
    ("ct.user", Is(Field::UserName)),
    ("ct.name", IsNoted(Field::EventCode, Slot::Action)),
    ("ct.srcip", Address(Field::SourceIp, Field::SourceDomain)),
    ("ct.region", Is(Field::CloudRegion)),
]);

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut alert = Document::read(body, record, &DIALECT);
    if !alert.has(Slot::Name) || find_gravity_of(&alert).is_none() {
        return false;
    }
    alert.conclude_observer("Falco", "Falco", "hids");
    alert.conclude_kind("alert");
    alert.conclude_action(Slot::Action);
    let origin = alert.origin;
    alert.push_once(Field::EventCategory, "intrusion_detection", origin);
    alert.push_once(Field::EventType, "info", origin);
    // A descriptor is a file, or a connection: `198.51.100.5:44312->192.0.2.8:443`.
    let target = alert.text(Slot::Target);
    let span = alert.span(Slot::Target);
    if target.starts_with(b"/") {
        alert.settle(Slot::Target, Field::FilePath);
    } else if alert.record.first(Field::DestinationIp).is_none() {
        push_ends(target, span, alert.record);
    }
    let raw = body.raw;
    alert.record.facts.iter_mut().filter(|fact| is_host(fact, raw)).for_each(|fact| fact.field = None);
    true
}

/// `198.51.100.5:44312->192.0.2.8:443`: who opened the connection stands first.
fn push_ends(text: &[u8], span: Span, record: &mut Record) {
    let start = span.start as usize;
    let Some(arrow) = find_text(text, b"->").filter(|_| text.len() == span.len()) else { return };
    let ends = [
        (0, arrow, Field::SourceIp, Field::SourcePort),
        (arrow + 2, text.len(), Field::DestinationIp, Field::DestinationPort),
    ];
    for (from, to, address, port) in ends {
        let Some(colon) = memchr::memrchr(b':', text.get(from..to).unwrap_or_default()).map(|at| from + at) else {
            continue;
        };
        if is_ip(text.get(from..colon).unwrap_or_default()) {
            record.push("fd.name", Some(address), Span::new(start + from, start + colon));
            record.push("fd.name", Some(port), Span::new(start + colon + 1, start + to));
        }
    }
}

/// `host` in place of a container's id or name: what happened did so in none.
fn is_host(fact: &Fact, raw: &[u8]) -> bool {
    matches!(fact.field, Some(Field::ContainerId | Field::ContainerName)) && fact.value.bytes(raw) == Some(b"host")
}

/// The priority, which is one of syslog's severities.
fn find_gravity_of(alert: &Document<'_, '_>) -> Option<u64> {
    let level = alert.record.first(Field::LogLevel)?;
    let text = level.value.span();
    find_gravity(alert.bytes(text))
}

/// The reader of text.
pub(crate) const TEXT: Product =
    Product { format: PRODUCT.format, sign: Sign::LookAt(|byte| byte.is_ascii_digit(), shows_text), read: read_text };

/// A time of day, a priority, and fields in what follows: what Falco writes to its own output and to syslog alike.
///
/// Many a program begins its lines so. Where nothing names Falco, all nine digits of the fraction must stand there, as
/// Falco writes them, and its fields where its rules have them.
fn shows_text(body: &Body<'_>) -> bool {
    let text = body.text();
    if text.get(2) != Some(&b':') {
        return false;
    }
    let Some((clock, rest)) = cut_text(text, ": ").filter(|(clock, _)| is_clock(clock)) else { return false };
    let is_ours = match body.tag_text() {
        b"falco" => true,
        b"" => clock.len() == b"10:20:05.408091526".len() && clock.get(8) == Some(&b'.') && ends_in_fields(rest),
        _ => false,
    };
    is_ours && PRIORITIES.iter().any(|name| rest.starts_with(name.as_bytes())) && memchr::memchr(b'=', rest).is_some()
}

/// `… (user=root command=id)` or, since 0.36, `… | evt_type=execve user=root`.
fn ends_in_fields(output: &[u8]) -> bool {
    const MARKS: [&[u8]; 6] =
        [b" evt_type=", b" proc_", b" container_id=", b" container_name=", b" user_loginuid=", b" user_uid="];
    let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    let mut openings = memchr::memmem::find_iter(output, b" (");
    let is_in_parentheses = output.ends_with(b")")
        && openings.any(|at| {
            let inside = output.get(at + 2..).unwrap_or_default();
            let key = inside.iter().take_while(|byte| is_key(byte)).count();
            key > 0 && inside.get(key) == Some(&b'=')
        });
    is_in_parentheses || MARKS.iter().any(|mark| find_text(output, mark).is_some())
}

/// <https://falco.org/docs/concepts/rules/basic-elements/#priority>, a blank behind each.
const PRIORITIES: [&str; 8] =
    ["Emergency ", "Alert ", "Critical ", "Error ", "Warning ", "Notice ", "Informational ", "Debug "];

fn read_text(body: &Body<'_>, record: &mut Record) -> bool {
    let text = body.text();
    // The time of day is that of the header, or of another day: it is kept, not read.
    let Some((clock, rest)) = cut_text(text, ": ").filter(|(clock, _)| is_clock(clock)) else { return false };
    let end = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
    let (priority, output) = rest.split_at(end);
    let Some(gravity) = find_gravity(priority) else { return false };
    let span = body.span_of(priority);
    // The process that an alert tells of is not the one that wrote it.
    release_writer(record);
    record.push("time", None, body.span_of(clock));
    record.push("priority", Some(Field::LogLevel), span);
    record.push_number(Field::EventSeverity, gravity, span);
    record.push("output", Some(Field::RuleDescription), body.span_of(output.strip_prefix(b" ").unwrap_or(output)));
    read_pairs(body, output, record);
    record.push_word(Field::ObserverVendor, "Falco", span);
    record.push_word(Field::ObserverProduct, "Falco", span);
    record.push_word(Field::ObserverType, "hids", span);
    record.push_word(Field::EventKind, "alert", span);
    record.push_word(Field::EventCategory, "intrusion_detection", span);
    record.push_word(Field::EventType, "info", span);
    true
}

/// `10:20:05.408091526`
fn is_clock(text: &[u8]) -> bool {
    text.len() >= 8
        && text.get(2) == Some(&b':')
        && text.get(5) == Some(&b':')
        && text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
}

/// `(user=root command=sh -c id container=abc)` or, since 0.36, ` | user=root command=…`: a value ends where the next
/// key begins.
fn read_pairs(body: &Body<'_>, output: &[u8], record: &mut Record) {
    const PAIRS_MAX: usize = 64;
    let mut rest = output;
    let mut open: Option<(&[u8], usize)> = None;
    let end = output.strip_suffix(b")").map_or(output.len(), <[u8]>::len);
    for _ in 0..PAIRS_MAX {
        let Some(at) = memchr::memchr(b'=', rest) else { break };
        let start = output.len() - rest.len();
        let before = rest.get(..at).unwrap_or_default();
        let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
        let key_at = before.iter().rposition(|byte| !is_key(byte)).map_or(0, |at| at + 1);
        let key = before.get(key_at..).unwrap_or_default();
        rest = rest.get(at + 1..).unwrap_or_default();
        if key.is_empty() || (key_at == 0 && open.is_some()) {
            continue;
        }
        if let Some((name, from)) = open {
            let to = start + key_at.saturating_sub(1);
            push_pair(body, name, output.get(from..to).unwrap_or_default(), record);
        }
        open = Some((key, start + at + 1));
    }
    if let Some((name, from)) = open {
        push_pair(body, name, output.get(from..end).unwrap_or_default(), record);
    }
}

fn push_pair(body: &Body<'_>, key: &[u8], value: &[u8], record: &mut Record) {
    let span = body.span_of(value);
    let means = FIELDS.find(key).map(|row| row.1);
    if matches!(means, Some(Noted(Slot::Target))) {
        push_ends(value, span, record);
    }
    let field = means.and_then(|means| match means {
        Is(field) | IsNoted(field, _) | PathAndName(field, _) | Address(field, _) => Some(field),
        _ => None,
    });
    let field = field.filter(|_| !matches!(value, b"" | b"<NA>"));
    let mut fact = Fact { name: body.name_of(key), field, value: Value::Span(span) };
    fact.field = fact.field.filter(|_| !is_host(&fact, body.raw));
    record.facts.push(fact);
}
