//! Decisions: lists, one decision with its count, its ballots.

use app::proposal::{CastBallot, ProposalView, TallyPoint};
use axum::Json;
use ledger::charter::Charter;
use ledger::ids::ProposalId;
use ledger::proposal::{Count, Failure, Snapshot, Stage, StewardsSay, Tally};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::FromQuery;
use super::policy::PayloadJson;
use super::view::{List, MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::commons::decision::{
    LISTED_MAX, is_adopted, is_draft, is_open, is_over, judged_ms,
};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// Where a decision stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum StageJson {
    /// Collects sponsors.
    Draft {
        /// Earliest opening of the vote.
        opens_at_ms: u64,
        /// When it fails for want of sponsors.
        expires_at_ms: u64,
    },
    /// Ballots are cast.
    Open {
        /// Until when.
        closes_at_ms: u64,
    },
    /// Passed; may be challenged.
    Confirming {
        /// Until when.
        until_ms: u64,
    },
    /// Passed; waits to be in force.
    Timelock {
        /// Until when.
        until_ms: u64,
    },
    /// In force.
    Enacted,
    /// Failed.
    Failed {
        /// `sponsors`, `support`, `approval`, `veto`, `conflict`, `stewards`, `stewards-veto`,
        /// `unconfirmed` or `too-few-items`.
        why: &'static str,
    },
    /// Taken back by its author.
    Withdrawn,
    /// Passed its first reading.
    BetweenReadings {
        /// Earliest opening of the second.
        opens_at_ms: u64,
    },
    /// Passed with little turnout; a panel is asked.
    Panel {
        /// When it is drawn.
        draws_at_ms: u64,
        /// Until when it answers.
        until_ms: u64,
    },
}

impl From<Stage> for StageJson {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Draft {
                opens_ms,
                expires_ms,
            } => Self::Draft {
                opens_at_ms: opens_ms,
                expires_at_ms: expires_ms,
            },
            Stage::Open { closes_ms } => Self::Open {
                closes_at_ms: closes_ms,
            },
            Stage::Confirming { until_ms } => Self::Confirming { until_ms },
            Stage::Timelock { until_ms } => Self::Timelock { until_ms },
            Stage::Enacted => Self::Enacted,
            Stage::Failed(why) => Self::Failed {
                why: match why {
                    Failure::Sponsors => "sponsors",
                    Failure::Support => "support",
                    Failure::Approval => "approval",
                    Failure::Veto => "veto",
                    Failure::Conflict => "conflict",
                    Failure::Stewards => "stewards",
                    Failure::StewardsVeto => "stewards-veto",
                    Failure::Unconfirmed => "unconfirmed",
                    Failure::Rights => "rights",
                    Failure::TooFewItems => "too-few-items",
                    Failure::Consent => "consent",
                },
            },
            Stage::Withdrawn => Self::Withdrawn,
            Stage::BetweenReadings { opens_ms } => Self::BetweenReadings {
                opens_at_ms: opens_ms,
            },
            Stage::Panel { draws_ms, until_ms } => Self::Panel {
                draws_at_ms: draws_ms,
                until_ms,
            },
        }
    }
}

/// A stage that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnteredJson {
    /// The stage.
    stage: StageJson,
    /// When.
    at_ms: u64,
}

/// Ballots by choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct TallyJson {
    /// For.
    yes: u32,
    /// Against, without veto.
    no: u32,
    /// Abstained.
    abstain: u32,
    /// Against, with veto.
    veto: u32,
}

impl From<Tally> for TallyJson {
    fn from(tally: Tally) -> Self {
        Self {
            yes: tally.yes,
            no: tally.no,
            abstain: tally.abstain,
            veto: tally.veto,
        }
    }
}

/// Members counted through a delegate, by choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedJson {
    /// For.
    yes: u32,
    /// Against.
    no: u32,
    /// Abstained.
    abstain: u32,
}

/// Weight of earned shares, by choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct StewardsJson {
    /// For.
    yes: u64,
    /// Against.
    no: u64,
    /// Abstained.
    abstain: u64,
}

