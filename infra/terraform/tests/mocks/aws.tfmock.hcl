mock_data "aws_availability_zones" {
  defaults = { names = ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"] }
}
mock_data "aws_caller_identity" {
  defaults = { account_id = "111122223333" }
}
mock_resource "aws_msk_cluster" {
  defaults = { arn = "arn:aws:kafka:ap-northeast-2:111122223333:cluster/gavel-prod/0f0f-1" }
}
mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:ap-northeast-2:111122223333:key/k" }
}
