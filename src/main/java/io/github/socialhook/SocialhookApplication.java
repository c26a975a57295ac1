package io.github.socialhook;

import io.github.socialhook.demo.DemoMode;
import io.github.socialhook.extension.HandlerJars;
import org.apache.commons.logging.LogFactory;
import org.apache.commons.logging.impl.Slf4jLogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Socialhook as an application. The rooms wire themselves; only the room of your handlers
 * is scanned. Excluded is what a port with nothing but webhooks does not need, because it
 * would slow down every start.
 */
@SpringBootApplication(scanBasePackages = SocialhookApplication.HANDLERS, proxyBeanMethods = false,
		exclude = { WebMvcAutoConfiguration.class, WebMvcObservationAutoConfiguration.class,
				ErrorMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
				TomcatMetricsAutoConfiguration.class, SslMetricsAutoConfiguration.class,
				ThymeleafAutoConfiguration.class },
		excludeName = { "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
				"org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration" })
@AutoConfigurationPackage(basePackages = SocialhookApplication.HANDLERS)
@Import(StandaloneConfiguration.class)
public class SocialhookApplication {

	static final String HANDLERS = "io.github.socialhook.app";

	/**
	 * Starts the service, or its demo.
	 * @param args options of Spring Boot; the argument {@code demo} asks for the demo
	 */
	public static void main(String[] args) {
		// Without this, Commons Logging searches and chooses Log4j at every start.
		System.setProperty(LogFactory.FACTORY_PROPERTY, Slf4jLogFactory.class.getName());
		ProcessTimeZone.useStandardName();
		application(args).run(args);
	}

	static SpringApplication application(String... args) {
		SpringApplication application = new SpringApplication(SocialhookApplication.class);
		if (DemoMode.isAskedForBy(args)) {
			DemoMode.prepare(application);
		}
		else {
			application.addInitializers(new HandlerJars());
		}
		return application;
	}

}
