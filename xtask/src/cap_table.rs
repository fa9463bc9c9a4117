//! `cargo xtask cap-table`: the exported cap table, read by the package of the format that it is in.
//!
//! The files are those of the tests of `domain` (`domain::cap_table`), which fail if the code makes others.

use anyhow::{Result, ensure};

use crate::{tools, workspace_root};

/// Models that were made from the JSON schemas of Open Cap Format 1.2.0, from PyPI.
const PYOCF: &str = "pyocf==1.2.0";

/// Reads every file by its model, which refuses fields that the schemas do not have, and follows every
/// reference: what a schema cannot ask.
const READ: &str = r#"import json, pathlib, sys
import pydantic
from pyocf.captable import Captable, FILEMAP
from pyocf.files.ocfmanifestfile import OCFManifestFile

def known(model, value, where):
    """Refuses fields that the model does not have, as additionalProperties: false does."""
    for name, inner in value.items() if isinstance(value, dict) else []:
        if isinstance(model, pydantic.BaseModel) and name not in type(model).model_fields:
            sys.exit(f"{where}: no such field: {name}")
        known(getattr(model, name, None), inner, f"{where}.{name}")
    for at, inner in enumerate(value) if isinstance(value, list) else []:
        known(model[at] if isinstance(model, list) else None, inner, f"{where}[{at}]")

folder = pathlib.Path(sys.argv[1])
manifest = json.loads((folder / "Manifest.ocf.json").read_text())
known(OCFManifestFile(**manifest), manifest, "manifest")
for kind, model in FILEMAP:
    for it in manifest.get(kind + "_files", []):
        read = json.loads((folder / it["filepath"]).read_text())
        known(model(**read), read, it["filepath"])
table = Captable.load(folder / "Manifest.ocf.json")
holders = {it.id for it in table.stakeholders}
classes = {it.id for it in table.stock_classes}
securities = [it.security_id for it in table.transactions]
assert len(set(securities)) == len(securities), "a security is issued twice"
for it in table.transactions:
    assert it.stakeholder_id in holders and it.stock_class_id in classes, it
    parts = it.vestings or []
    assert not parts or sum(part.amount.root for part in parts) == it.quantity.root, it
print(len(holders), "holders,", len(classes), "classes,", len(securities), "securities")
sys.exit(0 if securities else 1)
"#;

/// Has the package read the exported cap table.
///
/// # Errors
///
/// If it cannot be had, or finds a fault.
pub fn run() -> Result<()> {
    let root = workspace_root();
    let folder = root.join("crates/domain/tests/files/ocf");
    ensure!(folder.is_dir(), "{} is not there", folder.display());
    let python = tools::python_with(&root, "pyocf", PYOCF)?;
    println!("==> pyocf");
    let folder = folder.display().to_string();
    tools::run_in(&root, &python, ["-c", READ, &folder], &[])?;
    Ok(())
}
