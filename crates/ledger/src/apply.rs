//! Decides what an act does: reads the state, changes nothing.
//!
//! The order of the checks is part of the protocol, because it decides which rejection a bad
//! operation gets. [`decide`] does not verify signatures: [`authenticate`] does, and every path to
//! the record calls both, so that the costly half can run in parallel before the writer.

use crate::change::{Change, Effects};
use crate::entry::Act;
use crate::ids::{MemberNumber, NetworkId, ProposalId};
use crate::key::PublicKey;
use crate::member::{KeyKind, Member, Standing};
use crate::operation::{Body, Operation, SignedOperation};
use crate::rejection::Rejection;
use crate::round::RoundResult;
use crate::signature::{self, Signature};
use crate::state::State;

mod assigning;
mod bench;
mod bookkeeping;
mod calling;
mod challenging;
mod delegating;
mod dividing;
mod electing;
mod filing;
mod granting;
mod investing;
mod judging;
mod membership;
pub(crate) mod opening;
mod pausing;
mod payload;
mod ranking;
mod redeeming;
mod referring;
mod serving;
mod settling;
mod sitting;
mod timers;
mod trading;
mod trusting;
mod voting;
mod vouching;
mod welcoming;
mod working;

pub use assigning::{assign_ticks, assignable, takes_at_most};
pub use bookkeeping::keeps_books;
pub use calling::check_submission;
pub use challenging::{check_challenge, check_support};
pub use dividing::unpayable;
pub use electing::{check_nomination, check_nomination_support};
pub use filing::classify;
pub use granting::{check_grant_request, foresee_grant};
pub use investing::{concerned, consent, observer, redeems_for, room_left, subscribes_at_most};
pub use redeeming::{redeemable, redeemable_assets, redemption_price};
pub use referring::check_refer;
pub use trading::{buys_at_most, is_insider, next_reference, sells_at_most, unearned_max};
pub use voting::ballot;
pub use welcoming::{RULE_FAKE_ACCOUNT, RULE_FRAUD, is_of_fraud};

/// An operation on its way through the checks.
struct Context<'a> {
    state: &'a State,
    time_ms: u64,
    operation: &'a Operation,
    signature: &'a Signature,
}

impl Context<'_> {
    fn member(&self) -> MemberNumber {
        self.operation.member
    }

    fn standing(&self) -> Standing {
        self.state.standing(self.member(), self.time_ms)
    }

    fn needs(&self, standing: Standing) -> Result<(), Rejection> {
        if self.standing() < standing {
            Err(Rejection::StandingTooLow)
        } else {
            Ok(())
        }
    }

    /// Returns `time + ticks`, in milliseconds.
    fn after_ticks(&self, ticks: u32) -> u64 {
        self.time_ms
            .saturating_add(self.state.charter.ticks_ms(ticks))
    }
}

/// Decides `act` at `time_ms`. `result` is the replica's own result for the round, where the act
/// settles one.
///
/// # Errors
///
/// The first rejection in the order of the protocol. The state is as it was.
pub fn decide(
    state: &State,
    time_ms: u64,
    act: &Act,
    result: Option<&RoundResult>,
) -> Result<Effects, Rejection> {
    if time_ms < state.time_ms {
        return Err(Rejection::TimeBeforeLast);
    }
    let changes = match act {
        Act::Operation(signed) => decide_operation(state, time_ms, signed)?,
        Act::Tick => timers::fire(state, time_ms)?,
        Act::SettleRound {
            round,
            file,
            result: digest,
        } => {
            check_no_timer_due(state, time_ms)?;
            settling::settle(state, *round, *file, *digest, result)?
        }
    };
    Ok(Effects { changes })
}

fn check_no_timer_due(state: &State, time_ms: u64) -> Result<(), Rejection> {
    if !state.is_founded() {
        return Err(Rejection::NotFounded);
    }
    if state
        .next_timer_ms()
        .is_some_and(|due_ms| due_ms <= time_ms)
    {
        return Err(Rejection::TickDue);
    }
    Ok(())
}

