//! The fields of audit records, and what they mean
//! (<https://github.com/linux-audit/audit-documentation/blob/main/specs/fields/field-dictionary.csv>).

use model::Field;

use crate::syntax::names::Names;

/// What a field means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// A field of ours.
    Is(Field),
    /// The same, which may be written in hexadecimal.
    Text(Field),
    /// What may be written in hexadecimal and has no field.
    Encoded,
    /// Who signs in or is acted for.
    Account,
    /// The far end, by address or by name.
    Far,
    /// An address, only where one stands there.
    Ip(Field),
    /// A socket's address.
    Socket,
    /// How it ended.
    Outcome,
    /// The instruction set.
    Arch,
    /// `apparmor="DENIED"`.
    Verdict,
    /// `permissive=1`: what was denied was done all the same.
    Permissive,
    /// The command line that the process shows.
    Title,
    /// The number of an IP protocol.
    Protocol,
    /// An account's number, or its name where a tool has put that in its place.
    Owner(Field, Field),
    /// The number of the account or group that is acted upon, or that signs in.
    Number,
    /// Its name, which the daemon added.
    Name,
    /// What a listener answered: whether a file may be opened.
    Response,
}

use Means::{
    Account, Arch, Encoded, Far, Ip, Is, Name as AddedName, Number, Outcome, Owner, Permissive, Protocol, Response,
    Socket as Sock, Text, Title, Verdict,
};

/// By name.
pub(super) static FIELDS: Names<Means, 72> = Names::new([
    ("pid", Is(Field::ProcessPid)),
    ("ppid", Is(Field::ProcessParentPid)),
    ("uid", Owner(Field::UserId, Field::UserName)),
    ("euid", Owner(Field::UserEffectiveId, Field::UserEffectiveName)),
    ("ses", Is(Field::SessionId)),
    ("tty", Is(Field::ProcessTty)),
    ("terminal", Is(Field::ProcessTty)),
    ("comm", Text(Field::ProcessName)),
    ("exe", Text(Field::ProcessExecutable)),
    ("cwd", Text(Field::ProcessWorkingDirectory)),
    ("cmd", Text(Field::ProcessCommandLine)),
    ("proctitle", Title),
    ("name", Text(Field::FilePath)),
    ("path", Text(Field::FilePath)),
    ("key", Text(Field::RuleName)),
    ("unit", Is(Field::ServiceName)),
    ("acct", Account),
    ("user", Account),
    ("addr", Far),
    ("hostname", Far),
    ("rport", Is(Field::SourcePort)),
    ("lport", Is(Field::DestinationPort)),
    ("laddr", Ip(Field::DestinationIp)),
    ("saddr", Sock),
    ("daddr", Ip(Field::DestinationIp)),
    ("src", Ip(Field::SourceIp)),
    ("dest", Is(Field::DestinationPort)),
    ("sport", Is(Field::SourcePort)),
    ("dport", Is(Field::DestinationPort)),
    ("smac", Is(Field::SourceMac)),
    ("dmac", Is(Field::DestinationMac)),
    ("proto", Protocol),
    ("inif", Is(Field::ObserverIngressInterfaceName)),
    ("outif", Is(Field::ObserverEgressInterfaceName)),
    ("res", Outcome),
    ("result", Outcome),
    ("success", Outcome),
    ("arch", Arch),
    ("apparmor", Verdict),
    ("permissive", Permissive),
    ("grp", Text(Field::GroupName)),
    ("gpg_res", Encoded),
    ("opid", Is(Field::ProcessPid)),
    ("ocomm", Text(Field::ProcessName)),
    ("ouid", Encoded),
    ("cgroup", Encoded),
    ("data", Encoded),
    ("device", Encoded),
    ("dev", Encoded),
    ("dir", Encoded),
    ("file", Encoded),
    ("watch", Encoded),
    ("vm", Encoded),
    ("new-disk", Encoded),
    ("old-disk", Encoded),
    ("new-fs", Encoded),
    ("old-fs", Encoded),
    ("new-chardev", Encoded),
    ("old-chardev", Encoded),
    ("new-rng", Encoded),
    ("old-rng", Encoded),
    ("new_group", Encoded),
    ("reason", Is(Field::EventReason)),
    ("sw", Text(Field::PackageName)),
    ("info", Encoded),
    ("invalid_context", Encoded),
    ("UID", Is(Field::UserName)),
    ("EUID", Is(Field::UserEffectiveName)),
    ("ID", AddedName),
    ("id", Number),
    ("resp", Response),
    ("kernel", Is(Field::HostOsKernel)),
]);
