/**
 * Hidden: what a console must know of terminals. {@link dev.hookline.core.console.terminal.Screen}
 * draws, {@link dev.hookline.core.console.terminal.SafeText} lets no text break the drawing.
 */
@NullMarked
package dev.hookline.core.console.terminal;

import org.jspecify.annotations.NullMarked;
