/**
 * Hidden: how a run is shown to a person while it runs. {@link dev.hookline.core.console.Console}
 * hears the events of all runs and gives each run its views: one for the screen or the log of a CI
 * service, and one for a log file.
 */
@NullMarked
package dev.hookline.core.console;

import org.jspecify.annotations.NullMarked;
