package io.github.socialhook.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.github.socialhook.KafkaServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** What the comparison is made with: the packaged jars, a PostgreSQL, a folder for each node. */
final class Lab implements AutoCloseable {

	private final Path folder;

	private final EmbeddedPostgres postgres;

	private final ServerCpu serverCpu;

	/** The jars without examples that were made. */
	private final Set<Path> bare = new HashSet<>();

	private @Nullable KafkaServer kafka;

	private int databases;

	Lab(Path folder) throws IOException {
		this.folder = Files.createDirectories(folder).toAbsolutePath();
		// A server of somebody who does not want to lose anything: the defaults of PostgreSQL.
		this.postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.start();
		this.serverCpu = new ServerCpu(this.postgres.getPostgresDatabase());
	}

	Path folder() {
		return this.folder;
	}

	/** A new folder, whatever was there. */
	Path emptyFolder(String name) throws IOException {
		Path empty = this.folder.resolve(name);
		if (Files.exists(empty)) {
			try (Stream<Path> files = Files.walk(empty)) {
				for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
		return Files.createDirectories(empty);
	}

	/** The address of a new database. */
	String database() throws IOException {
		String name = "bench" + this.databases++;
		try (java.sql.Connection connection = this.postgres.getPostgresDatabase().getConnection();
				java.sql.Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (java.sql.SQLException ex) {
			throw new IOException(ex);
		}
		return this.postgres.getJdbcUrl("postgres", name);
	}

	/** The processor time that PostgreSQL has taken so far. */
	Duration serverCpu() throws IOException {
		return this.serverCpu.total();
	}

	/** The broker, a process of its own, which is started when it is first asked for. */
	KafkaServer kafka() throws IOException, InterruptedException {
		if (this.kafka == null) {
			this.kafka = new KafkaServer(emptyFolder("kafka"), List.of("-Xmx512m"));
			this.kafka.start();
		}
		return this.kafka;
	}

	Node floor() throws IOException {
		return Node.start(emptyFolder("floor"), Map.of(),
				List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName()));
	}

	/** The peer, which stores if there is an address of a database. */
	Node line(String name, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("-jar", jar(Path.of("bench", "line", "target"), "line.jar").toString(),
				"--line.bot.channel-token=none", "--line.bot.channel-secret=" + Requests.SECRET,
				"--logging.level.com.linecorp=warn"));
		command.addAll(List.of(arguments));
		return Node.start(emptyFolder(name), Map.of(), command);
	}

	/** Socialhook in a folder of its own, with the handlers of these classes. */
	Node socialhook(Path place, List<Class<?>> handlers, String... arguments) throws IOException {
		return socialhook(place, List.of(), Map.of(), handlers, arguments);
	}

	Node socialhook(Path place, Path jar, List<Class<?>> handlers, String... arguments) throws IOException {
		return socialhook(place, jar, List.of(), Map.of(), handlers, arguments);
	}

	Node socialhook(Path place, List<String> jvm, Map<String, String> variables, List<Class<?>> handlers,
			String... arguments) throws IOException {
		return socialhook(place, executable(), jvm, variables, handlers, arguments);
	}

	private static Node socialhook(Path place, Path jar, List<String> jvm, Map<String, String> variables,
			List<Class<?>> handlers, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(jvm);
		command.addAll(List.of("-jar", jar.toString(), "--socialhook.handlers.folder=handlers",
				"--socialhook.endpoints.default.secrets=" + Requests.SECRET));
		command.addAll(List.of(arguments));
		Files.createDirectories(place.resolve("handlers"));
		if (!handlers.isEmpty()) {
			pack(place.resolve("handlers").resolve("bench.jar"), handlers);
		}
		return Node.start(place, variables, command);
	}

	static Class<?> handler(String name) {
		try {
			return Class.forName(Lab.class.getPackageName() + ".handlers." + name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Starts a jar of Socialhook as it is, with the example handlers alone. */
	Node start(Path place, List<String> jvm, Path jar) throws IOException {
		List<String> command = new ArrayList<>(jvm);
		command.addAll(List.of("-jar", jar.toString(), "--socialhook.endpoints.default.secrets=" + Requests.SECRET));
		return Node.start(place, Map.of(), command);
	}

	/** The jar that a user starts. */
	static Path executable() throws IOException {
		return jar(Path.of("target"), "-exec.jar");
	}

	/** The jar of an earlier state to compare with, or null. */
	static @Nullable Path earlier() {
		String jar = System.getenv("EARLIER");
		return (jar != null) ? Path.of(jar).toAbsolutePath() : null;
	}

	/**
	 * A jar as a user builds it who has deleted the examples: nothing handles but what the comparison adds.
	 * @param jar the jar with the examples
	 */
	Path withoutExamples(Path jar) throws IOException {
		Path copy = this.folder.resolve("bare-" + jar.getFileName());
		if (!this.bare.add(copy)) {
			// Somebody runs from it.
			return copy;
		}
		Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
		try (FileSystem entries = FileSystems.newFileSystem(copy);
				Stream<Path> examples = Files.walk(entries.getPath("io/github/socialhook/app"))) {
			for (Path each : examples.filter((file) -> file.toString().endsWith(".class")).toList()) {
				Files.delete(each);
			}
		}
		return copy;
	}

	/** The jar of which the image is made. */
	static Path layered() throws IOException {
		return jar(Path.of("target", "image"), "-exec.jar");
	}

	private static Path jar(Path folder, String end) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(end))
				.findFirst()
				.orElseThrow()
				.toAbsolutePath();
		}
	}

	private static void pack(Path jar, List<Class<?>> classes) throws IOException {
		try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
			for (Class<?> each : classes) {
				String name = each.getName().replace('.', '/') + ".class";
				entries.putNextEntry(new JarEntry(name));
				entries.write(each.getResourceAsStream("/" + name).readAllBytes());
				entries.closeEntry();
			}
		}
	}

	@Override
	public void close() throws IOException {
		if (this.kafka != null) {
			this.kafka.close();
		}
		this.postgres.close();
	}

}
