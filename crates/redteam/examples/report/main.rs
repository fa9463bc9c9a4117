//! Writes docs/redteam.md and its pictures.
//!
//! ```sh
//! cargo run --release -p redteam --example report -- GRAPHS docs
//! ```
//! Without `docs` it prints the rows of *Vouches that are accepted* alone, each when it is measured.
//! GRAPHS is a folder with the five files named below, from SNAP and from `benedekrozemberczki/datasets`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use redteam::picture::{bars, percent};
use redteam::{Attack, Measured, Setting, World, edges, let_in_by_follows, measure};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Name for people, name for the picture, file.
const GRAPHS: [(&str, &str, &str); 5] = [
    ("ego-Facebook", "facebook", "facebook_combined.txt.gz"),
    ("wiki-Vote", "wiki-vote", "wiki-Vote.txt.gz"),
    ("Bitcoin-OTC", "bitcoin-otc", "soc-sign-bitcoinotc.csv.gz"),
    ("GitHub", "github", "github_social_edges.csv.gz"),
    ("LastFM", "lastfm", "lastfm_asia_edges.csv.gz"),
];
const CORRUPT: [u32; 3] = [20, 100, 200];
const FAKES: u32 = 1_000;
/// Every vouch ties.
const EVERYBODY: u32 = 10_000;
/// Of ten thousand, how many accept a vouch by somebody whom they do not know.
const CARELESS: [u32; 4] = [EVERYBODY, 3_000, 1_000, 0];
const SEEDS: std::ops::RangeInclusive<u64> = 1..=5;

const BEFORE: &str = include_str!("before.txt");
const AFTER: &str = include_str!("after.txt");

fn main() -> Result<()> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let graphs = folders.next().ok_or("which folder of graphs?")?;
    let Some(docs) = folders.next() else {
        // Alone, a row as soon as it is measured.
        for (name, _, file) in GRAPHS {
            let world = World::grow(&edges::open(&graphs.join(file))?, 1);
            for corrupt in CORRUPT {
                print!("{}", accepted_rows(name, &world, corrupt)?);
            }
        }
        return Ok(());
    };
    let mut text = BEFORE.to_owned();
    let mut worlds = Vec::new();
    for (name, short, file) in GRAPHS {
        let list = edges::open(&graphs.join(file))?;
        worlds.push((name, short, World::grow(&list, 1), list.distrusts));
    }
    claims(&mut text, &worlds)?;
    accepted(&mut text, &worlds)?;
    for (name, short, world, distrusts) in &worlds {
        tell(&mut text, name, short, world, *distrusts, &docs)?;
    }
    text.push_str(AFTER);
    std::fs::write(docs.join("redteam.md"), text)?;
    Ok(())
}

/// What GOVERNANCE §1 claims, held against five draws.
fn claims(text: &mut String, worlds: &[(&str, &str, World, usize)]) -> Result<()> {
    text.push_str(
        "\n## Follows against vouches\n\nGOVERNANCE §1 says: on ego-Facebook with 1,000 fakes and 100 corrupt members the follow graph let up \
         to 995 in; the vouch graph with 5 edges each and 200 drawn seeds let in 0 in all five runs. Ours, in five draws each: fakes \
         above the cut, of 1,000, when trust walks over the file's own ties (each fake tied to ten of the corrupt and ten fakes) and \
         when it walks over vouches (`graft`).\n\n| graph | over its own ties | over vouches |\n|---|---|---|\n",
    );
    for (name, _, world, _) in worlds {
        let mut follows = Vec::new();
        let mut vouches = Vec::new();
        for seed in SEEDS {
            let setting = Setting {
                fakes: FAKES,
                corrupt: 100,
                careless_bp: EVERYBODY,
                seed,
            };
            follows.push(let_in_by_follows(world, setting).to_string());
            vouches.push(measure(world, Attack::Graft, setting)?.let_in.to_string());
        }
        writeln!(
            text,
            "| {name} | {} | {} |",
            follows.join(", "),
            vouches.join(", ")
        )?;
    }
    Ok(())
}

