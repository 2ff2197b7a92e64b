//! The reader of an audit record's fields.

use model::{Fact, Field, Name, Record, Span, Value};

use super::{
    encoded::{Socket, decode_socket, decode_text},
    meanings::{
        FIELDS,
        Means::{
            Account, Arch, Encoded, Far, Ip, Is, Name as AddedName, Number, Outcome, Owner, Permissive, Protocol,
            Response, Socket as Sock, Text, Title, Verdict,
        },
    },
    pieces::{Piece, Pieces},
};
use crate::{
    body::Body,
    meaning::{FAILURE, SUCCESS},
    syntax::cut::is_ip,
};

/// What a record said beside its facts.
#[derive(Default)]
pub(super) struct Said {
    outcome: Option<(&'static str, Span)>,
    verdict: Option<(&'static str, Span)>,
}

impl Said {
    /// Says how it ended; what the policy decided counts where it is stated.
    pub(super) fn push_outcome(&self, record: &mut Record) {
        if let Some((verdict, span)) = self.verdict {
            record.push_word(Field::EventType, verdict, span);
        }
        let of_verdict =
            self.verdict.map(|(verdict, span)| (if verdict == "denied" { FAILURE } else { SUCCESS }, span));
        let of_result = self.outcome.map(|(outcome, span)| (Some(outcome), span));
        if let Some((Some(outcome), span)) = of_verdict.or(of_result) {
            record.push_word(Field::EventOutcome, outcome, span);
        }
    }
}

/// Reads the fields of one record.
pub(super) struct Reader<'b, 'a> {
    body: &'b Body<'a>,
    kind: &'static str,
    has_account: bool,
    said: Said,
}

impl<'b, 'a> Reader<'b, 'a> {
    pub(super) fn new(body: &'b Body<'a>, kind: &'static str) -> Self {
        Self { body, kind, has_account: false, said: Said::default() }
    }

    pub(super) fn read(mut self, text: &'a [u8], record: &mut Record) -> Said {
        let before = record.facts.len();
        self.read_pieces(text, 1, record);
        self.settle(before, record);
        self.said
    }

    /// One process and one user: the program that passed the record on is not the process that it tells of, and the
    /// account that signs in is another than the user of the daemon that says so, which is mostly root.
    fn settle(&self, before: usize, record: &mut Record) {
        let (envelope, own) = record.facts.split_at_mut(before);
        for field in [Field::ProcessName, Field::ProcessPid] {
            if own.iter().any(|fact| fact.field == Some(field)) {
                envelope.iter_mut().filter(|fact| fact.field == Some(field)).for_each(|fact| fact.field = None);
            }
        }
        let is_named =
            |fact: &Fact, sign: &[u8]| matches!(fact.name, Name::Span(name) if name.of(self.body.raw) == sign);
        // The first is the daemon's, the second that of whom it tells.
        let numbers = own.iter().filter(|fact| is_named(fact, b"uid")).count();
        let mut daemons = if self.has_account { numbers } else { numbers.saturating_sub(1) };
        for fact in own {
            let is_number = is_named(fact, b"uid");
            if is_number && daemons > 0 || is_named(fact, b"UID") && (self.has_account || numbers > 1) {
                fact.field = None;
                daemons -= usize::from(is_number);
            }
        }
    }

    fn read_pieces(&mut self, text: &'a [u8], depth_left: u8, record: &mut Record) {
        let mut word: &[u8] = &[];
        for piece in Pieces::new(text) {
            match piece {
                Piece::Pair { name, value, is_quoted } => self.push_pair(word, name, value, is_quoted, record),
                Piece::Inside(text) if depth_left > 0 => self.read_pieces(text, depth_left - 1, record),
                Piece::Inside(text) => record.push("text", None, self.body.span_of(text)),
                Piece::Set(set) => record.push("permissions", None, self.body.span_of(set)),
                Piece::Word(word) => self.push_word(word, record),
            }
            word = if let Piece::Word(word) = piece { word } else { &[] };
        }
    }

    fn push_word(&mut self, word: &'a [u8], record: &mut Record) {
        let span = self.body.span_of(word);
        match word {
            b"denied" => self.said.verdict = Some(("denied", span)),
            b"granted" => self.said.verdict = Some(("allowed", span)),
            b":" | b"for" | b"user" => return,
            _ => {}
        }
        record.push("word", None, span);
    }

    fn push_pair(&mut self, word: &[u8], name: &'a [u8], value: &'a [u8], is_quoted: bool, record: &mut Record) {
        let span = self.body.span_of(value);
        let own = self.body.name_of(name);
        // `login pid=1 uid=0 old auid=4294967295 new auid=0`.
        if matches!((word, name), (b"old", b"auid" | b"ses")) {
            return record.push(if name == b"ses" { "old-ses" } else { "old-auid" }, None, span);
        }
        let means = FIELDS.find(name).map(|row| row.1);
        if value.is_empty() || value == b"?" || !is_quoted && says_nothing(value) {
            return record.facts.push(Fact { name: own, field: None, value: Value::Span(span) });
        }
        let decoded = |field: Option<Field>| {
            let text = if is_quoted { None } else { decode_text(value) };
            let value = text.map_or(Value::Span(span), |text| Value::Text { text, span });
            Fact { name: own.clone(), field, value }
        };
        let field = match means {
            None if self.is_argument(name) => return record.facts.push(decoded(Some(Field::ProcessArgs))),
            None => None,
            // Its `laddr` and `lport` are the daemon's reading of `saddr`: any end.
            Some(Ip(_)) if self.kind == "SOCKADDR" => {
                // Where a tool wrote that in the place of `saddr` itself, nothing else tells it.
                if is_ip(value) && record.first(Field::RelatedIp).is_none() {
                    record.push("saddr_ip", Some(Field::RelatedIp), span);
                }
                None
            }
            Some(Is(Field::DestinationPort)) if self.kind == "SOCKADDR" => None,
            Some(Is(field)) => Some(field),
            Some(Text(Field::FilePath)) if self.names_no_file(value, is_quoted) => {
                return record.facts.push(decoded(None));
            }
            Some(Text(field)) => return record.facts.push(decoded(Some(field))),
            Some(Encoded) => return record.facts.push(decoded(None)),
            Some(Title) => {
                let fact = decoded(Some(Field::ProcessTitle));
                record.facts.push(Fact { field: Some(Field::ProcessCommandLine), ..fact.clone() });
                return record.facts.push(fact);
            }
            Some(Account) => {
                let field = self.account_field();
                self.has_account = true;
                return record.facts.push(decoded(Some(field)));
            }
            Some(Far) => {
                let is_known = record.first(Field::SourceIp).is_some();
                if is_ip(value) { (!is_known).then_some(Field::SourceIp) } else { Some(Field::SourceDomain) }
            }
            // `saddr=… src=… daddr=… dest=…` of a packet: the ports.
            Some(Ip(Field::SourceIp)) if value.iter().all(u8::is_ascii_digit) => Some(Field::SourcePort),
            Some(Ip(field)) => is_ip(value).then_some(field),
            Some(Owner(number, name)) => Some(if value.iter().all(u8::is_ascii_digit) { number } else { name }),
            Some(Number) => self.number_field(),
            Some(AddedName) if self.is_login() => {
                self.has_account = true;
                Some(Field::UserName)
            }
            Some(AddedName) => Some(if self.is_of_group() { Field::GroupName } else { Field::UserTargetName }),
            Some(Sock) => return self.push_socket(value, span, record),
            Some(Protocol) => value.iter().all(u8::is_ascii_digit).then_some(Field::NetworkTransport),
            Some(Outcome) => {
                self.note_outcome(value, span);
                None
            }
            Some(Arch) => return self.push_arch(value, span, record),
            Some(Response | Permissive | Verdict) => {
                self.note_verdict(name, value, span);
                None
            }
        };
        record.facts.push(Fact { name: own, field, value: Value::Span(span) });
    }

    /// What a listener answered, what SELinux let pass all the same, or what AppArmor did.
    fn note_verdict(&mut self, name: &[u8], value: &[u8], span: Span) {
        let word = match (name, value) {
            (b"permissive", b"1") if self.said.verdict.is_some() => "allowed",
            (b"permissive", _) => return,
            (b"resp", b"1") | (b"apparmor", b"ALLOWED" | b"AUDIT" | b"COMPLAIN" | b"HINT") => "allowed",
            (b"resp", b"2") | (b"apparmor", b"DENIED" | b"ERROR") => "denied",
            _ => return self.said.verdict = None,
        };
        self.said.verdict = Some((word, span));
    }

    /// `a0`, `a1`, `a1[0]` of an `EXECVE`; in other records these are numbers.
    fn is_argument(&self, name: &[u8]) -> bool {
        let digit = name.strip_prefix(b"a").and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit);
        digit && self.kind == "EXECVE"
    }

    /// The name of a module, of an AppArmor profile or of a capability is no file's.
    fn names_no_file(&self, value: &[u8], is_quoted: bool) -> bool {
        match self.kind {
            "KERN_MODULE" => true,
            "AVC" | "USER_AVC" | "APPARMOR" => is_quoted && !value.starts_with(b"/"),
            _ => false,
        }
    }

    fn is_login(&self) -> bool {
        matches!(self.kind, "USER_LOGIN" | "USER_LOGOUT")
    }

    /// `shadow` writes a group's name and number as an account's.
    fn is_of_group(&self) -> bool {
        matches!(self.kind, "ADD_GROUP" | "DEL_GROUP")
    }

    fn number_field(&self) -> Option<Field> {
        match self.account_field() {
            Field::UserTargetName => Some(Field::UserTargetId),
            Field::GroupName => Some(Field::GroupId),
            _ => self.is_login().then_some(Field::UserId),
        }
    }

    /// Who is acted upon is the target, where accounts are managed; else who signs in.
    fn account_field(&self) -> Field {
        match self.kind {
            _ if self.is_of_group() => Field::GroupName,
            "ADD_USER" | "DEL_USER" | "USER_MGMT" | "ACCT_LOCK" | "ACCT_UNLOCK" | "USER_CHAUTHTOK"
            | "GRP_CHAUTHTOK" | "CHUSER_ID" | "CHGRP_ID" | "ROLE_ASSIGN" | "ROLE_REMOVE" | "GRP_MGMT" => {
                Field::UserTargetName
            }
            _ => Field::UserName,
        }
    }

    fn note_outcome(&mut self, value: &[u8], span: Span) {
        self.said.outcome = match value {
            b"success" | b"yes" | b"1" => Some(("success", span)),
            b"failed" | b"failure" | b"no" | b"0" => Some(("failure", span)),
            _ => return,
        };
    }

    /// `saddr=` is an address in some records, a whole socket's in others. Nothing tells which end it is.
    fn push_socket(&self, value: &[u8], span: Span, record: &mut Record) {
        let field = is_ip(value).then_some(Field::SourceIp);
        record.push("saddr", field, span);
        match decode_socket(value) {
            Some(Socket::Ip(text, port)) => {
                let value = Value::Text { text, span };
                record.facts.push(Fact { name: Name::Known("saddr_ip"), field: Some(Field::RelatedIp), value });
                let value = Value::Number { number: u64::from(port), span };
                record.facts.push(Fact { name: Name::Known("saddr_port"), field: None, value });
            }
            Some(Socket::Path(text)) => {
                let value = Value::Text { text, span };
                record.facts.push(Fact { name: Name::Known("saddr_path"), field: None, value });
            }
            None => {}
        }
    }

    /// `AUDIT_ARCH_…` of `linux/audit.h`.
    fn push_arch(&self, value: &[u8], span: Span, record: &mut Record) {
        record.push("arch", None, span);
        let word = match value {
            b"c000003e" => "x86_64",
            b"40000003" => "i386",
            b"c00000b7" => "aarch64",
            b"40000028" | b"28" => "arm",
            b"c0000015" => "ppc64le",
            b"80000015" => "ppc64",
            b"80000016" => "s390x",
            b"c00000f3" => "riscv64",
            b"c0000102" => "loongarch64",
            // By name, where a tool has put that in its place.
            b"x86_64" => "x86_64",
            b"i386" => "i386",
            b"aarch64" => "aarch64",
            b"arm" => "arm",
            b"ppc64le" => "ppc64le",
            b"s390x" => "s390x",
            b"riscv64" => "riscv64",
            _ => return,
        };
        record.push_word(Field::HostArchitecture, word, span);
    }
}

/// True for the ways in which a field says that it has nothing to say; 4294967295 is −1 as an unsigned number.
fn says_nothing(value: &[u8]) -> bool {
    matches!(value, b"?" | b"(null)" | b"(none)" | b"4294967295" | b"unset" | b"-1")
}
