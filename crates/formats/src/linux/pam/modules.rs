//! The names of PAM's modules and calls.

/// True for a module that is known. Where no service and no call stand behind it, nothing else tells its name from any
/// other word.
pub(super) fn is_module(name: &[u8]) -> bool {
    const MODULES: [&str; 39] = [
        "abl",
        "access",
        "cracklib",
        "deny",
        "duo",
        "env",
        "exec",
        "faildelay",
        "faillock",
        "fprintd",
        "google_authenticator",
        "keyinit",
        "krb5",
        "lastlog",
        "ldap",
        "limits",
        "listfile",
        "localuser",
        "loginuid",
        "mail",
        "mkhomedir",
        "namespace",
        "nologin",
        "oath",
        "permit",
        "pwdb",
        "pwquality",
        "radius",
        "rootok",
        "securetty",
        "selinux",
        "sss",
        "succeed_if",
        "systemd",
        "tally",
        "tally2",
        "unix",
        "unix2",
        "winbind",
    ];
    name.strip_prefix(b"pam_").is_some_and(|name| MODULES.iter().any(|known| known.as_bytes() == name))
}

/// True for `auth` of `pam_unix(sshd:auth)`, as libpam names its calls (`pam_syslog.c`).
pub(super) fn is_call(call: &[u8]) -> bool {
    matches!(call, b"auth" | b"setcred" | b"account" | b"session" | b"chauthtok" | b"password")
}
