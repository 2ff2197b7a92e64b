//! `ossec.active_response`: what the agents of OSSEC and Wazuh did about an alert (`active-responses.log`).
//!
//! OSSEC's scripts write `date script deed user address alert rule`
//! (<https://www.ossec.net/docs/docs/manual/ar/ar-unix.html>), Wazuh's programs since 4.2 `time program: ` and a word or
//! the object that they were given
//! (<https://documentation.wazuh.com/current/user-manual/capabilities/active-response/custom-active-response-scripts.html>).

use model::{Field, Format, Record, TimeRole};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::{
        cut::{cut_word, is_ip, is_number, skip_blanks},
        front::cut_front,
        json::Leaves,
        scan::find_text,
    },
};

/// The reader.
pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "ossec.active_response", version: 1 },
    sign: Sign::LookAt(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase(), shows),
    read,
};

/// The folder that every such program lies in.
const FOLDER: &[u8] = b"active-response/bin/";
/// How far from the front it stands at most.
const FRONT_BYTES_MAX: usize = 256;

const fn network(action: &'static str, kind: &'static [&'static str], outcome: Option<&'static str>) -> Meaning {
    Meaning { action, category: &["network", "intrusion_detection"], kind, outcome }
}

const BANNED: Meaning = network("address_banned", &["denied"], SUCCESS);
const UNBANNED: Meaning = network("address_unbanned", &["allowed"], SUCCESS);
const DISABLED: Meaning =
    Meaning { action: "account_disabled", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const ENABLED: Meaning =
    Meaning { action: "account_enabled", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const STARTED: Meaning = network("active_response_started", &["start"], None);
const ENDED: Meaning = network("active_response_ended", &["end"], SUCCESS);
const ABORTED: Meaning = network("active_response_ended", &["end"], FAILURE);
const TOLD: Meaning = network("active_response_told", &["info"], None);

fn shows(body: &Body<'_>) -> bool {
    let text = body.text();
    find_text(text.get(..FRONT_BYTES_MAX).unwrap_or(text), FOLDER).is_some()
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let Some(time) = cut_front(body.text()) else { return false };
    let (program, rest) = cut_word(skip_blanks(time.rest));
    let (path, is_wazuh) = match program.strip_suffix(b":") {
        Some(path) => (path, true),
        None => (program, false),
    };
    let Some(at) = find_text(path, FOLDER) else { return false };
    let name = path.get(at + FOLDER.len()..).unwrap_or_default();
    record.push_time(TimeRole::Event, time.form, body.span_of(time.text));
    record.push("program", Some(Field::ProcessExecutable), body.span_of(path));
    record.push("program", Some(Field::ProcessName), body.span_of(name));
    if is_wazuh && rest.first() == Some(&b'{') {
        read_object(body, name, rest, record);
    } else if is_wazuh {
        let meaning = match rest {
            b"Starting" => &STARTED,
            b"Ended" => &ENDED,
            b"Aborted" => &ABORTED,
            _ => &TOLD,
        };
        record.push("reason", Some(Field::EventReason), body.span_of(rest));
        meaning.push(body.span_of(rest), record);
    } else {
        read_words(body, name, rest, record);
    }
    record.push_word(Field::ObserverType, "hids", body.span);
    record.push_word(Field::EventKind, "event", body.span);
    true
}

/// `add - 203.0.113.66 1795169472.12345 5712`: a hyphen stands for none.
fn read_words(body: &Body<'_>, program: &[u8], text: &[u8], record: &mut Record) {
    let (deed, rest) = cut_word(text);
    let (user, rest) = cut_word(rest);
    let (address, rest) = cut_word(rest);
    let (alert, rest) = cut_word(rest);
    let (rule, rest) = cut_word(rest);
    let mut push = |name, field: Option<Field>, word: &[u8]| {
        if !matches!(word, b"" | b"-" | b"(null)") {
            record.push(name, field, body.span_of(word));
        }
    };
    push("deed", None, deed);
    push("user", Some(Field::UserName), user);
    push("srcip", Some(if is_ip(address) { Field::SourceIp } else { Field::SourceDomain }), address);
    push("alert_id", Some(Field::EventId), alert);
    push("rule_id", Some(Field::RuleId).filter(|_| is_number(rule)), rule);
    push("rest", None, rest);
    find_meaning(program, deed).push(body.span_of(deed), record);
}

/// What a deed means: the programs that concern an account are named so.
fn find_meaning(program: &[u8], deed: &[u8]) -> &'static Meaning {
    let is_account = program.starts_with(b"disable-account");
    match (deed, is_account) {
        (b"add", false) => &BANNED,
        (b"delete", false) => &UNBANNED,
        (b"add", true) => &DISABLED,
        (b"delete", true) => &ENABLED,
        _ => &TOLD,
    }
}

/// The object that a program was given, the alert inside, or that it answered.
fn read_object(body: &Body<'_>, program: &[u8], text: &[u8], record: &mut Record) {
    let mut deed: &[u8] = &[];
    let leaves = Leaves::read(body.raw, body.span_of(text));
    for leaf in leaves.iter(body.raw) {
        let word = leaf.value.span().of(body.raw);
        let field = match leaf.path {
            b"command" => {
                deed = word;
                None
            }
            b"parameters.alert.data.srcip" | b"parameters.keys" if is_ip(word) => Some(Field::SourceIp),
            b"parameters.alert.data.srcport" => Some(Field::SourcePort),
            b"parameters.alert.data.dstuser" | b"parameters.alert.data.srcuser" => Some(Field::UserName),
            b"parameters.alert.rule.id" => Some(Field::RuleId),
            b"parameters.alert.rule.description" => Some(Field::RuleDescription),
            b"parameters.alert.id" => Some(Field::EventId),
            b"parameters.alert.agent.name" => Some(Field::HostName),
            b"parameters.alert.manager.name" => Some(Field::ObserverName),
            b"parameters.alert.full_log" => Some(Field::EventOriginal),
            _ => None,
        };
        let field = field.filter(|field| leaf.is_whole && record.first(*field).is_none());
        record.facts.push(leaf.into_fact(None, field));
    }
    leaves.diagnose(record);
    let span = if deed.is_empty() { body.span_of(text) } else { body.span_of(deed) };
    find_meaning(program, deed).push(span, record);
}

#[cfg(test)]
mod tests {
    use super::find_meaning;

    #[test]
    fn tells_accounts_from_addresses() {
        assert_eq!(find_meaning(b"host-deny.sh", b"add").action, "address_banned");
        assert_eq!(find_meaning(b"disable-account.sh", b"delete").action, "account_enabled");
        assert_eq!(find_meaning(b"restart-wazuh", b"").action, "active_response_told");
    }
}
