//! Calling AWS without generated crates, for the few calls that are one request each (S3, SQS, SNS, SES): an address, a signature, and
//! the one HTTP client (rustls with ring) that the DynamoDB client uses too.
//!
//! Credentials come from the environment, where Lambda puts them. Reading profiles and roles would take `aws-config` and with it the
//! STS client: two megabytes of a function that never uses them.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

const CONNECT_PATIENCE: Duration = Duration::from_secs(2);
const ANSWER_PATIENCE: Duration = Duration::from_secs(5);

/// Where AWS is and who we are there.
#[derive(Clone, Debug)]
pub struct Access {
    pub region: String,
    /// Instead of AWS's own addresses: an emulator's.
    pub endpoint: Option<String>,
    pub(crate) credentials: Credentials,
    pub(crate) connector: SharedHttpConnector,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// No answer came. Whether the request arrived is unknown.
#[derive(Clone, Debug)]
pub struct NoAnswer(pub String);

/// A variable that must be set and isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSet(pub &'static str);

impl Access {
    /// What Lambda puts into the environment, and `AWS_ENDPOINT_URL` for an emulator.
    pub fn from_variables<'a>(variable: impl Fn(&str) -> Option<&'a str>) -> Result<Access, NotSet> {
        let needed = |name: &'static str| variable(name).map(str::to_owned).ok_or(NotSet(name));
        let optional = |name: &str| variable(name).map(str::to_owned);
        Ok(Access::new(
            needed("AWS_REGION")?,
            needed("AWS_ACCESS_KEY_ID")?,
            needed("AWS_SECRET_ACCESS_KEY")?,
            optional("AWS_SESSION_TOKEN"),
            optional("AWS_ENDPOINT_URL"),
        ))
    }

    pub fn new(
        region: String,
        key_id: String,
        secret: String,
        token: Option<String>,
        endpoint: Option<String>,
    ) -> Access {
        let patience =
            HttpConnectorSettings::builder().connect_timeout(CONNECT_PATIENCE).read_timeout(ANSWER_PATIENCE);
        let connector = Connector::builder()
            .connector_settings(patience.build())
            .sleep_impl(TokioSleep::new())
            .tls_provider(Provider::Rustls(CryptoMode::Ring))
            .build();
        let credentials = Credentials::new(key_id, secret, token, None, "environment");
        Access { region, endpoint, credentials, connector: SharedHttpConnector::new(connector) }
    }

    /// The address of a service in our region.
    pub fn address(&self, service: &str) -> String {
        match &self.endpoint {
            Some(endpoint) => format!("{}/", endpoint.trim_end_matches('/')),
            None => format!("https://{service}.{}.amazonaws.com/", self.region),
        }
    }

    /// Signs a request in its headers and sends it once.
    pub async fn send(&self, service: &str, mut request: http::Request<Vec<u8>>) -> Result<Answer, NoAnswer> {
        let s3 = service == "s3";
        let mut settings = settings(s3);
        if s3 {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        self.sign(service, &mut request, settings, false)?;
        let request = request.map(SdkBody::from);
        let request =
            request.try_into().map_err(|_| NoAnswer("the request can't be sent as it is".into()))?;
        let answer =
            self.connector.call(request).await.map_err(|error| NoAnswer(format!("{service}: {error}")))?;
        let status = answer.status().as_u16();
        let body = ByteStream::new(answer.into_body()).collect().await;
        let body = body.map_err(|_| NoAnswer(format!("{service}: the answer was cut short")))?.to_vec();
        Ok(Answer { status, body })
    }

    /// The link that lets whoever has it make exactly this request (method, address, headers) for a while.
    pub fn link(
        &self,
        service: &str,
        request: http::Request<()>,
        valid: Duration,
    ) -> Result<String, NoAnswer> {
        let mut settings = settings(true);
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(valid);
        let mut request = request.map(|()| Vec::new());
        self.sign(service, &mut request, settings, true)?;
        Ok(request.uri().to_string())
    }

    fn sign(
        &self,
        service: &str,
        request: &mut http::Request<Vec<u8>>,
        settings: SigningSettings,
        any_body: bool,
    ) -> Result<(), NoAnswer> {
        let unsigned = |why: String| NoAnswer(format!("{service}: the request can't be signed: {why}"));
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(service)
            .time(SystemTime::now())
            .settings(settings)
            .build()
            .map_err(|error| unsigned(error.to_string()))?
            .into();
        let headers =
            request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let body = if any_body { SignableBody::UnsignedPayload } else { SignableBody::Bytes(request.body()) };
        let signable =
            SignableRequest::new(request.method().as_str(), request.uri().to_string(), headers, body)
                .map_err(|error| unsigned(error.to_string()))?;
        let (instructions, _) =
            sign(signable, &params).map_err(|error| unsigned(error.to_string()))?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }
}

fn settings(path_as_it_is: bool) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if path_as_it_is {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    settings
}
