package io.github.socialhook.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.dispatch.LogFixture.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of a subject over a log, as over databases. */
@Timeout(300)
@RunsBesideOthers
class LogOrderTests {

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private final List<Node> nodes = new ArrayList<>();

	private PostgresDatabase database;

	private LogFixture log;

	@BeforeEach
	void createLog(TestInfo test) throws Exception {
		this.database = PostgresDatabase.create();
		this.log = new LogFixture(kafka.server(), test.getTestMethod().orElseThrow().getName());
	}

	private DispatchFixture add(Node node) {
		this.nodes.add(node);
		return node.fixture;
	}

	private void close() {
		this.nodes.forEach(Node::close);
		this.log.close();
		this.database.close();
	}

	/**
	 * On one node. On several, the node that retries need not be the one that has the
	 * partition.
	 */
	@Nested
	class Retries extends RetriesInTurnContract {

		@Override
		DispatchFixture open(Consumer<DispatchFixture> handlers) {
			return add(LogOrderTests.this.log.start(LogOrderTests.this.database.url(), handlers));
		}

		@Override
		void store(DispatchFixture node, String subject, int number) {
			LogOrderTests.this.log.send(subject, number);
		}

		/** A success leaves no row. */
		@Override
		void awaitHandled(int number) {
			DispatchFixture.eventually(() -> assertThat(this.succeeded).hasValue(number));
		}

		@Override
		void closeAll() {
			LogOrderTests.this.close();
		}

	}

	@Nested
	class TwoNodes extends TwoNodesContract {

		@Override
		DispatchFixture open(Consumer<DispatchFixture> handlers) {
			return add(LogOrderTests.this.log.startIndexed(LogOrderTests.this.database.url(), handlers));
		}

		@Override
		void store(DispatchFixture node, String subject, int number) {
			LogOrderTests.this.log.send(subject, number);
		}

		@Override
		void closeAll() {
			LogOrderTests.this.close();
		}

	}

}
