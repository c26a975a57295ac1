package io.github.socialhook.extension;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Adds handlers that were not built into the application: the jars of one folder are
 * added to the class path, and their components become beans, whatever their package.
 */
public final class HandlerJars implements ApplicationContextInitializer<GenericApplicationContext> {

	private static final Log logger = LogFactory.getLog(HandlerJars.class);

	@Override
	public void initialize(GenericApplicationContext context) {
		List<Path> jars = jars(
				Binder.get(context.getEnvironment()).bindOrCreate("socialhook.handlers", HandlersProperties.class));
		if (!jars.isEmpty()) {
			ClassLoader loader = loader(jars, context.getClassLoader());
			context.setClassLoader(loader);
			context.getBeanFactory().setBeanClassLoader(loader);
			// Threads that are started from here on inherit it.
			Thread.currentThread().setContextClassLoader(loader);
			jars.forEach((jar) -> register(jar, loader, context));
		}
	}

	private static List<Path> jars(HandlersProperties properties) {
		Path folder = Path.of(properties.folder()).toAbsolutePath();
		if (!Files.isDirectory(folder) && !properties.isChosen()) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".jar")).sorted().toList();
		}
		catch (IOException ex) {
			throw new InvalidHandlerJarException(folder, "it is not a readable directory", ex);
		}
	}

	private static ClassLoader loader(List<Path> jars, @Nullable ClassLoader parent) {
		return new URLClassLoader("handlers", jars.stream().map(HandlerJars::url).toArray(URL[]::new), parent);
	}

	private static URL url(Path jar) {
		try {
			return jar.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			// The JDK has a handler for its own URIs of files.
			throw new IllegalStateException(ex);
		}
	}

	private static void register(Path jar, ClassLoader loader, GenericApplicationContext context) {
		List<Class<?>> components = new HandlerJar(jar, loader).components();
		AnnotatedBeanDefinitionReader beans = new AnnotatedBeanDefinitionReader(context, context.getEnvironment());
		components.forEach(beans::registerBean);
		String names = components.stream().map(Class::getName).collect(Collectors.joining(", "));
		logger.info("Handler jar " + jar + " contains " + (names.isEmpty() ? "no component" : names));
	}

}
