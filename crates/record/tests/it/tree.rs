//! The tree against RFC 6962 vectors, a real log's answers, and another implementation.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::ids::{Digest, NetworkId};
use proptest::prelude::*;
use record::disk::FaultyDisk;
use record::log::{Log, SEGMENT_BYTES};
use record::tree::tile::{TilePath, Tree, decode_bundle, encode_bundle};
use record::tree::{
    Edge, ReadSubtree, consistency_proof, inclusion_proof, leaf_hash, node_hash, root_at,
    verify_consistency, verify_inclusion,
};
use serde_json::Value;
use sha2::Sha256;

fn digest(value: &Value) -> Option<Digest> {
    let bytes = STANDARD.decode(value.as_str()?).ok()?;
    bytes.try_into().ok().map(Digest)
}

fn digests(value: &Value) -> Option<Vec<Digest>> {
    value
        .as_array()
        .map_or(Some(Vec::new()), |it| it.iter().map(digest).collect())
}

fn vectors(text: &str) -> serde_json::Map<String, Value> {
    let Value::Object(vectors) = serde_json::from_str(text).unwrap() else {
        panic!("not an object")
    };
    vectors
}

/// Every vector of the consistency file is judged as it should be.
#[test]
fn consistency_vectors() {
    let vectors = vectors(include_str!("../vectors/consistency.json"));
    assert_eq!(vectors.len(), 84);
    for (name, it) in vectors {
        let verdict = || {
            let (old, new) = (it["size1"].as_u64()?, it["size2"].as_u64()?);
            let (old_root, new_root) = (digest(&it["root1"])?, digest(&it["root2"])?);
            verify_consistency(old, old_root, new, new_root, &digests(&it["proof"])?).ok()
        };
        assert_eq!(
            verdict().is_none(),
            it["wantErr"].as_bool().unwrap(),
            "{name}"
        );
    }
}

/// Every vector of the inclusion file is judged as it should be.
#[test]
fn inclusion_vectors() {
    let vectors = vectors(include_str!("../vectors/inclusion.json"));
    assert_eq!(vectors.len(), 60);
    for (name, it) in vectors {
        let verdict = || {
            let (index, size) = (it["leafIdx"].as_u64()?, it["treeSize"].as_u64()?);
            let (leaf, root) = (digest(&it["leafHash"])?, digest(&it["root"])?);
            verify_inclusion(leaf, index, size, &digests(&it["proof"])?, root).ok()
        };
        assert_eq!(
            verdict().is_none(),
            it["wantErr"].as_bool().unwrap(),
            "{name}"
        );
    }
}

/// What a real Certificate Transparency log answered is believed.
#[test]
fn a_real_log_is_believed() {
    let head: Value = serde_json::from_str(include_str!("../vectors/ct-sth.json")).unwrap();
    let (size, root) = (
        head["tree_size"].as_u64().unwrap(),
        digest(&head["sha256_root_hash"]).unwrap(),
    );

    let entry: Value = serde_json::from_str(include_str!("../vectors/ct-entry.json")).unwrap();
    let leaf = STANDARD
        .decode(entry["entries"][0]["leaf_input"].as_str().unwrap())
        .unwrap();
    let proof: Value = serde_json::from_str(include_str!("../vectors/ct-inclusion.json")).unwrap();
    let path = digests(&proof["audit_path"]).unwrap();
    assert_eq!(
        verify_inclusion(leaf_hash(&leaf), 10_000, size, &path, root),
        Ok(())
    );

    let proof: Value =
        serde_json::from_str(include_str!("../vectors/ct-consistency.json")).unwrap();
    let path = digests(&proof["consistency"]).unwrap();
    let old = STANDARD
        .decode("AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=")
        .unwrap();
    let old = Digest(old.try_into().unwrap());
    assert_eq!(
        verify_consistency(3_654_490, old, size, root, &path),
        Ok(())
    );
}

/// A tree in memory, to prove from.
struct Leaves(Vec<Digest>);

impl ReadSubtree for Leaves {
    type Error = std::convert::Infallible;

    fn subtree(&self, height: u8, place: u64) -> Result<Digest, Self::Error> {
        if height == 0 {
            return Ok(self.0[usize::try_from(place).unwrap()]);
        }
        let (left, right) = (
            self.subtree(height - 1, 2 * place)?,
            self.subtree(height - 1, 2 * place + 1)?,
        );
        Ok(node_hash(left, right))
    }
}

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

/// For every pair of sizes, the proof is the other implementation's, byte for byte, and holds.
#[test]
fn every_pair_of_sizes_agrees_with_another_implementation() {
    let sizes = 70;
    let leaves = Leaves((0..sizes).map(|it| leaf_hash(&entry(it))).collect());
    let mut edge = Edge::default();
    let mut roots = vec![edge.root()];
    for new in 1..=sizes {
        edge.push(leaves.0[usize::try_from(new - 1).unwrap()], |_, _| {});
        let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        (0..new).for_each(|it| oracle.push(entry(it)));
        let root = edge.root();
        assert_eq!(oracle.root().as_bytes().as_slice(), root.0);
        assert_eq!(root_at(&leaves, new), Ok(root));
        roots.push(root);
        for index in 0..new {
            let Ok(proof) = inclusion_proof(&leaves, index, new);
            let proof = proof.unwrap();
            let theirs = oracle.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(
                proof.iter().flat_map(|it| it.0).collect::<Vec<_>>(),
                theirs.as_bytes()
            );
            let leaf = leaves.0[usize::try_from(index).unwrap()];
            assert_eq!(verify_inclusion(leaf, index, new, &proof, root), Ok(()));
        }
        for old in 1..=new {
            let Ok(proof) = consistency_proof(&leaves, old, new);
            let proof = proof.unwrap();
            let theirs = oracle.prove_consistency(usize::try_from(new - old).unwrap());
            assert_eq!(
                proof.iter().flat_map(|it| it.0).collect::<Vec<_>>(),
                theirs.as_bytes()
            );
            let old_root = roots[usize::try_from(old).unwrap()];
            assert_eq!(verify_consistency(old, old_root, new, root, &proof), Ok(()));
        }
    }
    assert_eq!(inclusion_proof(&leaves, 5, 5), Ok(None));
    assert_eq!(consistency_proof(&leaves, 0, 5), Ok(None));
    assert_eq!(consistency_proof(&leaves, 6, 5), Ok(None));
}

