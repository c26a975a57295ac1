package io.github.socialhook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * A test class of which each test has processes, ports, folders and databases of its own,
 * and that writes nothing to the log that another looks for. It runs while the classes
 * without this annotation run one after another. The classes of one lane run one after
 * another as well, and so do the tests of each.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = RunsBesideOthers.LaneLock.class)
public @interface RunsBesideOthers {

	/** Which of the lanes it runs in: assigned so that all end at about the same time. */
	Lane value();

	/** What runs at a time, beside the classes without the annotation. */
	enum Lane {

		FIRST, SECOND

	}

	/** Locks the lane of a class. */
	final class LaneLock implements ResourceLocksProvider {

		@Override
		public Set<Lock> provideForClass(Class<?> testClass) {
			RunsBesideOthers annotation = Objects.requireNonNull(testClass.getAnnotation(RunsBesideOthers.class));
			return Set.of(new Lock(annotation.value().name()));
		}

	}

}
