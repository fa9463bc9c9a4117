//! The description of our JSON and the table of routes name the same.

use std::collections::BTreeSet;

use utoipa::OpenApi as _;

#[test]
fn the_description_and_the_routes_agree() {
    let described = web::api::Description::openapi();
    let document = serde_json::to_value(&described).expect("it is JSON");
    let mut in_description = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            in_description.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let in_table: BTreeSet<String> = web::router::routes()
        .iter()
        .filter(|route| {
            route.path.starts_with("/api/meent/v1/") && !route.path.ends_with("openapi.json")
        })
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(in_description, in_table);
}

/// A generator of clients stops at a shape that is named and not there.
#[test]
fn every_shape_that_is_named_is_described() {
    let document = serde_json::to_value(web::api::Description::openapi()).expect("it is JSON");
    let mut named = BTreeSet::new();
    collect_references(&document, &mut named);
    assert!(!named.is_empty(), "shapes are named");
    let described = document["components"]["schemas"]
        .as_object()
        .expect("shapes");
    let missing: Vec<_> = named
        .iter()
        .filter(|name| {
            name.strip_prefix("#/components/schemas/")
                .is_none_or(|name| !described.contains_key(name))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn collect_references(value: &serde_json::Value, named: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, inner) in fields {
                if let ("$ref", Some(name)) = (key.as_str(), inner.as_str()) {
                    named.insert(name.to_owned());
                }
                collect_references(inner, named);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                collect_references(item, named);
            }
        }
        _ => {}
    }
}
