//! Pictures of every page, to be looked at: desktop and phone, light and dark, into `shots/`.
//!
//! `cargo xtask pictures` runs this. It founds a demo network with the `meent` binary beside it and
//! walks through it as a visitor and as members, opens what no link leads to (the signing sheet, the
//! composer with photographs, errors, being offline), and lives through the first hour of a fresh
//! network. Arguments name the sets to picture; none means all of them: `visitor`, `member`, `acts`,
//! `dutch`, `fresh`. `shots/` is not kept in the repository.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use testkit::browser::{Browser, Screen, Theme};
use testkit::site::{Recipe, Site};
use testkit::tour;
use testkit::wait;

/// The founder: a moderator, who sees every page.
const FOUNDER: u32 = 1;
/// Somebody without an office.
const MEMBER: u32 = 40;

const SCREENS: [Screen; 2] = [Screen::Desktop, Screen::Phone];

/// Where the walk begins for somebody who is in.
const STARTS: &[&str] = &[
    "/",
    "/explore",
    "/create",
    "/notifications",
    "/bookmarks",
    "/search?q=sea",
    "/commons",
    "/you",
    "/design",
];

/// Pages that differ from one on the walk only by their query, or that nothing leads to.
const ASIDE: &[(&str, &str)] = &[
    ("explore-people", "/explore?show=people"),
    ("explore-tags", "/explore?show=tags"),
    ("search-nothing", "/search?q=xyzzyx"),
    ("search-prompt", "/search"),
    ("decisions-drafts", "/commons/decisions?stage=drafts"),
    ("decisions-adopted", "/commons/decisions?stage=adopted"),
    ("decisions-rejected", "/commons/decisions?stage=rejected"),
    ("not-found", "/nothing/here"),
    ("offline-page", "/offline/en"),
];

/// Pages of which the Dutch ones are looked at.
const DUTCH: &[(&str, &str)] = &[
    ("home", "/"),
    ("explore", "/explore"),
    ("explore-people", "/explore?show=people"),
    ("create", "/create"),
    ("notifications", "/notifications"),
    ("bookmarks", "/bookmarks"),
    ("search", "/search?q=zee"),
    ("commons", "/commons"),
    ("decisions", "/commons/decisions"),
    ("decision", "/commons/decisions/1"),
    ("decision-2", "/commons/decisions/2"),
    ("decision-3", "/commons/decisions/3"),
    ("policies", "/commons/policies"),
    ("moderation-policy", "/commons/policies/moderation"),
    ("moderation-history", "/commons/policies/moderation/history"),
    ("data-policy", "/commons/policies/data"),
    ("propose", "/commons/propose"),
    ("work", "/commons/work"),
    ("why", "/commons/work/2"),
    ("shares", "/commons/shares"),
    ("people", "/commons/people"),
    ("moderation-log", "/commons/moderation"),
    ("moderation-queue", "/commons/moderation/queue"),
    ("record", "/commons/record"),
    ("entry", "/commons/record/entries/400"),
    ("profile-about", "/@petra_zamora/-/about"),
    ("you", "/you"),
    ("keys", "/you/keys"),
    ("privacy", "/you/privacy"),
    ("leave", "/you/leave"),
    ("demo", "/demo"),
    ("not-found", "/nothing/here"),
    ("offline-page", "/offline/nl"),
];

