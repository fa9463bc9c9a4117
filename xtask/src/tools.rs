//! The programs that the tests need besides the Rust toolchain, and how to get them.
//!
//! Every tool is looked for where Debian puts it. What is missing is installed with `apt-get` if
//! that is possible without a question (root, or `sudo` without a password); otherwise the
//! command line to type is printed and nothing runs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// One program that some test starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tool {
    /// Name of the executable file.
    pub program: &'static str,
    /// Debian 12 package that brings it.
    pub package: &'static str,
    /// What in the tests uses it.
    pub purpose: &'static str,
}

/// Everything the tests start, in the order in which it is reported.
pub const TOOLS: &[Tool] = &[
    Tool {
        program: "chromium",
        package: "chromium",
        purpose: "end-to-end tests",
    },
    Tool {
        program: "chromedriver",
        package: "chromium-driver",
        purpose: "end-to-end tests",
    },
    Tool {
        program: "initdb",
        package: "postgresql",
        purpose: "the second database engine",
    },
    Tool {
        program: "node",
        package: "nodejs",
        purpose: "tests of the scripts in the pages",
    },
];

/// Returns the path of `program`, looked for in `PATH` and in Debian's PostgreSQL folders.
#[must_use]
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(postgres_folders())
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// Debian keeps PostgreSQL's own programs out of `PATH`, one folder per version.
fn postgres_folders() -> Vec<PathBuf> {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = versions
        .filter_map(Result::ok)
        .map(|version| version.path().join("bin"))
        .collect();
    folders.sort();
    folders.reverse();
    folders
}

/// Returns the tools that are not on this machine.
#[must_use]
pub fn missing() -> Vec<Tool> {
    TOOLS
        .iter()
        .copied()
        .filter(|tool| find(tool.program).is_none())
        .collect()
}

/// Returns the command line that installs `tools` on Debian.
#[must_use]
pub fn install_line(tools: &[Tool]) -> String {
    let mut packages: Vec<&str> = tools.iter().map(|tool| tool.package).collect();
    packages.dedup();
    format!(
        "apt-get update && apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}

/// Returns the missing tools, one line each, followed by the command that installs them.
#[must_use]
pub fn explain(tools: &[Tool]) -> String {
    let mut text = String::from("these programs are missing:\n");
    for tool in tools {
        let Tool {
            program,
            package,
            purpose,
        } = tool;
        text.push_str(&format!(
            "  {program:<14} {purpose} (Debian package {package})\n"
        ));
    }
    text.push_str("install them, as root, with\n  ");
    text.push_str(&install_line(tools));
    text
}

/// Installs `tools` with `apt-get`, asking nothing.
///
/// # Errors
///
/// If this is not Debian, if this user may not install, or if `apt-get` fails; the text of the
/// error says what to type.
pub fn install(tools: &[Tool]) -> Result<()> {
    if tools.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        bail!("{}", explain(tools));
    }
    let mut shell = match privilege() {
        Privilege::Root => Command::new("sh"),
        Privilege::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "sh"]);
            sudo
        }
        Privilege::None => bail!("{}", explain(tools)),
    };
    let line = install_line(tools);
    println!("installing: {line}");
    let status = shell
        .args(["-c", &line])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status()
        .context("apt-get did not start")?;
    let left = missing();
    if !status.success() || !left.is_empty() {
        bail!("apt-get ended with {status}; {}", explain(&left));
    }
    Ok(())
}

enum Privilege {
    Root,
    Sudo,
    None,
}

fn privilege() -> Privilege {
    if output_of("id", ["-u"]).is_some_and(|id| id.trim() == "0") {
        Privilege::Root
    } else if output_of("sudo", ["-n", "true"]).is_some() {
        Privilege::Sudo
    } else {
        Privilege::None
    }
}

/// Standard output of a successful run; nothing if it failed or could not start.
fn output_of<const N: usize>(program: &str, arguments: [&str; N]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs `program` in `folder` and waits for it.
///
/// # Errors
///
/// If it cannot start or ends with a failure; the error names the command.
pub fn run_in<I, S>(folder: &Path, program: &str, arguments: I, env: &[(&str, &str)]) -> Result<()>
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .args(arguments)
        .envs(env.iter().copied())
        .stdin(Stdio::null());
    let status = command
        .status()
        .with_context(|| format!("{command:?} did not start"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Returns the interpreter of a Python environment below the target folder, in which `requirement` is
/// installed from PyPI.
///
/// # Errors
///
/// If Python or the package cannot be had.
pub fn python_with(root: &Path, name: &str, requirement: &str) -> Result<String> {
    let folder = crate::test::target_folder(root).join(name);
    let mark = folder.join("installed.txt");
    if !std::fs::read_to_string(&mark).is_ok_and(|it| it == requirement) {
        println!("==> installing {requirement}");
        if find("python3").is_none() {
            bail!("python3 is missing; on Debian: apt-get install python3-venv");
        }
        let path = folder.display().to_string();
        run_in(root, "python3", ["-m", "venv", "--clear", &path], &[])
            .context("making a Python environment; on Debian: apt-get install python3-venv")?;
        let pip = folder.join("bin").join("pip").display().to_string();
        let quiet = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            requirement,
        ];
        run_in(root, &pip, quiet, &[])?;
        std::fs::write(&mark, requirement).context("noting what is installed")?;
    }
    Ok(folder.join("bin").join("python").display().to_string())
}
