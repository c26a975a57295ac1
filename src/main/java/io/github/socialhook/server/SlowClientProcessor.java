package io.github.socialhook.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.problem.Overload;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Processes the requests of a connection. Tomcat restarts its timeouts with each byte, so
 * that a head, or the end of a chunk, could take hours: here they hold for all of it. And
 * only a limited number of requests may wait for a body that has not arrived with its
 * head, because waiting takes memory.
 */
final class SlowClientProcessor extends Http11Processor {

	/** Is set where the header Host is not a name of a host. */
	static final String INVALID_HOST = SlowClientProcessor.class.getName() + ".INVALID_HOST";

	/** For the whole body; Social+ waits less than that for the answer. */
	private static final long BODY_TIMEOUT_MILLIS = 2000;

	private static final int MAX_ATTEMPTS = 10;

	private static final int ATTEMPT_MILLIS = 25;

	private final SlowClientProtocol limits;

	private final Adapter servlets;

	private final Semaphore waitPermits;

	/** When the request came that was handed to the servlets, which report it. */
	private long handedOn;

	/** Whether the connection has carried a genuine request since it was read from. */
	private boolean genuine;

	/** Ends the wait for the body; set as long as this holds a permit. */
	private @Nullable Future<?> deadline;

	SlowClientProcessor(SlowClientProtocol limits, Adapter adapter, Semaphore waitPermits) {
		super(limits, adapter);
		this.limits = limits;
		this.servlets = new BodyWaitAdapter(adapter);
		this.waitPermits = waitPermits;
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
			releasePermit();
		}
		if (state == SocketState.UPGRADING && getUpgradeToken() == null
				&& this.limits.getUpgradeProtocol("h2c") == null) {
			this.limits.refusals().report(this.request, Refusal.HTTP_2);
		}
		keepIfGenuine(socket, state);
		long started = this.request.getStartTimeNanos();
		// Line ends before a request are not a request, but no reason to wait either.
		boolean begun = (state == SocketState.LONG && !isAsync()) || (state == SocketState.OPEN && started >= 0);
		if (!begun || this.limits.getConnectionTimeout() <= 0) {
			return state;
		}
		Duration taken = Duration.ofNanos(System.nanoTime() - started);
		long left = this.limits.getConnectionTimeout() - taken.toMillis();
		if (left <= 0) {
			reportSlowHead();
			return SocketState.CLOSED;
		}
		socket.setReadTimeout(left);
		return SocketState.LONG;
	}

	@Override
	public SocketState process(SocketWrapperBase<?> socket, SocketEvent status) throws IOException {
		try {
			if (status == SocketEvent.ERROR && socket.getError() instanceof SocketTimeoutException) {
				reportSlowHead();
			}
			return super.process(socket, status);
		}
		catch (RuntimeException | Error ex) {
			this.limits.faults().report(ex);
			return SocketState.CLOSED;
		}
	}

	private void reportSlowHead() {
		// Line ends alone are no head.
		if (this.request.getStartTimeNanos() >= 0 && RefusalDiagnosis.hasBegun(this.request)) {
			this.limits.refusals().report(this.request, Refusal.SLOW_HEAD);
		}
	}

	private void keepIfGenuine(SocketWrapperBase<?> socket, SocketState state) {
		if (this.genuine) {
			this.genuine = false;
			this.limits.keep(socket);
		}
		else if (state == SocketState.OPEN) {
			this.limits.limitIdleTime(socket);
		}
	}

	/**
	 * Tomcat checks that the host of an absolute target is that of the header. Here, the
	 * target takes precedence, and nothing else can have been wrong before that check.
	 */
	@Override
	protected void setErrorState(ErrorState errorState, @Nullable Throwable failure) {
		boolean first = !getErrorState().isError() && this.handedOn != this.request.getStartTimeNanos();
		if (first && failure == null && this.response.getStatus() == HttpServletResponse.SC_BAD_REQUEST
				&& AbsoluteTarget.overrideHost(this.request)) {
			this.response.setStatus(HttpServletResponse.SC_OK);
			return;
		}
		super.setErrorState(errorState, failure);
		if (first && errorState == ErrorState.CLOSE_CONNECTION_NOW && RefusalDiagnosis.hasBegun(this.request)) {
			this.limits.refusals().report(this.request, Refusal.BROKEN_OFF);
		}
	}

	/** Accepts names that Tomcat does not, such as those with an underscore. */
	@Override
	protected void parseHost(@Nullable MessageBytes value) {
		ByteChunk host = (value != null && !value.isNull()) ? value.getByteChunk() : null;
		int length = (host != null) ? HostHeader.nameLength(host) : -1;
		if (host == null || length < 0) {
			boolean wasError = getErrorState().isError();
			super.parseHost(value);
			if (!wasError && getErrorState().isError()) {
				this.request.setAttribute(INVALID_HOST, true);
			}
			return;
		}
		this.request.serverName().setBytes(host.getBytes(), host.getStart(), length);
		int port = HostHeader.port(host, length);
		if (port >= 0) {
			this.request.setServerPort(port);
		}
		else {
			populatePort();
		}
	}

	private boolean acquirePermit() throws InterruptedException {
		if (!this.waitPermits.tryAcquire(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS)) {
			return false;
		}
		SocketWrapperBase<?> socket = getSocketWrapper();
		// From then on, a read returns only what has already arrived.
		this.deadline = this.limits.getUtilityExecutor()
			.schedule(() -> socket.setReadTimeout(1), BODY_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
		return true;
	}

	private void releasePermit() {
		Future<?> current = this.deadline;
		if (current != null) {
			this.deadline = null;
			current.cancel(false);
			this.waitPermits.release();
		}
	}

	/**
	 * A server that is stopped after the first line of a request does not read the rest.
	 * Tomcat then finds no host name, and answers as if that were an error of the client.
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
	 * Passes requests on to the servlets. A permit is kept beyond the answer, because
	 * Tomcat reads on to the end of the body.
	 */
	final class BodyWaitAdapter extends FaultAdapter {

		private BodyWaitAdapter(Adapter next) {
			super(next, SlowClientProcessor.this.limits.faults());
		}

		@Override
		public void service(Request request, Response response) throws Exception {
			releasePermit();
			SlowClientProcessor.this.handedOn = request.getStartTimeNanos();
			if (isStoppedBeforeHeaders(request)) {
				response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
			}
			boolean admitted = true;
			// Malformed requests get here, too, but only to be answered.
			boolean wellFormed = !getErrorState().isError();
			for (int attempts = 0; wellFormed && admitted && !isComplete(request) && !acquirePermit(); attempts++) {
				admitted = attempts < MAX_ATTEMPTS;
			}
			if (!admitted) {
				request.setAttribute(Overload.ATTRIBUTE, true);
				setErrorState(ErrorState.CLOSE_CLEAN, null);
			}
			if (request.requestURI().equals("*") && "OPTIONS".equals(request.getMethod())) {
				// Tomcat itself would answer OPTIONS, with a list of methods.
				request.setMethod("POST");
			}
			super.service(request, response);
			SlowClientProcessor.this.genuine |= GenuineConnectionValve.takeMark(request);
		}

	}

}
