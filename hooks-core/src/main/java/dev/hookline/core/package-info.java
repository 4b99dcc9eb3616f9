/** The engine of Hookline. */
@NullMarked
package dev.hookline.core;

import org.jspecify.annotations.NullMarked;
