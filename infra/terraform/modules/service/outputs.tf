output "name" {
  value = aws_ecs_service.this.name
}

output "task_role" {
  value = { arn = aws_iam_role.task.arn, name = aws_iam_role.task.name }
}

output "log_group" {
  value = aws_cloudwatch_log_group.this.name
}

output "containers" {
  description = "Definitions as ECS gets them, secrets by ARN."
  value       = jsondecode(aws_ecs_task_definition.this.container_definitions)
}

output "policies" {
  description = "Statements of both roles."
  value = {
    execution = jsondecode(aws_iam_role_policy.execution.policy).Statement
    task      = length(aws_iam_role_policy.task) == 0 ? [] : jsondecode(aws_iam_role_policy.task[0].policy).Statement
  }
}

output "count_range" {
  value = { min = aws_appautoscaling_target.this.min_capacity, max = aws_appautoscaling_target.this.max_capacity }
}
