# Nothing is public but the load balancer, and nobody reaches anything that flows.tf does not name.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  prefix         = "gavel-test"
  region         = "ap-northeast-2"
  cidr           = "10.40.0.0/16"
  zones          = 3
  nat            = "none"
  public_ports   = [80, 443]
  internet_users = []
  kms_key_arn    = "arn:aws:kms:ap-northeast-2:111122223333:key/k"
  log_days       = 30
  flows = {
    balancer-to-gateway = { from = "alb", to = "gateway", port = 3000 }
    gateway-to-store    = { from = "gateway", to = "store", port = 9098 }
    gateway-to-atlas    = { from = "gateway", to = "atlas", port = 1024, to_port = 65535 }
    gateway-to-aws      = { from = "gateway", to = "endpoints", port = 443 }
  }
}

run "subnets" {
  module {
    source = "./modules/network"
  }
  assert {
    condition     = length(distinct(concat(aws_subnet.public[*].cidr_block, aws_subnet.app[*].cidr_block, aws_subnet.data[*].cidr_block))) == 9
    error_message = "Subnets overlap."
  }
  assert {
    condition     = alltrue([for kind in [aws_subnet.public, aws_subnet.app, aws_subnet.data] : length(distinct(kind[*].availability_zone)) == 3])
    error_message = "A kind of subnet is not spread over three zones."
  }
  assert {
    condition     = !anytrue(concat(aws_subnet.public[*].map_public_ip_on_launch, aws_subnet.app[*].map_public_ip_on_launch, aws_subnet.data[*].map_public_ip_on_launch))
    error_message = "A subnet hands out public addresses."
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_route.app_out) == 0
    error_message = "Without NAT the tasks still have a way out."
  }
  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_cloudwatch_log_group.flows.kms_key_id != null
    error_message = "Traffic is not logged, or the log is not encrypted."
  }
}

run "rules" {
  module {
    source = "./modules/network"
  }
  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.flow) : rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null])
    error_message = "An inner port is open to addresses rather than to a group."
  }
  assert {
    condition     = alltrue([for name, flow in var.flows : aws_vpc_security_group_ingress_rule.flow[name].security_group_id == aws_security_group.this[flow.to].id && aws_vpc_security_group_ingress_rule.flow[name].referenced_security_group_id == aws_security_group.this[flow.from].id && aws_vpc_security_group_egress_rule.flow[name].security_group_id == aws_security_group.this[flow.from].id && aws_vpc_security_group_egress_rule.flow[name].referenced_security_group_id == aws_security_group.this[flow.to].id])
    error_message = "A flow is not one rule at each end."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.flow["gateway-to-atlas"].to_port == 65535 && aws_vpc_security_group_ingress_rule.flow["gateway-to-store"].to_port == 9098
    error_message = "Port ranges are not kept."
  }
  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.public) : rule.security_group_id == aws_security_group.this["alb"].id && contains([80, 443], rule.from_port)])
    error_message = "Something else than the balancer is open to everybody."
  }
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.internet) == 0
    error_message = "Somebody may call the internet."
  }
  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.s3) == ["gateway"]
    error_message = "Who may call AWS must reach image layers in S3, and nobody else."
  }
  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.interface) : endpoint.private_dns_enabled && toset(endpoint.security_group_ids) == toset([aws_security_group.this["endpoints"].id])])
    error_message = "An endpoint is not found by AWS's own name, or is not guarded."
  }
}

run "further_endpoints" {
  module {
    source = "./modules/network"
  }
  variables {
    more_endpoints = ["xray"]
  }
  assert {
    condition     = contains(keys(aws_vpc_endpoint.interface), "xray") && contains(keys(aws_vpc_endpoint.interface), "logs")
    error_message = "Spans would have to leave the VPC, or an endpoint gave way to another."
  }
}

run "one_nat" {
  module {
    source = "./modules/network"
  }
  variables {
    nat            = "single"
    internet_users = ["gateway"]
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.app_out) == 3 && length(distinct(aws_route.app_out[*].nat_gateway_id)) == 1
    error_message = "A single NAT does not serve every zone."
  }
  assert {
    condition     = aws_vpc_security_group_egress_rule.internet["gateway"].from_port == 443 && aws_vpc_security_group_egress_rule.internet["gateway"].to_port == 443
    error_message = "More than HTTPS is let out."
  }
}

run "a_nat_a_zone" {
  module {
    source = "./modules/network"
  }
  variables {
    nat = "per_zone"
  }
  assert {
    condition     = length(distinct(aws_route.app_out[*].nat_gateway_id)) == 3
    error_message = "Losing a zone would cut off another."
  }
}

run "unknown_nat_is_refused" {
  command = plan
  module {
    source = "./modules/network"
  }
  variables {
    nat = "some"
  }
  expect_failures = [var.nat]
}