/// A decision as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionJson {
    /// Its number.
    number: u32,
    /// The question; nothing once its words are erased.
    title: Option<String>,
    /// `statement`, `moderation`, `data`, `charter`, `existence`, `budget`, `spend`, `mandate`,
    /// `appointment`, `recall`, `another-pause`, `roadmap` or `feed`.
    subject: &'static str,
    /// Its class: `charter`, `existence`, `moderation`, `more-data`, `less-data`, `strategy`,
    /// `budget`, `spending`, `ownership`, `people` or `statement`.
    class: &'static str,
    /// The track that it runs on, such as `policy` or `small-spend`.
    track: &'static str,
    /// Who proposed it.
    author: Option<MemberJson>,
    /// When it was proposed.
    filed_at_ms: u64,
    /// Where it stands.
    stage: StageJson,
    /// Since when.
    stage_since_ms: u64,
    /// How many stand behind it.
    sponsors: u64,
    /// How many it needs.
    sponsors_needed: u32,
    /// The jury of level 3 that put it to the vote without sponsors.
    bench: Option<u32>,
    /// How many signed that it be voted on at once, while it is a draft.
    petitioners: u64,
    /// How many make a petition; 0 if none can force a vote on it.
    petition_needed: u32,
    /// When a petition forced the vote.
    petitioned_at_ms: Option<u64>,
    /// The count of ballots cast in person.
    tally: TallyJson,
    /// Members counted through a delegate.
    carried: CarriedJson,
    /// Weight of earned shares behind the ballots.
    stewards: StewardsJson,
    /// The visitor's ballot while the vote is open: `yes`, `no`, `abstain` or `no-with-veto`; nothing for
    /// a ranking, which stands at `ranking`.
    own_choice: Option<&'static str>,
    /// Whether the visitor may vote now.
    may_vote: bool,
    /// Whether the visitor may sponsor it now.
    may_sponsor: bool,
}

impl DecisionJson {
    async fn of(visit: &Visit, view: &ProposalView) -> Result<Self, PageError> {
        let proposal = &view.proposal;
        let entered = proposal.history.last();
        Ok(Self {
            number: proposal.id.0,
            title: view.words.as_ref().map(|words| words.title.clone()),
            subject: proposal.payload.word(),
            class: proposal.class.word(),
            track: proposal.track.word(),
            author: member(visit, proposal.author).await?,
            filed_at_ms: proposal.filed_ms,
            stage: proposal.stage.into(),
            stage_since_ms: entered.map_or(proposal.filed_ms, |(_, at_ms)| *at_ms),
            sponsors: proposal.sponsors.len() as u64,
            sponsors_needed: proposal.sponsors_needed,
            bench: proposal.bench.map(|jury| jury.0),
            petitioners: proposal.petitioners.len() as u64,
            petition_needed: proposal.petition_needed,
            petitioned_at_ms: proposal.petitioned_ms,
            tally: view.count.direct.into(),
            carried: CarriedJson {
                yes: view.count.carried.yes,
                no: view.count.carried.no,
                abstain: view.count.carried.abstain,
            },
            stewards: StewardsJson {
                yes: view.count.stewards.yes,
                no: view.count.stewards.no,
                abstain: view.count.stewards.abstain,
            },
            own_choice: view
                .own_choice
                .filter(|_| proposal.ranked.as_ref().is_none_or(|it| !it.is_ranking()))
                .map(ledger::operation::Choice::word),
            may_vote: view.may_vote,
            may_sponsor: view.may_sponsor,
        })
    }
}

/// Which decisions a list shows.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Those that collect sponsors.
    Draft,
    /// Those that are voted on.
    Open,
    /// Those that are over: adopted or rejected.
    Decided,
    /// Those that passed: they wait, or are in force.
    Adopted,
    /// Those that failed or were taken back.
    Rejected,
}

impl Shown {
    fn holds(self, stage: &Stage) -> bool {
        match self {
            Self::Draft => is_draft(stage),
            Self::Open => is_open(stage),
            Self::Decided => is_adopted(stage) || is_over(stage),
            Self::Adopted => is_adopted(stage),
            Self::Rejected => is_over(stage),
        }
    }
}

