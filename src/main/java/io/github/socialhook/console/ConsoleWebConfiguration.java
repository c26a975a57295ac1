package io.github.socialhook.console;

import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import jakarta.servlet.Filter;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Serves the API at the operations port, and only where that is a port of its own. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ConsoleWebConfiguration {

	@Bean
	FilterRegistrationBean<Filter> apiDoor(Users users) {
		if (users.isEmpty()) {
			LogFactory.getLog(ApiDoor.class)
				.warn("The operations API is closed, because it has no users. To open it, set "
						+ "socialhook.operations.users.<name>.password to \"{bcrypt}\" followed by the hash that '"
						+ Users.HASH_COMMAND + "' prints after the colon, and .role to viewer or operator");
		}
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new ApiDoor(users).filter());
		registration.addUrlPatterns(ApiDoor.PATH, ApiDoor.PATH + "/*");
		return registration;
	}

	@Bean
	ProblemResolver problemResolver() {
		return new ProblemResolver();
	}

	/** Answers what is wrong with a call of other pages, where no application does. */
	@Bean
	DefaultHandlerExceptionResolver plainExceptionResolver() {
		return new DefaultHandlerExceptionResolver();
	}

	@Bean
	WebMvcConfigurer apiConventions() {
		JsonMapper json = new JsonMapper();
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new ParameterGuard()).addPathPatterns(ApiDoor.PATH + "/**");
			}

			@Override
			public void configureMessageConverters(ServerBuilder builder) {
				builder.configureMessageConverters((converter) -> {
					if (converter instanceof JacksonJsonHttpMessageConverter jackson) {
						jackson.registerMappersForType(Shown.class,
								(mappers) -> mappers.put(MediaType.APPLICATION_JSON, json));
					}
				});
			}

		};
	}

	@Bean
	DeliveriesController deliveriesController(Ledger ledger, HandlerDirectory handlers) {
		return new DeliveriesController(ledger, handlers);
	}

	@Bean
	HandlersController handlersController(HandlerDirectory handlers, HandlerCounts counts, Ledger ledger) {
		return new HandlersController(handlers, counts, ledger);
	}

	@Bean
	StatsController statsController(Ledger ledger, Inbox inbox) {
		return new StatsController(ledger, inbox);
	}

	@Bean
	OpenApiController openApiController() {
		return new OpenApiController();
	}

	@Bean
	RejectionsController rejectionsController(Rejections rejections) {
		return new RejectionsController(rejections);
	}

	@Bean
	ReplaysController replaysController(Ledger ledger, Replayer replayer, HandlerDirectory handlers) {
		return new ReplaysController(ledger, replayer, handlers);
	}

}
