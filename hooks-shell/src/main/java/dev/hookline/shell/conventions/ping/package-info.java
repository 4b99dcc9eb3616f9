/**
 * The hooks of a Ping Identity container.
 *
 * <p>Start at {@link dev.hookline.shell.conventions.ping.PingHooks}; {@link
 * dev.hookline.shell.conventions.ping.PingEntrypoint} makes the calls of Ping's own entrypoint.
 *
 * <p>Letters with numbers, such as P10, name the behaviours of the real system; all of them are in
 * {@code hooks-shell/docs/conventions.md} of the source repository.
 */
@NullMarked
package dev.hookline.shell.conventions.ping;

import org.jspecify.annotations.NullMarked;
