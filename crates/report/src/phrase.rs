//! One phrase of what happened.

use serde_json::Value;

use crate::{Retelling, visible::make_visible_within};

/// A phrase is no longer; the event has the rest.
const PHRASE_CHARS_MAX: usize = 240;

/// What happened, in one phrase of at most 240 characters, made from the ECS fields of an event's JSON.
///
/// It tells facts and blames no one: the rule, service or process comes first, an account is called an account. Where
/// no field says more, it is the message. Characters that steer a terminal are written out, so it is safe to print;
/// Markdown, HTML and CSV have their own escapes.
#[must_use]
pub fn summarize_event(event: &Value) -> String {
    let fields = Fields(event);
    let phrase = [tell_alert, tell_mail, tell_login, tell_command, tell_file, tell_flow, tell_message]
        .iter()
        .find_map(|tell| tell(&fields))
        .unwrap_or_else(|| "a record without a readable text".to_owned());
    make_visible_within(&phrase, PHRASE_CHARS_MAX)
}

/// Who reported an event, in one word; empty where nothing says it.
pub(crate) fn name_observer(event: &Value) -> String {
    let names = [
        "observer.name",
        "observer.hostname",
        "host.name",
        "host.hostname",
        "observer.ip",
        "host.ip",
        "observer.product",
    ];
    Fields(event).first_of(&names).map(|name| make_visible_within(&name, 64)).unwrap_or_default()
}

/// The other records of a happening: exhibits as they are cited, the rest by their numbers.
pub(crate) fn name_retellings(others: &[Retelling]) -> String {
    let name = |of: &Retelling| match of.exhibit {
        Some(number) => format!("EX-{number:04}"),
        None => format!("record {}", of.seq),
    };
    others.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// An event's JSON, asked by ECS name.
struct Fields<'a>(&'a Value);

