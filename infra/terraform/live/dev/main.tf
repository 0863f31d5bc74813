# Small, and as safe as prod: the same code with the smallest parts that keep its promises.
locals {
  environment = "dev"
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
  sizes = {
    nat                = "single"
    kafka_instance     = "kafka.m7g.large"
    kafka_disk_gib     = 50
    kafka_disk_max_gib = 200
    partitions         = 6
    cache_node         = "cache.t4g.small"
    cache_shards       = 1
    documents_instance = "db.t4g.medium"
    documents_count    = 1
    documents_backups  = 1
    gateway_min        = 2
    gateway_max        = 3
    worker_min         = 2
    worker_max         = 3
    monthly_budget_usd = 1500
  }
}
