package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.UpkeepListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Pauses that are stored, but cannot be looked up for a while. */
@ExtendWith(OutputCaptureExtension.class)
class PauseLookupTests {

	private static final String CREATED = "channel.didCreate";

	private final Queue<Integer> handled = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean away = new AtomicBoolean();

	@TempDir
	Path folder;

	@Test
	void saysThatAPauseIsNotHeededAndHeedsItLater(CapturedOutput output) {
		try (DispatchFixture fixture = new DispatchFixture(this.folder)) {
			fixture.withPauses(this::unreliable)
				.with("a", CREATED, DispatchFixture.settings(1),
						(event, delivery) -> this.handled.add(event.path("data").path("number").asInt()))
				.start();
			this.away.set(true);
			assertThat(fixture.directory.pause("a")).isTrue();
			DispatchFixture.eventually(() -> assertThat(fixture.late).hasSizeGreaterThan(2));
			assertThat(fixture.late).containsOnly(UpkeepListener.Task.PAUSES);
			assertThat(output).containsOnlyOnce("The paused handlers cannot be read, so pause and resume have no "
					+ "effect: java.lang.IllegalStateException: The pool is exhausted");
			this.away.set(false);
			DispatchFixture
				.eventually(() -> assertThat(fixture.directory.statusOf("a").orElseThrow().pausedSince()).isNotNull());
			fixture.inbox.store(CREATED, "s", 1);
			fixture.directory.resume("a");
			DispatchFixture.eventually(() -> assertThat(List.copyOf(this.handled)).containsExactly(1));
		}
	}

	private Pauses unreliable(Pauses real) {
		return new Pauses() {

			@Override
			public Map<String, Instant> all() {
				if (PauseLookupTests.this.away.get()) {
					throw new StoreUnavailableException("No", new IllegalStateException("The pool is exhausted"));
				}
				return real.all();
			}

			@Override
			public void pause(String handler) {
				real.pause(handler);
			}

			@Override
			public void resume(String handler) {
				real.resume(handler);
			}

		};
	}

}
