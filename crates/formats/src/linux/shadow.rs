//! `linux.shadow`: the programs that manage accounts (`useradd`, `usermod`, `passwd`, `gpasswd`, …) and `login`, after the
//! sources of shadow 4 and of util-linux.

use std::sync::LazyLock;

use model::{Format, Record};

use crate::{
    body::Body,
    meaning::{FAILURE, Meaning, SUCCESS},
    registry::{Product, Sign},
    syntax::shape::Shapes,
    wording::read_wording,
};

pub(crate) const PRODUCT: Product = Product {
    format: Format { name: "linux.shadow", version: 3 },
    sign: Sign::Tag(&[
        "useradd",
        "usermod",
        "userdel",
        "groupadd",
        "groupmod",
        "groupdel",
        "passwd",
        "chage",
        "chpasswd",
        "gpasswd",
        "newusers",
        "chsh",
        "chfn",
        "adduser",
        "deluser",
        "addgroup",
        "delgroup",
        "groupmems",
        "login",
    ]),
    read,
};

const USER_ADDED: Meaning =
    Meaning { action: "user_added", category: &["iam"], kind: &["user", "creation"], outcome: SUCCESS };
const USER_ADD_FAILED: Meaning =
    Meaning { action: "user_added", category: &["iam"], kind: &["user", "creation"], outcome: FAILURE };
