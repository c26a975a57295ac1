package io.github.socialhook.source;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of {@code deploy/firewall} that hold addresses, as they have to be. */
final class FirewallFiles {

	private static final PublishedAddresses PUBLISHED = new PublishedAddresses();

	private static final String HEADER = """
			# The addresses that Social+ sends webhooks from, valid since %s.
			# Source: %s
			# Written by FirewallTests from source-addresses.properties: see the README in deploy/firewall."""
		.formatted(PUBLISHED.since(), PUBLISHED.source());

	private FirewallFiles() {
	}

	/** The texts by their names. */
	static Map<String, String> all() {
		return Map.of("nftables/socialhook.nft", nftables(), "aws/addresses.tf", terraform(),
				"kubernetes/networkpolicy.yaml", networkPolicy(), "kubernetes/ingress-nginx.yaml", ingressNginx(),
				"kubernetes/loadbalancer.yaml", loadBalancer(), "nginx/social-plus.conf", nginx(),
				"caddy/social-plus.caddy", caddy());
	}

	private static String nftables() {
		return """
				#!/usr/sbin/nft -f
				%s
				#
				# Lets nobody but Social+ reach the webhooks, and leaves everything else as it is. Load it with
				# "nft -f socialhook.nft" as often as you like; "nft delete table inet socialhook" takes it away.

				%s

				# Take out the regions that your network in Social+ is not in; add what else may send.
				define senders = { %s }

				# Where webhooks come in on this machine.
				define port = 443

				table inet socialhook {}
				delete table inet socialhook

				table inet socialhook {
					set senders {
						type ipv4_addr
						flags interval
						auto-merge
						elements = $senders
					}

					# What this machine serves itself.
					chain input {
						type filter hook input priority filter - 1; policy accept;
						iif lo accept
						tcp dport $port ip saddr != @senders counter drop
						tcp dport $port meta nfproto ipv6 counter drop
					}

					# What it hands on to a container, as Docker does with a published port, which never comes to "input".
					chain forward {
						type filter hook forward priority filter - 1; policy accept;
						ct status dnat meta l4proto tcp ct original proto-dst $port ct original ip saddr != @senders counter drop
						ct status dnat meta l4proto tcp ct original proto-dst $port meta nfproto ipv6 counter drop
					}
				}
				"""
			.formatted(HEADER, each((region) -> "# %s\ndefine %s = { %s }".formatted(PUBLISHED.nameOf(region),
					key(region), String.join(", ", PUBLISHED.of(region))), "\n"),
					each((region) -> "$" + key(region), ", "));
	}

	private static String terraform() {
		return """
				%s

				locals {
				  social_plus = {
				%s
				  }
				}
				""".formatted(HEADER, indented("    ", (region) -> "# %s\n%s = [\n%s\n]"
			.formatted(PUBLISHED.nameOf(region), key(region), addresses(region, "  \"%s/32\"", ",\n"))));
	}

	private static String networkPolicy() {
		return """
				%s
				#
				# Lets nobody but Social+ reach the public port. It sees the addresses of senders only if nothing stands in
				# between: with a Service of the type LoadBalancer and externalTrafficPolicy: Local. Behind an ingress the pods
				# see the ingress, and ingress-nginx.yaml is the one to take. The network has to enforce policies, as Calico or
				# Cilium do. Policies add up: none other may open this port, and what else has to come in, such as Prometheus at
				# 8081, needs one of its own. Take out the regions that your network in Social+ is not in.
				apiVersion: networking.k8s.io/v1
				kind: NetworkPolicy
				metadata:
				  name: socialhook-social-plus
				spec:
				  podSelector:
				    matchLabels:
				      app.kubernetes.io/name: socialhook
				  policyTypes:
				    - Ingress
				  ingress:
				    - ports:
				        - protocol: TCP
				          port: 8080
				      from:
				%s
				"""
			.formatted(HEADER, indented("        ", (region) -> "# %s\n%s".formatted(PUBLISHED.nameOf(region),
					addresses(region, "- ipBlock:\n    cidr: %s/32", "\n"))));
	}

	private static String ingressNginx() {
		return """
				%s
				#
				# A patch for an Ingress of ingress-nginx, which answers 403 to everybody but Social+. The controller has to see
				# the addresses of senders: with externalTrafficPolicy: Local, or with use-forwarded-headers and
				# proxy-real-ip-cidr behind a load balancer. Take out the regions that your network in Social+ is not in:
				%s
				apiVersion: networking.k8s.io/v1
				kind: Ingress
				metadata:
				  name: socialhook
				  annotations:
				    nginx.ingress.kubernetes.io/whitelist-source-range: "%s"
				"""
			.formatted(HEADER, each((region) -> "# " + key(region) + ": " + addresses(region, "%s/32", ","), "\n"),
					each((region) -> addresses(region, "%s/32", ","), ","));
	}

	private static String loadBalancer() {
		return """
				%s
				#
				# A patch for a Service of the type LoadBalancer, which most clouds apply at the load balancer itself.
				# Take out the regions that your network in Social+ is not in.
				apiVersion: v1
				kind: Service
				metadata:
				  name: socialhook
				spec:
				  loadBalancerSourceRanges:
				%s
				""".formatted(HEADER, indented("    ",
				(region) -> "# %s\n%s".formatted(PUBLISHED.nameOf(region), addresses(region, "- %s/32", "\n"))));
	}

	private static String nginx() {
		return """
				%s
				#
				# Include it in the location of the webhooks: everybody but Social+ is answered 403.
				# Take out the regions that your network in Social+ is not in.

				%s

				deny all;
				""".formatted(HEADER,
				each((region) -> "# %s\n%s".formatted(PUBLISHED.nameOf(region), addresses(region, "allow %s;", "\n")),
						"\n\n"));
	}

	private static String caddy() {
		return """
				%s
				#
				# Import this file at the top of the Caddyfile, and "social_plus_only" in the site of the webhooks: everybody
				# but Social+ is answered 403. Take out the regions that your network in Social+ is not in.
				(social_plus_only) {
				\t@stranger {
				%s
				\t}
				\trespond @stranger 403
				}
				"""
			.formatted(HEADER, indented("\t\t", (region) -> "# %s\nnot remote_ip %s".formatted(PUBLISHED.nameOf(region),
					addresses(region, "%s", " "))));
	}

	private static String indented(String indent, Function<Region, String> text) {
		return each(text, "\n").lines().map((line) -> indent + line).collect(Collectors.joining("\n"));
	}

	private static String each(Function<Region, String> text, String separator) {
		return Arrays.stream(Region.values()).map(text).collect(Collectors.joining(separator));
	}

	private static String addresses(Region region, String format, String separator) {
		return PUBLISHED.of(region).stream().map(format::formatted).collect(Collectors.joining(separator));
	}

	private static String key(Region region) {
		return PublishedAddresses.key(region);
	}

}
