//! Participatory budget as pages show it: calls with their projects and words, one's own ballot, what
//! was paid (ADR-0026). Who is asked and what is funded is the ledger's.

use ledger::apply::check_submission;
use ledger::books::Cause;
use ledger::call::{Call, CallPoll, CallStage, Project, ProjectNumber};
use ledger::change::CallChange;
use ledger::ids::{CallId, Digest, MemberNumber, Money, TransferId};
use ledger::payload::Beneficiary;
use ledger::{Body, Rejection, State};
use store::Tx;
use store::notification::NotificationKind as Kind;

use crate::companion::{Companion, Payee};
use crate::error::{AppError, Result};
use crate::jobs::Job;
use crate::notice::next_told;
use crate::work::check_claim;
use crate::{App, Viewer};

/// Calls that one list holds.
const LISTED_MAX: usize = 100;

/// A call in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallLine {
    /// Which.
    pub id: CallId,
    /// What there is to divide, in minor units.
    pub pool: Money,
    /// Where it is.
    pub stage: CallStage,
    /// When it was made, in milliseconds.
    pub called_ms: u64,
    /// How many projects stand.
    pub projects: usize,
    /// How many were funded.
    pub funded: usize,
    /// What they cost together, in minor units.
    pub spent: Money,
    /// Whether the viewer may vote in it and has not.
    pub awaits_viewer: bool,
}

/// A project with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectView {
    /// Its place, from 1.
    pub number: ProjectNumber,
    /// What the record says of it.
    pub project: Project,
    /// What it is called; nothing once it was erased.
    pub title: Option<String>,
    /// What it is.
    pub words: String,
    /// Who is paid, where it is somebody outside whose name is known.
    pub payee: Option<String>,
    /// What the books hold of it, if it was funded.
    pub transfer: Option<TransferId>,
}

/// A call without its ballots: there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallView {
    /// What a list says of it.
    pub line: CallLine,
    /// The call; its poll has neither voters nor ballots.
    pub call: Call,
    /// How many have voted so far; nothing once they are counted.
    pub ballots: usize,
    /// The projects that stand: while ballots are open in the viewer's own order, else by number.
    pub projects: Vec<ProjectView>,
    /// What the viewer approves of; nothing once it is counted.
    pub own: Option<Vec<ProjectNumber>>,
    /// Whether the viewer may vote now.
    pub may_vote: bool,
    /// Why the viewer cannot submit a project; nothing if they can.
    pub cannot_submit: Option<Rejection>,
}

/// A project as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedProject {
    /// What it is called, at most 160 characters.
    pub title: String,
    /// What it is, at most 2,000 characters.
    pub words: String,
    /// What it costs.
    pub cost: Money,
    /// Who is paid.
    pub to: TypedPayee,
}

/// Who is paid, as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedPayee {
    /// A member.
    Member(MemberNumber),
    /// Somebody outside, by name.
    Outside(String),
}

impl CallLine {
    fn of(it: &Call, viewer: Option<MemberNumber>) -> Self {
        let awaits = |poll: &CallPoll| {
            viewer.is_some_and(|me| poll.voters.contains(me) && !poll.ballots.contains_key(&me))
        };
        let funded = it.counted.as_ref().map(|it| it.funded.as_slice());
        let costs = funded.unwrap_or_default().iter();
        let costs = costs.filter_map(|number| it.find(*number).map(|it| it.cost.0));
        Self {
            id: it.id,
            pool: it.counted.as_ref().map_or(it.pool, |it| it.pool),
            stage: it.stage,
            called_ms: it.called_ms,
            projects: it.standing().count(),
            funded: funded.map_or(0, <[ProjectNumber]>::len),
            spent: Money(costs.fold(0, u64::saturating_add)),
            awaits_viewer: matches!(it.stage, CallStage::Voting { .. })
                && it.poll.as_ref().is_some_and(awaits),
        }
    }
}

