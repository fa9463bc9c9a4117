//! Cases before juries, the jury room, and the pictures that only its jurors see.

use app::AppError;
use app::challenge::Judged;
use app::justice::{Heard, JuryRoom};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::ids::MediaHash;
use domain::visibility::Viewpoint;
use ledger::challenge::Right;
use ledger::ids::{CaseId, JuryId, MemberNumber};
use ledger::jury::{Ground, Jury, JuryStage, Level, Matter, Ruling, Seat, StepKind};
use ledger::member::Standing;
use ledger::policy::{ModerationPolicy, Rule};
use serde::Deserialize;
use store::appreciation::Subject;
use store::commons_words::{WordsId, WordsPlace};

use super::moderation::{rule_title, viewpoint, work};
use super::signer;
use super::words::words_text;
use crate::error::PageError;
use crate::handlers::{Path, Query};
use crate::pages::commons::decision::rights::right_name;
use crate::pages::commons::jury::{self, Item, RoomView, Task};
use crate::pages::commons::justice::{
    self, About, BroughtBy, CaseLine, CaseView, CasesView, JuryPart,
};
use crate::recent::Summons;
use crate::text::Lang;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

/// What is looked for in the list of cases.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub struct Looked {
    /// Only cases under the rule of this id.
    #[serde(default)]
    pub rule: String,
    /// Only cases whose juries said something that contains this.
    #[serde(default)]
    pub q: String,
}

fn me(visit: &Visit) -> Result<MemberNumber, PageError> {
    visit.member().ok_or(PageError::SignIn)
}

/// What cases of one topic are about: the rule's title, or the right's name.
pub fn topic_title(lang: Lang, policy: &ModerationPolicy, topic: &str) -> String {
    match topic.strip_prefix("right:").and_then(Right::of_word) {
        Some(right) => t!(lang, "case-of-right", right = right_name(lang, right)).into_owned(),
        None => rule_title(policy, topic),
    }
}

/// Who brought a case about an act.
fn brought_by(matter: &Matter) -> BroughtBy {
    match matter {
        Matter::Referral(_) => BroughtBy::Moderation,
        Matter::Act(_) | Matter::Decision { .. } => BroughtBy::Maker,
    }
}

/// Makes a line of a case.
pub fn line(visit: &Visit, heard: &Heard) -> CaseLine {
    let case = &heard.case;
    let policy = &visit.app().commons().moderation;
    CaseLine {
        number: case.id.0,
        about: match &case.matter {
            Matter::Act(appeal) | Matter::Referral(appeal) => About::Act {
                rule: rule_title(policy, &appeal.rule),
                step: appeal.step.word(),
                by: brought_by(&case.matter),
            },
            Matter::Decision {
                proposal, right, ..
            } => About::Decision {
                number: proposal.0,
                right: *right,
            },
        },
        level: case.level,
        ruling: case.appeal_until_ms.map(|_| case.ruling),
        filed_ms: case.filed_ms,
        said: heard.statements.last().map(|it| it.words.clone()),
    }
}

/// `GET /commons/cases`: every case, by rule and by what juries said.
pub async fn list(visit: Visit, Query(looked): Query<Looked>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let app = visit.app();
    let cases = app
        .list_cases(viewpoint(&visit), &looked.rule, &looked.q)
        .await?;
    let rules = app.commons().moderation.rules.clone();
    let rule = |it: Rule| {
        let is_chosen = it.id == looked.rule;
        (it.id, it.title, is_chosen)
    };
    let mut waiting = Vec::new();
    let mut duty = None;
    if let Some(who) = visit.who.as_ref() {
        for jury in app.list_own_juries(who.member)? {
            waiting.extend(Summons::of(&jury).map(|it| (it.jury.0, it.until_ms, it.opens)));
        }
        if who.standing == Standing::Member {
            duty = Some(app.jury_duty(who.member)?);
        }
    }
    let view = CasesView {
        lines: cases.iter().map(|it| line(&visit, it)).collect(),
        rules: rules.into_iter().map(|it| rule(it.value)).collect(),
        query: looked.q,
        waiting,
        duty,
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &justice::list(&shell, &view)))
}

