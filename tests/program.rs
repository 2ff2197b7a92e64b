//! The program under test, and a place of its own for each test.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
    time::{Duration, Instant, SystemTime},
};

use serde_json::Value as Json;
use tempfile::TempDir;

/// How long anything may take that a test waits for. Generous: only a failing test waits so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The binary, built where it is missing or older than its sources.
///
/// `cargo test` of the whole workspace has built it (its package has an integration test); `cargo test -p tests` alone
/// has not, because a package cannot name the binary of another one.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    let binary = BINARY.get_or_init(|| {
        let found = assert_cmd::cargo::cargo_bin("ledgerline");
        if is_fresh(&found) { Some(found) } else { build() }
    });
    binary.as_deref().expect("the binary could be built")
}

/// True where no file that the binary was made from is younger: cargo lists them beside it.
fn is_fresh(binary: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let Some(built) = modified(binary) else { return false };
    let Ok(list) = fs::read_to_string(binary.with_extension("d")) else { return false };
    let Some((_, sources)) = list.split_once(": ") else { return false };
    sources.split_whitespace().all(|path| modified(Path::new(path)).is_some_and(|at: SystemTime| at <= built))
}

/// Builds it as these tests were built; none where that fails.
fn build() -> Option<PathBuf> {
    let tests = env::current_exe().expect("the test binary has a path");
    let folder = tests.parent().and_then(Path::parent).expect("target/PROFILE/deps/all-…");
    let profile = match folder.file_name().and_then(|name| name.to_str()).expect("a profile") {
        "debug" => "dev",
        other => other,
    };
    let built = Command::new(env!("CARGO"))
        .args(["build", "--package", "ledgerline", "--bin", "ledgerline", "--profile", profile])
        // Its complaints go to standard error, as without the option.
        .args(["--message-format", "json-render-diagnostics"])
        .arg("--target-dir")
        .arg(folder.parent().expect("target/"))
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8(built.stdout).expect("cargo writes UTF-8");
    let mut executables = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back().filter(|_| built.status.success())
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent")
}

/// Asks again and again until there is an answer.
pub(crate) fn await_answer<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// An RFC 3339 moment, so many seconds from now.
pub(crate) fn moment(seconds_from_now: i64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let nanos = i64::try_from(now.as_nanos()).expect("before 2262") + seconds_from_now * 1_000_000_000;
    stamp::UtcNanos(nanos).to_string()
}

/// Sends a signal by its name; the standard library sends SIGKILL only.
pub(crate) fn send_signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

/// A command that runs meanwhile.
pub(crate) struct Running(Child);

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(command.spawn().expect("the binary runs"))
    }

    /// Waits until it has opened a file.
    pub(crate) fn await_open(&self, path: &Path) {
        let folder = PathBuf::from(format!("/proc/{}/fd", self.0.id()));
        await_answer("an open file", || {
            let open = fs::read_dir(&folder).expect("it runs").flatten();
            open.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|target| target == path).then_some(())
        });
    }

    pub(crate) fn signal(&self, name: &str) {
        send_signal(self.0.id(), name);
    }

    /// Its exit code and its complaints.
    pub(crate) fn finish(self) -> (Option<i32>, String) {
        let output = self.0.wait_with_output().expect("the command ends");
        (output.status.code(), String::from_utf8(output.stderr).expect("complaints are UTF-8"))
    }
}

/// A temporary folder with a data directory, and a configuration where one was written.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The data directory. It is not there until a command made it.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file in a temporary folder");
        path
    }

    /// Writes the configuration that every later command is given.
    pub(crate) fn configure(&self, text: &str) {
        self.write("ledgerline.toml", text);
    }

    /// A command with this place's data directory and configuration.
    pub(crate) fn command<A: AsRef<std::ffi::OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Command::new(binary());
        for name in ["LEDGERLINE_DATA", "LEDGERLINE_CONFIG", "LEDGERLINE_LOG"] {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).arg("--data").arg(self.data());
        let config = self.path("ledgerline.toml");
        if config.exists() {
            command.arg("--config").arg(config);
        }
        command.args(arguments);
        command
    }

    pub(crate) fn run<A: AsRef<std::ffi::OsStr>>(&self, arguments: &[A]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs a command to its end with this on its standard input.
    pub(crate) fn run_with<A: AsRef<std::ffi::OsStr>>(&self, arguments: &[A], input: &[u8]) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        // Apart, because both sides may wait for a full pipe. A command that reads no input closes it: no error.
        let writing = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the command ends");
        writing.join().expect("the input was written");
        Ran::new(output)
    }

    /// Imports a file and gives its sum, whatever it is.
    pub(crate) fn import(&self, path: &Path) -> Json {
        let ran = self.run(&["--output", "json", "import", path.to_str().expect("a plain path")]);
        ran.json()[0].clone()
    }

    /// What a query finds.
    pub(crate) fn search(&self, query: &str) -> Vec<Json> {
        let ran = self.run(&["--output", "json", "search", query, "--limit", "100000"]);
        ran.expect_code(0);
        ran.lines()
    }

    /// What `verify` says of the data directory.
    pub(crate) fn verify(&self) -> (i32, Json) {
        let ran = self.run(&["--output", "json", "verify", self.data().to_str().expect("a plain path")]);
        (ran.code, if ran.out.is_empty() { Json::Null } else { ran.json() })
    }
}

/// A command that came to its end.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).expect("results are UTF-8"),
            err: String::from_utf8(output.stderr).expect("complaints are UTF-8"),
        }
    }

    #[track_caller]
    pub(crate) fn expect_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// One JSON value a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Json> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    }
}
