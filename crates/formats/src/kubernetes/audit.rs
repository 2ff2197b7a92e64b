//! `kubernetes.audit`: the API server's audit events, `audit.k8s.io/v1`
//! (<https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/>), one a line.

use model::{Field, Format, Record, Span, TimeRole};
use stamp::Form;

use crate::{
    body::Body,
    meaning::Meaning,
    registry::{Product, Sign},
    syntax::{cut::read_number, json::Kind, names::Names},
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "kubernetes.audit", version: 1 },
    sign: Sign::Members(&["auditID", "stage", "verb"]),
    read,
};

/// By path. The rest keeps its own name.
static FIELDS: Names<Field, 16> = Names::new([
    ("auditID", Field::EventId),
    ("requestURI", Field::UrlOriginal),
    ("userAgent", Field::UserAgentOriginal),
    ("sourceIPs", Field::SourceIp),
    ("user.username", Field::UserName),
    ("user.uid", Field::UserId),
    ("user.groups", Field::GroupName),
    ("impersonatedUser.username", Field::UserEffectiveName),
    ("impersonatedUser.uid", Field::UserEffectiveId),
    ("objectRef.namespace", Field::OrchestratorNamespace),
    ("objectRef.name", Field::OrchestratorResourceName),
    ("objectRef.resource", Field::OrchestratorResourceType),
    ("responseStatus.code", Field::HttpResponseStatusCode),
    ("responseStatus.message", Field::ErrorMessage),
    ("responseStatus.reason", Field::EventReason),
    ("annotations.authorization.k8s.io/reason", Field::RuleDescription),
]);

const fn verb(action: &'static str, kind: &'static [&'static str]) -> Meaning {
    Meaning { action, category: &["configuration"], kind, outcome: None }
}

const READ: Meaning = verb("kubernetes_object_read", &["access"]);
const CREATED: Meaning = verb("kubernetes_object_created", &["creation"]);
const CHANGED: Meaning = verb("kubernetes_object_changed", &["change"]);
const DELETED: Meaning = verb("kubernetes_object_deleted", &["deletion"]);
const OTHER: Meaning = verb("kubernetes_request", &["info"]);
const EXECUTED: Meaning =
    Meaning { action: "kubernetes_pod_entered", category: &["process"], kind: &["start"], outcome: None };
const FORWARDED: Meaning = Meaning {
    action: "kubernetes_port_forwarded",
    category: &["network"],
    kind: &["connection", "start"],
    outcome: None,
};

/// What the record says that decides what it means.
#[derive(Default)]
struct Request {
    verb: Span,
    subresource: Span,
    decision: Span,
    code: Span,
}

fn read(body: &Body<'_>, record: &mut Record) -> bool {
    let mut request = Request::default();
    let leaves = body.leaves();
    for leaf in leaves.iter(body.raw) {
        let span = leaf.value.span();
        match leaf.path {
            b"stageTimestamp" if leaf.says_something() => {
                record.push_time(TimeRole::Event, Form::Rfc3339, span);
                continue;
            }
            b"requestReceivedTimestamp" if leaf.says_something() => {
                record.push_time(TimeRole::Start, Form::Rfc3339, span);
                continue;
            }
            b"verb" => request.verb = span,
            b"objectRef.subresource" => request.subresource = span,
            b"annotations.authorization.k8s.io/decision" => request.decision = span,
            b"responseStatus.code" if leaf.kind == Kind::Number => request.code = span,
            _ => {}
        }
        match FIELDS.find(leaf.path) {
            Some((name, field)) => record.facts.push(leaf.into_fact(Some(*name), Some(*field))),
            None => record.facts.push(leaf.into_fact(None, None)),
        }
    }
    leaves.diagnose(record);
    request.conclude(body.raw, record);
    true
}

impl Request {
    fn conclude(&self, raw: &[u8], record: &mut Record) {
        let meaning = match (self.subresource.of(raw), self.verb.of(raw)) {
            (b"exec" | b"attach", _) => &EXECUTED,
            (b"portforward", _) => &FORWARDED,
            (_, b"get" | b"list" | b"watch") => &READ,
            (_, b"create") => &CREATED,
            (_, b"update" | b"patch") => &CHANGED,
            (_, b"delete" | b"deletecollection") => &DELETED,
            _ => &OTHER,
        };
        meaning.push(self.verb, record);
        let (verdict, outcome) = match self.decision.of(raw) {
            b"allow" => (Some("allowed"), None),
            b"forbid" => (Some("denied"), Some(("failure", self.decision))),
            _ => (None, None),
        };
        if let Some(verdict) = verdict {
            record.push_word(Field::EventType, verdict, self.decision);
        }
        let of_code = read_number(self.code.of(raw)).map(|code| if code < 400 { "success" } else { "failure" });
        if let Some((word, span)) = outcome.or_else(|| of_code.map(|word| (word, self.code))) {
            record.push_word(Field::EventOutcome, word, span);
        }
    }
}