/// Which decisions, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionsQuery {
    /// Every decision if absent.
    #[param(inline)]
    show: Option<Shown>,
    /// The `next` of the page before.
    from: Option<String>,
}

/// Decisions, latest first.
#[utoipa::path(get, path = "/api/meent/v1/decisions", tag = "decisions", params(DecisionsQuery), responses((status = 200, body = List<DecisionJson>), (status = 400, body = Problem)))]
pub async fn list(
    visit: Visit,
    Query(query): Query<DecisionsQuery>,
) -> Result<Json<List<DecisionJson>>, PageError> {
    let before = FromQuery { from: query.from }.number()?;
    let chosen = |stage: &Stage| query.show.is_none_or(|show| show.holds(stage));
    let mut views = visit
        .app()
        .list_proposals_at(visit.member(), before, LISTED_MAX + 1, chosen)
        .await?;
    let has_more = views.len() > LISTED_MAX;
    views.truncate(LISTED_MAX);
    let next = views
        .last()
        .filter(|_| has_more)
        .map(|last| last.proposal.id.to_string());
    let mut rows = Vec::with_capacity(views.len());
    for view in &views {
        rows.push(DecisionJson::of(&visit, view).await?);
    }
    Ok(Json(List { rows, next }))
}

/// What was frozen when the vote opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct SnapshotJson {
    /// When it opened.
    opened_at_ms: u64,
    /// How many may vote.
    electorate: u32,
    /// Ballots for, in person, that it needs now, or needed when it ended.
    support_needed: u32,
    /// Least share for among those that chose a side, in basis points rounded up: now, or when it
    /// ended.
    approval_needed_bps: u32,
    /// Where that began and where it ends, and the same for the support, in basis points.
    curves: CurvesJson,
    /// Least share of weight for it that the weighed votes need, in basis points; nothing if they
    /// are not asked.
    stewards_needed_bps: Option<u32>,
    /// Share of weight against it at which it fails, in basis points; nothing if they have no veto.
    stewards_veto_bps: Option<u32>,
    /// All weight.
    stewards_total: u64,
    /// Members that one delegate may carry.
    carried_max: u32,
    /// Share of ballots with veto at which it fails, in basis points.
    veto_bps: u32,
    /// How long the vote is open.
    voting_ms: u64,
    /// How long it may be challenged after that.
    confirm_ms: u64,
    /// How long it waits to be in force after that.
    timelock_ms: u64,
    /// Whether it would pass with the count as it is.
    passes: bool,
}

/// Thresholds at the opening and at the close; they fall evenly in between.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurvesJson {
    approval_from_bps: u32,
    approval_to_bps: u32,
    support_from_bps: u32,
    support_to_bps: u32,
}

impl SnapshotJson {
    fn of(charter: &Charter, snapshot: &Snapshot, count: &Count, at_ms: u64) -> Self {
        let track = &snapshot.track;
        let (agree, veto) = match snapshot.stewards {
            StewardsSay::Nothing => (None, None),
            StewardsSay::Agree(least) => (Some(least.0), None),
            StewardsSay::Veto(share) => (None, Some(share.0)),
        };
        Self {
            opened_at_ms: snapshot.opened_ms,
            electorate: snapshot.electorate,
            support_needed: snapshot.support_needed(at_ms),
            approval_needed_bps: track.approval.shown_at(snapshot.moment(at_ms)).0,
            curves: CurvesJson {
                approval_from_bps: track.approval.from.0,
                approval_to_bps: track.approval.to.0,
                support_from_bps: track.support.from.0,
                support_to_bps: track.support.to.0,
            },
            stewards_needed_bps: agree,
            stewards_veto_bps: veto,
            stewards_total: snapshot.weights.total,
            carried_max: snapshot.carried_max,
            veto_bps: snapshot.veto.0,
            voting_ms: snapshot.length_ms,
            confirm_ms: snapshot.confirm_ms,
            timelock_ms: charter.ticks_ms(track.timelock_ticks),
            passes: snapshot.failure(count, at_ms).is_none(),
        }
    }
}

