//! Why a logon or a ticket was refused, by its status code.

/// The reason that a code names: NTSTATUS
/// (<https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55>), and
/// the Kerberos errors of RFC 4120 §7.5.9 where the code is short.
pub(super) fn find_reason(code: &[u8]) -> Option<&'static str> {
    const REASONS: [(&str, &str); 35] = [
        ("0xc000005e", "no logon servers are available"),
        ("0xc0000064", "user name does not exist"),
        ("0xc000006a", "wrong password"),
        ("0xc000006d", "bad user name or password"),
        ("0xc000006e", "account restriction"),
        ("0xc000006f", "outside of the allowed hours"),
        ("0xc0000070", "workstation is not allowed"),
        ("0xc0000071", "password has expired"),
        ("0xc0000072", "account is disabled"),
        ("0xc00000dc", "server is in the wrong state"),
        ("0xc0000133", "clocks are too far apart"),
        ("0xc000015b", "logon type is not granted"),
        ("0xc000018c", "trust relationship failed"),
        ("0xc0000192", "logon service was not started"),
        ("0xc0000193", "account has expired"),
        ("0xc0000224", "password must change"),
        ("0xc0000234", "account is locked out"),
        ("0xc0000371", "no local secret for this account"),
        ("0xc0000413", "authentication firewall"),
        ("0x1", "client's entry has expired"),
        ("0x6", "user name does not exist"),
        ("0x7", "server is not known"),
        ("0x9", "account has no key"),
        ("0xc", "workstation or hours are not allowed"),
        ("0xe", "encryption type is not supported"),
        ("0x12", "account is disabled, expired or locked out"),
        ("0x17", "password has expired"),
        ("0x18", "wrong password"),
        ("0x1b", "server needs user-to-user"),
        ("0x1f", "ticket was altered"),
        ("0x20", "ticket has expired"),
        ("0x21", "ticket is not yet valid"),
        ("0x22", "replayed request"),
        ("0x25", "clocks are too far apart"),
        ("0x32", "integrity check failed"),
    ];
    REASONS.iter().find(|(known, _)| code.eq_ignore_ascii_case(known.as_bytes())).map(|(_, reason)| *reason)
}
