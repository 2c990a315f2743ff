//! A request over the SDK's own runtime: signature, retries, time-outs, clock skew, connection poisoning.
//!
//! What the SDK's generated clients plug in by themselves is not in the `Operation` builder: it is plugged in here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_credential_types::provider::error::CredentialsError;
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::service_clock_skew::ServiceClockSkewClassifier;
use aws_runtime::user_agent::UserAgentInterceptor;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use serde_json::Value;

use crate::endpoint::Place;
use crate::refusal::Refusal;
use crate::retry::ServiceClassifier;
use crate::session::Limits;
use crate::shape::{self, Kind, Protocol};
use crate::signing::signature_v4;
use crate::target::Target;
use crate::wire::{self, Reply, Request};

/// What came of it, and how often it was sent.
pub(crate) struct Sent {
    pub(crate) attempts: u32,
    pub(crate) outcome: Result<Value, Refusal>,
}

pub(crate) async fn send(target: &Target, place: &Place, request: Request) -> Sent {
    let attempts = Arc::new(AtomicU32::new(0));
    let operation = assembled(target, place, &attempts);
    let outcome = operation.invoke(request).await.map_err(refusal);
    Sent { attempts: attempts.load(Ordering::Relaxed), outcome }
}

fn assembled(
    target: &Target,
    place: &Place,
    attempts: &Arc<AtomicU32>,
) -> Operation<Request, Value, Refusal> {
    let (shared, about) = (&target.session.shared, &target.service.about);
    let (service, operation) = (target.service, target.operation);
    let limits = shared.options.limits;
    // The name is a label, and the key of the retry budget: one for each account and region.
    let label = format!("{}/{}/{}", about.name, shared.options.account, place.region);
    let heard = Arc::clone(shared);
    let builder = Operation::builder()
        .service_name(label)
        .operation_name(operation.name.clone())
        .behavior_version(BehaviorVersion::latest())
        .http_client(shared.http.clone())
        .endpoint_url(&place.url)
        .timeout_config(timeouts(limits))
        .sleep_impl(TokioSleep::new())
        .time_source(SystemTimeSource::new())
        .interceptor(shared.skew.clone())
        .interceptor(InvocationIdInterceptor::new())
        .interceptor(RequestInfoInterceptor::new())
        .interceptor(UserAgentInterceptor::new())
        .interceptor(Counter(Arc::clone(attempts)))
        .with_connection_poisoning()
        .runtime_plugin(signature_v4(target, place));
    let builder = match operation.kind {
        Kind::Create => builder.no_retry(),
        Kind::Read | Kind::Change => builder.standard_retry(
            &RetryConfig::standard().with_max_attempts(limits.attempts).with_initial_backoff(limits.pause),
        ),
    };
    builder
        .retry_classifier(ServiceClassifier { reading: operation.kind == Kind::Read })
        .retry_classifier(ServiceClockSkewClassifier::<Refusal>::new())
        .retry_classifier(TransientErrorClassifier::<Refusal>::new())
        .retry_classifier(HttpStatusCodeClassifier::default())
        .serializer(|request: Request| http_request(&request))
        .deserializer(move |response: &HttpResponse| {
            heard.clocks.hear(response.headers().get("date"));
            answer(service, operation, response).map_err(OrchestratorError::operation)
        })
        .build()
}

fn timeouts(limits: Limits) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(limits.connect)
        .read_timeout(limits.attempt)
        .operation_attempt_timeout(limits.attempt)
        .operation_timeout(limits.call)
        .build()
}

fn http_request(request: &Request) -> Result<HttpRequest, BoxError> {
    let mut http = HttpRequest::new(SdkBody::from(request.body.clone()));
    http.set_method(&request.method)?;
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    http.set_uri(format!("{}{query}", request.path))?;
    for (name, value) in &request.headers {
        http.headers_mut().try_append(name.to_ascii_lowercase(), value.clone())?;
    }
    if !request.body.is_empty() || matches!(request.method.as_str(), "POST" | "PUT") {
        http.headers_mut().try_insert("content-length", request.body.len().to_string())?;
    }
    Ok(http)
}

/// S3 can begin with 200 and then find out that it cannot: the root is `Error` then.
fn answer(
    service: &'static shape::Service,
    operation: &'static shape::Operation,
    response: &HttpResponse,
) -> Result<Value, Refusal> {
    let status = response.status().as_u16();
    let headers: Vec<(String, String)> =
        response.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let body = response.body().bytes().unwrap_or_default();
    let reply = Reply { status, headers: &headers, body };
    let refused = || Refusal::Fault { fault: wire::fault(service, &reply), status };
    if !(200..300).contains(&status) {
        return Err(refused());
    }
    if service.about.protocol == Protocol::RestXml && wire::is_error_document(&reply) {
        return Err(refused());
    }
    wire::parse(service, operation, &reply).map_err(Refusal::Unreadable)
}

fn refusal(error: SdkError<Refusal, HttpResponse>) -> Refusal {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(one) = source {
        if let Some(credentials) = one.downcast_ref::<CredentialsError>() {
            return Refusal::Credentials(DisplayErrorContext(credentials).to_string());
        }
        source = one.source();
    }
    match error {
        SdkError::ServiceError(service) => service.into_err(),
        SdkError::TimeoutError(_) => Refusal::Unreachable("it took too long".to_owned()),
        other => Refusal::Unreachable(DisplayErrorContext(&other).to_string()),
    }
}

/// Counts how often a request goes out.
#[derive(Debug)]
struct Counter(Arc<AtomicU32>);

impl Intercept for Counter {
    fn name(&self) -> &'static str {
        "Counter"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
