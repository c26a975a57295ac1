package com.example.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.awaitility.Awaitility;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The application in a process of its own, on free ports. */
final class HostProcess implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String SECRET = "a-secret-of-the-host-3f8c1d";

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final Path folder;

	private HostProcess(Process process, Path folder) {
		this.process = process;
		this.folder = folder;
	}

	static HostProcess start(Path folder, String classPath, String profile, String url) throws Exception {
		Files.createDirectories(folder);
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Xmx256m",
				"--enable-native-access=ALL-UNNAMED", "-cp", classPath, HostApplication.class.getName(),
				"--server.port=0", "--management.server.port=0", "--spring.profiles.active=" + profile,
				"--spring.datasource.url=" + url, "--socialhook.datasource.url=jdbc:sqlite:inbox.db",
				"--socialhook.accept-timeout=20s", "--socialhook.operations.users.vera.password={bcrypt}"
						+ new BCryptPasswordEncoder(4).encode("look"));
		builder.environment().put("SOCIALHOOK_SECRET", SECRET);
		builder.environment().put("PORTFILE", folder.resolve("port").toString());
		HostProcess host = new HostProcess(builder.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("log").toFile())
			.start(), folder);
		Awaitility.await().atMost(PATIENCE).until(() -> {
			host.requireAlive();
			return host.log().contains("Started HostApplication");
		});
		return host;
	}

	void requireAlive() throws Exception {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The application has ended:\n" + log());
		}
	}

	String log() throws Exception {
		return Files.readString(this.folder.resolve("log"));
	}

	int webhook(String body) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
		return send(request("/shop/webhooks").header("Content-Type", "application/json")
			.header("x-amity-signature", signature)
			.POST(BodyPublishers.ofString(body))).statusCode();
	}

	int operations(String path, String user) throws Exception {
		return send(request("port-management", path).header("Authorization", basic(user))).statusCode();
	}

	HttpRequest.Builder request(String path) throws Exception {
		return request("port", path);
	}

	private HttpRequest.Builder request(String portFile, String path) throws Exception {
		String port = Files.readString(this.folder.resolve(portFile)).strip();
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	static String basic(String user) {
		return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws Exception {
		this.client.close();
		this.process.destroy();
		this.process.waitFor();
	}

}
