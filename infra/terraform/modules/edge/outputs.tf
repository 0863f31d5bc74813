output "target_group_arn" {
  description = "Where gateways register. Depends on the listener: ECS refuses a target group that no balancer uses."
  value       = aws_lb_target_group.gateway.arn
  depends_on  = [aws_lb_listener.https]
}

output "url" {
  value = "https://${var.domain == null ? aws_lb.this.dns_name : var.domain.name}"
}

output "dns_name" {
  value = aws_lb.this.dns_name
}

output "dimensions" {
  description = "CloudWatch's names of the balancer and its targets."
  value       = { LoadBalancer = aws_lb.this.arn_suffix, TargetGroup = aws_lb_target_group.gateway.arn_suffix }
}

output "log_bucket" {
  value = aws_s3_bucket.logs.id
}
