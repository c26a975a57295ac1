package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A file of a database that is read past SQLite. To close any descriptor of a file gives
 * up all locks that the process has on it, those of SQLite as well. So it stays open as
 * long as a connection has the file open, or could open it.
 *
 * @param path where it was opened
 * @param key what tells the file from others
 * @param channel reads it
 */
record OpenFile(Path path, Object key, FileChannel channel) implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OpenFile.class);

	/** What nobody reads any more, and what could not be closed yet. */
	private static final Set<OpenFile> unused = ConcurrentHashMap.newKeySet();

	/** Returns null if it is not there, or cannot be told from others. */
	static @Nullable OpenFile open(Path path) {
		Object key = FilePlace.keyOf(path);
		if (key == null) {
			return null;
		}
		OpenDescriptors.ignore(key, 1);
		try {
			return new OpenFile(path, key, FileChannel.open(path, StandardOpenOption.READ));
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

	/** Closes it as soon as no lock is lost by that. */
	@Override
	public void close() {
		unused.add(this);
		if (OpenDescriptors.AVAILABLE) {
			Map<Object, List<OpenFile>> replaced = unused.stream()
				.filter(OpenFile::isReplaced)
				.collect(Collectors.groupingBy(OpenFile::key));
			replaced.keySet().removeAll(OpenDescriptors.openOf(Set.copyOf(replaced.keySet())));
			replaced.values().forEach((files) -> files.stream().filter(unused::remove).forEach(OpenFile::closeChannel));
		}
	}

	/** Whether no connection can be opened to it by its path. */
	private boolean isReplaced() {
		return !this.key.equals(FilePlace.keyOf(this.path));
	}

	private void closeChannel() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("A file of the database could not be closed", ex);
		}
		OpenDescriptors.ignore(this.key, -1);
	}

}
