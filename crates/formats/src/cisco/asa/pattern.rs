//! The notation in which the messages' grammars are written, and its compilation.
//!
//! A pattern is the text of a message as Cisco documents it. A blank stands for one or more. `{name}` is an operand,
//! `[…]` may be missing, `\[` is a bracket. What follows a pattern in a message is left alone. Operands:
//!
//! | operand | reads |
//! |---|---|
//! | `{source}` `{destination}` | `[interface:]address[/port][ (mapped/port)][(identity)]` |
//! | `{first}` `{second}` | the same; which end is the source follows from `{direction}` |
//! | `{acl_source}` `{acl_destination}` | `interface/address(port)[(identity)]` |
//! | `{translated}` | as `{source}`: what the source's address was turned into |
//! | `{faddr}` `{gaddr}` `{laddr}` | an end of ICMP: foreign, global, local; `/id` behind it |
//! | `{server}` | a server's address up to a colon, before which `user@` may stand |
//! | `{protocol}` | a protocol's name or number |
//! | `{direction}` | `inbound` or `outbound` |
//! | `{verdict}` | `permitted`, `denied` and their like |
//! | `{duration}` | `h:mm:ss` or `0h:05m:12s` |
//! | `{ecs.name}` | text, which means that field |
//! | `{own_name}` | text, kept under this name |
//!
//! Text ends where the literal behind it begins, else at a blank or comma; `{name+}`, which a stranger chose, ends where
//! that begins last; `{name!}`, behind which a stranger's text stands, matches only where the message holds that once,
//! and as an address only what is one; `{name?}`, behind which a stranger's text stands, too, ends where that begins, and
//! where it begins twice nobody knows whose words part them: then neither the text nor an address behind it is told.
//! `{name*}` takes the rest of the message.

use model::Field;

/// An end of a flow, as a message names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Source,
    Destination,
    First,
    Second,
    Translated,
    Foreign,
    Global,
    Local,
}

/// Which of several places of the literal behind it ends a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    First,
    Last,
    /// The only one.
    Only,
    /// The first one; where there are several, what follows is in doubt.
    Doubted,
}

/// One piece of a pattern.
#[derive(Debug)]
pub(super) enum Piece {
    /// This text.
    Is(&'static str),
    /// `interface:address/port`.
    End(End),
    /// `interface/address(port)`.
    ListEnd(End),
    /// `user@address`, up to a colon.
    Server,
    Protocol,
    Direction,
    Verdict,
    Duration,
    /// Text up to a literal, or a word.
    Text {
        name: &'static str,
        field: Option<Field>,
        until: Option<&'static str>,
        ending: Ending,
    },
    /// All that is left.
    Rest {
        name: &'static str,
        field: Option<Field>,
    },
    /// What may be missing.
    Optional(Vec<Piece>),
}

/// What a message's number says of the kind of event, in ECS's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    pub(super) category: &'static [&'static str],
    pub(super) types: &'static [&'static str],
    pub(super) outcome: &'static str,
}

/// One form of one message, or of a range of them.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) action: &'static str,
    pub(super) sense: Sense,
    pub(super) pieces: Vec<Piece>,
}

/// Compiles a pattern. What is no pattern gives the pieces up to there; a test holds that all of ours are whole.
pub(super) fn compile(pattern: &'static str) -> Vec<Piece> {
    let mut rest = pattern;
    let mut pieces = take_pieces(&mut rest, 0);
    bind_texts(&mut pieces);
    pieces
}

fn take_pieces(rest: &mut &'static str, depth: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some(byte) = rest.bytes().next() {
        match byte {
            b'{' => {
                let Some((name, after)) = rest.get(1..).and_then(|rest| rest.split_once('}')) else { return pieces };
                pieces.push(name_operand(name));
                *rest = after;
            }
            b'[' => {
                *rest = rest.get(1..).unwrap_or_default();
                pieces.push(Piece::Optional(take_pieces(rest, depth + 1)));
            }
            b']' if depth > 0 => {
                *rest = rest.get(1..).unwrap_or_default();
                return pieces;
            }
            b'\\' => {
                pieces.push(Piece::Is(rest.get(1..2).unwrap_or_default()));
                *rest = rest.get(2..).unwrap_or_default();
            }
            _ => {
                let end = rest.find(['{', '[', ']', '\\']).unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                pieces.push(Piece::Is(text));
                *rest = after;
            }
        }
    }
    pieces
}

fn name_operand(name: &'static str) -> Piece {
    match name {
        "source" => Piece::End(End::Source),
        "destination" => Piece::End(End::Destination),
        "first" => Piece::End(End::First),
        "second" => Piece::End(End::Second),
        "translated" => Piece::End(End::Translated),
        "faddr" => Piece::End(End::Foreign),
        "gaddr" => Piece::End(End::Global),
        "laddr" => Piece::End(End::Local),
        "acl_source" => Piece::ListEnd(End::Source),
        "acl_destination" => Piece::ListEnd(End::Destination),
        "server" => Piece::Server,
        "protocol" => Piece::Protocol,
        "direction" => Piece::Direction,
        "verdict" => Piece::Verdict,
        "duration" => Piece::Duration,
        _ => match name.strip_suffix('*') {
            Some(name) => Piece::Rest { name, field: Field::from_name(name) },
            None => {
                let marks = [('+', Ending::Last), ('!', Ending::Only), ('?', Ending::Doubted)];
                let marked = marks.into_iter().find_map(|(mark, ending)| Some((name.strip_suffix(mark)?, ending)));
                let (name, ending) = marked.unwrap_or((name, Ending::First));
                Piece::Text { name, field: Field::from_name(name), until: None, ending }
            }
        },
    }
}

/// Lets each text end at the literal behind it.
fn bind_texts(pieces: &mut [Piece]) {
    let mut next = None;
    for piece in pieces.iter_mut().rev() {
        match piece {
            Piece::Is(text) => {
                next = Some(*text);
                continue;
            }
            Piece::Text { until, .. } => *until = next,
            Piece::Optional(inner) => bind_texts(inner),
            _ => {}
        }
        next = None;
    }
}
