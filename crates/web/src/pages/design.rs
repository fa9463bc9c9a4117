//! `/design`: every component with all its states, which is also what the picture tests shoot.
//!
//! Served in development and in a demo network only. Words here are specimens, not interface; they
//! stay in English on purpose.

use maud::{Markup, PreEscaped, html};

use crate::components::chart::{Bar, Line, bars, line};
use crate::components::decision::{
    ClauseLine, Sheet, Side, Step, StepState, VoteChoice, clause, path, sheet_content, sides, slip,
    votes,
};
use crate::components::form::{Choice, Field, FieldKind, check, choices, field};
use crate::components::furniture::{
    Row, Tab, Tone, eyebrow, facts, flash, link_button, notice, rows, submit, submit_with,
    table_below, tabs,
};
use crate::components::icon::Icon;
use crate::components::map::{MapDot, MapGroup, MapYou, map};
use crate::components::meter::{Meter, bar, meter, progress};
use crate::components::person::{Face, FaceSize, PersonRow, byline, face, people};
use crate::components::picture::{Picture, Urgency};
use crate::components::post::{MyActs, PostView, follow_button, post};
use crate::components::state::{
    Failure, Forbidden, RuleQuote, empty, failure, forbidden, offline, skeleton,
};
use crate::components::talk::{CommentView, Said, TalkLine, comment, thread};
use crate::layout::{Page, Place, Shell};
use crate::{assets, blur, markdown};

fn specimen(name: &str, content: &Markup) -> Markup {
    html! { section class="specimen" { h2 { (name) } (content) } }
}

/// The whole sheet of specimens.
pub fn show(shell: &Shell) -> Page {
    let body = html! {
        div class="head" {
            (eyebrow(&["Design", "every component, every state"]))
            h1 { "What this place is made of" }
            p class="ask" { "Paper and ink, one accent, and words. What is missing here does not exist." }
        }
        (specimen("Colour roles", &colours()))
        (specimen("Type", &type_scale()))
        (specimen("Buttons", &buttons(shell)))
        (specimen("People", &persons(shell)))
        (posts(shell))
        (specimen("Talk", &talk(shell)))
        (specimen("Tabs, rows, facts", &furniture_pieces()))
        (specimen("Fields", &fields()))
        (specimen("Where a decision is", &path("Where this decision is", &steps())))
        (specimen("What changes", &changes(shell)))
        (specimen("Both cases", &cases()))
        (specimen("A vote and its meters", &vote()))
        (specimen("A receipt", &receipt()))
        (specimen("Signing", &html! { div class="sheet as-specimen" { (sheet_content(&signing())) } }))
        (specimen("Charts", &charts()))
        (specimen("Where people stand", &opinion_map()))
        (specimen("Announcements", &announcements()))
        (specimen("Nothing here yet", &empty("Your wall is empty", "Follow a few makers and their newest work hangs here, in the order they made it.", &[
            link_button("Find makers", "#", Tone::Primary), link_button("Look around", "#", Tone::Normal)])))
        (specimen("Loading", &html! { div class="state" { (skeleton(shell.lang)) } }))
        (specimen("Something went wrong", &went_wrong(shell)))
        (specimen("Not allowed", &not_allowed()))
        (specimen("Offline", &offline("You are offline.", "This is what you had at 08:52. What you write is kept on this phone and goes out by itself.", "2 waiting")))
    };
    Page::new("Design", Place::Elsewhere, body)
}

fn colours() -> Markup {
    let roles = [
        "paper",
        "paper-raised",
        "paper-sunk",
        "mat",
        "ink",
        "ink-2",
        "ink-3",
        "line",
        "line-strong",
        "accent",
        "accent-fill",
        "accent-soft",
        "for",
        "for-soft",
        "against",
        "against-soft",
        "care",
        "care-soft",
    ];
    html! { ul class="swatch-row" { @for role in roles { li { span class={ "sw-" (role) } {} (role) } } } }
}

fn type_scale() -> Markup {
    html! {
        div class="stack" {
            p { span class="big num" { "€ 12,430" } }
            p class="serif specimen-h1" { "The page’s one sentence" }
            p class="serif specimen-h2" { "A section" }
            p class="serif specimen-h3" { "The title of a work" }
            p class="ask" { "The ask of a decision, or a clause that people wrote to be read." }
            p class="lead" { "A summary in the sans at lead size." }
            p { "Text, at most sixty-eight characters a line, with a " a class="link" href="#" { "link that says where it leads" } ". A photograph opens its post at full column width; title, maker and time follow like a label in a gallery." }
            p class="small quiet" { "Meta, hints and rows." }
            p class="caption faint" { "Captions and axes, the smallest." }
        }
    }
}

