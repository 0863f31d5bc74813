variable "prefix" {
  type = string
}

variable "name" {
  description = "Of the service: gateway or worker."
  type        = string
}

variable "region" {
  type = string
}

variable "cluster" {
  description = "ECS cluster."
  type        = object({ id = string, name = string })
}

variable "image" {
  description = "From a private ECR repository, by digest: what was tested is what runs."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9/_.-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "An image is account.dkr.ecr.region.amazonaws.com/name@sha256:digest."
  }
}

variable "size" {
  description = "Fargate's CPU units and MiB of memory for the whole task, and most open files of a container."
  type        = object({ cpu = number, memory_mib = number, open_files = number })
  validation {
    condition     = contains([1024, 2048, 4096, 8192], var.size.cpu) && var.size.memory_mib >= 2 * var.size.cpu && var.size.memory_mib <= 8 * var.size.cpu && var.size.memory_mib % 1024 == 0
    error_message = "Fargate gives 2 to 8 MiB a CPU unit, in whole GiB, for 1024, 2048, 4096 or 8192 units."
  }
}

variable "architecture" {
  description = "The image's: its start-up cache was trained on it."
  type        = string
  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "ARM64 or X86_64."
  }
}

variable "ports" {
  description = "Names and numbers of the ports that the container opens."
  type        = map(number)
}

variable "environment" {
  description = "Settings that are no secrets."
  type        = map(string)
}

variable "secrets" {
  description = "Settings that are: name to ARN. Only these may be read, and only while the task starts."
  type        = map(string)
}

variable "rights" {
  description = "What the running task may do in AWS."
  type        = list(object({ actions = list(string), resources = list(string) }))
  validation {
    condition     = alltrue([for right in var.rights : !contains(right.resources, "*") && alltrue([for action in right.actions : !endswith(action, "*")])])
    error_message = "Name actions and resources one by one."
  }
}

variable "subnets" {
  type = list(string)
}

variable "security_group" {
  type = string
}

variable "target" {
  description = "Target group and the port's name behind it; null for a service that nobody calls."
  type        = object({ group_arn = string, port = string })
  nullable    = true
}

variable "drain" {
  description = "Seconds the service takes to let go after SIGTERM, and until SIGKILL (Fargate allows 120)."
  type        = object({ seconds = number, stop_seconds = number })
  validation {
    condition     = var.drain.seconds + 10 <= var.drain.stop_seconds && var.drain.stop_seconds <= 120
    error_message = "Ten seconds must be left between the drain and the kill, and Fargate kills after 120 s at most."
  }
}

variable "count_range" {
  description = "Fewest and most tasks."
  type        = object({ min = number, max = number })
  validation {
    condition     = var.count_range.min >= 1 && var.count_range.max >= var.count_range.min
    error_message = "At least one task, and max not below min."
  }
}

variable "track" {
  description = "Metric whose average over the tasks is held at target; null without a collector."
  type        = object({ metric = string, target = number })
  nullable    = true
}

variable "steps" {
  description = "Metric whose worst value adds tasks above a threshold; null without a collector."
  type        = object({ metric = string, threshold = number })
  nullable    = true
}

variable "collector" {
  description = "Sidecar that reads the admin port and writes to CloudWatch and Prometheus, and spans to X-Ray where traces says so; null for none."
  type = object({
    image         = string
    config        = string
    workspace_arn = string
    traces        = optional(bool, false)
  })
  nullable = true
  validation {
    condition     = var.collector == null || can(regex("@sha256:[0-9a-f]{64}$", var.collector.image))
    error_message = "The collector's image too is given by digest."
  }
}

variable "kms_key_arn" {
  type = string
}

variable "account" {
  type = string
}

variable "log_days" {
  type = number
}
