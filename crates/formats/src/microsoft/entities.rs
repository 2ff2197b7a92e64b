//! The entities of an alert, JSON within a text, as the column `Entities` of the table `SecurityAlert` has them
//! (<https://learn.microsoft.com/en-us/azure/sentinel/entities-reference>).

use model::{Fact, Field, Name, Record, Span, Value};

use crate::syntax::{
    cut::is_ip,
    json::{Kind, Leaves},
    names::Names,
};

/// By the name of a member, of whatever entity.
static MEMBERS: Names<Field, 15> = Names::new([
    ("Address", Field::RelatedIp),
    ("NTDomain", Field::UserDomain),
    ("Sid", Field::UserId),
    ("AadUserId", Field::UserId),
    ("HostName", Field::HostHostname),
    ("DnsDomain", Field::HostDomain),
    ("NetBiosName", Field::HostName),
    ("OSFamily", Field::HostOsName),
    ("AzureID", Field::CloudInstanceId),
    ("ResourceId", Field::CloudInstanceId),
    ("CommandLine", Field::ProcessCommandLine),
    ("ProcessId", Field::ProcessPid),
    ("Directory", Field::FileDirectory),
    ("Url", Field::UrlFull),
    ("MailboxPrimaryAddress", Field::UserEmail),
]);

/// Reads the text. What stands in it has no place of its own: its place is that of the text.
pub(super) fn read_entities(text: &str, whole: Span, record: &mut Record) {
    let bytes = text.as_bytes();
    let leaves = Leaves::read(bytes, Span::new(0, bytes.len()));
    // The name of the entity whose type follows.
    let mut name: Option<String> = None;
    for leaf in leaves.iter(bytes).filter(|leaf| leaf.kind != Kind::Null && leaf.says_something()) {
        let value = leaf.value.text(bytes);
        let field = match leaf.path {
            b"$id" => {
                name = None;
                continue;
            }
            b"Name" => {
                name = Some(value.into_owned());
                continue;
            }
            b"Type" => {
                if let Some((field, value)) = name_field(&value).zip(name.take()) {
                    push(field, value, "Name", whole, record);
                }
                continue;
            }
            path => MEMBERS.find(path),
        };
        if let Some((member, field)) = field
            && (*field != Field::RelatedIp || is_ip(value.as_bytes()))
        {
            push(*field, value.into_owned(), member, whole, record);
        }
    }
}

/// What the name of an entity of a type is.
fn name_field(kind: &str) -> Option<Field> {
    Some(match kind {
        "account" => Field::UserName,
        "file" => Field::FileName,
        "malware" => Field::ThreatSoftwareName,
        _ => return None,
    })
}

fn push(field: Field, value: String, member: &str, whole: Span, record: &mut Record) {
    let name = Name::Path(format!("Entities.{member}").into());
    record.facts.push(Fact { name, field: Some(field), value: Value::Text { text: value.into(), span: whole } });
}
