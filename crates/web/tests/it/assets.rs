//! What pages fetch comes from nowhere else. How much of it there is: `install.rs`.

#[test]
fn the_stylesheet_is_one_and_asks_only_our_fonts() {
    let size = web::assets::transfer_size_bytes("style.css").expect("it is embedded");
    assert!(size < 40 * 1024, "{size} bytes");
    for (path, source) in web::assets::stylesheets() {
        for (at, _) in source.match_indices("url(") {
            assert!(
                source[at..].starts_with("url(fonts/"),
                "{path}: {}",
                &source[at..source.len().min(at + 60)]
            );
        }
        assert!(!source.contains("@import"), "{path}");
    }
}

#[test]
fn scripts_load_nothing_from_elsewhere() {
    for path in web::assets::scripts() {
        let source = web::assets::text_of(path).expect("scripts are text");
        assert!(!source.contains("https://"), "{path} names another site");
        assert!(!source.contains("eval("), "{path}");
    }
}
