/**
 * Runs one process and ends it, with everything that it started. Knows nothing of hooks; the module
 * does not export it.
 */
@NullMarked
package dev.hookline.shell.process;

import org.jspecify.annotations.NullMarked;
