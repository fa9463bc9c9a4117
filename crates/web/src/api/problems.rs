//! The answers that operations have in common: what the door says before a handler is asked, or
//! whatever the handler does. Each operation describes by itself what its own rules say no to.

use std::collections::BTreeMap;

use axum::http::Method;
use utoipa::Modify;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::access::Access;
use crate::router::routes;

/// Adds to each operation the problems that any like it can answer with.
pub struct Problems;

impl Modify for Problems {
    fn modify(&self, document: &mut OpenApi) {
        let access: BTreeMap<(String, &str), Access> = routes()
            .iter()
            .map(|route| ((route.method.to_string(), route.path), route.access))
            .collect();
        for (path, item) in &mut document.paths.paths {
            let operations = [
                (Method::GET, &mut item.get),
                (Method::PUT, &mut item.put),
                (Method::POST, &mut item.post),
                (Method::PATCH, &mut item.patch),
                (Method::DELETE, &mut item.delete),
            ];
            for (method, operation) in operations {
                let Some(operation) = operation else { continue };
                let rule = access.get(&(method.to_string(), path.as_str()));
                let is_open = matches!(rule, Some(Access::Anyone));
                for (status, words) in common(&method, operation, is_open) {
                    let known = &mut operation.responses.responses;
                    known.entry(status.to_owned()).or_insert(problem(words));
                }
            }
        }
    }
}

/// The statuses of an operation that follow from its form; `is_open`: it needs no session.
fn common(
    method: &Method,
    operation: &Operation,
    is_open: bool,
) -> Vec<(&'static str, &'static str)> {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let is_in_path =
        |it: &RefOr<Parameter>| matches!(it, RefOr::T(it) if it.parameter_in == ParameterIn::Path);
    let has_place = parameters.iter().any(is_in_path);
    let has_more = parameters.iter().any(|it| !is_in_path(it));
    let has_body = operation.request_body.is_some();
    let all = [
        (has_body || has_more, "400", "What was sent cannot be read."),
        (!is_open, "401", "A session is needed."),
        (
            !is_open || !method.is_safe(),
            "403",
            "Not for the visitor's standing, or sent from another site.",
        ),
        (
            has_place,
            "404",
            "Not there, or not for the visitor to know.",
        ),
        (has_body, "413", "The body is larger than this takes."),
        (
            true,
            "429",
            "Asked too often; `Retry-After` says when again.",
        ),
        (true, "503", "Too much is waiting; try again shortly."),
    ];
    all.into_iter()
        .filter_map(|(can_be, status, words)| can_be.then_some((status, words)))
        .collect()
}

fn problem(words: &str) -> RefOr<Response> {
    let shape = Ref::from_schema_name("Problem");
    ResponseBuilder::new()
        .description(words)
        .content("application/json", Content::new(Some(shape)))
        .build()
        .into()
}
