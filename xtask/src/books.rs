//! `cargo xtask books`: the files that the books are exported as, read by the programs that they are for.
//!
//! The files are those of the tests of `domain` (`domain::statement`), which fail if the code makes others.

use anyhow::{Context, Result, bail, ensure};

use crate::{test, tools, workspace_root};

/// The version that is installed, from PyPI.
const BEANCOUNT: &str = "beancount==3.2.3";

/// What Beancount makes of the file: that it has no fault, and what it holds at the end.
const READ: &str = r#"import sys
from beancount import loader
from beancount.core import data, realization
entries, errors, options = loader.load_file(sys.argv[1])
for error in errors:
    print(error, file=sys.stderr)
transactions = [it for it in entries if isinstance(it, data.Transaction)]
balances = [it for it in entries if isinstance(it, data.Balance)]
real = realization.realize(entries)
held = realization.compute_balance(realization.get(real, "Assets:Treasury"))
print(len(transactions), "transactions,", len(balances), "balances checked,", held)
sys.exit(1 if errors or not transactions or not balances else 0)
"#;

/// Has Beancount, and hledger or ledger where it is installed, read the exported books.
///
/// # Errors
///
/// If Beancount cannot be had, or one of them finds a fault.
pub fn run() -> Result<()> {
    let root = workspace_root();
    let files = root.join("crates/domain/tests/files");
    let folder = test::target_folder(&root).join("beancount");
    let mark = folder.join("installed.txt");
    if !std::fs::read_to_string(&mark).is_ok_and(|it| it == BEANCOUNT) {
        println!("==> installing {BEANCOUNT}");
        if tools::find("python3").is_none() {
            bail!("python3 is missing; on Debian: apt-get install python3-venv");
        }
        let path = folder.display().to_string();
        tools::run_in(&root, "python3", ["-m", "venv", "--clear", &path], &[])
            .context("making a Python environment; on Debian: apt-get install python3-venv")?;
        let pip = folder.join("bin").join("pip").display().to_string();
        let quiet = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            BEANCOUNT,
        ];
        tools::run_in(&root, &pip, quiet, &[])?;
        std::fs::write(&mark, BEANCOUNT).context("noting what is installed")?;
    }
    println!("==> beancount");
    let python = folder.join("bin").join("python").display().to_string();
    let file = files.join("books.beancount").display().to_string();
    ensure!(std::path::Path::new(&file).is_file(), "{file} is not there");
    tools::run_in(&root, &python, ["-c", READ, &file], &[])?;
    let journal = files.join("books.ledger").display().to_string();
    for (program, command) in [("hledger", "check"), ("ledger", "balance")] {
        if tools::find(program).is_some() {
            println!("==> {program}");
            tools::run_in(&root, program, ["-f", &journal, command], &[])?;
        } else {
            println!("{program} is not installed: not asked");
        }
    }
    Ok(())
}