/// `GET /commons/cases/{case}`: one case.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let heard = visit
        .app()
        .load_heard(viewpoint(&visit), CaseId(number))
        .await?;
    let own = visit.member();
    let part = |jury: &Jury| {
        let said = heard.statements.iter().find(|it| it.jury == jury.id);
        jury_part(jury, own, said.map(|it| it.words.clone()))
    };
    let view = CaseView {
        line: line(&visit, &heard),
        topic: heard.case.matter.topic(),
        version: heard.case.matter.appeal().map(|it| it.version),
        juries: heard.juries.iter().map(part).collect(),
        may_appeal_until_ms: own.and_then(|it| may_appeal_until_ms(&visit, &heard, it)),
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &justice::case(&shell, &view)))
}

/// Until when `member` may take the case further, if they may: as the ledger will say.
fn may_appeal_until_ms(visit: &Visit, heard: &Heard, member: MemberNumber) -> Option<u64> {
    let case = &heard.case;
    let is_of_fraud = |rule: &str| case.level == Level::First && ledger::apply::is_of_fraud(rule);
    let may_find = case.matter.appeal().is_some_and(|it| is_of_fraud(&it.rule));
    let has_lost = match case.ruling {
        Ruling::Uphold if case.appellant != member => may_find && visit.app().is_moderator(member),
        Ruling::Uphold => true,
        Ruling::Reverse => case.appellant != member && visit.app().is_moderator(member),
    };
    let now_ms = visit.app().clock.now_ms();
    case.appeal_until_ms
        .filter(|until| has_lost && case.level.next().is_some() && now_ms < *until)
}

fn jury_part(jury: &Jury, own: Option<MemberNumber>, statement: Option<String>) -> JuryPart {
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let grounds = Ground::ALL.map(|ground| {
        let named = |it: &&ledger::jury::Juror| it.opened.is_some_and(|it| it.1 == ground);
        (ground, count(jury.sitting().filter(named).count()))
    });
    let juror = own.and_then(|it| jury.find_sitting(it));
    let (is_over, ruling) = match jury.stage {
        JuryStage::Over { outcome, .. } => (true, outcome.ruling),
        _ => (false, None),
    };
    let ruled = juror.and_then(|it| it.opened).map(|it| it.0);
    JuryPart {
        number: jury.id.0,
        level: jury.level,
        hearing: jury.hearing,
        seats: jury.seats,
        stage: jury.stage,
        sealed: count(jury.sitting().filter(|it| it.seal.is_some()).count()),
        grounds: grounds.into_iter().filter(|it| it.1 > 0).collect(),
        may_state: jury.statement.is_none() && ruling.is_some() && ruled == ruling,
        is_yours: juror.is_some() && !is_over,
        report: statement.as_ref().map(|_| {
            let words = WordsPlace::Statement(jury.id);
            links::report_words(&words_text(WordsId::of(words)))
        }),
        statement,
    }
}

/// `GET /commons/juries/{jury}`: the jury room, for those who sit there.
pub async fn room(visit: Visit, Path(number): Path<u32>) -> Result<Response, PageError> {
    let member = me(&visit)?;
    let loaded = visit.app().load_jury_room(member, JuryId(number)).await?;
    if matches!(loaded.jury.stage, JuryStage::Over { .. }) {
        let case = links::case(loaded.case.id.0.into());
        return Ok(axum::response::Redirect::to(&case).into_response());
    }
    let shell = visit.shell().await?;
    let view = room_view(&visit, member, loaded).await?;
    Ok(answer(&shell, &jury::room(&shell, &view)).into_response())
}

async fn room_view(
    visit: &Visit,
    member: MemberNumber,
    loaded: JuryRoom,
) -> Result<RoomView, PageError> {
    let task = task_of(&loaded, member);
    Ok(RoomView {
        jury: loaded.jury.id.0,
        level: loaded.jury.level,
        seats: loaded.jury.seats,
        judged: judged(visit, &loaded).await?,
        words: loaded.words,
        precedents: loaded.precedents.iter().map(|it| line(visit, it)).collect(),
        task,
        pay: visit.app().commons().charter.juror_pay.into(),
        signer: signer(visit).await?,
    })
}

