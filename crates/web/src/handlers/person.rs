//! A person's page and the lists around it.

use app::feed::{Profile, ProfileTab};
use domain::handle::Handle;
use ledger::member::Standing;

use super::list::person_row;
use super::{From, Path, Query};
use crate::error::PageError;
use crate::layout::Shell;
use crate::pages::profile::{self, FollowList, Person, ProfilePart, StandingView};
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

/// Longest preview of what somebody says about themselves, in characters.
const SUMMARY_CHARACTERS: usize = 200;

fn parse(handle: &str) -> Result<Handle, PageError> {
    Handle::parse(handle).map_err(|_| PageError::NotFound)
}

/// `GET /@{handle}`: the wall.
pub async fn works(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    let (shell, profile) = load(&visit, &handle, ProfileTab::Works, &from).await?;
    let works = present::wall(&visit, &shell, &profile.posts.rows);
    let older = present::older(profile.posts.next.as_ref(), &links::profile(&handle));
    show(
        &visit,
        &shell,
        &profile,
        &ProfilePart::Works { works, older },
    )
}

/// `GET /@{handle}/-/posts`: posts and reposts.
pub async fn posts(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    let (shell, profile) = load(&visit, &handle, ProfileTab::Posts, &from).await?;
    let base = links::profile_part(&handle, "posts");
    let part = ProfilePart::Posts(present::posts(&visit, &shell, &profile.posts, &base, true));
    show(&visit, &shell, &profile, &part)
}

/// `GET /@{handle}/-/about`: words about them.
pub async fn about(visit: Visit, Path(handle): Path<String>) -> Result<Html, PageError> {
    let (shell, profile) = load(&visit, &handle, ProfileTab::Works, &From::default()).await?;
    show(&visit, &shell, &profile, &ProfilePart::About)
}

async fn load(
    visit: &Visit,
    handle: &str,
    tab: ProfileTab,
    from: &From,
) -> Result<(Shell, Profile), PageError> {
    let cursor = from.cursor()?;
    let shell = visit.shell().await?;
    let profile = visit
        .app()
        .load_profile(&visit.viewer(), &parse(handle)?, tab, cursor.as_ref())
        .await?;
    Ok((shell, profile))
}

fn show(
    visit: &Visit,
    shell: &Shell,
    profile: &Profile,
    part: &ProfilePart,
) -> Result<Html, PageError> {
    let person = person(visit, shell, profile)?;
    let spot = (shell.lang, shell.path.as_str(), part.kind());
    let drawn = &visit.door.drawn;
    let around = drawn.around(&person, spot, || {
        profile::around(shell, &person, part.kind())
    });
    let page = profile::show(shell, &person, part, &around);
    Ok(answer(shell, &page))
}

fn person(visit: &Visit, shell: &Shell, profile: &Profile) -> Result<Person, PageError> {
    let member = &profile.member;
    let number = member.card.number;
    let now_ms = shell.now_ms;
    let (standing, held, all) = visit
        .app()
        .record
        .read(|state| {
            let held = state
                .find_member(number)
                .map(ledger::member::Member::earned)
                .unwrap_or_default();
            (state.standing(number, now_ms), held, state.issued)
        })
        .map_err(app::AppError::from)?;
    let shares = present::shares_line(shell.lang, held, all);
    Ok(Person {
        face: present::face(shell.lang, &member.card),
        bio: markdown::render(member.about.as_str()),
        summary: markdown::plain(member.about.as_str(), SUMMARY_CHARACTERS),
        since_ms: member.joined_at_ms,
        standing: match standing {
            Standing::Guest => StandingView::Guest,
            Standing::Associate => StandingView::Associate,
            Standing::Member => StandingView::Member,
        },
        followers: member.follower_count,
        following: member.following_count,
        shares: (!shares.is_empty()).then_some(shares),
        followed: profile.follows_since_ms.is_some(),
        mine: visit.member() == Some(number),
    })
}

/// `GET /@{handle}/-/followers`: who follows them.
pub async fn followers(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    follows(visit, &handle, &from, FollowList::Followers).await
}

/// `GET /@{handle}/-/following`: whom they follow.
pub async fn following(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<From>,
) -> Result<Html, PageError> {
    follows(visit, &handle, &from, FollowList::Following).await
}

async fn follows(
    visit: Visit,
    handle: &str,
    from: &From,
    list: FollowList,
) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let parsed = parse(handle)?;
    let (shell, profile) = load(&visit, handle, ProfileTab::Works, &From::default()).await?;
    let page = match list {
        FollowList::Followers => visit.app().list_followers(&parsed, cursor.as_ref()).await?,
        FollowList::Following => visit.app().list_following(&parsed, cursor.as_ref()).await?,
    };
    let part = match list {
        FollowList::Followers => "followers",
        FollowList::Following => "following",
    };
    // The list of whom I follow is where I unfollow; elsewhere a row only leads to the person.
    let own = visit.member() == Some(profile.member.card.number) && list == FollowList::Following;
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|card| {
            let mut row = person_row(&shell, card, own);
            if !own {
                row.act = None;
            }
            row
        })
        .collect();
    let face = present::face(shell.lang, &profile.member.card);
    let next = present::older(page.next.as_ref(), &links::profile_part(handle, part));
    Ok(answer(
        &shell,
        &profile::follows(&shell, &face, list, &rows, next.as_deref()),
    ))
}
