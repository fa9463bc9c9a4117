//! Decisions: the front page of the commons, lists, one decision, its live count, its ballots.

use app::proposal::ProposalView;
use axum::response::{IntoResponse as _, Response};
use ledger::ids::{MemberNumber, ProposalId};
use ledger::proposal::{Proposal, Snapshot, Stage as LedgerStage, StewardsSay};
use serde::Deserialize;

use super::changes::{self, Before};
use super::{faces, signer};
use crate::error::PageError;
use crate::handlers::{From, Path, Query};
use crate::pages::commons::decision::{
    self, Ballot, Confirmation, Count, DecisionView, Falling, Plan, Receipt, Seat, Stewards,
    StewardsNeed, You,
};
use crate::pages::commons::decisions::{self, DecisionCard, Filter};
use crate::pages::commons::now::{self, Effect, NowView};
use crate::pages::commons::{Stage, Subject, paths};
use crate::pages::signing;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

/// Decisions shown under "decided" and "what changed" on the front page.
const SHOWN_MAX: usize = 6;
/// Decisions on one page of a list.
pub const LISTED_MAX: usize = 30;

/// The stage with the time it was entered.
fn stage(proposal: &Proposal) -> Stage {
    let at_ms = proposal
        .history
        .last()
        .map_or(proposal.filed_ms, |(_, at)| *at);
    match proposal.stage {
        LedgerStage::Draft {
            opens_ms,
            expires_ms,
        } => Stage::Draft {
            opens_ms,
            expires_ms,
        },
        LedgerStage::Open { closes_ms } => Stage::Open { closes_ms },
        LedgerStage::Confirming { until_ms } => Stage::Confirming { until_ms },
        LedgerStage::Timelock { until_ms } => Stage::Timelock { until_ms },
        LedgerStage::Enacted => Stage::Enacted { at_ms },
        LedgerStage::Failed(why) => Stage::Failed { why, at_ms },
        LedgerStage::Withdrawn => Stage::Withdrawn { at_ms },
        LedgerStage::BetweenReadings { opens_ms } => Stage::BetweenReadings { opens_ms },
        LedgerStage::Panel { draws_ms, until_ms } => Stage::Panel { draws_ms, until_ms },
    }
}

fn title(visit: &Visit, view: &ProposalView) -> String {
    match &view.words {
        Some(words) => words.title.clone(),
        None => t!(visit.lang, "week-untitled", number = view.proposal.id.0).into_owned(),
    }
}

fn card(visit: &Visit, view: &ProposalView) -> DecisionCard {
    let proposal = &view.proposal;
    let ranking = proposal.ranked.as_ref().filter(|it| it.is_ranking());
    let approval_bps = (view.count.yes() * 10_000)
        .checked_div(view.count.sides())
        .filter(|_| ranking.is_none());
    let at_ms = judged_ms(visit, proposal);
    let need = proposal.snapshot.as_ref().map_or_else(
        || {
            let charter = &visit.app().commons().charter;
            let needs = charter.classes.get(proposal.class);
            let track = charter.tracks.get(proposal.track);
            track.approval.at_least(needs.members).from
        },
        |it| it.track.approval.shown_at(it.moment(at_ms)),
    );
    DecisionCard {
        number: proposal.id.0,
        title: title(visit, view),
        subject: Subject::of(&proposal.payload),
        stage: stage(proposal),
        approval_bps,
        approval_need_bps: u64::from(need.0).saturating_sub(u64::from(need.0 % 100 == 1)),
        sponsors: (
            proposal.sponsors.len() as u64,
            proposal.sponsors_needed.into(),
        ),
        rankings: ranking.map(|_| view.count.direct.votes()),
        vote: view.own_choice.filter(|_| ranking.is_none()),
        awaits_you: view.may_vote && view.own_choice.is_none(),
    }
}

/// Whether it collects sponsors.
pub fn is_draft(stage: &LedgerStage) -> bool {
    matches!(stage, LedgerStage::Draft { .. })
}

/// Whether ballots are cast.
pub fn is_open(stage: &LedgerStage) -> bool {
    matches!(stage, LedgerStage::Open { .. })
}

/// Whether it passed: waits, or is in force.
pub fn is_adopted(stage: &LedgerStage) -> bool {
    matches!(
        stage,
        LedgerStage::Confirming { .. }
            | LedgerStage::Timelock { .. }
            | LedgerStage::BetweenReadings { .. }
            | LedgerStage::Panel { .. }
            | LedgerStage::Enacted
    )
}

