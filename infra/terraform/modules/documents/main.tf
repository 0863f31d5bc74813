# What people read and search: users, items, rooms, bids. All but users and items can be made again from the log.
locals {
  here = var.atlas_endpoint_service == null ? 1 : 0
}

resource "aws_docdb_subnet_group" "this" {
  count      = local.here
  name       = var.prefix
  subnet_ids = var.subnets
}

resource "aws_docdb_cluster_parameter_group" "this" {
  count       = local.here
  name_prefix = "${var.prefix}-"
  family      = "docdb5.0"
  parameter {
    name  = "tls"
    value = "enabled"
  }
  parameter {
    name  = "audit_logs"
    value = "ddl"
  }
  parameter {
    name  = "profiler"
    value = "enabled"
  }
  parameter {
    name  = "profiler_threshold_ms"
    value = "100"
  }
  lifecycle {
    create_before_destroy = true
  }
}

# Named as DocumentDB names them, and made first: the log groups that AWS makes by itself keep everything for ever, without our key.
resource "aws_cloudwatch_log_group" "this" {
  for_each          = local.here == 1 ? toset(["audit", "profiler"]) : toset([])
  name              = "/aws/docdb/${var.prefix}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_docdb_cluster" "this" {
  count                           = local.here
  cluster_identifier              = var.prefix
  engine_version                  = "5.0.0"
  port                            = 27017
  master_username                 = "gavel_root"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_docdb_subnet_group.this[0].name
  db_cluster_parameter_group_name = aws_docdb_cluster_parameter_group.this[0].name
  vpc_security_group_ids          = [var.security_group]
  storage_encrypted               = true
  kms_key_id                      = var.kms_key_arn
  backup_retention_period         = var.backup_days
  deletion_protection             = true
  skip_final_snapshot             = false
  final_snapshot_identifier       = "${var.prefix}-final"
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
  depends_on                      = [aws_cloudwatch_log_group.this]
}

resource "aws_docdb_cluster_instance" "this" {
  count                      = local.here * var.instances
  identifier                 = "${var.prefix}-${count.index}"
  cluster_identifier         = aws_docdb_cluster.this[0].id
  instance_class             = var.instance
  auto_minor_version_upgrade = true
}

resource "aws_vpc_endpoint" "atlas" {
  count              = 1 - local.here
  vpc_id             = var.vpc_id
  service_name       = var.atlas_endpoint_service
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.subnets
  security_group_ids = [var.security_group]
  tags               = { Name = "${var.prefix}-atlas" }
}

# The services sign in with one address, kept as one secret. The operator writes it once, with a user that may touch one database only
# (infra/README.md, Deploy): Terraform never sees it.
resource "aws_secretsmanager_secret" "uri" {
  name_prefix             = "${var.prefix}/documents-uri-"
  description             = "mongodb:// address, user and options included; retryWrites=false on DocumentDB"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}
