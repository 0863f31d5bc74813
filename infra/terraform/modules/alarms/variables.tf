variable "prefix" {
  type = string
}

variable "emails" {
  description = "Who is told; each address must confirm once."
  type        = set(string)
}

variable "kafka" {
  description = "Cluster's name, its number of brokers, the workers' group and the topic they read."
  type        = object({ cluster = string, brokers = number, group = string, topic = string })
}

variable "cache_nodes" {
  type = set(string)
}

variable "documents" {
  description = "DocumentDB cluster identifier; null with Atlas, which has alarms of its own."
  type        = string
  nullable    = true
}

variable "edge" {
  description = "CloudWatch dimensions of the load balancer and its targets."
  type        = object({ LoadBalancer = string, TargetGroup = string })
}

variable "services" {
  description = "ECS cluster's name, and the fewest tasks of each service."
  type        = object({ cluster = string, fewest = map(number) })
}

variable "audit_streams" {
  description = "Delivery streams by topic."
  type        = map(string)
}

variable "monthly_budget_usd" {
  description = "0 sets none."
  type        = number
}

variable "kms_key_arn" {
  type = string
}

variable "account" {
  type = string
}

variable "rules" {
  description = "Prometheus alert rules as YAML, the same that promtool tests; empty for none."
  type        = string
  validation {
    condition     = var.rules == "" || can(yamldecode(var.rules).groups[0].rules)
    error_message = "Not a Prometheus rule file."
  }
}

variable "region" {
  type = string
}

variable "log_days" {
  type = number
}
