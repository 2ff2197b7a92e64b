//! What is entered in custody.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// An entry's number in custody: from 1, without gaps. Its leaf in the tree stands at the index one less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryNumber(pub u64);

impl fmt::Display for EntryNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! entry_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What kind of act an entry tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum EntryType {
            $($(#[$doc])* $variant,)*
        }

        impl EntryType {
            /// Every type.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

entry_types! {
    /// The daemon started.
    Start = "start",
    /// The daemon stopped in good order.
    Stop = "stop",
    /// A version of a feed's configuration was registered.
    Feed = "feed",
    /// The vault's records since the last one were sealed; also written while idle.
    Batch = "batch",
    /// Somebody searched or read.
    Access = "access",
    /// Something was given out to be kept.
    Export = "export",
    /// Raw bytes were shown.
    View = "view",
    /// The configuration, a token or an incident was changed.
    Admin = "admin",
    /// Somebody was, or was not, let in.
    Authn = "authn",
    /// Evidence was set aside, moved or restored.
    Custody = "custody",
    /// Something received is not, or may not be, in the vault.
    Loss = "loss",
    /// A body or an opening was erased on purpose.
    Redact = "redact",
    /// Evidence was removed because its time was over.
    Retention = "retention",
    /// A signing key was made or changed.
    Key = "key",
    /// Our own clock stepped, or its error was read.
    Clock = "clock",
    /// The head was anchored with a third party.
    Anchor = "anchor",
    /// Somebody had the evidence verified.
    Verify = "verify",
    /// Somebody reviewed a part of custody.
    Review = "review",
}

impl fmt::Display for EntryType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for EntryType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|entry_type| entry_type.name() == text)
            .ok_or_else(|| format!("unknown type of entry {text:?}"))
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    #[default]
    Success,
    /// It was tried and did not work.
    Failure,
    /// It was not allowed.
    Denied,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Ledgerline itself.
    System,
    /// Who holds a token, over HTTP.
    Token,
    /// A command on the machine itself.
    Local,
    /// Nobody known: no token, or a wrong one.
    Anonymous,
}

/// Who does it. The id is public (it stands in the line as it is), so it must name no person: a token's public id, a
/// numeric user id. The person's or token's name and the address are private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What kind.
    pub kind: ActorKind,
    /// Its public id, at most 128 bytes.
    pub id: String,
    /// What it is called; committed to as `actor.name`.
    pub name: Option<String>,
    /// From where, `address:port` or `socket`; committed to as `peer`, since an address can be a person's.
    pub peer: Option<String>,
}

impl Actor {
    /// Ledgerline itself.
    #[must_use]
    pub fn system() -> Self {
        Self::new(ActorKind::System, "ledgerline")
    }

    /// The holder of a token, by the token's public id.
    #[must_use]
    pub fn token(id: impl fmt::Display) -> Self {
        Self::new(ActorKind::Token, id)
    }

    /// A command on the machine, by what is public of who runs it (`uid:1000`).
    #[must_use]
    pub fn local(id: impl fmt::Display) -> Self {
        Self::new(ActorKind::Local, id)
    }

    /// Nobody known.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::new(ActorKind::Anonymous, "anonymous")
    }

    /// The same, called so.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same, from there.
    #[must_use]
    pub fn from_peer(mut self, peer: impl Into<String>) -> Self {
        self.peer = Some(peer.into());
        self
    }

    fn new(kind: ActorKind, id: impl fmt::Display) -> Self {
        Self { kind, id: id.to_string(), name: None, peer: None }
    }
}

/// On what it was done. Public, so neither part may name a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// What kind of thing: `incident`, `token`, `evidence`.
    pub kind: String,
    /// Which one.
    pub id: String,
}

/// An entry before it has a number, a time and salts: what the caller says.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub(crate) entry_type: EntryType,
    pub(crate) actor: Actor,
    pub(crate) action: String,
    pub(crate) object: Option<Object>,
    pub(crate) outcome: Outcome,
    pub(crate) detail: Json,
    pub(crate) private: BTreeMap<String, String>,
}

impl NewEntry {
    /// An entry of this type: who did what, as `noun.verb` (`incident.create`; public, at most 64 of
    /// `a-z 0-9 _ . -`). It succeeded, unless [`NewEntry::outcome`] says otherwise.
    #[must_use]
    pub fn new(entry_type: EntryType, actor: Actor, action: impl Into<String>) -> Self {
        Self {
            entry_type,
            actor,
            action: action.into(),
            object: None,
            outcome: Outcome::Success,
            detail: Json::Null,
            private: BTreeMap::new(),
        }
    }

    /// On which object. Public; at most 64 and 256 bytes.
    #[must_use]
    pub fn object(mut self, kind: impl Into<String>, id: impl fmt::Display) -> Self {
        self.object = Some(Object { kind: kind.into(), id: id.to_string() });
        self
    }

    /// With what outcome.
    #[must_use]
    pub const fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// From where; see [`Actor::peer`].
    #[must_use]
    pub fn peer(mut self, peer: impl Into<String>) -> Self {
        self.actor.peer = Some(peer.into());
        self
    }

    /// What else is public: a JSON object whose keys are 1 to 56 of `a-z 0-9 _ . -`. A member that does not fit into the
    /// line is committed to instead, and the line says so (FORMAT.md, "Moved members").
    #[must_use]
    pub fn detail(mut self, detail: Json) -> Self {
        self.detail = detail;
        self
    }

    /// What is not public: persons, free text, before and after. The line holds a salted commitment, the value stands
    /// in an erasable table. Field names are 1 to 64 of `a-z 0-9 _ . -`, not beginning with `detail.`; a value has at most 64 MiB.
    #[must_use]
    pub fn private(mut self, field: impl Into<String>, value: impl Into<String>) -> Self {
        self.private.insert(field.into(), value.into());
        self
    }
}
