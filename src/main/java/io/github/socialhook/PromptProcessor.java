package io.github.socialhook;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.delivery.RequestOutcome;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests off a connection. Tomcat grants its time-outs anew for each byte, so
 * that a head, or the end of a chunk, could take hours: here they hold for all of it. And
 * bodies that have not come along with their heads are waited for only in so many seats,
 * because waiting takes memory.
 */
final class PromptProcessor extends Http11Processor {

	/** For all of a body; Social+ waits less for the whole answer. */
	private static final long BODY_MILLIS = 2000;

	private static final int TRIES = 10;

	private static final int TRY_MILLIS = 25;

	private final PromptProtocol limits;

	private final Adapter servlets;

	private final Semaphore seats;

	/** Set for as long as this has a seat: what gets impatient at last. */
	private @Nullable Future<?> deadline;

	PromptProcessor(PromptProtocol limits, Adapter adapter, Semaphore seats) {
		super(limits, adapter);
		this.limits = limits;
		this.servlets = new Seating(adapter);
		this.seats = seats;
	}

	@Override
	public Adapter getAdapter() {
		return this.servlets;
	}

	@Override
	public SocketState service(SocketWrapperBase<?> socket) throws IOException {
		SocketState state;
		try {
			state = super.service(socket);
		}
		finally {
			leaveSeat();
		}
		long started = this.request.getStartTimeNanos();
		// Line ends before a request are no request, but are no reason to wait either.
		boolean begun = (state == SocketState.LONG && !isAsync()) || (state == SocketState.OPEN && started >= 0);
		if (!begun || this.limits.getConnectionTimeout() <= 0) {
			return state;
		}
		Duration taken = Duration.ofNanos(System.nanoTime() - started);
		long left = this.limits.getConnectionTimeout() - taken.toMillis();
		if (left <= 0) {
			return SocketState.CLOSED;
		}
		socket.setReadTimeout(left);
		return SocketState.LONG;
	}

	private boolean takeSeat() throws InterruptedException {
		if (!this.seats.tryAcquire(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
			return false;
		}
		SocketWrapperBase<?> socket = getSocketWrapper();
		// Whatever is read after that has to be there already.
		this.deadline = this.limits.getUtilityExecutor()
			.schedule(() -> socket.setReadTimeout(1), BODY_MILLIS, TimeUnit.MILLISECONDS);
		return true;
	}

	private void leaveSeat() {
		Future<?> left = this.deadline;
		if (left != null) {
			this.deadline = null;
			left.cancel(false);
			this.seats.release();
		}
	}

	/**
	 * A server that is stopped after the first line of a request does not read the rest.
	 * Tomcat then misses the name of the host, and takes that for the fault of the
	 * sender.
	 */
	private boolean isStoppedBeforeHeaders(Request request) {
		return this.limits.isPaused() && request.getMimeHeaders().size() == 0;
	}

	private static boolean isComplete(Request request) {
		long length = request.getContentLengthLong();
		if (length < 0) {
			return request.getHeader("Transfer-Encoding") == null;
		}
		request.action(ActionCode.AVAILABLE, true);
		return request.getAvailable() >= length;
	}

	/**
	 * Lets requests through to the servlets. A seat is kept beyond the answer, because
	 * Tomcat reads on to the end of the body.
	 */
	private final class Seating implements Adapter {

		private final Adapter next;

		private Seating(Adapter next) {
			this.next = next;
		}

		@Override
		public void service(Request request, Response response) throws Exception {
			leaveSeat();
			if (isStoppedBeforeHeaders(request)) {
				response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
			}
			boolean welcome = true;
			// What is malformed comes here, too, and is only answered.
			boolean wellFormed = !getErrorState().isError();
			for (int tries = 0; wellFormed && welcome && !isComplete(request) && !takeSeat(); tries++) {
				welcome = tries < TRIES;
			}
			if (!welcome) {
				request.setAttribute(RequestOutcome.ATTRIBUTE, RequestOutcome.OVERLOADED);
				setErrorState(ErrorState.CLOSE_CLEAN, null);
			}
			this.next.service(request, response);
		}

		@Override
		public boolean prepare(Request request, Response response) throws Exception {
			return this.next.prepare(request, response);
		}

		@Override
		public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
			return this.next.asyncDispatch(request, response, status);
		}

		@Override
		public void log(Request request, Response response, long time) {
			this.next.log(request, response, time);
		}

		@Override
		public void checkRecycled(Request request, Response response) {
			this.next.checkRecycled(request, response);
		}

		@Override
		public String getDomain() {
			return this.next.getDomain();
		}

	}

}
