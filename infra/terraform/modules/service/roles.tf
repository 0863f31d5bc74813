# Two roles: execution is what ECS itself does to start a task, task is what the running program may do.
locals {
  assume = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
  images       = concat([var.image], var.collector == null ? [] : [var.collector.image])
  repositories = distinct([for image in local.images : "arn:aws:ecr:${split(".", image)[3]}:${split(".", image)[0]}:repository/${split("@", join("/", slice(split("/", image), 1, length(split("/", image)))))[0]}"])
  start = concat(
    [
      # ECR knows no narrower resource for this one action.
      { Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
      { Effect = "Allow", Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource = local.repositories },
      { Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] },
    ],
    [for statement in [
      { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = sort(values(var.secrets)) },
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [var.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } }
      },
    ] : statement if length(var.secrets) > 0],
  )
  run = concat(
    [for right in var.rights : { Effect = "Allow", Action = right.actions, Resource = right.resources }],
    [for statement in [
      { Effect = "Allow", Action = ["aps:RemoteWrite"], Resource = [try(var.collector.workspace_arn, "")] },
      { Effect = "Allow", Action = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] },
    ] : statement if var.collector != null],
    # X-Ray knows no resource for it. Sampling is decided at the gateway, so no rules are fetched.
    [for statement in [
      { Effect = "Allow", Action = ["xray:PutTraceSegments"], Resource = ["*"] },
    ] : statement if try(var.collector.traces, false)],
  )
}

resource "aws_iam_role" "execution" {
  name_prefix        = "${local.full}-exec-"
  assume_role_policy = local.assume
}

resource "aws_iam_role_policy" "execution" {
  name_prefix = "start-"
  role        = aws_iam_role.execution.name
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.start })
}

resource "aws_iam_role" "task" {
  name_prefix        = "${local.full}-task-"
  assume_role_policy = local.assume
}

resource "aws_iam_role_policy" "task" {
  count       = length(local.run) > 0 ? 1 : 0
  name_prefix = "run-"
  role        = aws_iam_role.task.name
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.run })
}
