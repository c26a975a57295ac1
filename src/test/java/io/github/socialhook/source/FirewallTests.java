package io.github.socialhook.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files in {@code deploy/firewall} have the addresses that the service itself knows,
 * and are what those take that they are for. Run with
 * {@code -Dsocialhook.docs.write=true} to have them written anew.
 */
class FirewallTests {

	private static final Path FOLDER = Path.of("deploy", "firewall");

	private static final String WRITE = "socialhook.docs.write";

	@TempDir
	private Path scratch;

	@ParameterizedTest
	@MethodSource
	void fileIsUpToDate(String name) throws IOException {
		Path file = FOLDER.resolve(name);
		String text = FirewallFiles.all().get(name);
		if (Boolean.getBoolean(WRITE)) {
			Files.createDirectories(file.getParent());
			Files.writeString(file, text);
		}
		assertThat(file)
			.as("%s is out of date: run ./mvnw test -Dtest=%s -D%s=true", file, getClass().getSimpleName(), WRITE)
			.exists()
			.content()
			.isEqualToNormalizingNewlines(text);
	}

	static Set<String> fileIsUpToDate() {
		return FirewallFiles.all().keySet();
	}

	@ParameterizedTest
	@EnumSource
	void everyFileHasEveryAddress(Region region) {
		assertThat(FirewallFiles.all()).hasSize(7)
			.allSatisfy((name, text) -> assertThat(text).contains(new PublishedAddresses().of(region)));
	}

	@Test
	void everyFileIsWrittenOrIsKnownNotToBe() throws IOException {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			assertThat(files.filter(Files::isRegularFile)
				.map((file) -> FOLDER.relativize(file).toString().replace('\\', '/'))
				.collect(Collectors.toSet()))
				.isEqualTo(Stream.concat(FirewallFiles.all().keySet().stream(), Stream.of("README.md", "aws/main.tf"))
					.collect(Collectors.toSet()));
		}
	}

	@Test
	void nftablesTakesItsFile() throws Exception {
		Tool nft = Tool.named("nft");
		nft.assumeThatItWorks("list", "tables");
		assertThat(nft.run("-c", "-f", FOLDER.resolve("nftables/socialhook.nft"))).isEmpty();
		String broken = Files.readString(FOLDER.resolve("nftables/socialhook.nft")).replace("ipv4_addr", "ipv6_addr");
		assertThat(nft.run("-c", "-f", Files.writeString(this.scratch.resolve("broken.nft"), broken)))
			.contains("Error");
	}

	@Test
	void nginxTakesItsFile() throws Exception {
		Tool nginx = Tool.named("nginx");
		nginx.assumeThatItWorks("-v");
		String text = Files.readString(FOLDER.resolve("nginx/social-plus.conf"));
		assertThat(nginx.run("-t", "-e", "stderr", "-c", nginxConfiguration(text))).contains("test is successful");
		assertThat(nginx.run("-t", "-e", "stderr", "-c", nginxConfiguration(text.replace("allow 3", "allow 333"))))
			.contains("test failed");
	}

	private Path nginxConfiguration(String text) throws IOException {
		Path included = Files.writeString(this.scratch.resolve("social-plus.conf"), text);
		return Files.writeString(this.scratch.resolve("nginx.conf"), """
				pid %1$s/nginx.pid;
				error_log stderr;
				events {}
				http {
					access_log off;
					client_body_temp_path %1$s/body;
					proxy_temp_path %1$s/proxy;
					fastcgi_temp_path %1$s/fastcgi;
					uwsgi_temp_path %1$s/uwsgi;
					scgi_temp_path %1$s/scgi;
					server {
						listen 127.0.0.1:18080;
						location /webhooks {
							include %2$s;
							proxy_pass http://127.0.0.1:8080;
						}
					}
				}
				""".formatted(this.scratch, included));
	}

	@Test
	void caddyTakesItsFile() throws Exception {
		Tool caddy = Tool.named("caddy");
		caddy.assumeThatItWorks("version");
		Path snippet = FOLDER.resolve("caddy/social-plus.caddy").toAbsolutePath();
		assertThat(caddy.run("validate", "--config", caddyfile(snippet, "social_plus_only")))
			.contains("Valid configuration");
		assertThat(caddy.run("validate", "--config", caddyfile(snippet, "nobody")))
			.doesNotContain("Valid configuration");
		assertThat(caddy.run("fmt", snippet)).isEqualTo(Files.readString(snippet));
	}

	private Path caddyfile(Path snippet, String name) throws IOException {
		return Files.writeString(this.scratch.resolve("Caddyfile"), """
				import %s
				http://hooks.example.com {
					import %s
					reverse_proxy 127.0.0.1:8080
				}
				""".formatted(snippet, name));
	}

	@Test
	void terraformTakesItsFiles() throws Exception {
		Tool terraform = Tool.named("terraform");
		terraform.assumeThatItWorks("version");
		assertThat(terraform.run("fmt", "-check", "-diff", FOLDER.resolve("aws"))).doesNotContain("---", "Error");
		Files.copy(FOLDER.resolve("aws/addresses.tf"), this.scratch.resolve("addresses.tf"));
		assertThat(terraform.run("-chdir=" + this.scratch, "validate")).contains("The configuration is valid");
		Files.writeString(this.scratch.resolve("addresses.tf"), "locals { a = b.c.d }");
		assertThat(terraform.run("-chdir=" + this.scratch, "validate")).contains("Error");
	}

}
