# Kafka to S3 by a managed stream: nothing of ours runs in between.
locals {
  streams = { for topic in keys(var.topics) : topic => replace(topic, ".", "-") }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.prefix}/audit"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_cloudwatch_log_stream" "this" {
  for_each       = local.streams
  name           = each.value
  log_group_name = aws_cloudwatch_log_group.this.name
}

resource "aws_iam_role" "this" {
  name_prefix = "${var.prefix}-audit-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "firehose.amazonaws.com" }
      Condition = { StringEquals = { "sts:ExternalId" = var.account } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name_prefix = "copy-"
  role        = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["kafka:GetBootstrapBrokers", "kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka-cluster:Connect"], Resource = [var.cluster_arn] },
      { Effect = "Allow", Action = ["kafka-cluster:DescribeTopic", "kafka-cluster:DescribeTopicDynamicConfiguration", "kafka-cluster:ReadData"], Resource = sort(values(var.topics)) },
      # Firehose names its consumer groups itself.
      { Effect = "Allow", Action = ["kafka-cluster:DescribeGroup"], Resource = ["${var.group_arn}/*"] },
      { Effect = "Allow", Action = ["s3:AbortMultipartUpload", "s3:PutObject"], Resource = ["${aws_s3_bucket.this.arn}/*"] },
      { Effect = "Allow", Action = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], Resource = [aws_s3_bucket.this.arn] },
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [var.kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } }
      },
      { Effect = "Allow", Action = ["logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] },
    ]
  })
}

resource "aws_kinesis_firehose_delivery_stream" "this" {
  for_each    = local.streams
  name        = "${var.prefix}-${each.value}"
  destination = "extended_s3"
  msk_source_configuration {
    msk_cluster_arn = var.cluster_arn
    topic_name      = each.key
    # From the first record on, also when the stream is made later than the topic.
    read_from_timestamp = "1970-01-01T00:00:00Z"
    authentication_configuration {
      connectivity = "PRIVATE"
      role_arn     = aws_iam_role.this.arn
    }
  }
  extended_s3_configuration {
    role_arn            = aws_iam_role.this.arn
    bucket_arn          = aws_s3_bucket.this.arn
    kms_key_arn         = var.kms_key_arn
    prefix              = "${each.key}/!{timestamp:yyyy/MM/dd/HH}/"
    error_output_prefix = "errors/${each.key}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/"
    buffering_interval  = 300
    buffering_size      = 64
    compression_format  = "GZIP"
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.this.name
      log_stream_name = aws_cloudwatch_log_stream.this[each.key].name
    }
    # Records are written one after the other: a line each, else they cannot be told apart.
    processing_configuration {
      enabled = true
      processors {
        type = "AppendDelimiterToRecord"
        parameters {
          parameter_name  = "Delimiter"
          parameter_value = "\\n"
        }
      }
    }
  }
}
