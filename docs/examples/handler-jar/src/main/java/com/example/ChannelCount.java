package com.example;

import java.util.concurrent.atomic.LongAdder;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.stereotype.Component;

@Component
class ChannelCount {

	private final LongAdder number = new LongAdder();

	@WebhookHandler
	void count(ChannelEvent.DidCreate created) {
		this.number.add(created.channels().size());
	}

	long number() {
		return this.number.sum();
	}

}
