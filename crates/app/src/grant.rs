//! Grants by conviction as pages show them: what is asked, how its support grew, how long it still needs,
//! what one gives (ADR-0031). What passes is the ledger's.

use ledger::apply::{check_grant_request, foresee_grant};
use ledger::books::Cause;
use ledger::change::GrantChange;
use ledger::grant::{Grant, GrantRules, GrantStage, stepped, weight};
use ledger::ids::{GrantId, MemberNumber, Money, TransferId};
use ledger::payload::Beneficiary;
use ledger::{Body, Rejection, State};
use store::Tx;
use store::notification::NotificationKind as Kind;

use crate::call::TypedProject;
use crate::companion::Companion;
use crate::error::{AppError, Result};
use crate::work::check_claim;
use crate::{App, Viewer};

/// Grants that are over, in one list.
const LISTED_MAX: usize = 50;
/// All, in basis points.
const WHOLE: u64 = 10_000;
/// Points of a picture.
const COURSE_POINTS: u64 = 60;

/// A grant with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantView {
    /// What the record says of it; its course is in [`GrantView::course`].
    pub grant: Grant,
    /// What it is called; nothing once it was erased.
    pub title: Option<String>,
    /// What it is.
    pub words: String,
    /// Who is paid, where it is somebody outside whose name is known.
    pub payee: Option<String>,
    /// How many points its support weighs now: support grows into its weight.
    pub weight: u64,
    /// How many points it needs to weigh; nothing if the envelope holds so little that not even all points
    /// would do.
    pub needed: Option<u64>,
    /// How many points more, given from now on by people who have them left, would be enough one day; zero if
    /// today's are.
    pub more: u64,
    /// When it would pass if nothing changed, in milliseconds; nothing: never at today's support.
    pub passes_ms: Option<u64>,
    /// From when on it can pass, in milliseconds.
    pub old_enough_ms: u64,
    /// How many points the viewer gives it.
    pub own: u8,
    /// What it weighed, by time in milliseconds, the last one now. Empty in lists.
    pub course: Vec<(u64, u64)>,
    /// What the books hold of it, if it passed.
    pub transfer: Option<TransferId>,
}

/// What the page of grants shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantDesk {
    /// What is free in the envelope, in minor units.
    pub pool: Money,
    /// The largest request that can pass, in minor units.
    pub most: Money,
    /// Points that each member has.
    pub points: u32,
    /// Points that the viewer has left.
    pub left: u32,
    /// Open grants, oldest first.
    pub open: Vec<GrantView>,
    /// The latest that are over, the last one first.
    pub over: Vec<GrantView>,
    /// Why the viewer cannot ask for one; nothing if they can.
    pub cannot_ask: Option<Rejection>,
    /// Whether the viewer may give points.
    pub may_give: bool,
}

impl App {
    /// Makes a request ready to be signed.
    ///
    /// # Errors
    ///
    /// [`crate::Refusal::Text`] for a title or words that are none or too long; [`AppError::Store`].
    pub async fn word_grant(&self, typed: &TypedProject) -> Result<(Body, Companion)> {
        let TypedProject { title, words, .. } = typed;
        let (to, payee) = self.read_payee(&typed.to).await?;
        let mut words = self.salt_words(title, words);
        check_claim(&words.title, &words.summary)?;
        words.payee = payee;
        let body = Body::RequestGrant {
            text: words.digest(),
            amount: typed.cost,
            to,
        };
        Ok((body, Companion::Words(words)))
    }

    /// Lists what is asked for and what came of earlier requests.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn list_grants(&self, viewer: &Viewer) -> Result<GrantDesk> {
        let me = viewer.number();
        let now_ms = self.record.now_ms()?;
        let mut desk = self.record.read(|state| desk(state, me, now_ms))?;
        for it in desk.open.iter_mut().chain(&mut desk.over) {
            self.word_view(it).await?;
        }
        Ok(desk)
    }

    /// Loads a grant with the course of its support.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_grant(&self, id: GrantId, viewer: &Viewer) -> Result<(GrantView, GrantDesk)> {
        let me = viewer.number();
        let now_ms = self.record.now_ms()?;
        let found = self.record.read(|state| {
            let grant = state.grants.find(id)?;
            let mut view = view(state, grant, me, now_ms);
            view.course = course(state, grant, now_ms);
            Some((view, desk(state, me, now_ms)))
        })?;
        let (mut view, desk) = found.ok_or(AppError::NotFound)?;
        self.word_view(&mut view).await?;
        Ok((view, desk))
    }

    /// Finds what a grant is called; nothing where its words were erased.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn find_grant_title(&self, id: GrantId) -> Result<Option<String>> {
        let text = self
            .record
            .read(|state| state.grants.find(id).map(|it| it.text))?;
        match text {
            Some(text) => Ok(self.find_words(text).await?.map(|it| it.0)),
            None => Ok(None),
        }
    }

    async fn word_view(&self, it: &mut GrantView) -> Result<()> {
        let words = self.find_words(it.grant.text).await?;
        (it.title, it.words) = words.map_or((None, String::new()), |it| (Some(it.0), it.1));
        if let Beneficiary::Outside(payee) = it.grant.to {
            it.payee = self.find_payee_name(payee).await?;
        }
        Ok(())
    }

    /// Tells whoever asked that their grant passed.
    pub(crate) async fn announce_grant(
        &self,
        tx: &mut Tx,
        change: &GrantChange,
        time_ms: u64,
    ) -> Result<()> {
        let GrantChange::Passed { grant, .. } = change else {
            return Ok(());
        };
        let author = self
            .record
            .read(|state| state.grants.find(*grant).map(|it| it.author))?;
        if let Some(author) = author {
            self.notify(tx, author, Kind::GrantPassed, grant.to_string(), time_ms)
                .await?;
        }
        Ok(())
    }
}