impl App {
    /// Makes a project ready to be signed.
    ///
    /// # Errors
    ///
    /// [`crate::Refusal::Text`] for a title or words that are none or too long; [`AppError::Store`].
    pub async fn word_project(
        &self,
        call: CallId,
        typed: &TypedProject,
    ) -> Result<(Body, Companion)> {
        let (to, payee) = self.read_payee(&typed.to).await?;
        let mut words = self.salt_words(&typed.title, &typed.words);
        check_claim(&words.title, &words.summary)?;
        words.payee = payee;
        let body = Body::SubmitProject {
            call,
            text: words.digest(),
            cost: typed.cost,
            to,
        };
        Ok((body, Companion::Words(words)))
    }

    /// Reads who is paid into what the record holds; the name of somebody outside goes with it.
    pub(crate) async fn read_payee(
        &self,
        typed: &TypedPayee,
    ) -> Result<(Beneficiary, Option<Payee>)> {
        match typed {
            TypedPayee::Member(member) => Ok((Beneficiary::Member(*member), None)),
            TypedPayee::Outside(name) => {
                let payee = self.salt_payee(name).await?;
                Ok((Beneficiary::Outside(payee.digest()), Some(payee)))
            }
        }
    }

    /// Lists the latest hundred calls, the last one first.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn list_calls(&self, viewer: &Viewer) -> Result<Vec<CallLine>> {
        let me = viewer.number();
        let listed = self.record.read(|state| {
            let latest = state.calls.iter().rev().take(LISTED_MAX);
            latest.map(|it| CallLine::of(it, me)).collect()
        });
        Ok(listed?)
    }

    /// Loads a call with the words of its projects.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_call(&self, id: CallId, viewer: &Viewer) -> Result<CallView> {
        let me = viewer.number();
        let now_ms = self.record.now_ms()?;
        let found = self.record.read(|state| {
            let call = state.find_call(id)?;
            Some((part(state, call, me, now_ms), paid(state, call)))
        })?;
        let (mut view, paid) = found.ok_or(AppError::NotFound)?;
        for it in &mut view.projects {
            let words = self.find_words(it.project.text).await?;
            (it.title, it.words) = words.map_or((None, String::new()), |it| (Some(it.0), it.1));
            if let Beneficiary::Outside(payee) = it.project.to {
                it.payee = self.find_payee_name(payee).await?;
            }
            let mut paid = paid.iter();
            it.transfer = paid.find(|(of, _)| *of == it.number).map(|(_, it)| *it);
        }
        Ok(view)
    }

    /// Finds the title and the words behind a digest; nothing where they were erased or never came here.
    pub(crate) async fn find_words(&self, text: Digest) -> Result<Option<(String, String)>> {
        let mut reader = self.store.read().await?;
        let found = reader.find_proposal_text(&text.0).await?;
        Ok(found.map(|it| (it.title, it.summary)))
    }

    /// Finds what a project is called; nothing where its words were erased.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn find_project_title(
        &self,
        call: CallId,
        project: ProjectNumber,
    ) -> Result<Option<String>> {
        let text = self.record.read(|state| {
            let found = state.find_call(call)?.find(project)?;
            Some(found.text)
        })?;
        match text {
            Some(text) => Ok(self.find_words(text).await?.map(|it| it.0)),
            None => Ok(None),
        }
    }

    /// Tells of what happens to calls: many of one that begins or opens, authors of how it came out.
    pub(crate) async fn announce_call(
        &self,
        tx: &mut Tx,
        change: &CallChange,
        time_ms: u64,
    ) -> Result<()> {
        match change {
            CallChange::Called { call } => self.tell_all_of_call(tx, call.id, time_ms).await,
            CallChange::Opened { call, .. } => self.tell_all_of_call(tx, *call, time_ms).await,
            CallChange::Counted { call, counted, .. } => {
                let told = self.record.read(|state| {
                    let projects = state.find_call(*call)?.standing();
                    let told = projects.map(|(number, it)| (it.author, number));
                    Some(told.collect::<Vec<_>>())
                })?;
                for (author, number) in told.unwrap_or_default() {
                    let word = if counted.funded.contains(&number) {
                        "funded"
                    } else {
                        "not"
                    };
                    let detail = format!("{call} {word}");
                    self.notify(tx, author, Kind::ProjectCounted, detail, time_ms)
                        .await?;
                }
                Ok(())
            }
            CallChange::Submitted { .. }
            | CallChange::Withdrawn { .. }
            | CallChange::Approved { .. }
            | CallChange::Entered { .. } => Ok(()),
        }
    }

    async fn tell_all_of_call(&self, tx: &mut Tx, id: CallId, time_ms: u64) -> Result<()> {
        let job = Job::TellOfCall {
            call: id.0,
            after: 0,
        };
        self.enqueue(tx, &job, time_ms).await
    }

    /// Tells some members of a call, and leaves the rest to another job: while projects are taken, who
    /// may submit one; while ballots are open, who may vote. Whoever was told is not told again.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::Record`].
    pub async fn tell_of_call(&self, call: u32, after: u32) -> Result<()> {
        let now_ms = self.record.now_ms()?;
        let id = CallId(call);
        let found = self.record.read(|state| {
            let it = state.find_call(id)?;
            let kind = match it.stage {
                CallStage::Collecting { .. } => Kind::CallMade,
                CallStage::Voting { .. } => Kind::CallOpened,
                CallStage::Counted { .. } | CallStage::Void { .. } => return None,
            };
            let concerns = |member: MemberNumber| match &it.poll {
                Some(poll) => poll.voters.contains(member),
                None => check_submission(state, now_ms, it, member).is_ok(),
            };
            let told = next_told(state, after, concerns);
            Some((kind, told))
        })?;
        let Some((kind, told)) = found else {
            return Ok(());
        };
        self.tell_some(kind, &call.to_string(), &told, |after| Job::TellOfCall {
            call,
            after,
        })
        .await
    }
}

