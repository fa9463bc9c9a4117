//! The founding conversation. It exists until the network does; the last step is for the founder.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::founding::{RuleSet, first_data, first_rules};
use ledger::charter::Template;
use ledger::policy::ModerationChange;
use serde::Deserialize;

use super::commons::people::own_invitations;
use super::commons::signer;
use super::{Form, Query};
use crate::door::Door;
use crate::error::PageError;
use crate::layout::{Page, Shell, bare_page};
use crate::pages::founding::accent::{HUES, is_readable};
use crate::pages::founding::{self, Answers, PATH, RulesView, parse_template};
use crate::visit::{Html, Visit, language_of};
use crate::{links, t};

/// The answers so far, as forms carry them.
#[derive(Debug, Default, Deserialize)]
pub struct FoundingForm {
    #[serde(default)]
    code: String,
    name: Option<String>,
    hue: Option<u16>,
    template: Option<String>,
    rules: Option<String>,
    to: Option<String>,
}

impl FoundingForm {
    fn answers(&self) -> Answers {
        Answers {
            code: self.code.trim().to_owned(),
            name: self.name.clone().unwrap_or_default().trim().to_owned(),
            hue: self
                .hue
                .filter(|hue| is_readable(*hue))
                .unwrap_or(HUES[0].degrees),
            template: self
                .template
                .as_deref()
                .and_then(parse_template)
                .unwrap_or(Template::Cooperative),
            rules: self
                .rules
                .as_deref()
                .and_then(RuleSet::of_word)
                .unwrap_or(RuleSet::Makers),
        }
    }

    fn goes_back(&self) -> bool {
        self.to.as_deref() == Some("back")
    }
}

/// The shell of the conversation: the place already has the name and colour that were chosen.
async fn shell(visit: &Visit, answers: &Answers) -> Result<Shell, PageError> {
    let mut shell = visit.shell().await?;
    shell.network.accent_hue = answers.hue;
    if !answers.name.is_empty() {
        shell.network.name.clone_from(&answers.name);
    }
    Ok(shell)
}

fn show(shell: &Shell, page: &Page) -> Response {
    Html(bare_page(shell, page).into_string()).into_response()
}

/// Leads every page of a network that is not founded yet to the conversation.
pub async fn lead_to_founding(State(door): State<Door>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let passes = [
        "/found",
        "/assets/",
        "/accent/",
        "/api/",
        "/record/",
        "/healthz",
        "/language",
        "/theme",
        "/manifest",
        "/service-worker.js",
        "/offline/",
        "/robots",
        "/favicon",
        "/design",
    ];
    let leads = !door.app.is_founded()
        && request.method().is_safe()
        && !passes.iter().any(|start| path.starts_with(start));
    if leads {
        Redirect::to(PATH).into_response()
    } else {
        next.run(request).await
    }
}

/// `GET /found`: the first step, or the code that opens it.
pub async fn begin(visit: Visit, Query(form): Query<FoundingForm>) -> Result<Response, PageError> {
    if visit.app().is_founded() {
        return Ok(Redirect::to(links::HOME).into_response());
    }
    let answers = form.answers();
    let shell = visit.shell().await?;
    if answers.code.is_empty() {
        return Ok(show(&shell, &founding::code(&shell, None)));
    }
    if !visit.app().is_founding_code(&answers.code) {
        let words = t!(visit.lang, "founding-code-wrong");
        return Ok(show(&shell, &founding::code(&shell, Some(&words))));
    }
    Ok(show(&shell, &founding::look(&shell, &answers, None)))
}

fn check(visit: &Visit, answers: &Answers) -> Result<(), PageError> {
    if visit.app().is_founding_code(&answers.code) {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

/// `POST /found/look`: on to the kind of place.
pub async fn look(visit: Visit, Form(form): Form<FoundingForm>) -> Result<Response, PageError> {
    let answers = form.answers();
    check(&visit, &answers)?;
    let shell = shell(&visit, &answers).await?;
    if answers.name.is_empty() || answers.name.len() > 80 {
        let words = t!(visit.lang, "founding-name-wrong");
        return Ok(show(
            &shell,
            &founding::look(&shell, &answers, Some(&words)),
        ));
    }
    Ok(show(&shell, &founding::kind(&shell, &answers)))
}

/// `POST /found/kind`: on to the rules, or back.
pub async fn kind(visit: Visit, Form(form): Form<FoundingForm>) -> Result<Response, PageError> {
    let answers = form.answers();
    check(&visit, &answers)?;
    let shell = shell(&visit, &answers).await?;
    let page = if form.goes_back() {
        founding::look(&shell, &answers, None)
    } else {
        founding::rules(&shell, &answers, &rules_view(&visit))
    };
    Ok(show(&shell, &page))
}

fn rules_view(visit: &Visit) -> RulesView {
    let language = language_of(visit.lang);
    let set = |set: RuleSet| {
        let (mut rules, mut labels) = (Vec::new(), Vec::new());
        for change in first_rules(set, language) {
            match change {
                ModerationChange::PutRule(rule) => rules.push(rule),
                ModerationChange::PutLabel(label) => labels.push(label),
                _ => {}
            }
        }
        (set, rules, labels)
    };
    RulesView {
        sets: RuleSet::ALL.into_iter().map(set).collect(),
        data: first_data(language),
    }
}

/// `POST /found/rules`: on to the passkey, or back.
pub async fn rules(visit: Visit, Form(form): Form<FoundingForm>) -> Result<Response, PageError> {
    let answers = form.answers();
    check(&visit, &answers)?;
    let shell = shell(&visit, &answers).await?;
    let page = if form.goes_back() {
        founding::kind(&shell, &answers)
    } else {
        let mut signer = signer(&visit).await?;
        signer.member = 1;
        founding::passkey(&shell, &answers, &signer)
    };
    Ok(show(&shell, &page))
}

/// `POST /found/passkey`: back to the rules. Going on needs a script.
pub async fn passkey(visit: Visit, Form(form): Form<FoundingForm>) -> Result<Response, PageError> {
    let answers = form.answers();
    check(&visit, &answers)?;
    let shell = shell(&visit, &answers).await?;
    if form.goes_back() {
        return Ok(show(
            &shell,
            &founding::rules(&shell, &answers, &rules_view(&visit)),
        ));
    }
    let signer = signer(&visit).await?;
    Ok(show(&shell, &founding::passkey(&shell, &answers, &signer)))
}

/// `GET /found/invite`: the last step.
pub async fn invite(visit: Visit) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let open = own_invitations(&visit).await?;
    Ok(show(
        &shell,
        &founding::invite(&shell, &signer(&visit).await?, &open),
    ))
}
