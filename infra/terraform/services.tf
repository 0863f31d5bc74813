# Both services: their settings, their rights in Kafka, and what scales them.
resource "aws_ecs_cluster" "this" {
  name = local.prefix
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

locals {
  kafka_cluster = [module.kafka.cluster.arn]
  kafka_topic   = { for role, topic in local.topics : role => [module.kafka.topic_arns[topic]] }

  # Clients of Kafka 3 and later write idempotently unless told otherwise; that is a right of its own.
  connect = { actions = ["kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"], resources = local.kafka_cluster }

  rights = {
    gateway = [
      local.connect,
      { actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"], resources = local.kafka_topic.commands },
      # Followed while the cache is away.
      { actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], resources = local.kafka_topic.results },
    ]
    worker = [
      local.connect,
      # Reads what is to be decided; writes the ticks and due closes of rooms.
      { actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:WriteData"], resources = local.kafka_topic.commands },
      { actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"], resources = concat(local.kafka_topic.results, local.kafka_topic.unreadable) },
      { actions = ["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"], resources = ["${module.kafka.group_arn}/${local.group}"] },
    ]
  }

  token_settings = { for key, value in {
    TOKEN_JWKS     = var.tokens.jwks
    TOKEN_ISSUER   = var.tokens.issuer
    TOKEN_AUDIENCE = var.tokens.audience
  } : key => value if value != null && value != "" }

  # The collector stands beside each service in its task. Where it is away, spans are dropped and bids go on.
  trace_settings = var.trace_ratio == null ? {} : { OTLP_ENDPOINT = "http://127.0.0.1:${local.ports.otlp}", OTLP_RATIO = tostring(var.trace_ratio) }

  settings = {
    gateway = merge(local.token_settings, local.trace_settings, {
      GATEWAY_PORT           = tostring(local.ports.public)
      GATEWAY_ADMIN_PORT     = tostring(local.ports.admin)
      GATEWAY_COOKIES_SECURE = "true"
      GATEWAY_ORIGINS        = join(",", var.origins)
      # The load balancer's addresses: it appends the client's to X-Forwarded-For.
      GATEWAY_PROXIES = var.cidr
      KAFKA_BOOTSTRAP = local.brokers
    })
    worker = merge(local.trace_settings, {
      KAFKA_BOOTSTRAP = local.brokers
      WORKER_GROUP    = local.group
    })
  }

  secrets = {
    gateway = merge(local.store_secrets, var.tokens.secret_arn == null ? {} : { TOKEN_SECRET = var.tokens.secret_arn })
    worker  = local.store_secrets
  }

  # The scheme says: TLS, and the task's own role.
  brokers       = "msk-iam://${module.kafka.bootstrap}"
  store_secrets = { REDIS_URI = module.cache.uri_secret_arn, MONGO_URI = module.documents.uri_secret_arn }
}

module "gateway" {
  source         = "./modules/service"
  prefix         = local.prefix
  name           = "gateway"
  region         = var.region
  account        = local.account
  cluster        = { id = aws_ecs_cluster.this.id, name = aws_ecs_cluster.this.name }
  image          = var.images.gateway
  architecture   = var.architecture
  size           = { cpu = var.sizes.gateway.cpu, memory_mib = var.sizes.gateway.memory_mib, open_files = 65536 }
  ports          = { public = local.ports.public, admin = local.ports.admin }
  environment    = local.settings.gateway
  secrets        = local.secrets.gateway
  rights         = local.rights.gateway
  subnets        = module.network.subnets.app
  security_group = module.network.groups["gateway"]
  target         = { group_arn = module.edge.target_group_arn, port = "public" }
  drain          = var.drain
  count_range    = { min = var.sizes.gateway_min, max = var.sizes.gateway_max }
  track          = { metric = "gavel_connections", target = var.sizes.sockets_a_gateway }
  steps          = null
  collector      = one([for collector in [local.collector.gateway] : collector if var.images.collector != null])
  kms_key_arn    = aws_kms_key.this.arn
  log_days       = var.log_days
}

module "worker" {
  source         = "./modules/service"
  prefix         = local.prefix
  name           = "worker"
  region         = var.region
  account        = local.account
  cluster        = { id = aws_ecs_cluster.this.id, name = aws_ecs_cluster.this.name }
  image          = var.images.worker
  architecture   = var.architecture
  size           = { cpu = var.sizes.worker.cpu, memory_mib = var.sizes.worker.memory_mib, open_files = 65536 }
  ports          = { admin = local.ports.admin }
  environment    = local.settings.worker
  secrets        = local.secrets.worker
  rights         = local.rights.worker
  subnets        = module.network.subnets.app
  security_group = module.network.groups["worker"]
  target         = null
  drain          = { seconds = 20, stop_seconds = 60 }
  count_range    = { min = var.sizes.worker_min, max = var.sizes.worker_max }
  track          = null
  steps          = { metric = "gavel_worker_lag_records", threshold = 500 }
  collector      = one([for collector in [local.collector.worker] : collector if var.images.collector != null])
  kms_key_arn    = aws_kms_key.this.arn
  log_days       = var.log_days
}
