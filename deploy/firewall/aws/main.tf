# A security group that lets nobody but Social+ reach the webhooks. Attach it to the load balancer, or to whatever else
# takes the requests of the internet; what stands behind it should let in the load balancer only.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "vpc_id" {
  description = "The VPC that the load balancer is in."
  type        = string
}

variable "regions" {
  description = "The regions that your network in Social+ is in: sg, eu or us."
  type        = set(string)

  validation {
    condition     = length(var.regions) > 0 && length(setsubtract(var.regions, ["sg", "eu", "us"])) == 0
    error_message = "Name at least one of sg, eu and us."
  }
}

variable "port" {
  description = "Where webhooks come in."
  type        = number
  default     = 443
}

variable "allow" {
  description = "Further ranges that may send, as CIDR blocks of IPv4."
  type        = set(string)
  default     = []
}

resource "aws_security_group" "social_plus" {
  name_prefix = "social-plus-webhooks-"
  description = "Webhooks of Social+"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "social_plus" {
  for_each = setunion(var.allow, [for region in var.regions : local.social_plus[region]]...)

  security_group_id = aws_security_group.social_plus.id
  description       = "Webhooks of Social+"
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.social_plus.id
  description       = "To what stands behind it"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

output "security_group_id" {
  description = "The group to attach."
  value       = aws_security_group.social_plus.id
}
