/**
 * Adapters that turn scripts, commands and bash functions into hooks, and the places where projects
 * keep them.
 *
 * <p>Start at {@link dev.hookline.shell.ScriptHook}, then {@link dev.hookline.shell.HookDirectory}.
 * The other public types are
 *
 * <ul>
 *   <li>other hooks: {@link dev.hookline.shell.FunctionHook}, {@link dev.hookline.shell.LambdaHook}
 *   <li>how a script runs: {@link dev.hookline.shell.Interpreter}, {@link
 *       dev.hookline.shell.Stdin}, {@link dev.hookline.shell.BackgroundPolicy}, {@link
 *       dev.hookline.shell.Containment}, {@link dev.hookline.shell.ScriptEnding}
 *   <li>which files run: {@link dev.hookline.shell.Trust}, {@link dev.hookline.shell.NameOrder},
 *       {@link dev.hookline.shell.FileOverlay}
 *   <li>what a convention passes on: {@link dev.hookline.api.ContextView}
 * </ul>
 *
 * <p>Configuration files are read by {@code dev.hookline.shell.config}. How five real systems keep
 * their hooks, each as a {@link dev.hookline.api.HookSource} and, where the system fixes one, a
 * {@link dev.hookline.api.Lifecycle}, is in {@code dev.hookline.shell.conventions.ping}, {@code
 * dotcloud}, {@code kompose} and {@code upsun} (with Web PaaS). All that a convention of your own
 * needs is public in this package and {@code dev.hookline.shell.config}.
 */
@NullMarked
package dev.hookline.shell;

import org.jspecify.annotations.NullMarked;