/// Whether it failed or was taken back.
pub fn is_over(stage: &LedgerStage) -> bool {
    matches!(stage, LedgerStage::Failed(_) | LedgerStage::Withdrawn)
}

/// `GET /commons`: what is decided now, what was, what it changed.
pub async fn now(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cards = |views: Vec<ProposalView>| -> Vec<DecisionCard> {
        views.iter().map(|view| card(&visit, view)).collect()
    };
    let (app, member) = (visit.app(), visit.member());
    let mut open = app
        .list_proposals_at(member, None, LISTED_MAX, is_open)
        .await?;
    open.sort_by_key(|view| match view.proposal.stage {
        LedgerStage::Open { closes_ms } => closes_ms,
        _ => u64::MAX,
    });
    let drafts = app
        .list_proposals_at(member, None, SHOWN_MAX, is_draft)
        .await?;
    let decided = app
        .list_proposals_at(member, None, SHOWN_MAX, |stage| {
            is_adopted(stage) || is_over(stage)
        })
        .await?;
    let mut talked = app.list_deliberations(&visit.viewer(), None).await?.rows;
    talked.retain(|it| it.stage.is_editable());
    talked.truncate(SHOWN_MAX);
    let asked = match member {
        Some(member) => visit.known(member).await?.asked,
        None => Vec::new(),
    };
    let (asked, open) = open
        .into_iter()
        .partition(|view| asked.contains(&view.proposal.id));
    let view = NowView {
        asked: cards(asked),
        talked: super::deliberation::cards(&visit, &talked).await?,
        open: cards(open),
        drafts: cards(drafts),
        elections: super::elections::live(&visit).await?,
        budgets: super::budgets::live(&visit)?,
        decided: cards(decided),
        effects: effects(&visit).await?,
        may_propose: visit
            .who
            .as_ref()
            .is_some_and(|who| who.standing == ledger::member::Standing::Member),
    };
    Ok(answer(&shell, &now::now(&shell, &view)))
}

async fn effects(visit: &Visit) -> Result<Vec<Effect>, PageError> {
    let lang = visit.lang;
    let moderation = visit.app().list_moderation_versions().await?;
    let data = visit.app().list_data_versions().await?;
    let effect = |key: &str, path: &str, version: u32, by: ProposalId, at_ms: u64| Effect {
        at_ms,
        text: t!(lang, key, version = version).into_owned(),
        href: format!("{path}/history#v{version}"),
        decision: by.0,
    };
    let mut all: Vec<Effect> = moderation
        .iter()
        .map(|it| {
            effect(
                "now-effect-moderation",
                paths::MODERATION_POLICY,
                it.version,
                it.adopted_by,
                it.since_ms,
            )
        })
        .chain(data.iter().map(|it| {
            effect(
                "now-effect-data",
                paths::DATA_POLICY,
                it.version,
                it.adopted_by,
                it.since_ms,
            )
        }))
        .filter(|effect| effect.decision != 0)
        .collect();
    all.sort_by_key(|effect| std::cmp::Reverse(effect.at_ms));
    all.truncate(SHOWN_MAX);
    Ok(all)
}

/// Which decisions, and from where on.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    stage: Option<String>,
    before: Option<u32>,
}

/// `GET /commons/decisions`: every decision, by stage.
pub async fn list(visit: Visit, Query(query): Query<ListQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let filter = Filter::parse(query.stage.as_deref().unwrap_or_default());
    let chosen = match filter {
        Filter::Open => is_open,
        Filter::Drafts => is_draft,
        Filter::Adopted => is_adopted,
        Filter::Rejected => is_over,
    };
    let mut views = visit
        .app()
        .list_proposals_at(visit.member(), query.before, LISTED_MAX + 1, chosen)
        .await?;
    let has_more = views.len() > LISTED_MAX;
    views.truncate(LISTED_MAX);
    let next = views.last().filter(|_| has_more).map(|last| {
        format!(
            "{}?stage={}&before={}",
            paths::DECISIONS,
            filter.word(),
            last.proposal.id.0
        )
    });
    let cards: Vec<DecisionCard> = views.iter().map(|view| card(&visit, view)).collect();
    Ok(answer(
        &shell,
        &decisions::decisions(&shell, filter, &cards, next.as_deref()),
    ))
}

