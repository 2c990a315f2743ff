//! AWS CloudFormation: stacks of AWS's own resource types cost nothing; the resources do.

crate::services::known_free::known_free! {
    "cloudformation" "AWS CloudFormation" "https://aws.amazon.com/cloudformation/pricing/"
        "Makes resources from a template; free, the resources are not" /
        "템플릿으로 리소스를 만듭니다. 스택은 무료이고 리소스는 과금됩니다";
    /// The resources of a stack, of AWS's own types.
    CloudformationStack "cloudformation_stack" "CloudFormation stacks" / "CloudFormation 스택";
    "cloudformation/resource" "Resources" "resources" / "리소스"
}
