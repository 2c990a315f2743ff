//! What can go wrong on the way to a price, one variant for each thing a person would do something else about.

use sundown_engine::text::Sentence;

use crate::snapshot::NoBook;

/// Why no prices were fetched. The cache is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().en)]
pub enum Problem {
    NoBook(#[from] NoBook),
    /// No connection, or none that lasted.
    Network {
        place: String,
        cause: String,
    },
    /// The other side's certificate is signed by nobody this machine trusts.
    Certificate {
        place: String,
        cause: String,
    },
    /// Nothing came for too long.
    TimedOut {
        place: String,
    },
    /// An answer that is no success.
    Status {
        place: String,
        status: u16,
    },
    /// A web page where data should be.
    WebPage {
        place: String,
    },
    /// The data ends in the middle.
    Cut {
        place: String,
    },
    /// The data is not in the format we know.
    Format {
        place: String,
        cause: String,
    },
    /// Prices in other money.
    Currency {
        place: String,
        found: String,
    },
    NoCredentials {
        cause: String,
    },
    ExpiredCredentials,
    Denied {
        action: String,
    },
    /// The service knows nothing of the kind for this account.
    NotFound {
        action: String,
    },
    /// The service does not accept what it was asked.
    Invalid {
        action: String,
        cause: String,
    },
    /// Still throttled after all retries.
    Throttled {
        action: String,
    },
    /// An error of AWS's service, by its code.
    Service {
        action: String,
        cause: String,
    },
    File {
        path: String,
        cause: String,
    },
    Cancelled,
}

impl Problem {
    pub fn sentence(&self) -> Sentence {
        self.of_the_network().or_else(|| self.of_the_data()).unwrap_or_else(|| self.of_the_account())
    }

    /// Whether it is the credentials that are missing or of no use: offer files need none.
    pub fn is_of_credentials(&self) -> bool {
        matches!(self, Self::NoCredentials { .. } | Self::ExpiredCredentials | Self::Denied { .. })
    }

    fn of_the_network(&self) -> Option<Sentence> {
        Some(match self {
            Self::Network { place, cause } => Sentence::new(
                format!("{place} cannot be reached: {cause}; check the network and try again"),
                format!("연결할 수 없습니다: {place} ({cause}). 네트워크를 확인하고 다시 시도하십시오"),
            ),
            Self::Certificate { place, cause } => Sentence::new(
                format!(
                    "the certificate of {place} is not trusted: {cause}; behind a proxy, add its CA to the system"
                ),
                format!(
                    "인증서를 신뢰할 수 없습니다: {place} ({cause}). 프록시를 쓴다면 그 CA를 시스템에 등록하십시오"
                ),
            ),
            Self::TimedOut { place } => Sentence::new(
                format!("{place} stopped answering; try again later"),
                format!("응답이 멈췄습니다: {place}. 나중에 다시 시도하십시오"),
            ),
            Self::Status { place, status } => Sentence::new(
                format!("{place} answered with HTTP status {status}"),
                format!("HTTP 상태 {status} 응답을 받았습니다: {place}"),
            ),
            Self::WebPage { place } => Sentence::new(
                format!(
                    "{place} answered with a web page instead of prices; a proxy or a login page may be in between"
                ),
                format!(
                    "가격 대신 웹 페이지를 받았습니다: {place}. 프록시나 로그인 페이지를 거치는지 확인하십시오"
                ),
            ),
            Self::Cancelled => {
                Sentence::new("cancelled; nothing was changed", "취소했습니다. 바뀐 것은 없습니다")
            }
            _ => return None,
        })
    }

    fn of_the_data(&self) -> Option<Sentence> {
        Some(match self {
            Self::Cut { place } => Sentence::new(
                format!("{place} ends in the middle; fetch it again"),
                format!("파일이 중간에 끊겼습니다: {place}. 다시 받으십시오"),
            ),
            Self::Format { place, cause } => Sentence::new(
                format!(
                    "{place} is not in the price list's format: {cause}; a newer version of this program may read it"
                ),
                format!(
                    "가격표 형식이 아닙니다: {place} ({cause}). 이 프로그램의 새 버전이 필요할 수 있습니다"
                ),
            ),
            Self::Currency { place, found } => Sentence::new(
                format!(
                    "{place} has prices in {found}, only USD can be used; China's regions are not covered"
                ),
                format!(
                    "USD가 아닌 통화로 적힌 가격표입니다: {place} ({found}). 중국 리전은 다루지 않습니다"
                ),
            ),
            Self::File { path, cause } => Sentence::new(
                format!("{path} cannot be used: {cause}"),
                format!("파일을 사용할 수 없습니다: {path} ({cause})"),
            ),
            Self::NoBook(cause) => {
                Sentence::new(cause.to_string(), format!("가격표를 열 수 없습니다: {cause}"))
            }
            _ => return None,
        })
    }

    fn of_the_account(&self) -> Sentence {
        match self {
            Self::ExpiredCredentials => Sentence::new(
                "the AWS credentials have expired; log in again (`aws sso login`)",
                "AWS 자격 증명이 만료되었습니다. 다시 로그인하십시오(`aws sso login`)",
            ),
            Self::Denied { action } => Sentence::new(
                format!("these credentials may not call {action}; allow it in their policy"),
                format!("권한이 없습니다: {action}. 정책에서 허용하십시오"),
            ),
            Self::NotFound { action } => Sentence::new(
                format!("{action} knows nothing of this account"),
                format!("이 계정의 정보가 없습니다: {action}"),
            ),
            Self::Throttled { action } => Sentence::new(
                format!("AWS still throttles {action} after all retries; try again in a minute"),
                format!(
                    "여러 번 다시 시도했지만 AWS가 호출을 제한합니다: {action}. 1분 뒤에 다시 시도하십시오"
                ),
            ),
            Self::Service { action, cause } | Self::Invalid { action, cause } => Sentence::new(
                format!("{action} failed: {cause}"),
                format!("호출이 실패했습니다: {action} ({cause})"),
            ),
            other => {
                let cause = match other {
                    Self::NoCredentials { cause } => cause.as_str(),
                    _ => "",
                };
                Sentence::new(
                    format!(
                        "no usable AWS credentials were found ({cause}); log in (`aws configure`, `aws sso login`) or name a profile in AWS_PROFILE"
                    ),
                    format!(
                        "쓸 수 있는 AWS 자격 증명이 없습니다({cause}). 로그인하거나(`aws configure`, `aws sso login`) AWS_PROFILE에 프로필을 지정하십시오"
                    ),
                )
            }
        }
    }
}
