package io.github.socialhook.tangled.cellar;

import java.sql.Connection;
import java.time.ZoneId;

import io.micrometer.core.instrument.Counter;

/** Open to everyone, used by no one, and full of what belongs elsewhere. */
public class Box {

	Connection connection;

	Counter counter;

	ZoneId zone() {
		return ZoneId.systemDefault();
	}

}
