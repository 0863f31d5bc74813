# The services' own metrics: the collectors write them here, and the tested rules of infra/prometheus judge them.
resource "aws_cloudwatch_log_group" "prometheus" {
  name              = "/${var.prefix}/prometheus"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_prometheus_workspace" "this" {
  alias       = var.prefix
  kms_key_arn = var.kms_key_arn
  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus.arn}:*"
  }
}

resource "aws_prometheus_rule_group_namespace" "this" {
  count        = var.rules == "" ? 0 : 1
  name         = "gavel"
  workspace_id = aws_prometheus_workspace.this.id
  data         = var.rules
}

resource "aws_prometheus_alert_manager_definition" "this" {
  workspace_id = aws_prometheus_workspace.this.id
  definition = yamlencode({
    alertmanager_config = yamlencode({
      route = {
        receiver        = "sns"
        group_by        = ["alertname"]
        group_wait      = "15s"
        group_interval  = "5m"
        repeat_interval = "4h"
      }
      receivers = [{
        name = "sns"
        sns_configs = [{
          topic_arn     = aws_sns_topic.this.arn
          sigv4         = { region = var.region }
          subject       = "{{ .GroupLabels.alertname }}"
          send_resolved = true
        }]
      }]
    })
  })
}
