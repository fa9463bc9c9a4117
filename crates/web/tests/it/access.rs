//! Every route against every kind of visitor.

use axum::http::{Method, StatusCode};
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use web::access::{Access, Who};
use web::error::PageError;
use web::session::Token;

use crate::site::Site;

fn who(member: u32, standing: Standing, is_moderator: bool) -> Who {
    Who {
        member: MemberNumber(member),
        standing,
        is_moderator,
        token: Token([0; 32]),
    }
}

/// What each rule means, spelled out: visitors are anonymous, guest, associate, member, moderator,
/// founder.
#[test]
fn the_rules_mean_what_they_say() {
    let visitors = [
        None,
        Some(who(7, Standing::Guest, false)),
        Some(who(7, Standing::Associate, false)),
        Some(who(7, Standing::Member, false)),
        Some(who(7, Standing::Member, true)),
        Some(who(1, Standing::Member, false)),
    ];
    let check = |access: Access, expected: [u16; 6]| {
        for (visitor, expected) in visitors.iter().zip(expected) {
            let status = access
                .check(visitor.as_ref(), false)
                .map_or_else(|error| error.status().as_u16(), |()| 200);
            assert_eq!(status, expected, "{access:?} for {visitor:?}");
        }
    };
    check(Access::Anyone, [200, 200, 200, 200, 200, 200]);
    check(Access::Guest, [401, 200, 200, 200, 200, 200]);
    check(Access::Associate, [401, 403, 200, 200, 200, 200]);
    check(Access::Member, [401, 403, 403, 200, 200, 200]);
    check(Access::Moderator, [401, 403, 403, 403, 200, 403]);
    check(Access::Founder, [401, 403, 403, 403, 403, 200]);
    check(Access::DemoOnly, [404, 404, 404, 404, 404, 404]);
    assert!(matches!(Access::DemoOnly.check(None, true), Ok(())));
    assert!(matches!(
        Access::Guest.check(None, true),
        Err(PageError::SignIn)
    ));
}

/// Fills the braces of a path with something that parses but is not there.
fn filled(path: &str) -> String {
    path.replace("{*path}", "none.css")
        .replace("{hash}", &"0".repeat(64))
        .replace("{post}", "01jd0000000000000000000000")
        .replace("{deliberation}", "01jd0000000000000000000000")
        .replace("{contribution}", "01jd0000000000000000000000")
        .replace("{comment}", "01jd0000000000000000000000")
        .replace("{upload}", "01jd0000000000000000000000")
        .replace("{handle}", "nobody_here")
        .replace("{tag}", "zine")
        .replace("{file}", "30.css")
        .replace(['{', '}'], "")
}

/// Without a session no route but the open ones does anything; with one, none says "sign in".
#[tokio::test]
async fn every_route_asks_for_what_its_rule_says() {
    let site = Site::found().await;
    let founder = site.cookie(MemberNumber(1)).await;
    let mut seen = 0;
    for route in web::router::routes() {
        let path = filled(route.path);
        let name = format!("{} {}", route.method, route.path);
        let anonymous = site.send(route.method.clone(), &path, "", "", "").await;
        match route.access {
            Access::Anyone => {
                assert_ne!(anonymous.status, StatusCode::FORBIDDEN, "{name}");
                assert!(
                    !anonymous.status.is_server_error(),
                    "{name}: {}",
                    anonymous.status
                );
            }
            Access::DemoOnly => assert_eq!(anonymous.status, StatusCode::NOT_FOUND, "{name}"),
            Access::Guest
            | Access::Associate
            | Access::Member
            | Access::Moderator
            | Access::Founder => {
                let is_page = route.method == Method::GET && !path.starts_with("/api/");
                if is_page {
                    assert_eq!(anonymous.status, StatusCode::SEE_OTHER, "{name}");
                    assert!(
                        anonymous.location.starts_with("/sign-in?return="),
                        "{name}: {}",
                        anonymous.location
                    );
                } else {
                    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED, "{name}");
                }
            }
        }
        // Ending the session would change what the rest of the routes answer.
        if route.path != web::links::SIGN_OUT && !route.path.contains("sign-out") {
            let signed_in = site
                .send(route.method.clone(), &path, &founder, "", "")
                .await;
            if route.access != Access::Anyone {
                assert_ne!(signed_in.status, StatusCode::UNAUTHORIZED, "{name}");
            }
            assert!(
                !signed_in.status.is_server_error(),
                "{name}: {} {}",
                signed_in.status,
                signed_in.body
            );
        }
        seen += 1;
    }
    assert!(seen > 60, "{seen} routes");
}

/// A form on another site does nothing, whoever is signed in.
#[tokio::test]
async fn another_site_cannot_act() {
    let site = Site::found().await;
    let founder = site.cookie(MemberNumber(1)).await;
    for route in web::router::routes()
        .iter()
        .filter(|route| !route.method.is_safe())
    {
        let request = axum::http::Request::builder()
            .method(route.method.clone())
            .uri(filled(route.path))
            .header("cookie", &founder)
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example")
            .body(axum::body::Body::empty())
            .expect("a plain request");
        assert_eq!(
            site.ask(request).await.status,
            StatusCode::FORBIDDEN,
            "{} {}",
            route.method,
            route.path
        );
    }
}
