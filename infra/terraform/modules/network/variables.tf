variable "prefix" {
  description = "First part of every name."
  type        = string
}

variable "region" {
  type = string
}

variable "cidr" {
  description = "Addresses of the VPC; a /16 leaves room for every subnet below."
  type        = string
}

variable "zones" {
  description = "Availability zones to spread over."
  type        = number
}

variable "nat" {
  description = "Way out for the tasks: none, single (one gateway, cheap) or per_zone (survives the loss of a zone)."
  type        = string
  validation {
    condition     = contains(["none", "single", "per_zone"], var.nat)
    error_message = "nat is none, single or per_zone."
  }
}

variable "flows" {
  description = "Who may open a connection to whom: the whole network policy. Both ends name a security group."
  type        = map(object({ from = string, to = string, port = number, to_port = optional(number) }))
}

variable "public_ports" {
  description = "Ports of the load balancer that anybody may reach."
  type        = set(number)
}

variable "internet_users" {
  description = "Security groups that may reach port 443 of any address; needs a nat."
  type        = set(string)
}

variable "endpoints" {
  description = "AWS services reached through interface endpoints, so that nothing has to leave the VPC."
  type        = set(string)
  default     = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sts", "kms", "aps-workspaces"]
}

variable "more_endpoints" {
  description = "Further ones, for what not every environment has."
  type        = set(string)
  default     = []
}

variable "kms_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}