/// Pages of a network in its first hour: every list is empty.
const EMPTY: &[(&str, &str)] = &[
    ("home", "/"),
    ("explore", "/explore"),
    ("explore-people", "/explore?show=people"),
    ("explore-tags", "/explore?show=tags"),
    ("notifications", "/notifications"),
    ("bookmarks", "/bookmarks"),
    ("search", "/search"),
    ("commons", "/commons"),
    ("decisions", "/commons/decisions"),
    ("moderation-log", "/commons/moderation"),
    ("moderation-queue", "/commons/moderation/queue"),
    ("moderation-history", "/commons/policies/moderation/history"),
    ("work", "/commons/work"),
    ("shares", "/commons/shares"),
    ("people", "/commons/people"),
    ("record", "/commons/record"),
    ("profile", "/@fenna"),
    ("profile-posts", "/@fenna/-/posts"),
    ("profile-about", "/@fenna/-/about"),
    ("profile-followers", "/@fenna/-/followers"),
    ("keys", "/you/keys"),
    ("privacy", "/you/privacy"),
    ("forbidden", "/commons/moderation/queue/nothing"),
];

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wants = |set: &str| wanted.is_empty() || wanted.iter().any(|it| it == set);
    let studio = Studio::find()?;
    if ["visitor", "member", "acts", "dutch"]
        .into_iter()
        .any(wants)
    {
        let demo = studio.demo()?;
        for screen in SCREENS {
            if wants("visitor") {
                studio.visitor(&demo, screen)?;
            }
            if wants("member") {
                studio.member(&demo, screen)?;
            }
            if wants("acts") {
                studio.acts(&demo, screen)?;
            }
            if wants("dutch") {
                studio.dutch(&demo, screen)?;
            }
        }
    }
    if wants("fresh") {
        for screen in SCREENS {
            studio.fresh(screen)?;
        }
    }
    Ok(())
}

/// Where pictures are taken: the binary, and the folder for what comes out.
struct Studio {
    meent: PathBuf,
    shots: PathBuf,
}

/// One browser on one site, and the folder of its set.
struct Camera<'a> {
    browser: Browser,
    site: &'a Site,
    screen: Screen,
    folder: PathBuf,
}

impl Studio {
    fn find() -> Result<Self> {
        let program = std::env::current_exe()?;
        let folder = program.ancestors().nth(2);
        let folder = folder.context("an example lies in target/PROFILE/examples")?;
        Ok(Self {
            meent: folder.join("meent"),
            shots: PathBuf::from("shots"),
        })
    }

    /// A demo small enough to be lived through in a minute, large enough to fill every page.
    fn demo(&self) -> Result<Site> {
        Site::start(&Recipe {
            program: &self.meent,
            arguments: &[
                "demo",
                "--unlimited",
                "--members",
                "300",
                "--rounds",
                "8",
                "--data",
                "{data}",
                "--listen",
                "127.0.0.1:{port}",
            ],
            environment: &[],
            patience: Duration::from_secs(600),
        })
    }

    fn serve(&self) -> Result<Site> {
        Site::start(&Recipe {
            program: &self.meent,
            arguments: &["serve", "--data", "{data}", "--listen", "127.0.0.1:{port}"],
            environment: &[],
            patience: wait::DEADLINE,
        })
    }

    fn camera<'a>(
        &self,
        site: &'a Site,
        screen: Screen,
        language: &str,
        set: &str,
    ) -> Result<Camera<'a>> {
        Ok(Camera {
            browser: Browser::open(screen, language)?,
            site,
            screen,
            folder: self.shots.join(set),
        })
    }

    fn visitor(&self, demo: &Site, screen: Screen) -> Result<()> {
        let camera = self.camera(demo, screen, "en", "visitor")?;
        camera.tour(&["/", "/explore", "/commons", "/sign-in", "/left"])?;
        camera.each(&ASIDE[..3])
    }

    fn member(&self, demo: &Site, screen: Screen) -> Result<()> {
        let camera = self.camera(demo, screen, "en", "member")?;
        camera.step_in(FOUNDER)?;
        camera.tour(STARTS)?;
        camera.each(ASIDE)
    }

    fn dutch(&self, demo: &Site, screen: Screen) -> Result<()> {
        let camera = self.camera(demo, screen, "nl", "dutch")?;
        camera.step_in(FOUNDER)?;
        camera.each(DUTCH)
    }

    /// What opens only when somebody does something.
    fn acts(&self, demo: &Site, screen: Screen) -> Result<()> {
        let camera = self.camera(demo, screen, "en", "acts")?;
        camera.step_in(MEMBER)?;
        camera.at("forbidden", "/commons/moderation/queue")?;
        camera.at("work", "/commons/work")?;
        camera.at("notifications", "/notifications")?;
        camera.compose()?;
        camera.comment()?;
        camera.sign()?;
        camera.offline()?;
        camera.moderate()
    }

    /// The first hour: the founding conversation, empty pages, somebody who joins.
    fn fresh(&self, screen: Screen) -> Result<()> {
        let site = self.serve()?;
        let camera = self.camera(&site, screen, "en", "fresh")?;
        let _authenticator = camera.browser.add_authenticator()?;
        camera.found()?;
        camera.each(EMPTY)?;
        let link = camera.invite()?;
        let newcomer = self.camera(&site, screen, "en", "fresh")?;
        newcomer.browser.go(&link)?;
        newcomer.shoot("join")?;
        newcomer.at("join-used", "/join/nothing")?;
        newcomer.at("front-door", "/")?;
        newcomer.too_fast()
    }
}

