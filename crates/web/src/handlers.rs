//! Handlers of the platform: parse, one call to the application, respond.

pub mod act;
pub mod comment;
pub mod commons;
pub mod compose;
pub mod demo;
pub mod entry;
pub mod founding;
pub mod install;
pub mod list;
pub mod media;
pub mod own;
pub mod person;
pub mod reading;
pub mod rss;
pub mod site;
pub mod thread;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use store::Cursor;

use crate::error::PageError;

/// Where a list goes on: `?from=…`.
#[derive(Debug, Default, Deserialize)]
pub struct From {
    /// The cursor as text.
    from: Option<String>,
}

impl From {
    /// Reads the cursor.
    ///
    /// # Errors
    ///
    /// [`PageError::NotFound`] for a text that is none: there is no such page.
    pub fn cursor(&self) -> Result<Option<Cursor>, PageError> {
        self.from
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| PageError::NotFound)
    }
}

/// Parts of the path; what does not fit is not found.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let axum::extract::Path(value) = axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map_err(|_| PageError::NotFound)?;
        Ok(Self(value))
    }
}

/// The query; what cannot be read is said so.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let axum::extract::Query(value) =
            axum::extract::Query::<T>::from_request_parts(parts, state)
                .await
                .map_err(|_| PageError::Unreadable("the query"))?;
        Ok(Self(value))
    }
}

/// A form; what cannot be read is said so.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let axum::extract::Form(value) = axum::extract::Form::<T>::from_request(request, state)
            .await
            .map_err(|_| PageError::Unreadable("the form"))?;
        Ok(Self(value))
    }
}
