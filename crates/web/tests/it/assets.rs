//! What pages fetch stays small, and nothing in it is fetched from elsewhere.

/// Compressed bytes of script that a reading page may load.
const READING_SCRIPT_BYTES_MAX: usize = 40 * 1024;

#[test]
fn reading_pages_load_little_script() {
    let size = web::assets::transfer_size_bytes("js/enhance.js").expect("it is embedded");
    assert!(size <= READING_SCRIPT_BYTES_MAX, "{size} bytes");
}

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
