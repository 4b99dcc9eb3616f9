/**
 * What the file system says about files and directories that may hold hooks. The module does not
 * export it.
 *
 * <p>Start at {@link dev.hookline.shell.files.FileFacts}, then {@link
 * dev.hookline.shell.files.DirectoryNames}.
 */
@NullMarked
package dev.hookline.shell.files;

import org.jspecify.annotations.NullMarked;