impl Camera<'_> {
    /// Pictures the page as it stands, in both themes.
    fn shoot(&self, name: &str) -> Result<()> {
        for theme in [Theme::Light, Theme::Dark] {
            self.browser.set_theme(theme)?;
            let file = format!("{name}.{}.{}.png", self.screen.word(), theme.word());
            self.browser.picture(&self.folder.join(file))?;
        }
        self.browser.set_theme(Theme::Light)?;
        let set = self.folder.file_name().unwrap_or_default();
        println!("{}: {name} on the {}", set.display(), self.screen.word());
        Ok(())
    }

    fn at(&self, name: &str, path: &str) -> Result<()> {
        self.browser.go(&self.site.url(path))?;
        self.shoot(name)
    }

    fn each(&self, pages: &[(&str, &str)]) -> Result<()> {
        pages
            .iter()
            .try_for_each(|(name, path)| self.at(name, path))
    }

    fn tour(&self, starts: &[&str]) -> Result<()> {
        tour::walk(&self.browser, &self.site.base(), starts, |stop| {
            self.shoot(&stop.name())
        })?;
        Ok(())
    }

    fn step_in(&self, member: u32) -> Result<()> {
        self.browser.go(&self.site.url("/demo"))?;
        self.browser.run(
            "const form = document.querySelector('form[action=\"/demo/step-in\"]');
             form.querySelector('[name=member]').value = arguments[0]; form.submit();",
            &[member.into()],
        )?;
        wait::until("being somebody", || {
            Ok((!self.browser.url()?.ends_with("/demo")).then_some(()))
        })
    }

    /// The path of the first link that matches `css` on the page at `path`.
    fn link(&self, path: &str, css: &str) -> Result<String> {
        self.browser.go(&self.site.url(path))?;
        let link = self.browser.find(css)?;
        let href = self.browser.attribute(&link, "href")?;
        href.with_context(|| format!("`{css}` leads somewhere"))
    }

    /// The composer with photographs that arrived, and the post's own pages.
    fn compose(&self) -> Result<()> {
        let photos = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/photos");
        let mut files: Vec<PathBuf> = std::fs::read_dir(photos)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        files.sort();
        self.browser.go(&self.site.url("/create"))?;
        for (index, file) in files.iter().take(3).enumerate() {
            self.browser.upload("#photos", &[file])?;
            let nth = format!("[data-placed] > li:nth-child({})", index + 1);
            self.browser.find(&format!("{nth}[data-state=ready]"))?;
        }
        self.browser.type_into(
            "[data-placed] > li:first-child textarea",
            "Boats at low tide, seen from the quay.",
        )?;
        let words = "# Low tide\n\nThree plates from *one* morning. #harbour";
        self.browser.type_into("#text", words)?;
        self.shoot("compose-photographs")?;
        self.browser.click(".compose-acts button.primary")?;
        self.browser.find("article.post, .post")?;
        self.shoot("published")?;
        let path = self.path()?;
        for part in ["edit", "delete"] {
            self.at(&format!("post-{part}"), &format!("{path}/{part}"))?;
        }
        self.at("post-edit-unchanged", &format!("{path}/edit"))?;
        self.browser.type_into(
            "#text",
            "# Low tide, later\n\nThree plates from one morning.",
        )?;
        self.browser.click(".compose-acts button.primary")?;
        wait::until("the edited post", || {
            Ok((self.path()? == path).then_some(()))
        })?;
        self.at("post-history", &format!("{path}/history"))
    }

    fn path(&self) -> Result<String> {
        let url = self.browser.url()?;
        let base = self.site.base();
        let path = url.strip_prefix(&base).unwrap_or(&url);
        Ok(path.split(['?', '#']).next().unwrap_or(path).to_owned())
    }

    /// A comment written, edited, with its history; one that was refused; a report.
    fn comment(&self) -> Result<()> {
        let post = self.link(
            "/explore",
            ".post .label a[href^='/@'], .post a[href^='/@']",
        )?;
        let post = if post.matches('/').count() > 1 {
            post
        } else {
            self.link(&post, "a[href*='/@'][href*='-'], .works a, .pic-link")?
        };
        self.browser.go(&self.site.url(&post))?;
        let say = "#talk .said textarea, #talk textarea[name=text]";
        self.browser
            .type_into(say, "The light on the water is right.")?;
        self.browser
            .click("#talk form.say-form button[type=submit]")?;
        let edit = wait::until("the comment", || {
            let found = self
                .browser
                .find_all("a.act[href$='/edit'][href^='/comments/']")?;
            found
                .first()
                .map(|link| self.browser.attribute(link, "href"))
                .transpose()
        })?;
        let edit = edit.context("a comment of one's own can be edited")?;
        self.shoot("thread-own-comment")?;
        self.at("comment-edit", &edit)?;
        self.browser.type_into(
            "textarea[name=text]",
            "The light on the water is just right.",
        )?;
        self.browser.click("main form button.primary")?;
        self.browser.find("#talk")?;
        self.at("comment-history", &edit.replace("/edit", "/history"))?;
        self.at("comment-delete", &edit.replace("/edit", "/delete"))?;
        self.at("report", &format!("{post}/report"))?;
        self.browser.choose("input[name=rule]")?;
        self.browser
            .type_into("textarea[name=note]", "Please have a look.")?;
        self.browser.click("form.form button.primary")?;
        wait::until("thanks for the report", || {
            Ok(self
                .browser
                .find_all("input[name=rule]")?
                .is_empty()
                .then_some(()))
        })?;
        self.shoot("reported")
    }

    /// What was reported, as a moderator finds it, acts on it, and as its author is told.
    fn moderate(&self) -> Result<()> {
        self.step_in(FOUNDER)?;
        self.at("queue", "/commons/moderation/queue")?;
        let case = self.link(
            "/commons/moderation/queue",
            ".cases a[href^='/commons/moderation/queue/']",
        )?;
        self.at("case", &case)?;
        self.browser
            .choose("form[action$='/act'] input[type=radio]")?;
        self.browser.type_into(
            "form[action$='/act'] textarea",
            "It was posted ten times in an hour.",
        )?;
        self.browser.click("form[action$='/act'] button.primary")?;
        wait::until("the case to be closed", || {
            Ok((self.path()? != case).then_some(()))
        })?;
        self.shoot("acted")?;
        self.step_in(MEMBER)?;
        let told = ".notices a[href^='/commons/moderation/']";
        let statement = self.link("/notifications", told)?;
        self.at("statement", &statement)
    }

    /// The signing sheet as it asks and as it ends.
    fn sign(&self) -> Result<()> {
        let open = self.link(
            "/commons/decisions",
            ".decision-card a.t[href], .decision-card a[href^='/commons/decisions/']",
        )?;
        self.browser.go(&self.site.url(&open))?;
        self.browser
            .click("form[data-sign=vote] button[value=yes]")?;
        self.browser
            .find("#sheet[open] [data-part=ask]:not([hidden])")?;
        self.in_view("sheet-asks")?;
        self.browser.click("#sheet[open] [data-do=sign]")?;
        self.browser
            .find("#sheet[open] [data-part=done]:not([hidden])")?;
        self.in_view("sheet-receipt")?;
        self.browser.click("#sheet[open] [data-part=done] button")?;
        self.at("decision-voted", &open)
    }

    /// A dialog lies over the window, not over the page: only what is in view is pictured.
    fn in_view(&self, name: &str) -> Result<()> {
        for theme in [Theme::Light, Theme::Dark] {
            self.browser.set_theme(theme)?;
            let file = format!("{name}.{}.{}.png", self.screen.word(), theme.word());
            self.browser.picture_in_view(&self.folder.join(file))?;
        }
        self.browser.set_theme(Theme::Light)
    }

    /// A page that cannot be reached, with a draft on the device.
    fn offline(&self) -> Result<()> {
        self.browser.go(&self.site.url("/create"))?;
        self.browser.wait_for_worker()?;
        self.browser.type_into("#text", "A thought on the train")?;
        self.browser.set_offline(true)?;
        self.at("offline", "/explore")?;
        self.browser.set_offline(false)
    }

    /// The founding conversation, each step before it is answered.
    fn found(&self) -> Result<()> {
        let code = wait::until("the founding code", || {
            let log = self.site.log();
            let line = log
                .lines()
                .skip_while(|line| !line.contains("give this code"))
                .skip(1);
            Ok(line
                .map(str::trim)
                .find(|line| !line.is_empty())
                .map(str::to_owned))
        })?;
        self.at("founding-0-code", "/")?;
        self.browser.type_into("input[name=code]", "wrong")?;
        self.browser.click("form button.primary")?;
        self.shoot("founding-0-code-wrong")?;
        self.browser.type_into("input[name=code]", &code)?;
        self.browser.click("form button.primary")?;
        self.browser.type_into("input[name=name]", "Lumen")?;
        self.shoot("founding-1-look")?;
        self.browser.click("button[name=to][value=next]")?;
        self.browser.find("input[name=template]")?;
        self.shoot("founding-2-kind")?;
        self.browser.click("button[name=to][value=next]")?;
        self.browser.find("input[type=radio][name=rules]")?;
        self.shoot("founding-3-rules")?;
        self.browser.click("button[name=to][value=next]")?;
        self.browser
            .type_into("input[name=display_name]", "Fenna")?;
        self.browser.type_into("input[name=handle]", "fenna")?;
        self.shoot("founding-4-passkey")?;
        self.browser
            .click("form[data-entry=found] button.primary")?;
        self.finish_sheet()?;
        self.browser.find("form[data-invite]")?;
        self.shoot("founding-5-invite")
    }

    fn finish_sheet(&self) -> Result<()> {
        self.browser.click("#sheet[open] [data-do=sign]")?;
        self.browser
            .find("#sheet[open] [data-part=done]:not([hidden])")?;
        self.browser.click("#sheet[open] [data-part=done] button")
    }

    /// Makes an invitation and returns its link.
    fn invite(&self) -> Result<String> {
        self.browser.go(&self.site.url("/commons/people"))?;
        self.browser
            .type_into("form[data-invite] input[name=name]", "Joost")?;
        self.browser.click("form[data-invite] button.primary")?;
        self.finish_sheet()?;
        let link = wait::until("the invitation", || {
            let value = self.browser.run(
                "return [...document.querySelectorAll('[data-invitation] input')].map(it => it.value).find(it => it.includes('#')) ?? ''",
                &[],
            )?;
            Ok(value
                .as_str()
                .filter(|link| !link.is_empty())
                .map(str::to_owned))
        })?;
        self.shoot("people-invited")?;
        Ok(link)
    }

    /// Acts until the network says: a little slower.
    fn too_fast(&self) -> Result<()> {
        let status = self.browser.run_async(
            "const done = arguments[arguments.length - 1];
             (async () => {
               for (let turn = 0; turn < 300; turn += 1) {
                 const body = new URLSearchParams({theme: 'system', return: '/'});
                 const answer = await fetch('/theme', {method: 'POST', body, redirect: 'manual'});
                 if (answer.status === 429) return 429;
               }
               return 200;
             })().then(done);",
            &[],
        )?;
        ensure!(
            status == json!(429),
            "the network is never too busy: {status}"
        );
        self.browser.run(
            "const form = document.createElement('form');
             Object.assign(form, {method: 'post', action: '/theme'});
             document.body.append(form);
             form.submit();",
            &[],
        )?;
        self.browser.wait_for_url("/theme")?;
        self.shoot("too-fast")
    }
}
