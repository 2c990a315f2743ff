"""Machines, containers, and what they are made from."""

import json
import os
import urllib.request

import network

ROLE = "arn:aws:iam::123456789012:role/zoo"


def make(zoo, role, net):
    image = base_image(zoo)
    volumes(zoo, role)
    machine = instance(zoo, role, net["subnets"][0], net["group"])
    own_image(zoo, role, machine)
    groups(zoo, role, net, image)
    balancers(zoo, role, net)
    containers(zoo, role, net)
    kubernetes(zoo, role, net)


def base_image(zoo):
    """An image without any tag, as somebody made it once: all machines start from it."""
    made = [one["id"] for one in zoo.made if one["kind"] == "ec2:image"]
    if made:
        return made[0]
    disks = [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True}}]
    made = zoo.client("ec2").register_image(Name="zoo-base", RootDeviceName="/dev/sda1", BlockDeviceMappings=disks)
    return zoo.add("ec2:image", made["ImageId"], "other")


def instance(zoo, role, subnet, group):
    """With a disk that goes with it, and one that does not."""
    ec2 = zoo.client("ec2")
    disks = [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True}}]
    made = ec2.run_instances(ImageId=base_image(zoo), MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=subnet,
                             SecurityGroupIds=[group], BlockDeviceMappings=disks,
                             TagSpecifications=zoo.spec(role, "instance"))["Instances"][0]["InstanceId"]
    zoo.add("ec2:instance", made, role)
    described = ec2.describe_instances(InstanceIds=[made])["Reservations"][0]["Instances"][0]
    for disk in described["BlockDeviceMappings"]:
        zoo.add("ec2:volume", disk["Ebs"]["VolumeId"], network.part(role))
    for card in described["NetworkInterfaces"]:
        zoo.add("ec2:network-interface", card["NetworkInterfaceId"], network.part(role))
    return made


def volumes(zoo, role):
    ec2 = zoo.client("ec2")
    volume = ec2.create_volume(Size=8, AvailabilityZone="ap-northeast-2a", VolumeType="gp3",
                               TagSpecifications=zoo.spec(role, "volume"))["VolumeId"]
    zoo.add("ec2:volume", volume, role)
    snapshot = ec2.create_snapshot(VolumeId=volume, TagSpecifications=zoo.spec(role, "snapshot"))["SnapshotId"]
    zoo.add("ec2:snapshot", snapshot, role)


def own_image(zoo, role, machine):
    ec2 = zoo.client("ec2")
    image = ec2.create_image(InstanceId=machine, Name=f"zoo-{role}", TagSpecifications=zoo.spec(role, "image"))["ImageId"]
    zoo.add("ec2:image", image, role)
    for disk in ec2.describe_images(ImageIds=[image])["Images"][0]["BlockDeviceMappings"]:
        snapshot = disk.get("Ebs", {}).get("SnapshotId")
        if snapshot:
            ec2.create_tags(Resources=[snapshot], Tags=zoo.tags(role))
            zoo.add("ec2:snapshot", snapshot, role)


def groups(zoo, role, net, image):
    """A scaling group with one machine, from a launch template."""
    template = zoo.client("ec2").create_launch_template(
        LaunchTemplateName=f"zoo-{role}", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"},
        TagSpecifications=zoo.spec(role, "launch-template"))["LaunchTemplate"]["LaunchTemplateId"]
    zoo.add("ec2:launch-template", template, role)
    scaling = zoo.client("autoscaling")
    name = f"zoo-{role}"
    tags = [{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group", "PropagateAtLaunch": False}
            for tag in zoo.tags(role)]
    scaling.create_auto_scaling_group(AutoScalingGroupName=name, MinSize=1, MaxSize=2, DesiredCapacity=1, Tags=tags,
                                      LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
                                      VPCZoneIdentifier=net["subnets"][1])
    made = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    zoo.add("autoscaling:group", name, role)
    for machine in made["Instances"]:
        zoo.add("ec2:instance", machine["InstanceId"], network.part(role))


def balancers(zoo, role, net):
    elbv2 = zoo.client("elbv2")
    balancer = elbv2.create_load_balancer(Name=f"zoo-{role}", Subnets=net["subnets"], SecurityGroups=[net["group"]],
                                          Tags=zoo.tags(role))["LoadBalancers"][0]["LoadBalancerArn"]
    zoo.add("elbv2:load-balancer", balancer, role)
    targets = elbv2.create_target_group(Name=f"zoo-{role}", Protocol="HTTP", Port=80, VpcId=net["vpc"], TargetType="ip",
                                        Tags=zoo.tags(role))["TargetGroups"][0]["TargetGroupArn"]
    zoo.add("elbv2:target-group", targets, role)
    elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80,
                          DefaultActions=[{"Type": "forward", "TargetGroupArn": targets}])
    port = {"Protocol": "http", "LoadBalancerPort": 80, "InstancePort": 80}
    zoo.client("elb").create_load_balancer(LoadBalancerName=f"zoo-{role}", Listeners=[port], Subnets=net["subnets"],
                                           SecurityGroups=[net["group"]], Tags=zoo.tags(role))
    zoo.add("elb:load-balancer", f"zoo-{role}", role)


