# The parts put together: who may reach and do what, in the system as a whole.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment = "test"
  edge        = { certificate_arn = "arn:aws:acm:ap-northeast-2:111122223333:certificate/x" }
  tokens      = { jwks = "https://login.example.com/keys", issuer = "https://login.example.com", audience = "gavel" }
  images = {
    gateway   = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    worker    = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/worker@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    collector = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/collector@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
  }
  cache_password = "not-a-real-password-0"
}

run "flows" {
  assert {
    condition     = toset([for flow in values(local.flows) : flow.from if contains(["kafka", "cache", "documents"], flow.to)]) == toset(["gateway", "worker"])
    error_message = "Somebody else than gateway and worker reaches a store."
  }
  assert {
    condition     = toset([for flow in values(local.flows) : flow.to if flow.from == "alb"]) == toset(["gateway"]) && toset([for flow in values(local.flows) : flow.from if flow.to == "worker"]) == toset([])
    error_message = "The balancer reaches more than gateways, or somebody calls a worker."
  }
  assert {
    condition     = local.flows["gateway-to-gateway"].port == local.ports.admin
    error_message = "A poll that arrives at the wrong gateway cannot be passed on: /internal/socket.io is on the admin port."
  }
  assert {
    condition     = length([for flow in values(local.flows) : flow if contains(["kafka", "cache", "documents", "endpoints"], flow.from)]) == 0
    error_message = "A store opens connections."
  }
}

run "topics" {
  assert {
    condition     = output.kafka.topics["auction.commands"].configs["message.timestamp.type"] == "LogAppendTime"
    error_message = "The log is not stamped by the broker: a client could bid in the past."
  }
  assert {
    condition     = alltrue([for topic in values(output.kafka.topics) : topic.configs["retention.ms"] == "-1" && topic.configs["retention.bytes"] == "-1" && topic.configs["cleanup.policy"] == "delete" && topic.copies == 3])
    error_message = "A record of the log would be thrown away."
  }
  assert {
    condition     = output.kafka.topics["auction.commands"].partitions == output.kafka.topics["auction.results"].partitions
    error_message = "A room's commands and results would live in partitions of different numbers."
  }
  assert {
    condition     = output.kafka.topics["auction.commands"].partitions >= output.services.worker.tasks.max
    error_message = "Workers without a partition."
  }
}

run "rights" {
  assert {
    condition     = alltrue([for s in module.gateway.policies.task : !contains(s.Action, "kafka-cluster:ReadData") || alltrue([for r in s.Resource : endswith(r, "/auction.results")])])
    error_message = "A gateway may read other people's commands."
  }
  assert {
    condition     = alltrue([for s in module.gateway.policies.task : !contains(s.Action, "kafka-cluster:WriteData") || alltrue([for r in s.Resource : endswith(r, "/auction.commands")])])
    error_message = "A gateway may write results: it could decide."
  }
  assert {
    condition     = alltrue([for s in concat(module.gateway.policies.task, module.worker.policies.task) : alltrue([for action in s.Action : !strcontains(action, "Delete") && !strcontains(action, "CreateTopic") && !strcontains(action, "AlterTopic") && !strcontains(action, "AlterCluster")])])
    error_message = "A service may change or delete topics."
  }
  assert {
    condition     = anytrue([for s in module.worker.policies.task : contains(s.Action, "kafka-cluster:AlterGroup") && s.Resource == tolist(["arn:aws:kafka:ap-northeast-2:111122223333:group/gavel-prod/0f0f-1/gavel-bid-service"])])
    error_message = "A worker cannot join its group, or may join others."
  }
}

run "settings" {
  assert {
    condition     = alltrue([for name in ["KAFKA_BOOTSTRAP", "TOKEN_JWKS", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "GATEWAY_PORT", "GATEWAY_ADMIN_PORT"] : contains([for e in module.gateway.containers[0].environment : e.name], name)]) && toset([for e in module.gateway.containers[0].secrets : e.name]) == toset(["REDIS_URI", "MONGO_URI"])
    error_message = "A gateway is not told what it needs."
  }
  assert {
    condition     = alltrue([for c in concat(module.gateway.containers, module.worker.containers) : alltrue([for e in try(c.environment, []) : !strcontains(lower(e.name), "password") && !strcontains(lower(e.name), "secret") && !strcontains(e.value, "not-a-real-password-0")])])
    error_message = "A secret is given in the clear."
  }
  assert {
    condition     = module.gateway.containers[0].stopTimeout >= 90 + 10 && module.gateway.containers[0].stopTimeout <= 120
    error_message = "A gateway is killed before it let its sockets go."
  }
  assert {
    condition     = alltrue([for config in [module.gateway.containers[1].environment[0].value, module.worker.containers[1].environment[0].value] : alltrue([for name, pipeline in jsondecode(config).service.pipelines : alltrue([for part in pipeline.receivers : contains(keys(jsondecode(config).receivers), part)]) && alltrue([for part in pipeline.processors : contains(keys(jsondecode(config).processors), part)]) && alltrue([for part in pipeline.exporters : contains(keys(jsondecode(config).exporters), part)])])])
    error_message = "A collector's pipeline names a part that is not there."
  }
  assert {
    condition     = alltrue([for s in jsondecode(aws_kms_key.this.policy).Statement : s.Sid == "Owners" || can(s.Condition)])
    error_message = "The key may be used by services of other accounts."
  }
  assert {
    condition     = output.url != "" && output.audit_bucket != "" && length(output.alarms.names) > 10 && output.documents.uri_secret_arn != null
    error_message = "An operator would miss something."
  }
}

