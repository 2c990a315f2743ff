//! Amazon ECS: clusters and services cost nothing; the tasks or instances under them do.

crate::services::known_free::known_free! {
    "ecs" "Amazon ECS" "https://aws.amazon.com/ecs/pricing/"
        "Runs containers; free, the tasks and instances under it are not" /
        "컨테이너를 실행합니다. 클러스터는 무료이고 태스크와 인스턴스는 과금됩니다";
    /// A cluster.
    EcsCluster "ecs_cluster" "ECS clusters" / "ECS 클러스터";
    "ecs/cluster" "Clusters" "clusters" / "클러스터"
}
