//! The client, built once at start, and the table that the tests (and nobody else: the template does it) make.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Region};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::http_client_fn;
use sundown_todo::StoreError;

use super::{Dynamo, answer};
use crate::aws::Access;

impl Dynamo {
    /// A store in this table. Nothing is sent yet.
    pub fn new(access: &Access, table: &str) -> Dynamo {
        let connector = access.connector.clone();
        // The SDK has no time limits of its own; without these a hang is waited for until Lambda stops the function.
        let limits = TimeoutConfig::builder()
            .operation_attempt_timeout(Duration::from_secs(3))
            .operation_timeout(Duration::from_secs(8));
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(access.region.clone()))
            .credentials_provider(access.credentials.clone())
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .sleep_impl(TokioSleep::new())
            .timeout_config(limits.build())
            .retry_config(RetryConfig::standard());
        config.set_endpoint_url(access.endpoint.clone());
        Dynamo { client: Client::from_conf(config.build()), table: table.to_owned() }
    }

    /// Makes the table as the templates do.
    pub async fn make_table(&self) -> Result<(), StoreError> {
        let mut make =
            self.client.create_table().table_name(&self.table).billing_mode(BillingMode::PayPerRequest);
        for (name, kind) in [("pk", KeyType::Hash), ("sk", KeyType::Range)] {
            let attribute =
                AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
            let part = KeySchemaElement::builder().attribute_name(name).key_type(kind);
            make = make.attribute_definitions(attribute.build().map_err(answer::unbuilt)?);
            make = make.key_schema(part.build().map_err(answer::unbuilt)?);
        }
        make.send().await.map_err(answer::down)?;
        Ok(())
    }
}

/// Waits before a transaction is tried again: longer each time, and not as long as the others who wait.
pub(super) async fn pause(attempt: u32) {
    let longest = 10_u64 << attempt.min(5);
    let mut byte = [0];
    // Without randomness everybody waits equally long, which is only slower.
    let share = if getrandom::fill(&mut byte).is_ok() { u64::from(byte[0]) } else { 255 };
    tokio::time::sleep(Duration::from_millis(1 + longest * share / 255)).await;
}
