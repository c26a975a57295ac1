package io.github.socialhook.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.socialhook.StackTraces;
import io.github.socialhook.delivery.EndpointName;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets that change while the endpoints that accept them are at work. */
@ExtendWith(OutputCaptureExtension.class)
class SecretWatcherTests {

	private static final String OLD = "old-Zb7Qk2Vx9LmW4tRc";

	private static final String NEW = "new-Hc5Nd8Ys1PfJ6gUa";

	@TempDir
	private Path folder;

	private final Map<String, Object> settings = new HashMap<>();

	private final StandardEnvironment environment = new StandardEnvironment();

	private Path file;

	@BeforeEach
	void prepare() throws IOException {
		this.environment.getPropertySources().addLast(new MapPropertySource("settings", this.settings));
		this.file = write("secret", OLD);
	}

	@Test
	void takesWhatTheFileHoldsNow() throws IOException {
		Service service = onFile();
		service.assertAccepts(OLD);
		write("secret", NEW + "\r\n" + OLD + "\n");
		service.poll(2).assertAccepts(NEW, OLD);
		write("secret", NEW);
		service.poll(2).assertAccepts(NEW);
	}

	@Test
	void takesItOnlyOnceItIsFoundTwiceInARow() throws IOException {
		Service service = onFile();
		write("secret", NEW.substring(5));
		service.poll(1).assertAccepts(OLD);
		write("secret", NEW);
		service.poll(1).assertAccepts(OLD);
		service.poll(1).assertAccepts(NEW);
	}

	@Test
	void saysHowManyThereAreAndShowsNone(CapturedOutput output) throws IOException {
		Service service = onFile();
		write("secret", NEW + "\n" + OLD);
		service.poll(4);
		assertThat(output)
			.containsOnlyOnce("The secrets of endpoint 'default' have changed without a restart; accepted now: 2")
			.doesNotContain(NEW, OLD);
	}

	@Test
	void keepsTheOldOnesWhileThereAreNoNewOnes(CapturedOutput output) throws IOException {
		Service service = onFile();
		String line = "The secrets of endpoint 'default' can no longer be read, so the previous ones remain in "
				+ "force. Check the file: the next start would fail";
		write("secret", " \n,\n");
		service.poll(4).assertAccepts(OLD);
		Files.delete(this.file);
		service.poll(4).assertAccepts(OLD);
		Files.createDirectory(this.file);
		service.poll(4).assertAccepts(OLD);
		Files.delete(this.file);
		Files.write(this.file, new byte[] { 'a', (byte) 0xff, (byte) 0xfe, 'b' });
		service.poll(4).assertAccepts(OLD);
		write("secret", (NEW + "\n").repeat(100_000));
		service.poll(4).assertAccepts(OLD);
		assertThat(output).containsOnlyOnce(line).doesNotContain(OLD);
		StackTraces.requireNone(output, line);
		write("secret", OLD);
		service.poll(4).assertAccepts(OLD);
		assertThat(output).containsOnlyOnce("The secrets of endpoint 'default' can be read again, and are unchanged");
		write("secret", "");
		service.poll(4);
		assertThat(output.toString().split(line, -1)).hasSize(3);
	}

	@Test
	void warnsOfAWeakOneThatComesLater(CapturedOutput output) throws IOException {
		Service service = onFile();
		write("secret", NEW + "\nchangeit");
		service.poll(2).assertAccepts(NEW, "changeit");
		assertThat(output)
			.contains("Secret 2 of 2 of endpoint 'default' is a well-known sample, so events can be forged")
			.doesNotContain("changeit");
	}

	@Test
	void takesWhatAConfigTreeHoldsNow() throws IOException {
		Path tree = Files.createDirectory(this.folder.resolve("tree"));
		write("tree/socialhook.endpoints.chat.secrets", OLD + "\n");
		write("tree/SOCIAL", "social-" + OLD);
		this.settings.put("socialhook.endpoints.social.secrets", "${SOCIAL}, fixed-" + OLD);
		Service service = onTree(tree, "chat", "social");
		service.assertAcceptsAt("chat", OLD);
		service.assertAcceptsAt("social", "social-" + OLD, "fixed-" + OLD);
		write("tree/socialhook.endpoints.chat.secrets", NEW + "\n" + OLD + "\n");
		write("tree/SOCIAL", "social-" + NEW);
		service.poll(2).assertAcceptsAt("chat", NEW, OLD);
		service.assertAcceptsAt("social", "social-" + NEW, "fixed-" + OLD);
	}

	@Test
	void takesNoPlaceholderForASecret() throws IOException {
		Path tree = Files.createDirectory(this.folder.resolve("tree"));
		write("tree/CHAT", OLD);
		this.settings.put("socialhook.endpoints.chat.secrets", "${CHAT}");
		Service service = onTree(tree, "chat");
		Files.delete(tree.resolve("CHAT"));
		service.poll(2).assertAcceptsAt("chat", OLD);
	}

