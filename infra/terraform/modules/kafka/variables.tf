variable "prefix" {
  type = string
}

variable "kafka_version" {
  description = "A KRaft version that MSK offers; ends with .kraft."
  type        = string
  validation {
    condition     = endswith(var.kafka_version, ".kraft")
    error_message = "KRaft only: the version ends with .kraft."
  }
}

variable "subnets" {
  description = "One data subnet a zone."
  type        = list(string)
  validation {
    condition     = length(var.subnets) == 3
    error_message = "Three zones: with replication factor 3 and two in-sync copies, losing one zone loses nothing."
  }
}

variable "security_group" {
  type = string
}

variable "brokers_per_zone" {
  type = number
}

variable "instance" {
  type = string
}

variable "disk_gib" {
  description = "First size of each broker's disk."
  type        = number
}

variable "disk_max_gib" {
  description = "Size up to which MSK may grow each disk by itself."
  type        = number
}

variable "tiered" {
  description = "Keep old segments of the logs in object storage; the newest week stays on the brokers."
  type        = bool
}

variable "topics" {
  description = "Topics by name. Partitions of a live topic never change: a room's home would move."
  type        = map(object({ partitions = number, configs = map(string) }))
}

variable "readers" {
  description = "AWS services that may attach themselves to the cluster, by the service's name (firehose.amazonaws.com)."
  type        = set(string)
  default     = []
}

variable "account" {
  description = "Account id: services may act for this account only."
  type        = string
}

variable "kms_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}
