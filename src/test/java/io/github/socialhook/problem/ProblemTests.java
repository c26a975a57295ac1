package io.github.socialhook.problem;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void writesTheWholeResponse() throws IOException {
		new Problem(404, "Not Found", "There is nothing here.").writeTo(this.response);
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(this.response.getContentType()).isEqualTo("application/problem+json");
		assertThat(this.response.getContentAsByteArray()).hasSize(this.response.getContentLength())
			.asString()
			.isEqualTo("""
					{"type":"about:blank","title":"Not Found","status":404,"detail":"There is nothing here."}""");
	}

	@Test
	void writesFurtherMembersInTheirOrder() throws IOException {
		Map<String, String> members = new LinkedHashMap<>();
		members.put("parameter", "from");
		members.put("allowed", "an instant");
		new Problem(400, "Bad Request", "It is no time.", members).writeTo(this.response);
		assertThat(this.response.getContentAsString()).endsWith("""
				"detail":"It is no time.","parameter":"from","allowed":"an instant"}""");
	}

	@Test
	void escapesWhateverStandsInATextOrAName() throws IOException {
		String text = "\"}, {\\ \u0000 \n \u2028 Grüße 😀";
		new Problem(400, "Bad Request", text, Map.of(text, text)).writeTo(this.response);
		assertThat(new JsonMapper().readTree(this.response.getContentAsByteArray()).valueStream())
			.extracting((member) -> member.asString())
			.containsExactly("about:blank", "Bad Request", "400", text, text);
		assertThat(new JsonMapper().readTree(this.response.getContentAsByteArray()).propertyNames()).contains(text);
	}

}
