# The one public thing.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  prefix          = "gavel-test"
  vpc_id          = "vpc-1"
  subnets         = ["subnet-a", "subnet-b", "subnet-c"]
  security_group  = "sg-1"
  certificate_arn = "arn:aws:acm:ap-northeast-2:111122223333:certificate/x"
  web_acl_arn     = null
  domain          = null
  ports           = { public = 3000, admin = 9000 }
  idle_seconds    = 120
  account         = "111122223333"
  log_days        = 30
}

run "edge" {
  module {
    source = "./modules/edge"
  }
  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && strcontains(aws_lb_listener.https.ssl_policy, "TLS13") && aws_lb_listener.https.port == 443
    error_message = "Browsers do not get TLS 1.3."
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
    error_message = "Plain HTTP is answered."
  }
  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "strictest" && aws_lb.this.enable_deletion_protection
    error_message = "Odd requests reach the gateways, or one command removes the way in."
  }
  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.connection_logs[0].enabled
    error_message = "Nobody would know who came."
  }
  assert {
    condition     = aws_lb_target_group.gateway.health_check[0].port == "9000" && aws_lb_target_group.gateway.health_check[0].path == "/observe/health/ready"
    error_message = "A draining gateway would still get sockets."
  }
  assert {
    condition     = aws_lb_target_group.gateway.load_balancing_algorithm_type == "least_outstanding_requests" && aws_lb_target_group.gateway.slow_start == null && aws_lb_target_group.gateway.stickiness[0].enabled && tonumber(aws_lb_target_group.gateway.deregistration_delay) <= 30
    error_message = "Sockets are spread unevenly, polling loses its gateway, or a deploy waits for nothing."
  }
  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.logs.block_public_acls, aws_s3_bucket_public_access_block.logs.block_public_policy, aws_s3_bucket_public_access_block.logs.ignore_public_acls, aws_s3_bucket_public_access_block.logs.restrict_public_buckets])
    error_message = "The logs could become public."
  }
  assert {
    condition     = alltrue([for s in jsondecode(aws_s3_bucket_policy.logs.policy).Statement : s.Effect == "Deny" || try(s.Condition.StringEquals["aws:SourceAccount"], "") == "111122223333"])
    error_message = "Another account's balancer could write here."
  }
  assert {
    condition     = length(aws_wafv2_web_acl_association.this) == 0 && length(aws_route53_record.this) == 0
    error_message = "Something was made that was not asked for."
  }
}

run "with_a_name_and_a_waf" {
  module {
    source = "./modules/edge"
  }
  variables {
    web_acl_arn = "arn:aws:wafv2:ap-northeast-2:111122223333:regional/webacl/x"
    domain      = { name = "bids.example.com", zone_id = "Z1" }
  }
  assert {
    condition     = aws_wafv2_web_acl_association.this[0].resource_arn == aws_lb.this.arn && output.url == "https://bids.example.com" && aws_route53_record.this[0].alias[0].evaluate_target_health
    error_message = "The WAF does not stand in front of the balancer, or the name does not lead to it."
  }
}

run "idle_time_shorter_than_two_pings_is_refused" {
  command = plan
  module {
    source = "./modules/edge"
  }
  variables {
    idle_seconds = 50
  }
  expect_failures = [var.idle_seconds]
}
