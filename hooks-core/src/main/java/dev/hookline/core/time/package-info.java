/**
 * Hidden: the clock of a run and where it reads the time. Start at {@link
 * dev.hookline.core.time.RunClock}.
 */
@NullMarked
package dev.hookline.core.time;

import org.jspecify.annotations.NullMarked;
