"""Networks: one whole network a role, the defaults of the account, and what is tied across roles."""

import listing

ZONES = ("ap-northeast-2a", "ap-northeast-2c")
BLOCKS = {"leftover": 10, "kept": 20, "other": 30, "held": 40}


def part(role):
    """The role of what has no tags of its own and goes, or stays, with a thing of this role."""
    return "part" if role == "leftover" else "beside"


def defaults(zoo):
    """What AWS made; it has no tags, and nobody may touch it."""
    ec2 = zoo.client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    own_parts(zoo, zoo.add("ec2:vpc", vpc, "default"), "default")
    for subnet in ec2.describe_subnets(Filters=in_vpc(vpc))["Subnets"]:
        zoo.add("ec2:subnet", subnet["SubnetId"], "default")


def own_parts(zoo, vpc, role):
    """The security group and the route table that come and go with a network."""
    ec2 = zoo.client("ec2")
    for group in ec2.describe_security_groups(Filters=in_vpc(vpc))["SecurityGroups"]:
        zoo.add("ec2:security-group", group["GroupId"], role)
    for table in ec2.describe_route_tables(Filters=in_vpc(vpc))["RouteTables"]:
        zoo.add("ec2:route-table", table["RouteTableId"], role)


def in_vpc(vpc):
    return [{"Name": "vpc-id", "Values": [vpc]}]


def bare(zoo, role):
    """A network with two subnets."""
    ec2 = zoo.client("ec2")
    block = BLOCKS[role]
    vpc = ec2.create_vpc(CidrBlock=f"10.{block}.0.0/16", TagSpecifications=zoo.spec(role, "vpc"))["Vpc"]["VpcId"]
    zoo.add("ec2:vpc", vpc, role)
    # As the console's wizard has it; moto starts no task in a network without names.
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    own_parts(zoo, vpc, part(role))
    subnets = []
    for number, zone in enumerate(ZONES):
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{block}.{number}.0/24", AvailabilityZone=zone,
                                 TagSpecifications=zoo.spec(role, "subnet"))
        subnets.append(zoo.add("ec2:subnet", made["Subnet"]["SubnetId"], role))
    return {"vpc": vpc, "subnets": subnets}


def group(zoo, role, vpc, name):
    made = zoo.client("ec2").create_security_group(GroupName=name, Description=name, VpcId=vpc,
                                                   TagSpecifications=zoo.spec(role, "security-group"))
    return zoo.add("ec2:security-group", made["GroupId"], role)


def mention(zoo, group, other):
    rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": [{"GroupId": other}]}
    zoo.client("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])


def make(zoo, role):
    ec2 = zoo.client("ec2")
    net = bare(zoo, role)
    vpc, subnet = net["vpc"], net["subnets"][0]
    net["group"] = group(zoo, role, vpc, f"zoo-{role}")
    # Two groups that mention each other: neither can go first.
    left, right = (group(zoo, role, vpc, f"zoo-{role}-{side}") for side in ("left", "right"))
    mention(zoo, left, right)
    mention(zoo, right, left)
    gateway = ec2.create_internet_gateway(TagSpecifications=zoo.spec(role, "internet-gateway"))
    gateway = zoo.add("ec2:internet-gateway", gateway["InternetGateway"]["InternetGatewayId"], role)
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc, TagSpecifications=zoo.spec(role, "route-table"))["RouteTable"]
    table = zoo.add("ec2:route-table", table["RouteTableId"], role)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    card = ec2.create_network_interface(SubnetId=net["subnets"][1], Groups=[net["group"]],
                                        TagSpecifications=zoo.spec(role, "network-interface"))
    zoo.add("ec2:network-interface", card["NetworkInterface"]["NetworkInterfaceId"], role)
    address, spare = (zoo.add("ec2:eip", ec2.allocate_address(
        Domain="vpc", TagSpecifications=zoo.spec(role, "elastic-ip"))["AllocationId"], role) for _ in range(2))
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address, TagSpecifications=zoo.spec(role, "natgateway"))
    zoo.add("ec2:nat-gateway", nat["NatGateway"]["NatGatewayId"], role)
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.ap-northeast-2.s3", RouteTableIds=[table],
                                       VpcEndpointType="Gateway", TagSpecifications=zoo.spec(role, "vpc-endpoint"))
    zoo.add("ec2:vpc-endpoint", endpoint["VpcEndpoint"]["VpcEndpointId"], role)
    far(zoo, role, net)
    return net


def far(zoo, role, net):
    """Ties to other networks: a site's VPN, a transit gateway."""
    ec2 = zoo.client("ec2")
    here = ec2.create_customer_gateway(Type="ipsec.1", PublicIp=f"192.0.2.{BLOCKS[role]}", BgpAsn=65000)
    there = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    connection = ec2.create_vpn_connection(Type="ipsec.1", VpnGatewayId=there,
                                           CustomerGatewayId=here["CustomerGateway"]["CustomerGatewayId"],
                                           TagSpecifications=zoo.spec(role, "vpn-connection"))
    zoo.add("ec2:vpn-connection", connection["VpnConnection"]["VpnConnectionId"], role)
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    tie = ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=net["vpc"], SubnetIds=net["subnets"],
                                                    TagSpecifications=zoo.spec(role, "transit-gateway-attachment"))
    tie = tie["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    ec2.create_tags(Resources=[tie], Tags=zoo.tags(role))
    zoo.add("ec2:transit-gateway-attachment", tie, role)


def settle(client):
    """Does what AWS does by itself within minutes, and moto never: network cards of NAT gateways, machines and tasks go
    with them, and set their addresses free; a subnet's place in a route table goes with the subnet."""
    ec2 = client("ec2")
    needed = {card["NetworkInterfaceId"] for reservation in ec2.describe_instances()["Reservations"]
              for machine in reservation["Instances"] if machine["State"]["Name"] != "terminated"
              for card in machine["NetworkInterfaces"]}
    needed |= {place["NetworkInterfaceId"] for nat in ec2.describe_nat_gateways()["NatGateways"]
               if nat["State"] != "deleted" for place in nat["NatGatewayAddresses"]}
    efs = client("efs")
    needed |= {target["NetworkInterfaceId"] for system in efs.describe_file_systems()["FileSystems"]
               for target in efs.describe_mount_targets(FileSystemId=system["FileSystemId"])["MountTargets"]}
    needed |= {detail["value"] for _, task in listing.tasks(client) for place in task["attachments"]
               for detail in place["details"] if detail["name"] == "networkInterfaceId"}
    gone = {card["NetworkInterfaceId"] for card in ec2.describe_network_interfaces()["NetworkInterfaces"]
            if not card["TagSet"]} - needed
    for address in ec2.describe_addresses()["Addresses"]:
        if address.get("NetworkInterfaceId") in gone:
            ec2.disassociate_address(AssociationId=address["AssociationId"])
    for card in gone:
        ec2.delete_network_interface(NetworkInterfaceId=card)
    subnets = {subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]}
    for table in ec2.describe_route_tables()["RouteTables"]:
        for place in table["Associations"]:
            if not place["Main"] and place["SubnetId"] not in subnets:
                ec2.disassociate_route_table(AssociationId=place["RouteTableAssociationId"])
    return sorted(gone)


def edges(zoo):
    """A kept group lets a leftover one in: that one can't go without a change to what is kept."""
    kept = zoo.of("ec2:vpc", "kept")
    held = group(zoo, "held", kept, "zoo-let-in")
    mention(zoo, zoo.of("ec2:security-group", "kept"), held)
