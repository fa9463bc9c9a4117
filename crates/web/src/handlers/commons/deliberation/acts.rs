//! Acts in a deliberation: each a plain form that answers with the place it belongs to. What was
//! written with an act that is refused comes back with the reason.

use app::AppError;
use app::companion::Payee;
use app::deliberation::NewVersion;
use app::deliberation::adding::{Anchor, Convinces, Resolved, Side};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::ids::DeliberationId;
use ledger::operation::Payload;
use ledger::policy::Category;
use serde::Deserialize;
use store::collected::Choice;
use store::opinion::opinion_of_word;

use super::{list_view, page_of, parse_contribution, parse_deliberation, statements_page};
use crate::api::policy::parse_payload;
use crate::error::PageError;
use crate::handlers::{Form, Path};
use crate::links;
use crate::pages::commons::deliberation::{self as pages, EditView, Refused};
use crate::text::refusal::refused_text;
use crate::visit::{Visit, answer};

/// A refusal by a rule, in words; any other error goes on.
fn why(visit: &Visit, error: AppError) -> Result<String, PageError> {
    match error {
        AppError::Refused(_) | AppError::Rejected(_) => Ok(refused_text(visit.lang, &error)),
        other => Err(other.into()),
    }
}

/// Leads to where something stands, or shows the draft with why not, and with what was written.
async fn done(
    visit: &Visit,
    id: DeliberationId,
    outcome: Result<String, AppError>,
    words: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(place) => Ok(Redirect::to(&place).into_response()),
        Err(error) => {
            let refused = Refused {
                why: why(visit, error)?,
                words: words.to_owned(),
            };
            page_of(visit, id, Some(refused)).await
        }
    }
}

/// Leads back to the draft after a step of its author's, or shows it with why not.
async fn stepped(
    visit: &Visit,
    id: &str,
    parsed: DeliberationId,
    outcome: Result<(), AppError>,
) -> Result<Response, PageError> {
    let place = outcome.map(|()| links::deliberation(id));
    done(visit, parsed, place, "").await
}

/// A version as a form sends it: a new draft, or a new version of one.
#[derive(Debug, Default, Deserialize)]
pub struct VersionForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    reasons: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    payload: String,
    #[serde(default)]
    version: u32,
    #[serde(default)]
    payee: String,
    #[serde(default)]
    payee_salt: String,
}

impl VersionForm {
    /// Keeps the name of whom a draft pays outside: what it would change holds only the digest.
    async fn keep_payee(&self, visit: &Visit) -> Result<(), AppError> {
        if self.payee.is_empty() {
            return Ok(());
        }
        let payee = Payee {
            name: self.payee.clone(),
            salt: self.payee_salt.clone(),
        };
        visit.app().keep_payee(&visit.viewer(), payee).await
    }

    fn read(&self) -> Result<NewVersion, PageError> {
        Ok(NewVersion {
            title: self.title.clone(),
            text: self.reasons.clone(),
            payload: if self.payload.is_empty() {
                Payload::Statement
            } else {
                parse_payload(&self.payload)?
            },
            note: self.note.clone(),
        })
    }
}

/// `POST /commons/deliberations`: begins with a draft.
pub async fn begin(visit: Visit, Form(form): Form<VersionForm>) -> Result<Response, PageError> {
    form.keep_payee(&visit).await?;
    let begun = visit
        .app()
        .start_deliberation(&visit.viewer(), &form.read()?)
        .await;
    match begun {
        Ok(id) => Ok(Redirect::to(&links::deliberation(&id.to_string())).into_response()),
        Err(error) => {
            let shell = visit.shell().await?;
            let typed = (form.title, form.reasons, why(&visit, error)?);
            let view = list_view(&visit, None, Some(typed)).await?;
            let page = pages::list(&shell, &view);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer(&shell, &page)).into_response())
        }
    }
}

