package io.github.socialhook;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A pod of a StatefulSet, as a process of this machine with what a kubelet does for it:
 * the environment, the files and the probes of the manifest. Ports are mapped, as two
 * pods share one address here.
 */
final class Pod implements AutoCloseable {

	private final Path folder;

	private final JsonNode spec;

	private final Map<String, String> replacements;

	private final int hurry;

	private final Map<String, Integer> ports;

	private volatile @Nullable ApplicationProcess process;

	private volatile boolean ready;

	/** Counts the containers, so that the probes of an earlier one end. */
	private volatile int container;

	/**
	 * Prepares a pod.
	 * @param folder its disk
	 * @param set the manifest
	 * @param replacements what stands for what is elsewhere in a cluster
	 * @param hurry by how much shorter it waits where nothing happens
	 */
	Pod(Path folder, JsonNode set, Map<String, String> replacements, int hurry) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.spec = set.path("spec").path("template").path("spec");
		this.replacements = new HashMap<>(replacements);
		this.replacements.put("/app/", folder + "/");
		this.hurry = hurry;
		this.ports = Map.of("http", FreePort.next(), "operations", FreePort.next());
	}

	private JsonNode containerSpec() {
		return this.spec.path("containers").path(0);
	}

	int port() {
		return this.ports.get("http");
	}

	/** Whether it gets requests. */
	boolean isReady() {
		return this.ready;
	}

	void start() throws IOException {
		Map<String, String> environment = new HashMap<>();
		containerSpec().path("env")
			.forEach((each) -> environment.put(each.path("name").asString(), replaced(each.path("value").asString())));
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SERVER_PORT", String.valueOf(port()));
		environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(this.ports.get("operations")));
		ApplicationProcess started = ApplicationProcess.startAsConfigured(Packaged.java(), this.folder, environment);
		this.process = started;
		int number = ++this.container;
		Thread.ofPlatform().daemon().start(() -> watch(number, started));
	}

	private String replaced(String value) {
		String text = value;
		for (Map.Entry<String, String> each : this.replacements.entrySet()) {
			text = text.replace(each.getKey(), each.getValue());
		}
		return text;
	}

	/** Probes it as long as the container lives. */
	private void watch(int number, ApplicationProcess watched) {
		Probe startup = new Probe("startupProbe");
		while (isCurrent(number) && !startup.ask()) {
			startup.pause();
		}
		Probe readiness = new Probe("readinessProbe");
		Probe liveness = new Probe("livenessProbe");
		long asked = System.nanoTime();
		while (isCurrent(number)) {
			boolean yes = readiness.ask();
			if (isCurrent(number)) {
				this.ready = yes || (this.ready && readiness.isPatient());
			}
			if (System.nanoTime() - asked > liveness.period().toNanos()) {
				asked = System.nanoTime();
				if (!liveness.ask() && !liveness.isPatient() && isCurrent(number)) {
					restart(watched);
					return;
				}
			}
			readiness.pause();
		}
	}

	private boolean isCurrent(int number) {
		return this.container == number;
	}

	private void restart(ApplicationProcess hung) {
		try {
			lose();
			hung.awaitEnd();
			start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Stops it as for a new version: first nobody is led to it any more. */
	void delete() throws InterruptedException {
		this.container++;
		this.ready = false;
		pause(seconds(containerSpec().path("lifecycle").path("preStop").path("sleep").path("seconds")));
		process().stop();
	}

	/** It is gone with its machine, and nobody says so. */
	void lose() {
		this.container++;
		process().close();
	}

	/** It is known to be gone. */
	void forget() {
		this.ready = false;
	}

	void freeze() throws IOException, InterruptedException {
		process().freeze();
	}

	void thaw() throws IOException, InterruptedException {
		process().thaw();
	}

	String text() {
		return process().text();
	}

	private ApplicationProcess process() {
		ApplicationProcess current = this.process;
		if (current == null) {
			throw new IllegalStateException("It was never started");
		}
		return current;
	}

	private Duration seconds(JsonNode seconds) {
		return Duration.ofSeconds(seconds.asInt()).dividedBy(this.hurry);
	}

	private static void pause(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() - end < 0) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	@Override
	public void close() {
		this.container++;
		if (this.process != null) {
			process().close();
		}
	}

	/** One of the three. */
	private final class Probe {

		private final JsonNode probe;

		private int failures;

		private Probe(String name) {
			this.probe = containerSpec().path(name);
		}

		private boolean ask() {
			JsonNode get = this.probe.path("httpGet");
			int timeout = (int) TimeUnit.SECONDS.toMillis(this.probe.path("timeoutSeconds").asInt(1));
			try {
				HttpURLConnection connection = (HttpURLConnection) URI
					.create("http://127.0.0.1:" + Pod.this.ports.get(get.path("port").asString())
							+ get.path("path").asString())
					.toURL()
					.openConnection();
				connection.setConnectTimeout(timeout);
				connection.setReadTimeout(timeout);
				boolean yes = connection.getResponseCode() == 200;
				connection.disconnect();
				this.failures = yes ? 0 : this.failures + 1;
				return yes;
			}
			catch (IOException ex) {
				this.failures++;
				return false;
			}
		}

		private boolean isPatient() {
			return this.failures < this.probe.path("failureThreshold").asInt();
		}

		private Duration period() {
			return seconds(this.probe.path("periodSeconds"));
		}

		private void pause() {
			Pod.pause(period());
		}

	}

}
