package io.github.socialhook.dispatch;

import java.util.function.Consumer;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Timeout;

/** Two dispatchers over one PostgreSQL. */
@Timeout(300)
@RunsBesideOthers
class TwoNodesTests extends TwoNodesContract {

	private final PostgresDatabase database = PostgresDatabase.create();

	@Override
	DispatchFixture open(Consumer<DispatchFixture> handlers) {
		DispatchFixture node = new DispatchFixture(this.database.url());
		handlers.accept(node);
		return node.start();
	}

	@Override
	void store(DispatchFixture node, String subject, int number) {
		node.inbox.store(EVENT, subject, number);
	}

	@Override
	void closeAll() {
		this.nodes.forEach(DispatchFixture::close);
		this.database.close();
	}

}
