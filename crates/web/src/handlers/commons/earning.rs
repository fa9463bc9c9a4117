//! What I earned and why, and what I hold.

use app::AppError;
use ledger::assignment::AssignmentStage;
use ledger::charter::Earning;
use ledger::ids::{MemberNumber, MicroShares, RoundNumber};
use ledger::member::{Grant, Standing};
use ledger::round::{RoundFile, WorkIndex, WorkRow};
use ledger::score::{self, Explanation};
use store::projection::CreditRow;

use super::{claims, signer, surplus};
use crate::error::PageError;
use crate::handlers::{Path, Query};
use crate::pages::commons::later::{AllWaits, LaterView, Waits};
use crate::pages::commons::paths;
use crate::pages::commons::shares::{self, PassedRow, PassingView, SharesView};
use crate::pages::commons::work::{self, EarnedRound, WhyView, WorkName, WorkView};
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

/// Rounds on one page.
const ROUNDS_MAX: usize = 26;
/// Works of a member that are looked through for their names.
const WORKS_MAX: usize = 1_000;
/// Longest name of a work made from its text, in characters.
const NAME_CHARACTERS: usize = 60;

fn me(visit: &Visit) -> Result<MemberNumber, PageError> {
    visit.member().ok_or(PageError::SignIn)
}

/// When a round began and closed, in milliseconds.
fn span_of(visit: &Visit, round: RoundNumber) -> Result<(u64, u64), PageError> {
    let span = visit.app().record.read(|state| {
        let length = state.charter.round_ms();
        let from = state
            .founded_ms
            .saturating_add(length.saturating_mul(round.0.into()));
        (from, from.saturating_add(length))
    });
    Ok(span.map_err(AppError::from)?)
}

/// Where a list of rounds goes on.
#[derive(Debug, serde::Deserialize)]
pub struct RoundsQuery {
    before: Option<u32>,
}

/// `GET /commons/work`: what I have to give, and what I earned round by round.
pub async fn work(visit: Visit, Query(query): Query<RoundsQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = work_view(&visit, query.before).await?;
    Ok(answer(&shell, &work::work(&shell, &view)))
}

/// Reads what the visitor has to give, and what they earned in the rounds before `before`, newest
/// first.
///
/// # Errors
///
/// [`PageError::SignIn`]; [`PageError::App`] if the record or the database failed.
pub async fn work_view(visit: &Visit, before: Option<u32>) -> Result<WorkView, PageError> {
    let member = me(visit)?;
    let commons = visit.app().commons();
    let mut reader = visit.app().store.read().await?;
    let given = reader
        .list_appreciations_of_member(commons.round, member)
        .await?;
    let credits = reader.list_credits(member).await?;
    drop(reader);
    let wanted = credits
        .iter()
        .filter(|it| before.is_none_or(|before| it.round.0 < before));
    let page: Vec<_> = wanted.take(ROUNDS_MAX + 1).collect();
    let mut rounds = Vec::new();
    for credit in page.iter().take(ROUNDS_MAX) {
        rounds.push(earned(visit, member, credit.round, credit.amount).await?);
    }
    let older = rounds
        .last()
        .filter(|_| page.len() > ROUNDS_MAX)
        .map(|last| format!("{}?before={}", paths::WORK, last.round));
    let round_credits = ledger::ids::MilliCredits::ROUND.0;
    // Credits are split evenly, at most so much to one author: what is left is what nobody gets yet.
    let authors = given
        .iter()
        .map(|it| it.recipient)
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let spent = u32::try_from(authors)
        .unwrap_or(u32::MAX)
        .saturating_mul(ledger::ids::MilliCredits::PER_AUTHOR_MAX.0)
        .min(round_credits);
    Ok(WorkView {
        credits_left: round_credits - spent,
        credits_round: round_credits,
        closes_ms: commons.round_closes_ms,
        given_to: given.len() as u64,
        rounds,
        older,
        desk: claims::desk(visit, member).await?,
    })
}

async fn earned(
    visit: &Visit,
    member: MemberNumber,
    round: RoundNumber,
    amount: MicroShares,
) -> Result<EarnedRound, PageError> {
    let span_ms = span_of(visit, round)?;
    let (works, people, beside, later) = match visit.app().explain_earnings(member, round).await {
        Ok(it) => {
            let people: std::collections::BTreeSet<_> =
                it.endorsements.iter().map(|share| share.endorser).collect();
            let later = it.later.iter().map(|it| it.why.amount.0).sum();
            let beside = it.beside.iter().map(|it| it.amount.0).sum();
            (it.works.len() as u64, people.len() as u64, beside, later)
        }
        Err(AppError::NotFound) => (0, 0, 0, 0),
        Err(error) => return Err(error.into()),
    };
    Ok(EarnedRound {
        round: round.0,
        span_ms,
        amount: amount.0,
        works,
        people,
        beside,
        later,
    })
}

/// `GET /commons/work/{round}`: why I got what I got.
pub async fn why(visit: Visit, Path(round): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = why_view(&visit, RoundNumber(round)).await?;
    Ok(answer(&shell, &work::why(&shell, &view)))
}