fn desk(state: &State, viewer: Option<MemberNumber>, now_ms: u64) -> GrantDesk {
    let charter = &state.charter;
    let pool = state.grant_moment(now_ms).pool;
    let given = viewer
        .map(|me| state.grants.given_by(me))
        .unwrap_or_default();
    let given = given
        .iter()
        .fold(0_u32, |sum, it| sum.saturating_add(it.1.into()));
    let points = u32::from(charter.grant_points);
    let view = |it: &Grant| view(state, it, viewer, now_ms);
    let over = state.grants.grants.iter().rev().filter(|it| !it.is_open());
    GrantDesk {
        pool,
        most: most(pool, &GrantRules::of(charter)),
        points,
        left: points.saturating_sub(given),
        open: state.grants.open().map(view).collect(),
        over: over.take(LISTED_MAX).map(view).collect(),
        cannot_ask: viewer.map_or(Some(Rejection::StandingTooLow), |me| {
            check_grant_request(state, now_ms, me).err()
        }),
        may_give: viewer
            .is_some_and(|me| state.standing(me, now_ms) == ledger::member::Standing::Member),
    }
}

/// The largest amount that could pass if everybody gave it all their points.
fn most(pool: Money, rules: &GrantRules) -> Money {
    // The least part of the pool, in basis points, that needs as much as all points.
    let whole = Money(WHOLE);
    let is_too_large = |part: &u64| needs(rules, Money(*part), whole).is_none();
    let first = (0..WHOLE).find(is_too_large).unwrap_or(WHOLE);
    let product = u128::from(pool.0).saturating_mul(first.into());
    let most = product.div_ceil(WHOLE.into()).saturating_sub(1);
    Money(u64::try_from(most).unwrap_or(u64::MAX))
}

/// What `amount` needs of `pool`, in basis points of the points; nothing if it is all of them or more.
fn needs(rules: &GrantRules, amount: Money, pool: Money) -> Option<u64> {
    rules.threshold(amount, pool).filter(|it| *it < WHOLE)
}

/// How many points more would be enough one day. They count among all that are given, too, so that a request
/// which needs a large part of these needs many more.
fn more(state: &State, now_ms: u64, points: u64, threshold: u64) -> u64 {
    let all = state.grant_moment(now_ms);
    let given = state.grants.points_given();
    let to_least = all.points_needed(threshold).saturating_sub(points);
    if given.saturating_add(to_least) <= all.points {
        return to_least;
    }
    let falls_short = u128::from(threshold)
        .saturating_mul(given.into())
        .saturating_sub(u128::from(points).saturating_mul(WHOLE.into()));
    let more = falls_short.div_ceil(WHOLE.saturating_sub(threshold).max(1).into());
    u64::try_from(more).unwrap_or(u64::MAX)
}

fn view(state: &State, grant: &Grant, viewer: Option<MemberNumber>, now_ms: u64) -> GrantView {
    let rules = GrantRules::of(&state.charter);
    let moment = state.grant_moment(now_ms);
    let threshold = needs(&rules, grant.amount, moment.pool);
    let conviction = if grant.is_open() {
        grant.conviction_at(state.tick_of(now_ms))
    } else {
        grant.conviction
    };
    let mut payments = state.books.payments();
    let is_its = |cause: Cause| matches!(cause, Cause::Grant { grant: of, .. } if of == grant.id);
    let paid = match grant.stage {
        GrantStage::Passed { .. } => payments.find(|it| is_its(it.cause)),
        GrantStage::Open | GrantStage::Withdrawn { .. } | GrantStage::Void { .. } => None,
    };
    GrantView {
        title: None,
        words: String::new(),
        payee: None,
        weight: weight(conviction),
        needed: threshold.map(|it| moment.points_needed(it)),
        more: threshold.map_or(0, |it| more(state, now_ms, grant.points, it)),
        passes_ms: if grant.is_open() {
            foresee_grant(state, now_ms, grant)
        } else {
            None
        },
        old_enough_ms: grant.since_ms.saturating_add(rules.age_ms),
        own: viewer.map_or(0, |me| {
            if grant.is_open() {
                state.grants.given_to(me, grant.id)
            } else {
                0
            }
        }),
        course: Vec::new(),
        transfer: paid.map(|it| it.id),
        grant: Grant {
            course: Vec::new(),
            ..grant.clone()
        },
    }
}

/// What a grant weighed from the day it was asked for until now, or until it was over.
fn course(state: &State, grant: &Grant, now_ms: u64) -> Vec<(u64, u64)> {
    let last = if grant.is_open() {
        state.tick_of(now_ms).max(grant.tick)
    } else {
        grant.tick
    };
    let first = state.tick_of(grant.since_ms);
    let kept = grant.course.first().map_or(last, |it| it.tick);
    // Of very long courses the beginning is not kept.
    let begin = if grant.course.len() < ledger::grant::COURSE_MAX {
        first
    } else {
        kept
    };
    let stride = last.saturating_sub(begin).div_ceil(COURSE_POINTS).max(1);
    let mut shown = Vec::new();
    let mut tick = begin;
    loop {
        let at = grant.course.iter().rev().find(|it| it.tick <= tick);
        let conviction = at.map_or(0, |it| {
            stepped(it.conviction, it.points, tick.saturating_sub(it.tick))
        });
        shown.push((state.tick_ms(tick), weight(conviction)));
        if tick >= last {
            return shown;
        }
        tick = tick.saturating_add(stride).min(last);
    }
}