/// `GET /commons/decisions/{number}`: one decision.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = view(&visit, ProposalId(number)).await?;
    Ok(answer(&shell, &decision::decision(&shell, &view)))
}

/// `GET /commons/decisions/{number}/count`: the live part of the page, without a page around it.
pub async fn count(visit: Visit, Path(number): Path<u32>) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let view = view(&visit, ProposalId(number)).await?;
    let counted = view.count.as_ref().ok_or(PageError::NotFound)?;
    Ok(Html(decision::count_part(&shell, &view, counted).into_string()).into_response())
}

/// Reads everything that the page of a decision shows.
///
/// # Errors
///
/// [`PageError::App`] if there is none, or the database failed.
pub(super) async fn view(visit: &Visit, id: ProposalId) -> Result<DecisionView, PageError> {
    let loaded = visit.app().load_proposal(id, visit.member()).await?;
    let proposal = &loaded.proposal;
    let before = before(visit, id).await?;
    let reasons = loaded
        .words
        .as_ref()
        .map(|words| words.summary.as_str())
        .unwrap_or_default();
    let author = faces(visit, vec![proposal.author])
        .await?
        .remove(&proposal.author.0)
        .filter(|face| !face.handle.is_empty());
    Ok(DecisionView {
        number: id.0,
        title: title(visit, &loaded),
        reasons: maud::Render::render(&markdown::render(reasons)),
        subject: Subject::of(&proposal.payload),
        author,
        sponsors: proposal.sponsors.len() as u64,
        sponsors_needed: proposal.sponsors_needed.into(),
        panel: confirmation(visit, proposal),
        bench: bench(visit, proposal)?,
        petition: (proposal.petition_needed > 0).then(|| {
            (
                proposal.petitioners.len() as u64,
                proposal.petition_needed.into(),
            )
        }),
        stage: stage(proposal),
        plan: plan(visit, proposal),
        changes: changes::changes(visit, &proposal.payload, &before).await?,
        count: counted(visit, &loaded).await?,
        you: you(visit, &loaded).await?,
        receipt: receipt(visit, id).await?,
        talked: super::deliberation::talked(visit, id).await?,
        ranked: super::roadmap::ranked(visit, &loaded).await?,
        simulation: super::simulation::of_proposal(visit, &loaded.proposal).await?,
        rights: super::challenge::rights(visit, &loaded.proposal).await?,
    })
}

/// The policies that the proposal met: those before it came into force, or those in force.
async fn before(visit: &Visit, id: ProposalId) -> Result<Before, PageError> {
    let commons = visit.app().commons();
    let mut before = Before {
        moderation: commons.moderation.clone(),
        data: commons.data.clone(),
        feed: commons.feed.clone(),
        charter: commons.charter.clone(),
    };
    let charters = visit.app().list_charter_versions().await?;
    if let Some(at) = charters.iter().position(|it| it.adopted_by == id)
        && let Some(previous) = charters.get(at + 1)
    {
        before.charter = previous.policy.clone();
    }
    let moderation = visit.app().list_moderation_versions().await?;
    if let Some(at) = moderation.iter().position(|it| it.adopted_by == id)
        && let Some(previous) = moderation.get(at + 1)
    {
        before.moderation = previous.policy.clone();
    }
    let data = visit.app().list_data_versions().await?;
    if let Some(at) = data.iter().position(|it| it.adopted_by == id)
        && let Some(previous) = data.get(at + 1)
    {
        before.data = previous.policy.clone();
    }
    let feed = visit.app().list_feed_versions().await?;
    if let Some(at) = feed.iter().position(|it| it.adopted_by == id)
        && let Some(previous) = feed.get(at + 1)
    {
        before.feed = previous.policy.clone();
    }
    Ok(before)
}

fn plan(visit: &Visit, proposal: &Proposal) -> Plan {
    let commons = visit.app().commons();
    let charter = &commons.charter;
    let track = proposal
        .snapshot
        .as_ref()
        .map_or(charter.tracks.get(proposal.track), |it| &it.track);
    let opened_ms = proposal.snapshot.as_ref().map(|it| it.opened_ms);
    let closes_ms = match proposal.stage {
        LedgerStage::Open { closes_ms } => Some(closes_ms),
        _ => opened_ms.and_then(|_| {
            let open_at = proposal
                .history
                .iter()
                .rposition(|(stage, _)| is_open(stage))?;
            proposal.history.get(open_at + 1).map(|(_, at)| *at)
        }),
    };
    Plan {
        filed_ms: proposal.filed_ms,
        opened_ms,
        closes_ms,
        voting_ms: charter.ticks_ms(track.voting_ticks),
        confirm_ms: charter.ticks_ms(track.confirm_ticks),
        timelock_ms: charter.ticks_ms(track.timelock_ticks),
    }
}

