# What the engines below the services say. What the services themselves say is in infra/prometheus and loaded in prometheus.tf.
locals {
  kafka   = { "Cluster Name" = var.kafka.cluster }
  brokers = [for id in range(1, var.kafka.brokers + 1) : tostring(id)]

  fixed = {
    kafka-offline = {
      about      = "Partitions without a leader: their rooms stand still."
      namespace  = "AWS/Kafka", metric = "OfflinePartitionsCount", statistic = "Maximum", over = 0, minutes = 2
      dimensions = local.kafka, missing = "missing"
    }
    kafka-lag = {
      about      = "Bids wait: the workers fall behind."
      namespace  = "AWS/Kafka", metric = "SumOffsetLag", statistic = "Maximum", over = 1000, minutes = 3
      dimensions = merge(local.kafka, { "Consumer Group" = var.kafka.group, Topic = var.kafka.topic })
      # Told only while the group is stable or empty: silence is no sign.
      missing = "ignore"
    }
    edge-errors = {
      about      = "Gateways answer 5xx."
      namespace  = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", statistic = "Sum", over = 20, minutes = 5
      dimensions = var.edge, missing = "notBreaching"
    }
    edge-refused = {
      about      = "The load balancer itself answers 5xx: no gateway took the request."
      namespace  = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", statistic = "Sum", over = 20, minutes = 5
      dimensions = { LoadBalancer = var.edge.LoadBalancer }, missing = "notBreaching"
    }
    edge-unhealthy = {
      about      = "A gateway is not ready."
      namespace  = "AWS/ApplicationELB", metric = "UnHealthyHostCount", statistic = "Maximum", over = 0, minutes = 5
      dimensions = var.edge, missing = "ignore"
    }
  }

  disks = { for broker in local.brokers : "kafka-disk-${broker}" => {
    about      = "A broker's disk is four fifths full although it grows by itself: raise its limit."
    namespace  = "AWS/Kafka", metric = "KafkaDataLogsDiskUsed", statistic = "Maximum", over = 80, minutes = 10
    dimensions = merge(local.kafka, { "Broker ID" = broker }), missing = "missing"
  } }

  copies = { for broker in local.brokers : "kafka-copies-${broker}" => {
    about      = "Records with fewer copies than wanted for a while: one more loss and bids are refused."
    namespace  = "AWS/Kafka", metric = "UnderReplicatedPartitions", statistic = "Maximum", over = 0, minutes = 10
    dimensions = merge(local.kafka, { "Broker ID" = broker }), missing = "missing"
  } }

  cache = merge([for node in var.cache_nodes : {
    "cache-cpu-${node}" = {
      about      = "A shard's engine thread is nearly full: add shards."
      namespace  = "AWS/ElastiCache", metric = "EngineCPUUtilization", statistic = "Average", over = 80, minutes = 5
      dimensions = { CacheClusterId = node }, missing = "ignore"
    }
    "cache-full-${node}" = {
      about      = "A shard drops keys before their time: a larger node, or more shards."
      namespace  = "AWS/ElastiCache", metric = "Evictions", statistic = "Sum", over = 0, minutes = 15
      dimensions = { CacheClusterId = node }, missing = "ignore"
    }
  }]...)

  documents = var.documents == null ? {} : {
    documents-cpu = {
      about      = "DocumentDB is nearly full: decisions wait for it."
      namespace  = "AWS/DocDB", metric = "CPUUtilization", statistic = "Average", over = 80, minutes = 10
      dimensions = { DBClusterIdentifier = var.documents }, missing = "missing"
    }
    documents-slow = {
      about      = "Writes take long: every answer waits for one (seconds)."
      namespace  = "AWS/DocDB", metric = "WriteLatency", statistic = "Average", over = 0.05, minutes = 10
      dimensions = { DBClusterIdentifier = var.documents }, missing = "ignore"
    }
  }

  audit = { for topic, stream in var.audit_streams : "audit-late-${topic}" => {
    about      = "The audit copy is more than an hour behind."
    namespace  = "AWS/Firehose", metric = "DeliveryToS3.DataFreshness", statistic = "Maximum", over = 3600, minutes = 15
    dimensions = { DeliveryStreamName = stream }, missing = "ignore"
  } }

  above = merge(local.fixed, local.disks, local.copies, local.cache, local.documents, local.audit)
}

resource "aws_cloudwatch_metric_alarm" "above" {
  for_each            = local.above
  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = each.value.about
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = each.value.minutes
  datapoints_to_alarm = each.value.minutes
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.over
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_metric_alarm" "tasks" {
  for_each            = var.services.fewest
  alarm_name          = "${var.prefix}-tasks-${each.key}"
  alarm_description   = "Fewer tasks of ${each.key} run than are wanted."
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  dimensions          = { ClusterName = var.services.cluster, ServiceName = each.key }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "LessThanThreshold"
  threshold           = each.value
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

resource "aws_budgets_budget" "this" {
  count        = var.monthly_budget_usd > 0 ? 1 : 0
  name         = var.prefix
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  dynamic "notification" {
    for_each = length(var.emails) > 0 ? ["ACTUAL", "FORECASTED"] : []
    content {
      notification_type          = notification.value
      comparison_operator        = "GREATER_THAN"
      threshold                  = 90
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.emails
    }
  }
}
