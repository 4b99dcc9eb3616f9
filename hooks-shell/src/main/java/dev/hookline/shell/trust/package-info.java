/**
 * Whether anyone else could have written a file, or exchanged anything on the way to it. The module
 * does not export it.
 *
 * <p>Start at {@link dev.hookline.shell.trust.TrustRule}, then {@link
 * dev.hookline.shell.trust.TrustCheck}.
 */
@NullMarked
package dev.hookline.shell.trust;

import org.jspecify.annotations.NullMarked;
