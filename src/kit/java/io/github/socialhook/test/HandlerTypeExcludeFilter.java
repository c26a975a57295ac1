package io.github.socialhook.test;

import java.io.IOException;
import java.util.List;

import io.github.socialhook.handler.WebhookHandler;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Of what is scanned, leaves the beans with handler methods. */
final class HandlerTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<SocialhookTest> {

	private final List<Class<?>> handlers;

	HandlerTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.handlers = List.of(getAnnotation().getClassArray("handlers"));
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
		String name = reader.getClassMetadata().getClassName();
		return reader.getAnnotationMetadata().hasAnnotatedMethods(WebhookHandler.class.getName())
				&& (this.handlers.isEmpty() || this.handlers.stream().anyMatch((type) -> type.getName().equals(name)));
	}

}
