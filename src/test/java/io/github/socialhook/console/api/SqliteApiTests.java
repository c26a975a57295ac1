package io.github.socialhook.console.api;

import java.nio.file.Path;

import io.github.socialhook.console.OperationsFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the API answers from SQLite. */
class SqliteApiTests extends StoreApiContract {

	@TempDir
	private static Path folder;

	private static OperationsFixture service;

	@BeforeAll
	static void start() {
		service = OperationsFixture.open(folder);
	}

	@AfterAll
	static void end() {
		service.close();
	}

	@Override
	OperationsFixture service() {
		return service;
	}

}
