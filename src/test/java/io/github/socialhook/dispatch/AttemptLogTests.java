package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log has of an attempt. */
class AttemptLogTests {

	private static final String SUBJECT = "io.github.socialhook.dispatch.attempt-log-tests";

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.socialhook.dispatch");

	private final Recorder recorder = new Recorder();

	@TempDir
	private Path folder;

	@BeforeEach
	void listen() {
		this.recorder.start();
		this.logger.addAppender(this.recorder);
	}

	@AfterEach
	void leave() {
		this.logger.detachAppender(this.recorder);
	}

	@Test
	void hasTheDeliveryInTheContextOfAllThatIsLogged() {
		try (DispatchFixture node = node().start()) {
			String id = node.inbox.store("channel.didCreate", "a", 1).value();
			ILoggingEvent failure = this.recorder.await("Handler logged failed delivery " + id);
			ILoggingEvent own = this.recorder.await("in the handler");
			assertThat(List.of(failure, own)).extracting(ILoggingEvent::getMDCPropertyMap)
				.allSatisfy((context) -> assertThat(context).containsEntry("deliveryId", id));
		}
	}

	@Test
	void hasNeitherMessageNorTraceByDefault() {
		try (DispatchFixture node = node().start()) {
			ILoggingEvent failure = this.recorder
				.await("Handler logged failed delivery " + node.inbox.store("channel.didCreate", "a", 1).value());
			assertThat(failure.getThrowableProxy()).isNull();
			assertThat(failure.getFormattedMessage()).contains("IllegalStateException")
				.doesNotContain("what a user wrote");
		}
	}

	@Test
	void hasMessageAndTraceOnRequest() {
		try (DispatchFixture node = node().withErrorsInTheLog().start()) {
			ILoggingEvent failure = this.recorder
				.await("Handler logged failed delivery " + node.inbox.store("channel.didCreate", "a", 1).value());
			assertThat(failure.getThrowableProxy().getMessage()).isEqualTo("what a user wrote");
			assertThat(failure.getThrowableProxy().getStackTraceElementProxyArray()).isNotEmpty();
		}
	}

	private DispatchFixture node() {
		return new DispatchFixture(this.folder).with("logged", "channel.didCreate", DispatchFixture.settings(1),
				(event, delivery) -> {
					LogFactory.getLog(SUBJECT).info("in the handler");
					throw new IllegalStateException("what a user wrote");
				});
	}

	/** Keeps what is logged, with the context of that moment. */
	private static final class Recorder extends AppenderBase<ILoggingEvent> {

		private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			this.events.add(event);
		}

		ILoggingEvent await(String text) {
			DispatchFixture.eventually(
					() -> assertThat(this.events).anyMatch((event) -> event.getFormattedMessage().contains(text)));
			return this.events.stream()
				.filter((event) -> event.getFormattedMessage().contains(text))
				.findFirst()
				.orElseThrow();
		}

	}

}