/// What it changes that a vouch ties only once its receiver says that they know the other, too.
fn accepted(text: &mut String, worlds: &[(&str, &str, World, usize)]) -> Result<()> {
    text.push_str(
        "\n## Vouches that are accepted\n\nA vouch ties only once its receiver says that they know the other, too \
         ([ADR-0023](decisions/0023-vouches-that-tie.md)). Here real people accept vouches of those who know them, fakes accept every one, and \
         of the real people whom a fake vouches for some say yes without knowing it: all of them, which is as if nobody were asked, three in ten, \
         one in ten, none. Each cell: what the fakes take with all measures, and how many of 1,000 are let in. The farm, which asks no stranger, \
         stands beside it.\n\n| graph | corrupt | attack | all | three in ten | one in ten | none | farm |\n|---|---|---|---|---|---|---|---|\n",
    );
    for (name, _, world, _) in worlds {
        for corrupt in CORRUPT {
            text.push_str(&accepted_rows(name, world, corrupt)?);
        }
    }
    Ok(())
}

fn accepted_rows(name: &str, world: &World, corrupt: u32) -> Result<String> {
    let with = |attack, careless_bp| -> Result<String> {
        let setting = Setting {
            fakes: FAKES,
            corrupt,
            careless_bp,
            seed: 1,
        };
        let it = measure(world, attack, setting)?;
        Ok(format!("{}, {}", percent(it.share_bp_after()), it.let_in))
    };
    let farm = with(Attack::Farm, EVERYBODY)?;
    let mut rows = String::new();
    for attack in [Attack::Unsolicited, Attack::Sleepers] {
        let cells: Result<Vec<_>> = CARELESS.into_iter().map(|it| with(attack, it)).collect();
        writeln!(
            rows,
            "| {name} | {corrupt} | {} | {} | {farm} |",
            attack.name(),
            cells?.join(" | ")
        )?;
    }
    Ok(rows)
}

fn tell(
    text: &mut String,
    name: &str,
    short: &str,
    world: &World,
    distrusts: usize,
    docs: &Path,
) -> Result<()> {
    let mut measured: Vec<Measured> = Vec::new();
    for corrupt in CORRUPT {
        for attack in Attack::ALL {
            let setting = Setting {
                fakes: FAKES,
                corrupt,
                careless_bp: EVERYBODY,
                seed: 1,
            };
            measured.push(measure(world, attack, setting)?);
        }
    }
    let few = world.vouched_for_by_fewer_than(3);
    let below = measured.first().map_or(0, |it| it.people_below);
    writeln!(
        text,
        "\n## {name}\n\n{} people, {} vouches; {few} people have fewer than three. {}Without an attack worth the name (`graft`, 20 \
         corrupt) {below} real people are below the cut.\n\n![{name}: shares with 100 corrupt members](redteam-{short}.svg)\n",
        world.people(),
        world.vouches().len(),
        if distrusts > 0 {
            format!("{distrusts} rows that say distrust are no ties. ")
        } else {
            String::new()
        },
    )?;
    text.push_str(
        "| attack | corrupt | no measure | repeats | and clusters | and trust | and the cut | let in | by quarter |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for it in &measured {
        let quarters: Vec<String> = it.quarters.iter().map(|it| it.let_in.to_string()).collect();
        let shares = it.shares_bp.map(percent).join(" | ");
        writeln!(
            text,
            "| {} | {} | {} | {shares} | {} | {} |",
            it.attack.name(),
            it.setting.corrupt,
            percent(it.share_bp_before),
            it.let_in,
            quarters.join(" ")
        )?;
    }
    let middle: Vec<&Measured> = measured
        .iter()
        .filter(|it| it.setting.corrupt == 100)
        .collect();
    let title = format!("{name}: what 1,000 fakes take with 100 corrupt members");
    std::fs::write(
        docs.join(format!("redteam-{short}.svg")),
        bars(&title, &middle),
    )?;
    Ok(())
}
