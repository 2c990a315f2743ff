"""Where data lies: databases, caches, file systems, buckets, tables, streams, secrets."""


def make(zoo, role, net):
    databases(zoo, role)
    caches(zoo, role)
    search(zoo, role)
    files(zoo, role, net)
    bucket(zoo, role)
    tables(zoo, role)
    secrets(zoo, role)


def databases(zoo, role):
    rds = zoo.client("rds")
    tags = zoo.tags(role)
    rds.create_db_instance(DBInstanceIdentifier=f"zoo-{role}", DBInstanceClass="db.t3.micro", Engine="postgres",
                           AllocatedStorage=20, MasterUsername="zoo", MasterUserPassword="notused1", Tags=tags)
    zoo.add("rds:db-instance", f"zoo-{role}", role)
    rds.create_db_snapshot(DBInstanceIdentifier=f"zoo-{role}", DBSnapshotIdentifier=f"zoo-{role}-snap", Tags=tags)
    zoo.add("rds:db-snapshot", f"zoo-{role}-snap", role)
    rds.create_db_cluster(DBClusterIdentifier=f"zoo-{role}-cluster", Engine="aurora-postgresql", MasterUsername="zoo",
                          MasterUserPassword="notused1", Tags=tags)
    zoo.add("rds:db-cluster", f"zoo-{role}-cluster", role)
    rds.create_db_cluster_snapshot(DBClusterIdentifier=f"zoo-{role}-cluster", Tags=tags,
                                   DBClusterSnapshotIdentifier=f"zoo-{role}-cluster-snap")
    zoo.add("rds:db-cluster-snapshot", f"zoo-{role}-cluster-snap", role)
    made = zoo.client("redshift").create_cluster(ClusterIdentifier=f"zoo-{role}", NodeType="ra3.large", DBName="zoo",
                                                 MasterUsername="zoo", MasterUserPassword="Notused1", Tags=tags)
    zoo.add("redshift:cluster", made["Cluster"]["ClusterIdentifier"], role)


def caches(zoo, role):
    cache = zoo.client("elasticache")
    tags = zoo.tags(role)
    cache.create_cache_cluster(CacheClusterId=f"zoo-{role}", Engine="redis", NumCacheNodes=1, Tags=tags,
                               CacheNodeType="cache.t3.micro")
    zoo.add("elasticache:cluster", f"zoo-{role}", role)
    cache.create_replication_group(ReplicationGroupId=f"zoo-{role}-group", ReplicationGroupDescription="zoo", Tags=tags,
                                   Engine="redis", CacheNodeType="cache.t3.micro", NumCacheClusters=1)
    zoo.add("elasticache:replication-group", f"zoo-{role}-group", role)


def search(zoo, role):
    domain = zoo.client("opensearch").create_domain(DomainName=f"zoo-{role}", TagList=zoo.tags(role))["DomainStatus"]
    zoo.add("opensearch:domain", domain["DomainName"], role)


def files(zoo, role, net):
    """With a mount target: it has to go first."""
    efs = zoo.client("efs")
    made = efs.create_file_system(CreationToken=f"zoo-{role}", Tags=zoo.tags(role))["FileSystemId"]
    zoo.add("efs:file-system", made, role)
    efs.create_mount_target(FileSystemId=made, SubnetId=net["subnets"][0], SecurityGroups=[net["group"]])


def bucket(zoo, role):
    """With versions of an object, a marker that hides one, and an upload that nobody finished."""
    s3 = zoo.client("s3")
    name = f"zoo-{role}-bucket"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"})
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": zoo.tags(role)})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for key in ("notes", "notes", "한글 & more", "hidden"):
        s3.put_object(Bucket=name, Key=key, Body=b"x")
    s3.delete_object(Bucket=name, Key="hidden")
    s3.create_multipart_upload(Bucket=name, Key="unfinished")
    zoo.add("s3:bucket", name, role)


def tables(zoo, role):
    attribute = {"AttributeName": "id"}
    zoo.client("dynamodb").create_table(TableName=f"zoo-{role}", BillingMode="PAY_PER_REQUEST", Tags=zoo.tags(role),
                                        KeySchema=[{**attribute, "KeyType": "HASH"}],
                                        AttributeDefinitions=[{**attribute, "AttributeType": "S"}])
    zoo.add("dynamodb:table", f"zoo-{role}", role)
    kinesis = zoo.client("kinesis")
    kinesis.create_stream(StreamName=f"zoo-{role}", ShardCount=1)
    kinesis.add_tags_to_stream(StreamName=f"zoo-{role}", Tags=zoo.tag_map(role))
    stream = kinesis.describe_stream_summary(StreamName=f"zoo-{role}")["StreamDescriptionSummary"]["StreamARN"]
    zoo.add("kinesis:stream", stream, role)


def secrets(zoo, role):
    secret = zoo.client("secretsmanager").create_secret(Name=f"zoo-{role}", SecretString="x", Tags=zoo.tags(role))
    zoo.add("secretsmanager:secret", secret["ARN"], role)
    key = zoo.client("kms").create_key(Tags=zoo.tags(role, "TagKey", "TagValue"))["KeyMetadata"]["KeyId"]
    zoo.add("kms:key", key, role)
