# Fan-out, recovery windows and sessions. It may forget anything: no decision rests on it.
locals {
  port = 6379
  user = "${var.prefix}-app"
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.prefix
  subnet_ids = var.subnets
}

resource "aws_elasticache_parameter_group" "this" {
  name        = "${var.prefix}-valkey${split(".", var.engine_version)[0]}"
  family      = "valkey${split(".", var.engine_version)[0]}"
  description = "Rooms are spread over shards; what is full drops the oldest that may expire."
  parameter {
    name  = "cluster-enabled"
    value = "yes"
  }
  parameter {
    name  = "maxmemory-policy"
    value = "volatile-lru"
  }
  # A gateway that does not read is cut off instead of filling the node; it then refills its gaps.
  parameter {
    name  = "client-output-buffer-limit-pubsub-hard-limit"
    value = "33554432"
  }
  parameter {
    name  = "client-output-buffer-limit-pubsub-soft-limit"
    value = "8388608"
  }
  parameter {
    name  = "client-output-buffer-limit-pubsub-soft-seconds"
    value = "30"
  }
  lifecycle {
    create_before_destroy = true
  }
}

# Only our own keys and channels, and no command that could change or list the server.
resource "aws_elasticache_user" "app" {
  user_id       = local.user
  user_name     = local.user
  engine        = "valkey"
  access_string = "on ~room:* ~gateway:* ~gavel:* ~socket:session#* ~presence:* &gavel:* -@all +@read +@write +@pubsub +@connection +@transaction +@scripting -@dangerous -@admin +cluster|shards +cluster|slots +cluster|nodes +cluster|myid +info"
  # Write-only: neither plan nor state ever holds it.
  passwords_wo         = var.password
  passwords_wo_version = var.password_version
}

resource "aws_elasticache_user_group" "this" {
  engine        = "valkey"
  user_group_id = var.prefix
  user_ids      = [aws_elasticache_user.app.user_id]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.prefix}/cache"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = var.prefix
  description                = "Updates of rooms, recovery windows, sessions"
  engine                     = "valkey"
  engine_version             = var.engine_version
  node_type                  = var.node
  port                       = local.port
  cluster_mode               = "enabled"
  num_node_groups            = var.shards
  replicas_per_node_group    = var.replicas
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.this.name
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [var.security_group]
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]
  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  snapshot_retention_limit   = var.snapshot_days
  auto_minor_version_upgrade = true
  log_delivery_configuration {
    destination_type = "cloudwatch-logs"
    destination      = aws_cloudwatch_log_group.this.name
    log_type         = "slow-log"
    log_format       = "json"
  }
}

# The whole address, password included, is one secret: the services read a URI and nothing else.
resource "aws_secretsmanager_secret" "uri" {
  name_prefix             = "${var.prefix}/cache-uri-"
  description             = "rediss:// address of the cache"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "uri" {
  secret_id                = aws_secretsmanager_secret.uri.id
  secret_string_wo         = "rediss://${local.user}:${urlencode(var.password)}@${aws_elasticache_replication_group.this.configuration_endpoint_address}:${local.port}"
  secret_string_wo_version = var.password_version
}
