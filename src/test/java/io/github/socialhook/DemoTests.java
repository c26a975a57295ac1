package io.github.socialhook;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.extension.JarFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** The demo from its start to its end, in a process of its own. */
@RunsBesideOthers
class DemoTests {

	@TempDir
	private static Path folder;

	private static ApplicationProcess demo;

	private static Map<String, String> table;

	@BeforeAll
	static void playDemo() throws IOException {
		Path jars = Files.createDirectory(folder.resolve("jars"));
		Path own = new JarFolder(jars).add("own.jar", "io.github.socialhook.app.Stranger", """
				package io.github.socialhook.app;

				import io.github.socialhook.event.SocialEvent;
				import io.github.socialhook.handler.WebhookHandler;

				@org.springframework.stereotype.Component
				class Stranger {

					@WebhookHandler
					void take(SocialEvent event) {
						System.out.println("The stranger takes it");
					}

				}
				""");
		demo = ApplicationProcess.start(own, folder, Map.of(), "demo");
		demo.await("(Press Ctrl-C to stop)");
		table = table(demo.output());
	}

	@AfterAll
	static void stopDemo() {
		demo.close();
	}

	@Test
	void showsOneRowForEachRequest() {
		assertThat(table).hasSize(10);
	}

	@Test
	void showsWhoHandledKnownEvents() {
		List<String> events = List.of("channel.didCreate", "message.didCreate", "user.didUpdate", "v3.post.didCreate");
		assertThat(table).extractingByKeys(events.toArray(String[]::new))
			.allSatisfy((row) -> assertThat(row).matches("200 in \\d+ ms, HANDLED by demoHandler\\.\\w+"));
	}

	@Test
	void callsNoHandlerOfSomebodyElse() {
		assertThat(demo.text()).doesNotContain("The stranger takes it", "Handler stranger");
		assertThat(table.values()).filteredOn((row) -> row.contains("HANDLED by"))
			.hasSize(5)
			.allSatisfy(
					(row) -> assertThat(row).containsOnlyOnce(" by demoHandler.").doesNotContain(", activityCounter"));
	}

	@Test
	void showsWhatBecameOfEverythingElse() {
		assertThat(row("sent again")).matches("200 in \\d+ ms, DUPLICATE: .*");
		assertThat(row("legacy duplicate")).matches("200 in \\d+ ms, LEGACY: .*");
		assertThat(row("forged")).matches("401 in \\d+ ms, REJECTED: .*");
		assertThat(row("a handler fails once"))
			.matches("200 in \\d+ ms, HANDLED by .*demoHandler.failOnce in attempt 2.*");
		assertThat(row("an unknown event")).matches("200 in \\d+ ms, UNHANDLED: .*");
		assertThat(row("a body that is not JSON")).matches("200 in \\d+ ms, UNREADABLE: .*");
	}

	@Test
	void listensOnThisMachineOnly() throws IOException {
		int webhooks = Integer.parseInt(demo.await("curl -i http://127\\.0\\.0\\.1:(\\d+)/webhooks"));
		int operations = Integer.parseInt(demo.await("http://127\\.0\\.0\\.1:(\\d+)/actuator"));
		for (InetAddress address : addressesForOthers()) {
			for (int port : List.of(webhooks, operations)) {
				assertThatIOException().isThrownBy(() -> new Socket(address, port).close());
			}
		}
	}

	private static List<InetAddress> addressesForOthers() throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> address instanceof Inet4Address && !address.isLoopbackAddress())
			.toList();
	}

	@Test
	void acceptsAnEventSentWithTheLinesItShows() throws Exception {
		String lines = demo.output()
			.stream()
			.dropWhile((line) -> !line.startsWith("  secret="))
			.takeWhile((line) -> !line.isBlank())
			.collect(Collectors.joining("\n"));
		assertThat(Shell.run(lines)).startsWith("HTTP/1.1 200").endsWith("{}");
		assertThat(demo.await("(Delivery 8 is HANDLED)")).isNotEmpty();
	}

	@Test
	void keepsNothingEvenIfItIsStoppedHalfway(@TempDir Path elsewhere) throws Exception {
		Path temporary = elsewhere.resolve("tmp");
		try (ApplicationProcess other = ApplicationProcess.start(elsewhere, Map.of(), "demo")) {
			other.await("(\\(1/10\\) Sending)");
			assertThat(demoFoldersIn(temporary)).hasSize(1);
			other.stop();
			assertThat(demoFoldersIn(temporary)).isEmpty();
			assertThat(elsewhere).isDirectoryNotContaining((entry) -> !entry.equals(temporary));
		}
	}

	private static List<Path> demoFoldersIn(Path temporary) throws IOException {
		try (Stream<Path> entries = Files.list(temporary)) {
			return entries.filter((entry) -> entry.getFileName().toString().startsWith("socialhook-demo-")).toList();
		}
	}

	@Test
	void doesNotStartWhereASecretIsSet() throws Exception {
		try (ApplicationProcess refused = ApplicationProcess.start(folder, Map.of("SOCIALHOOK_SECRET", "real"),
				"demo")) {
			assertThat(refused.awaitEnd()).isEqualTo(1);
			assertThat(refused.text()).contains("but SOCIALHOOK_SECRET is set").doesNotContain("real\n");
		}
	}

	private static String row(String title) {
		return table.entrySet()
			.stream()
			.filter((row) -> row.getKey().contains(title))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow();
	}

	private static Map<String, String> table(List<String> output) {
		Map<String, String> rows = new LinkedHashMap<>();
		output.stream()
			.dropWhile((line) -> !line.startsWith("  ---"))
			.skip(1)
			.takeWhile((line) -> !line.isBlank())
			.map((line) -> line.strip().split(" {2,}"))
			.forEach((cells) -> rows.put(cells[0], cells[1] + ", " + cells[2]));
		return rows;
	}

}