def containers(zoo, role, net):
    ecs = zoo.client("ecs")
    tags = zoo.tags(role, "key", "value")
    cluster = ecs.create_cluster(clusterName=f"zoo-{role}", tags=tags)["cluster"]["clusterArn"]
    zoo.add("ecs:cluster", cluster, role)
    ecs.register_task_definition(family=f"zoo-{role}", networkMode="awsvpc", containerDefinitions=[
        {"name": "one", "image": "one", "memory": 128, "cpu": 256}])
    place = {"awsvpcConfiguration": {"subnets": net["subnets"], "securityGroups": [net["group"]]}}
    ecs.create_service(cluster=cluster, serviceName=f"zoo-{role}", taskDefinition=f"zoo-{role}", desiredCount=1,
                                 launchType="FARGATE", networkConfiguration=place, tags=tags)
    zoo.add("ecs:service", f"{cluster}/service:zoo-{role}", role)
    # One that somebody started by hand: no service looks after it.
    run_on()
    task = ecs.run_task(cluster=cluster, taskDefinition=f"zoo-{role}", launchType="FARGATE", networkConfiguration=place,
                        tags=tags)["tasks"][0]["taskArn"]
    zoo.add("ecs:task", task, role)
    zoo.client("ecr").create_repository(repositoryName=f"zoo/{role}", tags=zoo.tags(role))
    zoo.add("ecr:repository", f"zoo/{role}", role)


def run_on():
    """moto's tasks end by being looked at, unless it is told otherwise."""
    run = {"model_name": "ecs::task", "transition": {"progression": "manual", "times": 1_000_000}}
    where = f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/state-manager/set-transition"
    urllib.request.urlopen(urllib.request.Request(where, data=json.dumps(run).encode(), method="POST")).close()


def kubernetes(zoo, role, net):
    eks = zoo.client("eks")
    name, tags = f"zoo-{role}", zoo.tag_map(role)
    eks.create_cluster(name=name, roleArn=ROLE, resourcesVpcConfig={"subnetIds": net["subnets"]}, tags=tags)
    zoo.add("eks:cluster", name, role)
    eks.create_nodegroup(clusterName=name, nodegroupName="nodes", subnets=net["subnets"], nodeRole=ROLE, tags=tags)
    zoo.add("eks:nodegroup", f"{name}/nodes", role)
    eks.create_fargate_profile(clusterName=name, fargateProfileName="pods", podExecutionRoleArn=ROLE, tags=tags,
                               subnets=net["subnets"], selectors=[{"namespace": "default"}])
    zoo.add("eks:fargate-profile", f"{name}/pods", role)


def edges(zoo):
    """A kept machine in a network that is a leftover: the network is needed."""
    net = network.bare(zoo, "held")
    group = network.group(zoo, "held", net["vpc"], "zoo-around-kept")
    instance(zoo, "kept", net["subnets"][0], group)
    # The second subnet has nothing in it, and may go.
    zoo.made = [dict(one, role="leftover") if one["id"] == net["subnets"][1] else one for one in zoo.made]
