//! AWS Certificate Manager: a public certificate for a balancer, CloudFront or API Gateway costs nothing, so HTTPS adds no
//! line to a bill.

crate::services::known_free::known_free! {
    "acm" "AWS Certificate Manager" "https://aws.amazon.com/certificate-manager/pricing/"
        "Certificates for HTTPS; free for ELB, CloudFront and API Gateway" /
        "HTTPS 인증서. ELB, CloudFront, API Gateway에서 쓰면 무료입니다";
    /// A certificate that cannot be exported.
    Certificate "certificate" "public certificates" / "퍼블릭 인증서";
    "acm/public-certificate" "Certificates" "certificates" / "인증서"
}
