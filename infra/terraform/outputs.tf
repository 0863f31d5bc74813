output "url" {
  description = "Where browsers go."
  value       = module.edge.url
}

output "balancer_dns_name" {
  description = "For a CNAME, where the name is not in Route 53."
  value       = module.edge.dns_name
}

output "documents" {
  description = "Address and root secret of DocumentDB (null with Atlas), and the secret to fill with the services' address."
  value = {
    endpoint        = module.documents.endpoint
    root_secret_arn = module.documents.root_secret_arn
    uri_secret_arn  = module.documents.uri_secret_arn
  }
}

output "kafka" {
  description = "Bootstrap brokers for IAM over TLS, and the topics as made."
  value       = { bootstrap = module.kafka.bootstrap, cluster_arn = module.kafka.cluster.arn, topics = module.kafka.topics }
}

output "cache" {
  value = { endpoint = module.cache.endpoint, uri_secret_arn = module.cache.uri_secret_arn }
}

output "services" {
  description = "ECS cluster, and each service's name, log group, task role and range of tasks."
  value = {
    cluster = aws_ecs_cluster.this.name
    gateway = { name = module.gateway.name, log_group = module.gateway.log_group, task_role = module.gateway.task_role, tasks = module.gateway.count_range }
    worker  = { name = module.worker.name, log_group = module.worker.log_group, task_role = module.worker.task_role, tasks = module.worker.count_range }
  }
}

output "audit_bucket" {
  value = module.audit.bucket
}

output "edge_log_bucket" {
  value = module.edge.log_bucket
}

output "alarms" {
  description = "Where alarms go, what they are called, and where the services' metrics are."
  value       = { topic_arn = module.alarms.topic_arn, names = module.alarms.names, prometheus = module.alarms.workspace.endpoint }
}
