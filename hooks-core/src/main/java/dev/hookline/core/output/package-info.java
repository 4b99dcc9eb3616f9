/**
 * Hidden: what hooks write and what listeners and reports get of it. {@link
 * dev.hookline.core.output.OutputCollector} is the output of one hook, {@link
 * dev.hookline.core.output.Listeners} passes events on.
 */
@NullMarked
package dev.hookline.core.output;

import org.jspecify.annotations.NullMarked;
