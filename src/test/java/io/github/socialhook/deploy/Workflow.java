package io.github.socialhook.deploy;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A workflow of GitHub Actions, as far as we use it. */
record Workflow(String name, On on, Map<String, String> permissions, Concurrency concurrency,
		@Nullable Map<String, String> env, Map<String, Job> jobs) {

	/** When it runs. */
	record On(@Nullable Push push, @Nullable @JsonProperty("pull_request") JsonNode pullRequest,
			@Nullable @JsonProperty("branch_protection_rule") JsonNode branchProtectionRule,
			@Nullable List<Map<String, String>> schedule) {
	}

	record Push(@Nullable List<String> branches, @Nullable List<String> tags) {
	}

	record Concurrency(String group, @JsonProperty("cancel-in-progress") boolean cancelInProgress) {
	}

	/** What runs on one machine. */
	record Job(String name, @Nullable @JsonProperty("if") String condition, @Nullable String needs,
			@JsonProperty("runs-on") String runsOn, @JsonProperty("timeout-minutes") int timeoutMinutes,
			@Nullable Map<String, String> permissions, @Nullable Strategy strategy, @Nullable Map<String, String> env,
			List<Step> steps) {
	}

	record Strategy(@Nullable @JsonProperty("fail-fast") Boolean failFast, Map<String, JsonNode> matrix) {
	}

	/** An action or a script. */
	record Step(@Nullable String name, @Nullable String id, @Nullable @JsonProperty("if") String condition,
			@Nullable String uses, @Nullable Map<String, String> with, @Nullable String run,
			@Nullable Map<String, String> env) {

		/** Whether it uses this action, or a part of it. */
		boolean uses(String action) {
			return this.uses != null && (this.uses.startsWith(action + "@") || this.uses.startsWith(action + "/"));
		}

	}

}
