/**
 * The web server of the public port: limits on connections, heads and slow clients, and
 * its plain error page.
 */
@NullMarked
package io.github.socialhook.server;

import org.jspecify.annotations.NullMarked;
