//! Who is here, who vouches for whom, and invitations.

use app::referring::Lost;
use maud::{Markup, html};

use super::acquaintances::{self, TrustFacts, Voucher};
use super::{Tabbed, commons_tabs, paths};
use crate::components::form::{Field, field};
use crate::components::furniture::{Tone, link_button, older, submit_with};
use crate::components::icon::Icon;
use crate::components::person::{Face, FaceSize, face};
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::Lang;
use crate::text::moment::{date, date_near, span};
use crate::{links, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PeopleView {
    /// Members, associates and guests.
    pub counts: [u64; 3],
    /// The reader's own standing; `None` without a session.
    pub own: Option<OwnStanding>,
    /// People of the network, newest first.
    pub people: Vec<PersonLine>,
    /// The way to more.
    pub older: Option<String>,
    /// What the charter asks.
    pub charter: CharterView,
}

/// Standing in the commons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Has an account.
    Guest,
    /// Vouched for.
    Associate,
    /// Votes.
    Member,
}

impl Standing {
    /// In words.
    pub fn words(self, lang: Lang) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Guest => t!(lang, "standing-guest"),
            Self::Associate => t!(lang, "standing-associate"),
            Self::Member => t!(lang, "standing-member"),
        }
    }
}

/// The numbers of the charter that concern joining and earning.
#[derive(Clone, Copy, Debug)]
pub struct CharterView {
    /// Vouches that make an associate.
    pub vouches_needed: u64,
    /// Time as an associate, in milliseconds.
    pub associate_ms: u64,
    /// Active rounds of the last 8.
    pub active_rounds: u64,
    /// Vouches one may have open.
    pub vouches_open: u64,
    /// New ones a round.
    pub vouches_per_round: u64,
    /// The first so many need no vouch.
    pub bootstrap: u64,
    /// Whether a round's issuance is shared equally.
    pub earns_equally: bool,
    /// Length of a round, in milliseconds.
    pub round_ms: u64,
}

/// The reader in the commons.
#[derive(Clone, Debug)]
pub struct OwnStanding {
    /// Where they stand.
    pub standing: Standing,
    /// Who vouches for them.
    pub vouched_by: Vec<Voucher>,
    /// When they become a member if nothing changes, in milliseconds.
    pub member_from_ms: Option<u64>,
    /// Active rounds so far, of the last 8.
    pub active_rounds: u64,
    /// Whom they vouch for.
    pub vouches: Vec<(Face, u32)>,
    /// How many more vouches or invitations they may give now.
    pub left: u64,
    /// What they lost for now by having vouched for a fake account.
    pub lost: Option<Lost>,
    /// How trust reaches them.
    pub trust: TrustFacts,
    /// Their open invitations.
    pub invitations: Vec<Invitation>,
    /// Who signs.
    pub signer: Signer,
}

/// An open invitation.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Public key in base64url.
    pub key: String,
    /// Whom it is for, in the inviter's words; may be empty.
    pub name: String,
    /// When it ends, in milliseconds.
    pub expires_ms: u64,
}

/// One person of the list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// The person.
    pub face: Face,
    /// Member number.
    pub number: u32,
    /// Where they stand.
    pub standing: Standing,
    /// Since when, in milliseconds.
    pub joined_ms: u64,
    /// Whether the reader may vouch for them now.
    pub may_vouch: bool,
    /// Whether the reader vouches for them.
    pub vouched: bool,
    /// Whether the reader may say now that they met them.
    pub may_attest: bool,
}

/// Returns the page.
pub fn people(shell: &Shell, view: &PeopleView) -> Page {
    let lang = shell.lang;
    let [members, associates, guests] = view.counts;
    let body = html! {
        (commons_tabs(lang, Tabbed::People))
        div class="tabbed-head" {
            h1 { (t!(lang, "people-title")) }
            p class="ask" { (t!(lang, "people-ask", members = members, associates = associates, guests = guests)) }
        }
        @if let Some(own) = &view.own { (own_part(shell, view, own)) }
        p { a class="link tap" href=(paths::OFFICES) { (t!(lang, "people-offices")) } }
        (how_part(shell, &view.charter))
        section class="sec" {
            h2 { (t!(lang, "people-all")) }
            ul class="people" { @for person in &view.people { li class="asks" { (person_line(shell, view.own.is_some(), person)) } } }
            (older(&t!(lang, "people-older"), view.older.as_deref()))
        }
        @if let Some(own) = &view.own { (signing::sheet(shell, &own.signer)) }
    };
    Page::new(t!(lang, "people-title"), Place::Commons, body)
        .canonical(paths::PEOPLE)
        .script("js/sign.js")
        .script("js/invite.js")
        .script("js/copy.js")
}

