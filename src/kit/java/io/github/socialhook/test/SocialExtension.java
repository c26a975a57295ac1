package io.github.socialhook.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Passes {@link Social} to the methods of a test, and forgets after each what it sent.
 */
final class SocialExtension implements ParameterResolver, AfterEachCallback {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
		return parameter.getParameter().getType() == Social.class
				&& parameter.getParameter().getAnnotations().length == 0
				&& !SampleProvider.provides(parameter.getDeclaringExecutable());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
		return social(extension);
	}

	@Override
	public void afterEach(ExtensionContext extension) {
		social(extension).forget();
	}

	static Social social(ExtensionContext extension) {
		return SpringExtension.getApplicationContext(extension).getBean(Social.class);
	}

}
