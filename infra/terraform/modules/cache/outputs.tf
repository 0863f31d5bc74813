output "uri_secret_arn" {
  description = "Secret that holds the whole rediss:// address."
  value       = aws_secretsmanager_secret.uri.arn
}

output "endpoint" {
  value = aws_elasticache_replication_group.this.configuration_endpoint_address
}

output "name" {
  value = aws_elasticache_replication_group.this.replication_group_id
}

output "nodes" {
  description = "Names of the nodes, for alarms: one metric each."
  value       = [for pair in setproduct(range(1, var.shards + 1), range(1, var.replicas + 2)) : format("%s-%04d-%03d", var.prefix, pair[0], pair[1])]
}
