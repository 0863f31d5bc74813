output "bucket" {
  value = aws_s3_bucket.this.id
}

output "streams" {
  description = "Delivery streams by topic, for alarms."
  value       = { for topic, stream in aws_kinesis_firehose_delivery_stream.this : topic => stream.name }
}