run "no_traces_unless_asked_for" {
  assert {
    condition     = alltrue([for c in [module.gateway.containers, module.worker.containers] : !contains([for e in c[0].environment : e.name], "OTLP_ENDPOINT") && !contains(keys(jsondecode(c[1].environment[0].value).service.pipelines), "traces")])
    error_message = "Spans are made that nobody asked for."
  }
  assert {
    condition     = length([for s in concat(module.gateway.policies.task, module.worker.policies.task) : s if anytrue([for action in s.Action : startswith(action, "xray:")])]) == 0
    error_message = "A task may write to X-Ray and has nothing to say there."
  }
}

run "traces" {
  variables {
    trace_ratio = 0.05
  }
  assert {
    condition     = alltrue([for c in [module.gateway.containers, module.worker.containers] : jsonencode({ for e in c[0].environment : e.name => e.value if startswith(e.name, "OTLP_") }) == jsonencode({ OTLP_ENDPOINT = "http://${jsondecode(c[1].environment[0].value).receivers.otlp.protocols.http.endpoint}", OTLP_RATIO = "0.05" })])
    error_message = "A service sends its spans elsewhere than its collector listens."
  }
  assert {
    condition     = alltrue([for config in [module.gateway.containers[1].environment[0].value, module.worker.containers[1].environment[0].value] : startswith(jsondecode(config).receivers.otlp.protocols.http.endpoint, "127.0.0.1:")])
    error_message = "Others than its own service could send spans to a collector."
  }
  assert {
    condition     = alltrue([for config in [module.gateway.containers[1].environment[0].value, module.worker.containers[1].environment[0].value] : alltrue([for name, pipeline in jsondecode(config).service.pipelines : pipeline.processors[0] == "memory_limiter" && alltrue([for part in pipeline.receivers : contains(keys(jsondecode(config).receivers), part)]) && alltrue([for part in pipeline.processors : contains(keys(jsondecode(config).processors), part)]) && alltrue([for part in pipeline.exporters : contains(keys(jsondecode(config).exporters), part)])]) && jsondecode(config).service.pipelines.traces.exporters == ["awsxray"]])
    error_message = "The pipeline of traces names a part that is not there, or has no limit."
  }
}

run "traces_without_a_collector_are_refused" {
  command = plan
  variables {
    trace_ratio = 0.05
    images = {
      gateway = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/gateway@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      worker  = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/gavel/worker@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    }
  }
  expect_failures = [var.trace_ratio]
}

run "a_share_above_one_is_refused" {
  command = plan
  variables {
    trace_ratio = 2
  }
  expect_failures = [var.trace_ratio]
}

run "shared_secret_instead_of_a_key_set" {
  variables {
    tokens = { secret_arn = "arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:token" }
  }
  assert {
    condition     = toset([for e in module.gateway.containers[0].secrets : e.name]) == toset(["REDIS_URI", "MONGO_URI", "TOKEN_SECRET"]) && !contains([for e in module.gateway.containers[0].environment : e.name], "TOKEN_JWKS")
    error_message = "The token's secret does not reach the gateway as a secret."
  }
}

run "atlas" {
  variables {
    atlas_endpoint_service = "com.amazonaws.vpce.ap-northeast-2.vpce-svc-0"
  }
  assert {
    condition     = local.flows["gateway-to-documents"].to_port == 65535 && output.documents.endpoint == null && length([for name in output.alarms.names : name if strcontains(name, "documents")]) == 0
    error_message = "Atlas' ports are shut, or DocumentDB is still there."
  }
}

run "two_sources_of_tokens_are_refused" {
  command = plan
  variables {
    tokens = { jwks = "https://login.example.com/keys", secret_arn = "arn" }
  }
  expect_failures = [var.tokens]
}

run "plain_http_keys_are_refused" {
  command = plan
  variables {
    tokens = { jwks = "http://login.example.com/keys" }
  }
  expect_failures = [var.tokens]
}

run "more_workers_than_partitions_are_refused" {
  command = plan
  variables {
    sizes = { partitions = 6, worker_max = 7 }
  }
  expect_failures = [var.sizes]
}

run "a_single_gateway_is_refused" {
  command = plan
  variables {
    sizes = { gateway_min = 1 }
  }
  expect_failures = [var.sizes]
}

run "short_passwords_are_refused" {
  command = plan
  variables {
    cache_password = "short"
  }
  expect_failures = [var.cache_password]
}

run "origins_are_https" {
  command = plan
  variables {
    origins = ["http://example.com"]
  }
  expect_failures = [var.origins]
}