/// When a vote is or was judged: now while it is open, else when it ended.
pub fn judged_ms(visit: &Visit, proposal: &Proposal) -> u64 {
    let ended = proposal
        .history
        .iter()
        .rposition(|(stage, _)| is_open(stage))
        .and_then(|open_at| proposal.history.get(open_at + 1));
    ended.map_or_else(|| visit.app().clock.now_ms(), |(_, at_ms)| *at_ms)
}

/// Returns the jury that put a draft to the vote, and its case.
fn bench(visit: &Visit, proposal: &Proposal) -> Result<Option<(u32, u32)>, PageError> {
    let jury = proposal.bench.map(|id| visit.app().load_jury(id));
    Ok(jury.transpose()?.map(|it| (it.id.0, it.case.0)))
}

fn confirmation(visit: &Visit, proposal: &Proposal) -> Option<Confirmation> {
    let (panel, rules) = (proposal.panel.as_ref()?, proposal.snapshot.as_ref()?.panel);
    let seat = |member| match panel.answers.get(&member) {
        Some(answer) => Seat::Answered(*answer),
        None if panel.seats(member) => Seat::Asked,
        None => Seat::No,
    };
    let count = panel.count();
    Some(Confirmation {
        drawn: panel.receipt.as_ref().map(|it| it.seated().len() as u64),
        yes: count.yes.into(),
        no: count.no.into(),
        answers_least: rules.answers_least.into(),
        blocks_bps: rules.blocks.0.into(),
        blocked: panel.ended.map(|(_, is_blocked)| is_blocked),
        you: visit.member().map_or(Seat::No, seat),
    })
}

async fn counted(visit: &Visit, loaded: &ProposalView) -> Result<Option<Count>, PageError> {
    let proposal = &loaded.proposal;
    let Some(snapshot) = &proposal.snapshot else {
        return Ok(None);
    };
    let (count, tally) = (&loaded.count, &loaded.count.direct);
    let at_ms = judged_ms(visit, proposal);
    let points = visit.app().list_tally(proposal.id).await?;
    // A second reading has a count of its own.
    let points: Vec<_> = points
        .iter()
        .filter(|it| it.time_ms >= snapshot.opened_ms)
        .collect();
    let mut course: Vec<(u64, u64, u64)> = points
        .iter()
        .map(|it| (it.time_ms, it.yes, it.yes + it.no))
        .collect();
    course.insert(0, (snapshot.opened_ms, 0, 0));
    let mut support_course: Vec<(u64, u64)> =
        points.iter().map(|it| (it.time_ms, it.support)).collect();
    support_course.insert(0, (snapshot.opened_ms, 0));
    let need = match snapshot.stewards {
        StewardsSay::Nothing => None,
        StewardsSay::Agree(least) => Some(StewardsNeed::Agree(least.0.into())),
        StewardsSay::Veto(share) => Some(StewardsNeed::Veto(share.0.into())),
    };
    Ok(Some(Count {
        yes: tally.yes.into(),
        no: tally.no.into(),
        abstain: tally.abstain.into(),
        veto: tally.veto.into(),
        electorate: snapshot.electorate.into(),
        approval_need_bps: snapshot
            .track
            .approval
            .shown_at(snapshot.moment(at_ms))
            .0
            .into(),
        approval_needs: over_time(snapshot, |at_ms| {
            snapshot.track.approval.shown_at(snapshot.moment(at_ms)).0
        }),
        support_need: snapshot.support_needed(at_ms).into(),
        support_needs: over_time(snapshot, |at_ms| snapshot.support_needed(at_ms)),
        veto_bps: snapshot.veto.0.into(),
        electorate_rounds: visit.app().commons().charter.electorate_rounds.into(),
        carried: (count.carried.yes.into(), count.carried.no.into()),
        stewards: need.map(|need| Stewards {
            yes: count.stewards.yes,
            no: count.stewards.no,
            total: snapshot.weights.total,
            need,
        }),
        falling: (!snapshot.track.is_fixed()).then(|| Falling {
            confirm_ms: snapshot.confirm_ms,
            passes_ms: proposal.passes_ms(),
        }),
        course,
        support_course,
        passes: snapshot.failure(count, at_ms).is_none(),
        is_extended: proposal.is_extended,
    }))
}

