package io.github.socialhook.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.store.queue.PutWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repeats are found wherever their fingerprint is: in memory, half written, in the
 * database.
 */
@RunsBesideOthers
class FingerprintsTests extends FingerprintsFixture {

	@Test
	void areFoundInMemoryAndInTheDatabase() throws SQLException {
		putAll(0, 5000);
		assertThat(count("socialhook_fingerprint_run")).isGreaterThan(2);
		assertThat(putAgain(0, 5000)).isEqualTo(5000);
		assertThat(count("socialhook_delivery")).isEqualTo(5000);
		assertThat(count("socialhook_delivery WHERE repeats = 1")).isEqualTo(5000);
	}

	@Test
	void areFoundAfterARestart() throws SQLException {
		for (int i = 0; i < 40; i++) {
			putAll(100 * i, 100 * i + 100);
			this.fingerprints = new Fingerprints(RUN_SIZE, 100);
		}
		putAll(4000, 9000);
		this.fingerprints = new Fingerprints(RUN_SIZE, 100);
		assertThat(putAgain(0, 9000)).isEqualTo(9000);
	}

	@Test
	void areNewAtAnotherEndpointAndOutsideTheWindow() throws SQLException {
		putAll(0, 1000);
		assertThat(put(List.of(write("second", 7)))).isZero();
		this.clock.advance(WINDOW);
		assertThat(putAgain(0, 1000)).isZero();
		assertThat(putAgain(0, 1000)).isEqualTo(1000);
	}

	@Test
	void areForgottenWhenTheirWindowIsOver() throws SQLException {
		putAll(0, 5000);
		assertThat(count("socialhook_fingerprint_bucket")).isGreaterThan(1000);
		this.clock.advance(WINDOW);
		for (int i = 0; i < 300; i++) {
			put(List.of(write("default", 10_000 + i)));
		}
		assertThat(count("socialhook_fingerprint_run")).isLessThan(3);
		assertThat(count("socialhook_fingerprint_bucket")).isLessThan(3 * FingerprintBuckets.COUNT);
	}

	@Test
	void neverGetTheNumberOfSomethingThatIsGone() throws SQLException {
		putAll(0, 10);
		JdbcClient.create(this.dataSource).sql("DELETE FROM socialhook_delivery WHERE id > 5").update();
		this.fingerprints = new Fingerprints(RUN_SIZE, 100);
		assertThat(putAgain(9, 10)).isZero();
		assertThat(count("socialhook_delivery WHERE id = 11")).isOne();
	}

	/** Whatever is rolled back, and whenever the process ends, against a simple model. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void areFoundWhateverHappens(long seed) throws SQLException {
		Random random = new Random(seed);
		Map<Integer, Instant> accepted = new HashMap<>();
		for (int round = 0; round < 600; round++) {
			this.clock.advance(Duration.ofSeconds(random.nextInt(5)));
			Map<Integer, PutWrite> group = new HashMap<>();
			for (int i = 0; i < 1 + random.nextInt(30); i++) {
				int number = random.nextInt(3000);
				group.put(number, write("default", number));
			}
			new SqlitePuts(this.connection, this.dialect, this.fingerprints).put(new ArrayList<>(group.values()));
			if (random.nextInt(5) == 0) {
				this.connection.rollback();
				continue;
			}
			this.connection.commit();
			Instant now = this.clock.instant();
			group.forEach((number, write) -> {
				write.committed();
				Instant before = accepted.get(number);
				boolean repeat = before != null && before.isAfter(now.minus(WINDOW));
				assertThat(write.isStored()).as("number %s", number).isEqualTo(!repeat);
				if (!repeat) {
					accepted.put(number, now);
				}
			});
			if (random.nextInt(80) == 0) {
				this.fingerprints = new Fingerprints(RUN_SIZE, 100);
			}
		}
	}

	@Test
	void areRarelyTakenForOthers() {
		FingerprintBuckets added = new FingerprintBuckets();
		Random random = new Random(1);
		for (int i = 0; i < Fingerprints.RUN_SIZE; i++) {
			added.add(random.nextLong(), i, 0);
		}
		FingerprintFilter filter = new FingerprintFilter(Fingerprints.RUN_SIZE);
		for (int i = 0; i < FingerprintBuckets.COUNT; i++) {
			filter.addAll(added.toBytes(i));
		}
		Random same = new Random(1);
		for (int i = 0; i < Fingerprints.RUN_SIZE; i++) {
			assertThat(filter.mayContain(same.nextLong())).isTrue();
		}
		int wrong = 0;
		for (int i = 0; i < 100_000; i++) {
			wrong += filter.mayContain(random.nextLong()) ? 1 : 0;
		}
		assertThat(wrong).isLessThan(500);
	}

	/** A run that an event with a longer window needs outlives the shorter ones. */
	@Test
	void areKeptAsLongAsTheLongestWindow() throws SQLException {
		this.windows = new DedupeWindows() {

			@Override
			public Duration of(Delivery delivery) {
				return delivery.endpoint().value().equals("patient") ? longest() : WINDOW;
			}

			@Override
			public Duration longest() {
				return WINDOW.multipliedBy(6);
			}

		};
		List<PutWrite> patient = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			patient.add(write("patient", i));
		}
		assertThat(put(patient)).isZero();
		putAll(0, 2000);
		this.clock.advance(WINDOW.multipliedBy(5));
		assertThat(putAgain(0, 2000)).isZero();
		assertThat(put(List.of(write("patient", 7), write("patient", 8)))).isEqualTo(2);
	}

}
