//! What the numbers of events mean, by who wrote them.
//!
//! After <https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/plan/appendix-l--events-to-monitor>, the pages
//! of the audit categories, Sysmon's schema, and the manifests of the providers.

mod tables;

use self::tables::{APPLOCKER, DEFENDER, FEDERATION, POWERSHELL, SECURITY, SYSMON, SYSTEM, TASKS, TERMINAL, WINRM};
use crate::meaning::Meaning;

/// A number and its meaning.
pub(super) type Row = (u16, Meaning);

/// Whose numbers they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Security,
    Sysmon,
    System,
    PowerShell,
    Tasks,
    Terminal,
    Defender,
    WinRm,
    AppLocker,
    Federation,
    Other,
}

impl Family {
    /// By provider, and by channel where the provider says too little.
    pub(super) fn of(provider: &[u8], channel: &[u8]) -> Self {
        const PROVIDERS: [(&str, Family); 20] = [
            ("Microsoft-Windows-Security-Auditing", Family::Security),
            // As the "Eventlog to Syslog" service shortens it.
            ("Security-Auditing", Family::Security),
            ("Microsoft-Windows-Eventlog", Family::Security),
            ("Security", Family::Security),
            ("Microsoft-Windows-Sysmon", Family::Sysmon),
            ("Linux-Sysmon", Family::Sysmon),
            ("Service Control Manager", Family::System),
            ("EventLog", Family::System),
            ("Microsoft-Windows-Kernel-General", Family::System),
            ("Microsoft-Windows-Kernel-Power", Family::System),
            ("User32", Family::System),
            ("PowerShell", Family::PowerShell),
            ("Microsoft-Windows-PowerShell", Family::PowerShell),
            ("PowerShellCore", Family::PowerShell),
            ("Microsoft-Windows-TaskScheduler", Family::Tasks),
            ("Microsoft-Windows-TerminalServices-LocalSessionManager", Family::Terminal),
            ("Microsoft-Windows-TerminalServices-RemoteConnectionManager", Family::Terminal),
            ("Microsoft-Windows-Windows Defender", Family::Defender),
            ("Microsoft-Windows-WinRM", Family::WinRm),
            ("AD FS Auditing", Family::Federation),
        ];
        let family = PROVIDERS.iter().find(|(name, _)| name.as_bytes() == provider).map(|(_, family)| *family);
        match (family, channel) {
            // The log itself says that another log was cleared.
            (Some(Self::Security), b"System") => Self::System,
            (Some(family), _) => family,
            (None, b"Security") => Self::Security,
            (None, _) if channel.starts_with(b"Microsoft-Windows-Sysmon/") => Self::Sysmon,
            (None, _) if provider.starts_with(b"Microsoft-Windows-AppLocker") => Self::AppLocker,
            (None, b"Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational") => Self::Terminal,
            _ => Self::Other,
        }
    }
}

/// The meaning of a number.
pub(super) fn find_meaning(family: Family, id: u16) -> Option<&'static Meaning> {
    let table = match family {
        Family::Security => SECURITY,
        Family::Sysmon => SYSMON,
        Family::System => SYSTEM,
        Family::PowerShell => POWERSHELL,
        Family::Tasks => TASKS,
        Family::Terminal => TERMINAL,
        Family::Defender => DEFENDER,
        Family::WinRm => WINRM,
        Family::AppLocker => APPLOCKER,
        Family::Federation => FEDERATION,
        Family::Other => return None,
    };
    let at = table.binary_search_by_key(&id, |row| row.0).ok()?;
    table.get(at).map(|row| &row.1)
}

/// Which of an event's accounts is whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Users {
    /// The target is who logged on; the subject is the process that asked.
    Target,
    /// The subject did it to the target.
    Subject,
    /// The subject changed a group, which is the target; the member is the other account.
    Group,
}

impl Users {
    /// Of an event.
    pub(super) fn of(family: Family, id: u16) -> Self {
        match (family, id) {
            (Family::Security, 4624 | 4625 | 4634 | 4647 | 4768..=4777 | 4800..=4803 | 4820..=4825 | 4964) => {
                Self::Target
            }
            (Family::Security, 4727..=4735 | 4737 | 4744..=4764 | 4799) => Self::Group,
            _ => Self::Subject,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Row, find_meaning, tables};

    #[test]
    fn tables_are_in_order() {
        for table in tables::ALL {
            assert!(table.is_sorted_by(|one: &Row, other: &Row| one.0 < other.0));
        }
        assert_eq!(find_meaning(Family::Security, 4625).map(|meaning| meaning.action), Some("logon"));
        assert!(find_meaning(Family::Security, 1).is_none());
    }
}
