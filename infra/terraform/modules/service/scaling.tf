# Out fast, in slowly: taking a gateway away closes sockets, taking a worker away moves partitions. Tasks are taken away only when the
# tracked metrics agree; the steps only add.
resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.count_range.min
  max_capacity       = var.count_range.max
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${local.full}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 30
    scale_in_cooldown  = 600
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_policy" "track" {
  count              = var.track == null || var.collector == null ? 0 : 1
  name               = "${local.full}-${var.track.metric}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  target_tracking_scaling_policy_configuration {
    target_value       = var.track.target
    scale_out_cooldown = 30
    scale_in_cooldown  = 600
    customized_metric_specification {
      namespace   = local.namespace
      metric_name = var.track.metric
      statistic   = "Average"
      dimensions {
        name  = "service"
        value = var.name
      }
    }
  }
}

resource "aws_appautoscaling_policy" "more" {
  count              = var.steps == null || var.collector == null ? 0 : 1
  name               = "${local.full}-more"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id
  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    metric_aggregation_type = "Maximum"
    cooldown                = 60
    step_adjustment {
      metric_interval_lower_bound = "0"
      metric_interval_upper_bound = tostring(9 * var.steps.threshold)
      scaling_adjustment          = 1
    }
    step_adjustment {
      metric_interval_lower_bound = tostring(9 * var.steps.threshold)
      scaling_adjustment          = 4
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "behind" {
  count               = var.steps == null || var.collector == null ? 0 : 1
  alarm_name          = "${local.full}-behind"
  alarm_description   = "More tasks are wanted: ${var.steps.metric} is above ${var.steps.threshold}."
  namespace           = local.namespace
  metric_name         = var.steps.metric
  dimensions          = { service = var.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.steps.threshold
  treat_missing_data  = "ignore"
  alarm_actions       = [aws_appautoscaling_policy.more[0].arn]
}
