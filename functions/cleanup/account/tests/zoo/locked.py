"""Things that are protected against deletion, and databases that leave a last snapshot: a small zoo of its own, because
opening a lock, and closing it again where the deletion is refused, is what a run must never get wrong."""

import network

ROLES = ("leftover", "kept", "other")


def make(zoo):
    for role in ROLES:
        databases(zoo, role)
        machines(zoo, role)
        table(zoo, role)
        balancer(zoo, role)
    return zoo.made


def databases(zoo, role):
    """Their tags go on to their snapshots, as the console proposes."""
    rds = zoo.client("rds")
    tags = zoo.tags(role)
    login = {"MasterUsername": "zoo", "MasterUserPassword": "notused1"}
    both = {"DeletionProtection": True, "CopyTagsToSnapshot": True, "Tags": tags, **login}
    rds.create_db_instance(DBInstanceIdentifier=f"lock-{role}", DBInstanceClass="db.t3.micro", Engine="postgres",
                           AllocatedStorage=20, **both)
    zoo.add("rds:db-instance", f"lock-{role}", role)
    rds.create_db_cluster(DBClusterIdentifier=f"lock-{role}-cluster", Engine="aurora-postgresql", **both)
    zoo.add("rds:db-cluster", f"lock-{role}-cluster", role)


def machines(zoo, role):
    """One that can't be terminated, one that can't be stopped either, and a group that scales in past nobody."""
    ec2 = zoo.client("ec2")
    images = [one["id"] for one in zoo.made if one["kind"] == "ec2:image"]
    if not images:
        disks = [{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True}}]
        made = ec2.register_image(Name="lock-base", RootDeviceName="/dev/sda1", BlockDeviceMappings=disks)
        images = [zoo.add("ec2:image", made["ImageId"], "other")]
    for more in ({}, {"DisableApiStop": True}):
        made = ec2.run_instances(ImageId=images[0], MinCount=1, MaxCount=1, InstanceType="t3.micro",
                                 TagSpecifications=zoo.spec(role, "instance"), **more)["Instances"][0]["InstanceId"]
        ec2.modify_instance_attribute(InstanceId=made, DisableApiTermination={"Value": True})
        zoo.add("ec2:instance", made, role)
        brought(zoo, made, network.part(role))
    scaling = zoo.client("autoscaling")
    template = ec2.create_launch_template(LaunchTemplateName=f"lock-{role}",
                                          LaunchTemplateData={"ImageId": images[0], "InstanceType": "t3.micro"})
    for name, protected in ((f"lock-{role}", True), (f"free-{role}", False)):
        tags = [{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group", "PropagateAtLaunch": False}
                for tag in zoo.tags(role)]
        scaling.create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=1, MaxSize=2, DesiredCapacity=2, Tags=tags,
            AvailabilityZones=["ap-northeast-2a"], NewInstancesProtectedFromScaleIn=protected,
            LaunchTemplate={"LaunchTemplateId": template["LaunchTemplate"]["LaunchTemplateId"], "Version": "$Latest"})
        zoo.add("autoscaling:group", name, role)
        for machine in scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]["Instances"]:
            zoo.add("ec2:instance", machine["InstanceId"], network.part(role))
            brought(zoo, machine["InstanceId"], network.part(role))


def brought(zoo, machine, role):
    """The disk and the network card that come and go with a machine."""
    described = zoo.client("ec2").describe_instances(InstanceIds=[machine])["Reservations"][0]["Instances"][0]
    for disk in described["BlockDeviceMappings"]:
        zoo.add("ec2:volume", disk["Ebs"]["VolumeId"], role)
    for card in described["NetworkInterfaces"]:
        zoo.add("ec2:network-interface", card["NetworkInterfaceId"], role)


def table(zoo, role):
    attribute = {"AttributeName": "id"}
    zoo.client("dynamodb").create_table(
        TableName=f"lock-{role}", BillingMode="PAY_PER_REQUEST", Tags=zoo.tags(role), DeletionProtectionEnabled=True,
        KeySchema=[{**attribute, "KeyType": "HASH"}], AttributeDefinitions=[{**attribute, "AttributeType": "S"}])
    zoo.add("dynamodb:table", f"lock-{role}", role)


def balancer(zoo, role):
    elbv2 = zoo.client("elbv2")
    subnets = [subnet["SubnetId"] for subnet in zoo.client("ec2").describe_subnets()["Subnets"]][:2]
    made = elbv2.create_load_balancer(Name=f"lock-{role}", Subnets=subnets, Tags=zoo.tags(role))
    arn = zoo.add("elbv2:load-balancer", made["LoadBalancers"][0]["LoadBalancerArn"], role)
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[
        {"Key": "deletion_protection.enabled", "Value": "true"}])


def locks(client):
    """Each protected thing that is there, and every protection it has."""
    there = []

    def tell(kind, ident, **protections):
        there.append({"kind": kind, "id": ident, "locks": protections})

    rds = client("rds")
    for one in rds.describe_db_instances()["DBInstances"]:
        tell("rds:db-instance", one["DBInstanceIdentifier"], deletion=one["DeletionProtection"])
    for one in rds.describe_db_clusters()["DBClusters"]:
        tell("rds:db-cluster", one["DBClusterIdentifier"], deletion=one["DeletionProtection"])
    ec2 = client("ec2")
    for reservation in ec2.describe_instances()["Reservations"]:
        for one in reservation["Instances"]:
            if one["State"]["Name"] == "running":
                tell("ec2:instance", one["InstanceId"], **{
                    name: ec2.describe_instance_attribute(InstanceId=one["InstanceId"], Attribute=name)[member]["Value"]
                    for name, member in (("disableApiTermination", "DisableApiTermination"), ("disableApiStop", "DisableApiStop"))})
    for one in client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]:
        tell("autoscaling:group", one["AutoScalingGroupName"], new=one["NewInstancesProtectedFromScaleIn"])
    tables = client("dynamodb")
    for name in tables.list_tables()["TableNames"]:
        tell("dynamodb:table", name, deletion=tables.describe_table(TableName=name)["Table"]["DeletionProtectionEnabled"])
    elbv2 = client("elbv2")
    for one in elbv2.describe_load_balancers()["LoadBalancers"]:
        told = elbv2.describe_load_balancer_attributes(LoadBalancerArn=one["LoadBalancerArn"])["Attributes"]
        tell("elbv2:load-balancer", one["LoadBalancerArn"],
             deletion=next(each["Value"] for each in told if each["Key"] == "deletion_protection.enabled"))
    return there


def snapshots(client):
    """The names of the databases' snapshots, by the database they were taken of."""
    rds = client("rds")
    taken = [(one["DBInstanceIdentifier"], one["DBSnapshotIdentifier"]) for one in rds.describe_db_snapshots()["DBSnapshots"]]
    clusters = rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]
    return taken + [(one["DBClusterIdentifier"], one["DBClusterSnapshotIdentifier"]) for one in clusters]


def groups(client):
    """How large each scaling group is: at least, at most, wanted, there."""
    told = client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return {one["AutoScalingGroupName"]: [one["MinSize"], one["MaxSize"], one["DesiredCapacity"], len(one["Instances"])]
            for one in told}
