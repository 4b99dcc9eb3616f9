/**
 * Hidden: what a run would come to if something went wrong. Start at {@link
 * dev.hookline.core.whatif.Simulation}, which lets the engine itself run hooks that do nothing.
 */
@NullMarked
package dev.hookline.core.whatif;

import org.jspecify.annotations.NullMarked;
