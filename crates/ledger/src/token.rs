//! Tokens: who may do what.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
    sync::PoisonError,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::Role;
use rusqlite::{Connection, Row, params};
use seal::sha256;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use stamp::UtcNanos;
use subtle::ConstantTimeEq as _;

use crate::{
    Actor, EntryType, ErrorKind, Ledger, LedgerError, NewEntry,
    column::{number_at, parsed_at, to_column, unreadable},
    opening::hex,
};

/// How every token's secret begins, so that people and scanners know it when they see it.
const SECRET_PREFIX: &str = "llt_";
/// The longest name, in bytes.
const NAME_BYTES_MAX: usize = 256;

/// A token's public id, from 1. Shown as `token-7`, read so or as `7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenId(pub u64);

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "token-{}", self.0)
    }
}

impl FromStr for TokenId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_prefix("token-").unwrap_or(text);
        number.parse().map(Self).map_err(|_| format!("{text:?} is no token's id, such as token-7"))
    }
}

/// What to make a token of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// Whose or what it is; at most 256 bytes. Private, since it can be a person's name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The names of the feeds that a sender may write to; every feed where empty.
    pub feeds: Vec<String>,
    /// From when on it is worth nothing; never where none.
    pub expires_at: Option<UtcNanos>,
}

/// A token's secret. It is shown once; only its SHA-256 is kept, which is enough for 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenSecret(String);

impl TokenSecret {
    /// The secret: `llt_`, the id's number, `_` and 43 characters.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSecret(llt_…)")
    }
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its public id.
    pub id: TokenId,
    /// Whose or what it is.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The feeds that a sender may write to; every feed where empty.
    pub feeds: Vec<String>,
    /// When it was made.
    pub created_at: UtcNanos,
    /// From when on it is worth nothing.
    pub expires_at: Option<UtcNanos>,
    /// When it was revoked.
    pub revoked_at: Option<UtcNanos>,
}

/// Who a secret belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The token's public id.
    pub id: TokenId,
    /// Whose or what it is.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The feeds that a sender may write to; every feed where empty.
    pub feeds: Vec<String>,
}

/// A token with what its secret is compared with.
#[derive(Clone, Debug)]
pub(crate) struct KnownToken {
    token: Token,
    secret_sha256: [u8; 32],
}

impl KnownToken {
    /// What custody tells of it in public when it is made.
    fn tell_created(&self) -> Json {
        json!({
            "role": self.token.role,
            "feeds": self.token.feeds,
            "expires_at": self.token.expires_at.map(|at| at.to_string()),
            // Part of what is told, so that a row whose secret was exchanged is found; worth nothing to a guesser.
            "secret_sha256": hex(&self.secret_sha256),
        })
    }

    /// The whole row as custody tells of it, its name opened.
    pub(crate) fn tell(&self) -> Json {
        let mut row = self.tell_created();
        if let Json::Object(row) = &mut row {
            row.insert("name".to_owned(), json!(self.token.name));
            row.extend(self.token.revoked_at.map(|at| ("revoked_at".to_owned(), json!(at.to_string()))));
        }
        row
    }
}

impl Ledger {
    /// Makes a token. The secret is given here and never again.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] for an empty or long name; what the disk refuses.
    pub fn create_token(&self, new: &NewToken, by: &Actor) -> Result<(TokenId, TokenSecret), LedgerError> {
        let doing = "create a token";
        if new.name.is_empty() || new.name.len() > NAME_BYTES_MAX {
            let said = format!("its name is empty or longer than {NAME_BYTES_MAX} bytes");
            return Err(LedgerError::new(ErrorKind::Invalid, doing, said));
        }
        let random = URL_SAFE_NO_PAD.encode(self.writer_side()?.door.draw::<32>()?);
        let feeds: Vec<String> = new.feeds.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let (known, secret) = self.transact(doing, |writing| {
            let failed = || LedgerError::database(doing);
            let next = "SELECT ifnull(max(id), 0) + 1 FROM token";
            let id = TokenId(writing.tx.query_row(next, [], |row| number_at(row, 0)).map_err(failed())?);
            let secret = TokenSecret(format!("{SECRET_PREFIX}{}_{random}", id.0));
            let token = Token {
                id,
                name: new.name.clone(),
                role: new.role,
                feeds,
                created_at: writing.now,
                expires_at: new.expires_at,
                revoked_at: None,
            };
            let known = KnownToken { token, secret_sha256: sha256(&[secret.0.as_bytes()]).0 };
            insert_token(&writing.tx, &known)?;
            let token = &known.token;
            let entry = NewEntry::new(EntryType::Admin, by.clone(), "token.create")
                .object("token", id)
                .detail(known.tell_created())
                .private("name", &token.name);
            writing.append(entry)?;
            Ok((known, secret))
        })?;
        let id = known.token.id;
        self.tokens().write().unwrap_or_else(PoisonError::into_inner).insert(id, known);
        Ok((id, secret))
    }

