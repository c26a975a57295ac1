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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
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

	private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	/** Controllers would refuse each other until one of them has loaded the rules. */
	private static final String AUTHORIZER = """
			authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
			allow.everyone.if.no.acl.found=true
			""";

	/** Of a start: one that it does not answer is not waited for. */
	private static final DescribeClusterOptions ATTEMPT = new DescribeClusterOptions().timeoutMs(3000);

	private final Path folder;

	private final Path settings;

	private final int port = FreePort.next();

	private final int controllerPort = FreePort.next();

	private final List<String> options;

	private @Nullable Process process;

	public KafkaServer(Path folder) throws IOException, InterruptedException {
		this(folder, SMALL);
	}

	/**
	 * Prepares a broker with a JVM that has been told how to run.
	 * @param options the arguments of the JVM
	 */
	public KafkaServer(Path folder, List<String> options) throws IOException, InterruptedException {
		this(folder, options, "");
		format(1, "1@127.0.0.1:" + this.controllerPort, 1, Uuid.randomUuid());
	}

	private KafkaServer(Path folder, List<String> options, String name) throws IOException {
		this.folder = Files.createDirectories(folder.resolve(name));
		this.options = options;
		this.settings = this.folder.resolve("server.properties");
	}

	/**
	 * Prepares brokers of one cluster, each of which has all topics, and none of which
	 * starts without a second one. Everybody may do everything.
	 */
	static List<KafkaServer> cluster(Path folder, int number) throws IOException, InterruptedException {
		List<KafkaServer> brokers = new ArrayList<>();
		for (int i = 1; i <= number; i++) {
			brokers.add(new KafkaServer(folder, SMALL, "broker-" + i));
		}
		String voters = IntStream.range(0, number)
			.mapToObj((i) -> (i + 1) + "@127.0.0.1:" + brokers.get(i).controllerPort)
			.collect(Collectors.joining(","));
		Uuid cluster = Uuid.randomUuid();
		for (int i = 0; i < number; i++) {
			brokers.get(i).format(i + 1, voters, number, cluster);
		}
		return brokers;
	}

	private void format(int id, String voters, int replicas, Uuid cluster) throws IOException, InterruptedException {
		Files.writeString(this.settings, """
				process.roles=broker,controller
				node.id=%s
				listeners=PLAINTEXT://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s
				advertised.listeners=PLAINTEXT://127.0.0.1:%s
				controller.listener.names=CONTROLLER
				controller.quorum.voters=%s
				log.dirs=%s
				auto.create.topics.enable=false
				num.network.threads=2
				num.io.threads=2
				default.replication.factor=%s
				offsets.topic.replication.factor=%s
				offsets.topic.num.partitions=3
				group.initial.rebalance.delay.ms=0
				group.min.session.timeout.ms=1000
				%s
				""".formatted(id, this.port, this.controllerPort, this.port, voters, this.folder.resolve("data"),
				replicas, replicas, (replicas == 1) ? AUTHORIZER : ""));
		Process format = run("kafka.tools.StorageTool", "format", "--cluster-id", cluster.toString(), "--config",
				this.settings.toString());
		if (!format.waitFor(Timeouts.START.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
			throw new IllegalStateException(Files.readString(this.folder.resolve("output")));
		}
	}

	public String address() {
		return "127.0.0.1:" + this.port;
	}

	public void start() throws IOException, InterruptedException {
		launch();
		awaitStart();
	}

	/** Starts its process, and does not wait. */
	void launch() throws IOException, InterruptedException {
		this.process = run("kafka.Kafka", this.settings.toString());
	}

	/** Waits until it answers. */
	void awaitStart() {
		Awaitility.await("Kafka")
			.atMost(Timeouts.START)
			.ignoreExceptions()
			.until(() -> !admin((admin) -> admin.describeCluster(ATTEMPT).nodes().get()).isEmpty());
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
		int timeout = Math.toIntExact(Timeouts.START.toMillis());
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", timeout))) {
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