/// `POST /commons/deliberations/{deliberation}/edit`: writes a new version. Without a payload, what
/// the draft would change stays as it is.
pub async fn revise(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    form.keep_payee(&visit).await?;
    let mut version = form.read()?;
    let loaded = visit
        .app()
        .load_deliberation(&visit.viewer(), parsed)
        .await?;
    if form.payload.is_empty() {
        version.payload = loaded.payload.ok_or(PageError::NotFound)?;
    }
    // A form that comes from choosing another change does not know the version it replaces.
    let seen = if form.version == 0 {
        loaded.deliberation.version
    } else {
        form.version
    };
    let revised = visit
        .app()
        .revise_draft(&visit.viewer(), parsed, seen, &version)
        .await;
    match revised {
        Ok(_) => Ok(Redirect::to(&links::deliberation(&id)).into_response()),
        Err(error) => {
            let error = why(&visit, error)?;
            let shell = visit.shell().await?;
            let view = EditView {
                id,
                version: loaded.deliberation.version,
                title: form.title,
                text: form.reasons,
                note: form.note,
                error: Some(error),
            };
            let page = pages::edit(&shell, &view);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer(&shell, &page)).into_response())
        }
    }
}

/// `POST /commons/deliberations/{deliberation}/open`: asks everybody's opinion.
pub async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let outcome = visit.app().open_deliberation(&visit.viewer(), parsed).await;
    stepped(&visit, &id, parsed, outcome).await
}

/// `POST /commons/deliberations/{deliberation}/freeze`: makes the text final.
pub async fn freeze(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let outcome = visit.app().freeze_draft(&visit.viewer(), parsed).await;
    stepped(&visit, &id, parsed, outcome).await
}

/// `POST /commons/deliberations/{deliberation}/close`: takes it back.
pub async fn close(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let outcome = visit
        .app()
        .close_deliberation(&visit.viewer(), parsed)
        .await;
    stepped(&visit, &id, parsed, outcome).await
}

/// A comment as its form sends it.
#[derive(Debug, Default, Deserialize)]
pub struct CommentForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    version: u32,
    #[serde(default)]
    paragraph: u32,
    #[serde(default)]
    parent: String,
}

/// `POST /commons/deliberations/{deliberation}/comments`: says something beside a paragraph.
pub async fn comment(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<CommentForm>,
) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let anchor = if form.parent.is_empty() {
        Anchor::Paragraph {
            version: form.version,
            paragraph: form.paragraph,
        }
    } else {
        Anchor::Answer(parse_contribution(&form.parent)?)
    };
    let said = visit
        .app()
        .comment_on_draft(&visit.viewer(), parsed, anchor, form.text.clone())
        .await;
    let place = said.map(|it| links::contribution(&id, &it.to_string()));
    done(&visit, parsed, place, &form.text).await
}

/// Words as a form sends them, and for which side.
#[derive(Debug, Default, Deserialize)]
pub struct WordsForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    side: String,
}

/// `POST /commons/deliberations/{deliberation}/statements`: adds a statement.
pub async fn state(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<WordsForm>,
) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    match visit.app().state(&visit.viewer(), parsed, &form.text).await {
        Ok(_) => {
            let place = links::deliberation_part(&id, "statements");
            Ok(Redirect::to(&place).into_response())
        }
        Err(error) => {
            let refused = Refused {
                why: why(&visit, error)?,
                words: form.text,
            };
            statements_page(&visit, parsed, None, Some(refused)).await
        }
    }
}

/// `POST /commons/deliberations/{deliberation}/cases`: makes a case.
pub async fn make_case(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<WordsForm>,
) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let side = Side::of_word(&form.side).ok_or(PageError::Unreadable("the side"))?;
    let made = visit
        .app()
        .make_case(&visit.viewer(), parsed, side, &form.text)
        .await;
    let place = made.map(|it| links::contribution(&id, &it.to_string()));
    done(&visit, parsed, place, &form.text).await
}

