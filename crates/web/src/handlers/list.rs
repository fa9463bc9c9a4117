//! Home, explore, tags, search, bookmarks, notifications.

use app::feed::ExploreOrder;
use domain::text::Hashtag;
use ledger::charter::Joining;
use ledger::ids::ElectionId;
use ledger::operation::Choice;
use serde::Deserialize;
use store::notification::{Notification, NotificationKind, proposal_in};

use super::reading::recipe_view;
use super::{From, Path, Query};
use crate::components::person::PersonRow;
use crate::components::post::follow_button;
use crate::error::PageError;
use crate::layout::Shell;
use crate::pages::commons::choice_label;
use crate::pages::feed::{self, ExploreTab, ExploreView, HomeView, Posts, SearchView};
use crate::pages::notifications::{self, Notice, NoticeKind};
use crate::visit::{Html, Visit, answer};
use crate::{links, present, t};

/// Days back that count for "tags in use".
const TAG_DAYS: u64 = 90;
/// People suggested at once.
const SUGGESTED: usize = 20;

/// `GET /`: home of a member, the front door of everybody else.
pub async fn home(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let viewer = visit.viewer();
    let shell = visit.shell().await?;
    if visit.member().is_none() {
        let page = visit
            .app()
            .list_explore(&viewer, ExploreOrder::Newest, cursor.as_ref())
            .await?;
        let posts = present::posts(&visit, &shell, &page, links::EXPLORE, cursor.is_none());
        let is_open = visit.app().commons().charter.joining == Joining::Open;
        return Ok(answer(&shell, &feed::door(&shell, &posts, is_open)));
    }
    let page = visit.app().list_home(&viewer, cursor.as_ref()).await?;
    let following = shell
        .visitor
        .as_ref()
        .map_or(0, |visitor| visitor.following);
    let posts = present::posts(&visit, &shell, &page, links::HOME, cursor.is_none());
    let in_use = visit.app().find_recipe(&viewer).await?;
    let view = HomeView {
        posts,
        following,
        recipe: cursor.is_none().then(|| recipe_view(&visit, &in_use)),
    };
    Ok(answer(&shell, &feed::home(&shell, &view)))
}

/// Which part of explore is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ExploreQuery {
    show: Option<String>,
    from: Option<String>,
}

/// `GET /explore`: the whole network.
pub async fn explore(visit: Visit, Query(query): Query<ExploreQuery>) -> Result<Html, PageError> {
    let cursor = From { from: query.from }.cursor()?;
    let viewer = visit.viewer();
    let shell = visit.shell().await?;
    let mut view = ExploreView {
        tab: ExploreTab::Works,
        posts: Posts::default(),
        people: Vec::new(),
        tags: Vec::new(),
    };
    match query.show.as_deref() {
        Some("people") => {
            view.tab = ExploreTab::People;
            view.people = suggested(&visit, &shell).await?;
        }
        Some("tags") => {
            view.tab = ExploreTab::Tags;
            let tags = visit.app().list_tags_in_use(TAG_DAYS).await?;
            view.tags = tags
                .into_iter()
                .map(|tag| (tag.tag.as_str().to_owned(), tag.post_count))
                .collect();
        }
        _ => {
            let page = visit
                .app()
                .list_explore(&viewer, ExploreOrder::Newest, cursor.as_ref())
                .await?;
            view.posts = present::posts(&visit, &shell, &page, links::EXPLORE, cursor.is_none());
        }
    }
    Ok(answer(&shell, &feed::explore(&shell, &view)))
}

async fn suggested(visit: &Visit, shell: &Shell) -> Result<Vec<PersonRow>, PageError> {
    if visit.member().is_none() {
        return Ok(Vec::new());
    }
    let cards = visit
        .app()
        .list_suggested(&visit.viewer(), SUGGESTED)
        .await?;
    Ok(cards
        .iter()
        .map(|card| person_row(shell, card, false))
        .collect())
}