/// Reads what a juror judges, as they see it.
async fn judged(visit: &Visit, loaded: &JuryRoom) -> Result<jury::Judged, PageError> {
    match &loaded.judged {
        Judged::Act(action) => Ok(jury::Judged::Act {
            by: brought_by(&loaded.case.matter),
            item: item(visit, loaded.jury.id, action.subject).await?,
            step: StepKind::of(&action.step).word(),
            rule: rule_of(visit, &action.rule_id, action.rule_version).await?,
            reasons: action.reasons.as_str().to_owned(),
        }),
        Judged::Decision(proposal, right) => {
            let view = super::decision::view(visit, *proposal).await?;
            Ok(jury::Judged::Decision {
                number: view.number,
                title: view.title,
                reasons: view.reasons,
                changes: view.changes,
                right: *right,
            })
        }
    }
}

fn task_of(room: &JuryRoom, member: MemberNumber) -> Task {
    let sealed = room.sealed.as_ref();
    let juror = room.jury.find_sitting(member);
    match room.jury.stage {
        JuryStage::Called { draws_ms } => Task::Wait(draws_ms),
        JuryStage::Sealing { until_ms, .. } if room.tie.is_some() => Task::Tied(until_ms),
        JuryStage::Sealing { until_ms, .. } => Task::Seal(until_ms, sealed.map(|it| it.ruling)),
        JuryStage::Opening { until_ms } => match juror {
            Some(it) if it.seal.is_some() && it.opened.is_none() => {
                Task::Open(until_ms, sealed.map(|it| (it.ruling, it.ground)))
            }
            _ => Task::Wait(until_ms),
        },
        JuryStage::Over { at_ms, .. } => Task::Wait(at_ms),
    }
}

/// Reads a rule as it stood in a version of the policy.
///
/// # Errors
///
/// [`PageError::NotFound`] if that version has no such rule.
pub async fn rule_of(visit: &Visit, id: &str, version: u32) -> Result<Rule, PageError> {
    let versions = visit.app().list_moderation_versions().await?;
    let policy = versions.iter().find(|it| it.version == version);
    let rule = policy.and_then(|it| it.policy.find_rule(id));
    Ok(rule.ok_or(PageError::NotFound)?.value.clone())
}

/// Reads the work as a juror sees it: all of it, and not whose it is.
async fn item(visit: &Visit, jury: JuryId, subject: Subject) -> Result<Option<Item>, PageError> {
    let viewpoint = Viewpoint::Moderator(MemberNumber(0));
    let Subject::Post(id) = subject else {
        let found = work(visit, viewpoint, subject).await?;
        return Ok(found.map(|it| Item {
            title: it.title,
            words: it.excerpt,
            pictures: Vec::new(),
        }));
    };
    let mut reader = visit.app().store.read().await?;
    let Some(card) = reader.find_post_visible_to(viewpoint, id).await? else {
        return Ok(None);
    };
    let (title, body) = markdown::split_title(card.text.as_str());
    let words = markdown::plain(body, 10_000);
    let picture = |photo: &store::card::PhotoCard| {
        let shown = present::fitting(&photo.photo)?;
        let src = links::jury_picture(jury.0.into(), &shown.to_string());
        let (width, height) = (photo.photo.width, photo.photo.height);
        Some((src, width, height, photo.alt_text.as_str().to_owned()))
    };
    Ok(Some(Item {
        title: title.unwrap_or_default(),
        words,
        pictures: card.photos.iter().filter_map(picture).collect(),
    }))
}

/// `GET /commons/juries/{jury}/pictures/{hash}`: a picture of the work, for those who judge it.
pub async fn picture(
    visit: Visit,
    Path((number, hash)): Path<(u32, String)>,
) -> Result<Response, PageError> {
    let member = me(&visit)?;
    let file: MediaHash = hash.parse().map_err(|_| PageError::NotFound)?;
    let app = visit.app();
    let path = app
        .find_media_file_for_juror(member, JuryId(number), file)
        .await?;
    let bytes = tokio::fs::read(&path)
        .await
        .map_err(|_| PageError::App(AppError::NotFound))?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(app::upload::MEDIA_TYPE),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

/// How many jurors were ever called to a jury and did not come.
pub fn absent(jury: &Jury) -> usize {
    let jurors = jury.jurors.iter();
    jurors.filter(|it| it.seat == Seat::Absent).count()
}