fn decide_operation(
    state: &State,
    time_ms: u64,
    signed: &SignedOperation,
) -> Result<Vec<Change>, Rejection> {
    let operation = &signed.operation;
    let ctx = Context {
        state,
        time_ms,
        operation,
        signature: &signed.signature,
    };
    // The other bodies are small by their types. What decodes is within the bound already; an
    // operation that was put together in memory must not reach the record if nobody can read it.
    let has_lists = matches!(
        operation.body,
        Body::Found(_)
            | Body::Propose(_)
            | Body::Delegate { .. }
            | Body::Rank { .. }
            | Body::RankItems { .. }
            | Body::Appeal(_)
            | Body::ApproveProjects { .. }
    );
    if has_lists && !operation.is_within_bound() {
        return Err(Rejection::Malformed);
    }
    if let Body::Found(founding) = &operation.body {
        return membership::found(&ctx, founding);
    }
    check_no_timer_due(state, time_ms)?;
    if operation.network != state.network {
        return Err(Rejection::WrongNetwork);
    }
    if operation.expires_ms < time_ms {
        return Err(Rejection::Expired);
    }
    if operation.expires_ms > ctx.after_ticks(1) {
        return Err(Rejection::ExpiresTooFar);
    }
    if let Body::Join(join) = &operation.body {
        return membership::join(&ctx, join);
    }
    let member = state
        .find_member(operation.member)
        .ok_or(Rejection::MemberNotFound)?;
    if member.left_ms.is_some() {
        return Err(Rejection::MemberLeft);
    }
    if operation.sequence < member.next_sequence {
        return Err(Rejection::SequenceUsed);
    }
    if operation.sequence > member.next_sequence {
        return Err(Rejection::SequenceAhead);
    }
    check_key(&ctx, member)?;
    let mut changes = vec![Change::Acted {
        member: operation.member,
    }];
    decide_body(&ctx, member, &mut changes)?;
    Ok(changes)
}

/// Checks that the key that signed is the member's, in force, and may sign this.
fn check_key(ctx: &Context<'_>, member: &Member) -> Result<(), Rejection> {
    let held = member
        .find_key(ctx.signature.key())
        .ok_or(Rejection::KeyNotFound)?;
    if held.in_force_ms > ctx.time_ms {
        return Err(Rejection::KeyNotInForce);
    }
    match held.kind {
        KeyKind::Full => Ok(()),
        KeyKind::Session { expires_ms } if expires_ms <= ctx.time_ms => {
            Err(Rejection::SessionExpired)
        }
        KeyKind::Session { .. } if !ctx.operation.body.is_for_session() => {
            Err(Rejection::SessionMayNot)
        }
        KeyKind::Session { .. } => Ok(()),
    }
}