/// Reads why the visitor got what they got in `round`.
///
/// # Errors
///
/// [`PageError::SignIn`]; [`PageError::App`], not found if they had no part in it or its file is no
/// longer kept.
pub async fn why_view(visit: &Visit, round: RoundNumber) -> Result<WhyView, PageError> {
    let member = me(visit)?;
    let explanation = visit.app().explain_earnings(member, round).await?;
    let file = visit
        .app()
        .load_round_file(round)
        .await?
        .ok_or(PageError::NotFound)?;
    let holding = visit.app().holding(member)?;
    let round_ms = visit.app().commons().charter.round_ms();
    let span_ms = span_of(visit, round)?;
    let cliff = u64::from(holding.schedule.cliff_rounds) + 1;
    let credits = visit.app().store.read().await?.list_credits(member).await?;
    Ok(WhyView {
        vests_ms: (
            span_ms.0 + cliff * round_ms,
            span_ms.0 + u64::from(holding.schedule.matures(RoundNumber(0)).0) * round_ms,
        ),
        works: works(visit, member, &file.works).await?,
        waits: waits(visit, &file, &explanation)?,
        later: later_views(visit, member, &file, &explanation, &credits).await?,
        rules: file.rules,
        pots: match explanation.method {
            Earning::Equal => Vec::new(),
            Earning::Score => score::pots(&file, &explanation.issuance).to_vec(),
        },
        file: file.digest().to_string(),
        entry: credits
            .iter()
            .find(|it| it.round == round)
            .map(|it| it.index.0),
        span_ms,
        explanation,
    })
}

/// What the round of `file` set aside, and what of it would be the explained member's for as many points.
fn waits(
    visit: &Visit,
    file: &RoundFile,
    explanation: &Explanation,
) -> Result<Option<Waits>, PageError> {
    let amount = explanation.issuance.later.0;
    if amount == 0 {
        return Ok(None);
    }
    let due = RoundNumber(file.round.0.saturating_add(file.later.rules.rounds));
    let at_once = u128::from(explanation.issuance.part.0).max(1);
    let own = u128::from(explanation.amount.0) * u128::from(amount) / at_once;
    Ok(Some(Waits {
        amount,
        due,
        due_ms: span_of(visit, due)?.1,
        own: u64::try_from(own).unwrap_or(amount),
    }))
}

/// What was shared out at the close of the round of earlier ones, as far as the member had a part in them or
/// has one now.
async fn later_views(
    visit: &Visit,
    member: MemberNumber,
    file: &RoundFile,
    explanation: &Explanation,
    credits: &[CreditRow],
) -> Result<Vec<LaterView>, PageError> {
    let mut views = Vec::new();
    for (part, share) in file.later.parts.iter().zip(&explanation.later) {
        let had_part = credits.iter().any(|it| it.round == share.aside.round);
        if had_part || !share.why.works.is_empty() {
            views.push(LaterView {
                share: share.clone(),
                works: works(visit, member, &part.works).await?,
            });
        }
    }
    Ok(views)
}

/// What waits of every round, for the page of what one holds.
fn all_waits(visit: &Visit) -> Result<Option<AllWaits>, PageError> {
    let book = visit.app().record.read(|state| state.later.clone());
    let book = book.map_err(AppError::from)?;
    // The soonest first; of several the oldest.
    let Some(next) = book.waiting.iter().min_by_key(|it| it.due) else {
        return Ok(None);
    };
    Ok(Some(AllWaits {
        amount: book.amount().0,
        rounds: book.waiting.len() as u64,
        next: (
            next.aside.round,
            next.aside.amount.0,
            span_of(visit, next.due)?.1,
        ),
    }))
}

/// Names of the member's works in a round file, as far as they still exist.
async fn works(
    visit: &Visit,
    member: MemberNumber,
    rows: &[WorkRow],
) -> Result<Vec<(WorkIndex, WorkName)>, PageError> {
    let find = |id: &[u8; 16]| {
        let row = app::round::work_row(member, id);
        let at = rows.binary_search(&row).ok()?;
        u32::try_from(at).ok().map(WorkIndex)
    };
    let mut reader = visit.app().store.read().await?;
    let card = reader
        .find_member_card(member)
        .await?
        .ok_or(PageError::NotFound)?;
    let handle = present::face(visit.lang, &card).handle;
    let posts = reader.list_own_posts(member, WORKS_MAX).await?;
    let comments = reader.list_own_comments(member, WORKS_MAX).await?;
    drop(reader);
    let mut named = Vec::new();
    for post in posts {
        if let Some(index) = find(post.id.as_bytes()) {
            let (title, body) = markdown::split_title(&post.text);
            let title = title.unwrap_or_else(|| markdown::plain(body, NAME_CHARACTERS));
            let title = if title.is_empty() {
                crate::t!(visit.lang, "work-untitled").into_owned()
            } else {
                title
            };
            named.push((
                index,
                WorkName {
                    title,
                    href: links::post(&handle, &post.id.to_string()),
                },
            ));
        }
    }
    for comment in comments {
        if let Some(index) = find(comment.id.as_bytes()) {
            named.push((
                index,
                WorkName {
                    title: markdown::plain(&comment.text, NAME_CHARACTERS),
                    href: links::profile(&handle),
                },
            ));
        }
    }
    Ok(named)
}

