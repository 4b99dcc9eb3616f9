/** Hidden: the signals that ask a process to end, which cancel runs instead. */
@NullMarked
package dev.hookline.core.signal;

import org.jspecify.annotations.NullMarked;