/// One person in a list, with a follow button unless it is the visitor.
pub fn person_row(shell: &Shell, card: &store::card::MemberCard, followed: bool) -> PersonRow {
    let face = present::face(shell.lang, card);
    let own = shell
        .visitor
        .as_ref()
        .is_some_and(|visitor| visitor.face.handle == face.handle);
    let act = (shell.signed_in() && !own && !face.handle.is_empty())
        .then(|| follow_button(shell, &face.handle, followed));
    PersonRow {
        face,
        note: String::new(),
        act,
    }
}

/// `GET /tags/{tag}`: everything that carries a tag.
pub async fn tag(
    visit: Visit,
    Path(tag): Path<String>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let tag = Hashtag::parse(&tag).ok_or(PageError::NotFound)?;
    let shell = visit.shell().await?;
    let page = visit
        .app()
        .load_tag(&visit.viewer(), tag, cursor.as_ref())
        .await?;
    let name = page.tag.tag.as_str();
    let posts = present::posts(
        &visit,
        &shell,
        &page.posts,
        &links::tag(name),
        cursor.is_none(),
    );
    Ok(answer(
        &shell,
        &feed::tag(&shell, name, page.tag.post_count, &posts),
    ))
}

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub struct SearchQuery {
    q: Option<String>,
    from: Option<String>,
}

/// `GET /search`: people, tags and posts.
pub async fn search(visit: Visit, Query(query): Query<SearchQuery>) -> Result<Html, PageError> {
    let cursor = From { from: query.from }.cursor()?;
    let typed = query.q.unwrap_or_default();
    let shell = visit.shell().await?;
    if typed.trim().is_empty() {
        return Ok(answer(
            &shell,
            &feed::search(&shell, &SearchView::default()),
        ));
    }
    let found = visit
        .app()
        .search(&visit.viewer(), &typed, cursor.as_ref())
        .await?;
    let view = SearchView {
        people: found
            .members
            .rows
            .iter()
            .map(|card| PersonRow {
                act: None,
                ..person_row(&shell, card, false)
            })
            .collect(),
        tags: found
            .tags
            .iter()
            .map(|tag| (tag.tag.as_str().to_owned(), tag.post_count))
            .collect(),
        posts: present::posts(
            &visit,
            &shell,
            &found.posts,
            &links::search(&typed),
            cursor.is_none(),
        ),
        query: typed,
    };
    Ok(answer(&shell, &feed::search(&shell, &view)))
}

/// `GET /bookmarks`: what the visitor kept for later.
pub async fn bookmarks(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let shell = visit.shell().await?;
    let page = visit
        .app()
        .list_bookmarks(&visit.viewer(), cursor.as_ref())
        .await?;
    let posts = present::posts(&visit, &shell, &page, links::BOOKMARKS, cursor.is_none());
    Ok(answer(&shell, &feed::bookmarks(&shell, &posts)))
}

/// `GET /notifications`: what the visitor was told; looking at it marks it as read.
pub async fn notifications(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let viewer = visit.viewer();
    let shell = visit.shell().await?;
    let page = visit
        .app()
        .list_notifications(&viewer, cursor.as_ref())
        .await?;
    if page.rows.iter().any(|row| row.read_at_ms.is_none()) {
        visit.app().mark_notifications_read(&viewer).await?;
        if let Some(member) = visit.member() {
            visit.door.recent.forget(member);
        }
    }
    let mut told: Vec<Notice> = page.rows.iter().map(|row| notice(&shell, row)).collect();
    for (row, notice) in page.rows.iter().zip(&mut told) {
        notice.excerpt = title_of_decision(&visit, row).await?;
    }
    let notices = gathered(told.into_iter());
    let next = present::older(page.next.as_ref(), links::NOTIFICATIONS);
    Ok(answer(
        &shell,
        &notifications::show(&shell, &notices, next.as_deref()),
    ))
}