/// `POST /commons/deliberations/{deliberation}/cost`: writes the team's note.
pub async fn note_costs(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<WordsForm>,
) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let noted = visit
        .app()
        .note_costs(&visit.viewer(), parsed, &form.text)
        .await;
    let place = noted.map(|_| format!("{}#cost", links::deliberation(&id)));
    done(&visit, parsed, place, &form.text).await
}

/// `POST /commons/deliberations/{deliberation}/consent`: agrees to have one's opinions kept.
pub async fn agree(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    let parsed = parse_deliberation(&id)?;
    let agreed = visit
        .app()
        .choose_data(&visit.viewer(), Category::Opinions, Choice::Yes)
        .await;
    let place = agreed.map(|()| links::deliberation_part(&id, "statements"));
    done(&visit, parsed, place, "").await
}

/// An answer as its form sends it.
#[derive(Debug, Default, Deserialize)]
pub struct OpinionForm {
    #[serde(default)]
    opinion: String,
}

/// `POST /commons/contributions/{contribution}/answer`: answers a statement, then shows the next.
pub async fn answer_statement(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<OpinionForm>,
) -> Result<Response, PageError> {
    let opinion = opinion_of_word(&form.opinion).ok_or(PageError::Unreadable("the answer"))?;
    let statement = parse_contribution(&id)?;
    let answered = visit
        .app()
        .answer_statement(&visit.viewer(), statement, Some(opinion))
        .await;
    match answered {
        Ok(deliberation) => {
            let place = links::deliberation_part(&deliberation.to_string(), "statements");
            Ok(Redirect::to(&place).into_response())
        }
        Err(error) => {
            let refused = Refused {
                why: why(&visit, error)?,
                words: String::new(),
            };
            let said = visit
                .app()
                .load_contribution(&visit.viewer(), statement)
                .await?;
            statements_page(&visit, said.deliberation, None, Some(refused)).await
        }
    }
}

/// Yes or no, as a form sends it.
#[derive(Debug, Default, Deserialize)]
pub struct SwitchForm {
    #[serde(default)]
    resolved: String,
    #[serde(default)]
    convinces: String,
}

/// `POST /commons/contributions/{contribution}/resolve`: calls a comment settled, or open again.
pub async fn resolve(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<SwitchForm>,
) -> Result<Response, PageError> {
    let is_resolved = if form.resolved == "no" {
        Resolved::No
    } else {
        Resolved::Yes
    };
    let settled = visit
        .app()
        .resolve_comment(&visit.viewer(), parse_contribution(&id)?, is_resolved)
        .await;
    at_its_place(&visit, &id, settled).await
}

/// `POST /commons/contributions/{contribution}/mark`: finds a case convincing, or no longer.
pub async fn mark(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<SwitchForm>,
) -> Result<Response, PageError> {
    let convinces = if form.convinces == "no" {
        Convinces::No
    } else {
        Convinces::Yes
    };
    let marked = visit
        .app()
        .mark_case(&visit.viewer(), parse_contribution(&id)?, convinces)
        .await;
    at_its_place(&visit, &id, marked).await
}

/// `POST /commons/contributions/{contribution}/delete`: deletes one's own words.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    let deleted = visit
        .app()
        .delete_contribution(&visit.viewer(), parse_contribution(&id)?)
        .await?;
    Ok(Redirect::to(&links::deliberation(&deleted.to_string())).into_response())
}

async fn at_its_place(
    visit: &Visit,
    said: &str,
    outcome: Result<DeliberationId, AppError>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(id) => {
            let place = links::contribution(&id.to_string(), said);
            Ok(Redirect::to(&place).into_response())
        }
        Err(error @ (AppError::Refused(_) | AppError::Rejected(_))) => {
            let found = visit
                .app()
                .load_contribution(&visit.viewer(), parse_contribution(said)?)
                .await?;
            done(visit, found.deliberation, Err(error), "").await
        }
        Err(error) => Err(error.into()),
    }
}
