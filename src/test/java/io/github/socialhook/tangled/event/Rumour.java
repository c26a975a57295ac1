package io.github.socialhook.tangled.event;

import org.springframework.http.HttpHeaders;

/** Came with more than its JSON. */
public record Rumour(HttpHeaders headers) {
}
