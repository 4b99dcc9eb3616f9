/**
 * The hooks of a dotCloud application.
 *
 * <p>Start at {@link dev.hookline.shell.conventions.dotcloud.DotcloudHooks}; what the tool itself
 * does between the hooks goes into {@link dev.hookline.shell.conventions.dotcloud.DotcloudSteps}.
 *
 * <p>Letters with numbers, such as D5, name the behaviours of the real system; all of them are in
 * {@code hooks-shell/docs/conventions.md} of the source repository.
 */
@NullMarked
package dev.hookline.shell.conventions.dotcloud;

import org.jspecify.annotations.NullMarked;
