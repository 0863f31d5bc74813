# Where images wait, once an account: made before everything else, shared by dev and prod, so that what was tested is what is deployed.
variable "region" {
  type    = string
  default = "ap-northeast-2"
}

locals {
  environment  = "shared"
  repositories = toset(["gavel/gateway", "gavel/worker", "gavel/collector"])
}

resource "aws_ecr_repository" "this" {
  for_each             = local.repositories
  name                 = each.key
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = local.repositories
  repository = aws_ecr_repository.this[each.key].name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "untagged layers of failed pushes"
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
      action       = { type = "expire" }
    }]
  })
}

output "repositories" {
  description = "Where to push, by name."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}
