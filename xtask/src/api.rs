//! `cargo xtask api`: the description of our JSON held against a running demo, by schemathesis.
//!
//! Schemathesis makes up requests from the OpenAPI document, good ones and bad ones, and looks at
//! the answers: no failure of the server, no status, media type or shape that is not described. It
//! asks as a member who moderates, of things that are there.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::bench::server::Server;
use crate::{test, tools, workspace_root};

/// The version that is installed, from PyPI.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// What is looked at.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// Good requests to each operation, beside those that try each parameter out.
const EXAMPLES: &str = "5";
/// Who asks: the founder, who may do everything that a member may and moderates.
const ASKER: u32 = 1;

/// Teaches schemathesis the media type of an upload's piece.
const HOOKS: &str = r#"import schemathesis

@schemathesis.serializer("application/offset+octet-stream")
def piece(ctx, value):
    return {"data": value if isinstance(value, bytes) else str(value).encode(errors="ignore")}
"#;

/// Founds a small demo, has schemathesis ask it, and fails with what it found.
///
/// # Errors
///
/// If the programs cannot be had, the demo does not start, or an answer is not as described.
pub fn run() -> Result<()> {
    let root = workspace_root();
    let target = test::target_folder(&root);
    println!("==> building");
    // The same artifacts as the tests, which are usually there.
    let what = ["test", "--workspace", "--no-run"];
    tools::run_in(&root, "cargo", what, &[])?;
    ask(&target)
}

/// As [`run`], with the program that the tests built.
///
/// # Errors
///
/// As [`run`].
pub fn ask(target: &Path) -> Result<()> {
    let folder = target.join("api");
    std::fs::create_dir_all(&folder).context("making the folder of the run")?;
    let schemathesis = install(&target.join("schemathesis"))?;
    println!("==> founding a demo");
    let server = found_demo(&target.join("debug").join("meent"), &folder)?;
    std::fs::write(folder.join("hooks.py"), HOOKS).context("writing the hooks")?;
    std::fs::write(folder.join("schemathesis.toml"), settings(&server)?)
        .context("writing the settings")?;
    println!("==> asking");
    let cookie = format!("cookie: {}", server.step_in(ASKER)?);
    let origin = format!("origin: {}", server.url(""));
    let document = server.url("/api/meent/v1/openapi.json");
    let base = server.url("");
    let arguments = [
        "--config-file",
        "schemathesis.toml",
        "--no-color",
        "run",
        &document,
        "--url",
        &base,
        "--header",
        &cookie,
        "--header",
        &origin,
        "--header",
        "sec-fetch-site: same-origin",
        "--checks",
        CHECKS,
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        EXAMPLES,
        "--seed",
        "1",
        // More than one shares a cache of its generator that is not made for it.
        "--workers",
        "1",
        "--continue-on-failure",
        // They end the session that asks.
        "--exclude-path-regex",
        "sign-out",
    ];
    let program = schemathesis.display().to_string();
    let hooks = [("SCHEMATHESIS_HOOKS", "hooks"), ("PYTHONPATH", ".")];
    tools::run_in(&folder, &program, arguments, &hooks)
}

/// Installs schemathesis into a folder of its own, once, and returns the program.
fn install(folder: &Path) -> Result<PathBuf> {
    let program = folder.join("bin").join("schemathesis");
    let mark = folder.join("installed.txt");
    if std::fs::read_to_string(&mark).is_ok_and(|it| it == SCHEMATHESIS) {
        return Ok(program);
    }
    println!("==> installing {SCHEMATHESIS}");
    if tools::find("python3").is_none() {
        bail!("python3 is missing; on Debian: apt-get install python3-venv");
    }
    let path = folder.display().to_string();
    let parent = folder.parent().unwrap_or(folder);
    tools::run_in(parent, "python3", ["-m", "venv", "--clear", &path], &[])
        .context("making a Python environment; on Debian: apt-get install python3-venv")?;
    let pip = folder.join("bin").join("pip").display().to_string();
    let quiet = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        SCHEMATHESIS,
    ];
    tools::run_in(parent, &pip, quiet, &[])?;
    ensure!(program.is_file(), "{} is not there", program.display());
    std::fs::write(&mark, SCHEMATHESIS).context("noting what is installed")?;
    Ok(program)
}

fn found_demo(program: &Path, folder: &Path) -> Result<Server> {
    let data = folder.join("demo").display().to_string();
    let arguments = [
        "demo",
        "--unlimited",
        "--members",
        "60",
        "--rounds",
        "6",
        "--data",
        &data,
        "--listen",
        "127.0.0.1:{port}",
    ];
    let arguments = arguments.map(str::to_owned);
    Server::start(program, &arguments, &folder.join("demo.log"), "/healthz")
}

/// Names things that are there, so that more is tried than "not found".
fn settings(server: &Server) -> Result<String> {
    let answer = server.get("/api/meent/v1/explore", &[])?;
    ensure!(answer.status == 200, "explore answers {}", answer.status);
    let explore = String::from_utf8_lossy(&answer.body);
    let post = text_after(&explore, "\"id\":\"")?;
    let handle = text_after(&explore, "\"handle\":\"")?;
    // The draft that asks for opinions, and a statement about it.
    let answer = server.get("/api/meent/v1/deliberations", &[])?;
    let listed = String::from_utf8_lossy(&answer.body);
    let mut drafts = listed.split("{\"id\":").skip(1);
    let asked = drafts.find(|it| it.contains("\"stage\":\"opinions\""));
    let draft = text_after(asked.context("no draft asks for opinions")?, "\"")?;
    let answer = server.get(&format!("/api/meent/v1/deliberations/{draft}"), &[])?;
    let shown = String::from_utf8_lossy(&answer.body);
    let statement = text_after(&shown, "\"statements\":[{\"id\":\"")?;
    let values = [
        ("deliberation", draft),
        ("contribution", statement),
        ("handle", handle),
        ("post", post),
        ("tag", "light".to_owned()),
        ("list", "home".to_owned()),
        ("category", "drafts".to_owned()),
        ("number", "1".to_owned()),
        ("round", "0".to_owned()),
        ("index", "3".to_owned()),
        ("key", "0".to_owned()),
    ];
    let lines = values.map(|(name, value)| format!("\"path.{name}\" = \"{value}\"\n"));
    Ok(format!("[parameters]\n{}", lines.concat()))
}

/// Returns what stands between the first `start` and the next quotation mark.
fn text_after(text: &str, start: &str) -> Result<String> {
    let found = text
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once('"'));
    let (value, _) = found.with_context(|| format!("there is no {start} in {text}"))?;
    Ok(value.to_owned())
}