/// What a notice about a decision is about; empty for other notices, and where the words were erased.
async fn title_of_decision(visit: &Visit, row: &Notification) -> Result<String, PageError> {
    let is_about_one = matches!(
        row.kind,
        NotificationKind::ProposalMoved
            | NotificationKind::PanelDrawn
            | NotificationKind::VoteAsked
            | NotificationKind::VoteEnding
            | NotificationKind::DelegateVoted
    );
    if row.kind.is_of_election() {
        let number = row.detail.as_deref().and_then(|it| it.parse().ok());
        return Ok(office_of_election(visit, number));
    }
    let number = row.detail.as_deref().and_then(proposal_in);
    let Some(number) = number.filter(|_| is_about_one) else {
        return Ok(String::new());
    };
    let title = visit.app().find_title(number).await?;
    Ok(title.unwrap_or_default())
}

/// For which office members are elected; empty if there is no such election.
fn office_of_election(visit: &Visit, number: Option<u32>) -> String {
    let office = |state: &ledger::State| {
        let found = state.find_election(ElectionId(number?));
        found.map(|it| it.office)
    };
    let office = visit.app().record.read(office).ok().flatten();
    office.map_or_else(String::new, |office| {
        t!(visit.lang, &format!("election-title-{}", office.word())).into_owned()
    })
}

/// Tells many gestures to one work in one line, where the newest of them stands.
fn gathered(notices: impl Iterator<Item = Notice>) -> Vec<Notice> {
    let mut told: Vec<Notice> = Vec::new();
    for notice in notices {
        let same = told.iter_mut().find(|it| {
            notice.kind.is_gesture()
                && it.kind == notice.kind
                && it.href == notice.href
                && it.new == notice.new
        });
        match same {
            Some(line) => line.others += 1,
            None => told.push(notice),
        }
    }
    told
}

