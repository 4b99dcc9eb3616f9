/**
 * How the output of a process comes to a hook's output: through named pipes, by a thread that
 * listeners may hold up. The module does not export it.
 *
 * <p>Start at {@link dev.hookline.shell.output.OutputPump}, then {@link
 * dev.hookline.shell.output.OutputPassage} (the thread) and {@link dev.hookline.shell.output.Fifo}
 * (the pipe).
 */
@NullMarked
package dev.hookline.shell.output;

import org.jspecify.annotations.NullMarked;
