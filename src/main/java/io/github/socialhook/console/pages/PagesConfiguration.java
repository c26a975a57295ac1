package io.github.socialhook.console.pages;

import java.time.InstantSource;

import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.operation.ChangeWatch;
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
import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.security.SingleSignOn;
import io.github.socialhook.console.security.Users;
import io.github.socialhook.console.view.PageAssets;
import io.github.socialhook.console.view.PageExceptionResolver;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.SharedParts;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.redaction.Redaction;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures the controllers of the pages and their security, where Thymeleaf is there.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
public class PagesConfiguration {

	private final InstantSource clock;

	PagesConfiguration(@Qualifier("socialhookClock") InstantSource clock) {
		this.clock = clock;
	}

	@Bean
	PageRenderer socialhookPageRenderer() {
		return new PageRenderer();
	}

	@Bean
	PagesSecurity socialhookPagesSecurity(Users users, ObjectProvider<SingleSignOn> signOn, PageRenderer renderer) {
		return new PagesSecurity(users, signOn.getIfAvailable(), renderer, this.clock);
	}

	@Bean
	PageExceptionResolver socialhookPageExceptionResolver(PageRenderer renderer) {
		return new PageExceptionResolver(renderer);
	}

	@Bean
	WebMvcConfigurer socialhookPageConventions() {
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new PageInterceptor());
			}

		};
	}

	@Bean
	PageAssets socialhookPageAssets() {
		return new PageAssets();
	}

	@Bean
	LoginController socialhookLoginPage(PageRenderer renderer, PagesSecurity security) {
		return new LoginController(renderer, security);
	}

	@Bean
	Console socialhookConsole(Ledger ledger, Inbox inbox, ObjectProvider<EmbeddedStore> store, Statistics statistics,
			TrafficReports traffic, HandlerDirectory handlers, Spills spills) {
		return new Console(ledger, inbox, store.getIfAvailable(), statistics, traffic, handlers, spills);
	}

	@Bean
	OverviewController socialhookOverviewPage(PageRenderer renderer, PagesSecurity security, Console console,
			SpillActions actions, ChangeWatch watch) {
		return new OverviewController(renderer, security, console, actions, new SharedParts(watch::changes),
				this.clock);
	}

	@Bean
	Rehearsal socialhookRehearsal(OverviewController overview, PagesSecurity security) {
		return new Rehearsal(overview, security);
	}

	@Bean
	DeliveryListController socialhookDeliveriesPage(PageRenderer renderer, Console console, Endpoints endpoints) {
		return new DeliveryListController(renderer, console, endpoints, this.clock);
	}

	@Bean
	DeliveryController socialhookDeliveryPage(PageRenderer renderer, Ledger ledger, HandlerDirectory handlers,
			ReplayActions actions, WaitReasons waits, Endpoints endpoints, Redaction redaction) {
		return new DeliveryController(renderer, ledger, handlers, actions, waits, endpoints, redaction, this.clock);
	}

	@Bean
	ChangeWatch socialhookChangeWatch(Ledger ledger, Statistics statistics, HandlerDirectory handlers) {
		return new ChangeWatch(ledger, statistics, handlers);
	}

	@Bean
	LiveController socialhookLiveMessages(ChangeWatch watch) {
		return new LiveController(watch);
	}

	@Bean
	SubjectController socialhookSubjectPage(PageRenderer renderer, Console console) {
		return new SubjectController(renderer, console, this.clock);
	}

	@Bean
	HandlerListController socialhookHandlersPage(PageRenderer renderer, HandlerDirectory handlers,
			HandlerActions actions, HandlerCounts counts, Ledger ledger) {
		return new HandlerListController(renderer, handlers, actions, counts, ledger, this.clock);
	}

	@Bean
	AuditPageController socialhookAuditPage(PageRenderer renderer, AuditLog audit) {
		return new AuditPageController(renderer, audit, this.clock);
	}

	@Bean
	FailurePageController socialhookFailuresPage(PageRenderer renderer, Ledger ledger) {
		return new FailurePageController(renderer, ledger, this.clock);
	}

	@Bean
	RejectionPageController socialhookRejectionsPage(PageRenderer renderer, RecentRejections rejections) {
		return new RejectionPageController(renderer, rejections, this.clock);
	}

	@Bean
	DiscardPageController socialhookDiscardsPage(PageRenderer renderer, Ledger ledger, DiscardActions actions) {
		return new DiscardPageController(renderer, ledger, actions);
	}

	@Bean
	ReplayPageController socialhookReplaysPage(PageRenderer renderer, Replayer replayer, ReplayActions actions,
			HandlerDirectory handlers) {
		return new ReplayPageController(renderer, replayer, actions, handlers, this.clock);
	}

	@Bean
	SetupController socialhookSetupPage(PageRenderer renderer, Console console, Endpoints endpoints, TestEvents tests) {
		return new SetupController(renderer, console, endpoints, tests, this.clock);
	}

}