	@Test
	void takesTheOthersWhereOneCannotBeRead(CapturedOutput output) throws IOException {
		Path tree = Files.createDirectory(this.folder.resolve("tree"));
		write("tree/socialhook.endpoints.chat.secrets", OLD);
		write("tree/socialhook.endpoints.social.secrets", OLD);
		Service service = onTree(tree, "chat", "social");
		Files.delete(tree.resolve("socialhook.endpoints.chat.secrets"));
		write("tree/socialhook.endpoints.social.secrets", NEW);
		service.poll(2).assertAcceptsAt("chat", OLD);
		service.assertAcceptsAt("social", NEW);
		assertThat(output).contains("The secrets of endpoint 'chat' can no longer be read");
	}

	@Test
	void keepsAllWhileTheFolderIsAway() throws IOException {
		Path tree = Files.createDirectory(this.folder.resolve("tree"));
		write("tree/socialhook.endpoints.chat.secrets", OLD);
		Service service = onTree(tree, "chat");
		Files.move(tree, this.folder.resolve("elsewhere"));
		service.poll(3).assertAcceptsAt("chat", OLD);
		Files.move(this.folder.resolve("elsewhere"), tree);
		write("tree/socialhook.endpoints.chat.secrets", NEW);
		service.poll(2).assertAcceptsAt("chat", NEW);
	}

	@Test
	void followsTheLinkThatKubernetesExchanges() throws IOException {
		Path mount = Files.createDirectory(this.folder.resolve("mount"));
		publish(mount, "..2026_01", OLD);
		Files.createSymbolicLink(mount.resolve("socialhook.endpoints.chat.secrets"),
				Path.of("..data", "socialhook.endpoints.chat.secrets"));
		Service service = onTree(mount, "chat");
		service.assertAcceptsAt("chat", OLD);
		publish(mount, "..2026_02", NEW);
		service.poll(2).assertAcceptsAt("chat", NEW);
	}

	/** As the kubelet does. */
	private void publish(Path mount, String version, String secret) throws IOException {
		Files.createDirectory(mount.resolve(version));
		Files.writeString(mount.resolve(version).resolve("socialhook.endpoints.chat.secrets"), secret);
		Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
		Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	@Test
	void goesOnWhateverReadingThrows(CapturedOutput output) throws IOException {
		AtomicBoolean faulty = new AtomicBoolean();
		this.environment.getPropertySources().addFirst(new PropertySource<>("faulty", faulty) {

			@Override
			public @Nullable Object getProperty(String name) {
				if (faulty.getAndSet(false)) {
					throw new NoClassDefFoundError("a jar that was overwritten");
				}
				return null;
			}

		});
		Service service = onFile();
		try (SecretWatcher watch = service.watch()) {
			watch.start();
			faulty.set(true);
			write("secret", NEW);
			Awaitility.await().until(() -> output.toString().contains("have changed without a restart"));
		}
		service.assertAccepts(NEW);
		assertThat(output).containsOnlyOnce("The secret files could not be checked");
	}

	@Test
	void hasNothingToDoWithoutFiles() {
		this.settings.put("SOCIALHOOK_SECRET", OLD);
		try (SecretWatcher watch = new SecretWatcher(new Endpoints(List.of()), new SecretFiles(this.environment))) {
			watch.start();
			assertThat(watch.isWatching()).isFalse();
		}
	}

	@Test
	void watchesUntilItIsClosed() {
		this.settings.put("SOCIALHOOK_SECRET_FILE", this.file.toString());
		SecretWatcher watch = new SecretWatcher(new Endpoints(List.of()), new SecretFiles(this.environment));
		watch.start();
		assertThat(watch.isWatching()).isTrue();
		watch.close();
		assertThat(watch.isWatching()).isFalse();
	}

	@Test
	void leavesTheFileAloneWhereTheVariableGoesBefore() throws IOException {
		this.settings.put("SOCIALHOOK_SECRET", NEW);
		Service service = onFile();
		write("secret", OLD + "x");
		service.poll(2).assertAccepts(NEW);
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

	private Service onFile() {
		this.settings.put("SOCIALHOOK_SECRET_FILE", this.file.toString());
		return service("default");
	}

	private Service onTree(Path tree, String... endpoints) {
		this.environment.getPropertySources().addFirst(new ConfigTreePropertySource("tree", tree));
		return service(endpoints);
	}

	private Service service(String... names) {
		SecretFiles files = new SecretFiles(this.environment);
		List<Endpoint> endpoints = new ArrayList<>();
		for (String name : names) {
			List<Secret> secrets = files.read().secrets(new EndpointName(name));
			endpoints.add(new Endpoint(new EndpointName(name), "/" + name, secrets));
		}
		Endpoints all = new Endpoints(endpoints);
		return new Service(all, new SecretWatcher(all, files));
	}

	/**
	 * Endpoints, and who looks after their secrets.
	 *
	 * @param endpoints the endpoints
	 * @param watch looks when it is told to
	 */
	private record Service(Endpoints endpoints, SecretWatcher watch) {

		Service poll(int times) {
			Stream.generate(() -> this.watch).limit(times).forEach(SecretWatcher::poll);
			return this;
		}

		void assertAccepts(String... secrets) {
			assertAcceptsAt("default", secrets);
		}

		void assertAcceptsAt(String endpoint, String... secrets) {
			Endpoint found = this.endpoints.all()
				.stream()
				.filter((each) -> each.name().value().equals(endpoint))
				.findFirst()
				.orElseThrow();
			assertThat(found.secrets()).containsExactlyElementsOf(Stream.of(secrets).map(Secret::of).toList());
		}

	}

}
