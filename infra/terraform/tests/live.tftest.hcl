mock_provider "aws" {
  source = "./tests/mocks"
}
variables {
  edge   = { certificate_arn = "arn:aws:acm:ap-northeast-2:111122223333:certificate/x" }
  tokens = { jwks = "https://login.example.com/keys" }
  images = {
    gateway = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    worker  = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/worker@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
  }
  cache_password   = "not-a-real-password-0"
  alert_rules_file = "tests/rules.yaml"
}
run "dev" {
  module { source = "./live/dev" }
}
