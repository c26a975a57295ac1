package io.github.socialhook.dispatch.registry;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.handler.HandlerSource;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the handler methods of all beans, proxied ones included, and the handlers that
 * sources supply.
 */
public final class HandlerScanner {

	private static final MetadataLookup<WebhookHandler> ANNOTATION = (method) -> AnnotatedElementUtils
		.findMergedAnnotation(method, WebhookHandler.class);

	private final ConfigurableListableBeanFactory beans;

	private final HandlerFactory factory;

	/**
	 * Creates a scanner.
	 * @param beans the beans to look at
	 * @param settings reads the settings of each handler
	 */
	public HandlerScanner(ConfigurableListableBeanFactory beans, HandlerSettingsFactory settings) {
		this.beans = beans;
		this.factory = new HandlerFactory(settings);
	}

	/**
	 * Finds all handlers.
	 * @return the handlers, in the order of the beans
	 * @throws InvalidConfigurationException if one of them cannot be a handler
	 */
	public List<Handler> scan() {
		List<Handler> found = new ArrayList<>();
		for (String beanName : this.beans.getBeanNamesForType(Object.class, false, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null
					: AutoProxyUtils.determineTargetClass(this.beans, beanName);
			if (type != null && AnnotationUtils.isCandidateClass(type, WebhookHandler.class)) {
				found.addAll(scan(beanName, type));
			}
		}
		this.beans.getBeanProvider(HandlerSource.class)
			.orderedStream()
			.flatMap((source) -> source.handlers().stream())
			.map(this.factory::create)
			.forEach(found::add);
		return found;
	}

	private List<Handler> scan(String beanName, Class<?> type) {
		Map<Method, WebhookHandler> methods = MethodIntrospector.selectMethods(type, ANNOTATION);
		List<Handler> found = new ArrayList<>();
		methods.forEach((method, annotation) -> {
			Object bean = this.beans.getBean(beanName);
			String name = defaultName(beanName, method, methods.keySet().stream().map(Method::getName).toList());
			found.add(this.factory.create(name, bean, invocable(method, bean), annotation));
		});
		return found;
	}

	private static Method invocable(Method method, Object bean) {
		try {
			return AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			throw new InvalidConfigurationException(String.valueOf(ex.getMessage()),
					"Make the method visible to the proxy: public, and on the interface if the proxy has only that.");
		}
	}

	/** Distinguishes overloaded methods by their parameters. */
	private static String defaultName(String beanName, Method method, List<String> all) {
		String name = beanName + "." + method.getName();
		boolean overloaded = all.stream().filter(method.getName()::equals).count() > 1;
		if (!overloaded) {
			return name;
		}
		StringBuilder parameters = new StringBuilder();
		for (Class<?> parameter : method.getParameterTypes()) {
			parameters.append(parameters.isEmpty() ? "" : ", ").append(HandlerFactory.nameOf(parameter));
		}
		return name + "(" + parameters + ")";
	}

}
