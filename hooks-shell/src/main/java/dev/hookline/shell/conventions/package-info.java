/**
 * How five real systems keep their hooks, each as a {@link dev.hookline.api.HookSource} and, where
 * the system fixes one, a {@link dev.hookline.api.Lifecycle}: {@link
 * dev.hookline.shell.conventions.PingHooks}, {@link dev.hookline.shell.conventions.DotcloudHooks},
 * {@link dev.hookline.shell.conventions.KomposeHooks}, {@link
 * dev.hookline.shell.conventions.UpsunHooks} and {@link
 * dev.hookline.shell.conventions.WebPaasHooks}.
 *
 * <p>Letters with numbers, such as P10 or U3, name the behaviours of the real systems; the table of
 * all of them is in {@code docs/conventions.md} of this module. All that a convention of your own
 * needs is public in {@code dev.hookline.shell} and {@code dev.hookline.shell.config}.
 */
@NullMarked
package dev.hookline.shell.conventions;

import org.jspecify.annotations.NullMarked;
