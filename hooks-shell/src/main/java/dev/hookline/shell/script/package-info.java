/**
 * What one run of a script is made of around its process: the command and the files and variables
 * that it needs, the reasons why it cannot start, and what it hands over. The module does not
 * export it.
 *
 * <p>Start at {@link dev.hookline.shell.script.ScriptCommand}, then {@link
 * dev.hookline.shell.script.CommandResolver} (how its files are found) and {@link
 * dev.hookline.shell.script.LaunchException} (what all refusals become).
 */
@NullMarked
package dev.hookline.shell.script;

import org.jspecify.annotations.NullMarked;