fn log_of(entries: u64) -> (FaultyDisk, Log) {
    let disk = FaultyDisk::new();
    let (mut log, _) =
        Log::open(Arc::new(disk.clone()), Path::new("/log"), 0, SEGMENT_BYTES).unwrap();
    let payloads: Vec<Vec<u8>> = (0..entries).map(entry).collect();
    log.append(NetworkId::default(), &payloads).unwrap();
    (disk, log)
}

/// The tiles hold the same tree, whether grown, opened again, or made again; also over the edge
/// where the second level begins.
#[test]
fn tiles_hold_the_tree_over_every_edge() {
    for entries in [
        0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000,
    ] {
        let (disk, log) = log_of(entries);
        let dir = Path::new("/");
        let grown = Tree::rebuild(Arc::new(disk.clone()), dir, &log.reader()).unwrap();
        let mut edge = Edge::default();
        (0..entries).for_each(|it| edge.push(leaf_hash(&entry(it)), |_, _| {}));
        assert_eq!(grown.root(), edge.root(), "{entries}");

        let opened = Tree::open(Arc::new(disk.clone()), dir, &log.reader()).unwrap();
        assert_eq!(
            (opened.size(), opened.root()),
            (entries, edge.root()),
            "{entries}"
        );
        for old in [1, 255, 256, 300, 65_536]
            .into_iter()
            .filter(|it| *it <= entries)
        {
            let proof = consistency_proof(&opened, old, entries).unwrap().unwrap();
            let old_root = root_at(&opened, old).unwrap();
            assert_eq!(
                verify_consistency(old, old_root, entries, edge.root(), &proof),
                Ok(()),
                "{old} of {entries}"
            );
        }
        for index in [0, 255, 256, 40_000].into_iter().filter(|it| *it < entries) {
            let proof = inclusion_proof(&opened, index, entries).unwrap().unwrap();
            let leaf = leaf_hash(&entry(index));
            assert_eq!(
                verify_inclusion(leaf, index, entries, &proof, edge.root()),
                Ok(())
            );
        }
        if entries >= 256 {
            let full = opened.read_tile(0, 0, 256).unwrap().unwrap();
            let partial = opened.read_tile(0, 0, 3).unwrap().unwrap();
            assert_eq!(full[..96], partial);
        }
        assert_eq!(opened.read_tile(0, 1 << 40, 1).unwrap(), None);
    }
}

/// A tile that is gone is made again from the log.
#[test]
fn a_missing_tile_is_made_again() {
    let (disk, log) = log_of(600);
    let tree = Tree::rebuild(Arc::new(disk.clone()), Path::new("/"), &log.reader()).unwrap();
    let path = Path::new("/tile/0/001");
    let bytes = disk.bytes_of(path).unwrap();
    assert_eq!(bytes.len(), 8192);
    disk.put(path, &bytes[..100]);
    let opened = Tree::open(Arc::new(disk.clone()), Path::new("/"), &log.reader()).unwrap();
    assert_eq!(opened.root(), tree.root());
    assert_eq!(disk.bytes_of(path).unwrap(), bytes);
}

#[test]
fn tile_paths_are_read_as_they_are_written() {
    let rows = [
        (
            "tile/0/000",
            TilePath::Tile {
                level: 0,
                place: 0,
                width: 256,
            },
        ),
        (
            "tile/0/x001/x234/067",
            TilePath::Tile {
                level: 0,
                place: 1_234_067,
                width: 256,
            },
        ),
        (
            "tile/2/x001/000.p/1",
            TilePath::Tile {
                level: 2,
                place: 1_000,
                width: 1,
            },
        ),
        (
            "tile/entries/999.p/255",
            TilePath::Entries {
                place: 999,
                width: 255,
            },
        ),
    ];
    for (text, path) in rows {
        assert_eq!(TilePath::parse(text), Some(path), "{text}");
        assert_eq!(path.to_string(), text);
    }
    let none = [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/+01",
        "tile/-1/000",
        "tile/0/../../checkpoint",
        "tile/entries/x1/000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ];
    for text in none {
        assert_eq!(TilePath::parse(text), None, "{text}");
    }
}

proptest! {
    /// Bundles are read as they were written, and nothing else is one.
    #[test]
    fn bundles_are_read_as_they_are_written(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..20),
        cut in 1_usize..40,
    ) {
        let bundle = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
        let read: Vec<Vec<u8>> =
            decode_bundle(&bundle).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        prop_assert_eq!(&read, &entries);
        if let Some(short) = bundle.len().checked_sub(cut) {
            let read = decode_bundle(&bundle[..short]);
            prop_assert!(read.is_none_or(|it| it.len() < entries.len()));
        }
    }
}
