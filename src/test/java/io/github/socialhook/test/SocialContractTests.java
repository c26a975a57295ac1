package io.github.socialhook.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * What the kit promises to tests holds whichever ran before, and on a busy machine: 200
 * in random order, and in the long form ten times, while twice as many threads as there
 * are processors do nothing but compute.
 */
@SocialhookTest
@Import({ SocialTests.Greeter.class, SocialTests.Moody.class, SocialTests.Everything.class })
@TestPropertySource(properties = "socialhook.dispatch.retry-after=1m, 1h")
class SocialContractTests {

	private static final boolean SOAK = Boolean.getBoolean("socialhook.soak");

	private static final int TESTS = 200;

	private static final int ROUNDS = 10;

	private static ExecutorService others;

	@BeforeAll
	static void makeTheMachineBusy() {
		int threads = SOAK ? 2 * Runtime.getRuntime().availableProcessors() : 0;
		others = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
		IntStream.range(0, threads).forEach((number) -> others.execute(SocialContractTests::compute));
	}

	private static void compute() {
		long value = 1;
		while (!Thread.currentThread().isInterrupted()) {
			value = value * 31 + Math.floorMod(value, 7);
		}
	}

	@AfterAll
	static void leaveTheMachine() {
		others.shutdownNow();
	}

	static Stream<Arguments> tests() {
		int rounds = SOAK ? ROUNDS : 1;
		return new Random().longs(rounds).boxed().flatMap(SocialContractTests::shuffled);
	}

	/** The seed is in the name, so that an order can be had again. */
	private static Stream<Arguments> shuffled(long seed) {
		List<Expectation> order = new ArrayList<>();
		IntStream.range(0, TESTS)
			.forEach((number) -> order.add(Expectation.values()[number % Expectation.values().length]));
		Collections.shuffle(order, new Random(seed));
		return order.stream().map((each) -> Arguments.of(Named.of(each + ", seed " + seed, each)));
	}

	@ParameterizedTest
	@MethodSource("tests")
	void holdsInAnyOrder(Expectation expectation, Social social) {
		expectation.check(social);
	}

	/** One for each thing that a test can say. */
	enum Expectation {

		HANDLED((social) -> social.sends(Events.aMessage()).to(SocialTests.Greeter.class).isHandled().isCalled(1)),

		NEVER_CALLED(
				(social) -> social.sends(Events.aUser()).isUnhandled().to(SocialTests.Moody.class).isNeverCalled()),

		UNREADABLE((social) -> social.sends(() -> "{".getBytes(StandardCharsets.UTF_8)).isUnreadable()),

		RETRIED((social) -> mood(social, "fails").willBeRetriedAfter(Duration.ofMinutes(1)).isCalled(1)),

		DEAD((social) -> mood(social, "fails").retries(2).then().isDead().isCalled(3)),

		REJECTED((social) -> mood(social, "never").isDead().isCalled(1)),

		LATER((social) -> {
			HandlerAssert handler = mood(social, "later").willBeRetriedAfter(Duration.ofMinutes(10));
			social.time().forward(Duration.ofMinutes(10));
			handler.isHandled().isCalled(2);
		}),

		AGAIN((social) -> social.sends(Events.aMessage())
			.isHandledByAll()
			.again()
			.to(SocialTests.Greeter.class)
			.isHandled()
			.isCalled(2)),

		ONE_OF_TWO((social) -> {
			HandlerAssert moody = mood(social, "fails");
			SentDelivery message = social.sends(Events.aMessage());
			moody.retries(1).then().willBeRetried();
			message.to(SocialTests.Greeter.class).isHandled().isCalled(1);
			moody.retries(1).then().isDead();
		}),

		HUNDRED_BESIDE((social) -> {
			HandlerAssert moody = mood(social, "fails");
			IntStream.range(0, 100).forEach((number) -> social.sends(Events.aMessage()));
			moody.isCalled(1).retries(1).then().isCalled(2);
		});

		private final Consumer<Social> expectation;

		Expectation(Consumer<Social> expectation) {
			this.expectation = expectation;
		}

		void check(Social social) {
			this.expectation.accept(social);
		}

		private static HandlerAssert mood(Social social, String mood) {
			return social.sends(Events.aChannel().with("data.channel.displayName", mood)).to(SocialTests.Moody.class);
		}

	}

}
