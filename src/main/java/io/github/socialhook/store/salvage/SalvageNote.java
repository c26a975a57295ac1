package io.github.socialhook.store.salvage;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What is known of a file that was set aside, in a small file beside it, which also tells
 * the next process.
 *
 * @param given the highest number of a delivery that was given by the process that set it
 * aside
 * @param overwritten whether somebody had overwritten it
 * @param moved how many deliveries were moved to the new file
 * @param unreadable how many at most could not be read
 */
record SalvageNote(long given, boolean overwritten, long moved, long unreadable) {

	static final String SUFFIX = "-report.txt";

	/** What is known where there is nothing to read. */
	static final SalvageNote NONE = new SalvageNote(0, false, 0, 0);

	private static final Log logger = LogFactory.getLog(SalvageNote.class);

	SalvageNote with(long moved, long unreadable) {
		return new SalvageNote(this.given, this.overwritten, moved, unreadable);
	}

	static Path pathFor(Path database) {
		return database.resolveSibling(database.getFileName() + SUFFIX);
	}

	/** Reads what is known of a file. */
	static SalvageNote read(Path database) {
		Properties known = new Properties();
		try (Reader reader = Files.newBufferedReader(pathFor(database))) {
			known.load(reader);
			return new SalvageNote(number(known, "given"), Boolean.parseBoolean(known.getProperty("overwritten")),
					number(known, "moved"), number(known, "unreadable"));
		}
		catch (NoSuchFileException ex) {
			return NONE;
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.warn("The report beside the damaged file '" + database + "' cannot be read: " + ex);
			return NONE;
		}
	}

	private static long number(Properties known, String name) {
		return Long.parseLong(known.getProperty(name, "0"));
	}

	/** Writes it to the disk. */
	void write(Path database) throws IOException {
		String text = "given=" + this.given + "\noverwritten=" + this.overwritten + "\nmoved=" + this.moved
				+ "\nunreadable=" + this.unreadable + "\n";
		try (FileChannel file = FileChannel.open(pathFor(database), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				file.write(bytes);
			}
			file.force(true);
		}
	}

}
