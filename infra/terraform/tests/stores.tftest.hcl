# The three engines: encrypted, signed in to, never public, and set up as the log's promises need.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  prefix                 = "gavel-test"
  region                 = "ap-northeast-2"
  account                = "111122223333"
  subnets                = ["subnet-a", "subnet-b", "subnet-c"]
  security_group         = "sg-1"
  kms_key_arn            = "arn:aws:kms:ap-northeast-2:111122223333:key/k"
  log_days               = 30
  kafka_version          = "3.9.x.kraft"
  brokers_per_zone       = 1
  instance               = "kafka.m7g.large"
  disk_gib               = 100
  disk_max_gib           = 1000
  tiered                 = false
  readers                = ["firehose.amazonaws.com"]
  engine_version         = "8.1"
  node                   = "cache.r7g.large"
  shards                 = 3
  replicas               = 1
  snapshot_days          = 1
  password               = "not-a-real-password-0"
  password_version       = 1
  vpc_id                 = "vpc-1"
  atlas_endpoint_service = null
  instances              = 3
  backup_days            = 14
  topics = {
    "auction.commands" = { partitions = 48, configs = { "message.timestamp.type" = "LogAppendTime", "retention.ms" = "-1" } }
    "auction.results"  = { partitions = 48, configs = { "retention.ms" = "-1" } }
  }
}

run "kafka" {
  module {
    source = "./modules/kafka"
  }
  assert {
    condition     = aws_msk_cluster.this.broker_node_group_info[0].connectivity_info[0].public_access[0].type == "DISABLED"
    error_message = "The brokers are public."
  }
  assert {
    condition     = aws_msk_cluster.this.encryption_info[0].encryption_in_transit[0].client_broker == "TLS" && aws_msk_cluster.this.encryption_info[0].encryption_in_transit[0].in_cluster && aws_msk_cluster.this.encryption_info[0].encryption_at_rest_kms_key_arn == var.kms_key_arn
    error_message = "Something travels or rests in the clear."
  }
  assert {
    condition     = aws_msk_cluster.this.client_authentication[0].sasl[0].iam && !aws_msk_cluster.this.client_authentication[0].sasl[0].scram && !aws_msk_cluster.this.client_authentication[0].unauthenticated
    error_message = "Clients get in by something else than IAM."
  }
  assert {
    condition     = alltrue([for line in ["auto.create.topics.enable=false", "unclean.leader.election.enable=false", "min.insync.replicas=2", "delete.topic.enable=false"] : contains(split("\n", aws_msk_configuration.this.server_properties), line)])
    error_message = "A broker may lose an acknowledged record, or topics appear and vanish by themselves."
  }
  assert {
    condition     = alltrue([for topic in values(aws_msk_topic.this) : topic.replication_factor == 3 && jsondecode(topic.configs)["min.insync.replicas"] == "2" && jsondecode(topic.configs)["unclean.leader.election.enable"] == "false"])
    error_message = "A topic has fewer copies than promised."
  }
  assert {
    condition     = aws_msk_cluster.this.number_of_broker_nodes % 3 == 0
    error_message = "Brokers are not spread evenly over the zones."
  }
  assert {
    condition     = jsondecode(aws_msk_cluster_policy.readers[0].policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333" && jsondecode(aws_msk_cluster_policy.readers[0].policy).Statement[0].Resource == aws_msk_cluster.this.arn
    error_message = "A service of another account could attach itself."
  }
  assert {
    condition     = output.topic_arns["auction.commands"] == "arn:aws:kafka:ap-northeast-2:111122223333:topic/gavel-prod/0f0f-1/auction.commands"
    error_message = "Policies would name topics that do not exist."
  }
}

run "kafka_without_readers" {
  module {
    source = "./modules/kafka"
  }
  variables {
    readers = []
    tiered  = true
  }
  assert {
    condition     = length(aws_msk_cluster_policy.readers) == 0 && length(aws_msk_cluster.this.broker_node_group_info[0].connectivity_info[0].vpc_connectivity) == 0
    error_message = "A private way in is open although nobody uses it."
  }
  assert {
    condition     = alltrue([for topic in values(aws_msk_topic.this) : jsondecode(topic.configs)["remote.storage.enable"] == "true" && try(jsondecode(topic.configs)["retention.ms"], "-1") == "-1"]) && aws_msk_cluster.this.storage_mode == "TIERED"
    error_message = "Tiered storage changed how long the log is kept."
  }
}

run "zookeeper_is_refused" {
  command = plan
  module {
    source = "./modules/kafka"
  }
  variables {
    kafka_version = "3.6.0"
  }
  expect_failures = [var.kafka_version]
}

run "two_zones_are_refused" {
  command = plan
  module {
    source = "./modules/kafka"
  }
  variables {
    subnets = ["subnet-a", "subnet-b"]
  }
  expect_failures = [var.subnets]
}

run "cache" {
  module {
    source = "./modules/cache"
  }
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_mode == "required" && aws_elasticache_replication_group.this.transit_encryption_enabled && tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled) && aws_elasticache_replication_group.this.kms_key_id == var.kms_key_arn
    error_message = "Something travels or rests in the clear."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.cluster_mode == "enabled" && aws_elasticache_replication_group.this.multi_az_enabled && aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "Losing a node loses its rooms' channels for long."
  }
  assert {
    condition     = length(aws_elasticache_user_group.this.user_ids) == 1 && toset(aws_elasticache_replication_group.this.user_group_ids) == toset([aws_elasticache_user_group.this.user_group_id])
    error_message = "Somebody else than the services' user may sign in."
  }
  assert {
    condition     = length(regexall("~\\*|&\\*|allkeys|allchannels|\\+@all|nopass|\\+@admin|\\+@dangerous", aws_elasticache_user.app.access_string)) == 0
    error_message = "The services' user may touch more than the services' keys."
  }
  assert {
    condition     = aws_elasticache_user.app.passwords == null && aws_secretsmanager_secret_version.uri.secret_string == null
    error_message = "A password would be written into the state."
  }
  assert {
    condition     = length(output.nodes) == 6 && contains(output.nodes, "gavel-test-0003-002")
    error_message = "Alarms would not watch every node."
  }
}

