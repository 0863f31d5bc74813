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

variable "certificate_arn" {
  type = string
}

variable "web_acl_arn" {
  description = "A regional WAF's ARN to stand in front; null for none."
  type        = string
  nullable    = true
}

variable "domain" {
  description = "Name that browsers use, and its hosted zone; null leaves the name to others."
  type        = object({ name = string, zone_id = string })
  nullable    = true
}

variable "ports" {
  description = "Of a gateway: public for sockets and pages, admin for health."
  type        = object({ public = number, admin = number })
}

variable "idle_seconds" {
  description = "A connection silent for so long is dropped. Sockets ping every 25 s; two missed pings must fit."
  type        = number
  validation {
    condition     = var.idle_seconds > 2 * 25 && var.idle_seconds <= 4000
    error_message = "Longer than two pings (50 s), at most 4000 s."
  }
}

variable "account" {
  type = string
}

variable "log_days" {
  type = number
}

variable "deletion_protection" {
  type    = bool
  default = true
}
