//! The names of PAM's modules and calls.

/// True for a module that is known. Where no service and no call stand behind it, nothing else tells its name from any
/// other word.
pub(super) fn is_module(name: &[u8]) -> bool {
    // Linux-PAM's own, those of its distributions and of other systems, and widely used ones besides; in order, so that
    // a name is looked for by halves.
    #[rustfmt::skip]
    const MODULES: [&str; 177] = [
        "aad", "abl", "access", "afs", "afs_session", "alreadyloggedin", "apparmor", "authd", "authy",
        "canonicalize_user", "cap", "cas", "ccreds", "centrifydc", "cgfs", "cgm", "cgroup", "chroot",
        "ck_connector", "cockpit_cert", "console", "cracklib", "csync", "debug", "deny", "dotfile", "duo", "echo",
        "ecryptfs", "encfs", "env", "exec", "faildelay", "faillock", "filter", "fprint", "fprintd", "freerdp",
        "freerdp2", "fscrypt", "ftp", "ftpusers", "gdm", "geoip", "gnome_keyring", "gnupg",
        "google_authenticator", "gradm", "group", "guest", "heimdal", "himmelblau", "howdy", "imap", "issue",
        "jc", "keyinit", "krb5", "krb5_migrate", "krb5afs", "ksu", "kwallet", "kwallet5", "kwallet6", "lastlog",
        "lastlog2", "ldap", "ldapd", "limits", "listfile", "localuser", "login_access", "loginuid", "lsass",
        "lwidentity", "mail", "mapi", "mkhomedir", "mktemp", "motd", "mount", "mysql", "namespace", "nologin",
        "ntlm", "nufw", "oath", "okta", "opendirectory", "openshift", "opie", "opieaccess", "oslogin_admin",
        "oslogin_login", "otpw", "p11", "panic", "passwd", "passwdqc", "per_user", "permit", "pgsql", "pkcs11",
        "poldi", "postgresok", "pwdb", "pwdfile", "pwhistory", "pwquality", "python", "radius", "radius_auth",
        "rhosts", "rhosts_auth", "rootok", "rssh", "rundir", "script", "securetty", "securid", "self", "selinux",
        "sepermit", "session_timelimit", "setquota", "shells", "shield", "slurm", "slurm_adopt", "smb_auth",
        "smbpass", "snapper", "soft_pass", "sqlite", "ssh", "ssh_add", "ssh_agent_auth", "sss", "sss_gss",
        "stack", "storepw", "stress", "succeed_if", "systemd", "systemd_home", "systemd_loadkey", "tacplus",
        "tally", "tally2", "tcb", "thinkfinger", "tid", "time", "timestamp", "tmpdir", "tty_audit", "u2f",
        "umask", "unix", "unix2", "unix_acct", "unix_auth", "unix_passwd", "unix_session", "usb", "userdb",
        "userpass", "usertype", "vas", "vas3", "warn", "wheel", "winbind", "wtmpdb", "xauth", "yubico", "zfs_key",
    ];
    let Some(name) = name.strip_prefix(b"pam_") else { return false };
    MODULES.binary_search_by(|known| known.as_bytes().cmp(name)).is_ok()
}

/// True for `auth` of `pam_unix(sshd:auth)`, as libpam names its calls (`pam_syslog.c`).
pub(super) fn is_call(call: &[u8]) -> bool {
    matches!(call, b"auth" | b"setcred" | b"account" | b"session" | b"chauthtok" | b"password")
}
