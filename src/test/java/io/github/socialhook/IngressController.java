package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * nginx with what ingress-nginx makes of an Ingress, in front of those pods that are
 * ready.
 */
final class IngressController implements AutoCloseable {

	private static final String ANNOTATION = "nginx.ingress.kubernetes.io/";

	private final Path folder;

	private final JsonNode ingress;

	private final List<Pod> pods;

	private final int patience;

	private final ReverseProxy.Running nginx;

	private final ScheduledExecutorService rounds = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("ingress").factory());

	private List<Integer> endpoints;

	/**
	 * Starts it.
	 * @param patience by how much longer it waits than the manifest says
	 */
	IngressController(Path folder, JsonNode ingress, List<Pod> pods, int patience) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.ingress = ingress;
		this.pods = pods;
		this.patience = patience;
		this.endpoints = ready();
		int port = FreePort.next();
		this.nginx = ReverseProxy.NGINX.start(this.folder, port, configuration(port));
		this.rounds.scheduleWithFixedDelay(this::follow, 50, 50, TimeUnit.MILLISECONDS);
	}

	int port() {
		return this.nginx.port();
	}

	private List<Integer> ready() {
		return this.pods.stream().filter(Pod::isReady).map(Pod::port).toList();
	}

	/** A controller that sees none keeps those that it has seen last. */
	private void follow() {
		List<Integer> now = ready();
		if (now.isEmpty() || now.equals(this.endpoints)) {
			return;
		}
		this.endpoints = now;
		try {
			Files.writeString(this.folder.resolve("NGINX.conf"), configuration(port()));
			new ProcessBuilder("kill", "-HUP", String.valueOf(this.nginx.process().pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String configuration(int port) {
		JsonNode path = this.ingress.path("spec").path("rules").path(0).path("http").path("paths").path(0);
		String servers = this.endpoints.stream()
			.map((each) -> "server 127.0.0.1:" + each + " max_fails=0;")
			.collect(Collectors.joining("\n"));
		return String.format(Locale.ROOT, """
				daemon off;
				worker_processes 1;
				pid %1$s/nginx.pid;
				error_log stderr crit;
				events {
					worker_connections 1024;
				}
				http {
					access_log off;
					client_body_temp_path %1$s/body;
					proxy_temp_path %1$s/proxy;
					fastcgi_temp_path %1$s/fastcgi;
					uwsgi_temp_path %1$s/uwsgi;
					scgi_temp_path %1$s/scgi;
					keepalive_timeout 0;
					upstream pods {
						%3$s
					}
					server {
						listen 127.0.0.1:%2$d;
						location %4$s {
							proxy_pass http://pods;
							client_max_body_size %5$s;
							proxy_connect_timeout %6$ds;
							proxy_read_timeout %7$ds;
							proxy_next_upstream %8$s;
							proxy_next_upstream_tries %9$s;
							proxy_next_upstream_timeout %10$ds;
						}
					}
				}
				""", this.folder, port, servers, path.path("path").asString(), setting("proxy-body-size"),
				seconds("proxy-connect-timeout"), seconds("proxy-read-timeout"), setting("proxy-next-upstream"),
				setting("proxy-next-upstream-tries"), seconds("proxy-next-upstream-timeout"));
	}

	private String setting(String name) {
		return this.ingress.path("metadata").path("annotations").path(ANNOTATION + name).asString();
	}

	private int seconds(String name) {
		return this.patience * Integer.parseInt(setting(name));
	}

	@Override
	public void close() {
		this.rounds.shutdownNow();
		this.nginx.close();
	}

}
