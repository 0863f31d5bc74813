# Survives the loss of any one zone without losing a bid or refusing one for long.
locals {
  environment = "prod"
}

module "gavel" {
  source         = "../.."
  environment    = local.environment
  region         = var.region
  images         = var.images
  edge           = var.edge
  tokens         = var.tokens
  alarm_emails   = var.alarm_emails
  alert_rules    = file(var.alert_rules_file)
  cache_password = var.cache_password
  trace_ratio    = 0.01
  sizes = {
    nat                = "per_zone"
    kafka_instance     = "kafka.m7g.large"
    kafka_disk_gib     = 200
    kafka_disk_max_gib = 4000
    partitions         = 48
    cache_node         = "cache.r7g.large"
    cache_shards       = 3
    documents_instance = "db.r6g.large"
    documents_count    = 3
    documents_backups  = 14
    gateway_min        = 3
    gateway_max        = 30
    worker_min         = 3
    worker_max         = 24
    monthly_budget_usd = 10000
  }
}
