# The log that decides. Losing a record of it is losing a bid, so: three copies, two of them before an answer, no unclean leader.
resource "aws_msk_configuration" "this" {
  name              = "${var.prefix}-kafka"
  kafka_versions    = [var.kafka_version]
  server_properties = <<-EOT
    auto.create.topics.enable=false
    delete.topic.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    unclean.leader.election.enable=false
    offsets.retention.minutes=43200
    message.max.bytes=1048588
  EOT
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.prefix}/kafka"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_msk_cluster" "this" {
  cluster_name           = var.prefix
  kafka_version          = var.kafka_version
  number_of_broker_nodes = length(var.subnets) * var.brokers_per_zone
  enhanced_monitoring    = "PER_TOPIC_PER_PARTITION"
  storage_mode           = var.tiered ? "TIERED" : "LOCAL"

  broker_node_group_info {
    instance_type   = var.instance
    client_subnets  = var.subnets
    security_groups = [var.security_group]
    storage_info {
      ebs_storage_info {
        volume_size = var.disk_gib
      }
    }
    connectivity_info {
      public_access {
        type = "DISABLED"
      }
      # The audit stream reads through this private way; nothing else is offered on it.
      dynamic "vpc_connectivity" {
        for_each = length(var.readers) > 0 ? [1] : []
        content {
          client_authentication {
            sasl {
              iam = true
            }
          }
        }
      }
    }
  }

  client_authentication {
    unauthenticated = false
    sasl {
      iam   = true
      scram = false
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = var.kms_key_arn
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this.arn
    revision = aws_msk_configuration.this.latest_revision
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.this.name
      }
    }
  }

  lifecycle {
    # Storage grows by itself below; Terraform must not shrink it back.
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]
  }
}

resource "aws_msk_topic" "this" {
  for_each           = var.topics
  cluster_arn        = aws_msk_cluster.this.arn
  name               = each.key
  partition_count    = each.value.partitions
  replication_factor = 3
  configs = jsonencode(merge(
    { "min.insync.replicas" = "2", "unclean.leader.election.enable" = "false" },
    var.tiered ? { "remote.storage.enable" = "true", "local.retention.ms" = "604800000" } : {},
    each.value.configs,
  ))
}

resource "aws_msk_cluster_policy" "readers" {
  count       = length(var.readers) > 0 ? 1 : 0
  cluster_arn = aws_msk_cluster.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = tolist(var.readers) }
      Action    = "kafka:CreateVpcConnection"
      Resource  = aws_msk_cluster.this.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_appautoscaling_target" "disk" {
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.this.arn
  min_capacity       = 1
  max_capacity       = var.disk_max_gib
}

resource "aws_appautoscaling_policy" "disk" {
  name               = "${var.prefix}-kafka-disk"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.disk.service_namespace
  scalable_dimension = aws_appautoscaling_target.disk.scalable_dimension
  resource_id        = aws_appautoscaling_target.disk.resource_id
  target_tracking_scaling_policy_configuration {
    target_value     = 60
    disable_scale_in = true
    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}
