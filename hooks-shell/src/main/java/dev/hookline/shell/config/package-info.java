/**
 * Reads the configuration files that projects keep beside their hooks, in bounded time and memory,
 * and reports all problems of a file together, each with its line and column.
 *
 * <p>Start at {@link dev.hookline.shell.config.EnvFile}, then {@link
 * dev.hookline.shell.config.YamlFile}, which returns a {@link dev.hookline.shell.config.YamlNode}.
 */
@NullMarked
package dev.hookline.shell.config;

import org.jspecify.annotations.NullMarked;
