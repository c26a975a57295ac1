package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.util.FileSystemUtils;

/** A broker of its own for the tests of a class, started before the first of them. */
public final class KafkaExtension implements BeforeAllCallback, AfterAllCallback {

	private @Nullable Path folder;

	private @Nullable KafkaServer server;

	/** How many classes have begun and not ended. */
	private int depth;

	public KafkaServer server() {
		return Objects.requireNonNull(this.server);
	}

	/** A class within a class has the broker of that. */
	@Override
	public synchronized void beforeAll(ExtensionContext context) throws Exception {
		if (this.depth++ == 0) {
			this.folder = Files.createTempDirectory("kafka");
			this.server = new KafkaServer(this.folder);
			this.server.start();
		}
	}

	@Override
	public synchronized void afterAll(ExtensionContext context) throws Exception {
		if (--this.depth > 0) {
			return;
		}
		if (this.server != null) {
			this.server.close();
		}
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
