//! Pictures of pages.

use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use serde_json::{Value, json};

use super::Browser;

/// Tallest picture in pixels; Chromium cannot draw much more at once, and nobody looks at it.
const HEIGHT_MAX: f64 = 8_000.0;

impl Browser {
    /// Writes a PNG of the whole page, not only of what is in view, to `file`.
    ///
    /// # Errors
    ///
    /// If the browser is gone or the file cannot be written.
    pub fn picture(&self, file: &Path) -> Result<()> {
        self.wait_for_pictures()?;
        let metrics = self.cdp("Page.getLayoutMetrics", &json!({}))?;
        let size = &metrics["cssContentSize"];
        let width = size["width"].as_f64().context("a page has a width")?;
        let height = size["height"]
            .as_f64()
            .context("a page has a height")?
            .min(HEIGHT_MAX);
        let shot = self.cdp(
            "Page.captureScreenshot",
            &json!({
                "format": "png",
                "captureBeyondViewport": true,
                "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
            }),
        )?;
        write(file, &shot)
    }

    /// Writes a PNG of what is in view to `file`: for what lies over the window, such as a dialog.
    ///
    /// # Errors
    ///
    /// As [`Browser::picture`].
    pub fn picture_in_view(&self, file: &Path) -> Result<()> {
        self.wait_for_pictures()?;
        let shot = self.cdp("Page.captureScreenshot", &json!({"format": "png"}))?;
        write(file, &shot)
    }

    /// Waits for the fonts and for the pictures that the page has; lazy ones are loaded now.
    fn wait_for_pictures(&self) -> Result<()> {
        self.run_async(
            "const done = arguments[arguments.length - 1];
             const images = [...document.images];
             for (const image of images) image.loading = 'eager';
             const loaded = images.map(image => image.decode().catch(() => null));
             Promise.all([document.fonts.ready, ...loaded]).then(() => done(images.length));",
            &[],
        )?;
        Ok(())
    }
}

fn write(file: &Path, shot: &Value) -> Result<()> {
    let data = shot["data"].as_str().context("a screenshot has data")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
}
