# The whole system in one account and region. live/dev and live/prod call this and say only what it may cost.
locals {
  prefix = "${var.name}-${var.environment}"

  # The words of shared-model's Names: what the services call things.
  topics = { commands = "auction.commands", results = "auction.results", unreadable = "auction.unreadable" }
  group  = "gavel-bid-service"
  # Judged by the broker's clock alone, and kept for ever: this is the record of all bids.
  forever = { "retention.ms" = "-1", "retention.bytes" = "-1", "cleanup.policy" = "delete" }
}

module "network" {
  source         = "./modules/network"
  prefix         = local.prefix
  region         = var.region
  cidr           = var.cidr
  zones          = 3
  nat            = var.sizes.nat
  flows          = local.flows
  public_ports   = [80, 443]
  internet_users = var.tokens.jwks == null ? [] : ["gateway"]
  more_endpoints = var.trace_ratio == null ? [] : ["xray"]
  kms_key_arn    = aws_kms_key.this.arn
  log_days       = var.log_days
}

module "kafka" {
  source           = "./modules/kafka"
  prefix           = local.prefix
  kafka_version    = var.kafka_version
  subnets          = module.network.subnets.data
  security_group   = module.network.groups["kafka"]
  brokers_per_zone = var.sizes.kafka_per_zone
  instance         = var.sizes.kafka_instance
  disk_gib         = var.sizes.kafka_disk_gib
  disk_max_gib     = var.sizes.kafka_disk_max_gib
  tiered           = var.sizes.kafka_tiered
  topics = {
    (local.topics.commands)   = { partitions = var.sizes.partitions, configs = merge(local.forever, { "message.timestamp.type" = "LogAppendTime" }) }
    (local.topics.results)    = { partitions = var.sizes.partitions, configs = local.forever }
    (local.topics.unreadable) = { partitions = 1, configs = local.forever }
  }
  readers     = ["firehose.amazonaws.com"]
  account     = local.account
  kms_key_arn = aws_kms_key.this.arn
  log_days    = var.log_days
}

module "cache" {
  source           = "./modules/cache"
  prefix           = local.prefix
  engine_version   = "8.1"
  subnets          = module.network.subnets.data
  security_group   = module.network.groups["cache"]
  node             = var.sizes.cache_node
  shards           = var.sizes.cache_shards
  replicas         = var.sizes.cache_replicas
  snapshot_days    = var.sizes.cache_snapshots
  password         = var.cache_password
  password_version = var.cache_password_version
  kms_key_arn      = aws_kms_key.this.arn
  log_days         = var.log_days
}

module "documents" {
  source                 = "./modules/documents"
  prefix                 = local.prefix
  vpc_id                 = module.network.vpc_id
  subnets                = module.network.subnets.data
  security_group         = module.network.groups["documents"]
  atlas_endpoint_service = var.atlas_endpoint_service
  instance               = var.sizes.documents_instance
  instances              = var.sizes.documents_count
  backup_days            = var.sizes.documents_backups
  kms_key_arn            = aws_kms_key.this.arn
  log_days               = var.log_days
}

module "edge" {
  source          = "./modules/edge"
  prefix          = local.prefix
  vpc_id          = module.network.vpc_id
  subnets         = module.network.subnets.public
  security_group  = module.network.groups["alb"]
  certificate_arn = var.edge.certificate_arn
  web_acl_arn     = var.edge.web_acl_arn
  domain          = var.edge.domain
  idle_seconds    = var.edge.idle_seconds
  ports           = { public = local.ports.public, admin = local.ports.admin }
  account         = local.account
  log_days        = var.log_days
}

module "audit" {
  source       = "./modules/audit"
  prefix       = local.prefix
  cluster_arn  = module.kafka.cluster.arn
  topics       = { for topic in [local.topics.commands, local.topics.results] : topic => module.kafka.topic_arns[topic] }
  group_arn    = module.kafka.group_arn
  lock         = var.audit_lock
  archive_days = 90
  kms_key_arn  = aws_kms_key.this.arn
  region       = var.region
  account      = local.account
  log_days     = var.log_days
}

module "alarms" {
  source             = "./modules/alarms"
  prefix             = local.prefix
  region             = var.region
  emails             = var.alarm_emails
  kafka              = { cluster = module.kafka.cluster.name, brokers = 3 * var.sizes.kafka_per_zone, group = local.group, topic = local.topics.commands }
  cache_nodes        = module.cache.nodes
  documents          = module.documents.name
  edge               = module.edge.dimensions
  services           = { cluster = aws_ecs_cluster.this.name, fewest = { gateway = var.sizes.gateway_min, worker = var.sizes.worker_min } }
  audit_streams      = module.audit.streams
  monthly_budget_usd = var.sizes.monthly_budget_usd
  rules              = var.alert_rules
  kms_key_arn        = aws_kms_key.this.arn
  account            = local.account
  log_days           = var.log_days
}
