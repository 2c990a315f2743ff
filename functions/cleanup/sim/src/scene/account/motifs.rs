//! The things that come together: a network with what is in it, a stack with its children, a group with its instances.

use super::Maker;
use crate::scene::{HOUR, START};
use crate::thing::{Id, Thing};

impl Maker<'_> {
    pub(super) fn network(&mut self) {
        let vpc = self.thing("ec2:vpc", &[], &[]);
        let subnet = self.thing("ec2:subnet", &[], &[vpc]);
        let gateway = self.thing("ec2:internet-gateway", &[], &[vpc]);
        let group = self.thing("ec2:security-group", &[], &[vpc]);
        let second = self.thing("ec2:security-group", &[], &[vpc, group]);
        if self.rng.chance(50) {
            self.change(group, |thing| thing.uses.insert(second));
        }
        let table = self.thing("ec2:route-table", &[], &[vpc]);
        self.change(subnet, |thing| thing.uses.insert(table));
        if self.rng.chance(50) {
            let address = self.thing("ec2:eip", &[], &[]);
            self.thing("ec2:nat-gateway", &[], &[subnet, address, vpc, gateway]);
        }
        let instance = self.thing("ec2:instance", &[], &[subnet, group]);
        self.thing("ec2:volume", &[instance], &[]);
        if self.rng.chance(60) {
            let targets = self.thing("elbv2:target-group", &[], &[]);
            self.thing("elbv2:load-balancer", &[], &[subnet, second, targets]);
        }
        if self.rng.chance(25) {
            // Somebody else's machine in this network.
            let person = self.person;
            self.person = "park";
            self.fate = 90;
            self.thing("ec2:instance", &[], &[subnet, group]);
            self.person = person;
        }
    }

    pub(super) fn stack(&mut self) {
        let stack = self.thing("cloudformation:stack", &[], &[]);
        if self.rng.chance(50) {
            let end = START + self.rng.between(-30, 12) * HOUR;
            let tag = sundown_cleanup_engine::moment::Moment::from_seconds(end).to_string();
            self.change(stack, |thing| {
                thing.ours = true;
                thing.recorded_expiry = Some(end);
                thing.tags.insert("lab".into(), super::LAB.into());
                thing.tags.insert("expires-at".into(), tag)
            });
        }
        let children = [
            "ec2:security-group",
            "lambda:function",
            "dynamodb:table",
            "s3:bucket",
            "sqs:queue",
            "ec2:instance",
            "sns:topic",
        ];
        for kind in children {
            if self.rng.chance(45) {
                self.thing(kind, &[stack], &[]);
            }
        }
        if self.rng.chance(30) {
            self.cloud_group(&[stack]);
        }
    }

    pub(super) fn group(&mut self) {
        self.cloud_group(&[]);
    }

    fn cloud_group(&mut self, owners: &[Id]) {
        let template = self.thing("ec2:launch-template", owners, &[]);
        let group = self.thing("autoscaling:group", owners, &[template]);
        for _ in 0..=self.rng.below(2) {
            let instance = self.thing("ec2:instance", &[group], &[]);
            if self.rng.chance(50) {
                self.thing("ec2:volume", &[instance], &[]);
            }
        }
    }

    pub(super) fn containers(&mut self) {
        let repository = self.thing("ecr:repository", &[], &[]);
        if self.rng.chance(60) {
            let cluster = self.thing("ecs:cluster", &[], &[]);
            let service = self.thing("ecs:service", &[], &[cluster, repository]);
            self.thing("ecs:task", &[service], &[cluster]);
        } else {
            let cluster = self.thing("eks:cluster", &[], &[]);
            let nodes = self.thing("eks:nodegroup", &[], &[cluster]);
            let group = self.thing("autoscaling:group", &[nodes], &[]);
            self.thing("ec2:instance", &[group], &[]);
        }
    }

    pub(super) fn serverless(&mut self) {
        let logs = self.thing("logs:log-group", &[], &[]);
        let queue = self.thing("sqs:queue", &[], &[]);
        let function = self.thing("lambda:function", &[], &[logs, queue]);
        self.thing("apigatewayv2:api", &[], &[function]);
        self.thing("dynamodb:table", &[], &[]);
        if self.rng.chance(40) {
            let bucket = self.thing("s3:bucket", &[], &[]);
            self.thing("cloudfront:distribution", &[], &[bucket]);
        }
    }

    pub(super) fn database(&mut self) {
        if self.rng.chance(50) {
            let cluster = self.thing("rds:db-cluster", &[], &[]);
            self.thing("rds:db-instance", &[], &[cluster]);
        } else {
            self.thing("rds:db-instance", &[], &[]);
        }
        self.thing("rds:db-snapshot", &[], &[]);
    }

    pub(super) fn images(&mut self) {
        let snapshot = self.thing("ec2:snapshot", &[], &[]);
        let image = self.thing("ec2:image", &[], &[snapshot]);
        if self.rng.chance(40) {
            self.thing("ec2:launch-template", &[], &[image]);
        }
    }

    pub(super) fn default_network(&mut self) {
        let vpc = self.thing("ec2:vpc", &[], &[]);
        let parts =
            [vpc, self.thing("ec2:subnet", &[], &[vpc]), self.thing("ec2:security-group", &[], &[vpc])];
        for id in parts {
            self.change(id, |thing| {
                thing.is_default = true;
                true
            });
        }
        // The gateway is not marked as default; only its network is.
        self.thing("ec2:internet-gateway", &[], &[vpc]);
    }

    fn change<T>(&mut self, id: Id, action: impl FnOnce(&mut Thing) -> T) {
        if let Some(thing) = self.cloud.things.get_mut(&id) {
            action(thing);
        }
    }
}
