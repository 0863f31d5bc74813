output "vpc_id" {
  value = aws_vpc.this.id
}

output "subnets" {
  description = "Subnet ids by kind: public, app, data."
  value = {
    public = aws_subnet.public[*].id
    app    = aws_subnet.app[*].id
    data   = aws_subnet.data[*].id
  }
}

output "groups" {
  description = "Security group ids by the names used in flows."
  value       = { for name, group in aws_security_group.this : name => group.id }
}
