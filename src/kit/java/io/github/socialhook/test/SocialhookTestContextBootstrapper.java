package io.github.socialhook.test;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.boot.test.context.AnnotatedClassFinder;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Builds the application context of a {@link SocialhookTest}: from the application, if
 * there is one, and from the handlers that the test names.
 */
final class SocialhookTestContextBootstrapper extends TestSliceTestContextBootstrapper<SocialhookTest> {

	@Override
	protected Class<?>[] getOrFindConfigurationClasses(MergedContextConfiguration config) {
		Class<?>[] handlers = handlers(config.getTestClass());
		if (handlers.length == 0) {
			return super.getOrFindConfigurationClasses(config);
		}
		// Handlers for a jar have no application around them.
		boolean alone = config.getClasses().length == 0 && !config.hasLocations()
				&& new AnnotatedClassFinder(SpringBootConfiguration.class).findFromClass(config.getTestClass()) == null;
		return alone ? handlers
				: Stream.of(super.getOrFindConfigurationClasses(config), handlers)
					.flatMap(Arrays::stream)
					.distinct()
					.toArray(Class<?>[]::new);
	}

	private static Class<?>[] handlers(Class<?> test) {
		SocialhookTest annotation = AnnotatedElementUtils.findMergedAnnotation(test, SocialhookTest.class);
		return (annotation != null) ? annotation.handlers() : new Class<?>[0];
	}

}