/// The count at one moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct TallyPointJson {
    /// When.
    at_ms: u64,
    /// For.
    yes: u64,
    /// Against, veto included.
    no: u64,
    /// For, in person.
    support: u64,
}

impl From<&TallyPoint> for TallyPointJson {
    fn from(point: &TallyPoint) -> Self {
        Self {
            at_ms: point.time_ms,
            yes: point.yes,
            no: point.no,
            support: point.support,
        }
    }
}

/// A ballot as the record holds it. A later one of the same member takes its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotJson {
    /// Member number of the voter.
    member: u32,
    /// The voter, as far as they are known.
    voter: Option<MemberJson>,
    /// `yes`, `no`, `abstain` or `no-with-veto`.
    choice: &'static str,
    /// When.
    at_ms: u64,
    /// Its place on the record.
    entry: u64,
    /// Number of the voter's key that signed it.
    key: u32,
}

impl BallotJson {
    async fn of(visit: &Visit, ballot: &CastBallot) -> Result<Self, PageError> {
        Ok(Self {
            member: ballot.member.0,
            voter: member(visit, ballot.member).await?,
            choice: ballot.choice.word(),
            at_ms: ballot.at_ms,
            entry: ballot.entry.0,
            key: ballot.key.0,
        })
    }
}

/// A decision with all that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeDecisionJson {
    /// As a list shows it.
    #[serde(flatten)]
    decision: DecisionJson,
    /// Why, as typed; nothing once its words are erased.
    reasons: Option<String>,
    /// What it changes.
    payload: PayloadJson,
    /// Frozen at the opening of the vote.
    snapshot: Option<SnapshotJson>,
    /// Where thresholds fall: when it passes if nothing changes.
    passes_at_ms: Option<u64>,
    /// Whether a late swing has extended the vote.
    is_extended: bool,
    /// How the count went, oldest first, at most 400 points.
    course: Vec<TallyPointJson>,
    /// Every stage it entered.
    history: Vec<EnteredJson>,
    /// The visitor's last ballot, as the record holds it.
    own_ballot: Option<BallotJson>,
}

/// A decision.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = WholeDecisionJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Json<WholeDecisionJson>, PageError> {
    let (app, id) = (visit.app(), ProposalId(number));
    let view = app.load_proposal(id, visit.member()).await?;
    let proposal = &view.proposal;
    let own = match visit.member() {
        Some(member) => app.find_last_ballot(id, member).await?,
        None => None,
    };
    let own_ballot = match &own {
        Some(ballot) => Some(BallotJson::of(&visit, ballot).await?),
        None => None,
    };
    let charter = &app.commons().charter;
    let at_ms = judged_ms(&visit, proposal);
    let entered = |(stage, at_ms): &(Stage, u64)| EnteredJson {
        stage: (*stage).into(),
        at_ms: *at_ms,
    };
    Ok(Json(WholeDecisionJson {
        decision: DecisionJson::of(&visit, &view).await?,
        reasons: view.words.as_ref().map(|words| words.summary.clone()),
        payload: (&proposal.payload).into(),
        snapshot: proposal
            .snapshot
            .as_ref()
            .map(|it| SnapshotJson::of(charter, it, &view.count, at_ms)),
        passes_at_ms: proposal.passes_ms(),
        is_extended: proposal.is_extended,
        course: app.list_tally(id).await?.iter().map(Into::into).collect(),
        history: proposal.history.iter().map(entered).collect(),
        own_ballot,
    }))
}

/// The ballots on a decision as the record holds them, oldest first; replaced ones too.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}/ballots", tag = "decisions", params(("number" = u32, Path), FromQuery), responses((status = 200, body = List<BallotJson>), (status = 404, body = Problem)))]
pub async fn ballots(
    visit: Visit,
    Path(number): Path<u32>,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<BallotJson>>, PageError> {
    let (app, id) = (visit.app(), ProposalId(number));
    app.load_proposal(id, None).await?;
    let page = app.list_ballots(id, from.cursor()?.as_ref()).await?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for ballot in &page.rows {
        rows.push(BallotJson::of(&visit, ballot).await?);
    }
    Ok(Json(List {
        rows,
        next: page.next.map(|it| it.to_string()),
    }))
}
