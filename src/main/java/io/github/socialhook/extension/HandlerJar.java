package io.github.socialhook.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** One jar of the folder, and the components in it. */
final class HandlerJar {

	private static final TypeFilter COMPONENT = new AnnotationTypeFilter(Component.class);

	private final Path path;

	private final ClassLoader loader;

	private final MetadataReaderFactory metadata;

	HandlerJar(Path path, ClassLoader loader) {
		this.path = path;
		this.loader = loader;
		this.metadata = MetadataReaderFactory.create(loader);
	}

	/**
	 * Finds the classes that are to become beans.
	 * @throws InvalidHandlerJarException if the jar cannot be read, or one of them not
	 * loaded
	 */
	List<Class<?>> components() {
		List<Class<?>> components = new ArrayList<>();
		try (JarFile jar = new JarFile(this.path.toFile())) {
			for (JarEntry entry : jar.stream().filter(HandlerJar::isClass).toList()) {
				String name = componentName(entry, jar.getInputStream(entry).readAllBytes());
				if (name != null) {
					components.add(load(name));
				}
			}
		}
		catch (IOException ex) {
			throw new InvalidHandlerJarException(this.path, "it is not a readable jar (" + ex.getMessage() + ")", ex);
		}
		return components;
	}

	private static boolean isClass(JarEntry entry) {
		return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
	}

	private @Nullable String componentName(JarEntry entry, byte[] bytes) throws IOException {
		MetadataReader reader = read(entry, bytes);
		AnnotationMetadata type = reader.getAnnotationMetadata();
		// Spring Boot finds auto-configurations by itself, and applies them last.
		boolean wanted = COMPONENT.match(reader, this.metadata) && type.isConcrete() && type.isIndependent()
				&& !type.isAnnotated(AutoConfiguration.class.getName());
		return wanted ? type.getClassName() : null;
	}

	private MetadataReader read(JarEntry entry, byte[] bytes) {
		try {
			return this.metadata.getMetadataReader(new ByteArrayResource(bytes));
		}
		catch (IOException | IllegalArgumentException ex) {
			String problem = entry.getName() + " cannot be read (" + ex.getMessage() + ")";
			throw new InvalidHandlerJarException(this.path, problem, ex);
		}
	}

	@SuppressWarnings("ReturnValueIgnored") // called for the exceptions
	private Class<?> load(String name) {
		try {
			Class<?> type = ClassUtils.forName(name, this.loader);
			// Loads the types in its signatures as well, so that a missing one is found
			// now.
			type.getDeclaredConstructors();
			type.getDeclaredMethods();
			return type;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw new InvalidHandlerJarException(this.path, name + " cannot be loaded (" + ex + ")", ex);
		}
	}

}
