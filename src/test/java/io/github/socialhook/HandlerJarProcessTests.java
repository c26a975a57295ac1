package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.socialhook.extension.JarFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A jar with a handler, dropped beside the application as users start it. */
@RunsBesideOthers
class HandlerJarProcessTests {

	@TempDir
	private Path home;

	@Test
	void letsAHandlerFromADroppedJarTakeItsEvent() throws Exception {
		new JarFolder(Files.createDirectory(this.home.resolve("handlers"))).add("shop.jar", "com.example.shop.Cashier",
				"""
						package com.example.shop;

						import io.github.socialhook.event.ChannelEvent;
						import io.github.socialhook.handler.WebhookHandler;

						@org.springframework.stereotype.Service
						class Cashier {

							@WebhookHandler
							void open(ChannelEvent.DidCreate created) {
								System.out.println("The cashier opens " + created.channels().getFirst().channelId());
							}

						}
						""");
		try (ApplicationProcess application = ApplicationProcess.start(this.home,
				Map.of("SOCIALHOOK_SECRET", "socialhook-demo"))) {
			int port = application.port();
			assertThat(application.text()).contains("handlers/shop.jar contains com.example.shop.Cashier");
			application.await("(Handler cashier.open takes channel.didCreate)");
			assertThat(Shell.run(Documentation.README.sendLines(port))).startsWith("HTTP/1.1 200");
			assertThat(application.await("The cashier opens (.*)")).isEqualTo("my-first");
		}
	}

}
