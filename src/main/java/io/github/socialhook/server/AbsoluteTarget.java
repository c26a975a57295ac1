package io.github.socialhook.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * The host in the first line of a request, which proxies write in the absolute form. RFC
 * 9112 takes it for the host of the request, whatever the header says, while Tomcat takes
 * the difference for an error.
 */
final class AbsoluteTarget {

	private static final Pattern FIRST_LINE = Pattern
		.compile("^[\\r\\n]*\\S+[ \\t]+(?i:https?)://([^/?@\\s]+)[/? \\t]");

	private AbsoluteTarget() {
	}

	/**
	 * Sets the header to the host in the first line, if both are there and differ.
	 * @return whether the header has changed
	 */
	static boolean overrideHost(Request request) {
		if (!(request.getInputBuffer() instanceof Http11InputBuffer input)) {
			return false;
		}
		// What is already read of the head, whose parsing may have come to any point.
		ByteBuffer head = input.getByteBuffer().duplicate().rewind();
		Matcher line = FIRST_LINE.matcher(StandardCharsets.ISO_8859_1.decode(head));
		MessageBytes host = request.getMimeHeaders().getValue("Host");
		if (host == null || !line.find() || host.equalsIgnoreCase(line.group(1))) {
			return false;
		}
		byte[] name = line.group(1).getBytes(StandardCharsets.ISO_8859_1);
		host.setBytes(name, 0, name.length);
		return true;
	}

}
