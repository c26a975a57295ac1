package com.example.host;

import java.time.Clock;
import java.time.ZoneId;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@SpringBootApplication
public class HostApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(HostApplication.class);
		application.addListeners(new WebServerPortFileWriter());
		application.run(args);
	}

	@Bean(name = { "ledger", "inbox", "dispatcher", "retention", "rejections", "handlerRegistry" })
	String ledger() {
		return "of the host";
	}

	@Bean
	Clock utc() {
		return Clock.systemUTC();
	}

	@Bean
	Clock tokyo() {
		return Clock.system(ZoneId.of("Asia/Tokyo"));
	}

	@Bean
	JsonMapper jsonMapper() {
		return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
	}

	@Bean
	@Profile("chain")
	SecurityFilterChain chain(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/open/**", "/style.css", "/error")
				.permitAll()
				.anyRequest()
				.hasRole("HOST"))
			.formLogin(Customizer.withDefaults())
			.httpBasic(Customizer.withDefaults())
			.csrf((csrf) -> csrf.ignoringRequestMatchers("/orders/**"))
			.build();
	}

}
