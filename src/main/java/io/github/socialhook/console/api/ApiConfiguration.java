package io.github.socialhook.console.api;

import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.operation.DiscardActions;
import io.github.socialhook.console.operation.HandlerActions;
import io.github.socialhook.console.operation.HandlerCounts;
import io.github.socialhook.console.operation.RecentRejections;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.operation.SpillActions;
import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.operation.TestEvents;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.console.operation.WaitReasons;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.redaction.Redaction;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Configures the controllers of the API and the web MVC that they need. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

	@Bean
	ProblemExceptionResolver socialhookProblemResolver() {
		return new ProblemExceptionResolver();
	}

	/** Resolves the exceptions of other pages where no application does. */
	@Bean
	DefaultHandlerExceptionResolver socialhookPlainExceptionResolver() {
		DefaultHandlerExceptionResolver resolver = new DefaultHandlerExceptionResolver();
		// It would log a line for each path that does not exist.
		resolver.setWarnLogCategory("");
		return resolver;
	}

	@Bean
	WebMvcConfigurer socialhookApiConventions() {
		JsonMapper json = new JsonMapper();
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new UnexpectedParameterInterceptor()).addPathPatterns(ApiSecurity.PATH + "/**");
			}

			@Override
			public void configureMessageConverters(ServerBuilder builder) {
				builder.configureMessageConverters((converter) -> {
					if (converter instanceof JacksonJsonHttpMessageConverter jackson) {
						jackson.registerMappersForType(ApiResponse.class,
								(mappers) -> mappers.put(MediaType.APPLICATION_JSON, json));
					}
				});
			}

		};
	}

	@Bean
	DeliveriesController socialhookDeliveriesController(Ledger ledger, HandlerDirectory handlers, WaitReasons waits,
			Redaction redaction) {
		return new DeliveriesController(ledger, handlers, waits, redaction);
	}

	@Bean
	HandlersController socialhookHandlersController(HandlerDirectory handlers, HandlerActions actions,
			HandlerCounts counts, Ledger ledger) {
		return new HandlersController(handlers, actions, counts, ledger);
	}

	@Bean
	CoverageController socialhookCoverageController(Ledger ledger, HandlerDirectory handlers) {
		return new CoverageController(ledger, handlers);
	}

	@Bean
	StatsController socialhookStatsController(Statistics statistics) {
		return new StatsController(statistics);
	}

	@Bean
	StoreController socialhookStoreController(Inbox inbox, ObjectProvider<EmbeddedStore> store,
			ObjectProvider<Inbox.SalvageReport> salvages, AuditLog audit) {
		return new StoreController(inbox, store.getIfAvailable(), salvages, audit);
	}

	@Bean
	SpillsController socialhookSpillsController(Spills spills, SpillActions actions) {
		return new SpillsController(spills, actions);
	}

	@Bean
	TrafficController socialhookTrafficController(TrafficReports reports) {
		return new TrafficController(reports);
	}

	@Bean
	EndpointsController socialhookEndpointsController(TestEvents events) {
		return new EndpointsController(events);
	}

	@Bean
	FailuresController socialhookFailuresController(Ledger ledger) {
		return new FailuresController(ledger);
	}

	@Bean
	AuditController socialhookAuditController(AuditLog audit) {
		return new AuditController(audit);
	}

	@Bean
	OpenApiController socialhookOpenApiController() {
		return new OpenApiController();
	}

	@Bean
	RejectionsController socialhookRejectionsController(RecentRejections rejections) {
		return new RejectionsController(rejections);
	}

	@Bean
	DiscardsController socialhookDiscardsController(Ledger ledger, DiscardActions actions) {
		return new DiscardsController(ledger, actions);
	}

	@Bean
	ReplaysController socialhookReplaysController(Ledger ledger, Replayer replayer, ReplayActions actions) {
		return new ReplaysController(ledger, replayer, actions);
	}

}
