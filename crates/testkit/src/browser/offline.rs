//! A browser without a connection, and what a page keeps for that.

use anyhow::Result;
use serde_json::json;

use super::Browser;

impl Browser {
    /// Cuts the connection of this window, its service worker's included, or restores it.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub fn set_offline(&self, is_offline: bool) -> Result<()> {
        // Chromium's own protocol cuts only the page it is attached to, not the worker behind it;
        // the driver's network conditions hold for the whole window.
        self.driver.post(
            "chromium/network_conditions",
            &json!({"network_conditions": {
                "offline": is_offline, "latency": 0,
                "download_throughput": -1, "upload_throughput": -1,
            }}),
        )?;
        Ok(())
    }

    /// Waits until a service worker stands behind this page and has put away what it keeps.
    ///
    /// # Errors
    ///
    /// If there is none within the script's deadline.
    pub fn wait_for_worker(&self) -> Result<()> {
        self.run_async(
            "const done = arguments[arguments.length - 1];
             const claimed = navigator.serviceWorker.controller
               ? Promise.resolve()
               : new Promise(resolve => navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true}));
             Promise.all([navigator.serviceWorker.ready, claimed]).then(() => done(true));",
            &[],
        )?;
        Ok(())
    }
}
