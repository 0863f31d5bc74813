variable "prefix" {
  type = string
}

variable "cluster_arn" {
  description = "MSK cluster to read."
  type        = string
}

variable "topics" {
  description = "Topics to keep a copy of: name to ARN."
  type        = map(string)
}

variable "group_arn" {
  description = "Consumer groups of the cluster, without the name."
  type        = string
}

variable "lock" {
  description = "Nobody deletes a copy for so many days: GOVERNANCE lets a named role, COMPLIANCE nobody at all."
  type        = object({ mode = string, days = number })
  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.lock.mode) && var.lock.days >= 1
    error_message = "GOVERNANCE or COMPLIANCE, for at least a day."
  }
}

variable "archive_days" {
  description = "After so many days a copy moves to archive storage."
  type        = number
}

variable "kms_key_arn" {
  type = string
}

variable "region" {
  type = string
}

variable "account" {
  type = string
}

variable "log_days" {
  type = number
}
