package io.github.socialhook.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.model.CommentAttachmentType;
import io.github.socialhook.event.model.FileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every documented field has a component of a fitting type, and no component carries
 * anything else.
 */
class DocumentedFieldsTests {

	static final List<Entry> DOCUMENTED = Documentation.DOCUMENTED;

	private static final JsonNode ATTACHMENT = model("CommentAttachment");

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void hasEveryDocumentedFieldAndNoOther(Entry entry) {
		assertThat(DocumentedFields.faultsOf(entry.type(), entry.data())).isEmpty();
	}

	@Test
	void walksDownToTheLastModel() {
		assertThat(DocumentedFields.faultsOf(Recording.class, model("StreamRecording"))).containsExactly(
				"$.flv.url is documented, and StreamRecordingFile has it not", "$.flv.address is not documented");
	}

	@Test
	void noticesAMissingField() {
		assertThat(DocumentedFields.faultsOf(TooLittle.class, ATTACHMENT))
			.containsExactly("$.fileId is documented, and TooLittle has it not");
	}

	@Test
	void noticesAFieldThatIsNotDocumented() {
		assertThat(DocumentedFields.faultsOf(TooMuch.class, ATTACHMENT)).containsExactly("$.id is not documented");
	}

	@Test
	void noticesATypeThatDoesNotFit() {
		assertThat(DocumentedFields.faultsOf(Wrong.class, ATTACHMENT)).hasSize(2)
			.allSatisfy((fault) -> assertThat(fault).contains("and documented as"));
	}

	private static JsonNode model(String name) {
		return Documentation.JSON.createObjectNode().put("$ref", "models.json#/models/" + name);
	}

	record TooLittle(CommentAttachmentType type) {
	}

	record TooMuch(CommentAttachmentType type, String fileId, @JsonProperty("_id") String id) {
	}

	record Wrong(FileType type, List<String> fileId) {
	}

	record Recording(StreamRecordingFile flv, StreamRecordingFile mp4, StreamRecordingFile m3u8) {

		record StreamRecordingFile(String address, Double duration, Double startTime, Double stopTime) {
		}

	}

}