/// `GET /commons/shares`: what I hold.
pub async fn shares(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = shares_view(&visit).await?;
    let signer = signer(&visit).await?;
    Ok(answer(&shell, &shares::holding(&shell, &view, &signer)))
}

/// Reads what the visitor holds.
///
/// # Errors
///
/// [`PageError::SignIn`]; [`PageError::App`] if the record or the database failed.
pub async fn shares_view(visit: &Visit) -> Result<SharesView, PageError> {
    let member = me(visit)?;
    let holding = visit.app().holding(member)?;
    let commons = visit.app().commons();
    let card = visit
        .app()
        .store
        .read()
        .await?
        .find_member(member)
        .await?
        .ok_or(PageError::NotFound)?;
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let schedule = holding.schedule;
    let (all_weight, members, is_member) = visit
        .app()
        .record
        .read(|state| {
            let weight: u64 = state
                .numbered_members()
                .map(|(_, it)| weight(it.vested(schedule, state.round).0))
                .sum();
            (
                weight,
                state.count_members(now_ms),
                state.standing(member, now_ms) == Standing::Member,
            )
        })
        .map_err(AppError::from)?;
    Ok(SharesView {
        name: present::face(visit.lang, &card.card).name,
        number: member.0,
        joined_ms: card.joined_at_ms,
        vested: holding.vested.0,
        coming: holding.earned.0.saturating_sub(holding.vested.0),
        issued: holding.issued.0,
        schedule: coming(&holding.grants, schedule, holding.round),
        next_ms: commons.round_closes_ms,
        round_ms: commons.charter.round_ms(),
        steward: (weight(holding.vested.0), all_weight),
        members: (members.into(), is_member),
        earned: earned_rounds(visit, &holding.grants)?,
        surpluses: surplus::lines(visit)?,
        behind: visit.app().what_stands_behind(member).await?,
        passing: passing_view(visit, member).await?,
        waits: all_waits(visit)?,
        taken: visit.app().taken_from(member)?,
    })
}

async fn passing_view(visit: &Visit, member: MemberNumber) -> Result<PassingView, PageError> {
    let passing = visit.app().passing(member)?;
    let mut reader = visit.app().store.read().await?;
    let mut rows = Vec::new();
    for it in &passing.assignments {
        let (side, other) = if it.from == member {
            ("from", it.to)
        } else {
            ("to", it.from)
        };
        let card = reader.find_member_card(other).await?;
        let who = card.map(|card| present::face(visit.lang, &card).name);
        rows.push(PassedRow {
            number: it.id.0,
            side,
            who: who.unwrap_or_else(|| crate::t!(visit.lang, "person-left").into_owned()),
            amount: it.amount.0,
            since_ms: it.since_ms,
            stage: it.stage.word(),
            until_ms: match it.stage {
                AssignmentStage::Waiting { until_ms } => Some(until_ms),
                AssignmentStage::Passed { .. }
                | AssignmentStage::CalledBack { .. }
                | AssignmentStage::Returned { .. } => None,
            },
        });
    }
    Ok(PassingView {
        time_ms: passing.time_ms,
        free: passing.free.0,
        unearned: passing.unearned.0,
        unearned_max: passing.unearned_max.0,
        rows,
    })
}

fn vested(grants: &[Grant], schedule: ledger::vesting::Schedule, now: RoundNumber) -> u64 {
    grants
        .iter()
        .map(|grant| schedule.vested(*grant, now).0)
        .sum()
}

/// Weight in the stewards' chamber: the root of whole vested shares (GOVERNANCE §2), before the cap.
fn weight(vested_micro: u64) -> u64 {
    (vested_micro / MicroShares::SHARE.0).isqrt()
}

/// What becomes the member's at the close of this round and each one after it.
fn coming(grants: &[Grant], schedule: ledger::vesting::Schedule, now: RoundNumber) -> Vec<u64> {
    let mut amounts = Vec::new();
    let mut before = vested(grants, schedule, now);
    let all: u64 = grants.iter().map(|grant| grant.amount.0).sum();
    let mut round = now;
    while before < all && amounts.len() < 520 {
        round = RoundNumber(round.0 + 1);
        let then = vested(grants, schedule, round);
        amounts.push(then - before);
        before = then;
    }
    amounts
}

fn earned_rounds(visit: &Visit, grants: &[Grant]) -> Result<Vec<(u32, u64, u64)>, PageError> {
    grants
        .iter()
        .rev()
        .take(ROUNDS_MAX)
        .map(|grant| {
            Ok((
                grant.round.0,
                span_of(visit, grant.round)?.1,
                grant.amount.0,
            ))
        })
        .collect()
}
