package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The turns of a subject over databases, on one node and on two. */
@Timeout(300)
@RunsBesideOthers
class RetriesInTurnTests extends RetriesInTurnContract {

	private PostgresDatabase database;

	@TempDir
	private Path folder;

	private void startTwo() throws Exception {
		this.database = PostgresDatabase.create();
		start(2);
	}

	@Override
	DispatchFixture open(Consumer<DispatchFixture> handlers) {
		DispatchFixture node = (this.database != null) ? new DispatchFixture(this.database.url())
				: new DispatchFixture(this.folder);
		handlers.accept(node);
		return node.start();
	}

	@Override
	void store(DispatchFixture node, String subject, int number) {
		node.inbox.store(EVENT, subject, number);
	}

	@Override
	void awaitHandled(int number) {
		awaitState("HANDLED", number);
	}

	@Override
	void closeAll() {
		this.nodes.forEach(DispatchFixture::close);
		if (this.database != null) {
			this.database.close();
		}
	}

	@Test
	void aRetryWaitsForTheEventThatIsHandledOnEitherNode() throws Exception {
		startTwo();
		retryWaits();
	}

	@Test
	void anEventWaitsForTheRetryThatIsHandledOnEitherNode() throws Exception {
		startTwo();
		eventWaits();
	}

	@Test
	void retriesOfASubjectComeOneAtATimeOnTwoNodes() throws Exception {
		startTwo();
		// Not so many that the handler would be held.
		for (int i = 0; i < 8; i++) {
			this.failing.add(i + ".1");
			this.failing.add(i + ".2");
			store(this.nodes.get(i % 2), "s" + i % 2, i);
		}
		awaitState("RETRYING", 8);
		advance();
		DispatchFixture.eventually(() -> assertThat(this.begun).hasSize(16));
		awaitState("RETRYING", 8);
		advance();
		awaitHandled(8);
		assertThat(this.sideBySide).isEmpty();
	}

}
