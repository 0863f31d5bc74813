output "cluster" {
  description = "arn and name."
  value       = { arn = aws_msk_cluster.this.arn, name = aws_msk_cluster.this.cluster_name }
}

output "bootstrap" {
  description = "Brokers for clients that sign in with IAM over TLS, host:port with commas."
  value       = aws_msk_cluster.this.bootstrap_brokers_sasl_iam
}

output "topic_arns" {
  description = "By topic; what policies name."
  value       = { for name in keys(var.topics) : name => "${replace(aws_msk_cluster.this.arn, ":cluster/", ":topic/")}/${name}" }
}

output "group_arn" {
  description = "Followed by / and a group's name: what policies name."
  value       = replace(aws_msk_cluster.this.arn, ":cluster/", ":group/")
}

output "topics" {
  description = "As made: partitions and settings by name."
  value = {
    for name, topic in aws_msk_topic.this : name => {
      partitions = topic.partition_count
      copies     = topic.replication_factor
      configs    = jsondecode(topic.configs)
    }
  }
}
