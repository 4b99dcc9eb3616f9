/**
 * The hooks of a kompose stack: functions of a {@code hooks.sh}.
 *
 * <p>Start at {@link dev.hookline.shell.conventions.kompose.KomposeHooks}; {@link
 * dev.hookline.shell.conventions.kompose.KomposeStacks} runs a command for several stacks.
 *
 * <p>Letters with numbers, such as K8, name the behaviours of the real system; all of them are in
 * {@code hooks-shell/docs/conventions.md} of the source repository.
 */
@NullMarked
package dev.hookline.shell.conventions.kompose;

import org.jspecify.annotations.NullMarked;
