package io.github.socialhook;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one test class in a process, which ends with 0 if its tests pass. */
public final class JUnitProcess {

	private JUnitProcess() {
	}

	public static void main(String[] arguments) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(arguments[0]))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		listener.getSummary().getFailures().forEach((failure) -> failure.getException().printStackTrace(System.out));
		boolean passed = listener.getSummary().getTestsFailedCount() == 0
				&& listener.getSummary().getTestsSucceededCount() > 0;
		System.exit(passed ? 0 : 1);
	}

}
