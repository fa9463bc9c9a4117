//! Child processes that end with the test, however the test ends.

use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Waits at its own input beside the program: the input closes when this process ends, even if it
/// was killed, and then the program gets a moment to end before its whole group is killed.
const WATCHER: &str = r#"
out="$1"; shift
"$@" >"$out" 2>&1 </dev/null &
program=$!
echo "$program"; exec >&-
cat >/dev/null
kill -TERM "$program" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  kill -0 "$program" 2>/dev/null || break
  sleep 0.1
done
trap '' TERM
kill -KILL "$program" 2>/dev/null
kill -TERM 0
"#;

/// A running program. Dropping it ends the program and everything it started, and waits for that.
#[derive(Debug)]
pub struct Watched {
    watcher: Child,
    id: u32,
}

impl Watched {
    /// Starts `command`; everything it prints goes to the file `output`.
    ///
    /// Only the program, arguments, environment and folder of `command` are used.
    ///
    /// # Errors
    ///
    /// If the shell that watches it cannot start.
    pub fn start(command: &Command, output: &Path) -> Result<Self> {
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", WATCHER, "watcher"])
            .arg(output)
            .arg(command.get_program());
        shell.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            shell.current_dir(folder);
        }
        shell
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0);
        let mut watcher = shell.spawn().context("starting the watcher")?;
        let mut said = String::new();
        let mut pipe = watcher
            .stdout
            .take()
            .context("the watcher's output is piped")?;
        pipe.read_to_string(&mut said)
            .context("reading the number of the process")?;
        let id = said
            .trim()
            .parse()
            .context("the watcher says the number of the process")?;
        Ok(Self { watcher, id })
    }

    /// Returns the number of the program's process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        // Its status says nothing: the group, and so the watcher, was ended on purpose.
        drop(self.watcher.wait());
    }
}
