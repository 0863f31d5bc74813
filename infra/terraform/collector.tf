# The sidecar's configuration: reads the service's admin port; everything goes to Prometheus, the two metrics that scale go to CloudWatch too.
locals {
  scaling_metrics = { gateway = "gavel_connections", worker = "gavel_worker_lag_records" }

  collector = { for service, metric in local.scaling_metrics : service => {
    image         = coalesce(var.images.collector, "none")
    workspace_arn = module.alarms.workspace.arn
    config = jsonencode({
      extensions = {
        health_check = {}
        sigv4auth    = { region = var.region, service = "aps" }
      }
      receivers = {
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
      }
      processors = {
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
      exporters = {
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
      }
      service = {
        extensions = ["health_check", "sigv4auth"]
        pipelines = {
          "metrics/all"     = { receivers = ["prometheus"], processors = ["resourcedetection", "batch"], exporters = ["prometheusremotewrite"] }
          "metrics/scaling" = { receivers = ["prometheus"], processors = ["resourcedetection", "filter", "metricstransform"], exporters = ["awsemf"] }
        }
      }
    })
  } }
}
