//! The limit that pages are measured against: an axum handler that returns a constant body.
//!
//! `bare PORT BYTES`: serves `BYTES` bytes of HTML at every path on `localhost:PORT`. Used by
//! `cargo xtask bench`, built with the same profile as `meent`.

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::http::header;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |what| -> Result<usize> {
        let word = arguments.next().context("usage: bare PORT BYTES")?;
        word.parse()
            .with_context(|| format!("{what} is a number, not {word}"))
    };
    let port = number("the port")?;
    let size_bytes = number("the size")?;
    let body = Bytes::from(vec![b'x'; size_bytes]);
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body) }
    };
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, Router::new().fallback(answer)).await?;
    Ok(())
}
