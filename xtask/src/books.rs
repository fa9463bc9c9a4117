//! `cargo xtask books`: the files that the books are exported as, read by the programs that they are for.
//!
//! The files are those of the tests of `domain` (`domain::statement`), which fail if the code makes others.

use anyhow::{Result, ensure};

use crate::{tools, workspace_root};

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
    let python = tools::python_with(&root, "beancount", BEANCOUNT)?;
    println!("==> beancount");
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
