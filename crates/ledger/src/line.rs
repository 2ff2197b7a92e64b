//! The line that an entry is stored and hashed as.

use std::collections::BTreeMap;

use model::Seq;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use stamp::UtcNanos;

use crate::{
    EntryNumber, EntryType, ErrorKind, LedgerError, NewEntry, Object, Opening, Outcome, Randomness,
    entry::ActorKind,
    opening::{Salt, hex},
};

/// The longest line, in bytes: its length fits 16 bits (C2SP tlog-tiles entry bundles).
pub const LINE_BYTES_MAX: usize = 65_535;
/// The longest value that can be committed to, in bytes.
const PRIVATE_BYTES_MAX: usize = 64 << 20;
/// The version of the line's layout.
const LINE_VERSION: u32 = 1;

/// An entry as its line says it; the order of the fields is that of the line. FORMAT.md has the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The layout's version, 1.
    pub v: u32,
    /// The entry's number.
    pub n: EntryNumber,
    /// When, by our wall clock, in RFC 3339.
    pub at: String,
    /// 128 random bits in hex, so that the leaf hash alone does not let the line be guessed.
    pub salt: String,
    /// What kind of act.
    #[serde(rename = "type")]
    pub entry_type: EntryType,
    /// Who, as far as that is public.
    pub actor: LineActor,
    /// What.
    pub action: String,
    /// On which object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Object>,
    /// With what outcome.
    pub outcome: Outcome,
    /// What else is public.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub detail: Map<String, Json>,
    /// The commitments, by field, in hex.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub private: BTreeMap<String, String>,
    /// Members of `detail` that did not fit and are committed to as `detail.` and their name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<String>,
}

/// Who, as far as that is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineActor {
    /// What kind.
    pub kind: ActorKind,
    /// Its public id.
    pub id: String,
}

/// A line ready to be stored, and what opens its commitments.
pub(crate) struct Written {
    pub(crate) line: Vec<u8>,
    pub(crate) openings: BTreeMap<String, Opening>,
}

impl Line {
    /// Reads a stored line.
    ///
    /// # Errors
    /// What of it is not as the ledger writes it.
    pub fn parse(line: &[u8]) -> Result<Self, String> {
        if !line.is_ascii() {
            return Err("not ASCII".to_owned());
        }
        let parsed: Self = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        if parsed.v == LINE_VERSION { Ok(parsed) } else { Err(format!("version {}", parsed.v)) }
    }

    /// The records that its detail names, as `redact` and `retention` do.
    pub fn list_seqs(&self) -> impl Iterator<Item = Seq> + '_ {
        let seqs = self.detail.get("seqs").and_then(Json::as_array);
        seqs.into_iter().flatten().filter_map(Json::as_u64).map(Seq)
    }

    /// A member of the detail, from the line or, where it was moved, from its opening.
    pub(crate) fn member(&self, name: &str, openings: &BTreeMap<String, Opening>) -> Option<Json> {
        let moved = || serde_json::from_str(&openings.get(&moved_field(name))?.value).ok();
        self.detail.get(name).cloned().or_else(moved)
    }
}

