package io.github.socialhook;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Describes where a configuration file is not valid YAML. The message of the exception is
 * not shown, because it quotes the line, which may contain a secret.
 */
final class BrokenYamlFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
		String description = "A configuration file is not valid YAML" + where(cause.getProblemMark()) + ".";
		return new FailureAnalysis(description,
				"Check this line and the line before it, in application.yml or in the files that spring.config "
						+ "names. Quote values that contain a colon, a quote or another YAML character.",
				new IllegalArgumentException(description));
	}

	private static String where(@Nullable Mark mark) {
		return (mark != null) ? " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) : "";
	}

}
