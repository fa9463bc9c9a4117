//! Progress with a number and a rate, on a terminal or as lines.

use indicatif::{ProgressBar, ProgressStyle};

/// Makes a bar that counts `unit` to `total`, on standard error; silent where that is no terminal.
pub(crate) fn bar(unit: &'static str, total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let template =
        format!("{{bar:24}} {{human_pos}} of {{human_len}} {unit}  {{per_sec}}  {{msg}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}
