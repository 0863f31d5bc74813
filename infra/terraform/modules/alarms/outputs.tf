output "topic_arn" {
  value = aws_sns_topic.this.arn
}

output "names" {
  description = "Of every alarm."
  value       = sort(concat([for alarm in aws_cloudwatch_metric_alarm.above : alarm.alarm_name], [for alarm in aws_cloudwatch_metric_alarm.tasks : alarm.alarm_name]))
}

output "workspace" {
  description = "Where collectors write: arn and address."
  value       = { arn = aws_prometheus_workspace.this.arn, endpoint = aws_prometheus_workspace.this.prometheus_endpoint }
}
