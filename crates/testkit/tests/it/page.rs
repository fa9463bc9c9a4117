//! A tiny site: one page that knows a field, a button, a file, a passkey and an obstacle.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

const PAGE: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Tiny</title>
<meta name=viewport content='width=device-width'>
<style>body{background:#fff;color:#111}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}</style>
<main><h1>Tiny</h1>
<label>Name <input id=name></label> <button id=greet>Greet</button>
<label>File <input type=file id=file multiple></label>
<p id=out></p><noscript><p>Without scripts</p></noscript></main>
<script>
const out = document.getElementById('out');
document.getElementById('greet').onclick = () => { out.textContent = 'Hello ' + document.getElementById('name').value; };
document.getElementById('file').onchange = it => { out.textContent = [...it.target.files].map(f => f.name).join(' and '); };
</script>";

const OBSTACLE: &str = "<!doctype html><html lang=en><title>Obstacle</title><main><h1>Obstacle</h1>
<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=></main>";

/// Serves the page on a free port for as long as the test runs, and returns its address.
pub(crate) fn serve() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("a port").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let body = if request.starts_with("GET /obstacle") {
                OBSTACLE
            } else {
                PAGE
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
                 content-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            // The browser may have gone away; then there is nobody to tell.
            drop(
                stream
                    .write_all(head.as_bytes())
                    .and_then(|()| stream.write_all(body.as_bytes())),
            );
        }
    });
    format!("http://localhost:{port}")
}