// long: one arm per kind of notice
fn notice(shell: &Shell, row: &Notification) -> Notice {
    let lang = shell.lang;
    let detail = row.detail.as_deref().unwrap_or_default();
    let post = match (&row.post, &row.post_handle) {
        (Some(post), Some(handle)) => Some(match row.comment {
            Some(comment) => links::comment(handle, &post.to_string(), &comment.to_string()),
            None => links::post(handle, &post.to_string()),
        }),
        _ => None,
    };
    let commons = |key: &str, href: String| (NoticeKind::Commons, t!(lang, key).into_owned(), href);
    let (kind, what, href) = match row.kind {
        NotificationKind::Followed => (NoticeKind::Followed, String::new(), links::HOME.to_owned()),
        NotificationKind::Appreciated => (
            NoticeKind::Appreciated,
            String::new(),
            post.unwrap_or_default(),
        ),
        NotificationKind::Commented => (
            NoticeKind::Commented,
            String::new(),
            post.unwrap_or_default(),
        ),
        NotificationKind::Answered => (
            NoticeKind::Answered,
            t!(lang, "notice-a-post").into_owned(),
            post.unwrap_or_default(),
        ),
        NotificationKind::Mentioned => (
            NoticeKind::Mentioned,
            t!(lang, "notice-a-post").into_owned(),
            post.unwrap_or_default(),
        ),
        NotificationKind::Reposted => (
            NoticeKind::Reposted,
            String::new(),
            post.unwrap_or_default(),
        ),
        NotificationKind::Vouched => (
            NoticeKind::Vouched,
            String::new(),
            "/commons/people#vouched-by".to_owned(),
        ),
        NotificationKind::Moderated => {
            commons("notice-moderated", links::moderation_action(detail))
        }
        NotificationKind::ReportDecided => {
            let words = match detail {
                "upheld" => "notice-report-upheld",
                _ => "notice-report-dismissed",
            };
            commons(words, "/commons/moderation".to_owned())
        }
        NotificationKind::StandingChanged => {
            let words = match detail {
                "trust-notice" => "notice-trust-notice",
                "trust-fell" => "notice-trust-fell",
                "trust-lifted" => "notice-trust-lifted",
                _ => "notice-standing-changed",
            };
            commons(words, "/commons/people#trust".to_owned())
        }
        NotificationKind::DataAsked => {
            let category = t!(lang, &format!("category-{detail}"));
            let words = t!(lang, "notice-data-asked", category = category);
            (
                NoticeKind::Commons,
                words.into_owned(),
                format!("/you/privacy#{detail}"),
            )
        }
        NotificationKind::KeysChanged => commons("notice-keys-changed", "/you/keys".to_owned()),
        NotificationKind::ProposalMoved | NotificationKind::PanelDrawn => {
            let what = if row.kind == NotificationKind::PanelDrawn {
                t!(lang, "notice-panel-drawn", number = detail)
            } else {
                t!(lang, "notice-proposal-moved", number = detail)
            };
            (
                NoticeKind::Commons,
                what.into_owned(),
                detail
                    .parse()
                    .map_or_else(|_| links::COMMONS.to_owned(), links::decision),
            )
        }
        NotificationKind::VoteAsked
        | NotificationKind::VoteEnding
        | NotificationKind::DelegateVoted => vote_notice(shell, row, detail),
        NotificationKind::DraftCommented | NotificationKind::DraftAnswered => {
            let (draft, said) = detail.split_once(' ').unwrap_or((detail, ""));
            let (kind, work) = if row.kind == NotificationKind::DraftAnswered {
                (NoticeKind::Answered, "notice-a-draft")
            } else {
                (NoticeKind::Commented, "notice-your-draft")
            };
            let href = links::contribution(draft, said);
            (kind, t!(lang, work).into_owned(), href)
        }
        NotificationKind::ElectionCalled
        | NotificationKind::ElectionOpened
        | NotificationKind::Elected => {
            let href = detail
                .parse()
                .map_or_else(|_| "/commons/elections".to_owned(), links::election);
            commons(&format!("notice-{}", row.kind.word()), href)
        }
        NotificationKind::CallMade | NotificationKind::CallOpened => {
            let href = detail
                .parse()
                .map_or_else(|_| links::BUDGETS.to_owned(), links::budget);
            commons(&format!("notice-{}", row.kind.word()), href)
        }
        NotificationKind::GrantPassed => {
            let href = detail
                .parse()
                .map_or_else(|_| links::GRANTS.to_owned(), links::grant);
            commons("notice-grant-passed", href)
        }
        NotificationKind::ProjectCounted => {
            let (call, outcome) = detail.split_once(' ').unwrap_or((detail, ""));
            let key = match outcome {
                "funded" => "notice-project-funded",
                _ => "notice-project-not-funded",
            };
            let href = call
                .parse()
                .map_or_else(|_| links::BUDGETS.to_owned(), links::budget);
            commons(key, href)
        }
        NotificationKind::SurplusOwed
        | NotificationKind::SurplusPaid
        | NotificationKind::SurplusUnpaid => {
            let href = detail
                .parse()
                .map_or_else(|_| links::TREASURY.to_owned(), links::surplus);
            commons(&format!("notice-{}", row.kind.word()), href)
        }
        NotificationKind::RenewalAsked | NotificationKind::MandateLapsed => commons(
            &format!("notice-{}", row.kind.word()),
            "/commons/offices".to_owned(),
        ),
        NotificationKind::JurySummoned | NotificationKind::JuryOpens => {
            let key = if row.kind == NotificationKind::JurySummoned {
                "notice-jury-summoned"
            } else {
                "notice-jury-opens"
            };
            let href = detail.parse().map(links::jury_room);
            commons(key, href.unwrap_or_else(|_| links::CASES.to_owned()))
        }
        NotificationKind::DecisionChallenged => {
            let href = detail.parse().map(links::decision);
            commons(
                "notice-decision-challenged",
                href.unwrap_or_else(|_| "/commons".to_owned()),
            )
        }
        NotificationKind::ChallengeRuled => {
            let (case, ruling) = detail.split_once(' ').unwrap_or((detail, ""));
            let key = match ruling {
                "reverse" => "notice-challenge-reversed",
                _ => "notice-challenge-upheld",
            };
            let href = case.parse().map(links::case);
            commons(key, href.unwrap_or_else(|_| links::CASES.to_owned()))
        }
        NotificationKind::CaseRuled => {
            let (case, ruling) = detail.split_once(' ').unwrap_or((detail, ""));
            let key = match ruling {
                "reverse" => "notice-case-reversed",
                _ => "notice-case-upheld",
            };
            let href = case.parse().map(links::case);
            commons(key, href.unwrap_or_else(|_| links::CASES.to_owned()))
        }
        NotificationKind::CaseReferred => {
            commons("notice-case-referred", links::moderation_action(detail))
        }
        NotificationKind::SharesTaken => {
            commons("notice-shares-taken", "/commons/shares#taken".to_owned())
        }
        NotificationKind::VouchingLost => {
            let key = match detail {
                "vote" => "notice-vote-lost",
                _ => "notice-vouching-lost",
            };
            commons(key, "/commons/people#lost".to_owned())
        }
        NotificationKind::ReviewAsked => {
            let href = detail.parse().map(links::claim);
            commons(
                "notice-review-asked",
                href.unwrap_or_else(|_| "/commons/work".to_owned()),
            )
        }
        NotificationKind::ClaimEnded => {
            let (claim, class) = detail.split_once(' ').unwrap_or((detail, ""));
            let key = match class {
                "no" => "notice-claim-refused",
                _ => "notice-claim-counts",
            };
            let href = claim.parse().map(links::claim);
            commons(key, href.unwrap_or_else(|_| "/commons/work".to_owned()))
        }
        NotificationKind::OrderReveals
        | NotificationKind::TradeToPay
        | NotificationKind::TradeToConfirm
        | NotificationKind::TradeSettled
        | NotificationKind::TradeLapsed
        | NotificationKind::SharesRedeemed => commons(
            &format!("notice-{}", row.kind.word()),
            links::AUCTION.to_owned(),
        ),
        NotificationKind::SharesAssigned => commons(
            &format!("notice-shares-{detail}"),
            "/commons/shares".to_owned(),
        ),
        NotificationKind::OfferClosed | NotificationKind::ConsentAsked => commons(
            &format!("notice-{}", row.kind.word()),
            links::INVESTORS.to_owned(),
        ),
        NotificationKind::InvestorPaid => {
            let (why, offer) = detail.split_once(' ').unwrap_or((detail, ""));
            let key = match why {
                "refund" => "notice-investor-refund",
                "return" => "notice-investor-return",
                _ => "notice-investor-redemption",
            };
            let href = offer
                .parse()
                .map_or_else(|_| links::INVESTORS.to_owned(), links::offer);
            commons(key, href)
        }
        NotificationKind::RoundSettled => {
            commons("notice-round-settled", "/commons/work".to_owned())
        }
    };
    Notice {
        kind,
        who: row.actor.as_ref().map(|card| present::face(lang, card)),
        what,
        href,
        at_ms: row.id.at_ms(),
        others: 0,
        excerpt: String::new(),
        new: row.read_at_ms.is_none(),
    }
}

/// A notice about a vote of one's own: asked for, about to end, or cast by somebody else.
fn vote_notice(shell: &Shell, row: &Notification, detail: &str) -> (NoticeKind, String, String) {
    let lang = shell.lang;
    let (number, more) = detail.split_once(' ').unwrap_or((detail, ""));
    let what = match row.kind {
        NotificationKind::VoteAsked => {
            let others: u64 = more.parse().unwrap_or(0);
            t!(lang, "notice-vote-asked", others = others)
        }
        NotificationKind::DelegateVoted => {
            let actor = row.actor.as_ref();
            let name = actor.map(|card| present::face(lang, card).name);
            let choice = Choice::of_word(more).unwrap_or(Choice::Abstain);
            t!(
                lang,
                "notice-delegate-voted",
                name = name.unwrap_or_else(|| t!(lang, "notice-somebody").into_owned()),
                choice = choice_label(lang, choice).into_owned()
            )
        }
        _ => t!(lang, "notice-vote-ending"),
    };
    let href = number
        .parse()
        .map_or_else(|_| links::COMMONS.to_owned(), links::decision);
    (NoticeKind::Commons, what.into_owned(), href)
}
