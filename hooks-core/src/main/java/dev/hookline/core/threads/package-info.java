/** Hidden: the threads on which hooks can be abandoned, and those that coordinate runs. */
@NullMarked
package dev.hookline.core.threads;

import org.jspecify.annotations.NullMarked;
