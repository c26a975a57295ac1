# The addresses that Social+ sends webhooks from, valid since 2025-06-09.
# Source: https://docs.social.plus/developers/beta-features/webhook-events
# Written by FirewallTests from source-addresses.properties: see the README in deploy/firewall.

locals {
  social_plus = {
    # Singapore
    sg = [
      "52.77.130.167/32",
      "54.251.77.74/32",
      "54.255.59.189/32",
      "18.142.212.217/32"
    ]
    # Europe (Frankfurt)
    eu = [
      "3.127.106.141/32",
      "3.65.238.41/32",
      "3.65.52.7/32",
      "3.77.135.138/32"
    ]
    # United States (N. Virginia)
    us = [
      "52.70.191.115/32",
      "100.24.154.219/32",
      "52.44.28.213/32",
      "52.72.76.90/32"
    ]
  }
}
