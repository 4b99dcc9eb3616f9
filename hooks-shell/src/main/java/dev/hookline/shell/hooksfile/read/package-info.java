/**
 * The format of hooks files: the tables of their keys, and how specs are made of what stands there.
 *
 * <p>Start at {@link dev.hookline.shell.hooksfile.read.FileKeys}, then {@link
 * dev.hookline.shell.hooksfile.read.HooksReader}.
 */
@NullMarked
package dev.hookline.shell.hooksfile.read;

import org.jspecify.annotations.NullMarked;
