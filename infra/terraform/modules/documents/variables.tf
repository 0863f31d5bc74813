variable "prefix" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  type = list(string)
}

variable "security_group" {
  type = string
}

variable "atlas_endpoint_service" {
  description = "Name of Atlas' PrivateLink service. Given: an endpoint to it is made instead of a DocumentDB cluster."
  type        = string
  nullable    = true
}

variable "instance" {
  type = string
}

variable "instances" {
  description = "One writer; the others take over and read."
  type        = number
  validation {
    condition     = var.instances >= 1 && var.instances <= 16
    error_message = "One to sixteen instances."
  }
}

variable "backup_days" {
  type = number
}

variable "kms_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}
