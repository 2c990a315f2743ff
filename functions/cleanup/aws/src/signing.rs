//! Signature version 4 for a call. S3 signs its paths as they are, and the body's digest in a header.

use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::user_agent::ApiMetadata;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::config_bag::Layer;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};

use crate::endpoint::Place;
use crate::target::Target;

/// With the session's credentials, resolved once and kept by the session's cache.
pub(crate) fn signature_v4(target: &Target, place: &Place) -> StaticRuntimePlugin {
    let shared = &target.session.shared;
    let mut options = SigningOptions::default();
    if target.is_s3() {
        options.double_uri_encode = false;
        options.normalize_uri_path = false;
        options.content_sha256_header = true;
    }
    let mut layer = Layer::new("signing");
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(ApiMetadata::new("sundown-cleanup", env!("CARGO_PKG_VERSION")));
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from(Region::new(place.region.clone()))),
        region_set: None,
        name: Some(SigningName::from(target.service.about.signing.clone())),
        signing_options: options,
    });
    let resolver = SharedAuthSchemeOptionResolver::new(StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]));
    let mut components = RuntimeComponentsBuilder::new("signing");
    components.set_auth_scheme_option_resolver(Some(resolver));
    components.push_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()));
    components.set_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(shared.credentials.clone()));
    components.set_identity_cache(Some(shared.identities.clone()));
    StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components)
}
