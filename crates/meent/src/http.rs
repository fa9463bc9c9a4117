//! Asking other nodes by HTTP.

use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

/// Returns what asks, as `settings` say; `https` included.
pub(crate) fn agent(
    settings: impl FnOnce(ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope>,
) -> ureq::Agent {
    // Refused only if somebody chose before, which is as good.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    settings(ureq::Agent::config_builder()).build().into()
}
