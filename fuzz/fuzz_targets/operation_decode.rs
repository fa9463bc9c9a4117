//! Operations and signed operations: refused, or canonical.
#![no_main]

use ledger::operation::BYTES_MAX;
use ledger::{Operation, SignedOperation};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(operation) = Operation::from_bytes(bytes) {
        assert_eq!(operation.to_bytes(), bytes);
        assert!(bytes.len() <= BYTES_MAX);
        let _ = operation.signing_hash();
    }
    if let Ok(signed) = SignedOperation::from_bytes(bytes) {
        assert_eq!(signed.to_bytes(), bytes);
        assert!(signed.operation.to_bytes().len() <= BYTES_MAX);
    }
});
