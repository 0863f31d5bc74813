# One of our services as ECS tasks on Fargate: no machine to patch, no way in.
locals {
  full      = "${var.prefix}-${var.name}"
  namespace = var.prefix

  logging = {
    for stream in ["service", "collector"] : stream => {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = var.region
        awslogs-stream-prefix = stream
        # A slow log must not slow a bid: what does not fit is dropped.
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }

  hardened = {
    essential              = true
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters        = { initProcessEnabled = false, capabilities = { drop = ["ALL"] } }
  }

  # The task's size is what both may take together: a JVM that saw all of it would grow into what the collector has.
  watching = { cpu = 64, memory_mib = 256 }
  own = {
    cpu        = var.size.cpu - (var.collector == null ? 0 : local.watching.cpu)
    memory_mib = var.size.memory_mib - (var.collector == null ? 0 : local.watching.memory_mib)
  }

  service = merge(local.hardened, {
    name         = var.name
    cpu          = local.own.cpu
    memory       = local.own.memory_mib
    image        = var.image
    user         = "10001:10001"
    stopTimeout  = var.drain.stop_seconds
    ulimits      = [{ name = "nofile", softLimit = var.size.open_files, hardLimit = var.size.open_files }]
    portMappings = [for port, number in var.ports : { name = port, containerPort = number, hostPort = number, protocol = "tcp" }]
    environment  = [for key in sort(keys(var.environment)) : { name = key, value = var.environment[key] }]
    secrets      = [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }]
    mountPoints  = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
    healthCheck = {
      command     = ["CMD", "healthcheck", "live"]
      interval    = 10
      timeout     = 3
      retries     = 3
      startPeriod = 60
    }
    logConfiguration = local.logging.service
  })

  collector = var.collector == null ? [] : [merge(local.hardened, {
    name = "collector"
    # Watching must never take the service down with it.
    essential        = false
    restartPolicy    = { enabled = true, restartAttemptPeriod = 60 }
    image            = var.collector.image
    user             = "10001:10001"
    cpu              = local.watching.cpu
    memory           = local.watching.memory_mib
    environment      = [{ name = "AOT_CONFIG_CONTENT", value = var.collector.config }]
    dependsOn        = [{ containerName = var.name, condition = "START" }]
    logConfiguration = local.logging.collector
  })]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.prefix}/${var.name}"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.size.cpu)
  memory                   = tostring(var.size.memory_mib)
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }
  # The root file system is read-only; a JVM wants a place for its own files.
  volume {
    name = "tmp"
  }
  container_definitions = jsonencode(concat([local.service], local.collector))
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = var.cluster.id
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.count_range.min
  launch_type                        = "FARGATE"
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 150
  health_check_grace_period_seconds  = var.target == null ? null : 90
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = false
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration {
    subnets          = var.subnets
    security_groups  = [var.security_group]
    assign_public_ip = false
  }
  dynamic "load_balancer" {
    for_each = var.target == null ? [] : [var.target]
    content {
      target_group_arn = load_balancer.value.group_arn
      container_name   = var.name
      container_port   = var.ports[load_balancer.value.port]
    }
  }
  lifecycle {
    # The scaling policies own it.
    ignore_changes = [desired_count]
  }
}
