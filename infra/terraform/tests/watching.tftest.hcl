# The audit copy cannot be changed, and whatever goes wrong is told to somebody.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  prefix             = "gavel-test"
  region             = "ap-northeast-2"
  account            = "111122223333"
  kms_key_arn        = "arn:aws:kms:ap-northeast-2:111122223333:key/k"
  log_days           = 30
  cluster_arn        = "arn:aws:kafka:ap-northeast-2:111122223333:cluster/gavel-test/0f0f-1"
  group_arn          = "arn:aws:kafka:ap-northeast-2:111122223333:group/gavel-test/0f0f-1"
  topics             = { "auction.commands" = "arn:aws:kafka:ap-northeast-2:111122223333:topic/gavel-test/0f0f-1/auction.commands" }
  lock               = { mode = "GOVERNANCE", days = 365 }
  archive_days       = 90
  emails             = ["ops@example.com"]
  kafka              = { cluster = "gavel-test", brokers = 6, group = "gavel-bid-service", topic = "auction.commands" }
  cache_nodes        = ["gavel-test-0001-001", "gavel-test-0001-002"]
  documents          = "gavel-test"
  edge               = { LoadBalancer = "app/x/1", TargetGroup = "targetgroup/x/1" }
  services           = { cluster = "gavel-test", fewest = { gateway = 3, worker = 2 } }
  audit_streams      = { "auction.commands" = "gavel-test-auction-commands" }
  monthly_budget_usd = 100
  rules              = "groups: [{name: a, rules: [{alert: A, expr: vector(1)}]}]"
}

run "audit" {
  module {
    source = "./modules/audit"
  }
  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && aws_s3_bucket_object_lock_configuration.this.rule[0].default_retention[0].days == 365
    error_message = "The copy can be deleted or overwritten."
  }
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && rule.apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn])
    error_message = "The copy rests in the clear."
  }
  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy, aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets]) && strcontains(aws_s3_bucket_policy.this.policy, "aws:SecureTransport")
    error_message = "The copy could become public, or be read without TLS."
  }
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : length(rule.expiration) == 0 && length(rule.noncurrent_version_expiration) == 0])
    error_message = "The copy is thrown away by itself."
  }
  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.this.policy).Statement : !contains(s.Resource, "*") && alltrue([for action in s.Action : !strcontains(action, "*") && !contains(["kafka-cluster:WriteData", "s3:DeleteObject", "s3:PutObjectRetention", "s3:BypassGovernanceRetention"], action)])])
    error_message = "The stream may write the log or loosen the lock."
  }
  assert {
    condition     = one(values(aws_kinesis_firehose_delivery_stream.this)).msk_source_configuration[0].authentication_configuration[0].connectivity == "PRIVATE" && one(values(aws_kinesis_firehose_delivery_stream.this)).msk_source_configuration[0].read_from_timestamp == "1970-01-01T00:00:00Z"
    error_message = "The copy does not begin at the first record, or travels outside."
  }
}

run "soft_lock_is_refused" {
  command = plan
  module {
    source = "./modules/audit"
  }
  variables {
    lock = { mode = "NONE", days = 1 }
  }
  expect_failures = [var.lock]
}

run "alarms" {
  module {
    source = "./modules/alarms"
  }
  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.above), values(aws_cloudwatch_metric_alarm.tasks)) : alarm.alarm_actions == toset([aws_sns_topic.this.arn]) && alarm.ok_actions == toset([aws_sns_topic.this.arn]) && length(alarm.alarm_description) >= 20 && contains(["missing", "ignore", "breaching", "notBreaching"], alarm.treat_missing_data)])
    error_message = "An alarm tells nobody, does not say what it means, or leaves silence open."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.above["kafka-lag"].treat_missing_data == "ignore"
    error_message = "The lag of a group that is being rebalanced would raise the alarm or clear it."
  }
  assert {
    condition     = alltrue([for broker in ["1", "6"] : contains(keys(aws_cloudwatch_metric_alarm.above), "kafka-disk-${broker}") && contains(keys(aws_cloudwatch_metric_alarm.above), "kafka-copies-${broker}")])
    error_message = "A broker is not watched."
  }
  assert {
    condition     = alltrue([for node in var.cache_nodes : contains(keys(aws_cloudwatch_metric_alarm.above), "cache-cpu-${node}")])
    error_message = "A cache node is not watched."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.tasks["gateway"].threshold == 3 && aws_cloudwatch_metric_alarm.tasks["worker"].treat_missing_data == "breaching"
    error_message = "No tasks at all would raise no alarm."
  }
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == var.kms_key_arn && aws_prometheus_workspace.this.kms_key_arn == var.kms_key_arn
    error_message = "Alarms or metrics rest in the clear."
  }
  assert {
    condition     = yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this.definition).alertmanager_config).receivers[0].sns_configs[0].topic_arn == aws_sns_topic.this.arn && length(aws_prometheus_rule_group_namespace.this) == 1
    error_message = "The services' own alerts are told to nobody."
  }
  assert {
    condition     = length(aws_budgets_budget.this) == 1
    error_message = "Nobody hears about the costs."
  }
}

run "alarms_with_atlas" {
  module {
    source = "./modules/alarms"
  }
  variables {
    documents          = null
    rules              = ""
    monthly_budget_usd = 0
  }
  assert {
    condition     = length([for name in keys(aws_cloudwatch_metric_alarm.above) : name if startswith(name, "documents-")]) == 0 && length(aws_prometheus_rule_group_namespace.this) == 0 && length(aws_budgets_budget.this) == 0
    error_message = "An alarm watches what is not there."
  }
}

run "broken_rules_are_refused" {
  command = plan
  module {
    source = "./modules/alarms"
  }
  variables {
    rules = "alerts: none"
  }
  expect_failures = [var.rules]
}
