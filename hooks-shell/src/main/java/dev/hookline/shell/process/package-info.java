/**
 * Runs one process and ends it, with everything that it started. Knows nothing of scripts and
 * hooks, except where output goes; the module does not export it.
 *
 * <p>Start at {@link dev.hookline.shell.process.Subprocess}, then {@link
 * dev.hookline.shell.process.ProcessSpec} (what goes in) and {@link
 * dev.hookline.shell.process.ProcessResult} (what comes out).
 */
@NullMarked
package dev.hookline.shell.process;

import org.jspecify.annotations.NullMarked;
