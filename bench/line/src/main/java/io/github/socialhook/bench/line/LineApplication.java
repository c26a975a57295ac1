package io.github.socialhook.bench.line;

import java.util.concurrent.atomic.LongAdder;

import com.linecorp.bot.spring.boot.handler.annotation.EventMapping;
import com.linecorp.bot.spring.boot.handler.annotation.LineMessageHandler;
import com.linecorp.bot.webhook.model.MessageEvent;
import com.linecorp.bot.webhook.model.TextMessageContent;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts events or, where there is a database, stores each with one statement, as its users do. */
@SpringBootApplication
@LineMessageHandler
public class LineApplication {

	private final LongAdder count = new LongAdder();

	private final JdbcTemplate database;

	LineApplication(ObjectProvider<JdbcTemplate> database) {
		this.database = database.getIfAvailable();
		if (this.database != null) {
			this.database.execute("CREATE TABLE event (id text NOT NULL, at timestamptz NOT NULL, content text NOT NULL)");
		}
	}

	public static void main(String[] args) {
		SpringApplication.run(LineApplication.class, args);
	}

	@EventMapping
	public void handle(MessageEvent event) {
		this.count.increment();
		if (this.database != null) {
			this.database.update("INSERT INTO event (id, at, content) VALUES (?, to_timestamp(?), ?)", event.webhookEventId(),
					event.timestamp() / 1000.0, ((TextMessageContent) event.message()).text());
		}
	}

}
