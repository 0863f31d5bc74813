# What differs from company to company, never from dev to prod. Meanings stand in ../../variables.tf.
variable "region" {
  type    = string
  default = "ap-northeast-2"
}

variable "images" {
  type = object({ gateway = string, worker = string, collector = optional(string) })
}

variable "edge" {
  type = object({
    certificate_arn = string
    domain          = optional(object({ name = string, zone_id = string }))
    web_acl_arn     = optional(string)
  })
}

variable "tokens" {
  type = object({
    jwks       = optional(string)
    secret_arn = optional(string)
    issuer     = optional(string, "")
    audience   = optional(string, "")
  })
}

variable "alarm_emails" {
  type    = set(string)
  default = []
}

variable "cache_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

variable "alert_rules_file" {
  description = "The rules that promtool tested."
  type        = string
  default     = "../../../prometheus/alerts.yaml"
}
