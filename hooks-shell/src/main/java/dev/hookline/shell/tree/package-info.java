/**
 * Finds the processes that a process has started, and ends them. Knows nothing of what they are
 * for; the module does not export it.
 *
 * <p>Start at {@link dev.hookline.shell.tree.ProcessTree}.
 */
@NullMarked
package dev.hookline.shell.tree;

import org.jspecify.annotations.NullMarked;
