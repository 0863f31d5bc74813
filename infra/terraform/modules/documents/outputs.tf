output "uri_secret_arn" {
  description = "Secret that the operator fills with the whole address."
  value       = aws_secretsmanager_secret.uri.arn
}

output "endpoint" {
  description = "The DocumentDB cluster's address; null with Atlas."
  value       = one(aws_docdb_cluster.this[*].endpoint)
}

output "root_secret_arn" {
  description = "The root user's password, made and rotated by AWS; null with Atlas."
  value       = try(aws_docdb_cluster.this[0].master_user_secret[0].secret_arn, null)
}

output "name" {
  description = "Cluster identifier for alarms; null with Atlas."
  value       = one(aws_docdb_cluster.this[*].cluster_identifier)
}