/// Makes the line and the openings of an entry.
pub(crate) fn write_line(
    entry: NewEntry,
    number: EntryNumber,
    at: UtcNanos,
    randomness: &dyn Randomness,
) -> Result<Written, LedgerError> {
    let mut private = entry.private;
    private.extend(entry.actor.name.map(|name| ("actor.name".to_owned(), name)));
    private.extend(entry.actor.peer.map(|peer| ("peer".to_owned(), peer)));
    let detail = match entry.detail {
        Json::Null => Map::new(),
        Json::Object(detail) => detail,
        _ => return Err(invalid("the detail is no JSON object")),
    };
    let mut line = Line {
        v: LINE_VERSION,
        n: number,
        at: at.to_string(),
        salt: hex(&draw_salt(randomness)?),
        entry_type: entry.entry_type,
        actor: LineActor { kind: entry.actor.kind, id: entry.actor.id },
        action: entry.action,
        object: entry.object,
        outcome: entry.outcome,
        detail,
        private: BTreeMap::new(),
        moved: Vec::new(),
    };
    check_names(&line, &private)?;
    let mut openings = BTreeMap::new();
    for (field, value) in private {
        commit_to(&mut line, &mut openings, field, value, randomness)?;
    }
    let mut text = to_ascii_json(&line)?;
    while text.len() > LINE_BYTES_MAX {
        // The longest member leaves the line first; among equals the first by name.
        let sizes = line.detail.iter().map(|(name, value)| (value.to_string().len(), std::cmp::Reverse(name)));
        let Some((_, std::cmp::Reverse(name))) = sizes.max() else {
            return Err(LedgerError::new(
                ErrorKind::EntryTooLong,
                "write a custody entry",
                format!("{} bytes without any detail, at most {LINE_BYTES_MAX}", text.len()),
            ));
        };
        let name = name.clone();
        let value = line.detail.remove(&name).unwrap_or_default().to_string();
        commit_to(&mut line, &mut openings, moved_field(&name), value, randomness)?;
        line.moved.push(name);
        text = to_ascii_json(&line)?;
    }
    Ok(Written { line: text.into_bytes(), openings })
}

fn commit_to(
    line: &mut Line,
    openings: &mut BTreeMap<String, Opening>,
    field: String,
    value: String,
    randomness: &dyn Randomness,
) -> Result<(), LedgerError> {
    if value.len() > PRIVATE_BYTES_MAX {
        let said = format!("{field} has {} bytes, at most {PRIVATE_BYTES_MAX}", value.len());
        return Err(LedgerError::new(ErrorKind::EntryTooLong, "write a custody entry", said));
    }
    let opening = Opening { salt: draw_salt(randomness)?, value };
    line.private.insert(field.clone(), opening.commit(&field).to_string());
    openings.insert(field, opening);
    Ok(())
}

fn moved_field(name: &str) -> String {
    format!("detail.{name}")
}

fn draw_salt(randomness: &dyn Randomness) -> Result<Salt, LedgerError> {
    let mut salt = Salt::default();
    randomness.fill(&mut salt).map_err(LedgerError::io("draw a salt"))?;
    Ok(salt)
}

fn check_names(line: &Line, private: &BTreeMap<String, String>) -> Result<(), LedgerError> {
    let is_name = |name: &str| {
        (1..=64).contains(&name.len())
            && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-'))
    };
    let is_short = |text: &str, bytes_max: usize| (1..=bytes_max).contains(&text.len());
    if !is_name(&line.action) {
        return Err(invalid(format!("{:?} is no action", line.action)));
    }
    if !is_short(&line.actor.id, 128) {
        return Err(invalid("the actor's id is empty or longer than 128 bytes"));
    }
    if line.object.as_ref().is_some_and(|object| !is_name(&object.kind) || !is_short(&object.id, 256)) {
        return Err(invalid("the object's kind is no name, or its id is empty or longer than 256 bytes"));
    }
    // Only a moved member may be called `detail.…`, else a field of that name could stand in for it.
    let is_field = |name: &String| is_name(name) && !name.starts_with("detail.");
    if let Some(name) = private.keys().find(|name| !is_field(name)) {
        return Err(invalid(format!("{name:?} is no name of a private field")));
    }
    match line.detail.keys().find(|name| !is_name(name) || name.len() > 56) {
        Some(name) => Err(invalid(format!("{name:?} is no name of a member"))),
        None => Ok(()),
    }
}

fn invalid(said: impl std::fmt::Display) -> LedgerError {
    LedgerError::new(ErrorKind::Invalid, "write a custody entry", said)
}

/// JSON in one line of ASCII: what is not stands as `\uXXXX`.
fn to_ascii_json(line: &Line) -> Result<String, LedgerError> {
    let json = serde_json::to_string(line).map_err(invalid)?;
    if json.is_ascii() {
        return Ok(json);
    }
    // In JSON, characters beyond ASCII stand only inside of strings.
    let mut ascii = String::with_capacity(json.len() * 2);
    for character in json.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                ascii.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Ok(ascii)
}
