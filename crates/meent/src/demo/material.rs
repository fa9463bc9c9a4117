//! Real material: a social network, photographs, public-domain text, names.

use std::collections::{BTreeMap, VecDeque};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use flate2::read::GzDecoder;
use serde::Deserialize;

use super::DemoArgs;

/// The most edges that a graph may have.
const EDGES_MAX: usize = 20_000_000;

/// Everything a demo is made of.
pub(super) struct Material {
    /// Friends of each person, ascending. Person 0 has the most; the others follow in order of
    /// distance from them, so that whoever joins finds a friend there already.
    pub(super) friends: Vec<Vec<u32>>,
    pub(super) photos: Vec<Photo>,
    pub(super) passages: Vec<String>,
    pub(super) captions: Vec<String>,
    pub(super) comments: Vec<String>,
    pub(super) bios: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) first_names: Vec<(String, String)>,
    pub(super) last_names: Vec<(String, String)>,
}

/// A photograph with what it shows.
pub(super) struct Photo {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) alt: String,
}

#[derive(Deserialize)]
struct Credit {
    file: String,
    title: String,
    maker: String,
    alt: Alt,
}

#[derive(Deserialize)]
struct Alt {
    en: String,
}

macro_rules! bundled_photos {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/demo/photos/", $name)).as_slice())),*]
    };
}

const PHOTOS: &[(&str, &[u8])] = bundled_photos![
    "acanthus.webp",
    "airplane.webp",
    "aizkorri.webp",
    "allium.webp",
    "alps.webp",
    "boats.webp",
    "brushes.webp",
    "cameraman.webp",
    "canyon.webp",
    "cat-running.webp",
    "chelsea.webp",
    "coffee.webp",
    "dandelions.webp",
    "deep-field.webp",
    "drum.webp",
    "fig.webp",
    "house.webp",
    "picos.webp",
    "raccoon.webp",
    "rocket.webp",
    "sheep.webp",
    "spaniels.webp",
    "stream.webp",
    "sunset.webp",
];
const CREDITS: &str = include_str!("../../assets/demo/photos/credits.json");
const GRAPH: &[u8] = include_bytes!("../../assets/demo/graph.txt.gz");
const TEXTS: &[u8] = include_bytes!("../../assets/demo/texts.txt.gz");

impl Material {
    pub(super) fn load(args: &DemoArgs) -> Result<Self> {
        let edges = match &args.graph {
            Some(path) => {
                parse_edges(&read(path)?).with_context(|| format!("reading {}", path.display()))?
            }
            None => parse_edges(&unpack(GRAPH)?)?,
        };
        let passages = match &args.text {
            Some(path) => paragraphs(&read(path)?),
            None => lines(&unpack(TEXTS)?),
        };
        if passages.is_empty() {
            bail!("there is no text to post");
        }
        let photos = match &args.photos {
            Some(dir) => photos_of(dir)?,
            None => bundled()?,
        };
        Ok(Self {
            friends: arrange(&edges, args.members as usize)?,
            photos,
            passages,
            captions: lines(include_str!("../../assets/demo/captions.txt")),
            comments: lines(include_str!("../../assets/demo/comments.txt")),
            bios: lines(include_str!("../../assets/demo/bios.txt")),
            tags: lines(include_str!("../../assets/demo/tags.txt")),
            first_names: names(include_str!("../../assets/demo/first-names.txt")),
            last_names: names(include_str!("../../assets/demo/last-names.txt")),
        })
    }
}

fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return unpack(&bytes);
    }
    String::from_utf8(bytes).with_context(|| format!("{} is not text", path.display()))
}

fn unpack(bytes: &[u8]) -> Result<String> {
    let mut text = String::new();
    GzDecoder::new(bytes)
        .take(1 << 30)
        .read_to_string(&mut text)
        .context("unpacking")?;
    Ok(text)
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Cuts a text at empty lines; paragraphs longer than a post holds are left out.
fn paragraphs(text: &str) -> Vec<String> {
    let flat = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("\r\n", "\n");
    text.split("\n\n")
        .map(flat)
        .filter(|part| (20..=1_500).contains(&part.chars().count()))
        .collect()
}

fn names(text: &str) -> Vec<(String, String)> {
    let split = |line: &str| {
        line.split_once('\t')
            .map(|(name, ascii)| (name.to_owned(), ascii.to_owned()))
    };
    text.lines().filter_map(split).collect()
}

fn bundled() -> Result<Vec<Photo>> {
    let credits: Vec<Credit> =
        serde_json::from_str(CREDITS).context("reading the photographs' credits")?;
    PHOTOS
        .iter()
        .map(|(name, bytes)| {
            let credit = credits.iter().find(|credit| credit.file == *name);
            let credit = credit.with_context(|| format!("{name} has no credit"))?;
            let alt = format!(
                "{}. {}, {}",
                credit.alt.en.trim_end_matches('.'),
                credit.title,
                credit.maker
            );
            Ok(Photo {
                name: (*name).to_owned(),
                bytes: bytes.to_vec(),
                alt,
            })
        })
        .collect()
}

fn photos_of(dir: &Path) -> Result<Vec<Photo>> {
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<std::io::Result<Vec<_>>>()
        })
        .with_context(|| format!("listing {}", dir.display()))?;
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes =
                std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let alt = format!(
                "A photograph: {}",
                name.rsplit_once('.')
                    .map_or(name.as_str(), |(stem, _)| stem)
            );
            Ok(Photo { name, bytes, alt })
        })
        .collect()
}

