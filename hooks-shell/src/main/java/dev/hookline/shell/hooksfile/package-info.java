/**
 * Hooks of a project that stand in a YAML file, {@code hooks.yaml}.
 *
 * <p>Start at {@link dev.hookline.shell.hooksfile.HooksFile}. The format is described in {@code
 * hooks-shell/docs/hooks-yaml.md}, and for editors by the JSON Schema that {@link
 * dev.hookline.shell.hooksfile.HooksFile#schema} returns.
 */
@NullMarked
package dev.hookline.shell.hooksfile;

import org.jspecify.annotations.NullMarked;
