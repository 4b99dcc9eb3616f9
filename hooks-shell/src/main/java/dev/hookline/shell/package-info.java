/** Adapters that turn scripts and commands into hooks. */
@NullMarked
package dev.hookline.shell;

import org.jspecify.annotations.NullMarked;
