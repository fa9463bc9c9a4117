//! Every route × every kind of visitor: who may pass, and who is told no, and how.
//!
//! The routes and their rules come from the router's own table, so a new route is covered the day
//! it stands there. What is asked is the running binary, through HTTP alone.

use anyhow::{Context, Result, ensure};
use testkit::http::{Answer, Client};
use testkit::site::Site;
use web::access::Access;
use web::router::{Route, routes};

/// Kinds of visitors, in the order of their rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visitor {
    Anonymous,
    Guest,
    Associate,
    Member,
    Moderator,
    Founder,
}

impl Visitor {
    const ALL: [Self; 6] = [
        Self::Anonymous,
        Self::Guest,
        Self::Associate,
        Self::Member,
        Self::Moderator,
        Self::Founder,
    ];

    /// Whether the rule of a route lets this visitor pass; the demo's moderators are members, and
    /// so is its founder, who may be a moderator as well.
    fn passes(self, access: Access, founder_moderates: bool) -> bool {
        match access {
            Access::Anyone | Access::DemoOnly => true,
            Access::Guest => self != Self::Anonymous,
            Access::Associate => !matches!(self, Self::Anonymous | Self::Guest),
            Access::Member => matches!(self, Self::Member | Self::Moderator | Self::Founder),
            Access::Moderator => {
                self == Self::Moderator || (self == Self::Founder && founder_moderates)
            }
            Access::Founder => self == Self::Founder,
        }
    }
}

/// The demo seen through HTTP, with one session for each kind of visitor.
struct Door<'site> {
    site: &'site Site,
    client: Client,
    origin: String,
}

impl<'site> Door<'site> {
    fn new(site: &'site Site) -> Self {
        Self {
            site,
            client: Client::default(),
            origin: site.base(),
        }
    }

    fn send(&self, method: &str, path: &str, cookie: Option<&str>) -> Result<Answer> {
        let mut headers = vec![
            ("origin", self.origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        headers.extend(cookie.map(|cookie| ("cookie", cookie)));
        if method != "GET" {
            headers.push(("content-type", "application/x-www-form-urlencoded"));
        }
        self.client
            .send(method, &self.site.url(path), &headers, &[])
    }

    /// Becomes the member with `number` and returns the cookie.
    fn step_in(&self, number: u32) -> Result<String> {
        let headers = [
            ("origin", self.origin.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let body = format!("member={number}");
        let answer = self.client.send(
            "POST",
            &self.site.url("/demo/step-in"),
            &headers,
            body.as_bytes(),
        )?;
        let cookie = answer
            .header("set-cookie")
            .context("stepping in sets a cookie")?;
        Ok(cookie.split(';').next().unwrap_or(cookie).to_owned())
    }

    /// Finds a person of the demo whose line on the demo's page fits.
    fn find_person(&self, fits: impl Fn(&str) -> bool) -> Result<Option<u32>> {
        let mut path = String::from("/demo");
        loop {
            let page = self.send("GET", &path, None)?.body;
            for line in page.split("<li>").skip(1) {
                let line = line.split("</li>").next().unwrap_or_default();
                let number = between(line, "name=\"member\" value=\"", "\"");
                if let Some(number) = number.and_then(|it| it.parse().ok())
                    && fits(line)
                {
                    return Ok(Some(number));
                }
            }
            let older = page
                .split("href=\"")
                .skip(1)
                .filter_map(|it| it.split('"').next());
            match older
                .map(|it| it.replace("&amp;", "&"))
                .find(|it| it.starts_with("/demo?"))
            {
                Some(next) if next != path => path = next,
                _ => return Ok(None),
            }
        }
    }

    fn find_visitor(&self, visitor: Visitor) -> Result<Option<u32>> {
        let found = match visitor {
            Visitor::Anonymous => return Ok(None),
            Visitor::Guest => self.find_person(|line| line.contains("a guest"))?,
            Visitor::Associate => self.find_person(|line| line.contains("an associate"))?,
            Visitor::Member => {
                self.find_person(|line| line.contains("a member") && !line.contains("moderator"))?
            }
            Visitor::Moderator => self.find_person(|line| line.contains("moderator"))?,
            Visitor::Founder => Some(1),
        };
        Ok(Some(
            found.with_context(|| format!("the demo has no {visitor:?}"))?,
        ))
    }
}

fn between<'text>(text: &'text str, start: &str, end: &str) -> Option<&'text str> {
    text.split_once(start)?
        .1
        .split_once(end)
        .map(|(found, _)| found)
}

/// A path of `route` with something in place of every parameter.
fn fill(route: &Route, post: &str) -> String {
    let handle = post.split('/').nth(1).unwrap_or("@nobody");
    let id = post.rsplit('/').next().unwrap_or_default();
    let path = route
        .path
        .replace("@{handle}", handle)
        .replace("{handle}", handle.trim_start_matches('@'));
    let path = path.replace("{post}", id);
    let parts = path
        .split('/')
        .map(|part| if part.contains('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// How the door answers somebody whom the rule does not let pass.
fn is_told_no(answer: &Answer, route: &Route, visitor: Visitor) -> bool {
    let is_page = route.method == "GET" && !route.path.starts_with("/api/");
    match visitor {
        Visitor::Anonymous if is_page => {
            answer.status == 303
                && answer
                    .header("location")
                    .is_some_and(|it| it.starts_with("/sign-in"))
        }
        Visitor::Anonymous => answer.status == 401,
        _ => answer.status == 403,
    }
}

#[test]
fn every_route_lets_pass_whom_it_should_and_nobody_else() -> Result<()> {
    let site = crate::demo()?;
    let door = Door::new(&site);
    let explore = door.send("GET", "/explore", None)?.body;
    let posts = explore
        .split("href=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next());
    let post = posts.filter(|it| it.starts_with("/@") && !it.contains("/-/") && !it.contains('#'));
    let post = post
        .filter(|it| it.split('/').count() == 3)
        .last()
        .context("explore shows a post")?
        .to_owned();
    let moderators =
        door.find_person(|line| line.contains("moderator") && line.contains("value=\"1\""))?;
    let mut wrong = Vec::new();
    let mut asked = 0;
    for visitor in Visitor::ALL {
        let number = door.find_visitor(visitor)?;
        for route in routes() {
            // A session of its own, since some routes end it.
            let cookie = number.map(|number| door.step_in(number)).transpose()?;
            let answer = door.send(
                route.method.as_str(),
                &fill(&route, &post),
                cookie.as_deref(),
            )?;
            asked += 1;
            let passes = visitor.passes(route.access, moderators.is_some());
            let fine = match passes {
                true => answer.status < 500 && !is_told_no(&answer, &route, Visitor::Anonymous),
                false => is_told_no(&answer, &route, visitor),
            };
            if !fine {
                let Route {
                    method,
                    path,
                    access,
                    ..
                } = &route;
                wrong.push(format!(
                    "{method} {path} ({access:?}) as {visitor:?}: {}",
                    answer.status
                ));
            }
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} of {asked} answers are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    Ok(())
}
