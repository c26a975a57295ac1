package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A file of a database that is read past SQLite. It stays open until no connection is: to
 * close any descriptor of a file gives up all locks that the process has on it.
 *
 * @param key what tells the file from others
 * @param channel reads it
 */
record OpenFile(Object key, FileChannel channel) implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OpenFile.class);

	/** Returns null if it is not there, or cannot be told from others. */
	static @Nullable OpenFile open(Path path) {
		Object key = FilePlace.keyOf(path);
		if (key == null) {
			return null;
		}
		OpenDescriptors.ignore(key, 1);
		try {
			return new OpenFile(key, FileChannel.open(path, StandardOpenOption.READ));
		}
		catch (IOException ex) {
			OpenDescriptors.ignore(key, -1);
			logger.debug("What the file '" + path + "' contains is not looked at", ex);
			return null;
		}
	}

	/** Returns as many bytes, or fewer at the end of the file. */
	ByteBuffer read(long position, int length) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(length);
		int count;
		do {
			count = this.channel.read(content, position + content.position());
		}
		while (count > 0 && content.hasRemaining());
		return content.flip();
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("A file of the database could not be closed", ex);
		}
		OpenDescriptors.ignore(this.key, -1);
	}

}
