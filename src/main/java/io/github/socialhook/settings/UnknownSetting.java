package io.github.socialhook.settings;

/**
 * A setting that does not exist.
 *
 * @param name its name
 * @param origin where it is set
 */
record UnknownSetting(SettingName name, String origin) {

}
