//! Which operation a request is, told from its bytes alone: by its target header, its action, or its method and path.

use sundown_cleanup_account::row::Operation;
use sundown_cleanup_aws::shape::{Protocol, Service, service, services};

/// What a request says of itself.
pub(crate) struct Spoken<'r> {
    /// The service's name in the signature.
    pub(crate) signing: &'r str,
    pub(crate) target_header: &'r str,
    pub(crate) method: &'r str,
    pub(crate) target: &'r str,
    pub(crate) body: &'r str,
}

/// The operation. What no service of the data knows keeps the name `?`, so that no test can overlook it.
pub(crate) fn named(spoken: &Spoken<'_>) -> (Operation, Protocol) {
    let all = services().map(|name| service(name).unwrap().unwrap());
    let signed = all.filter(|service| service.about.signing == spoken.signing);
    let best = signed.filter_map(|service| Some((spoken.operation_of(service)?, service)));
    match best.max_by_key(|((score, _), _)| *score) {
        Some(((_, name), service)) => {
            let operation = Operation { service: service.about.name.clone(), name };
            (operation, service.about.protocol)
        }
        None => {
            let name = format!("? {} {} {}", spoken.method, spoken.target, spoken.target_header);
            (Operation { service: spoken.signing.to_owned(), name }, Protocol::Json)
        }
    }
}

impl Spoken<'_> {
    fn operation_of(&self, service: &Service) -> Option<(usize, String)> {
        match service.about.protocol {
            Protocol::Json => {
                let (target, name) = self.target_header.rsplit_once('.')?;
                (target == service.about.target).then(|| (0, name.to_owned()))
            }
            Protocol::Query | Protocol::Ec2 => {
                let field = |name: &str| self.body.split('&').find_map(|pair| pair.strip_prefix(name));
                (field("Version=")? == service.about.version)
                    .then(|| (0, field("Action=").unwrap().to_owned()))
            }
            Protocol::RestJson | Protocol::RestXml => {
                let operations = service.operations.values().filter(|one| one.method == self.method);
                let fitting =
                    operations.filter_map(|one| Some((fits(&one.uri, self.target)?, one.name.clone())));
                fitting.max()
            }
        }
    }
}

/// How well a target fits a template, by the words they share; `None`: not at all.
fn fits(template: &str, target: &str) -> Option<usize> {
    let (path, wanted) = template.split_once('?').unwrap_or((template, ""));
    let (real, query) = target.split_once('?').unwrap_or((target, ""));
    let pieces =
        |path: &str| path.split('/').filter(|piece| !piece.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (path, real) = (pieces(path), pieces(real));
    let greedy = path.last().is_some_and(|piece| piece.ends_with("+}"));
    if real.len() < path.len() || real.len() > path.len() && !greedy {
        return None;
    }
    let mut score = 0;
    for (wanted, found) in path.iter().zip(&real) {
        match (wanted.starts_with('{'), wanted == found) {
            (true, _) => {}
            (false, true) => score += 10,
            (false, false) => return None,
        }
    }
    let keys: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    for key in wanted.split('&').filter(|key| !key.is_empty()) {
        if !keys.contains(&key.split('=').next()?) {
            return None;
        }
        score += 1;
    }
    Some(score)
}
