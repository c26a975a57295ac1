package io.github.socialhook.store.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The number up to which every delivery is stored that ever will be, those excepted that
 * a salvage brings back.
 */
@FunctionalInterface
public interface Watermark {

	/**
	 * Finds the number now.
	 * @return a number that is not lower than before; 0 if nothing is sure yet
	 */
	long find(JdbcClient jdbc);

}
