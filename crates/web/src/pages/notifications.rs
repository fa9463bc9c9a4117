//! What happened that concerns me, newest first, the new ones marked by more than colour.

use maud::{Markup, html};

use crate::components::furniture::{masthead, older};
use crate::components::icon::{Icon, icon_small};
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::text::moment::ago_element;
use crate::text::{Lang, rich};
use crate::{links, t};

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Someone appreciated my work.
    Appreciated,
    /// Someone commented on my post.
    Commented,
    /// Someone answered my comment.
    Answered,
    /// Someone follows me.
    Followed,
    /// Someone mentioned me.
    Mentioned,
    /// Someone reposted my post.
    Reposted,
    /// Someone vouched for me.
    Vouched,
    /// The commons: a decision, a round, an act of moderation. The words come ready.
    Commons,
}

impl NoticeKind {
    fn key(self) -> &'static str {
        match self {
            Self::Appreciated => "notice-appreciated",
            Self::Commented => "notice-commented",
            Self::Answered => "notice-answered",
            Self::Followed => "notice-followed",
            Self::Mentioned => "notice-mentioned",
            Self::Reposted => "notice-reposted",
            Self::Vouched => "notice-vouched",
            Self::Commons => "notice-commons",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Appreciated => Icon::Sprout,
            Self::Commented | Self::Answered | Self::Mentioned => Icon::Talk,
            Self::Followed | Self::Vouched => Icon::You,
            Self::Reposted => Icon::Repost,
            Self::Commons => Icon::Commons,
        }
    }

    /// Says whether many of these about one work are told in one line: what counts is how many.
    pub fn is_gesture(self) -> bool {
        matches!(self, Self::Appreciated | Self::Reposted)
    }

    fn names_work(self) -> bool {
        match self {
            Self::Appreciated
            | Self::Commented
            | Self::Answered
            | Self::Mentioned
            | Self::Reposted => true,
            Self::Followed | Self::Vouched | Self::Commons => false,
        }
    }
}

/// One line of the page.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What happened.
    pub kind: NoticeKind,
    /// Who did it; `None` for the commons.
    pub who: Option<Face>,
    /// Title or first words of the work; for the commons, the whole sentence.
    pub what: String,
    /// Where it leads.
    pub href: String,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// How many others did the same to the same work; they are told in this one line.
    pub others: u64,
    /// What was said, shortened; may be empty.
    pub excerpt: String,
    /// Whether it was not seen before.
    pub new: bool,
}

/// The notifications page.
pub fn show(shell: &Shell, notices: &[Notice], next: Option<&str>) -> Page {
    let lang = shell.lang;
    let split = notices
        .iter()
        .position(|notice| !notice.new)
        .unwrap_or(notices.len());
    let (new, earlier) = notices.split_at(split);
    let body = html! {
        (masthead(&t!(lang, "notifications-title"), &html! {}))
        @if notices.is_empty() {
            (empty(&t!(lang, "notifications-empty-title"), &t!(lang, "notifications-empty-text"), &[]))
        }
        @if !new.is_empty() {
            h2 class="list-head" { (t!(lang, "notifications-new")) }
            (list(shell, new))
        }
        @if !earlier.is_empty() {
            @if !new.is_empty() { h2 class="list-head" { (t!(lang, "notifications-earlier")) } }
            (list(shell, earlier))
        }
        (older(&t!(lang, "feed-older"), next))
    };
    Page::new(t!(lang, "notifications-title"), Place::Notifications, body)
}

fn list(shell: &Shell, notices: &[Notice]) -> Markup {
    html! { ol class="notices" { @for notice in notices { li class=[notice.new.then_some("new")] { (line(shell, notice)) } } } }
}

fn line(shell: &Shell, notice: &Notice) -> Markup {
    let lang = shell.lang;
    let mut slots = Vec::new();
    if notice.kind != NoticeKind::Commons {
        slots.push(("name", name(lang, notice.who.as_ref())));
    }
    if notice.kind.names_work() {
        let words = if notice.what.is_empty() {
            t!(lang, "notice-your-post").into_owned()
        } else {
            notice.what.clone()
        };
        slots.push(("work", html! { a href=(notice.href) { (words) } }));
    }
    if notice.kind == NoticeKind::Vouched {
        let words = t!(lang, "notice-vouched-know");
        slots.push(("know", html! { a href=(notice.href) { (words) } }));
    }
    if notice.kind == NoticeKind::Commons {
        slots.push(("what", html! { a href=(notice.href) { (notice.what) } }));
    }
    html! {
        span class="notice-icon" { (icon_small(notice.kind.icon())) }
        @if let Some(who) = &notice.who { (face(who, FaceSize::Small)) }
        div {
            p { (rich(lang, notice.kind.key(), &[("others", notice.others.into())], &slots)) " " span class="faint nowrap" { (ago_element(lang, notice.at_ms, shell.now_ms)) } }
            @if !notice.excerpt.is_empty() { p class="small quiet excerpt" { (notice.excerpt) } }
        }
    }
}

/// Who did it: nobody is known where it was not kept, and there is no page of who has left.
fn name(lang: Lang, who: Option<&Face>) -> Markup {
    match who {
        Some(who) if who.handle.is_empty() => html! { b { bdi { (who.name) } } },
        Some(who) => {
            html! { a href=(links::profile(&who.handle)) { b { bdi { (who.name) } } } }
        }
        None => html! { b { (t!(lang, "notice-somebody")) } },
    }
}
