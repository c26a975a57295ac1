package io.github.socialhook.intake;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ServletRequestMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.ServletResponseMethodArgumentResolver;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Dispatches the requests of the endpoints to the {@link WebhookController}. Its
 * application context has no parent, so that interceptors, advice, converters and path
 * settings of a host application do not apply. What a browser's request may need is left
 * out, because every event would pay for it.
 */
final class WebhookServlet extends DispatcherServlet {

	private static final long serialVersionUID = 1L;

	private final transient WebhookController controller;

	private final transient Collection<String> paths;

	WebhookServlet(WebhookController controller, Collection<String> paths) {
		this.controller = controller;
		this.paths = paths;
		setPublishContext(false);
		setPublishEvents(false);
	}

	@Override
	protected WebApplicationContext createWebApplicationContext(@Nullable ApplicationContext parent) {
		GenericWebApplicationContext context = new GenericWebApplicationContext(getServletContext());
		context.registerBean(RequestMappingHandlerMapping.class, this::handlerMapping);
		context.registerBean(RequestMappingHandlerAdapter.class, WebhookServlet::handlerAdapter);
		context.registerBean(HandlerExceptionResolver.class, () -> WebhookServlet::leaveToFilter);
		context.refresh();
		return context;
	}

	private RequestMappingHandlerMapping handlerMapping() {
		Method method = Objects.requireNonNull(ReflectionUtils.findMethod(WebhookController.class, "receive",
				HttpServletRequest.class, HttpServletResponse.class));
		RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
		mapping.registerMapping(
				RequestMappingInfo.paths(this.paths.toArray(String[]::new)).methods(RequestMethod.POST).build(),
				this.controller, method);
		return mapping;
	}

	private static RequestMappingHandlerAdapter handlerAdapter() {
		RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
		adapter.setArgumentResolvers(
				List.of(new ServletRequestMethodArgumentResolver(), new ServletResponseMethodArgumentResolver()));
		adapter.setReturnValueHandlers(List.of());
		return adapter;
	}

	/** The filter answers whatever fails. */
	private static @Nullable ModelAndView leaveToFilter(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		return null;
	}

	/** Leaves out what is bound to the thread: locale and request attributes. */
	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		try {
			doService(request, response);
		}
		catch (ServletException | IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ServletException(ex);
		}
	}

	/** Leaves out the attributes for views: locale resolver and flash maps. */
	@Override
	protected void doService(HttpServletRequest request, HttpServletResponse response) throws Exception {
		ServletRequestPathUtils.parseAndCache(request);
		doDispatch(request, response);
	}

}
