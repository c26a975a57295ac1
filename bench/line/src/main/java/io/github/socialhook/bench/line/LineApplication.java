package io.github.socialhook.bench.line;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;

import com.linecorp.bot.spring.boot.handler.annotation.EventMapping;
import com.linecorp.bot.spring.boot.handler.annotation.LineMessageHandler;
import com.linecorp.bot.webhook.model.GroupSource;
import com.linecorp.bot.webhook.model.MessageEvent;
import com.linecorp.bot.webhook.model.TextMessageContent;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Counts events or, as its users do, stores each with one statement where there is a database, or produces each to a topic
 * where one is named, and waits for the acknowledgement.
 */
@SpringBootApplication
@LineMessageHandler
public class LineApplication {

	private final LongAdder count = new LongAdder();

	private final JdbcTemplate database;

	private final KafkaTemplate<String, String> kafka;

	private final String topic;

	LineApplication(ObjectProvider<JdbcTemplate> database, KafkaTemplate<String, String> kafka,
			@Value("${bench.topic:}") String topic) {
		this.kafka = kafka;
		this.topic = topic;
		this.database = database.getIfAvailable();
		if (this.database != null) {
			this.database.execute("CREATE TABLE event (id text NOT NULL, at timestamptz NOT NULL, content text NOT NULL)");
		}
	}

	public static void main(String[] args) {
		SpringApplication.run(LineApplication.class, args);
	}

	@EventMapping
	public void handle(MessageEvent event) throws ExecutionException, InterruptedException {
		this.count.increment();
		if (this.database != null) {
			this.database.update("INSERT INTO event (id, at, content) VALUES (?, to_timestamp(?), ?)", event.webhookEventId(),
					event.timestamp() / 1000.0, text(event));
		}
		if (!this.topic.isEmpty()) {
			this.kafka.send(this.topic, ((GroupSource) event.source()).groupId(), text(event)).get();
		}
	}

	private static String text(MessageEvent event) {
		return ((TextMessageContent) event.message()).text();
	}

}
