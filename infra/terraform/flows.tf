# The whole network policy. Who is not here as `from` opens no connection; who is not here as `to` is reached by nobody.
locals {
  ports = {
    public    = 3000
    admin     = 9000
    kafka     = 9098
    cache     = 6379
    documents = 27017
    https     = 443
    # Within a task only: no flow names it.
    otlp = 4318
  }

  # Atlas gives each node of a cluster its own port behind one PrivateLink endpoint.
  documents_port = var.atlas_endpoint_service == null ? { port = local.ports.documents } : { port = 1024, to_port = 65535 }

  flows = {
    balancer-to-gateway = { from = "alb", to = "gateway", port = local.ports.public }
    balancer-to-health  = { from = "alb", to = "gateway", port = local.ports.admin }
    # A polling client may arrive anywhere; its session id names the gateway that holds it, which is asked on its admin port.
    gateway-to-gateway   = { from = "gateway", to = "gateway", port = local.ports.admin }
    gateway-to-kafka     = { from = "gateway", to = "kafka", port = local.ports.kafka }
    gateway-to-cache     = { from = "gateway", to = "cache", port = local.ports.cache }
    gateway-to-documents = merge({ from = "gateway", to = "documents" }, local.documents_port)
    gateway-to-aws       = { from = "gateway", to = "endpoints", port = local.ports.https }
    worker-to-kafka      = { from = "worker", to = "kafka", port = local.ports.kafka }
    worker-to-cache      = { from = "worker", to = "cache", port = local.ports.cache }
    worker-to-documents  = merge({ from = "worker", to = "documents" }, local.documents_port)
    worker-to-aws        = { from = "worker", to = "endpoints", port = local.ports.https }
  }
}
