package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes with their inbox in a topic. Under load, one or two at once of the broker,
 * the database and a node are killed or frozen: nothing acknowledged is lost, requests
 * are acknowledged meanwhile, and the order is kept.
 */
@RunsBesideOthers
class KafkaFaultTests {

	private static final Log logger = LogFactory.getLog(KafkaFaultTests.class);

	private static final String TOPIC = "faults";

	private static final int SENDERS = 4;

	/** The node is killed first, so that there is time until the other takes over. */
	private static final List<Set<Fault>> PAIRS = List.of(EnumSet.of(Fault.BROKER_KILLED, Fault.NODE_KILLED),
			EnumSet.of(Fault.DATABASE_KILLED, Fault.BROKER_FROZEN),
			EnumSet.of(Fault.NODE_FROZEN, Fault.DATABASE_FROZEN));

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	@TempDir
	private Path folder;

	private KafkaServer kafka;

	private PostgresServer postgres;

	private Fleet nodes;

	private Callers callers;

	@BeforeEach
	void startServers() throws Exception {
		this.kafka = new KafkaServer(Files.createDirectory(this.folder.resolve("kafka")));
		this.kafka.start();
		this.kafka.create(TOPIC, Map.of("max.message.bytes", "1200000"));
		this.postgres = new PostgresServer(this.folder);
		this.postgres.start();
	}

	@AfterEach
	void stopServers() throws IOException {
		this.kafka.close();
		this.postgres.close();
	}

	@Test
	void bearsEachPairOfFaults() throws Exception {
		suffer(PAIRS, new Form(Duration.ofSeconds(15), Duration.ofMillis(40), 60));
	}

	@Test
	@Tag("soak")
	void bearsOneOrTwoFaultsAtATimeHoweverOften() throws Exception {
		int rounds = Integer.getInteger("socialhook.soak.rounds", 300);
		suffer(IntStream.range(0, rounds).mapToObj((round) -> oneOrTwo()).toList(),
				new Form(Duration.ofSeconds(6), Duration.ofMillis(40), 200));
	}

	private Set<Fault> oneOrTwo() {
		List<Fault> all = new ArrayList<>(EnumSet.allOf(Fault.class));
		Collections.shuffle(all, this.random);
		Fault one = all.getFirst();
		Fault other = all.stream().filter((fault) -> fault.victim != one.victim).findFirst().orElseThrow();
		return (this.random.nextInt(3) == 0) ? EnumSet.of(one) : EnumSet.of(one, other);
	}

	private void suffer(List<Set<Fault>> rounds, Form form) throws Exception {
		try (Fleet fleet = new Fleet(NodeStore.postgres(this.postgres.url()), this.folder, arguments(form));
				Callers all = new Callers(20 * SENDERS, Integer.MAX_VALUE, this::portsFor, form.pause(),
						Integer.MAX_VALUE)) {
			this.nodes = fleet;
			this.callers = all;
			fleet.startAll();
			all.start(SENDERS, this.seed);
			for (int i = 0; i < rounds.size(); i++) {
				RandomFaults.awaitMore(fleet, all, 1 + this.random.nextInt(form.mostBetween()));
				logger.info("Round " + (i + 1) + ": " + rounds.get(i) + " after " + all.acknowledged.size()
						+ " acknowledged deliveries");
				suffer(rounds.get(i));
			}
			RandomFaults.awaitMore(fleet, all, 20);
			all.stop();
			judge();
		}
		catch (Exception | AssertionError ex) {
			throw new AssertionError("With the seed " + this.seed, ex);
		}
	}

	private String[] arguments(Form form) {
		// Frozen nodes and brokers come back before the others go on without them.
		return new String[] { "--socialhook.store=kafka", "--socialhook.kafka.topic=" + TOPIC,
				"--socialhook.kafka.index=all", "--socialhook.kafka.durability=single",
				"--spring.kafka.bootstrap-servers=" + this.kafka.address(),
				"--spring.kafka.consumer.properties.session.timeout.ms=" + form.session().toMillis(),
				"--spring.kafka.consumer.properties.heartbeat.interval.ms=500",
				// What a busy machine does not spill in time would overtake what it has.
				"--socialhook.accept-timeout=5s",
				// Each node that is killed counts.
				"--socialhook.dispatch.max-deaths=1000" };
	}