// long: one arm for each kind of operation
fn decide_body(
    ctx: &Context<'_>,
    member: &Member,
    changes: &mut Vec<Change>,
) -> Result<(), Rejection> {
    match &ctx.operation.body {
        // Both are decided before a member is looked up.
        Body::Found(_) | Body::Join(_) => Err(Rejection::Malformed),
        Body::Leave => {
            let returned = assigning::on_leaving(ctx.state, ctx.member(), ctx.time_ms);
            changes.extend(returned);
            changes.extend(redeeming::on_leaving(ctx.state, ctx.member()));
            changes.push(Change::Left {
                member: ctx.member(),
            });
            Ok(())
        }
        Body::AddKey(key) => membership::add_key(ctx, member, key, changes),
        Body::RemoveKey(number) => membership::remove_key(ctx, member, *number, changes),
        Body::GrantSession { key, expires_ms } => {
            membership::grant_session(ctx, member, *key, *expires_ms, changes)
        }
        Body::RevokeSessions => {
            membership::revoke_sessions(ctx, member, changes);
            Ok(())
        }
        Body::Invite { key, expires_ms } => {
            vouching::invite(ctx, member, *key, *expires_ms, changes)
        }
        Body::WithdrawInvitation { key } => vouching::withdraw_invitation(ctx, *key, changes),
        Body::Vouch(to) => vouching::vouch(ctx, member, *to, changes),
        Body::WithdrawVouch(to) => vouching::withdraw_vouch(ctx, member, *to, changes),
        Body::Propose(propose) => filing::propose(ctx, member, propose, changes),
        Body::WithdrawProposal(id) => filing::withdraw(ctx, *id, changes),
        Body::Sponsor(id) => filing::sponsor(ctx, member, *id, changes),
        Body::Vote { proposal, choice } => voting::vote(ctx, *proposal, *choice, changes),
        Body::SignPetition(id) => filing::sign_petition(ctx, *id, changes),
        Body::Delegate { topic, to } => delegating::delegate(ctx, *topic, to, changes),
        Body::Undelegate(topic) => delegating::undelegate(ctx, *topic, changes),
        Body::Pause => pausing::pause(ctx, changes),
        Body::AnswerPanel { proposal, answer } => sitting::answer(ctx, *proposal, *answer, changes),
        Body::Nominate { election, text } => electing::nominate(ctx, *election, *text, changes),
        Body::WithdrawNomination(id) => electing::withdraw(ctx, *id, changes),
        Body::SponsorNomination { election, nominee } => {
            electing::sponsor(ctx, *election, *nominee, changes)
        }
        Body::Rank { election, ranking } => electing::rank(ctx, *election, ranking, changes),
        Body::Resign(office) => serving::resign(ctx, *office, changes),
        Body::AddItem { proposal, text } => ranking::add(ctx, *proposal, *text, changes),
        Body::CostItem {
            proposal,
            item,
            cost,
        } => ranking::cost(ctx, *proposal, *item, *cost, changes),
        Body::RankItems { proposal, ranking } => ranking::rank(ctx, *proposal, ranking, changes),
        Body::Appeal(appeal) => judging::appeal(ctx, appeal, changes),
        Body::AppealFurther(case) => judging::appeal_further(ctx, *case, changes),
        Body::ReferAct { member, act } => referring::refer(ctx, *member, act, changes),
        Body::SealVerdict { jury, seal } => judging::seal(ctx, *jury, *seal, changes),
        Body::OpenVerdict { jury, verdict } => judging::open(ctx, *jury, *verdict, changes),
        Body::SponsorFromBench { jury, proposal } => bench::sponsor(ctx, *jury, *proposal, changes),
        Body::ChallengeDecision {
            proposal,
            right,
            grounds,
        } => challenging::challenge(ctx, *proposal, (*right, *grounds), changes),
        Body::SupportChallenge { proposal, number } => {
            challenging::support(ctx, *proposal, *number, changes)
        }
        Body::StepAside(jury) => judging::step_aside(ctx, *jury, changes),
        Body::JuryDuty(duty) => judging::set_duty(ctx, *duty, changes),
        Body::StateVerdict { jury, text } => judging::state_verdict(ctx, *jury, *text, changes),
        Body::AttestIncome {
            income,
            amount,
            evidence,
        } => bookkeeping::attest_income(ctx, *income, *amount, *evidence, changes),
        Body::AttestPayment { transfer, evidence } => {
            bookkeeping::attest_payment(ctx, *transfer, *evidence, changes)
        }
        Body::ConfirmTransfer(id) => bookkeeping::confirm(ctx, *id, changes),
        Body::RefuseTransfer(id) => bookkeeping::refuse(ctx, *id, changes),
        Body::DeclareSkill { skill, declared } => working::declare(ctx, *skill, *declared, changes),
        Body::ClaimWork { skill, class, text } => {
            working::claim(ctx, (*skill, *class, *text), changes)
        }
        Body::AttestWork { claim, answer } => working::attest(ctx, *claim, *answer, changes),
        Body::AnswerVouch { from, answer } => {
            vouching::answer(ctx, member, *from, *answer, changes)
        }
        Body::AttestPerson { person, way } => trusting::attest(ctx, *person, *way, changes),
        Body::SubmitProject {
            call,
            text,
            cost,
            to,
        } => {
            let submission = calling::Submission {
                text: *text,
                cost: *cost,
                to: *to,
            };
            calling::submit(ctx, *call, &submission, changes)
        }
        Body::RequestGrant { text, amount, to } => {
            let asked = calling::Submission {
                text: *text,
                cost: *amount,
                to: *to,
            };
            granting::request(ctx, &asked, changes)
        }
        Body::WithdrawGrant(id) => granting::withdraw(ctx, *id, changes),
        Body::SupportGrant { grant, points } => granting::support(ctx, *grant, *points, changes),
        Body::WithdrawProject { call, project } => calling::withdraw(ctx, *call, *project, changes),
        Body::ApproveProjects { call, projects } => calling::approve(ctx, *call, projects, changes),
        Body::SealOrder { auction, seal } => trading::seal(ctx, *auction, *seal, changes),
        Body::RevealOrder { auction, order } => trading::reveal(ctx, *auction, order, changes),
        Body::AnnounceOrder { side, amount } => trading::announce(ctx, *side, *amount, changes),
        Body::ConfirmPaid(id) => trading::confirm(ctx, *id, changes),
        Body::ClaimPaid { trade, evidence } => trading::claim(ctx, *trade, *evidence, changes),
        Body::AttestPaid(id) => trading::attest(ctx, *id, changes),
        Body::Redeem { amount, need } => redeeming::ask(ctx, *amount, *need, changes),
        Body::WithdrawRedemption => redeeming::withdraw(ctx, changes),
        Body::ConfirmHardship(member) => redeeming::confirm_hardship(ctx, *member, changes),
        Body::AssignShares { to, amount } => assigning::assign(ctx, *to, *amount, changes),
        Body::CallBackShares(id) => assigning::call_back(ctx, *id, changes),
        Body::Subscribe { offer, units } => investing::subscribe(ctx, *offer, *units, changes),
        Body::WithdrawSubscription(offer) => investing::withdraw(ctx, *offer, changes),
        Body::AttestSubscription {
            offer,
            investor,
            evidence,
        } => investing::attest(ctx, (*offer, *investor), *evidence, changes),
        Body::AnswerConsent { proposal, answer } => {
            investing::answer(ctx, *proposal, *answer, changes)
        }
        Body::NameObserver(observer) => investing::name_observer(ctx, *observer, changes),
        Body::RedeemUnits { offer, units } => investing::redeem(ctx, *offer, *units, changes),
        Body::NameUnpaid { year, members } => dividing::name_unpaid(ctx, *year, members, changes),
    }
}

