//! How often juries agree with the majority of record: writes `docs/juries.md` to standard output.
//!
//! `cargo run -p ledger --example juries > docs/juries.md`
//!
//! For each text the record says how many of those asked saw a rule broken. A juror drawn from people
//! like them sees it broken as often as they did, so that what a jury of any size says follows exactly
//! from the binomial distribution: nothing is sampled, and everybody gets the same figures.

use std::error::Error;

use ledger::jury::Level;

/// Votes by hateful, offensive and neither, with the number of texts: see the file's own page.
const VOTES: &str = include_str!("votes.csv");
/// Chances are counted in billionths.
const WHOLE: u128 = 1_000_000_000;

/// Texts with the same votes on one question.
struct Texts {
    broken: u128,
    asked: u128,
    count: u128,
}

/// Which texts a row is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Split,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{HEAD}");
    for (question, is_broken) in [
        ("hateful or offensive", [true, true, false]),
        ("hateful", [true, false, false]),
    ] {
        let texts = read(is_broken)?;
        for (name, part) in [("all", Part::All), ("split", Part::Split)] {
            row(question, name, &texts, part);
        }
    }
    println!("{CAPTURE}");
    for level in Level::ALL {
        let seats = level.size([7, 21, 41]);
        let needed = level.needed(seats, seats);
        print!("| {} | {seats} | {needed} |", level.number());
        for share in [20, 30, 40] {
            let chance = at_least(needed.into(), seats.into(), share, 100);
            print!(" {} |", scientific(chance));
        }
        println!();
    }
    println!("{FOOT}");
    Ok(())
}

const HEAD: &str = "# How often juries agree

Written by `cargo run -p ledger --example juries > docs/juries.md`; do not edit.

4,000 short texts were judged by three to nine people each (Davidson et al. 2017, MIT; counts only, in
`crates/ledger/examples/juries`). A juror drawn from people like them sees the rule broken as often as they did. Then a jury's answer
follows exactly from the binomial distribution. *Of record* is the majority of those asked; texts without one are left out. *Split*
are the texts on which those asked did not all say the same.

| does the rule apply? | texts | of record without a majority | jury of 7 agrees with the record | jury of 21 | two juries of 7 agree |
|---|---|---|---|---|---|";

const CAPTURE: &str = "
A jury of 21 is the majority of 21 here; at level 2 it changes a ruling only with 14. With three votes to most texts the record itself is
coarse: of a text that two of three found broken, a third of all people may think otherwise, and so does a third of the jurors.
Two juries of 7 agree on split texts in about three of four cases; 7,000 bp, below which a rule is unclear, lie a little under that.

## Capture

The chance that members who collude have what a change needs, where this share of those who may be drawn colludes and each seat is
drawn apart from the others:

| level | seats | needed | 20 % | 30 % | 40 % |
|---|---|---|---|---|---|";

const FOOT: &str = "
GOVERNANCE §4 says 3.3e-2 at level 1 and 4.5e-6 at level 2 for 20 %.";

fn read(is_broken: [bool; 3]) -> Result<Vec<Texts>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in VOTES.lines().skip(1) {
        let cells: Vec<u128> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
        let [votes @ .., count] = cells.as_slice() else {
            return Err("a row without cells".into());
        };
        let broken = votes.iter().zip(is_broken).filter(|it| it.1);
        texts.push(Texts {
            broken: broken.map(|it| it.0).sum(),
            asked: votes.iter().sum(),
            count: *count,
        });
    }
    Ok(texts)
}

fn row(question: &str, name: &str, texts: &[Texts], part: Part) {
    let is_split = |it: &&Texts| part == Part::All || (it.broken > 0 && it.broken < it.asked);
    let chosen: Vec<&Texts> = texts.iter().filter(is_split).collect();
    let even = |it: &&&Texts| it.broken * 2 == it.asked;
    let without: u128 = chosen.iter().filter(even).map(|it| it.count).sum();
    let all: u128 = chosen.iter().map(|it| it.count).sum();
    let decided = || chosen.iter().filter(|it| it.broken * 2 != it.asked);
    let mean = |of: &dyn Fn(&Texts) -> u128| {
        let sum: u128 = decided().map(|it| of(it) * it.count).sum();
        sum / (all - without).max(1)
    };
    let agrees = |it: &Texts, size: u128| {
        let broken = at_least(size / 2 + 1, size, it.broken, it.asked);
        if it.broken * 2 > it.asked {
            broken
        } else {
            WHOLE - broken
        }
    };
    let seven = mean(&|it| agrees(it, 7));
    let twenty_one = mean(&|it| agrees(it, 21));
    let twice = mean(&|it| {
        let one = agrees(it, 7);
        (one * one + (WHOLE - one) * (WHOLE - one)) / WHOLE
    });
    let [seven, twenty_one, twice] = [seven, twenty_one, twice].map(percent);
    println!("| {question} | {name}: {all} | {without} | {seven} | {twenty_one} | {twice} |");
}

/// Returns the chance, in billionths, of at least `least` of `draws` where each has it in `share` of
/// `of` cases.
fn at_least(least: u128, draws: u128, share: u128, of: u128) -> u128 {
    // Powers of a hundred are too many digits for one product: each draw is rounded to 10^-30.
    const FINE: u128 = 1_000_000_000_000_000_000_000_000_000_000;
    let mut chances = vec![FINE];
    for _ in 0..draws {
        let mut next = vec![0; chances.len() + 1];
        for (hits, chance) in chances.iter().enumerate() {
            next[hits] += chance / of * (of - share);
            next[hits + 1] += chance / of * share;
        }
        chances = next;
    }
    let counted = (0_u128..).zip(&chances).filter(|it| it.0 >= least);
    let sum: u128 = counted.map(|it| *it.1).sum();
    sum / (FINE / WHOLE)
}

fn percent(billionths: u128) -> String {
    let tenths = (billionths + WHOLE / 2_000) / (WHOLE / 1_000);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Billionths as `3.3e-2`.
fn scientific(billionths: u128) -> String {
    let digits = billionths.to_string().len();
    if billionths < 10 {
        return "< 1e-8".to_owned();
    }
    let unit = 10_u128.pow(u32::try_from(digits - 2).unwrap_or(0));
    let two = (billionths + unit / 2) / unit;
    format!("{}.{}e-{}", two / 10, two % 10, 10 - digits)
}
