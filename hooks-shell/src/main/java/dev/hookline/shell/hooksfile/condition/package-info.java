/** When a hook of a hooks file runs: the keys that say it, and the conditions made of them. */
@NullMarked
package dev.hookline.shell.hooksfile.condition;

import org.jspecify.annotations.NullMarked;
