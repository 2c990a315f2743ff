//! Meters of things that leftovers are and labs are not planned with: the price books carry them, the estimator has no
//! resource for them. Where a book has no row for one, its price is unknown.

use sundown_engine::meter::Meter;
use sundown_engine::text::Text;
use sundown_engine::unit::{ALARMS, GB_MONTH, GB_SECOND, HOURS, IOPS_MONTHS, Unit};

/// Bytes of what AWS bills as a gigabyte.
pub(crate) const GIB: u32 = 1 << 30;

const fn unit(id: &'static str, en: &'static str, ko: &'static str) -> Unit {
    Unit { id, name: Text::new(en, ko), per: 1 }
}

pub(crate) const NODE: Unit = unit("node", "nodes", "노드");
pub(crate) const ENDPOINT_ZONE: Unit = unit("endpoint-zone", "zones", "가용 영역");
pub(crate) const ATTACHMENT: Unit = unit("attachment", "attachments", "연결");
pub(crate) const CACHE: Unit = unit("cache", "caches", "캐시");
pub(crate) const DAY: Unit = unit("day", "days", "일");
pub(crate) const RUNTIME: Unit = unit("runtime", "runtimes kept ready", "프로비저닝된 실행 환경");
pub(crate) const SECONDS_OF_AN_HOUR: Unit = unit("s/h", "s an hour", "초/시간");
/// A certificate with addresses of its own, as the global book names its unit.
const CERTIFICATES: Unit = unit("Certificates", "certificates", "인증서");

macro_rules! meters {
    ($($name:ident $key:literal $unit:ident $en:literal / $ko:literal;)*) => { $(
        pub(crate) const $name: Meter = Meter { key: $key, unit: $unit, name: Text::new($en, $ko), select: None };
    )* };
}
meters! {
    IO1 "ebs/io1" GB_MONTH "EBS io1 storage" / "EBS io1 스토리지";
    IO1_IOPS "ebs/io1-iops" IOPS_MONTHS "EBS io1 IOPS" / "EBS io1 IOPS";
    IO2 "ebs/io2" GB_MONTH "EBS io2 storage" / "EBS io2 스토리지";
    IO2_IOPS "ebs/io2-iops" IOPS_MONTHS "EBS io2 IOPS" / "EBS io2 IOPS";
    ST1 "ebs/st1" GB_MONTH "EBS st1 storage" / "EBS st1 스토리지";
    SC1 "ebs/sc1" GB_MONTH "EBS sc1 storage" / "EBS sc1 스토리지";
    MAGNETIC "ebs/standard" GB_MONTH "EBS magnetic storage" / "EBS 마그네틱 스토리지";
    SNAPSHOT_ARCHIVE "ebs/snapshot-archive" GB_MONTH "archived EBS snapshots" / "아카이브된 EBS 스냅샷";
    CLB_HOURS "elb/clb-hours" HOURS "Classic Load Balancer hours" / "Classic Load Balancer 시간";
    GWLB_HOURS "elb/gwlb-hours" HOURS "Gateway Load Balancer hours" / "Gateway Load Balancer 시간";
    ENDPOINT_HOURS "vpc/endpoint-hours" HOURS "interface endpoint hours" / "인터페이스 엔드포인트 시간";
    TRANSIT_HOURS "vpc/tgw-attachment-hours" HOURS "transit gateway attachment hours" / "Transit Gateway 연결 시간";
    RDS_GP3_IOPS "rds/storage-gp3-iops" IOPS_MONTHS "RDS gp3 IOPS past the baseline" / "RDS gp3 IOPS(기본 초과분)";
    AURORA_POSTGRESQL "rds/aurora-postgresql" HOURS "Aurora PostgreSQL hours" / "Aurora PostgreSQL 인스턴스 시간";
    CACHE_REDIS "elasticache/redis" HOURS "ElastiCache Redis node hours" / "ElastiCache Redis 노드 시간";
    CACHE_VALKEY "elasticache/valkey" HOURS "ElastiCache Valkey node hours" / "ElastiCache Valkey 노드 시간";
    CACHE_MEMCACHED "elasticache/memcached" HOURS "ElastiCache Memcached node hours" / "ElastiCache Memcached 노드 시간";
    TABLE_IA "dynamodb/storage-ia-gb-month" GB_MONTH "DynamoDB infrequent-access storage" / "DynamoDB Standard-IA 스토리지";
    TABLE_RECOVERY "dynamodb/pitr-gb-month" GB_MONTH "DynamoDB point-in-time recovery" / "DynamoDB 특정 시점 복구";
    EFS_STANDARD "efs/standard-gb-month" GB_MONTH "EFS storage" / "EFS 스토리지";
    EFS_IA "efs/ia-gb-month" GB_MONTH "EFS infrequent-access storage" / "EFS IA 스토리지";
    EFS_ONE_ZONE "efs/onezone-gb-month" GB_MONTH "EFS One Zone storage" / "EFS One Zone 스토리지";
    IMAGE_ARCHIVE "ecr/archive-gb-month" GB_MONTH "archived ECR images" / "아카이브된 ECR 이미지";
    S3_ONE_ZONE "s3/onezone-ia-gb-month" GB_MONTH "S3 One Zone-IA storage" / "S3 One Zone-IA 스토리지";
    S3_GLACIER "s3/glacier-flexible-gb-month" GB_MONTH "S3 Glacier storage" / "S3 Glacier 스토리지";
    S3_GLACIER_INSTANT "s3/glacier-ir-gb-month" GB_MONTH "S3 Glacier Instant Retrieval storage" / "S3 Glacier Instant Retrieval 스토리지";
    COMPOSITE_ALARM "cloudwatch/alarm-composite-month" ALARMS "composite alarms" / "복합 경보";
    DEDICATED_ADDRESSES "cloudfront/dedicated-ip-ssl-month" CERTIFICATES "CloudFront certificate with dedicated addresses" / "CloudFront 전용 IP SSL 인증서";
    KEPT_READY_X86 "lambda/provisioned-concurrency-gb-second-x86" GB_SECOND "Lambda provisioned concurrency" / "Lambda 프로비저닝된 동시성";
    KEPT_READY_ARM "lambda/provisioned-concurrency-gb-second-arm" GB_SECOND "Lambda provisioned concurrency (Arm)" / "Lambda 프로비저닝된 동시성(Arm)";
}

/// The stage caches of API Gateway, by their size in GB as its API writes it.
pub(crate) fn stage_cache(size: &str) -> Option<&'static Meter> {
    STAGE_CACHES.iter().find(|(gigabytes, _)| *gigabytes == size).map(|(_, meter)| meter)
}

macro_rules! caches {
    ($($size:literal $key:literal;)*) => {
        const STAGE_CACHES: &[(&str, Meter)] = &[$((
            $size,
            Meter {
                key: $key,
                unit: HOURS,
                name: Text::new(
                    concat!("API Gateway cache of ", $size, " GB"),
                    concat!("API Gateway 캐시(", $size, "GB)"),
                ),
                select: None,
            },
        ),)*];
    };
}
caches! {
    "0.5" "apigateway/cache-0-5gb-hour";
    "1.6" "apigateway/cache-1-6gb-hour";
    "6.1" "apigateway/cache-6-1gb-hour";
    "13.5" "apigateway/cache-13-5gb-hour";
    "28.4" "apigateway/cache-28-4gb-hour";
    "58.2" "apigateway/cache-58-2gb-hour";
    "118" "apigateway/cache-118gb-hour";
    "237" "apigateway/cache-237gb-hour";
}