/// A call as `viewer` may see it, with what they may do.
fn part(state: &State, call: &Call, viewer: Option<MemberNumber>, now_ms: u64) -> CallView {
    let poll = call.poll.as_ref();
    let is_open = matches!(call.stage, CallStage::Voting { closes_ms } if now_ms < closes_ms);
    let order = match (viewer, call.stage) {
        (Some(me), CallStage::Voting { .. }) => call.order_for(me),
        _ => call.standing().map(|it| it.0).collect(),
    };
    let project = |number: ProjectNumber| {
        Some(ProjectView {
            number,
            project: call.find(number)?.clone(),
            title: None,
            words: String::new(),
            payee: None,
            transfer: None,
        })
    };
    let emptied = poll.map(|it| CallPoll {
        opened_ms: it.opened_ms,
        electorate: it.electorate,
        voters: ledger::proposal::MemberSet::default(),
        ballots: std::collections::BTreeMap::new(),
    });
    CallView {
        line: CallLine::of(call, viewer),
        ballots: poll.map_or(0, |it| it.ballots.len()),
        projects: order.into_iter().filter_map(project).collect(),
        own: viewer.and_then(|me| poll?.ballots.get(&me)).cloned(),
        may_vote: is_open && poll.is_some_and(|it| viewer.is_some_and(|me| it.voters.contains(me))),
        cannot_submit: viewer.map_or(Some(Rejection::StandingTooLow), |me| {
            check_submission(state, now_ms, call, me).err()
        }),
        call: Call {
            id: call.id,
            quarter: call.quarter,
            called_ms: call.called_ms,
            pool: call.pool,
            projects: call.projects.clone(),
            stage: call.stage,
            poll: emptied,
            counted: call.counted.clone(),
        },
    }
}

/// Which transfer pays which project of a call.
fn paid(state: &State, call: &Call) -> Vec<(ProjectNumber, TransferId)> {
    if call.counted.is_none() {
        return Vec::new();
    }
    let payments = state.books.payments().filter_map(|it| match it.cause {
        Cause::Project {
            call: of, project, ..
        } if of == call.id => Some((project, it.id)),
        _ => None,
    });
    payments.collect()
}
