package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a push notification: the recipients and the content. {@code targetIds}
 * are the users to notify, {@code shouldNotify} says whether they should be.
 */
public record PushNotification(@Nullable String eventType, @Nullable String id, @Nullable String networkId,
		@Nullable String path, @Nullable String senderId, @Nullable Instant sentTime, @Nullable String version,
		@Nullable String eventName, @Nullable Boolean isBroadcast, List<String> targetIds,
		@JsonProperty("notify") @Nullable Boolean shouldNotify, @Nullable String title, @Nullable String body) {
}
