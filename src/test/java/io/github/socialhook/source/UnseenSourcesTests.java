package io.github.socialhook.source;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socialhook.delivery.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UnseenSourcesTests {

	private static final Source FIRST = new Source("sg", "192.0.2.1");

	private static final Source SECOND = new Source("sg", "192.0.2.2");

	private final AtomicLong now = new AtomicLong();

	private final UnseenSources unseen = new UnseenSources(List.of(FIRST, SECOND), this.now::get);

	@Test
	void tellsOnceADayWhoHasNotCome(CapturedOutput output) {
		this.unseen.markSeen(SECOND);
		assertThat(lines(output)).isZero();
		this.now.set(UnseenSources.INTERVAL);
		this.unseen.markSeen(Source.STRANGER);
		this.unseen.markSeen(Source.STRANGER);
		assertThat(output).contains("No request has arrived since startup from 192.0.2.1: Social+ ");
		assertThat(lines(output)).isOne();
		this.now.addAndGet(UnseenSources.INTERVAL);
		this.unseen.markSeen(SECOND);
		assertThat(lines(output)).isEqualTo(2);
	}

	@Test
	void isSilentWhenAllHaveCome(CapturedOutput output) {
		this.unseen.markSeen(FIRST);
		this.now.set(UnseenSources.INTERVAL);
		this.unseen.markSeen(SECOND);
		assertThat(lines(output)).isZero();
	}

	private static long lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("No request has arrived")).count();
	}

}
