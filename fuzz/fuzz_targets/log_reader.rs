//! A segment of any bytes: read to its end or to a named fault; opening it for writing adds nothing.
#![no_main]

use std::path::Path;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use record::disk::FaultyDisk;
use record::log::{Log, LogReader, SEGMENT_BYTES};

const FOLDER: &str = "log";

fuzz_target!(|bytes: &[u8]| {
    let folder = Path::new(FOLDER);
    let disk = Arc::new(FaultyDisk::new());
    disk.put(&folder.join("000000000000.seg"), bytes);
    let sound = LogReader::open(disk.clone(), folder).map_or(0, |reader| {
        reader.from(0).take_while(Result::is_ok).count()
    });
    if let Ok((log, _)) = Log::open(disk, folder, 0, SEGMENT_BYTES) {
        let entries = usize::try_from(log.entries()).expect("entries fit in memory");
        assert_eq!(log.reader().from(0).flatten().count(), entries);
        assert!(entries <= sound, "opening for writing adds nothing to what is sound");
    }
});
