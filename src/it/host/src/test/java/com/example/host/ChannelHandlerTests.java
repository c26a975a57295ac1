package com.example.host;

import io.github.socialhook.test.Events;
import io.github.socialhook.test.SentDelivery;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialhookTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar of the test kit, in the project of somebody else. */
@SocialhookTest
class ChannelHandlerTests {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void recordsADeliveryOnce(Social social) {
		SentDelivery delivery = social.sends(Events.aChannel());
		delivery.to(ChannelHandler.class).isHandled().isCalled(1);
		assertThat(this.jdbc.sql("SELECT id FROM delivery").query(String.class).list())
			.containsExactly(delivery.id().value());
		delivery.again().to(ChannelHandler.class).willBeRetried().isCalled(2);
	}

	@TestConfiguration
	static class Database {

		@Bean
		JdbcClient jdbc() {
			JdbcClient client = JdbcClient.create(new SingleConnectionDataSource("jdbc:sqlite::memory:", true));
			client.sql("CREATE TABLE delivery (id VARCHAR(100) PRIMARY KEY, address TEXT NOT NULL)").update();
			return client;
		}

	}

}
