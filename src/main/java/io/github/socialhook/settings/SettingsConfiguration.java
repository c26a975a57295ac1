package io.github.socialhook.settings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Wires the check for misspelt settings. */
@AutoConfiguration
@Import(SettingsCheck.class)
class SettingsConfiguration {

}