impl Fields<'_> {
    /// Every value of a field as text.
    fn all(&self, name: &str) -> Vec<String> {
        let leaf = name.split('.').try_fold(self.0, |at, part| at.get(part));
        let texts = |value: &Value| match value {
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        match leaf {
            Some(Value::Array(list)) => list.iter().filter_map(texts).collect(),
            Some(value) => texts(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn first(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }

    fn first_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.first(name))
    }

    fn has(&self, name: &str, word: &str) -> bool {
        self.all(name).iter().any(|value| value == word)
    }

    /// The values of a field, the first of them and how many more.
    fn several(&self, name: &str) -> Option<String> {
        let all = self.all(name);
        let first = all.first()?.clone();
        Some(if all.len() > 1 { format!("{first} and {} more", all.len() - 1) } else { first })
    }

    /// `event.action` as words.
    fn action(&self) -> Option<String> {
        self.first("event.action").map(|action| action.replace('_', " "))
    }

    /// One end of a flow: `192.0.2.7:22`.
    fn end(&self, side: &str) -> Option<String> {
        let names = [format!("{side}.ip"), format!("{side}.address"), format!("{side}.domain")];
        let host = names.iter().find_map(|name| self.first(name))?;
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        Some(match self.first(&format!("{side}.port")) {
            Some(port) => format!("{host}:{port}"),
            None => host,
        })
    }

    /// Both ends, or the one that is known.
    fn ends(&self) -> Option<String> {
        match (self.end("source"), self.end("destination")) {
            (Some(source), Some(destination)) => Some(format!("{source} → {destination}")),
            (Some(source), None) => Some(format!("from {source}")),
            (None, Some(destination)) => Some(format!("to {destination}")),
            (None, None) => None,
        }
    }

    fn account(&self) -> Option<String> {
        let name = self.first("user.name")?;
        Some(match self.first("user.effective.name").filter(|effective| *effective != name) {
            Some(effective) => format!("account {name} as {effective}"),
            None => format!("account {name}"),
        })
    }

    /// What did it, in front: `sshd: `.
    fn actor(&self) -> String {
        self.first_of(&["process.name", "log.syslog.appname"]).map(|name| format!("{name}: ")).unwrap_or_default()
    }
}

/// `login: a, b, c`; the head alone where nothing follows.
fn join(head: String, parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { head } else { format!("{head}: {}", parts.join(", ")) }
}

fn tell_alert(fields: &Fields<'_>) -> Option<String> {
    if !fields.has("event.kind", "alert") {
        return None;
    }
    // A firewall names the rule that let the traffic in, then what was found in it.
    let names = fields.all("rule.name").into_iter().take(2).collect::<Vec<_>>().join(", ");
    let rule = Some(names).filter(|names| !names.is_empty());
    let rule = rule.or_else(|| fields.first_of(&["rule.description", "message"]))?;
    let path = fields.first("file.path").map(|path| format!("file {path}"));
    let host = fields.first_of(&["host.name", "host.hostname"]).map(|host| format!("on {host}"));
    let parts = [host, fields.ends(), fields.account(), path, verdict(fields)];
    Some(join(format!("alert “{rule}”"), parts))
}

fn tell_mail(fields: &Fields<'_>) -> Option<String> {
    let (from, to) = (fields.first("email.from.address"), fields.several("email.to.address"));
    let subject = fields.first("email.subject").map(|subject| format!("subject “{subject}”"));
    if from.is_none() && to.is_none() && subject.is_none() {
        return None;
    }
    let action = fields.action().unwrap_or_else(|| "mail".to_owned());
    let path = match (from, to) {
        (Some(from), Some(to)) => Some(format!("{from} → {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (None, None) => None,
    };
    let source = fields.end("source").map(|source| format!("by {source}"));
    let queue = fields.first("email.local_id").map(|id| format!("queue id {id}"));
    Some(join(format!("{}{action}", fields.actor()), [path, subject, source, queue, verdict(fields)]))
}

fn tell_login(fields: &Fields<'_>) -> Option<String> {
    if !fields.has("event.category", "authentication") || fields.first("process.command_line").is_some() {
        return None;
    }
    let action = fields.action().unwrap_or_else(|| "authentication".to_owned());
    let parts = [fields.account(), fields.ends(), reason(fields), verdict(fields)];
    let told = parts.iter().take(2).any(Option::is_some);
    told.then(|| join(format!("{}{action}", fields.actor()), parts))
}

fn tell_command(fields: &Fields<'_>) -> Option<String> {
    let command = fields.first("process.command_line")?;
    let head = format!("{}command “{command}”", fields.actor());
    Some(join(head, [fields.account(), reason(fields), verdict(fields)]))
}

fn tell_file(fields: &Fields<'_>) -> Option<String> {
    let path = fields.first("file.path")?;
    let action = fields.action().unwrap_or_else(|| "file".to_owned());
    Some(join(format!("{}{action}", fields.actor()), [Some(path), fields.ends(), verdict(fields)]))
}

fn tell_flow(fields: &Fields<'_>) -> Option<String> {
    let ends = fields.ends()?;
    let action = fields.action();
    // Of one end alone, the device's own words say more.
    let is_flow = fields.end("source").is_some() && fields.end("destination").is_some();
    if !is_flow && !fields.all("message").is_empty() {
        return tell_message(fields);
    }
    let transport = fields.first_of(&["network.transport", "network.protocol"]).unwrap_or_default();
    let rule = fields.first_of(&["rule.name", "rule.id"]).map(|rule| format!("rule “{rule}”"));
    let head = format!("{} {transport}", action.unwrap_or_else(|| "connection".to_owned()));
    let parts = [Some(ends), asked_for(fields), fields.account(), rule, reason(fields), verdict(fields)];
    Some(join(format!("{}{}", fields.actor(), head.trim_end()), parts))
}

/// What a flow was for: a page, or a name.
fn asked_for(fields: &Fields<'_>) -> Option<String> {
    match (fields.first_of(&["url.full", "url.original"]), fields.first("url.domain")) {
        (Some(path), Some(domain)) if path.starts_with('/') => Some(format!("url {domain}{path}")),
        (Some(url), _) => Some(format!("url {url}")),
        (None, domain) => domain
            .or_else(|| fields.first_of(&["dns.question.name", "tls.client.server_name"]))
            .map(|name| format!("name {name}")),
    }
}

fn tell_message(fields: &Fields<'_>) -> Option<String> {
    // Where a line is `key=value`, its `msg` is the text. Of several messages the last is the device's own, those
    // before it are the lines that hold it.
    let own = fields.first("ledgerline.format").and_then(|format| fields.first(&format!("{format}.msg")));
    let text = own.or_else(|| fields.all("message").pop());
    let text = text.or_else(|| fields.first_of(&["event.reason", "event.original", "error.message"]));
    let told = text.or_else(|| fields.action())?;
    // Cisco's `%ASA-4-722051: ` names the message, which then says what happened.
    let coded = told.strip_prefix('%').and_then(|rest| rest.split_once(": "));
    let told = coded.filter(|(code, _)| !code.contains(' ')).map_or(told.as_str(), |(_, text)| text);
    let changed = fields.has("event.category", "configuration").then(|| fields.account()).flatten();
    Some(join(format!("{}{told}", fields.actor()), [changed]))
}

fn reason(fields: &Fields<'_>) -> Option<String> {
    fields.first("event.reason").map(|reason| format!("reason “{reason}”"))
}

/// How it ended: denied, allowed, success, failure.
fn verdict(fields: &Fields<'_>) -> Option<String> {
    let action = fields.first("event.action").unwrap_or_default();
    ["denied", "allowed"]
        .into_iter()
        .find(|word| fields.has("event.type", word))
        .map(ToOwned::to_owned)
        .or_else(|| fields.first("event.outcome").filter(|outcome| outcome != "unknown"))
        .filter(|word| *word != action)
}
