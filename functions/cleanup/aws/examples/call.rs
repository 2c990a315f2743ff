//! One reading call with the credentials of the environment or the profile:
//! `cargo run -p sundown-cleanup-aws --example call -- ec2 DescribeVolumes '{}'`

use std::error::Error;
use std::io::Write;

use sundown_cleanup_aws::{Reader, Session};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(service), Some(operation)) = (arguments.next(), arguments.next()) else {
        return Err("name a service and an operation, as models/operations.json has them".into());
    };
    let input = serde_json::from_str(arguments.next().as_deref().unwrap_or("{}"))?;
    let reader = Reader::new(Session::load(None, None).await?);
    let mut pages = reader.pages(&service, &operation, input)?;
    while let Some(page) = pages.next().await? {
        writeln!(std::io::stdout(), "{page:#}")?;
    }
    Ok(())
}