	/** Order is promised to those whose requests come to the same node. */
	private List<Integer> portsFor(int subject) {
		return this.nodes.node(subject % this.nodes.size()).port().stream().boxed().toList();
	}

	private void suffer(Set<Fault> faults) throws Exception {
		Node victim = this.nodes.node(this.random.nextInt(this.nodes.size()));
		List<Fault> order = new ArrayList<>(faults);
		Collections.shuffle(order, this.random);
		for (Fault fault : order) {
			strike(fault, victim);
		}
		awaitAcknowledged(1 + this.random.nextInt(40));
		// A node that was killed starts without the others.
		order.sort((one, other) -> other.victim.compareTo(one.victim));
		for (Fault fault : order) {
			heal(fault, victim);
			awaitAcknowledged(1 + this.random.nextInt(20));
		}
	}

	private void awaitAcknowledged(int number) {
		RandomFaults.awaitMore(this.nodes, this.callers, number);
	}

	private void strike(Fault fault, Node victim) throws Exception {
		switch (fault) {
			case BROKER_KILLED -> this.kafka.kill();
			case BROKER_FROZEN -> this.kafka.freeze();
			case DATABASE_KILLED -> this.postgres.kill();
			case DATABASE_FROZEN -> this.postgres.freeze();
			case NODE_KILLED -> {
				this.nodes.kill(victim);
				victim.start();
			}
			case NODE_FROZEN -> victim.freeze();
		}
	}

	private void heal(Fault fault, Node victim) throws Exception {
		switch (fault) {
			case BROKER_KILLED -> this.kafka.start();
			case BROKER_FROZEN -> this.kafka.thaw();
			case DATABASE_KILLED -> this.postgres.start();
			case DATABASE_FROZEN -> this.postgres.thaw();
			case NODE_KILLED -> this.nodes.awaitAll();
			case NODE_FROZEN -> victim.thaw();
		}
	}

	private void judge() throws Exception {
		LogAudit audit = new LogAudit(this.kafka.address(), TOPIC, this.nodes.diary());
		audit.awaitHandled(this.callers.acknowledged);
		audit.awaitIndexed(this.postgres.sql());
		Chronicle chronicle = Chronicle.read(this.nodes.diary());
		logger.info(this.callers.acknowledged.size() + " acknowledged, the slowest after "
				+ this.callers.slowest().toMillis() + " ms, handled in " + chronicle.begun().size() + " attempts, "
				+ this.callers.repeats.get() + " sent again, " + this.nodes.stream().mapToLong(Node::logged).sum()
				+ " characters logged");
		// What a node was at when it was frozen may be too late when it goes on.
		assertThat(this.callers.otherAnswers).isSubsetOf(503);
		assertThat(this.callers.givenUp).isEmpty();
		assertThat(chronicle.outOfOrder()).isEmpty();
		// Retries may run beside later events on the other node.
		assertThat(chronicle.sideBySide("steady"::equals)).isEmpty();
		assertThat(this.callers.sent.containsAll(audit.read().keySet())).as("Nothing else is there").isTrue();
	}

	/** To whom something happens. */
	private enum Victim {

		BROKER, DATABASE, NODE

	}

	/** What happens. */
	private enum Fault {

		BROKER_KILLED(Victim.BROKER), BROKER_FROZEN(Victim.BROKER), DATABASE_KILLED(Victim.DATABASE),
		DATABASE_FROZEN(Victim.DATABASE), NODE_KILLED(Victim.NODE), NODE_FROZEN(Victim.NODE);

		private final Victim victim;

		Fault(Victim victim) {
			this.victim = victim;
		}

	}

	/**
	 * How much happens.
	 *
	 * @param session after which time without a sign a node loses its partitions
	 * @param pause between two deliveries of a sender
	 * @param mostBetween how many deliveries are acknowledged between two rounds at most
	 */
	private record Form(Duration session, Duration pause, int mostBetween) {

	}

}
