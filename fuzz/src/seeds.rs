//! Writes the frozen vectors as the first corpus of every target: `seeds FOLDER`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("which folder?")?.into();
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ledger/vectors/v1");
    let rows = |name: &str| -> Result<Vec<Value>, Box<dyn Error>> {
        let file: Value = serde_json::from_slice(&fs::read(vectors.join(name))?)?;
        Ok(file["rows"].as_array().cloned().unwrap_or_default())
    };
    let mut log = Vec::new();
    for (place, row) in rows("operations.json")?.iter().enumerate() {
        let target = if row["kind"] == "operation" {
            "operation_decode"
        } else {
            "entry_decode"
        };
        write(&folder, target, &format!("vector-{place}"), &bytes(&row["bytes"])?)?;
    }
    for (place, row) in rows("chain.json")?.iter().enumerate() {
        let entry = bytes(&row["entry"])?;
        write(&folder, "entry_decode", &format!("chain-{place}"), &entry)?;
        if let Some(result) = row["result"].as_str() {
            let result = hex::decode(result)?;
            write(&folder, "snapshot_decode", &format!("result-{place}"), &result)?;
        }
        log.push(entry);
    }
    let segment = meent_fuzz::segment_of(&log);
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/domain/tests/files/bank");
    for file in fs::read_dir(bank)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        write(&folder, "bank_read", &name, &fs::read(file.path())?)?;
    }
    write(&folder, "log_reader", "chain", &segment)?;
    write(&folder, "snapshot_decode", "chain", &meent_fuzz::chain_state().to_bytes())?;
    Ok(())
}

fn bytes(value: &Value) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(hex::decode(value.as_str().ok_or("a row without bytes")?)?)
}

fn write(folder: &Path, target: &str, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join(target))?;
    fs::write(folder.join(target).join(name), bytes)?;
    Ok(())
}
