/**
 * Hidden: what a run is given, worked out before it begins. {@link
 * dev.hookline.core.input.RunInput} is the whole of it, {@link dev.hookline.core.input.PhaseTasks}
 * is a plan as the runner wants it.
 */
@NullMarked
package dev.hookline.core.input;

import org.jspecify.annotations.NullMarked;