fn own_part(shell: &Shell, view: &PeopleView, own: &OwnStanding) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first" {
            h2 { (t!(lang, "people-own", standing = own.standing.words(lang))) }
            p { (own_sentence(shell, view, own)) }
        }
        @if let Some(lost) = own.lost { (lost_part(shell, lost)) }
        (acquaintances::trust_part(shell, &own.trust))
        (acquaintances::vouchers(lang, &own.vouched_by))
        @if own.standing == Standing::Member && own.lost.is_none() {
            (vouches_part(shell, own))
            (invitations_part(shell, own))
        }
    }
}

/// What a voucher cannot do for now, and until when.
fn lost_part(shell: &Shell, lost: Lost) -> Markup {
    let lang = shell.lang;
    let day = |at_ms| date_near(lang, at_ms, shell.now_ms);
    html! {
        section class="sec" id="lost" {
            h2 { (t!(lang, "lost-title")) }
            p { (t!(lang, "lost-vouching", until = day(lost.vouching_until_ms))) }
            @if let Some(until_ms) = lost.vote_until_ms { p { (t!(lang, "lost-vote", until = day(until_ms))) } }
        }
    }
}

fn own_sentence(shell: &Shell, view: &PeopleView, own: &OwnStanding) -> String {
    let lang = shell.lang;
    let missing = view
        .charter
        .vouches_needed
        .saturating_sub(own.vouched_by.len() as u64);
    let sentence = match (own.standing, own.member_from_ms) {
        (Standing::Member, _) => t!(lang, "people-own-member"),
        (Standing::Associate, Some(at)) => t!(
            lang,
            "people-own-associate",
            date = date(lang, at),
            active = own.active_rounds,
            needed = view.charter.active_rounds
        ),
        (Standing::Associate, None) => t!(
            lang,
            "people-own-associate-active",
            active = own.active_rounds,
            needed = view.charter.active_rounds
        ),
        (Standing::Guest, _) => t!(lang, "people-own-guest", missing = missing),
    };
    if own.standing != Standing::Associate || !own.trust.is_below {
        return sentence.into_owned();
    }
    // What keeps them from voting is the cut; what any associate still needs comes after it.
    if own.member_from_ms.is_some() || own.active_rounds < view.charter.active_rounds {
        format!("{} {sentence}", t!(lang, "people-own-below-first"))
    } else {
        t!(lang, "people-own-below").into_owned()
    }
}

fn vouches_part(shell: &Shell, own: &OwnStanding) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="vouches" {
            h2 { (t!(lang, "vouches-title")) }
            p { (t!(lang, "vouches-sentence", left = own.left)) }
            @if own.vouches.is_empty() { p class="quiet" { (t!(lang, "vouches-none")) } }
            ul class="people" {
                @for (person, number) in &own.vouches {
                    li {
                        (face(person, FaceSize::Medium))
                        div class="who" { a href=(links::profile(&person.handle)) { b { bdi { (person.name) } } small { "@" (person.handle) } } }
                        form method="post" action=(paths::PEOPLE) data-sign="withdraw-vouch" {
                            input type="hidden" name="person" value=(number);
                            button class="btn plain" { (t!(lang, "vouches-withdraw")) span class="vh" { ": " (person.name) } }
                        }
                    }
                }
            }
        }
    }
}

fn invitations_part(shell: &Shell, own: &OwnStanding) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="invitations" {
            h2 { (t!(lang, "invitations-title")) }
            p { (t!(lang, "invitations-sentence")) }
            @if own.left > 0 { (invite_form(lang, paths::PEOPLE, Tone::Primary)) } @else { p class="quiet" { (t!(lang, "invitations-no-more")) } }
            (invitation_list(shell, &own.invitations))
        }
    }
}

