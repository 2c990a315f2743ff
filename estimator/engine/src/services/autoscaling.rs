//! Amazon EC2 Auto Scaling: groups cost nothing; the instances they start do.

crate::services::known_free::known_free! {
    "autoscaling" "Amazon EC2 Auto Scaling" "https://aws.amazon.com/ec2/autoscaling/pricing/"
        "Keeps a number of instances running; free, the instances are not" /
        "인스턴스 수를 유지합니다. 그룹은 무료이고 인스턴스는 과금됩니다";
    /// A group. Stopping its instances by hand makes it start new ones.
    AutoScalingGroup "auto_scaling_group" "Auto Scaling groups" / "Auto Scaling 그룹";
    "autoscaling/group" "Groups" "groups" / "그룹"
}
