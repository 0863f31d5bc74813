# A task can do what it must and nothing else, and has time to let go before it is killed.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  prefix         = "gavel-test"
  name           = "gateway"
  region         = "ap-northeast-2"
  account        = "111122223333"
  cluster        = { id = "cluster-1", name = "gavel-test" }
  image          = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  architecture   = "ARM64"
  size           = { cpu = 1024, memory_mib = 2048, open_files = 65536 }
  ports          = { public = 3000, admin = 9000 }
  environment    = { GATEWAY_PORT = "3000" }
  secrets        = { REDIS_URI = "arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:cache" }
  rights         = [{ actions = ["kafka-cluster:Connect"], resources = ["arn:aws:kafka:ap-northeast-2:111122223333:cluster/x"] }]
  subnets        = ["subnet-a", "subnet-b", "subnet-c"]
  security_group = "sg-1"
  target         = { group_arn = "arn:aws:elasticloadbalancing:x", port = "public" }
  drain          = { seconds = 90, stop_seconds = 120 }
  count_range    = { min = 3, max = 30 }
  track          = { metric = "gavel_connections", target = 5000 }
  steps          = { metric = "gavel_worker_lag_records", threshold = 500 }
  collector = {
    image         = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/collector@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
    config        = "{}"
    workspace_arn = "arn:aws:aps:ap-northeast-2:111122223333:workspace/ws-1"
  }
  kms_key_arn = "arn:aws:kms:ap-northeast-2:111122223333:key/k"
  log_days    = 30
}

run "containers" {
  module {
    source = "./modules/service"
  }
  assert {
    condition     = alltrue([for c in output.containers : c.readonlyRootFilesystem && !c.privileged && c.user == "10001:10001" && c.linuxParameters.capabilities.drop == ["ALL"]])
    error_message = "A container may write to its image, or runs as root, or keeps capabilities."
  }
  assert {
    condition     = output.containers[0].stopTimeout == 120 && output.containers[0].ulimits[0].softLimit == 65536
    error_message = "A task is killed before it let go, or runs out of descriptors."
  }
  assert {
    condition     = output.containers[0].essential && !output.containers[1].essential
    error_message = "Watching could take the service down."
  }
  assert {
    condition     = output.containers[1].dependsOn == [{ condition = "START", containerName = "gateway" }] && !can(output.containers[0].dependsOn) && output.containers[1].restartPolicy.enabled
    error_message = "A service waits for its collector, or a collector that died stays away."
  }
  assert {
    condition     = sum(output.containers[*].memory) == var.size.memory_mib && sum(output.containers[*].cpu) == var.size.cpu
    error_message = "Both together may take more than the task has, or less."
  }
  assert {
    condition     = alltrue([for c in output.containers : c.logConfiguration.options.awslogs-group == output.log_group])
    error_message = "A container's words are nowhere."
  }
  assert {
    condition     = alltrue([for c in output.containers : c.logConfiguration.options.mode == "non-blocking"])
    error_message = "A slow log would slow a bid."
  }
  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip && !aws_ecs_service.this.enable_execute_command
    error_message = "There is a way into a task."
  }
  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback && aws_ecs_service.this.deployment_minimum_healthy_percent == 100
    error_message = "A bad version would replace a good one."
  }
  assert {
    condition     = alltrue([for entry in output.containers[0].secrets : startswith(entry.valueFrom, "arn:aws:secretsmanager:")]) && length(setintersection([for e in output.containers[0].environment : e.name], [for e in output.containers[0].secrets : e.name])) == 0
    error_message = "A secret is given in the clear."
  }
}

run "rights" {
  module {
    source = "./modules/service"
  }
  assert {
    condition     = alltrue([for s in concat(output.policies.execution, output.policies.task) : !contains(s.Resource, "*") || s.Action == ["ecr:GetAuthorizationToken"]])
    error_message = "A role has rights on everything."
  }
  assert {
    condition     = alltrue([for s in concat(output.policies.execution, output.policies.task) : alltrue([for action in s.Action : !strcontains(action, "*")])])
    error_message = "A role has every right of some service."
  }
  assert {
    condition     = one([for s in output.policies.execution : s.Resource if contains(s.Action, "secretsmanager:GetSecretValue")]) == ["arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:cache"]
    error_message = "A starting task may read other secrets than its own."
  }
  assert {
    condition     = length([for s in output.policies.task : s if anytrue([for action in s.Action : startswith(action, "secretsmanager:")])]) == 0
    error_message = "A running task may read secrets."
  }
  assert {
    condition     = one([for s in output.policies.execution : s.Resource if contains(s.Action, "ecr:BatchGetImage")]) == ["arn:aws:ecr:ap-northeast-2:111122223333:repository/gavel/gateway", "arn:aws:ecr:ap-northeast-2:111122223333:repository/gavel/collector"]
    error_message = "Images of other repositories may be pulled, or ours may not."
  }
  assert {
    condition     = strcontains(aws_iam_role.task.assume_role_policy, "aws:SourceAccount") && strcontains(aws_iam_role.execution.assume_role_policy, "aws:SourceAccount")
    error_message = "Another account's tasks could take the role."
  }
}