    /// Who this secret belongs to; none where nobody, or where the token was revoked or has expired. Looks nothing up
    /// on disk. Enters nothing: whoever lets in or turns away does.
    ///
    /// # Errors
    /// None today; the door is that of a ledger whose tokens lie on disk.
    pub fn authenticate(&self, secret: &str) -> Result<Option<Principal>, LedgerError> {
        let now = match self.writer_side() {
            Ok(side) => side.door.now(),
            // Without a clock, expiry cannot be told: a ledger for reading lets nobody in.
            Err(_) => return Ok(None),
        };
        let id = secret.strip_prefix(SECRET_PREFIX).and_then(|rest| rest.split_once('_')?.0.parse().ok());
        let digest = sha256(&[secret.as_bytes()]);
        let tokens = self.tokens().read().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = id.and_then(|id| tokens.get(&TokenId(id))) else { return Ok(None) };
        let token = &known.token;
        let is_same: bool = known.secret_sha256.as_slice().ct_eq(digest.as_bytes().as_slice()).into();
        let is_over = token.revoked_at.is_some() || token.expires_at.is_some_and(|at| at <= now);
        Ok((is_same && !is_over).then(|| Principal {
            id: token.id,
            name: token.name.clone(),
            role: token.role,
            feeds: token.feeds.clone(),
        }))
    }

    /// Every token, by id, revoked and expired ones too.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn list_tokens(&self) -> Result<Vec<Token>, LedgerError> {
        let tokens = self.read_with(read_tokens)?;
        Ok(tokens.into_values().map(|known| known.token).collect())
    }

    /// Revokes a token, at once and for good.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is none of this id; [`ErrorKind::Invalid`] where it is revoked already; what
    /// the disk refuses.
    pub fn revoke_token(&self, id: TokenId, by: &Actor) -> Result<(), LedgerError> {
        let doing = || format!("revoke {id}");
        let revoked_at = self.transact(&doing(), |writing| {
            let token = read_tokens(&writing.tx)?
                .remove(&id)
                .ok_or_else(|| LedgerError::new(ErrorKind::NotFound, doing(), "there is none of this id"))?;
            if let Some(at) = token.token.revoked_at {
                return Err(LedgerError::new(ErrorKind::Invalid, doing(), format!("it was revoked at {at}")));
            }
            let column = to_column(id.0)?;
            writing
                .tx
                .execute("UPDATE token SET revoked_at = ?2 WHERE id = ?1", params![column, writing.now.0])
                .map_err(LedgerError::database(doing()))?;
            writing.append(NewEntry::new(EntryType::Admin, by.clone(), "token.revoke").object("token", id))?;
            Ok(writing.now)
        })?;
        let mut tokens = self.tokens().write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = tokens.get_mut(&id) {
            known.token.revoked_at = Some(revoked_at);
        }
        Ok(())
    }
}

/// Every token as stored.
pub(crate) fn read_tokens(connection: &Connection) -> Result<BTreeMap<TokenId, KnownToken>, LedgerError> {
    let sql = "SELECT id, name, role, feeds, secret_sha256, created_at, expires_at, revoked_at FROM token ORDER BY id";
    let read = || -> rusqlite::Result<_> {
        let mut select = connection.prepare_cached(sql)?;
        select.query_map([], read_token)?.map(|row| row.map(|known| (known.token.id, known))).collect()
    };
    read().map_err(LedgerError::database("read the tokens"))
}

fn read_token(row: &Row<'_>) -> rusqlite::Result<KnownToken> {
    let feeds: String = row.get(3)?;
    let token = Token {
        id: TokenId(number_at(row, 0)?),
        name: row.get(1)?,
        role: parsed_at(row, 2)?,
        feeds: serde_json::from_str(&feeds).map_err(|error| unreadable(3, error.to_string()))?,
        created_at: UtcNanos(row.get(5)?),
        expires_at: row.get::<_, Option<i64>>(6)?.map(UtcNanos),
        revoked_at: row.get::<_, Option<i64>>(7)?.map(UtcNanos),
    };
    Ok(KnownToken { token, secret_sha256: row.get(4)? })
}

fn insert_token(connection: &Connection, known: &KnownToken) -> Result<(), LedgerError> {
    let token = &known.token;
    let sql = "INSERT INTO token (id, name, role, feeds, secret_sha256, created_at, expires_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![
        to_column(token.id.0)?,
        token.name,
        token.role.name(),
        json!(token.feeds).to_string(),
        known.secret_sha256.as_slice(),
        token.created_at.0,
        token.expires_at.map(|at| at.0),
    ];
    connection.execute(sql, values).map(|_| ()).map_err(LedgerError::database("create a token"))
}
