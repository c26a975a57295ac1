package io.github.socialhook;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A proxy in front of the service, which keeps connections to it. */
enum ReverseProxy {

	NGINX("""
			daemon off;
			master_process off;
			pid %1$s/nginx.pid;
			error_log stderr crit;
			events {
				worker_connections 4096;
			}
			http {
				access_log off;
				client_body_temp_path %1$s/body;
				proxy_temp_path %1$s/proxy;
				fastcgi_temp_path %1$s/fastcgi;
				uwsgi_temp_path %1$s/uwsgi;
				scgi_temp_path %1$s/scgi;
				client_body_buffer_size 128k;
				keepalive_timeout 300s;
				keepalive_requests 100000;
				upstream socialhook_receivers {
					server 127.0.0.1:%3$d max_fails=0;
					keepalive 1000;
					keepalive_timeout %4$ds;
				}
				server {
					listen 127.0.0.1:%2$d;
					location / {
						proxy_pass http://socialhook_receivers;
						proxy_http_version 1.1;
						proxy_set_header Connection "";
					}
				}
			}
			""") {

		@Override
		List<String> command(String program, Path configuration) {
			return List.of(program, "-e", "stderr", "-c", configuration.toString());
		}

	},

	HAPROXY("""
			global
				maxconn 4000
			defaults
				mode http
				timeout connect 5s
				timeout client 300s
				timeout http-keep-alive 300s
				timeout server 30s
			frontend public
				bind 127.0.0.1:%2$d
				default_backend receivers
			backend receivers
				http-reuse always
				server receiver 127.0.0.1:%3$d pool-max-conn 1000 pool-purge-delay %4$ds
			""") {

		@Override
		List<String> command(String program, Path configuration) {
			return List.of(program, "-db", "-f", configuration.toString());
		}

	};

	private final String configuration;

	ReverseProxy(String configuration) {
		this.configuration = configuration;
	}

	abstract List<String> command(String program, Path configuration);

	/**
	 * Starts it in front of a port, where it keeps idle connections for so many seconds;
	 * skips the test where it is not installed.
	 */
	Running start(Path folder, int target, int keepSeconds) throws IOException {
		int port = FreePort.next();
		return start(folder, port, String.format(Locale.ROOT, this.configuration, folder, port, target, keepSeconds));
	}

	/** Starts it with a configuration that lets it listen at this port. */
	Running start(Path folder, int port, String text) throws IOException {
		Optional<Path> program = program();
		assumeThat(program).as(name() + " is installed").isPresent();
		Path file = Files.writeString(folder.resolve(name() + ".conf"), text);
		Process process = new ProcessBuilder(command(program.orElseThrow().toString(), file)).redirectErrorStream(true)
			.redirectOutput(folder.resolve(name() + ".log").toFile())
			.start();
		Running running = new Running(process, port);
		Awaitility.await(name()).atMost(Timeouts.START).until(() -> {
			assertThat(process.isAlive()).as(() -> log(folder)).isTrue();
			return running.isListening();
		});
		return running;
	}

	private String log(Path folder) {
		try {
			return Files.readString(folder.resolve(name() + ".log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Optional<Path> program() {
		return Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, name().toLowerCase(Locale.ROOT)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** One that runs. */
	record Running(Process process, int port) implements AutoCloseable {

		private boolean isListening() {
			try {
				new Wire(this.port).close();
				return true;
			}
			catch (UncheckedIOException ex) {
				return false;
			}
		}

		@Override
		public void close() {
			this.process.destroy();
			if (!this.process.onExit().completeOnTimeout(this.process, 5, TimeUnit.SECONDS).join().isAlive()) {
				return;
			}
			this.process.destroyForcibly();
		}

	}

}
