package io.github.socialhook.console;

/**
 * What the API shows as JSON. It looks the same whatever the surrounding application
 * makes of its own JSON.
 */
interface Shown {

}
