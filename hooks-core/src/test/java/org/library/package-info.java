/** A library that a tool calls. */
@NullMarked
package org.library;

import org.jspecify.annotations.NullMarked;