fn buttons(shell: &Shell) -> Markup {
    html! {
        div class="btnrow" {
            (submit("Publish", Tone::Primary)) (submit("Support", Tone::Normal)) (submit("Not now", Tone::Plain))
            (submit_with(Icon::Pen, "Propose a change", Tone::Normal))
            button class="btn" disabled { "Not yet" }
            (follow_button(shell, "hana", false)) (follow_button(shell, "hana", true))
        }
    }
}

fn hana() -> Face {
    Face {
        handle: "hana".to_owned(),
        name: "Hana Mori".to_owned(),
        picture: Some(assets::url("sample/house.webp")),
    }
}

fn plain_face(handle: &str, name: &str) -> Face {
    Face {
        handle: handle.to_owned(),
        name: name.to_owned(),
        picture: None,
    }
}

fn persons(shell: &Shell) -> Markup {
    let crowd = [
        "tomas", "lena", "ines", "sander", "noor", "marek", "yara", "kanto", "zoe", "abel", "mira",
        "otto",
    ];
    html! {
        div class="btnrow" {
            (face(&hana(), FaceSize::Large)) (face(&hana(), FaceSize::Medium)) (face(&hana(), FaceSize::Small)) (face(&hana(), FaceSize::Tiny))
            @for handle in crowd { (face(&plain_face(handle, handle), FaceSize::Medium)) }
        }
        (byline(&plain_face("tomas", "Tomás Reyes"), &html! { "Sunday · for everyone" }))
        (people(&[
            PersonRow { face: hana(), note: "I clean and print glass plates that archives had given up on.".to_owned(), act: Some(follow_button(shell, "hana", true)) },
            PersonRow { face: plain_face("lena", "Lena Hartog"), note: String::new(), act: Some(follow_button(shell, "lena", false)) },
        ]))
    }
}

fn sample(name: &str, width: u32, height: u32, alt: &str) -> Picture {
    Picture {
        src: assets::url(&format!("sample/{name}.webp")),
        srcset: String::new(),
        width,
        height,
        alt: alt.to_owned(),
        blur: blur::data_url("LEHV6nWB2yk8pyo0adR*.7kCMdnj"),
        href: "#".to_owned(),
    }
}

fn posts(shell: &Shell) -> Markup {
    let hour_ms = 3_600_000;
    let single = PostView {
        id: "p1".to_owned(),
        author: hana(),
        published_ms: shell.now_ms.saturating_sub(2 * hour_ms),
        title: Some("Camp eight".to_owned()),
        body: markdown::render(
            "Printed yesterday from a plate of the 1860s in our archive. Look at the man in the near boat: nobody had seen him until we cleaned the lower left corner. #glass",
        ),
        pictures: vec![sample(
            "canyon",
            960,
            703,
            "A boat on a still river between dark cliffs",
        )],
        appreciations: 94,
        comments: 12,
        reposts: 3,
        mine: MyActs {
            appreciated: true,
            ..MyActs::default()
        },
        why: "You see this because you follow Hana Mori.".to_owned(),
        ..PostView::default()
    };
    let album = PostView {
        id: "p2".to_owned(),
        author: plain_face("amina", "Amina Diallo"),
        published_ms: shell.now_ms.saturating_sub(26 * hour_ms),
        edited_ms: Some(shell.now_ms),
        title: Some("Six seeds, six weeks".to_owned()),
        body: markdown::render("Every week one plant from the verge behind the depot."),
        pictures: ["allium", "house", "sheep", "canyon", "allium"]
            .map(|name| sample(name, 960, 739, "A specimen"))
            .to_vec(),
        appreciations: 61,
        label: Some("Shown to fewer people while members look at a report.".to_owned()),
        ..PostView::default()
    };
    let essay = PostView {
        id: "p3".to_owned(),
        author: plain_face("tomas", "Tomás Reyes"),
        published_ms: shell.now_ms.saturating_sub(50 * hour_ms),
        body: markdown::render(
            "I stopped asking what a picture will earn and started asking who will still look at it in May.\n\nIt turns out the scoring asks the same thing.",
        ),
        essay: true,
        comments: 17,
        reposted_by: Some(hana()),
        mine: MyActs {
            author: true,
            ..MyActs::default()
        },
        talk: vec![TalkLine {
            author: plain_face("lena", "Lena Hartog"),
            at_ms: shell.now_ms.saturating_sub(4 * hour_ms),
            text: "That is the part I like best too. My old ferry pictures still pay for film."
                .to_owned(),
        }],
        ..PostView::default()
    };
    html! {
        (specimen("A post: one picture, appreciated", &post(shell, &single, Urgency::Later)))
        (specimen("A post: an album, edited, with limited reach", &post(shell, &album, Urgency::Later)))
        (specimen("A post: words, reposted, your own", &post(shell, &essay, Urgency::Later)))
    }
}

