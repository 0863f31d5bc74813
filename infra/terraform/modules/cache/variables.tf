variable "prefix" {
  type = string
}

variable "engine_version" {
  description = "Valkey's."
  type        = string
}

variable "subnets" {
  type = list(string)
}

variable "security_group" {
  type = string
}

variable "node" {
  type = string
}

variable "shards" {
  description = "Rooms are spread over them by the hash of their name."
  type        = number
  validation {
    condition     = var.shards >= 1 && var.shards <= 90
    error_message = "One to ninety shards."
  }
}

variable "replicas" {
  description = "Copies of each shard in other zones."
  type        = number
  validation {
    condition     = var.replicas >= 1 && var.replicas <= 5
    error_message = "At least one copy: without it a lost node is a minute without updates."
  }
}

variable "snapshot_days" {
  description = "0 keeps none: everything in it can be made again from the log."
  type        = number
}

variable "password" {
  description = "Of the user that the services sign in as. Never stored in state: bump password_version to change it."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "password_version" {
  type = number
}

variable "kms_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}
