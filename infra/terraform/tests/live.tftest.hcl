# What stands in live/ is complete, and dev is prod with smaller parts.
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

run "registry" {
  module {
    source = "./live/registry"
  }
  assert {
    condition     = alltrue([for r in values(aws_ecr_repository.this) : r.image_tag_mutability == "IMMUTABLE" && r.image_scanning_configuration[0].scan_on_push && !r.force_delete])
    error_message = "An image could be replaced under its name, or is not scanned."
  }
}

run "dev" {
  module {
    source = "./live/dev"
  }
  assert {
    condition     = output.gavel.kafka.topics["auction.commands"].configs["message.timestamp.type"] == "LogAppendTime" && output.gavel.kafka.topics["auction.commands"].copies == 3
    error_message = "dev is judged by other clocks, or loses what prod keeps."
  }
  assert {
    condition     = output.gavel.services.gateway.tasks.min >= 2 && output.gavel.services.worker.tasks.min >= 2
    error_message = "dev cannot show what happens when one is lost."
  }
}

run "prod" {
  module {
    source = "./live/prod"
  }
  variables {
    # Its traces go through the collector.
    images = {
      gateway   = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      worker    = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/worker@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      collector = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/collector@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
    }
  }
  assert {
    condition     = output.gavel.kafka.topics["auction.commands"].partitions == 48 && output.gavel.services.worker.tasks.max <= 48
    error_message = "The number of partitions of the live log never changes."
  }
  assert {
    condition     = output.gavel.services.gateway.tasks.min >= 3 && output.gavel.services.worker.tasks.min >= 3
    error_message = "Not one task a zone."
  }
}
