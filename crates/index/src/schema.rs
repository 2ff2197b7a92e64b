//! The fixed list of what is indexed.

use std::{net::Ipv6Addr, sync::LazyLock};

use model::{Field, FieldKind};
use query::{FieldName, OwnField};
use tantivy::schema::{
    Field as Column, IndexRecordOption, IpAddrOptions, NumericOptions, Schema, Term, TextFieldIndexing, TextOptions,
};

/// Raised when what is indexed, or how, changes: another version is fed again.
pub(crate) const INDEX_VERSION: u32 = 1;

/// The name under which [`crate::terms::Words`] is registered.
pub(crate) const WORDS_TOKENIZER: &str = "words";

pub(crate) const SEQ: &str = "seq";
pub(crate) const AT: &str = "at";

/// Fields of few or telling values, which are pivoted on: addresses, users, hosts, rules, sessions, actions, hashes.
/// Each has a dictionary of its own. A test on any other field is narrowed by its words, and decided in memory.
const ENTITIES: &[Field] = &[
    Field::ClientIp,
    Field::DestinationAddress,
    Field::DestinationDomain,
    Field::DestinationIp,
    Field::DestinationNatIp,
    Field::DestinationPort,
    Field::DestinationUserName,
    Field::DnsQuestionName,
    Field::DnsResolvedIp,
    Field::EmailFromAddress,
    Field::EmailLocalId,
    Field::EmailMessageId,
    Field::EmailToAddress,
    Field::EventAction,
    Field::EventCategory,
    Field::EventCode,
    Field::EventDataset,
    Field::EventKind,
    Field::EventOutcome,
    Field::EventType,
    Field::FileHashMd5,
    Field::FileHashSha1,
    Field::FileHashSha256,
    Field::HostHostname,
    Field::HostIp,
    Field::HostName,
    Field::NetworkTransport,
    Field::ObserverHostname,
    Field::ObserverIp,
    Field::ObserverName,
    Field::ObserverProduct,
    Field::ObserverVendor,
    Field::ProcessHashMd5,
    Field::ProcessHashSha1,
    Field::ProcessHashSha256,
    Field::ProcessName,
    Field::RelatedHash,
    Field::RelatedHosts,
    Field::RelatedIp,
    Field::RelatedUser,
    Field::RuleId,
    Field::RuleName,
    Field::ServerIp,
    Field::SessionId,
    Field::SourceAddress,
    Field::SourceDomain,
    Field::SourceIp,
    Field::SourceNatIp,
    Field::SourceUserName,
    Field::ThreatTechniqueId,
    Field::TlsClientJa3,
    Field::UrlDomain,
    Field::UserChangesName,
    Field::UserDomain,
    Field::UserEffectiveName,
    Field::UserEmail,
    Field::UserId,
    Field::UserName,
    Field::UserTargetName,
    Field::VulnerabilityId,
];

/// Where everything stands in tantivy's schema.
pub(crate) struct Layout {
    pub(crate) schema: Schema,
    /// The number of the record; fast only.
    pub(crate) seq: Column,
    /// The time as read, in UTC nanoseconds; fast only.
    pub(crate) at: Column,
    /// The words of the record's text.
    pub(crate) text: Column,
    /// The words of what we made of it, where the field has no dictionary of its own.
    pub(crate) made: Column,
    /// The names of the fields of which a term was cut.
    pub(crate) cut: Column,
    pub(crate) format: Column,
    pub(crate) feed: Column,
    /// By the field's own number.
    entities: Vec<Option<Column>>,
}

pub(crate) static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let mut builder = Schema::builder();
    let seq = builder.add_u64_field(SEQ, NumericOptions::default().set_fast());
    let at = builder.add_i64_field(AT, NumericOptions::default().set_fast());
    let text = builder.add_text_field("text", text_options(WORDS_TOKENIZER));
    let made = builder.add_text_field("made", text_options(WORDS_TOKENIZER));
    let cut = builder.add_text_field("cut", text_options("raw"));
    let format = builder.add_text_field(OwnField::Format.name(), text_options("raw"));
    let feed = builder.add_text_field(OwnField::Feed.name(), text_options("raw"));
    let mut add = |field: Field| match field.kind() {
        FieldKind::Ip => builder.add_ip_addr_field(field.name(), IpAddrOptions::default().set_indexed()),
        FieldKind::Number => builder.add_u64_field(field.name(), NumericOptions::default().set_indexed()),
        _ => builder.add_text_field(field.name(), text_options("raw")),
    };
    let entities = Field::ALL.iter().map(|field| ENTITIES.contains(field).then(|| add(*field))).collect();
    Layout { seq, at, text, made, cut, format, feed, entities, schema: builder.build() }
});

fn text_options(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

impl Layout {
    /// The dictionary of a field, where it has one.
    pub(crate) fn entity(&self, field: Field) -> Option<Column> {
        self.entities.get(field as usize).copied().flatten()
    }

    /// The dictionary of a name, where it has one.
    pub(crate) fn column(&self, name: &FieldName) -> Option<Column> {
        match name {
            FieldName::Ecs(field) => self.entity(*field),
            FieldName::Ledgerline(OwnField::Format) => Some(self.format),
            FieldName::Ledgerline(OwnField::Feed) => Some(self.feed),
            FieldName::Ledgerline(_) | FieldName::Timestamp | FieldName::Own(_) => None,
        }
    }
}

/// The term of an address, by [`query::address_number`].
pub(crate) fn address_term(column: Column, number: u128) -> Term {
    Term::from_field_ip_addr(column, Ipv6Addr::from_bits(number))
}
