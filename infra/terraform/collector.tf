# The sidecar's configuration: reads the service's admin port; everything goes to Prometheus, the two metrics that scale go to CloudWatch too.
# With a trace_ratio it takes the service's spans and hands them to X-Ray.
locals {
  scaling_metrics = { gateway = "gavel_connections", worker = "gavel_worker_lag_records" }

  # Spans come from the same task alone, and are sampled already.
  traced = { for part, content in {
    receivers = { otlp = { protocols = { http = { endpoint = "127.0.0.1:${local.ports.otlp}" } } } }
    exporters = { awsxray = { region = var.region } }
    pipelines = { traces = { receivers = ["otlp"], processors = ["memory_limiter", "resourcedetection", "batch"], exporters = ["awsxray"] } }
  } : part => { for name, what in content : name => what if var.trace_ratio != null } }

  collector = { for service, metric in local.scaling_metrics : service => {
    image         = coalesce(var.images.collector, "none")
    workspace_arn = module.alarms.workspace.arn
    traces        = var.trace_ratio != null
    config = jsonencode({
      extensions = {
        health_check = {}
        sigv4auth    = { region = var.region, service = "aps" }
      }
      receivers = merge(local.traced.receivers, {
        prometheus = {
          config = {
            global = { scrape_interval = "15s", scrape_timeout = "5s" }
            scrape_configs = [{
              job_name       = service
              metrics_path   = "/observe/metrics"
              static_configs = [{ targets = ["127.0.0.1:${local.ports.admin}"], labels = { service = service } }]
            }]
          }
        }
      })
      processors = {
        # Below what the container may take: it refuses before it is killed.
        memory_limiter    = { check_interval = "1s", limit_mib = 200, spike_limit_mib = 50 }
        resourcedetection = { detectors = ["env", "ecs"], timeout = "2s" }
        batch             = { timeout = "15s" }
        filter            = { metrics = { include = { match_type = "strict", metric_names = [metric] } } }
        # One number a task: the transports (or partitions) are added up.
        metricstransform = { transforms = [{
          include    = metric
          action     = "update"
          operations = [{ action = "aggregate_labels", label_set = ["service"], aggregation_type = "sum" }]
        }] }
      }
      exporters = merge(local.traced.exporters, {
        prometheusremotewrite = {
          endpoint                         = "${module.alarms.workspace.endpoint}api/v1/remote_write"
          auth                             = { authenticator = "sigv4auth" }
          resource_to_telemetry_conversion = { enabled = true }
        }
        awsemf = {
          region                  = var.region
          namespace               = local.prefix
          log_group_name          = "/${local.prefix}/${service}"
          log_stream_name         = "metrics-{TaskId}"
          dimension_rollup_option = "NoDimensionRollup"
          metric_declarations     = [{ dimensions = [["service"]], metric_name_selectors = ["^${metric}$"] }]
        }
      })
      service = {
        extensions = ["health_check", "sigv4auth"]
        pipelines = merge(local.traced.pipelines, {
          "metrics/all"     = { receivers = ["prometheus"], processors = ["memory_limiter", "resourcedetection", "batch"], exporters = ["prometheusremotewrite"] }
          "metrics/scaling" = { receivers = ["prometheus"], processors = ["memory_limiter", "resourcedetection", "filter", "metricstransform"], exporters = ["awsemf"] }
        })
      }
    })
  } }
}