fn talk(shell: &Shell) -> Markup {
    let below = PostView {
        id: "p1".to_owned(),
        author: hana(),
        ..PostView::default()
    };
    let said = |view: CommentView, answers: Vec<Said>| Said {
        drawn: PreEscaped(comment(shell, &below, &view).into_string().into()),
        id: view.id,
        answers,
    };
    let say = |id: &str, who: Face, text: &str| CommentView {
        id: id.to_owned(),
        author: who,
        at_ms: shell.now_ms.saturating_sub(7_200_000),
        body: markdown::render(text),
        appreciations: 2,
        ..CommentView::default()
    };
    let gone = CommentView {
        id: "c3".to_owned(),
        gone: Some("This comment was deleted by its writer.".to_owned()),
        ..CommentView::default()
    };
    let own = CommentView {
        mine: true,
        edited: true,
        deletable: true,
        ..say("c4", hana(), "I will put them up on Friday.")
    };
    let lena = plain_face("lena", "Lena Hartog");
    let answer = say("c2", lena, "The ferry ones, and the boats.");
    let asked = "Can you show *which* ones? I only see the total on my page.";
    let first = say("c1", plain_face("ines", "Inês Carvalho"), asked);
    let answer = said(answer, vec![said(own, Vec::new())]);
    thread(&[said(first, vec![answer, said(gone, Vec::new())])])
}

fn furniture_pieces() -> Markup {
    html! {
        (tabs("Hana’s work", &[
            Tab { label: "Works", href: "#", current: true }, Tab { label: "Posts", href: "#", current: false }, Tab { label: "About", href: "#", current: false }]))
        (rows(&[
            Row::text("Your pictures", "seven works, appreciated by 94 people", "6.0"),
            Row::text("Jury duty, one case", "the same for every juror, whatever the verdict", "2.4"),
            Row::text("Together", "", "8.4 shares")]))
        (facts(&[("2,316".to_owned(), html! { "followers" }), ("3,470 shares, 2.3 % of Lumen".to_owned(), html! {})]))
        p { span class="tag" { "machine-made" } " " span class="tag accent" { "version 14" } }
    }
}

fn fields() -> Markup {
    html! {
        div class="form" {
            (field(&Field { hint: "You can change it later.", value: "Lumen", ..Field::text("specimen-name", "Name") }))
            (field(&Field { error: Some("A handle has only the letters a to z, digits and underscores."), value: "joost!", ..Field::text("specimen-handle", "Handle") }))
            (field(&Field { kind: FieldKind::Lines(3), ..Field::text("specimen-bio", "About you") }))
            (choices("specimen-kind", "What kind of place?", &[
                Choice { value: "a", label: "Circle", note: "Up to 150 friends", chosen: false },
                Choice { value: "b", label: "Cooperative", note: "Dozens to thousands of makers", chosen: true }]))
            (check("specimen-show", "Show my shares on my page", "Anyone can see them there.", true))
        }
    }
}

fn steps() -> [Step<'static>; 6] {
    let step = |name, when, state| Step { name, when, state };
    [
        step("Draft", "25 Oct", StepState::Done),
        step("Talk", "29 Oct", StepState::Done),
        step("Text fixed", "5 Nov", StepState::Done),
        step("Vote", "until Fri 18:00", StepState::Now),
        step("Challenge", "3 days", StepState::Ahead),
        step("In force", "7 Dec", StepState::Ahead),
    ]
}

fn changes(shell: &Shell) -> Markup {
    clause(
        shell.lang,
        "4 · Honest pictures",
        Some(("Read the whole policy", "#")),
        &[
            ClauseLine::Kept(
                html! { "4.1  A picture that shows a real event must show that event." },
            ),
            ClauseLine::Removed(
                html! { "4.2  Pictures made by a machine are welcome when their maker says so in the text." },
            ),
            ClauseLine::Added(
                html! { "4.2  Pictures made wholly by a machine are welcome and carry the label “machine-made”." },
            ),
        ],
    )
}

fn opinion_map() -> Markup {
    let groups = [
        ("Group A", "14 people"),
        ("Group B", "9 people"),
        ("Group C", "6 people"),
    ]
    .map(|(name, size)| MapGroup { name, size });
    let at = [
        (8, 30, 0, 1),
        (16, 22, 0, 3),
        (22, 44, 0, 1),
        (30, 30, 0, 6),
        (14, 52, 0, 3),
        (70, 18, 1, 1),
        (82, 26, 1, 5),
        (92, 14, 1, 3),
        (56, 84, 2, 2),
        (68, 92, 2, 1),
        (72, 80, 2, 3),
    ];
    let dots = at.map(|(x, y, group, people)| MapDot {
        x,
        y,
        group,
        people,
    });
    let you = MapYou {
        word: "you",
        place: (30, 44),
    };
    map(
        "Opinion map: 29 people in three groups.",
        &groups,
        &dots,
        Some(&you),
    )
}

