//! How a command ends: 0 done, 1 done and the answer is no, 2 could not.

use crate::estimate::{ON, empty, run};

#[test]
fn a_budget_is_kept_or_it_is_not() {
    let folder = empty();
    let code = |args: &[&str]| run(folder.path(), args.iter().copied().chain(ON)).code;
    assert_eq!(code(&["compare", "--budget", "1"]), 0, "serverless keeps within a dollar");
    assert_eq!(code(&["compare", "--budget", "0.01"]), 1);
    assert_eq!(code(&["compare", "--only", "ec2-elb", "--budget", "10"]), 1);
    assert_eq!(code(&["lab", "eks", "--budget", "100"]), 1);
    assert_eq!(code(&["breakeven", "--budget", "0.01"]), 1);
    assert_eq!(code(&["explain", "serverless.api", "--budget", "0.01"]), 1);
    let over = run(folder.path(), ["compare", "--budget", "0.01"].into_iter().chain(ON));
    assert!(
        over.out.contains("Serverless") && over.err == "over the budget\n",
        "the answer stands: {}",
        over.err
    );
}

#[test]
fn strict_wants_every_price() {
    let folder = empty();
    let gap = ["--region", "us-gov-west-1", "--strict"];
    for asked in [&["compare"][..], &["breakeven"], &["lab", "ecs-fargate"]] {
        let ran = run(folder.path(), asked.iter().copied().chain(gap).chain(ON));
        assert_eq!(ran.code, 2, "{asked:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: something could not be priced"), "{}", ran.err);
    }
    assert_eq!(run(folder.path(), ["compare", "--strict"].into_iter().chain(ON)).code, 0);
    let lenient = run(folder.path(), ["compare", "--region", "us-gov-west-1"].into_iter().chain(ON)).answer();
    assert!(lenient.contains("≥ $"), "{lenient}");
}