const USER_CHANGED: Meaning =
    Meaning { action: "user_changed", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const USER_DELETED: Meaning =
    Meaning { action: "user_deleted", category: &["iam"], kind: &["user", "deletion"], outcome: SUCCESS };
const USER_LOCKED: Meaning =
    Meaning { action: "user_locked", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const USER_UNLOCKED: Meaning =
    Meaning { action: "user_unlocked", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const PASSWORD_CHANGED: Meaning =
    Meaning { action: "password_changed", category: &["iam"], kind: &["user", "change"], outcome: SUCCESS };
const PASSWORD_REFUSED: Meaning =
    Meaning { action: "password_changed", category: &["iam"], kind: &["user", "change"], outcome: FAILURE };
const GROUP_ADDED: Meaning =
    Meaning { action: "group_added", category: &["iam"], kind: &["group", "creation"], outcome: SUCCESS };
const GROUP_CHANGED: Meaning =
    Meaning { action: "group_changed", category: &["iam"], kind: &["group", "change"], outcome: SUCCESS };
const GROUP_FAILED: Meaning =
    Meaning { action: "group_changed", category: &["iam"], kind: &["group", "change"], outcome: FAILURE };
const GROUP_DELETED: Meaning =
    Meaning { action: "group_deleted", category: &["iam"], kind: &["group", "deletion"], outcome: SUCCESS };
const MEMBER_ADDED: Meaning =
    Meaning { action: "group_member_added", category: &["iam"], kind: &["group", "change"], outcome: SUCCESS };
const MEMBER_REMOVED: Meaning =
    Meaning { action: "group_member_removed", category: &["iam"], kind: &["group", "change"], outcome: SUCCESS };
const LOGIN: Meaning =
    Meaning { action: "login", category: &["authentication", "session"], kind: &["start"], outcome: SUCCESS };
const LOGIN_FAILED: Meaning =
    Meaning { action: "login", category: &["authentication"], kind: &["start"], outcome: FAILURE };

/// The wordings; those of older releases quote with `…'.
const MESSAGES: &[(&str, Meaning)] = &[
    (
        "new user: name={target}, UID={target_uid#}, GID={target_gid#}, home={home*}, shell={shell*}, from={place}",
        USER_ADDED,
    ),
    ("new user: name={target}, UID={target_uid#}, GID={target_gid#}, home={home*}, shell={shell*}", USER_ADDED),
    ("new user: name={target}, uid={target_uid#}, gid={target_gid#}, home={home*}, shell={shell*}", USER_ADDED),
    // SUSE's pwdutils.
    (
        "new account added - account={target*}, uid={target_uid#}, gid={target_gid#}, home={home*}, shell={shell*}, by={uid#}",
        USER_ADDED,
    ),
    ("account added to group - account={target*}, group={group*}, gid={gid#}, by={uid#}", MEMBER_ADDED),
    ("account removed from group - account={target*}, group={group*}, gid={gid#}, by={uid#}", MEMBER_REMOVED),
    ("account deleted - account={target*}, uid={target_uid#}, by={uid#}", USER_DELETED),
    ("new group added - group={group*}, gid={gid#}, by={uid#}", GROUP_ADDED),
    ("group deleted - group={group*}, gid={gid#}, by={uid#}", GROUP_DELETED),
    ("password changed - account={target*}, uid={target_uid#}, by={uid#}", PASSWORD_CHANGED),
    ("failed adding user '{target*}', {reason*}", USER_ADD_FAILED),
    ("failed adding user `{target*}', {reason*}", USER_ADD_FAILED),
    ("new group: name={group}, GID={gid#}", GROUP_ADDED),
    ("group added to {file}: name={group}, GID={gid#}", GROUP_ADDED),
    ("group added to {file}: name={group}", GROUP_ADDED),
    ("add '{target*}' to group '{group*}'", MEMBER_ADDED),
    ("add `{target*}' to group `{group*}'", MEMBER_ADDED),
    ("add '{target*}' to shadow group '{group*}'", MEMBER_ADDED),
    ("add `{target*}' to shadow group `{group*}'", MEMBER_ADDED),
    ("delete '{target*}' from group '{group*}'", MEMBER_REMOVED),
    ("delete `{target*}' from group `{group*}'", MEMBER_REMOVED),
    ("delete '{target*}' from shadow group '{group*}'", MEMBER_REMOVED),
    ("delete `{target*}' from shadow group `{group*}'", MEMBER_REMOVED),
    ("user {target} added by {user} to group {group}", MEMBER_ADDED),
    ("user {target} removed by {user} from group {group}", MEMBER_REMOVED),
    ("members of group {group} set by {user} to {members*}", GROUP_CHANGED),
    ("administrators of group {group} set by {user} to {members*}", GROUP_CHANGED),
    ("password of group {group} {what} by {user}", GROUP_CHANGED),
    ("delete user '{target*}'", USER_DELETED),
    ("delete user `{target*}'", USER_DELETED),
    ("removed group '{group*}' owned by '{owner*}'", GROUP_DELETED),
    ("removed group `{group*}' owned by `{owner*}'", GROUP_DELETED),
    ("removed shadow group '{group*}' owned by '{owner*}'", GROUP_DELETED),
    ("removed shadow group `{group*}' owned by `{owner*}'", GROUP_DELETED),
    ("group '{group*}' removed from {file}", GROUP_DELETED),
    ("group '{group*}' removed", GROUP_DELETED),
    ("set administrators of group {group} to {members*}", GROUP_CHANGED),
    ("set members of group {group} to {members*}", GROUP_CHANGED),
    ("remove '{target*}' home directory", USER_CHANGED),
    ("failed to add group {group}", GROUP_FAILED),
    ("failed to change {file} (group {group}/{gid#}, {change*})", GROUP_FAILED),
    ("failed to remove group {group}", GROUP_FAILED),
    ("group changed in {file} (group {group}/{gid#}, {change*})", GROUP_CHANGED),
    ("group changed in {file} (group {group}, {change*})", GROUP_CHANGED),
    ("lock user '{target*}' password", USER_LOCKED),
    ("unlock user '{target*}' password", USER_UNLOCKED),
    ("change user '{target*}' password", PASSWORD_CHANGED),
    ("change user name '{target*}' to '{new_name*}'", USER_CHANGED),
    ("change user '{target*}' {attribute} from '{old*}' to '{new*}'", USER_CHANGED),
    ("change user `{target*}' {attribute} from `{old*}' to `{new*}'", USER_CHANGED),
    ("changed user '{target*}' shell to '{new*}'", USER_CHANGED),
    ("changed user '{target*}' information", USER_CHANGED),
    ("password for '{target*}' changed by '{user*}'", PASSWORD_CHANGED),
    ("password for `{target*}' changed by `{user*}'", PASSWORD_CHANGED),
    ("password for {target} changed by {user}", PASSWORD_CHANGED),
    ("password changed for {target}", PASSWORD_CHANGED),
    ("can't view or modify password information for {target}", PASSWORD_REFUSED),
    ("password for {target} is not changed[[; {reason*}]]", PASSWORD_REFUSED),
    ("changed password expiry for {target}", USER_CHANGED),
    ("changed {attribute*} for {target}", USER_CHANGED),
    ("FAILED LOGIN ({tries#}) on '{tty-}'[[ from '{source}']] FOR '{user*}', {reason*}", LOGIN_FAILED),
    ("FAILED LOGIN {tries#} FROM {place} FOR {user*}, {reason*}", LOGIN_FAILED),
    ("FAILED LOGIN SESSION FROM {place} FOR {user*}, {reason*}", LOGIN_FAILED),
    ("TOO MANY LOGIN TRIES ({tries#}) FROM {place} FOR {user*}, {reason*}", LOGIN_FAILED),
    ("invalid password for '{user*}' on '{tty*}' from '{source}'", LOGIN_FAILED),
    ("invalid password for '{user*}' on '{tty*}'", LOGIN_FAILED),
    ("invalid password for '{user*}'  on '{tty*}' from '{source}'", LOGIN_FAILED),
    ("invalid password for '{user*}'  on '{tty*}'", LOGIN_FAILED),
    ("failed login attempt for {user*} from {source}", LOGIN_FAILED),
    // The BSDs.
    ("{tries#} LOGIN FAILURE[[S]] FROM {source}, {user*}", LOGIN_FAILED),
    ("{tries#} LOGIN FAILURE[[S]] FROM {source}", LOGIN_FAILED),
    ("{tries#} LOGIN FAILURE[[S]] ON {tty}, {user*}", LOGIN_FAILED),
    ("{tries#} LOGIN FAILURE[[S]] ON {tty}", LOGIN_FAILED),
    ("ROOT LOGIN ({user*}) ON {tty} FROM {source}", LOGIN),
    ("ROOT LOGIN ({user*}) ON {tty}", LOGIN),
    ("ROOT LOGIN ON {tty} FROM {source}", LOGIN),
    ("ROOT LOGIN ON {tty}", LOGIN),
    ("ROOT LOGIN  on '{tty*}'", LOGIN),
    ("LOGIN ON {tty} BY {user} FROM {source}", LOGIN),
    ("LOGIN ON {tty} BY {user}", LOGIN),
    ("DIALUP AT {tty} BY {user}", LOGIN),
];

static SHAPES: LazyLock<Shapes<Meaning>> = LazyLock::new(|| Shapes::new(MESSAGES));

/// Claims whatever such a program writes; a message that the table lacks keeps its text.
fn read(body: &Body<'_>, record: &mut Record) -> bool {
    read_wording(body, body.text(), &SHAPES, record);
    true
}