fn cases() -> Markup {
    let by = |who: &Face, line: &str| html! { (face(who, FaceSize::Small)) span { (who.name) br; (line) } };
    let in_favour = Side {
        title: "For",
        text: "A label costs an honest maker one touch. Not having it cost our documentary people two commissions this year.",
        by: by(&hana(), "called strongest by 58 % of those against"),
    };
    let against = Side {
        title: "Against",
        text: "“Wholly” will be argued over for ever. I would rather write one true sentence about it than wear a stamp.",
        by: by(
            &plain_face("sander", "Sander Vos"),
            "called strongest by 64 % of those for",
        ),
    };
    sides(&in_favour, &against)
}

fn vote() -> Markup {
    html! {
        (votes("specimen-vote", "Your vote", &[
            VoteChoice { value: "yes", label: "For", note: "your vote", chosen: true },
            VoteChoice { value: "no", label: "Against", note: "", chosen: false },
            VoteChoice { value: "abstain", label: "Neither", note: "", chosen: false }]))
        div class="meters" {
            (meter(&Meter { name: "Approval", of_what: "for, out of everyone who chose a side", value_bps: 6390, value: "63.9 % for", need_bps: 5000, need: "needs over 50 %" }))
            (meter(&Meter { name: "Support", of_what: "for, out of all who may vote", value_bps: 1490, value: "14.9 %", need_bps: 200, need: "needs 2 %" }))
        }
        (bar(6390, Some(5000), "Approval 63.9 %, needs more than 50 %"))
        (progress(3600, "Upload"))
    }
}

fn receipt() -> Markup {
    slip(
        &[
            ("You signed", html! { b { "For" } " in decision 41" }),
            ("When", html! { "Tuesday 17 November, 20:14" }),
            ("Place on the record", html! { "entry 48,213 of 51,906" }),
        ],
        Some("Checked in this browser just now."),
    )
}

fn signing() -> Sheet<'static> {
    Sheet {
        id: "specimen-sheet",
        title: "You are about to sign",
        sentence: html! { "You vote " b { "for" } " decision 41, “Should pictures made wholly by a machine carry a label?”" },
        fields: &[],
        sign: "Sign with your passkey",
        cancel: "Not now",
        note: "You can change your vote until Friday 18:00.",
    }
}

fn charts() -> Markup {
    let points = [
        (0, 90),
        (30, 110),
        (60, 105),
        (90, 146),
        (120, 180),
        (150, 210),
        (180, 240),
    ];
    html! {
        (line(&Line { label: "Book value of a share, from € 0.90 to € 2.40", points: &points, need: Some((150, "needs 1.50")), last: "€ 2.40 today", ends: ("April 2024", "today") }))
        (table_below("The same as a table", ("When", "Book value of a share"), &[("April 2024".to_owned(), "€ 0.90".to_owned()), ("Today".to_owned(), "€ 2.40".to_owned())]))
        (bars("Where shares came from", &[
            Bar { name: "Pictures", value: 60, words: "6.0 shares" }, Bar { name: "Jury duty", value: 24, words: "2.4 shares" }]))
    }
}

fn announcements() -> Markup {
    html! {
        (flash("Saved."))
        (notice(Icon::Commons, "Decided on Friday", "Juries are now paid the same for every case", &html! {
            "You voted for. It has been in force since this morning. " a class="link nowrap" href="#" { "See what changed" } }))
    }
}

fn went_wrong(shell: &Shell) -> Markup {
    failure(
        shell.lang,
        &Failure {
            title: "Your post did not go out",
            sentence: "The node answered too late, twice. It was not your fault.",
            kept: "your words, four pictures with their descriptions, and the order you chose",
            missing: "nothing",
            buttons: &[
                submit("Send again", Tone::Primary),
                submit("Keep as draft", Tone::Normal),
            ],
            reference: "09:14, K7-2F",
        },
    )
}

fn not_allowed() -> Markup {
    forbidden(&Forbidden {
        title: "Comments are closed to you here until 30 November",
        sentence: "A moderator paused them on Monday because of two comments under “Low tide”.",
        rule: Some(RuleQuote {
            name: "Rule 1.1",
            text: "Do not threaten, hunt or humiliate a person, here or from here.",
            source: html! { "Version 14, adopted by " a class="link" href="#" { "decision 9" } ". Second time: 7 days’ pause." },
        }),
        still: "You can still read, post your own work, vote and write to friends.",
        buttons: &[
            link_button("Ask a jury to look again", "#", Tone::Primary),
            link_button("Read the rule", "#", Tone::Normal),
        ],
        note: "Seven members, drawn by lot, answer within three days.",
    })
}
