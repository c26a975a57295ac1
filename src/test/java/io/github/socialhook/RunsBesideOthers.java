package io.github.socialhook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * A test class of which each test has processes, ports, folders and databases of its own,
 * and that writes nothing to the log that another looks for. It starts no application in
 * this process, which would set the log up anew. It runs beside others of its kind, and
 * beside the classes without this annotation, which run one after another.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = RunsBesideOthers.OwnLock.class)
public @interface RunsBesideOthers {

	/** With it, the tests of a class run one after another. */
	final class OwnLock implements ResourceLocksProvider {

		@Override
		public Set<Lock> provideForClass(Class<?> testClass) {
			return Set.of(new Lock(testClass.getName()));
		}

	}

}
