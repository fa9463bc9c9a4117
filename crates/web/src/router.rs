//! Every route with its rule: one table, from which the router and the access test are made.

pub mod commons;
mod deliberations;
mod giving;
pub mod platform;

use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::{MethodFilter, MethodRouter, on};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;

use crate::access::{Access, Guard, guard};
use crate::door::{Door, WebConfig};
use crate::error::{PageError, dress};
use crate::handlers::founding::lead_to_founding;
use crate::security::{add_headers, log_request, refuse_cross_site};

/// The largest body of a route that says nothing else, in bytes: a long text with room to spare.
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// The longest a request may take, uploads over slow lines included.
const REQUEST_SECONDS_MAX: Duration = Duration::from_secs(300);

/// One route.
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    handler: MethodRouter<Door>,
}

/// A route that reads.
pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, Door>,
    T: 'static,
{
    Route {
        method: Method::GET,
        path,
        access,
        handler: on(MethodFilter::GET, handler),
    }
}

/// A route that acts.
pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, Door>,
    T: 'static,
{
    Route {
        method: Method::POST,
        path,
        access,
        handler: on(MethodFilter::POST, handler),
    }
}

/// A route that replaces.
pub fn put<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, Door>,
    T: 'static,
{
    Route {
        method: Method::PUT,
        path,
        access,
        handler: on(MethodFilter::PUT, handler),
    }
}

/// A route that adds to something.
pub fn patch<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, Door>,
    T: 'static,
{
    Route {
        method: Method::PATCH,
        path,
        access,
        handler: on(MethodFilter::PATCH, handler),
    }
}

/// A route that removes.
pub fn delete<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: Handler<T, Door>,
    T: 'static,
{
    Route {
        method: Method::DELETE,
        path,
        access,
        handler: on(MethodFilter::DELETE, handler),
    }
}

impl Route {
    /// Takes bodies of up to `bytes_max`.
    #[must_use]
    pub fn body_limit(mut self, bytes_max: usize) -> Self {
        self.handler = self.handler.layer(DefaultBodyLimit::max(bytes_max));
        self
    }
}

/// Every route of the door.
pub fn routes() -> Vec<Route> {
    let mut routes = platform::routes();
    routes.extend(commons::routes());
    routes
}

/// Puts the door together.
///
/// The outermost layer dresses errors, so that every refusal, from whatever layer, gets its page.
pub fn serve(app: Arc<App>, config: WebConfig) -> Router {
    let door = Door::new(app, config);
    let mut router = Router::new();
    for route in routes() {
        let guarded = Guard {
            door: door.clone(),
            access: route.access,
        };
        router = router.route(
            route.path,
            route.handler.layer(from_fn_with_state(guarded, guard)),
        );
    }
    router
        .fallback(async || PageError::NotFound.into_response())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(door.clone(), lead_to_founding))
        .layer(from_fn_with_state(door.clone(), refuse_cross_site))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| PageError::Panic.into_response(),
        ))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_SECONDS_MAX,
        ))
        .layer(from_fn_with_state(door.clone(), dress))
        .layer(
            CompressionLayer::new()
                .gzip(true)
                .quality(CompressionLevel::Fastest),
        )
        .layer(from_fn_with_state(door.clone(), add_headers))
        .layer(from_fn(log_request))
        .with_state(door)
}
