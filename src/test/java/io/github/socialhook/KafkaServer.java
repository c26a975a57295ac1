package io.github.socialhook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka of one broker that a test may mistreat: it is killed, frozen and started again,
 * always over the same files and at the same port. Its classes are not those of the
 * tests: Maven finds them, once.
 */
public final class KafkaServer implements AutoCloseable {

	private static final Path POM = Path.of("src/test/kafka/pom.xml");

	private static final Path CLASS_PATH = Path.of("target/kafka.classpath");

	private final Path folder;

	private final Path settings;

	private final int port = FreePort.next();

	private final List<String> options;

	private @Nullable Process process;

	public KafkaServer(Path folder) throws IOException, InterruptedException {
		this(folder, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
	}

	/**
	 * Prepares a broker with a JVM that has been told how to run.
	 * @param options the arguments of the JVM
	 */
	public KafkaServer(Path folder, List<String> options) throws IOException, InterruptedException {
		this.folder = folder;
		this.options = options;
		int controllerPort = FreePort.next();
		this.settings = Files.writeString(folder.resolve("server.properties"), """
				process.roles=broker,controller
				node.id=1
				listeners=PLAINTEXT://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s
				advertised.listeners=PLAINTEXT://127.0.0.1:%s
				controller.listener.names=CONTROLLER
				controller.quorum.voters=1@127.0.0.1:%s
				log.dirs=%s
				auto.create.topics.enable=false
				num.network.threads=2
				num.io.threads=2
				offsets.topic.replication.factor=1
				offsets.topic.num.partitions=3
				group.initial.rebalance.delay.ms=0
				group.min.session.timeout.ms=1000
				authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
				allow.everyone.if.no.acl.found=true
				""".formatted(this.port, controllerPort, this.port, controllerPort, folder.resolve("data")));
		Process format = run("kafka.tools.StorageTool", "format", "--cluster-id", Uuid.randomUuid().toString(),
				"--config", this.settings.toString());
		if (!format.waitFor(Timeouts.START.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
			throw new IllegalStateException(Files.readString(folder.resolve("output")));
		}
	}

	public String address() {
		return "127.0.0.1:" + this.port;
	}

	public void start() throws IOException, InterruptedException {
		this.process = run("kafka.Kafka", this.settings.toString());
		Awaitility.await("Kafka")
			.atMost(Timeouts.START)
			.ignoreExceptions()
			.until(() -> !admin((admin) -> admin.describeCluster().nodes().get()).isEmpty());
	}

	/** Ends it at once, without a chance to write anything. */
	public void kill() {
		close();
		this.process = null;
	}

	/** The processor time that it has taken so far. */
	public Duration cpu() {
		return running().getFirst().info().totalCpuDuration().orElseThrow();
	}

	/** Leaves every connection open, and answers nothing. */
	public void freeze() throws IOException, InterruptedException {
		Signals.freeze(running());
	}

	public void thaw() throws IOException, InterruptedException {
		Signals.thaw(running());
	}

	private List<ProcessHandle> running() {
		return List.of(Objects.requireNonNull(this.process, "Kafka is not running").toHandle());
	}

	public void create(String topic, Map<String, String> topicSettings) throws Exception {
		admin((admin) -> admin
			.createTopics(List.of(new NewTopic(topic, Optional.of(3), Optional.empty()).configs(topicSettings)))
			.all()
			.get());
	}

	public void delete(String topic) throws Exception {
		admin((admin) -> admin.deleteTopics(List.of(topic)).all().get());
	}

	/** Lets nobody write to a topic. */
	public void forbid(String topic) throws Exception {
		admin((admin) -> admin.createAcls(List.of(denial(topic))).all().get());
	}

	public void allow(String topic) throws Exception {
		admin((admin) -> admin.deleteAcls(List.of(denial(topic).toFilter())).all().get());
	}

	private static AclBinding denial(String topic) {
		return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
				new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.WRITE, AclPermissionType.DENY));
	}

	/** Does something as an administrator. */
	public <T> T admin(Task<T> task) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", "3000",
				"request.timeout.ms", "2000"))) {
			return task.run(admin);
		}
	}

	private Process run(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
		command.addAll(this.options);
		command.addAll(List.of("-cp", classPath()));
		command.addAll(List.of(words));
		return new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile())
			.start();
	}

	private static synchronized String classPath() throws IOException, InterruptedException {
		if (!Files.exists(CLASS_PATH)
				|| Files.getLastModifiedTime(CLASS_PATH).compareTo(Files.getLastModifiedTime(POM)) < 0) {
			Process maven = new ProcessBuilder("./mvnw", "-B", "-q", "-f", POM.toString(), "dependency:build-classpath",
					"-Dmdep.outputFile=" + CLASS_PATH.toAbsolutePath())
				.redirectErrorStream(true)
				.start();
			String output = new String(maven.getInputStream().readAllBytes());
			if (maven.waitFor() != 0) {
				throw new IllegalStateException("Maven does not find Kafka:\n" + output);
			}
		}
		return Files.readString(CLASS_PATH).replace(":", File.pathSeparator);
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroyForcibly().onExit().join();
		}
	}

	/** What is done over a connection of an administrator. */
	@FunctionalInterface
	public interface Task<T> {

		T run(Admin admin) throws ExecutionException, InterruptedException;

	}

}
