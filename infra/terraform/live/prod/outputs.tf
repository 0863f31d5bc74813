output "gavel" {
  description = "What an operator needs; explained in ../../outputs.tf."
  value = {
    url               = module.gavel.url
    balancer_dns_name = module.gavel.balancer_dns_name
    documents         = module.gavel.documents
    kafka             = module.gavel.kafka
    cache             = module.gavel.cache
    services          = module.gavel.services
    audit_bucket      = module.gavel.audit_bucket
    edge_log_bucket   = module.gavel.edge_log_bucket
    alarms            = module.gavel.alarms
  }
}
