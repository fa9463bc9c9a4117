//! The people of a demo: their names, their keys, what they are like.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use app::signing::{Evidence, Submission};
use app::{App, Companion, Viewer};
use domain::ids::PostId;
use domain::profile::Language;
use ledger::Body;
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::dice::Dice;
use super::material::Material;

/// Operations that are submitted together.
const BATCH: usize = 1_024;

/// The longest life, in rounds, in which people are about as often as in a short one.
const BRISK: u32 = 36;

/// Somebody of the demo. Person k is member k + 1.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) handle: String,
    pub(super) name: String,
    /// Rounds of a thousand in which they are about.
    pub(super) zeal: u32,
    /// Whether they post photographs rather than text.
    pub(super) is_photographer: bool,
    /// Whom they follow, by place.
    pub(super) follows: Vec<u32>,
    /// What they posted in the round.
    pub(super) recent: Vec<PostId>,
    /// Some of what they posted before.
    pub(super) older: Vec<PostId>,
}

/// Draws as many people as `count`, each with a handle of their own, for a life of `rounds`.
pub(super) fn draw(
    material: &Material,
    count: usize,
    rounds: u32,
    dice: &mut Dice,
) -> Result<Vec<Person>> {
    let mut taken = BTreeSet::new();
    let mut people = Vec::with_capacity(count);
    for _ in 0..count {
        let first = dice
            .pick(&material.first_names)
            .context("there are no first names")?;
        let last = dice
            .pick(&material.last_names)
            .context("there are no last names")?;
        let base: String = format!("{}_{}", first.1, last.1).chars().take(24).collect();
        let base = base.trim_end_matches('_').to_owned();
        let mut handle = base.clone();
        let mut again = 2;
        while domain::handle::Handle::parse(&handle).is_err() || !taken.insert(handle.clone()) {
            handle = format!("{base}{again}");
            again += 1;
        }
        people.push(Person {
            handle,
            name: format!("{} {}", first.0, last.0),
            zeal: paced(150 + u32::try_from(dice.below(800)).unwrap_or(0), rounds),
            is_photographer: dice.chance(450),
            follows: Vec::new(),
            recent: Vec::new(),
            older: Vec::new(),
        });
    }
    Ok(people)
}

/// Who has longer, takes longer: beyond [`BRISK`] rounds a fifth is about every other week, and the others
/// come by now and then.
fn paced(zeal: u32, rounds: u32) -> u32 {
    const KEEN: u32 = 800;
    if rounds <= BRISK {
        zeal
    } else if zeal >= KEEN {
        zeal / 2
    } else {
        (zeal * BRISK / rounds).max(60)
    }
}

/// Returns the member number of the person at `place`.
pub(super) fn number(place: usize) -> MemberNumber {
    MemberNumber(u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1))
}

/// Returns the person at `place` as somebody who is signed in.
pub(super) fn viewer(place: usize) -> Viewer {
    // What they may do is asked of the record at each turn; nothing in here trusts this standing.
    Viewer::Member {
        number: number(place),
        standing: Standing::Guest,
        language: Language::English,
    }
}

/// What goes with somebody's joining.
pub(super) fn introduction(person: &Person) -> Companion {
    Companion::Person {
        handle: person.handle.clone(),
        display_name: person.name.clone(),
        language: "en".to_owned(),
        credential_id: None,
        key_name: None,
    }
}

/// Has everybody sign their operation and submits them in order; returns how many were accepted.
/// Each takes its member's next sequence number, so that a second one of a member waits for the first.
pub(super) async fn submit(
    app: &App,
    acts: Vec<(MemberNumber, Body, Option<Companion>)>,
) -> Result<usize> {
    let mut accepted = 0;
    let mut acts = acts.into_iter().peekable();
    while acts.peek().is_some() {
        let mut prepared = Vec::new();
        let mut signers = BTreeSet::new();
        while let Some((signer, body, companion)) =
            acts.next_if(|it| prepared.len() < BATCH && signers.insert(it.0))
        {
            // Whoever joins signs with the key that the operation brings.
            let member = if matches!(body, Body::Join(_)) {
                MemberNumber(0)
            } else {
                signer
            };
            prepared.push((signer, app.prepare(member, body)?, companion));
        }
        let demo = app.demo()?;
        let submissions = tokio::task::block_in_place(|| {
            let sign =
                |(signer, prepared, companion): (MemberNumber, app::signing::Prepared, _)| {
                    let key = ledger::ids::KeyNumber(0);
                    let signature = demo.passkey(signer).sign(key, &prepared.hash.0);
                    Submission {
                        bytes: prepared.bytes,
                        evidence: Evidence::Signed(signature),
                        companion,
                    }
                };
            prepared.into_par_iter().map(sign).collect::<Vec<_>>()
        });
        for outcome in app.submit_all(submissions).await? {
            match outcome {
                Ok(_) => accepted += 1,
                Err(app::AppError::Rejected(rejection)) => {
                    tracing::info!(%rejection, "an act was rejected");
                }
                Err(error) => return Err(error).context("submitting an act"),
            }
        }
    }
    Ok(accepted)
}