/// Reads an edge list: two numbers a line, parted by spaces, tabs or commas. A first line that is no
/// edge is a header; `#` begins a remark; loops are left out.
fn parse_edges(text: &str) -> Result<Vec<(u64, u64)>> {
    let mut edges = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|field| !field.is_empty());
        let pair = (
            fields.next().and_then(|it| it.parse().ok()),
            fields.next().and_then(|it| it.parse().ok()),
        );
        match pair {
            (Some(a), Some(b)) if a != b => edges.push((a, b)),
            (Some(_), Some(_)) => {}
            _ if at == 0 => {}
            _ => bail!(
                "line {} is no edge: `{}`",
                at + 1,
                line.chars().take(60).collect::<String>()
            ),
        }
        if edges.len() > EDGES_MAX {
            bail!("more than {EDGES_MAX} edges");
        }
    }
    if edges.is_empty() {
        bail!("the graph has no edges");
    }
    Ok(edges)
}

/// Numbers the people: the best connected first, then by distance from them; the first `members`.
fn arrange(edges: &[(u64, u64)], members: usize) -> Result<Vec<Vec<u32>>> {
    let mut near: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (a, b) in edges {
        near.entry(*a).or_default().push(*b);
        near.entry(*b).or_default().push(*a);
    }
    for friends in near.values_mut() {
        friends.sort_unstable();
        friends.dedup();
    }
    let mut places: BTreeMap<u64, u32> = BTreeMap::new();
    let mut order = Vec::new();
    let mut by_friends: Vec<_> = near
        .iter()
        .map(|(person, friends)| (std::cmp::Reverse(friends.len()), *person))
        .collect();
    by_friends.sort_unstable();
    // A graph may be in several parts; each begins with its best connected person.
    for (_, start) in by_friends {
        let mut queue = VecDeque::from([start]);
        while let Some(person) = queue.pop_front() {
            if places.contains_key(&person) || order.len() == members {
                continue;
            }
            places.insert(
                person,
                u32::try_from(order.len()).context("numbering people")?,
            );
            order.push(person);
            queue.extend(
                near.get(&person)
                    .into_iter()
                    .flatten()
                    .filter(|it| !places.contains_key(it)),
            );
        }
    }
    if order.len() < 25 {
        bail!("the graph has only {} people; a demo needs 25", order.len());
    }
    let friends_of = |person: &u64| {
        let mut friends: Vec<u32> = near
            .get(person)
            .into_iter()
            .flatten()
            .filter_map(|it| places.get(it).copied())
            .collect();
        friends.sort_unstable();
        friends
    };
    Ok(order.iter().map(friends_of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_list_may_look_in_many_ways() {
        let expect = vec![(1, 2), (2, 3)];
        for text in [
            "1 2\n2 3\n",
            "1,2\n2,3",
            "id_1,id_2\n1,2\n2,3\n",
            "# a remark\n1\t2\n2\t3\n3 3\n",
            "1 2 0.5\n2 3 1\n",
        ] {
            assert_eq!(parse_edges(text).expect(text), expect, "{text:?}");
        }
        assert!(parse_edges("1 2\nnot an edge\n").is_err());
        assert!(parse_edges("").is_err());
    }

    #[test]
    fn the_bundled_material_is_complete() {
        assert_eq!(
            PHOTOS.len(),
            bundled().expect("photographs with credits").len()
        );
        let edges = parse_edges(&unpack(GRAPH).expect("a graph")).expect("edges");
        let friends = arrange(&edges, 4_039).expect("people");
        assert_eq!(friends.len(), 4_039);
        assert!(
            friends
                .iter()
                .skip(1)
                .enumerate()
                .all(|(at, its)| its.iter().any(|friend| *friend as usize <= at))
        );
        assert!(lines(&unpack(TEXTS).expect("text")).len() > 1_000);
    }
}