/// The form that makes an invitation link.
pub fn invite_form(lang: Lang, action: &str, tone: Tone) -> Markup {
    let (label, hint) = (
        t!(lang, "invitations-name"),
        t!(lang, "invitations-name-hint"),
    );
    html! {
        form class="form invite" method="post" action=(action) data-invite="" data-sign-page="" {
            (field(&Field { hint: &hint, length_max: Some(80), ..Field::text("name", &label) }))
            div { (submit_with(Icon::Link, &t!(lang, "invitations-make"), tone)) }
        }
    }
}

/// Open invitations with their links, where this browser made them.
pub fn invitation_list(shell: &Shell, listed: &[Invitation]) -> Markup {
    let lang = shell.lang;
    html! {
        ul class="invitations" {
            @for (index, invitation) in listed.iter().enumerate() {
                @let id = format!("invitation-{index}");
                @let name = if invitation.name.is_empty() { t!(lang, "invitations-unnamed").into_owned() } else { invitation.name.clone() };
                li data-invitation=(invitation.key) {
                    p { b { (name) } " " span class="small quiet" { (t!(lang, "invitations-until", date = date_near(lang, invitation.expires_ms, shell.now_ms))) } }
                    div class="copy-row" data-known="" hidden {
                        label class="vh" for=(id) { (t!(lang, "invitations-link")) }
                        input class="input" id=(id) readonly value="";
                        button class="btn" type="button" data-copy=(format!("#{id}")) data-copied=(t!(lang, "copied")) { (t!(lang, "copy")) }
                    }
                    p class="small quiet" data-unknown="" { (t!(lang, "invitations-elsewhere")) }
                    form method="post" action=(paths::PEOPLE) data-sign="withdraw-invitation" {
                        input type="hidden" name="key" value=(invitation.key);
                        button class="btn plain" { (t!(lang, "invitations-withdraw")) span class="vh" { ": " (name) } }
                    }
                }
            }
        }
    }
}

fn how_part(shell: &Shell, charter: &CharterView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="standing" {
            h2 { (t!(lang, "people-how")) }
            ol class="levels" {
                li { h3 { (t!(lang, "standing-guest")) } p { (t!(lang, "people-guest-may")) } }
                li { h3 { (t!(lang, "standing-associate")) } p { (t!(lang, "people-associate-needs", count = charter.vouches_needed)) " " (t!(lang, "people-associate-may")) } }
                li { h3 { (t!(lang, "standing-member")) } p { (t!(lang, "people-member-needs", length = span(lang, charter.associate_ms), rounds = charter.active_rounds)) " " (t!(lang, "people-member-may")) } }
            }
            p class="small quiet after" { (t!(lang, "people-bootstrap", count = charter.bootstrap)) " " (t!(lang, "people-vouch-rule", open = charter.vouches_open, round = charter.vouches_per_round)) }
            div class="after" id="earning" { p class="small quiet" { @if charter.earns_equally { (t!(lang, "people-earn-equal")) } @else { (t!(lang, "people-earn-score")) } } }
        }
    }
}

fn person_line(shell: &Shell, has_reader: bool, person: &PersonLine) -> Markup {
    let lang = shell.lang;
    html! {
        (face(&person.face, FaceSize::Medium))
        div class="who" {
            a href=(links::profile(&person.face.handle)) { b { bdi { (person.face.name) } } small { "@" (person.face.handle) } }
            p { (t!(lang, "people-line", standing = person.standing.words(lang), number = person.number, date = date_near(lang, person.joined_ms, shell.now_ms))) }
        }
        @if person.vouched { span class="tag" { (t!(lang, "people-you-vouch")) } }
        @else if has_reader && person.may_vouch {
            form method="post" action=(paths::PEOPLE) data-sign="vouch" {
                input type="hidden" name="person" value=(person.number);
                button class="btn" { (t!(lang, "people-vouch")) span class="vh" { ": " (person.face.name) } }
            }
        }
        @if person.may_attest { (acquaintances::attest_form(lang, person.number, &person.face.name)) }
    }
}

/// Nobody yet but the founder.
pub fn nobody(lang: Lang) -> Markup {
    empty(
        &t!(lang, "people-empty-title"),
        &t!(lang, "people-empty"),
        &[link_button(
            &t!(lang, "invitations-make"),
            "/commons/people#invitations",
            Tone::Primary,
        )],
    )
}
