package io.github.socialhook.forward;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.handler.HandlerRegistration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.function.SingletonSupplier;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardConfigurationTests {

	private static final String SECRET = secret(1);

	private static final String NAME = "socialhook.forward[0].name=crm";

	private static final String URL = "socialhook.forward[0].url=https://crm.example.com/hook";

	private static final String KEY = "socialhook.forward[0].secret=" + SECRET;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(ForwardConfiguration.class)
		.withBean("socialhookClock", InstantSource.class, InstantSource::system);

	private static String secret(int seed) {
		byte[] key = new byte[32];
		key[0] = (byte) seed;
		return "whsec_" + Base64.getEncoder().encodeToString(key);
	}

	@Test
	void hasNoHandlersByDefault() {
		this.runner.run((context) -> assertThat(context.getBean(ForwardHandlers.class).handlers()).isEmpty());
	}

	@Test
	void needsNoClientWithoutTargets() throws Exception {
		URL[] classes = Stream.of(ForwardHandlers.class, SingletonSupplier.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation())
			.toArray(URL[]::new);
		try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
			Class<?> type = loader.loadClass(ForwardHandlers.class.getName());
			Constructor<?> constructor = type.getDeclaredConstructor(Supplier.class, InstantSource.class);
			constructor.setAccessible(true);
			Object handlers = constructor.newInstance((Supplier<Object>) () -> null, InstantSource.system());
			assertThat(type.getDeclaredMethods()).isNotEmpty();
			Method close = type.getDeclaredMethod("close");
			close.setAccessible(true);
			close.invoke(handlers);
		}
	}

	@Test
	void saysWhichClientIsMissing() {
		this.runner.withClassLoader(new FilteredClassLoader("org.apache.hc"))
			.withPropertyValues(NAME, URL, KEY)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getAction())
				.isEqualTo("Add the dependency org.apache.httpcomponents.client5:httpclient5 to your application."));
	}

	@Test
	void makesAHandlerOfEachTarget() {
		this.runner.withPropertyValues(NAME, URL, KEY, "socialhook.forward[0].events=message.didCreate, post.didFlag",
				"socialhook.forward[0].concurrency=3", "socialhook.forward[0].timeout=20s",
				"socialhook.forward[0].retry-after=1s,2s", "socialhook.forward[1].name=search",
				"socialhook.forward[1].url=http://10.1.2.3:9200/in", "socialhook.forward[1].allow=10.1.2.3, fd00::/8",
				"socialhook.forward[1].secret[0]=" + secret(2), "socialhook.forward[1].secret[1]=" + SECRET)
			.run((context) -> {
				List<HandlerRegistration> handlers = context.getBean(ForwardHandlers.class).handlers();
				assertThat(handlers).extracting(HandlerRegistration::name)
					.containsExactly("forward.crm", "forward.search");
				assertThat(handlers.getFirst().events()).containsExactlyInAnyOrder("message.didCreate", "post.didFlag");
				assertThat(handlers.getFirst().limits().concurrency()).isEqualTo(3);
				assertThat(handlers.getFirst().limits().timeout()).isEqualTo(Duration.ofSeconds(25));
				assertThat(handlers.getFirst().limits().retryAfter()).containsExactly(Duration.ofSeconds(1),
						Duration.ofSeconds(2));
				assertThat(handlers.getLast().events()).isEmpty();
				assertThat(handlers.getLast().limits().retryAfter()).isNull();
			});
	}

	@Test
	void takesWhatThePageShows() throws IOException {
		String page = Files.readString(Path.of("docs", "forwarding.md"));
		String yaml = page.substring(page.indexOf("```yaml") + 7, page.indexOf("```\n", page.indexOf("```yaml") + 7));
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		this.runner
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addLast))
			.withPropertyValues("CRM_SECRET=" + SECRET, "SEARCH_SECRET=" + secret(2))
			.run((context) -> assertThat(context.getBean(ForwardHandlers.class).handlers())
				.extracting(HandlerRegistration::name)
				.containsExactly("forward.crm", "forward.search"));
	}

	@ParameterizedTest
	@MethodSource
	void refusesWhatCannotWork(String setting, String description, String action) {
		this.runner.withPropertyValues(NAME, URL, KEY).withPropertyValues(setting.split(" \\| ")).run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualTo(description);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	static Stream<Arguments> refusesWhatCannotWork() {
		String crm = "The forward target 'crm' (socialhook.forward[0]) ";
		String noUrl = crm + "has no URL to send to, or one that cannot be used.";
		String setUrl = "Set socialhook.forward[0].url to an absolute URL";
		String setSecret = "Set socialhook.forward[0].secret to 'whsec_' and the Base64 of 24 to 64 random bytes";
		return Stream.of(
				Arguments.of("socialhook.forward[0].name=", "The forward target socialhook.forward[0] has the name ''.",
						"Set socialhook.forward[0].name to lower case letters"),
				Arguments.of("socialhook.forward[0].name=C R M",
						"The forward target socialhook.forward[0] has the name 'C R M'.", "such as 'crm'"),
				Arguments.of("socialhook.forward[0].url=", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].url=/hook", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].url=ftp://crm.example.com", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].url=https://anna:kept-quiet@crm.example.com", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].url=https://crm.example.com/#a", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].url=https://crm example.com", noUrl, setUrl),
				Arguments.of("socialhook.forward[0].secret=",
						crm + "has no secret, so that the service could not verify what it gets.", setSecret),
				Arguments.of("socialhook.forward[0].secret=kept-quiet",
						crm + "has a secret that does not begin with whsec_.", setSecret),
				Arguments.of("socialhook.forward[0].secret=whsec_!kept-quiet",
						crm + "has a secret that is not Base64 after whsec_.", setSecret),
				Arguments.of("socialhook.forward[0].allow=crm.example.com",
						crm + "allows 'crm.example.com', which is not an IP address or range; names are not resolved.",
						"under socialhook.forward[0].allow"),
				Arguments.of("socialhook.forward[0].timeout=0s",
						crm + "has the timeout PT0S, which is not from 1 ms to 1 h.",
						"Set socialhook.forward[0].timeout to a duration such as 15s"),
				Arguments.of("socialhook.forward[0].timeout=2h",
						crm + "has the timeout PT2H, which is not from 1 ms to 1 h.", "15s"),
				Arguments.of(
						"socialhook.forward[1].name=crm | socialhook.forward[1].url=https://a.example | "
								+ "socialhook.forward[1].secret=" + SECRET,
						"Two forward targets have the name 'crm'.",
						"Give each entry of socialhook.forward a different name."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socialhook.forward[0].timeout=soon", "socialhook.forward[2].secret=kept-quiet",
			"socialhook.forward[0].secret[7]=kept-quiet", "socialhook.forward[0].concurrency=many" })
	void showsNoValueOfASettingThatCannotBeRead(String setting) {
		this.runner.withPropertyValues(NAME, URL).withPropertyValues(setting).run((context) -> {
			BindException failure = (BindException) Stream
				.iterate(context.getStartupFailure(), (each) -> each != null, Throwable::getCause)
				.filter(BindException.class::isInstance)
				.findFirst()
				.orElseThrow();
			FailureAnalysis analysis = new ForwardBindFailureAnalyzer().analyze(failure);
			assertThat(analysis.getDescription()).startsWith("The setting 'socialhook.forward")
				.endsWith(" cannot be read.")
				.doesNotContain("quiet");
			assertThat(analysis.getCause().getCause()).isNull();
		});
	}

	@Test
	void masksSecretsAndUrlsInTheActuator() {
		this.runner.withPropertyValues(NAME, URL, KEY).run((context) -> {
			ForwardSanitizer sanitizer = context.getBean(ForwardSanitizer.class);
			assertThat(Stream
				.of(new SanitizableData(null, "socialhook.forward[0].secret", "anything"),
						new SanitizableData(null, "SOCIALHOOK_FORWARD_0_URL", "anything"),
						new SanitizableData(null, "CRM_SECRET", SECRET),
						new SanitizableData(null, "CRM_KEY", "x " + SECRET.substring(6)))
				.map((data) -> sanitizer.apply(data).getValue())).containsOnly(SanitizableData.SANITIZED_VALUE);
			SanitizableData name = new SanitizableData(null, "socialhook.forward[0].name", "crm");
			assertThat(sanitizer.apply(name)).isSameAs(name);
			assertThat(context.getBean(ForwardProperties.class)).asString().doesNotContain(SECRET);
		});
	}

	@Test
	void readsSecretsFromFilesAgain(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("crm-secret"), SECRET + "\n");
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new ConfigTreePropertySource("secrets", folder,
						ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE)))
			.withPropertyValues(NAME, URL, "socialhook.forward[0].secret=${crm-secret}")
			.run((context) -> {
				Supplier<List<String>> files = ForwardConfiguration.files("socialhook.forward[0]",
						context.getEnvironment());
				assertThat(files.get()).containsExactly(SECRET);
				Files.writeString(file, secret(2) + "\n" + SECRET + "\n");
				assertThat(SigningSecrets.parse(files.get())).containsExactly(SigningSecret.parse(secret(2)),
						SigningSecret.parse(SECRET));
			});
		this.runner
			.run((context) -> assertThat(ForwardConfiguration.files("socialhook.forward[0]", context.getEnvironment()))
				.isNull());
	}

	private static FailureAnalysis analysis(Throwable failure) {
		return Analysis.of(NestedExceptionUtils.getMostSpecificCause(failure));
	}

}
