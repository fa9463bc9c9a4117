//! What a device keeps: the manifest, the service worker, the offline page, and how much of it there is.

use axum::http::{StatusCode, header};
use ledger::ids::MemberNumber;
use serde_json::Value;

use crate::site::Site;

/// Compressed bytes of script that a reading page may load.
const SCRIPT_BYTES_MAX: usize = 40 * 1024;
/// Compressed bytes of a first page with everything it needs but media.
const FIRST_PAGE_BYTES_MAX: usize = 120 * 1024;

/// What the offline page and the worker are told to keep, from the worker's first line.
fn told(worker: &str) -> Value {
    let line = worker.lines().next().expect("a first line");
    let json = line
        .strip_prefix("self.meent = ")
        .and_then(|rest| rest.strip_suffix(';'))
        .expect("the line that the server writes");
    serde_json::from_str(json).expect("JSON")
}

#[tokio::test]
async fn the_manifest_makes_it_installable() {
    let site = Site::found().await;
    let answer = site.get("/manifest.webmanifest", "").await;
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "application/manifest+json"
    );
    let manifest: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(manifest["name"], "Lumen");
    assert_eq!(manifest["share_target"]["action"], "/share");
    let icons = manifest["icons"].as_array().expect("icons");
    for size in ["any", "192x192", "512x512"] {
        assert!(icons.iter().any(|icon| icon["sizes"] == size), "{size}");
    }
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    for icon in icons {
        let path = icon["src"].as_str().expect("an address");
        let drawn = site.get(path, "").await;
        assert_eq!(drawn.status, StatusCode::OK, "{path}");
        assert_eq!(
            drawn.headers[header::CONTENT_TYPE],
            icon["type"].as_str().expect("a type")
        );
    }
}

/// The worker's list is the whole of what a device keeps: everything on it must be there, and be the
/// same for everybody.
#[tokio::test]
async fn a_device_keeps_only_what_everybody_gets_alike() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;
    let worker = site.get("/service-worker.js", &cookie).await;
    assert_eq!(worker.headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(worker.body, site.get("/service-worker.js", "").await.body);
    let told = told(&worker.body);
    let shell: Vec<&str> = told["shell"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let fixed = ["/assets/", "/accent/", "/offline/"];
    for path in &shell {
        assert!(fixed.iter().any(|start| path.starts_with(start)), "{path}");
        let anonymous = site.get(path, "").await;
        assert_eq!(anonymous.status, StatusCode::OK, "{path}");
        assert_eq!(anonymous.body, site.get(path, &cookie).await.body, "{path}");
        assert!(!anonymous.body.contains("ANA"), "{path}");
    }
    for lang in ["en", "nl"] {
        let path = told["offline"][lang].as_str().expect("a page");
        assert!(shell.contains(&path), "{path} is kept");
        let page = site.get(path, &cookie).await.body;
        assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{page}");
        // What the offline page fetches is kept, too, or it would come without its looks.
        for address in addresses(&page) {
            assert!(shell.contains(&address.as_str()), "{address} of {path}");
        }
    }
    assert_eq!(
        site.get("/offline/xx", "").await.status,
        StatusCode::NOT_FOUND
    );
}

/// The assets that a page names.
fn addresses(page: &str) -> Vec<String> {
    let parts = page.split('"');
    parts
        .filter(|part| part.starts_with("/assets/") || part.starts_with("/accent/"))
        .map(str::to_owned)
        .collect()
}

/// The embedded files that `page` loads, with the modules that its scripts import.
fn loaded(page: &str) -> Vec<String> {
    let mut found: Vec<String> = addresses(page)
        .iter()
        .filter_map(|address| address.strip_prefix("/assets/")?.split_once('/'))
        .map(|(_, path)| path.to_owned())
        .collect();
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        at += 1;
        if !path.ends_with(".js") {
            continue;
        }
        let source = web::assets::text_of(&path).expect("a script is embedded");
        for line in source
            .lines()
            .filter(|line| line.starts_with("import ") || line.starts_with("export "))
        {
            let Some((_, name)) = line.split_once("from './") else {
                continue;
            };
            let name = format!("js/{}", name.split('\'').next().unwrap_or_default());
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn gzip_bytes(text: &str) -> usize {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).expect("memory takes it");
    packer.finish().expect("memory takes it").len()
}

/// Measured on the pages themselves: the scripts they load with all they import, and everything of a
/// first visit but media.
#[tokio::test]
async fn reading_pages_are_light() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let mut post = String::new();
    for number in 0..20 {
        let text =
            format!("# Low tide {number}\n\nPrinted *yesterday* from a plate. #glass @fenna");
        post = site.post(ana, &text).await;
    }
    let founder = site.cookie(MemberNumber(1)).await;
    site.form("/@ana/-/follow", &founder, "on=yes").await;
    let post = format!("/@ana/{post}");
    for (path, cookie) in [
        ("/", ""),
        ("/", founder.as_str()),
        ("/explore", ""),
        (post.as_str(), founder.as_str()),
        ("/@ana", ""),
        ("/@ana/-/posts", ""),
        ("/tags/glass", ""),
        ("/commons", ""),
        ("/commons/policies", ""),
    ] {
        let page = site.get(path, cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let files = loaded(&page.body);
        let size = |wanted: &dyn Fn(&str) -> bool| -> usize {
            files
                .iter()
                .filter(|file| wanted(file))
                .map(|file| web::assets::transfer_size_bytes(file).expect("it is embedded"))
                .sum()
        };
        let script = size(&|file| file.ends_with(".js"));
        // The icon is fetched for a first screen, not for a page.
        let all = gzip_bytes(&page.body) + size(&|file| !file.ends_with(".png"));
        eprintln!("{path}: script {script} bytes, page {all} bytes");
        assert!(files.contains(&"js/enhance.js".to_owned()), "{files:?}");
        assert!(
            script <= SCRIPT_BYTES_MAX,
            "{path}: {script} bytes of script: {files:?}"
        );
        assert!(
            all <= FIRST_PAGE_BYTES_MAX,
            "{path}: {all} bytes: {files:?}"
        );
    }
}