run "spans" {
  module {
    source = "./modules/service"
  }
  variables {
    collector = {
      image         = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/collector@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
      config        = "{}"
      workspace_arn = "arn:aws:aps:ap-northeast-2:111122223333:workspace/ws-1"
      traces        = true
    }
  }
  assert {
    condition     = join(",", [for action in flatten([for s in output.policies.task : s.Action]) : action if startswith(action, "xray:")]) == "xray:PutTraceSegments"
    error_message = "A task may do more in X-Ray than write spans, or cannot write them."
  }
  assert {
    condition     = alltrue([for s in concat(output.policies.execution, output.policies.task) : !contains(s.Resource, "*") || contains(["ecr:GetAuthorizationToken", "xray:PutTraceSegments"], join(",", s.Action))])
    error_message = "A role has rights on everything."
  }
  assert {
    condition     = length(output.containers) == 2 && !output.containers[1].essential
    error_message = "Traces are a second collector, or could take the service down."
  }
}

run "scaling" {
  module {
    source = "./modules/service"
  }
  assert {
    condition     = aws_appautoscaling_policy.track[0].target_tracking_scaling_policy_configuration[0].scale_in_cooldown >= 600 && aws_appautoscaling_policy.track[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metric_name == "gavel_connections"
    error_message = "Gateways do not follow their sockets, or are taken away in a hurry."
  }
  assert {
    condition     = alltrue([for step in aws_appautoscaling_policy.more[0].step_scaling_policy_configuration[0].step_adjustment : step.scaling_adjustment > 0]) && aws_cloudwatch_metric_alarm.behind[0].alarm_actions == toset([aws_appautoscaling_policy.more[0].arn])
    error_message = "Falling behind does not add tasks."
  }
}

run "without_a_collector" {
  module {
    source = "./modules/service"
  }
  variables {
    collector = null
    rights    = []
    target    = null
    secrets   = {}
  }
  assert {
    condition     = output.containers[0].memory == var.size.memory_mib && output.containers[0].cpu == var.size.cpu
    error_message = "Something is kept back for a collector that is not there."
  }
  assert {
    condition     = length(output.containers) == 1 && length(output.policies.task) == 0 && length(aws_appautoscaling_policy.track) == 0 && length(aws_appautoscaling_policy.more) == 0 && length(aws_cloudwatch_metric_alarm.behind) == 0
    error_message = "Scaling waits for a metric that nobody sends."
  }
}

run "tags_are_not_images" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    image = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway:latest"
  }
  expect_failures = [var.image]
}

run "collector_by_tag_is_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    collector = { image = "collector:latest", config = "{}", workspace_arn = "arn" }
  }
  expect_failures = [var.collector]
}

run "drain_longer_than_the_kill_is_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    drain = { seconds = 111, stop_seconds = 120 }
  }
  expect_failures = [var.drain]
}

run "kill_after_fargates_limit_is_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    drain = { seconds = 90, stop_seconds = 121 }
  }
  expect_failures = [var.drain]
}

run "rights_on_everything_are_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    rights = [{ actions = ["kafka-cluster:Connect"], resources = ["*"] }]
  }
  expect_failures = [var.rights]
}

run "every_action_is_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    rights = [{ actions = ["kafka-cluster:*"], resources = ["arn:aws:kafka:x"] }]
  }
  expect_failures = [var.rights]
}

run "sizes_unknown_to_fargate_are_refused" {
  command = plan
  module {
    source = "./modules/service"
  }
  variables {
    size = { cpu = 1024, memory_mib = 1536, open_files = 65536 }
  }
  expect_failures = [var.size]
}
