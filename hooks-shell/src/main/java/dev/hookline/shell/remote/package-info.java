/**
 * Scripts that run elsewhere: on another host or in a container, through the client that the user
 * has configured.
 *
 * <p>Start at {@link dev.hookline.shell.remote.RemoteHook}. {@link
 * dev.hookline.shell.remote.Launcher} says through which client, and {@link
 * dev.hookline.shell.remote.ConnectionLostException} is thrown when it is the connection that has
 * failed and not the script.
 */
@NullMarked
package dev.hookline.shell.remote;

import org.jspecify.annotations.NullMarked;
