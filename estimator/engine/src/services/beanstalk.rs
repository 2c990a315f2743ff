//! AWS Elastic Beanstalk: environments cost nothing; the instances, balancers and databases they start do.

crate::services::known_free::known_free! {
    "beanstalk" "AWS Elastic Beanstalk" "https://aws.amazon.com/elasticbeanstalk/pricing/"
        "Starts instances and balancers for an application; free, what it starts is not" /
        "애플리케이션용 인스턴스와 로드 밸런서를 만듭니다. 환경은 무료이고 만들어진 리소스는 과금됩니다";
    /// An environment.
    BeanstalkEnvironment "beanstalk_environment" "Elastic Beanstalk environments" / "Elastic Beanstalk 환경";
    "beanstalk/environment" "Environments" "environments" / "환경"
}
