package io.github.socialhook.settings;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Settings are set that do not exist. */
final class UnknownSettingException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	UnknownSettingException(List<UnknownSetting> unknown, KnownSettings known) {
		super(unknown.stream()
			.map((setting) -> "The setting '" + setting.name().text() + "' does not exist (set in " + setting.origin()
					+ ").")
			.collect(Collectors.joining("\n")));
		this.action = unknown.stream()
			.map((setting) -> "Did you mean '" + known.nearestTo(setting.name()) + "' instead of '"
					+ setting.name().text() + "'?")
			.collect(Collectors.joining("\n")) + "\n"
				+ "docs/configuration.md lists all settings. Settings of your own need another prefix.";
	}

	String action() {
		return this.action;
	}

}
