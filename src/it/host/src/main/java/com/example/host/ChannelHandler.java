package com.example.host;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Is left out when the tests run the application without Socialhook. */
@Component
@ConditionalOnClass(name = "io.github.socialhook.handler.WebhookHandler")
class ChannelHandler {

	private final JdbcClient jdbc;

	ChannelHandler(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@WebhookHandler
	void record(ChannelEvent.DidCreate event, DeliveryContext delivery) {
		this.jdbc.sql("INSERT INTO delivery (id, address) VALUES (?, 'channel')").param(delivery.id().value()).update();
	}

}
