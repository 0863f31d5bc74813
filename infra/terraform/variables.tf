variable "name" {
  description = "First part of every name."
  type        = string
  default     = "gavel"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}$", var.name))
    error_message = "2 to 15 small letters, digits and -, a letter first: some AWS names take 32 characters only."
  }
}

variable "environment" {
  type = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,7}$", var.environment))
    error_message = "2 to 8 small letters and digits, a letter first."
  }
}

variable "region" {
  type    = string
  default = "ap-northeast-2"
}

variable "cidr" {
  type    = string
  default = "10.40.0.0/16"
  validation {
    condition     = can(cidrnetmask(var.cidr)) && endswith(var.cidr, "/16")
    error_message = "A /16."
  }
}

variable "images" {
  description = "Of both services, by digest. The collector may be null: then nothing but CPU scales the services."
  type        = object({ gateway = string, worker = string, collector = optional(string) })
}

variable "trace_ratio" {
  description = "Share of commands whose traces go to X-Ray through the collector, above 0 and up to 1; null for none."
  type        = number
  default     = null
  validation {
    condition     = var.trace_ratio == null || (coalesce(var.trace_ratio, 1) > 0 && coalesce(var.trace_ratio, 1) <= 1)
    error_message = "A share above 0 and up to 1, or null."
  }
  validation {
    condition     = var.trace_ratio == null || var.images.collector != null
    error_message = "Traces go through the collector: give its image."
  }
}

variable "architecture" {
  description = "What the images were built for: ARM64 or X86_64."
  type        = string
  default     = "ARM64"
}

variable "edge" {
  description = "Certificate of the balancer; its public name; a WAF to stand in front."
  type = object({
    certificate_arn = string
    domain          = optional(object({ name = string, zone_id = string }))
    web_acl_arn     = optional(string)
    idle_seconds    = optional(number, 120)
  })
}

variable "tokens" {
  description = "Whose tokens are taken: exactly one of a key set's address and the ARN of a shared secret (which also turns the built-in login on)."
  type = object({
    jwks       = optional(string)
    secret_arn = optional(string)
    issuer     = optional(string, "")
    audience   = optional(string, "")
  })
  validation {
    condition     = (var.tokens.jwks == null) != (var.tokens.secret_arn == null)
    error_message = "Give exactly one of jwks and secret_arn."
  }
  validation {
    condition     = var.tokens.jwks == null || startswith(coalesce(var.tokens.jwks, "-"), "https://")
    error_message = "A key set is fetched over https."
  }
}

variable "origins" {
  description = "Pages that may connect besides our own, as https://host."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for origin in var.origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "https origins without a path."
  }
}

variable "cache_password" {
  description = "16 to 128 printable characters. Given at each apply by TF_VAR_cache_password, kept in no state; bump cache_password_version to change it."
  type        = string
  sensitive   = true
  ephemeral   = true
  validation {
    condition     = can(regex("^[A-Za-z0-9_.~-]{16,128}$", var.cache_password))
    error_message = "16 to 128 letters, digits and _.~- (it becomes part of an address)."
  }
}

variable "cache_password_version" {
  type    = number
  default = 1
}

variable "atlas_endpoint_service" {
  description = "Name of Atlas' PrivateLink service, to use Atlas instead of DocumentDB."
  type        = string
  default     = null
}

variable "kafka_version" {
  type    = string
  default = "3.9.x.kraft"
}

variable "alert_rules" {
  description = "Prometheus rules as YAML (infra/prometheus/alerts.yaml)."
  type        = string
  default     = ""
}

variable "alarm_emails" {
  type    = set(string)
  default = []
}

variable "drain" {
  description = "Seconds a gateway takes to let its sockets go, and until it is killed."
  type        = object({ seconds = number, stop_seconds = number })
  default     = { seconds = 90, stop_seconds = 120 }
}

variable "audit_lock" {
  type    = object({ mode = string, days = number })
  default = { mode = "GOVERNANCE", days = 365 }
}

variable "log_days" {
  type    = number
  default = 90
}

variable "sizes" {
  description = "What it costs. Nothing here changes what is promised."
  type = object({
    nat                = optional(string, "none")
    kafka_instance     = optional(string, "kafka.m7g.large")
    kafka_per_zone     = optional(number, 1)
    kafka_disk_gib     = optional(number, 200)
    kafka_disk_max_gib = optional(number, 2000)
    kafka_tiered       = optional(bool, false)
    # Chosen once for the life of the log: a room's home is its hash over this number.
    partitions         = optional(number, 48)
    cache_node         = optional(string, "cache.r7g.large")
    cache_shards       = optional(number, 3)
    cache_replicas     = optional(number, 1)
    cache_snapshots    = optional(number, 1)
    documents_instance = optional(string, "db.r6g.large")
    documents_count    = optional(number, 3)
    documents_backups  = optional(number, 14)
    gateway            = optional(object({ cpu = number, memory_mib = number }), { cpu = 1024, memory_mib = 2048 })
    gateway_min        = optional(number, 3)
    gateway_max        = optional(number, 30)
    sockets_a_gateway  = optional(number, 5000)
    worker             = optional(object({ cpu = number, memory_mib = number }), { cpu = 1024, memory_mib = 2048 })
    worker_min         = optional(number, 2)
    worker_max         = optional(number, 24)
    monthly_budget_usd = optional(number, 0)
  })
  default = {}
  validation {
    condition     = var.sizes.worker_max <= var.sizes.partitions
    error_message = "More workers than partitions: the rest would idle."
  }
  validation {
    condition     = var.sizes.gateway_min >= 2 && var.sizes.worker_min >= 2
    error_message = "Two of each at least: one may always be lost."
  }
  validation {
    condition     = var.sizes.kafka_disk_max_gib >= var.sizes.kafka_disk_gib
    error_message = "A disk cannot grow to less than it is."
  }
}
