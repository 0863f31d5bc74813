# Every security group and rule comes out of var.flows: one line there is one rule at each end, and no line is no way through.
locals {
  groups = toset(concat(
    ["alb", "endpoints"],
    [for flow in values(var.flows) : flow.from],
    [for flow in values(var.flows) : flow.to],
  ))
}

resource "aws_security_group" "this" {
  for_each    = local.groups
  name_prefix = "${var.prefix}-${each.key}-"
  description = "${each.key} of ${var.prefix}"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.prefix}-${each.key}" }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "flow" {
  for_each                     = var.flows
  security_group_id            = aws_security_group.this[each.value.to].id
  referenced_security_group_id = aws_security_group.this[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = coalesce(each.value.to_port, each.value.port)
  description                  = each.key
}

resource "aws_vpc_security_group_egress_rule" "flow" {
  for_each                     = var.flows
  security_group_id            = aws_security_group.this[each.value.from].id
  referenced_security_group_id = aws_security_group.this[each.value.to].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = coalesce(each.value.to_port, each.value.port)
  description                  = each.key
}

# The only way in from outside.
resource "aws_vpc_security_group_ingress_rule" "public" {
  for_each          = toset([for port in var.public_ports : tostring(port)])
  security_group_id = aws_security_group.this["alb"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
  description       = "browsers"
}

# Image layers: a gateway endpoint has no security group of its own, only a list of addresses.
resource "aws_vpc_security_group_egress_rule" "s3" {
  for_each          = toset([for flow in values(var.flows) : flow.from if flow.to == "endpoints"])
  security_group_id = aws_security_group.this[each.key].id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "image layers in S3"
}

resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each          = var.internet_users
  security_group_id = aws_security_group.this[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "key sets and documents outside the VPC"
}
