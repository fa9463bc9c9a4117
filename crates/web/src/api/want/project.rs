//! Projects of a budget vote, grants, and what is approved of or supported, as forms and programs say it.

use app::Companion;
use app::call::{TypedPayee, TypedProject};
use domain::handle::Handle;
use ledger::Rejection;
use ledger::call::ProjectNumber;
use ledger::ids::{CallId, GrantId, Money};
use ledger::operation::Body;
use serde::Deserialize;

use super::{Number, Numbers};
use crate::error::PageError;
use crate::text::number::cents;
use crate::visit::Visit;

/// A project as it is typed.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProjectWant {
    /// Which call.
    #[schema(value_type = u32)]
    call: Number,
    /// What it is.
    #[serde(flatten)]
    typed: TypedWant,
}

/// What is to be paid, as it is typed.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct TypedWant {
    /// At most 160 characters; kept off the record.
    title: String,
    /// What it is, at most 2,000 characters; kept off the record.
    words: String,
    /// Whole and cents, such as `1200` or `12.50`.
    amount: String,
    /// Who is paid: empty for oneself, `@handle` for a member, else the name of somebody outside.
    #[serde(default)]
    to: String,
}

/// Which project of which call.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProjectOfCallWant {
    /// Which call.
    #[schema(value_type = u32)]
    call: Number,
    /// Which of its projects, from 1.
    #[schema(value_type = u16)]
    project: Number,
}

/// What somebody approves of.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ApprovalsWant {
    /// Which call.
    #[schema(value_type = u32)]
    call: Number,
    /// Its projects, in any order; none says that nothing here is worth the money.
    #[serde(default)]
    #[schema(value_type = Vec<u16>)]
    projects: Numbers,
}

impl ProjectWant {
    /// Makes the operation and what goes with it.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for an amount or a handle that is none; [`PageError::App`].
    pub async fn prepare(&self, visit: &Visit) -> Result<(Body, Companion), PageError> {
        let typed = self.typed.read(visit).await?;
        let call = CallId(self.call.0);
        Ok(visit.app().word_project(call, &typed).await?)
    }
}

impl TypedWant {
    async fn read(&self, visit: &Visit) -> Result<TypedProject, PageError> {
        Ok(TypedProject {
            title: self.title.clone(),
            words: self.words.clone(),
            cost: cents(&self.amount)
                .map(Money)
                .ok_or(PageError::Unreadable("the amount"))?,
            to: payee(visit, &self.to).await?,
        })
    }

    /// Makes the operation that asks for a grant, and what goes with it.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for an amount or a handle that is none; [`PageError::App`].
    pub async fn prepare(&self, visit: &Visit) -> Result<(Body, Companion), PageError> {
        let typed = self.read(visit).await?;
        Ok(visit.app().word_grant(&typed).await?)
    }
}

/// Which grant.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct GrantWant {
    /// Its number.
    #[schema(value_type = u32)]
    grant: Number,
}

/// How many points somebody gives.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct SupportWant {
    /// Which grant.
    #[schema(value_type = u32)]
    grant: Number,
    /// How many; 0 takes them back.
    #[schema(value_type = u8)]
    points: Number,
}

impl GrantWant {
    pub(super) fn body(&self) -> Body {
        Body::WithdrawGrant(GrantId(self.grant.0))
    }
}

impl SupportWant {
    pub(super) fn body(&self) -> Result<Body, PageError> {
        Ok(Body::SupportGrant {
            grant: GrantId(self.grant.0),
            points: u8::try_from(self.points.0).map_err(|_| PageError::Unreadable("the points"))?,
        })
    }
}

/// Reads who is paid: nobody named is the visitor, `@handle` a member, anything else a name outside.
pub(super) async fn payee(visit: &Visit, typed: &str) -> Result<TypedPayee, PageError> {
    let typed = typed.trim();
    if typed.is_empty() {
        let own = visit.member().ok_or(PageError::SignIn)?;
        return Ok(TypedPayee::Member(own));
    }
    let Some(handle) = typed.strip_prefix('@') else {
        return Ok(TypedPayee::Outside(typed.to_owned()));
    };
    let handle = Handle::parse(handle).map_err(|_| PageError::Unreadable("a handle"))?;
    let mut reader = visit
        .app()
        .store
        .read()
        .await
        .map_err(app::AppError::from)?;
    let found = reader.find_number_of_handle(&handle).await;
    let found = found.map_err(app::AppError::from)?;
    let unknown = app::AppError::Rejected(Rejection::MemberNotFound);
    Ok(TypedPayee::Member(found.ok_or(unknown)?))
}

impl ProjectOfCallWant {
    pub(super) fn body(&self) -> Result<Body, PageError> {
        Ok(Body::WithdrawProject {
            call: CallId(self.call.0),
            project: number(self.project.0)?,
        })
    }
}

impl ApprovalsWant {
    pub(super) fn body(&self) -> Result<Body, PageError> {
        let mut projects = Vec::with_capacity(self.projects.0.len());
        for it in &self.projects.0 {
            projects.push(number(*it)?);
        }
        // A form names them in the order in which its reader saw them.
        projects.sort_unstable();
        Ok(Body::ApproveProjects {
            call: CallId(self.call.0),
            projects,
        })
    }
}

fn number(typed: u32) -> Result<ProjectNumber, PageError> {
    let number = u16::try_from(typed).map(ProjectNumber);
    number.map_err(|_| PageError::Unreadable("a project"))
}
