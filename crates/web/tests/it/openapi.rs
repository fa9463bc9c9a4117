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