/// Returns the key that `signed` must verify under: the one it brings, or the member's of that
/// number. Whether it is in force is [`decide`]'s question.
///
/// # Errors
///
/// [`Rejection::MemberNotFound`], [`Rejection::MemberLeft`] or [`Rejection::KeyNotFound`].
pub fn signing_key<'a>(
    state: &'a State,
    signed: &'a SignedOperation,
) -> Result<&'a PublicKey, Rejection> {
    match &signed.operation.body {
        Body::Found(founding) => Ok(&founding.founder),
        Body::Join(join) => Ok(&join.key),
        _ => {
            let member = state
                .find_member(signed.operation.member)
                .ok_or(Rejection::MemberNotFound)?;
            if member.left_ms.is_some() {
                return Err(Rejection::MemberLeft);
            }
            let held = member
                .find_key(signed.signature.key())
                .ok_or(Rejection::KeyNotFound)?;
            Ok(&held.key)
        }
    }
}

/// Verifies the signature of `signed` under the key that the state names.
///
/// # Errors
///
/// As [`signing_key`]; [`Rejection::SignatureInvalid`] if it does not verify.
pub fn authenticate(state: &State, signed: &SignedOperation) -> Result<(), Rejection> {
    let key = signing_key(state, signed)?;
    let hash = signed.operation.signing_hash();
    signature::verify(
        &signed.signature,
        key,
        &hash.0,
        signed.operation.body.needs_user_verified(),
    )
    .map_err(|_| Rejection::SignatureInvalid)
}

/// Returns what enacting `payload` at `time_ms` would change, as things are.
///
/// # Errors
///
/// The rejection that filing it would get for its payload.
pub fn foresee(
    state: &State,
    time_ms: u64,
    payload: &crate::payload::Payload,
) -> Result<Effects, Rejection> {
    let (class, _) = classify(state, time_ms, payload);
    let changes = payload::enacted(state, ProposalId(0), time_ms, payload, class)?;
    Ok(Effects { changes })
}

/// Checks that `payload`, filed at `time_ms`, could be enacted as things are.
///
/// # Errors
///
/// The rejection that filing it would get for its payload.
pub fn check_payload(
    state: &State,
    time_ms: u64,
    payload: &crate::payload::Payload,
) -> Result<(), Rejection> {
    let (class, _) = classify(state, time_ms, payload);
    payload::check(state, ProposalId(0), time_ms, payload, class)?;
    ranking::check_is_first(state, payload)
}

/// Returns the network that an operation's bytes are signed for: its own id, all zero for the
/// founding.
#[must_use]
pub fn network_of(operation: &Operation) -> NetworkId {
    operation.network
}
