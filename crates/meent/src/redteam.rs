//! `meent redteam`: fakes on other people's graphs, and what the rules of earning leave them.
//!
//! The file is read and the attack set up by the crate `redteam`, the round is scored by `ledger`; here
//! it is told, as a table or as JSON. Rows that could not be read are named on standard error.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use ::redteam::picture::percent;
use ::redteam::{Attack, EdgeList, Measure, Measured, Setting, World, edges, measure};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::count::say;

/// Corrupt members that are tried if none are asked for.
const CORRUPT: [u32; 3] = [20, 100, 200];
/// Most unreadable rows that are named one by one.
const BAD_ROWS_SHOWN: usize = 100;
/// Most fakes: the ledger's numbers end before that, and memory too.
const FAKES_MAX: i64 = 1_000_000;

#[derive(Debug, Args)]
pub(crate) struct RedteamArgs {
    /// The graph: a list of edges, two names on a line, packed with gzip or not.
    #[arg(long, value_name = "FILE")]
    graph: PathBuf,
    /// Only this attack: graft, rings, bought, sleepers, straddlers, farm, unsolicited.
    #[arg(long, value_name = "NAME", value_parser = parse_attack)]
    attack: Option<Attack>,
    /// How many members are corrupt; may be given more than once. By default 20, 100 and 200.
    #[arg(long, value_name = "N")]
    corrupt: Vec<u32>,
    /// How many fake accounts there are.
    #[arg(long, value_name = "N", default_value_t = 1_000,
          value_parser = clap::value_parser!(u32).range(1..=FAKES_MAX))]
    fakes: u32,
    /// Of a hundred real people, how many say of a vouch by somebody whom they do not know that they know
    /// them, too: only then it ties. 100: every vouch ties, as if nobody were asked.
    #[arg(long, value_name = "PERCENT", default_value_t = 10,
          value_parser = clap::value_parser!(u32).range(0..=100))]
    careless: u32,
    /// What everything is drawn from; the same number says the same each time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=u64::from(u32::MAX)))]
    seed: u64,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &RedteamArgs) -> Result<ExitCode> {
    let list =
        edges::open(&args.graph).with_context(|| format!("reading {}", args.graph.display()))?;
    name_bad_rows(&list);
    let world = World::grow(&list, args.seed);
    let attacks = args.attack.map_or(Attack::ALL.to_vec(), |it| vec![it]);
    let mut measured = Vec::new();
    for corrupt in numbers(&args.corrupt, world.people())? {
        for attack in &attacks {
            let setting = Setting {
                fakes: args.fakes,
                corrupt,
                careless_bp: args.careless * 100,
                seed: args.seed,
            };
            measured.push(measure(&world, *attack, setting).context("scoring the round")?);
        }
    }
    if args.json {
        say(&format!("{}\n", to_json(&measured)))
    } else {
        say(&report(&world, &list, &measured))
    }
}

fn parse_attack(name: &str) -> Result<Attack, String> {
    Attack::find(name).ok_or_else(|| {
        let known = Attack::ALL.map(Attack::name).join(", ");
        format!("the attacks are {known}")
    })
}

/// How many corrupt members are tried: those asked for, or of the usual numbers those that the graph
/// has people for.
fn numbers(asked: &[u32], people: u32) -> Result<Vec<u32>> {
    if let Some(many) = asked.iter().find(|it| **it > people) {
        bail!("{many} cannot be corrupt among {people} people");
    }
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    let (fit, too_many): (Vec<u32>, Vec<u32>) = CORRUPT.iter().partition(|it| **it <= people);
    for many in too_many {
        eprintln!("meent: {many} corrupt members are left out: there are {people} people");
    }
    if fit.is_empty() {
        bail!("the graph has {people} people; say with --corrupt how many of them are corrupt");
    }
    Ok(fit)
}

fn name_bad_rows(list: &EdgeList) {
    for row in list.bad_rows.iter().take(BAD_ROWS_SHOWN) {
        eprintln!("meent: line {} is left out: {}", row.line, row.fault);
    }
    let unnamed = list.bad_rows_count - list.bad_rows.len().min(BAD_ROWS_SHOWN);
    if unnamed > 0 {
        eprintln!("meent: {unnamed} more rows are left out");
    }
}

/// `results`: for each attack and number of corrupt members the share of the round that fakes take,
/// in basis points, before and after all measures; measure by measure; and how many are let in.
fn to_json(measured: &[Measured]) -> Value {
    let result = |it: &Measured| {
        let measures = Measure::ALL.iter().zip(it.shares_bp);
        let measures = measures
            .map(|(measure, share)| json!({ "measure": measure.name(), "share_bp": share }));
        json!({
            "attack": it.attack.name(),
            "corrupt": it.setting.corrupt,
            "share_bp_before": it.share_bp_before,
            "share_bp_after": it.share_bp_after(),
            "measures": measures.collect::<Vec<_>>(),
            "fakes": it.setting.fakes,
            "careless_bp": it.setting.careless_bp,
            "fakes_let_in": it.let_in,
            "people": it.people,
            "people_below_cut": it.people_below,
            "vouches_for_fakes": it.vouches_for_fakes,
            "fakes_let_in_by_quarter": it.quarters.iter().map(|it| it.let_in).collect::<Vec<_>>(),
        })
    };
    json!({ "results": measured.iter().map(result).collect::<Vec<_>>() })
}

fn report(world: &World, list: &EdgeList, measured: &[Measured]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} people, {} edges ({}), {} vouches; {} rows say distrust, {} repeat, {} name one person twice.\n\
         Share of the round that the fakes take:\n",
        world.people(),
        list.edges.len(),
        if world.is_directed() {
            "directed"
        } else {
            "both ways"
        },
        world.vouches().len(),
        list.distrusts,
        list.repeats,
        list.loops,
    );
    let _ = writeln!(
        text,
        "{:<12}{:>8}{:>12}{:>12}{:>12}{:>12}{:>12}{:>9}",
        "attack", "corrupt", "no measure", "repeats", "+clusters", "+trust", "+cut", "let in"
    );
    for it in measured {
        let _ = write!(
            text,
            "{:<12}{:>8}{:>12}",
            it.attack.name(),
            it.setting.corrupt,
            percent(it.share_bp_before)
        );
        for share in it.shares_bp {
            let _ = write!(text, "{:>12}", percent(share));
        }
        let _ = writeln!(text, "{:>9}", it.let_in);
    }
    text
}