/// Points of a need over the time of a vote, enough of them that what falls and then stays is drawn so.
fn over_time(snapshot: &Snapshot, need: impl Fn(u64) -> u32) -> Vec<(u64, u64)> {
    const POINTS: u64 = 32;
    let at = |point: u64| {
        let since_ms = u128::from(snapshot.length_ms) * u128::from(point) / u128::from(POINTS);
        let since_ms = u64::try_from(since_ms).unwrap_or(snapshot.length_ms);
        snapshot.opened_ms.saturating_add(since_ms)
    };
    let first = u64::from(need(at(0)));
    let points = (0..=POINTS).map(|it| (at(it), u64::from(need(at(it)))));
    let points: Vec<_> = points.collect();
    if points.iter().all(|(_, value)| *value == first) {
        return vec![(at(0), first), (at(POINTS), first)];
    }
    points
}

async fn you(visit: &Visit, loaded: &ProposalView) -> Result<You, PageError> {
    let member = visit.member();
    let receipt = match member {
        Some(member) => {
            visit
                .app()
                .find_last_ballot(loaded.proposal.id, member)
                .await?
        }
        None => None,
    };
    Ok(You {
        signed_in: member.is_some(),
        may_vote: loaded.may_vote,
        may_sponsor: loaded.may_sponsor,
        benches: loaded.benches.clone(),
        may_petition: loaded.may_petition,
        has_petitioned: loaded.has_petitioned,
        sponsors: member.is_some_and(|member| loaded.proposal.sponsors.contains(&member)),
        is_author: member == Some(loaded.proposal.author),
        vote: loaded.own_choice.or(receipt.map(|it| it.choice)),
        signer: signer(visit).await?,
    })
}

async fn receipt(visit: &Visit, id: ProposalId) -> Result<Option<Receipt>, PageError> {
    let Some(member) = visit.member() else {
        return Ok(None);
    };
    let Some(ballot) = visit.app().find_last_ballot(id, member).await? else {
        return Ok(None);
    };
    let key = ballot.key.0;
    let held = visit
        .app()
        .list_keys(member)
        .await?
        .into_iter()
        .find(|it| it.number.0 == key);
    let lang = visit.lang;
    let key = match held {
        Some(held) if held.session_until_ms.is_some() => {
            t!(lang, "receipt-key-session").into_owned()
        }
        Some(held) => match held.name {
            Some(name) => t!(lang, "receipt-key-named", name = name).into_owned(),
            None => t!(lang, "receipt-key-number", number = key).into_owned(),
        },
        None => t!(lang, "receipt-key-number", number = key).into_owned(),
    };
    Ok(Some(Receipt {
        choice: ballot.choice,
        at_ms: ballot.at_ms,
        key,
        entry: ballot.entry.0,
        size: visit.app().record.entries(),
    }))
}

/// `GET /commons/decisions/{number}/votes`: the public ballots, oldest first.
pub async fn ballots(
    visit: Visit,
    Path(number): Path<u32>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit
        .app()
        .load_proposal(ProposalId(number), visit.member())
        .await?;
    let cursor = from.cursor()?;
    let found = visit
        .app()
        .list_ballots(ProposalId(number), cursor.as_ref())
        .await?;
    let voters: Vec<MemberNumber> = found.rows.iter().map(|it| it.member).collect();
    let mut people = faces(&visit, voters).await?;
    people.retain(|_, face| !face.handle.is_empty());
    let listed: Vec<Ballot> = found
        .rows
        .iter()
        .map(|it| Ballot {
            voter: people.get(&it.member.0).cloned(),
            member: it.member.0,
            choice: it.choice,
            at_ms: it.at_ms,
        })
        .collect();
    let older = present::older(
        found.next.as_ref(),
        &format!("{}/votes", links::decision(number.into())),
    );
    Ok(answer(
        &shell,
        &decision::ballots(
            &shell,
            number,
            &title(&visit, &loaded),
            &listed,
            older.as_deref(),
        ),
    ))
}

/// `POST` of a form that is to be signed, without a script: says what is needed.
pub async fn without_script(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let back = visit
        .path
        .rsplit_once('/')
        .map_or(links::COMMONS, |(before, _)| before)
        .to_owned();
    Ok(answer(&shell, &signing::script_needed(&shell, &back)))
}
