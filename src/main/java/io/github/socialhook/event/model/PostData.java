package io.github.socialhook.event.model;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a post says or shows; the fields that a custom post brings of its own are in
 * {@code custom}.
 */
public record PostData(@Nullable String title, @Nullable String text, @Nullable String fileId,
		@Nullable String thumbnailFileId, @Nullable VideoFileIds videoFileId, @Nullable String streamId,
		@JsonAnySetter @JsonAnyGetter Map<String, JsonNode> custom) {
}