run "cache_without_copies_is_refused" {
  command = plan
  module {
    source = "./modules/cache"
  }
  variables {
    replicas = 0
  }
  expect_failures = [var.replicas]
}

run "documents" {
  module {
    source = "./modules/documents"
  }
  assert {
    condition     = aws_docdb_cluster.this[0].storage_encrypted && aws_docdb_cluster.this[0].kms_key_id == var.kms_key_arn && { for p in aws_docdb_cluster_parameter_group.this[0].parameter : p.name => p.value }["tls"] == "enabled"
    error_message = "Something travels or rests in the clear."
  }
  assert {
    condition     = aws_docdb_cluster.this[0].manage_master_user_password && aws_docdb_cluster.this[0].master_password == null
    error_message = "The root password is known to somebody else than AWS."
  }
  assert {
    condition     = aws_docdb_cluster.this[0].deletion_protection && !aws_docdb_cluster.this[0].skip_final_snapshot && aws_docdb_cluster.this[0].backup_retention_period >= 1
    error_message = "The documents could be deleted by one wrong command."
  }
  assert {
    condition     = length(aws_docdb_cluster_instance.this) == 3 && length(aws_vpc_endpoint.atlas) == 0
    error_message = "Not the instances that were asked for."
  }
  assert {
    condition     = alltrue([for group in values(aws_cloudwatch_log_group.this) : group.kms_key_id == var.kms_key_arn && group.retention_in_days == 30])
    error_message = "DocumentDB's logs are kept for ever, or in the clear."
  }
}

run "atlas" {
  module {
    source = "./modules/documents"
  }
  variables {
    atlas_endpoint_service = "com.amazonaws.vpce.ap-northeast-2.vpce-svc-0"
  }
  assert {
    condition     = length(aws_docdb_cluster.this) == 0 && length(aws_docdb_cluster_instance.this) == 0 && length(aws_vpc_endpoint.atlas) == 1 && output.endpoint == null && output.root_secret_arn == null
    error_message = "With Atlas a DocumentDB is paid for too."
  }
}
